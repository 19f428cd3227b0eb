"""What is drawn from all counties is drawn from the slices that it names, and from nothing else."""

from dataclasses import MISSING, fields, replace

import pytest

from generator.render.feeds import Held, WithOwn
from generator.render.overviews import Overview
from generator.render.province import DRAWINGS, Drawing
from generator.views.summary import SLICES, CountySummary
from tests.support.column import artifacts, faulty
from tests.support.overviews import overview, summaries


def everything() -> Overview:
    """Counties with and without a change record, one of them with feed entries and a calendar."""
    part = artifacts(faulty())
    found = (*summaries(), *summaries(with_history=True), part.summary)
    return replace(overview(found), texts=WithOwn(b"", Held({part.summary.code: part.texts})))


def only(summary: CountySummary, slices: tuple[str, ...]) -> CountySummary:
    """The summary without any field of another slice: reading one is an error."""
    cut = object.__new__(CountySummary)
    cut.__dict__.update({name: getattr(summary, name) for slice_ in slices for name in SLICES[slice_]})
    return cut


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
