"""Small questions that several families ask of a county, and how their answers are worded."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from generator.model.base import Record
from generator.model.change import Change
from generator.model.codelists import Direction, Status
from generator.model.disclosure import CountyDisclosure
from generator.model.money import format_wan
from generator.model.project import Project
from generator.rules.base import Scene, fact

CANCELLED, NOT_STARTED, TRAINING = Status.CANCELLED, Status.NOT_STARTED, Direction.TRAINING
"""What rules ask of every project, named once: until Python 3.12 an enum looks for a member each time it is named."""
_IN_USE = Status.IN_USE
_DONE = frozenset(status for status in Status if status.is_done)
_WHOLE = Decimal(100)
IN_USE_OR_ACCEPTED = (Status.IN_USE, Status.ACCEPTED)
"""投入使用, 已验收: what 综合验收 waits for in every project, clause 五（四）."""
SCORE_GAP = Decimal(10)
"""Points, of 100, by which self-score and provincial re-check may differ, clause 五（五）."""


def is_cancelled(project: Project) -> bool:
    """A cancelled project is neither late nor stale; what was paid to it still counts."""
    return project.status is CANCELLED or project.cancellation is not None


@fact
def live_projects(scene: Scene) -> tuple[Project, ...]:
    """The projects that were not cancelled."""
    return tuple([project for project in scene.county.projects if not is_cancelled(project)])


def contract_date(project: Project) -> date | None:
    return project.procurement.contract_date if project.procurement else None


@fact
def first_contract(scene: Scene) -> date | None:
    """The day on which the county signed its first contract, as disclosed."""
    return min((day for project in scene.county.projects if (day := contract_date(project))), default=None)


def done_on(county: CountyDisclosure, project: Project) -> date | None:
    """The day on which 基本完成 (or further, or 100 %) was first reported; else the day of acceptance."""
    for row in county.progress_of[project.id]:
        if row.status in _DONE or row.percent == _WHOLE:
            return row.date
    return project.acceptance.date if project.acceptance else None


def in_use_on(county: CountyDisclosure, project: Project) -> date | None:
    """The day on which 投入使用 was first reported; where no report says so, the first one of 100 %."""
    reports = county.progress_of[project.id]
    for row in reports:
        if row.status is _IN_USE:
            return row.date
    return next((row.date for row in reports if row.percent == _WHOLE), None)


@fact
def changes_of_fields(scene: Scene) -> Mapping[tuple[str, str], list[Change]]:
    """(record, field) → its changes, oldest first; empty without a history."""
    found: dict[tuple[str, str], list[Change]] = defaultdict(list)
    for change in scene.history.changes if scene.history else ():
        found[change.record, change.field].append(change)
    return found


def wan(amount: Decimal) -> str:
    """「350.00 万元」."""
    return f"{format_wan(amount)} 万元"


def listed(items: Sequence[str], limit: int = 5) -> str:
    """「一、二、三等」: the first few of many."""
    return "、".join(items[:limit]) + ("等" if len(items) > limit else "")


def missing_labels(record: Record, names: Iterable[str], *, or_nought: bool = False) -> tuple[str, ...]:
    """The labels of those of the fields that are not filled; ``or_nought``: a nought fills none either."""
    values = ((name, getattr(record, name)) for name in names)
    return tuple(
        record.label_of(name)
        for name, value in values
        if value in (None, "", ()) or (or_nought and not value)
    )
