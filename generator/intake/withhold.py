"""What is in error is not published; the rest stands."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from generator.model.base import Record
from generator.model.disclosure import CountyDisclosure
from generator.model.finding import Finding
from generator.model.outcome import Outcome
from generator.model.plan import Plan

R = TypeVar("R", bound=Record)


def withhold(county: CountyDisclosure, errors: Iterable[Finding]) -> CountyDisclosure | None:
    """The disclosure without the records that ``errors`` point at.

    A YAML or Markdown file is left out whole, a ledger row alone; rows of a project left out go with it. None when
    county.yaml itself is in error.
    """
    places = {(error.place.file, error.place.line) for error in errors}
    files = {file for file, _ in places}
    if county.county.origin.file in files:
        return None
    projects = tuple(project for project in county.projects if project.origin.file not in files)
    ids = {project.id for project in projects}

    def kept(rows: tuple[R, ...]) -> tuple[R, ...]:
        return tuple(row for row in rows if _stands(row, places, ids))

    return replace(
        county,
        plan=Plan() if county.plan.origin.file in files else county.plan,
        outcome=Outcome() if county.outcome.origin.file in files else county.outcome,
        projects=projects,
        cases=tuple(case for case in county.cases if case.origin.file not in files),
        progress=kept(county.progress),
        payments=kept(county.payments),
        expenditures=kept(county.expenditures),
        inspections=kept(county.inspections),
        trainings=kept(county.trainings),
        transactions=kept(county.transactions),
        activities=kept(county.activities),
    )


def _stands(row: Record, places: set[tuple[str, int]], ids: set[str]) -> bool:
    project = getattr(row, "project", None)
    if project and project not in ids:
        return False
    return (row.origin.file, row.place().line) not in places
