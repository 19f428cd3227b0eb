"""The disclosure checklist of clause 六: what is disclosed, item by item, and what is still missing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from generator.model.codelists import Status
from generator.model.disclosure import CountyDisclosure
from generator.model.money import share
from generator.model.project import Project

CLAUSE = "六"


class Disclosed(Enum):
    """How far an item is disclosed."""

    FULLY = "公开"
    PARTLY = "部分公开"
    NOT = "未公开"
    NOT_DUE = "不适用"


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One item that clause 六 asks a county to disclose."""

    code: str
    title: str
    disclosed: int
    """How many of the records due hold it."""
    due: int
    updated: date | None
    """Date of the latest record that proves it, where records of it are dated."""
    anchor: str
    """Section of the county's page that shows it."""

    @property
    def state(self) -> Disclosed:
        if self.due == 0:
            return Disclosed.NOT_DUE
        if self.disclosed == self.due:
            return Disclosed.FULLY
        return Disclosed.PARTLY if self.disclosed else Disclosed.NOT

    @property
    def share(self) -> Decimal | None:
        """% disclosed; None when nothing is due."""
        return share(Decimal(self.disclosed), Decimal(self.due))


def has_accountable_people(project: Project) -> bool:
    """A post or name on both sides: the county's and the contractor's (clause 六)."""
    county, contractor = project.accountable_person, project.contractor
    return bool(
        county and (county.post or county.name) and contractor and (contractor.person or contractor.post)
    )


_PROJECT_ITEMS: tuple[tuple[str, str, Callable[[Project], bool]], ...] = (
    ("I103", "项目名称", lambda project: bool(project.title)),
    ("I104", "建设内容和工作要求", lambda project: bool(project.description and project.requirements)),
    ("I105", "承办单位名称", lambda project: project.contractor is not None),
    ("I106", "扶持资金额度", lambda project: project.subsidy is not None),
    ("I107", "完成时限", lambda project: project.deadline is not None),
    ("I108", "绩效目标", lambda project: bool(project.targets)),
    ("I109", "相关政策文件", lambda project: bool(project.policies)),
    ("I110", "责任人", has_accountable_people),
)


def is_awarded(project: Project) -> bool:
    """Whether a contractor must be known: awarded, or further than 未开工."""
    awarded = project.procurement is not None and project.procurement.award_date is not None
    return awarded or project.status not in (Status.NOT_STARTED, Status.CANCELLED)


def reports_due(county: CountyDisclosure) -> tuple[Project, ...]:
    """The projects whose progress must have been reported at least once."""
    return tuple(project for project in county.projects if project.status is not Status.NOT_STARTED)


def checklist(county: CountyDisclosure) -> tuple[ChecklistItem, ...]:
    """The twelve items of clause 六 for one county; pure."""
    plan = county.plan.plan
    decisions = county.plan.decisions
    reports = reports_due(county)
    reported = [project for project in reports if county.progress_of[project.id]]
    return (
        ChecklistItem(
            "I101", "综合示范方案", int(plan is not None), 1, plan.date if plan else None, "实施方案"
        ),
        ChecklistItem(
            "I102", "决策过程", int(bool(decisions)), 1, _latest(item.date for item in decisions), "决策过程"
        ),
        *(_project_item(county, *item) for item in _PROJECT_ITEMS),
        ChecklistItem(
            "I111",
            "项目建设进度",
            len(reported),
            len(reports),
            _latest(row.date for row in county.progress),
            "项目",
        ),
        _funds_item(county),
    )


def _project_item(
    county: CountyDisclosure, code: str, title: str, holds: Callable[[Project], bool]
) -> ChecklistItem:
    due = [project for project in county.projects if _is_due(code, project)]
    return ChecklistItem(code, title, sum(holds(project) for project in due), len(due), None, "项目")


def _is_due(code: str, project: Project) -> bool:
    return is_awarded(project) if code in {"I105", "I110"} else True


def _funds_item(county: CountyDisclosure) -> ChecklistItem:
    """专项资金使用情况: received, paid and spent, each disclosed once money is there."""
    received = bool(county.county.receipts)
    tables = (county.county.receipts, county.payments, county.expenditures)
    dates = [row.date for rows in (county.payments, county.expenditures) for row in rows]
    disclosed = sum(bool(table) for table in tables) if received else 0
    return ChecklistItem("I112", "专项资金使用情况", disclosed, len(tables), _latest(dates), "资金")


def _latest(dates: Iterable[date | None]) -> date | None:
    return max((day for day in dates if day is not None), default=None)
