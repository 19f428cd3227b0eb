"""What is drawn from all counties is drawn from the slices that it names, and from nothing else."""

from dataclasses import MISSING, fields, replace
from decimal import Decimal

import pytest

from generator.model.finding import Finding, Severity
from generator.model.place import Place
from generator.render.feeds import Held, WithOwn
from generator.render.overviews import Overview
from generator.render.province import DRAWINGS, Drawing
from generator.views.rows import ProjectRow
from generator.views.summary import EXTRACTS, SLICES, CountySummary, lapses, results, works
from tests.support.overviews import overview, summaries
from tests.support.portal import artifacts, faulty

OTHER = Finding("X999", Severity.FINDING, "其他", Place("funds.yaml"), "无")
"""A finding of no rule."""


def everything() -> Overview:
    """Counties with and without a change record or batches, one of them with feed entries and a calendar."""
    part = artifacts(faulty())
    found = (*summaries(), *summaries(with_history=True), part.summary, with_batches())
    return replace(overview(found), texts=WithOwn(b"", Held({part.summary.code: part.texts})))


def with_batches() -> CountySummary:
    """A county of two batches."""
    (summary, *_) = summaries()
    first, second = (replace(summary, name=f"{year} 年批次", cohort=year) for year in (2020, 2022))
    return replace(summary, batches=(first, second))


def only(summary: CountySummary, names: tuple[str, ...]) -> CountySummary:
    """The summary without any field of another slice: reading one is an error; other amounts and findings in extracts."""
    cut = object.__new__(CountySummary)
    slices = [name for name in names if name not in EXTRACTS]
    cut.__dict__.update({name: getattr(summary, name) for slice_ in slices for name in SLICES[slice_]})
    if "works" in names:
        cut.__dict__["projects"] = tuple(other_amounts(row, names) for row in summary.projects)
    if "lapses" in names:
        cut.__dict__["findings"] = (*lapses(summary), OTHER)
        cut.__dict__["of_others"] = ()
    if "results" in names:
        cut.__dict__.update(evaluations=summary.evaluations, rectifications=summary.rectifications)
        cut.__dict__["batches"] = tuple(other_money(batch) for batch in summary.batches)
    return cut


def other_amounts(row: ProjectRow, names: tuple[str, ...]) -> ProjectRow:
    """A project's line as a page may see it that names no more than ``works``, and perhaps ``lapses``."""
    codes = (
        tuple(code for code in row.finding_codes if code in {"G103", "V101", "V102"})
        if "lapses" in names
        else ()
    )
    amount = Decimal("123.45")
    return row._replace(subsidy=amount, paid=amount, spent=amount, finding_codes=(*codes, OTHER.code))


def other_money(batch: CountySummary) -> CountySummary:
    """A batch as a page may see it that names no more of it than ``results``."""
    return replace(batch, central=None, paid=Decimal("123.45"), projects=(), findings=(OTHER,))


def test_extracts_leave_out_what_other_pages_show() -> None:
    (summary, *_) = summaries()
    other = tuple(other_amounts(row, ()) for row in summary.projects)
    assert works(replace(summary, projects=other)) == works(summary)
    renamed = tuple(row._replace(title="其他") for row in summary.projects)
    assert works(replace(summary, projects=renamed)) != works(summary)
    assert lapses(replace(summary, findings=(*summary.findings, OTHER))) == lapses(summary)
    several = with_batches()
    batches = tuple(other_money(batch) for batch in several.batches)
    assert results(replace(several, batches=batches)) == results(several)
    first = replace(several.batches[0], evaluations=())
    assert results(replace(several, batches=(first, *several.batches[1:]))) != results(several)


def test_the_slices_are_the_summary() -> None:
    """Every field in one slice; none has a default, which would stand in for a field that is not there."""
    names = [name for slice_ in SLICES.values() for name in slice_]
    assert sorted(names) == sorted(field.name for field in fields(CountySummary))
    assert all(field.default is field.default_factory is MISSING for field in fields(CountySummary))


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda drawing: drawing.name)
def test_a_drawing_reads_the_slices_it_names(drawing: Drawing) -> None:
    whole = everything()
    cut = replace(whole, summaries=tuple(only(summary, drawing.reads) for summary in whole.summaries))
    assert drawing.draw(cut) == drawing.draw(whole)
