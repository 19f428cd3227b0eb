"""The disclosure checklist of clause 五（六）: what is disclosed, item by item, and what is missing.

This module decides what is due, for the checklist and the rules I101–I112 alike; what is missing is what those rules
found. So pages, findings and the share disclosed always agree.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum

from generator.model.codelists import FeedTopic, Status, UnitLevel
from generator.model.company import Contractor
from generator.model.disclosure import CountyDisclosure
from generator.model.finding import Finding
from generator.model.ledgers import Expenditure, Payment, Progress
from generator.model.money import share
from generator.model.plan import Plan
from generator.model.project import Project
from generator.model.withheld import Rest
from generator.rules.base import registered_as

_NOT_BEGUN = frozenset({None, Status.NOT_STARTED, Status.CANCELLED})
_CANCELLED = Status.CANCELLED


class Disclosed(Enum):
    """How far an item is disclosed."""

    FULLY = "公开"
    PARTLY = "部分公开"
    NOT = "未公开"
    NOT_DUE = "不适用"
    UNKNOWN = "暂不计算"


_FULLY, _PARTLY, _NOT, _NOT_DUE, _UNKNOWN = Disclosed


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One item that clause 五（六） asks a county to disclose."""

    code: str
    """The rule that reports it missing."""
    title: str
    disclosed: int
    """Number of due records that have it."""
    due: int
    updated: date | None
    """Date of the latest record that shows it; None if such records have no date."""
    anchor: str
    """Section of the county's page with this item."""
    is_unknown: bool = False
    """Whether a record it rests on is withheld, so that it counts neither way."""

    @property
    def state(self) -> Disclosed:
        if self.is_unknown:
            return _UNKNOWN
        if self.due == 0:
            return _NOT_DUE
        if self.disclosed == self.due:
            return _FULLY
        return _PARTLY if self.disclosed else _NOT

    @property
    def share(self) -> Decimal | None:
        """Share disclosed, %; None if nothing is due."""
        return share(Decimal(self.disclosed), Decimal(self.due))


def rest_of(items: Iterable[ChecklistItem]) -> Rest:
    """How withheld records affect the number of items that are disclosed: it is not known if one of them is not."""
    return Rest.MISSING if any(item.is_unknown for item in items) else Rest.LATEST


def is_listed(project: Project) -> bool:
    """Always due: every published project has to disclose it, even a cancelled one."""
    return bool(project.id)


def owes_goals(county: CountyDisclosure) -> bool:
    """Whether goals for its whole area are due: of 示范县 alone."""
    return county.county.level is UnitLevel.COUNTY


def owes_central(county: CountyDisclosure) -> bool:
    """Whether 中央财政 and its receipts must be disclosed: by 示范县, and by a city or province that tells of its use."""
    record = county.county
    told = record.allocation.central is not None, record.receipts, record.fees
    return owes_goals(county) or any(told)


def is_awarded(project: Project) -> bool:
    """Whether a contractor must be disclosed: the project was awarded, or has begun."""
    awarded = project.procurement is not None and project.procurement.award_date is not None
    return awarded or project.known_status not in _NOT_BEGUN


def owes_people(project: Project) -> bool:
    """Whether accountable people must be disclosed: unless the project was cancelled before it was awarded."""
    return project.status is not _CANCELLED or is_awarded(project)


def owes_progress(project: Project) -> bool:
    """Whether there must be a progress report: the project has begun and was not cancelled."""
    return project.known_status not in _NOT_BEGUN


_label = Project.label_of
_OF_PROJECTS: tuple[tuple[str, str, Callable[[Project], bool]], ...] = (
    ("I103", _label("title"), is_listed),
    ("I104", "建设内容和工作要求", is_listed),
    ("I105", "承办单位名称", is_awarded),
    ("I106", _label("subsidy"), is_listed),
    ("I107", _label("deadline"), is_listed),
    ("I108", _label("targets"), is_listed),
    ("I109", _label("policies"), is_listed),
    ("I110", Contractor.label_of("person"), owes_people),
    ("I111", "项目建设进度", owes_progress),
)
_DECISIONS = Plan.label_of("decisions")
_OWES = frozenset(owes for _, _, owes in _OF_PROJECTS)


def checklist(
    county: CountyDisclosure, as_of: date, findings: Iterable[Finding]
) -> tuple[ChecklistItem, ...]:
    """Returns the twelve items of clause 五（六） for one county, in the order of the notice; pure.

    Args:
        findings: of this county; I101–I112 say what is missing, E015 which rules reach no conclusion.
    """
    findings = tuple(findings)
    missing = Counter(finding.code for finding in findings)
    plans = [batch.plan for batch in county.batches]
    issued = _latest((plan.plan.date for plan in plans if plan.plan), as_of)
    decided = _latest((item.date for plan in plans for item in plan.decisions), as_of)
    reported = _last_row(county.progress, as_of)
    whole = len(county.batches) if owes_goals(county) else 0
    owing = {owes: sum(map(owes, county.projects)) for owes in _OWES}
    of_projects = []
    for code, title, owes in _OF_PROJECTS:
        due = _due(code, owing[owes], whole)
        updated = reported if code == "I111" else None
        of_projects.append(
            ChecklistItem(code, title, due - missing[code], due, updated, FeedTopic.PROJECTS.label)
        )
    items = (
        ChecklistItem("I101", "综合示范方案", whole - missing["I101"], whole, issued, Plan.label_of("plan")),
        ChecklistItem("I102", _DECISIONS, whole - missing["I102"], whole, decided, _DECISIONS),
        *of_projects,
        _funds(county, as_of, missing["I112"]),
    )
    unsettled = {code for finding in findings if finding.code == "E015" for code in finding.terms}
    missing_kinds = {item.kind for item in county.withheld if item.is_missing}
    return tuple(
        replace(item, disclosed=0, due=0, is_unknown=True)
        if item.code in unsettled or missing_kinds.intersection(registered_as(item.code).reads)
        else item
        for item in items
    )


def _due(code: str, projects: int, whole: int) -> int:
    """Returns how many records must have an item: the projects, for I103 at least 1.

    Args:
        whole: how many batches must have it as a whole too, which I108 asks; 0 for a city or province.
    """
    if code == "I103":
        return max(projects, 1)
    return projects + whole if code == "I108" else projects


def _funds(county: CountyDisclosure, as_of: date, missing: int) -> ChecklistItem:
    """专项资金使用情况: allocated, received, paid and used; what is not due yet is not counted."""
    disclosed = sum(map(_told_of_funds, county.batches))
    days = [receipt.date for batch in county.batches for receipt in batch.county.receipts]
    days += [payment.date for payment in county.fee_payments]
    ledgers = _last_row(county.payments, as_of), _last_row(county.expenditures, as_of)
    updated = _latest((*days, *ledgers), as_of)
    return ChecklistItem(
        "I112", "专项资金使用情况", disclosed, disclosed + missing, updated, FeedTopic.FUNDS.label
    )


def _told_of_funds(batch: CountyDisclosure) -> int:
    """Returns how many of the four are disclosed: allocated, received, paid, used."""
    money = batch.county
    told = (
        money.allocation.central is not None,
        money.receipts,
        batch.payments or money.fees,
        batch.expenditures,
    )
    return sum(map(bool, told))


def _last_row(rows: Sequence[Progress | Payment | Expenditure], as_of: date) -> date | None:
    """Returns the date of a ledger's last row up to ``as_of``; rows are sorted by date."""
    return next((row.date for row in reversed(rows) if row.date <= as_of), None)


def _latest(days: Iterable[date | None], as_of: date) -> date | None:
    return max((day for day in days if day is not None and day <= as_of), default=None)
