"""The disclosure checklist of clause 五（六）: what is disclosed, item by item, and what is missing.

This module decides what is due, for the checklist and the rules I101–I112 alike; what is missing is what those rules
found. So pages, findings and the share disclosed always agree.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from generator.model.codelists import Status, UnitLevel
from generator.model.disclosure import CountyDisclosure
from generator.model.finding import Finding
from generator.model.ledgers import Expenditure, Payment, Progress
from generator.model.money import share
from generator.model.programme import disclosure_items
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


_OF_PROJECTS: Mapping[str, Callable[[Project], bool]] = {
    "I103": is_listed,
    "I104": is_listed,
    "I105": is_awarded,
    "I106": is_listed,
    "I107": is_listed,
    "I108": is_listed,
    "I109": is_listed,
    "I110": owes_people,
    "I111": owes_progress,
}
"""Rule → whether a project must have what it asks for."""
_OWES = frozenset(_OF_PROJECTS.values())


def checklist(
    county: CountyDisclosure, as_of: date, findings: Iterable[Finding]
) -> tuple[ChecklistItem, ...]:
    """Returns the items of clause 五（六） for one county, in the order of the notice; pure.

    Args:
        findings: of this county; I101–I112 say what is missing, E015 which rules reach no conclusion.
    """
    findings = tuple(findings)
    missing = Counter(finding.code for finding in findings)
    counted = _counted(county, as_of, missing)
    unsettled = {code for finding in findings if finding.code == "E015" for code in finding.terms}
    missing_kinds = {item.kind for item in county.withheld if item.is_missing}
    return tuple(
        ChecklistItem(code, title, 0, 0, counted[code].updated, section, is_unknown=True)
        if code in unsettled or missing_kinds.intersection(registered_as(code).reads)
        else ChecklistItem(
            code, title, counted[code].due - missing[code], counted[code].due, counted[code].updated, section
        )
        for code, title, section in disclosure_items()
    )


class _Counted(NamedTuple):
    due: int
    updated: date | None


def _counted(county: CountyDisclosure, as_of: date, missing: Mapping[str, int]) -> Mapping[str, _Counted]:
    """Returns how many records must have what a rule asks for, and the date of the latest, by the rule's code."""
    plans = [batch.plan for batch in county.batches]
    issued = _latest((plan.plan.date for plan in plans if plan.plan), as_of)
    decided = _latest((item.date for plan in plans for item in plan.decisions), as_of)
    reported = _last_row(county.progress, as_of)
    whole = len(county.batches) if owes_goals(county) else 0
    owing = {owes: sum(map(owes, county.projects)) for owes in _OWES}
    of_projects = {
        code: _Counted(_due(code, owing[owes], whole), reported if code == "I111" else None)
        for code, owes in _OF_PROJECTS.items()
    }
    return {
        "I101": _Counted(whole, issued),
        "I102": _Counted(whole, decided),
        **of_projects,
        "I112": _funds(county, as_of, missing["I112"]),
    }


def _due(code: str, projects: int, whole: int) -> int:
    """Returns how many records must have an item: the projects, for I103 at least 1.

    Args:
        whole: how many batches must have it as a whole too, which I108 asks; 0 for a city or province.
    """
    if code == "I103":
        return max(projects, 1)
    return projects + whole if code == "I108" else projects


def _funds(county: CountyDisclosure, as_of: date, missing: int) -> _Counted:
    """专项资金使用情况: allocated, received, paid and used; what is not due yet is not counted."""
    disclosed = sum(map(_told_of_funds, county.batches))
    days = [receipt.date for batch in county.batches for receipt in batch.county.receipts]
    days += [payment.date for payment in county.fee_payments]
    ledgers = _last_row(county.payments, as_of), _last_row(county.expenditures, as_of)
    return _Counted(disclosed + missing, _latest((*days, *ledgers), as_of))


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
