"""Small questions that several families ask of a county, and how their answers are worded."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from generator.model.codelists import Status
from generator.model.disclosure import CountyDisclosure
from generator.model.money import format_wan
from generator.model.project import Project


def is_cancelled(project: Project) -> bool:
    """A cancelled project is neither late nor stale; what was paid to it still counts."""
    return project.status is Status.CANCELLED or project.cancellation is not None


def live_projects(county: CountyDisclosure) -> tuple[Project, ...]:
    """The projects that were not cancelled."""
    return tuple(project for project in county.projects if not is_cancelled(project))


def contract_date(project: Project) -> date | None:
    return project.procurement.contract_date if project.procurement else None


def first_contract(county: CountyDisclosure) -> date | None:
    """The day on which the county signed its first contract, as disclosed."""
    return min((day for project in county.projects if (day := contract_date(project))), default=None)


def done_on(county: CountyDisclosure, project: Project) -> date | None:
    """The day on which 基本完成 (or further, or 100 %) was first reported; else the day of acceptance."""
    days = (
        row.date
        for row in county.progress_of[project.id]
        if row.percent == 100 or (row.status is not None and row.status.is_done)
    )
    accepted = project.acceptance.date if project.acceptance else None
    return min(days, default=accepted)


def in_use_on(county: CountyDisclosure, project: Project) -> date | None:
    """The day on which 投入使用 was first reported; where no report says so, the first one of 100 %."""
    reports = county.progress_of[project.id]
    used = min((row.date for row in reports if row.status is Status.IN_USE), default=None)
    return used or min((row.date for row in reports if row.percent == 100), default=None)


def wan(amount: Decimal) -> str:
    """「350.00 万元」."""
    return f"{format_wan(amount)} 万元"


def listed(items: Sequence[str], limit: int = 5) -> str:
    """「一、二、三等」: the first few of many."""
    return "、".join(items[:limit]) + ("等" if len(items) > limit else "")


def missing_labels(pairs: Iterable[tuple[str, object]]) -> tuple[str, ...]:
    """The labels whose value was not given."""
    return tuple(label for label, value in pairs if value in (None, "", ()))
