"""How far a project is, what its money was used for, and what it was to achieve: metrics and milestones."""

from datetime import date
from decimal import Decimal

from generator.model.codelists import Status
from generator.model.disclosure import CountyDisclosure
from generator.model.partial_day import DayInWords, PartialDay, Planned
from generator.model.project import Project
from generator.render.open_contracting.disclosed import Disclosed
from generator.render.open_contracting.values import (
    Json,
    Told,
    ToldList,
    exact,
    moment,
    money,
    on,
    period,
    with_told,
)

_PERCENT = Told(name="%", scheme="UNCEFACT", id="P1")
_ALL = 100


def metrics(disclosed: Disclosed, project: Project) -> list[Json]:
    found = [
        {"id": "physicalProgress", "title": "建设进度", "observations": _progress(disclosed, project)},
        {"id": "financialProgress", "title": "资金使用", "observations": _use(disclosed, project)},
        *_targets(project),
    ]
    return [metric for metric in found if metric["observations"]]


def _progress(disclosed: Disclosed, project: Project) -> ToldList:
    return ToldList(
        with_told(
            {"id": id_, "measure": exact(row.percent), "unit": _PERCENT, "period": on(row.date)},
            notes=row.note,
        )
        for id_, row in disclosed.rows.progress[project.id]
    )


def _use(disclosed: Disclosed, project: Project) -> ToldList:
    """What was spent, and less than nothing for what came back of it: the sum is what the page calls spent."""
    spent = [
        {
            "id": id_,
            "value": money(row.amount),
            "period": on(row.date),
            "notes": f"{row.category.label}：{row.purpose}",
            "dimensions": with_told(
                {"category": row.category.label},
                voucherKind=row.voucher_kind,
                voucher=row.voucher,
                payee=row.paid_to,
            ),
        }
        for id_, row in disclosed.rows.expenditures[project.id]
    ]
    back = (item for item in disclosed.county.unspent if item.project == project.id)
    returned = (
        {
            "id": f"unspent-{number}",
            "value": money(-item.amount),
            "period": on(item.date),
            "notes": "已使用的资金退回、收回",
        }
        for number, item in enumerate(back, 1)
    )
    return ToldList((*spent, *returned))


def _targets(project: Project) -> list[Json]:
    found = []
    for number, target in enumerate(project.targets, 1):
        unit = {"name": target.unit}
        told = (
            ("goal", target.label_of("value"), target.value),
            ("done", target.label_of("achieved"), target.achieved),
        )
        found.append(
            {
                "id": f"target-{number}",
                "title": target.name,
                "observations": [
                    {
                        "id": f"target-{number}-{part}",
                        "measure": exact(value) if isinstance(value, Decimal) else value,
                        "unit": unit,
                        "notes": note,
                        "period": period(None, project.due) if part == "goal" else None,
                    }
                    for part, note, value in told
                    if value is not None
                ],
            }
        )
    return found


def milestones(county: CountyDisclosure, project: Project, as_of: date) -> list[Json]:
    """计划开工 and 完成时限; nothing is told of a date that the plan does not give."""
    reports = county.progress_of[project.id]
    is_done = project.status.is_done
    done = next((row.date for row in reports if row.percent >= _ALL), None) if is_done else None
    begun = project.status not in (Status.NOT_STARTED, Status.CANCELLED)
    found = (
        ("start", "planned_start", "commencement", project.planned_start, project.start, begun, None),
        ("deadline", "deadline", "completion", project.deadline, project.due, is_done, done),
    )
    return [
        {
            "id": id_,
            "title": project.label_of(name),
            "type": "delivery",
            "code": code,
            "description": _as_written(planned),
            "dueDate": moment(due),
            "status": "met" if is_met else "notMet" if due and due < as_of else "scheduled",
            "dateMet": moment(day) if is_met else None,
        }
        for id_, name, code, planned, due, is_met, day in found
        if planned is not None
    ]


def _as_written(planned: Planned) -> str | None:
    return str(planned) if isinstance(planned, DayInWords | PartialDay) else None
