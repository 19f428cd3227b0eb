"""How far a project is, what its money was used for, and what it was to achieve: metrics and milestones."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from generator.model.codelists import Status
from generator.model.disclosure import CountyDisclosure
from generator.model.measures import Stated
from generator.model.partial_day import DayInWords, PartialDay, Planned
from generator.model.project import Project, Target
from generator.render.open_contracting.disclosed import Disclosed
from generator.render.open_contracting.values import Json, exact, filled, moment, period

_ALL = 100
_START, _DEADLINE = Project.label_of("planned_start"), Project.label_of("deadline")
_GOAL, _DONE = Target.label_of("value"), Target.label_of("achieved")


def metrics(disclosed: Disclosed, project: Project) -> list[Json]:
    rows = disclosed.rows
    found = [
        {"id": "physicalProgress", "title": "建设进度", "observations": rows.progress[project.id]},
        {"id": "financialProgress", "title": "资金使用", "observations": rows.expenditures[project.id]},
        *_targets(project),
    ]
    return [metric for metric in found if metric["observations"]]


def _targets(project: Project) -> list[Json]:
    return [
        {
            "id": f"target-{number}",
            "title": target.name,
            "observations": [
                *_target(f"target-{number}-goal", target.value, target.unit, _GOAL, project.due),
                *_target(f"target-{number}-done", target.achieved, target.unit, _DONE, None),
            ],
        }
        for number, target in enumerate(project.targets, 1)
    ]


def _target(id_: str, value: Stated | None, unit: str | None, notes: str, due: date | None) -> Iterator[Json]:
    """Yields what a project is to achieve, or has; nothing if it is not told."""
    if value is not None:
        yield filled(
            id=id_,
            measure=exact(value) if isinstance(value, Decimal) else value,
            unit={"name": unit} if unit else None,
            notes=notes,
            period=period(None, due),
        )


def milestones(county: CountyDisclosure, project: Project, as_of: date) -> list[Json]:
    """计划开工 and 完成时限; nothing is told of a date that the plan does not give."""
    is_done = project.status.is_done
    begun = project.status not in (Status.NOT_STARTED, Status.CANCELLED)
    found = []
    if project.planned_start is not None:
        told = {"id": "start", "title": _START, "type": "delivery", "code": "commencement"}
        found.append(_milestone(told, project.planned_start, project.start, begun, as_of))
    if project.deadline is not None:
        told = {"id": "deadline", "title": _DEADLINE, "type": "delivery", "code": "completion"}
        last = _milestone(told, project.deadline, project.due, is_done, as_of)
        if is_done and (day := _all_done_on(county, project)):
            last["dateMet"] = moment(day)
        found.append(last)
    return found


def _milestone(told: Json, planned: Planned, due: date | None, is_met: bool, as_of: date) -> Json:
    if isinstance(planned, DayInWords | PartialDay):
        told["description"] = str(planned)
    if due:
        told["dueDate"] = moment(due)
    told["status"] = "met" if is_met else "notMet" if due and due < as_of else "scheduled"
    return told


def _all_done_on(county: CountyDisclosure, project: Project) -> date | None:
    return next((row.date for row in county.progress_of[project.id] if row.percent >= _ALL), None)
