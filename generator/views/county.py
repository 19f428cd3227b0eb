"""What a county's page shows."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from generator.model.change import Change, History
from generator.model.codelists import Direction, InspectionLevel
from generator.model.contracts import Contracts
from generator.model.county import County, Goal
from generator.model.disclosure import CountyDisclosure
from generator.model.finding import Finding
from generator.model.ledgers import Enforcement, Inspection, Snapshot
from generator.model.money import share, total
from generator.model.outcome import Outcome, Rectification
from generator.model.partial_day import known_day
from generator.model.plan import Plan
from generator.model.project import Project
from generator.model.withheld import SOUND, Rest, Rests, beyond, rests_of, together
from generator.rules.base import FAMILIES
from generator.rules.checklist import ChecklistItem, Disclosed, rest_of
from generator.rules.spans import month_name, month_of
from generator.views.changes import Coverage, are_unadopted, change_log
from generator.views.contract_rows import ContractSums, contract_rows, contract_sums
from generator.views.corrections import CorrectionLine, correction_lines
from generator.views.earlier_versions import EarlierVersions, earlier_versions_of
from generator.views.events import Event
from generator.views.findings import FindingLine, finding_lines
from generator.views.funds import AllDirections
from generator.views.lack import Lack, lack_of
from generator.views.portal import Portal
from generator.views.rows import ProjectRow, project_rows
from generator.views.shares import paid_of_subsidy, paid_share, spent_share

NEWEST_EVENTS = 8
_CITY, _COUNTY = InspectionLevel.CITY, InspectionLevel.COUNTY


@dataclass(frozen=True, slots=True)
class DirectionLine:
    """One direction: money in 万元, share paid in %."""

    direction: Direction
    projects: int
    subsidy: Decimal
    paid: Decimal
    spent: Decimal
    paid_share: Decimal | None
    rests: Rests = SOUND


@dataclass(frozen=True, slots=True)
class VisitMonth:
    """Number of visits in one month, by who made them."""

    month: str
    city: int
    county: int
    others: int
    rest: Rest = Rest.LATEST
    """How withheld records affect these numbers."""


@dataclass(frozen=True, slots=True)
class RectificationLine:
    """One rectification entry, with the days it has been open past its limit."""

    item: Rectification
    days_open: int


@dataclass(frozen=True)
class CountyView:
    """One county; money in 万元, shares in %."""

    county: County
    former: tuple[str, ...]
    """Former codes of the county."""
    attached: frozenset[str]
    """Names of the attachments that are published."""
    plan: Plan
    outcome: Outcome
    is_without_central: bool
    """Whether it is a city or province whose projects have no central money."""
    central: Decimal | None
    received: Decimal
    allocated: Decimal
    paid: Decimal
    """Without what came back."""
    returned: Decimal
    contracts: Contracts
    contract_sums: ContractSums
    titles: Mapping[str, str]
    """Project id → title."""
    spent: Decimal
    rests: Rests
    """How withheld records affect these sums."""
    lack: Lack
    """What was never published."""
    paid_share: Decimal | None
    """Paid, % of 中央财政."""
    spent_share: Decimal | None
    """使用率: spent, % of 中央财政."""
    directions: tuple[DirectionLine, ...]
    all_directions: AllDirections
    rows: tuple[ProjectRow, ...]
    overdue: int
    findings: tuple[FindingLine, ...]
    """What the county or its contractors can answer for."""
    of_others: tuple[FindingLine, ...]
    """What its city or the province can answer for."""
    unsettled: str
    """Why some rules reach no conclusion; empty if all do."""
    finding_counts: tuple[tuple[str, int], ...]
    """(family title, number of findings), in the order of the catalogue."""
    checklist: tuple[ChecklistItem, ...]
    disclosed: int
    due: int
    listed: Rest
    """How withheld records affect ``disclosed`` and ``due``."""
    missing: tuple[ChecklistItem, ...]
    visits: tuple[VisitMonth, ...]
    problems: tuple[Inspection, ...]
    """Visits that found a problem or ordered a measure, newest first."""
    rectifications: tuple[RectificationLine, ...]
    cases: tuple[tuple[str, str, date], ...]
    """(address, title, date)."""
    policies: tuple[tuple[str, str, date | None], ...]
    """(address, title, date) of its own policy documents."""
    events: tuple[Event, ...]
    goals: tuple[Goal, ...]
    withdrawn: tuple[Project, ...]
    snapshots: tuple[Snapshot, ...]
    """Of the whole county, newest first."""
    enforcement: tuple[Enforcement, ...]
    """Newest first."""
    corrections: tuple[CorrectionLine, ...]
    removal: Change | None
    """Its removal from the files, if it is shown all the same."""
    changes: tuple[Change, ...] | None
    coverage: Coverage
    are_unadopted: bool
    """Whether some changes are of versions that failed checks."""
    has_package: bool
    """Whether its projects are published by OC4IDS as well."""
    as_of: date
    updated: date | None
    first_published: date | None
    """When its file was first published; None if unknown."""
    commit: str
    """The commit that published or last changed its file; empty if unknown."""
    earlier_versions: EarlierVersions
    """Pages that show an earlier published version, among those that the county's pages link to."""
    year: int | None = None
    """Of the batch that this is; None: the whole county."""
    is_later: bool = False
    """Whether it is a second or later batch."""
    batches: "tuple[CountyView, ...]" = ()
    """Its batches, oldest first, if it has several: each with its own plan, outcome, goals and sums."""

    @property
    def parts(self) -> "tuple[CountyView, ...]":
        """Its batches; itself if it has one."""
        return self.batches or (self,)


def county_view(
    county: CountyDisclosure,
    findings: tuple[Finding, ...],
    checklist: tuple[ChecklistItem, ...],
    portal: Portal,
    history: History | None = None,
    events: tuple[Event, ...] = (),
) -> CountyView:
    """Gathers all that one county discloses; pure."""
    rows = project_rows(county, findings, portal.as_of)
    rests = rests_of(county.withheld)
    central = county.central
    lines = finding_lines(findings, county, portal)
    own = tuple([line for line in lines if not line.duty_of.is_above])
    families = Counter(line.code[0] for line in own)
    log = change_log(county, history, portal.as_of)
    due = [item for item in checklist if item.due]
    several = len(county.batches) > 1
    view = CountyView(
        county=county.county,
        former=county.former,
        attached=county.attached,
        plan=county.plan,
        outcome=county.outcome,
        is_without_central=county.is_without_central,
        central=central,
        received=county.received,
        allocated=county.subsidies,
        paid=county.paid,
        returned=county.returned,
        contracts=county.contracts,
        contract_sums=contract_sums(contract_rows(county)),
        titles={project.id: project.title for project in county.projects},
        spent=county.spent,
        rests=rests,
        lack=lack_of(county.withheld),
        paid_share=None if several else paid_share(county.paid, central),
        spent_share=None if several else spent_share(county.spent, central),
        directions=direction_lines(rows, rests),
        all_directions=_directions_together(county, len(rows), rests),
        rows=rows,
        overdue=sum(row.days_overdue > 0 for row in rows),
        findings=own,
        of_others=tuple([line for line in lines if line.duty_of.is_above]),
        unsettled=county.unsettled,
        finding_counts=tuple(
            (title, families[family]) for family, title in FAMILIES.items() if families[family]
        ),
        checklist=checklist,
        disclosed=sum(item.state is Disclosed.FULLY for item in due),
        due=len(due),
        listed=rest_of(checklist),
        missing=tuple(item for item in due if item.state is not Disclosed.FULLY),
        visits=visit_months(county.inspections, portal.as_of, rests.inspections),
        problems=tuple(visit for visit in reversed(county.inspections) if visit.has_result),
        rectifications=_rectifications(county, portal.as_of),
        cases=tuple((f"cases/{case.id}.html", case.title, case.date) for case in county.cases),
        policies=tuple(
            (f"policies/{policy.id}.html", policy.title, policy.published or policy.date)
            for policy in county.own_policies
        ),
        events=events[:NEWEST_EVENTS],
        goals=county.county.goals,
        withdrawn=county.withdrawn.projects if county.withdrawn else (),
        snapshots=county.snapshots_of[""][::-1],
        enforcement=county.enforcement[::-1],
        corrections=correction_lines(county),
        removal=log.removal(f"{county.code}/county") if county.county.earlier else None,
        changes=log.changes,
        coverage=log.coverage,
        are_unadopted=are_unadopted(log.changes, county),
        as_of=portal.as_of,
        has_package=bool(portal.site.project_prefix and rows),
        updated=max((event.date for event in events), default=None),
        first_published=log.first_published.get(f"{county.code}/county"),
        commit=log.commits.get(f"{county.code}/county", ""),
        earlier_versions={**portal.earlier_versions, **earlier_versions_of(county)},
    )
    batches = tuple([_of_batch(view, batch) for batch in county.batches]) if several else ()
    return replace(view, batches=batches) if several else view


def _of_batch(view: CountyView, batch: CountyDisclosure) -> CountyView:
    """Returns the view with what a batch has of its own."""
    central, rests = batch.county.allocation.central, rests_of(batch.withheld)
    rows = tuple([row for row in view.rows if row.id in batch.by_id])
    return replace(
        view,
        rests=rests,
        directions=direction_lines(rows, rests),
        all_directions=_directions_together(batch, len(rows), rests),
        lack=lack_of(batch.withheld),
        county=batch.county,
        plan=batch.plan,
        outcome=batch.outcome,
        goals=batch.county.goals,
        rectifications=_rectifications(batch, view.as_of),
        central=central,
        received=batch.county.received,
        allocated=batch.subsidies,
        paid=batch.paid,
        returned=batch.returned,
        spent=batch.spent,
        paid_share=paid_share(batch.paid, central),
        spent_share=spent_share(batch.spent, central),
        rows=rows,
        year=batch.county.cohort,
        is_later=bool(batch.below),
    )


def _rectifications(county: CountyDisclosure, as_of: date) -> tuple[RectificationLine, ...]:
    return tuple(
        RectificationLine(item, 0 if county.outcome.earlier else days_open(item, as_of))
        for item in county.outcome.rectifications
    )


def direction_lines(rows: tuple[ProjectRow, ...], whole: Rests = SOUND) -> tuple[DirectionLine, ...]:
    """Sums by direction, in the order of clause 四; a cancelled project counts with what was paid, not with its subsidy.

    Args:
        whole: how withheld records affect the county's sums; what no row accounts for counts for every direction.
    """
    unplaced = beyond(whole, [row.rests for row in rows])
    by_direction: dict[Direction, list[ProjectRow]] = defaultdict(list)
    for row in rows:
        by_direction[row.direction].append(row)
    lines = []
    for direction in Direction.listed(by_direction):
        own = by_direction[direction]
        subsidy = total(row.subsidy for row in own if not row.is_cancelled)
        paid = total(row.paid for row in own if row.counts)
        spent = total(row.spent for row in own if row.counts)
        rests = together(unplaced, *(row.rests for row in own))
        lines.append(
            DirectionLine(direction, len(own), subsidy, paid, spent, paid_of_subsidy(paid, subsidy), rests)
        )
    return tuple(lines)


def _directions_together(county: CountyDisclosure, projects: int, rests: Rests) -> AllDirections:
    fees = county.fees_paid
    subsidies, paid = county.subsidies, county.paid - fees
    part = share(subsidies, subsidies)
    spent = county.spent - fees
    return AllDirections(
        projects, subsidies, paid, spent, paid_of_subsidy(paid, subsidies), part, rests.in_projects
    )


def visit_months(
    visits: tuple[Inspection, ...], as_of: date, rest: Rest = Rest.LATEST
) -> tuple[VisitMonth, ...]:
    """Visits by month from that of the first one to that of ``as_of``, newest first; months without any stand as 0."""
    counts: dict[int, list[InspectionLevel]] = defaultdict(list)
    for visit in visits:
        counts[month_of(visit.date)].append(visit.level)
    if not counts:
        return ()
    newest = max(month_of(as_of), *counts)
    return tuple(
        _visit_month(month_name(month), counts.get(month, []), rest)
        for month in range(newest, min(counts) - 1, -1)
    )


def _visit_month(name: str, levels: list[InspectionLevel], rest: Rest) -> VisitMonth:
    city, county = levels.count(_CITY), levels.count(_COUNTY)
    return VisitMonth(name, city, county, len(levels) - city - county, rest)


def days_open(item: Rectification, as_of: date) -> int:
    """Days past the limit of an entry that is still open; 0 before it or without a limit."""
    due = known_day(item.due)
    return max((as_of - due).days, 0) if due and item.closed is None else 0
