"""In which months the city had to visit a county: a rule and the city's page reckon by the same ones."""

from collections.abc import Sequence
from datetime import date

from generator.model.codelists import Conclusion, Status, UnitLevel
from generator.model.disclosure import CountyDisclosure
from generator.model.project import Project
from generator.rules.facts import first_contract_of
from generator.rules.spans import together, whole_months


def months_of_city(county: CountyDisclosure, as_of: date) -> Sequence[int]:
    """Returns the whole months in which the city had to visit a county for any of its batches, in order.

    None of a county directly under the province, which has no city, nor of what is no 示范县.
    """
    if county.county.level is not UnitLevel.COUNTY or not county.county.city.is_city:
        return ()
    return sorted(together([_months_of_batch(batch, as_of) for batch in county.batches]))


def _months_of_batch(batch: CountyDisclosure, as_of: date) -> range:
    plan = batch.plan.plan
    start = first_contract_of(batch) or (plan.date if plan else None)
    end = min(as_of, _finished_on(batch) or as_of)
    return whole_months(start, end) if start else range(0)


def _finished_on(county: CountyDisclosure) -> date | None:
    """Returns since when nothing needs supervision: 综合验收 passed, or the last project accepted or cancelled."""
    final = county.outcome.final_acceptance
    days = [final.date] if final and final.conclusion is Conclusion.PASSED else []
    closed = _all_closed_on(county.projects)
    return min((*days, closed) if closed else days, default=None)


def _all_closed_on(projects: tuple[Project, ...]) -> date | None:
    """Returns when the last project was closed; None while one is open."""
    last = None
    for project in projects:
        day = _closed_on(project)
        if day is None:
            return None
        last = max(last or day, day)
    return last


def _closed_on(project: Project) -> date | None:
    if project.cancellation is not None:
        return project.cancellation.date
    if project.status is Status.ACCEPTED and project.acceptance is not None:
        return project.acceptance.date
    return None
