"""What the overview pages need of one county: small and picklable."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from decimal import Decimal
from operator import attrgetter
from typing import Any

from generator.model.change import Change, History
from generator.model.cities import City
from generator.model.codelists import FeedTopic, UnitLevel
from generator.model.county import TipOffPhone
from generator.model.disclosure import CountyDisclosure
from generator.model.documents import Policy
from generator.model.finding import Finding
from generator.model.ledgers import Inspection
from generator.model.outcome import Evaluation, FinalAcceptance, ProvincialRecheck, Rectification
from generator.model.withheld import Rests, rests_of
from generator.rules.checklist import ChecklistItem
from generator.views.activity import MonthActivity, activity_of
from generator.views.changes import Coverage, coverage, newest_commit
from generator.views.contract_rows import ContractRow, contract_rows
from generator.views.earlier_versions import EarlierVersions, earlier_versions_of
from generator.views.events import Event
from generator.views.feed_entries import Entries, Told
from generator.views.findings import Answers, answers_of
from generator.views.lack import Lack, lack_of
from generator.views.months import MonthFunds, county_months
from generator.views.news import Item
from generator.views.of_city import OfCity, of_city
from generator.views.rows import ProjectRow
from generator.views.shares import paid_share, spent_share

NEWEST = 8
"""Events that the home page shows."""


@dataclass(frozen=True)
class CaseRow:
    id: str
    title: str
    kind: str
    date: date
    county_code: str
    county_name: str

    @property
    def url(self) -> str:
        return f"cases/{self.id}.html"


@dataclass(frozen=True)
class CountySummary:
    """One county for the overview pages; money in 万元."""

    code: str
    name: str
    city: City
    level: UnitLevel
    cohort: int
    is_demo: bool
    central: Decimal | None
    received: Decimal
    allocated: Decimal
    """Sum of the subsidies, without cancelled projects."""
    paid: Decimal
    """Without what came back."""
    returned: Decimal
    """What came back."""
    spent: Decimal
    fees: Decimal
    """What was paid, and so used, for what is no project; ``paid`` and ``spent`` are with it."""
    rests: Rests
    """How withheld records affect its figures."""
    lack: Lack
    """What of it was never published."""
    earlier_versions: EarlierVersions
    """Its pages that show an earlier published version."""
    outcome_since: date | None
    """When the shown acceptance, evaluations and rectifications were published, if the latest version was refused."""
    tip_off: tuple[TipOffPhone, ...]
    """Its own telephones for tip-offs."""
    projects: tuple[ProjectRow, ...]
    contracts: tuple[ContractRow, ...]
    months: tuple[MonthFunds, ...]
    money_updated: date | None
    """Latest date in receipts, payments and expenditures."""
    activity: tuple[MonthActivity, ...]
    inspections: tuple[Inspection, ...]
    final_acceptance: FinalAcceptance | None
    provincial_recheck: ProvincialRecheck | None
    evaluations: tuple[Evaluation, ...]
    rectifications: tuple[Rectification, ...]
    cases: tuple[CaseRow, ...]
    own_policies: tuple[Policy, ...]
    """Its own policy documents, without their texts."""
    events: tuple[Event, ...]
    """Its newest events and all that adjust the plan, newest first."""
    front: tuple[Item, ...]
    """Its newest items for the home page."""
    entries: Entries[Told]
    """Its feed entries."""
    calendar: tuple[str, ...]
    """Its deadlines as iCalendar events, made once for two calendars."""
    findings: tuple[Finding, ...]
    """What the county or its contractors can answer for."""
    of_city: OfCity
    of_others: tuple[Finding, ...]
    """What its city or the province can answer for; it counts in no sum of the county."""
    unsettled: str
    """Why some rules reach no conclusion; empty if all do."""
    checklist: tuple[ChecklistItem, ...]
    answers: tuple[Answers, ...]
    changes: tuple[Change, ...] | None
    """None if this build had no change record."""
    coverage: Coverage
    first_code: str
    """Code under which it was first published, if it has another today; empty: ``code``."""
    changes_since: date | None
    """Day before which the change record knows nothing; None if it goes back to the first commit."""
    newest: tuple[datetime, str] | None
    """When one of its records was last published or changed, and in which commit; None if that is not known."""
    tables: Mapping[str, bytes]
    """Its rows of the tables of open data, as they are written: name → part; of the whole county alone."""
    batches: "tuple[CountySummary, ...]"
    """Its batches, oldest first, if it has several: each with its own money, projects, outcome and findings."""

    @property
    def url(self) -> str:
        return f"counties/{self.code}.html"

    @property
    def parts(self) -> "tuple[CountySummary, ...]":
        """Its batches; itself if it has one."""
        return self.batches or (self,)

    @property
    def all_rectifications(self) -> tuple[Rectification, ...]:
        """The rectification lists of all its batches."""
        return tuple([item for part in self.parts for item in part.rectifications])

    @property
    def paid_share(self) -> Decimal | None:
        """Paid, % of 中央财政; None if that is not disclosed or 0, or if each batch has a share of its own."""
        return None if self.batches else paid_share(self.paid, self.central)

    @property
    def spent_share(self) -> Decimal | None:
        """使用率: spent, % of 中央财政; None as for ``paid_share``."""
        return None if self.batches else spent_share(self.spent, self.central)

    @property
    def no_share(self) -> str:
        """The word shown if a share cannot be computed."""
        if self.batches:
            return "分批"
        return "未公开" if self.central is None else "不适用"

    @property
    def is_county(self) -> bool:
        """Whether it is a 示范县 and not a city's or the province's own projects."""
        return self.level is UnitLevel.COUNTY


def other_units(summaries: Iterable[CountySummary]) -> str:
    """Returns how many units are none of 示范县, to follow their number: “、1 个市本级”; empty if there are none."""
    counts = Counter(summary.level for summary in summaries if not summary.is_county)
    return "".join(
        f"、{counts[level]} 个{level.unit}" for level in (UnitLevel.CITY, UnitLevel.PROVINCE) if counts[level]
    )


_SHARED = {
    "names": ("code", "name", "city", "level", "cohort", "is_demo"),
    "money": (
        "central",
        "received",
        "allocated",
        "paid",
        "contracts",
        "returned",
        "spent",
        "fees",
        "months",
        "money_updated",
    ),
    "findings": ("findings", "of_others"),
    "steps": ("final_acceptance", "provincial_recheck"),
    "earlier_versions": ("rests", "lack", "earlier_versions", "outcome_since", "unsettled"),
    "history": ("changes", "coverage", "first_code", "changes_since", "newest"),
}
SLICES: Mapping[str, tuple[str, ...]] = _SHARED | {
    field.name: (field.name,)
    for field in fields(CountySummary)
    if not any(field.name in names for names in _SHARED.values())
}
"""Slice → its fields, which are stored, compared and read together. A page names the slices it is made from."""
MONTH_MISSED, WEEK_MISSED = "V101", "V102"
NOT_REPORTED = frozenset(("G103", "I111"))
"""Progress is late, or was never reported."""
_LAPSES = NOT_REPORTED | {MONTH_MISSED, WEEK_MISSED}
"""Rules about what was not done in time; two pages list their findings."""
_CHECKED = ("subsidy", "fiscal", "paid", "returned", "spent", "finding_codes", "decisions", "of_contractor")
"""Fields of a project's row that ``works`` leaves out: amounts, findings and decisions of authorities."""
_of_works = attrgetter(*(name for name in ProjectRow._fields if name not in _CHECKED))


def works(summary: CountySummary) -> tuple[Any, ...]:
    """Returns the project rows without amounts and findings."""
    return tuple(map(_of_works, summary.projects))


def lapses(summary: CountySummary) -> tuple[Finding, ...]:
    """Returns the findings about what was not done in time."""
    found = (*summary.findings, *summary.of_others)
    return tuple(finding for finding in found if finding.code in _LAPSES)


def results(summary: CountySummary) -> tuple[Any, ...]:
    """Returns the evaluations and rectifications of each batch, without its money."""
    return tuple(
        (part.name, part.evaluations, part.rectifications, part.outcome_since, part.rests.results)
        for part in summary.parts
    )


EXTRACTS: Mapping[str, Callable[[CountySummary], tuple[Any, ...]]] = {
    "works": works,
    "lapses": lapses,
    "results": results,
}
"""Parts of slices: a page that shows no more of a slice names the extract, so that only it is compared."""


def summarise(
    county: CountyDisclosure,
    rows: tuple[ProjectRow, ...],
    findings: tuple[Finding, ...],
    checklist: tuple[ChecklistItem, ...],
    events: tuple[Event, ...],
    entries: Entries[Told],
    as_of: date,
    history: History | None = None,
    calendar: tuple[str, ...] = (),
    front: tuple[Item, ...] = (),
) -> CountySummary:
    """Reduces one county to what the overview pages need; pure.

    Args:
        rows: of its projects, as its own page shows them.
        events: of its records, newest first.
    """
    record, outcome = county.county, county.outcome
    receipts = tuple([receipt for batch in county.batches for receipt in batch.county.receipts])
    ledgers = receipts, county.payments, county.expenditures, county.fee_payments
    central = receipts, county.central_payments, county.central_expenditures
    summary = CountySummary(
        code=county.code,
        name=record.name,
        city=record.city,
        level=record.level,
        cohort=record.cohort,
        is_demo=record.is_demo,
        central=county.central,
        received=county.received,
        allocated=county.subsidies,
        paid=county.paid,
        returned=county.returned,
        spent=county.spent,
        fees=county.fees_paid,
        rests=rests_of(county.withheld),
        lack=lack_of(county.withheld),
        earlier_versions=earlier_versions_of(county),
        outcome_since=outcome.earlier,
        tip_off=record.tip_off,
        projects=rows,
        contracts=contract_rows(county),
        months=county_months(*central, county.central_unspent, county.fee_payments),
        money_updated=max((row.date for ledger in ledgers for row in ledger), default=None),
        activity=activity_of(county),
        inspections=county.inspections,
        final_acceptance=outcome.final_acceptance,
        provincial_recheck=outcome.provincial_recheck,
        evaluations=outcome.evaluations,
        rectifications=outcome.rectifications,
        cases=tuple(
            CaseRow(case.id, case.title, case.kind.label, case.date, county.code, record.name)
            for case in county.cases
        ),
        own_policies=tuple(policy.model_copy(update={"text": ""}) for policy in county.own_policies),
        events=_of_interest(events),
        front=front,
        entries=entries,
        calendar=calendar,
        findings=tuple([found for found in findings if not found.duty_of.is_above]),
        of_city=of_city(county, as_of),
        of_others=tuple([found for found in findings if found.duty_of.is_above]),
        unsettled=county.unsettled,
        checklist=checklist,
        answers=answers_of(county),
        changes=history.changes if history else None,
        coverage=coverage(county, history, as_of),
        first_code=county.first_code,
        changes_since=history.reaches_back_to.date() if history and history.reaches_back_to else None,
        newest=newest_commit(history, as_of),
        tables={},
        batches=(),
    )
    if len(county.batches) == 1:
        return summary
    return replace(summary, batches=tuple([_of_batch(summary, batch) for batch in county.batches]))


def _of_batch(summary: CountySummary, batch: CountyDisclosure) -> CountySummary:
    """Returns the summary with what a batch has of its own."""
    outcome, cohort = batch.outcome, batch.county.cohort
    file = f"counties/{batch.code}/{batch.below}outcome.yaml"
    return replace(
        summary,
        name=f"{summary.name}（{cohort} 年批次）",
        cohort=cohort,
        rests=rests_of(batch.withheld),
        lack=lack_of(batch.withheld),
        central=batch.county.allocation.central,
        received=batch.county.received,
        allocated=batch.subsidies,
        paid=batch.paid,
        returned=batch.returned,
        spent=batch.spent,
        fees=batch.fees_paid,
        outcome_since=outcome.earlier,
        projects=tuple([row for row in summary.projects if row.id in batch.by_id]),
        final_acceptance=outcome.final_acceptance,
        provincial_recheck=outcome.provincial_recheck,
        evaluations=outcome.evaluations,
        rectifications=outcome.rectifications,
        findings=tuple(
            [
                found
                for found in summary.findings
                if found.place.file == file or not batch.by_id.keys().isdisjoint(found.concerned)
            ]
        ),
    )


def _of_interest(events: tuple[Event, ...]) -> tuple[Event, ...]:
    newest, older = events[:NEWEST], events[NEWEST:]
    return (*newest, *(event for event in older if event.topic is FeedTopic.CHANGES))
