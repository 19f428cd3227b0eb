"""Withholds the records that are in error; the rest is published."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from operator import attrgetter

from generator.model.base import Record
from generator.model.contracts import Contracts
from generator.model.county import Batch
from generator.model.disclosed_records import LaterBatch
from generator.model.disclosure import CountyDisclosure, with_rows
from generator.model.files import LEDGERS
from generator.model.finding import Finding
from generator.model.outcome import Outcome
from generator.model.plan import Plan

_PROJECT = attrgetter("project")


def withhold(county: CountyDisclosure, errors: Iterable[Finding]) -> CountyDisclosure | None:
    """The disclosure without the records that ``errors`` point at.

    A YAML or Markdown file is left out whole, a ledger row by itself; so are the rows of a project that is left out or
    could not be read. None when county.yaml itself is in error.
    """
    lines = lines_in_error(errors)
    if not lines and _is_whole(county):
        return county
    if county.county.origin.file in lines:
        return None
    projects = tuple(project for project in county.projects if project.origin.file not in lines)
    ids = {project.id for project in projects}

    return replace(
        with_rows(county, lambda row: _is_of(row, ids) and is_free_of(row, lines)),
        plan=Plan() if county.plan.origin.file in lines else county.plan,
        outcome=Outcome() if county.outcome.origin.file in lines else county.outcome,
        later=tuple(_without_wrong(later, lines) for later in county.later),
        contracts=Contracts() if county.contracts.origin.file in lines else county.contracts,
        projects=projects,
        cases=tuple(case for case in county.cases if case.origin.file not in lines),
        own_policies=tuple(item for item in county.own_policies if item.origin.file not in lines),
    )


def _without_wrong(later: LaterBatch, lines: Mapping[str, set[int]]) -> LaterBatch:
    batch, plan, outcome = later.batch, later.plan, later.outcome
    return LaterBatch(
        batch=Batch.of_year(batch.cohort) if batch.origin.file in lines else batch,
        plan=Plan() if plan.origin.file in lines else plan,
        outcome=Outcome() if outcome.origin.file in lines else outcome,
    )


def _is_whole(county: CountyDisclosure) -> bool:
    """Whether every project that a ledger names is there."""
    ids = {project.id for project in county.projects}
    return all(ids.issuperset(filter(None, map(_PROJECT, getattr(county, kind.name)))) for kind in LEDGERS)


def lines_in_error(errors: Iterable[Finding]) -> Mapping[str, set[int]]:
    """File → lines with errors; line 0: the file as a whole."""
    lines: dict[str, set[int]] = defaultdict(set)
    for error in errors:
        lines[error.place.file].add(error.place.line)
    return lines


def is_free_of(row: Record, lines: Mapping[str, set[int]]) -> bool:
    """Whether a ledger row has no error on any of its lines; line breaks in cells make it cover several."""
    wrong = lines.get(row.origin.file)
    return not wrong or wrong.isdisjoint(line for line, _ in row.origin.marks.values())


def _is_of(row: Record, ids: set[str]) -> bool:
    """Whether a row names one of these projects, or none."""
    project = getattr(row, "project", None)
    return not project or project in ids
