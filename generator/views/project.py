"""What a project's page shows."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from generator.model.change import Change
from generator.model.codelists import SpendingCategory
from generator.model.contracts import Contract
from generator.model.county import TipOffPhone
from generator.model.disclosure import CountyDisclosure
from generator.model.ledgers import (
    Activity,
    Enforcement,
    Expenditure,
    Inspection,
    Payment,
    Progress,
    Snapshot,
    Training,
    Transaction,
)
from generator.model.measures import completion
from generator.model.money import ZERO, total
from generator.model.project import Project, Target
from generator.model.withheld import SOUND, Rest, Rests, of_project, rests_of
from generator.views.changes import NO_CHANGE_RECORD, ChangeLog, Coverage, are_unadopted
from generator.views.corrections import CorrectionLine, correction_lines
from generator.views.earlier_versions import ALL_LATEST, EarlierVersions
from generator.views.findings import FindingLine
from generator.views.lack import NOTHING_LACKS, Lack, lack_of
from generator.views.portal import Portal
from generator.views.rows import Party, days_overdue, parties, reported_rest, taking_part
from generator.views.shares import paid_of_subsidy
from generator.views.tip_off import letter_project

_UNSETTLED = "有记录未通过核对，依据这些记录的发现暂不下结论"


class SpendingLine(NamedTuple):
    """One category of spending: budget and expenditure, 万元."""

    category: SpendingCategory | None
    """None: all of them."""
    purposes: str
    budget: Decimal | None
    spent: Decimal


class TargetLine(NamedTuple):
    """A performance target and how far it is achieved, %."""

    target: Target
    percent: Decimal | None
    verdict: str
    """符合 or 超出, of a number not to be exceeded; empty for any other."""


class PolicyLink(NamedTuple):
    id: str
    title: str


class ProjectView(NamedTuple):
    """One project; money in 万元, progress in %."""

    project: Project
    county_code: str
    county_name: str
    city: str
    is_demo: bool
    address: str
    """Full address of the page, for the QR code on the notice board."""
    parties: tuple[Party, ...]
    others: tuple[Party, ...]
    """Further companies, of contracts of their own."""
    tip_off: tuple[TipOffPhone, ...]
    """The county's own telephones for tip-offs."""
    paid: Decimal
    """Without what came back."""
    returned: Decimal
    """What came back."""
    contracts: tuple[Contract, ...]
    contracts_since: date | None
    """When the shown contracts were published, if the latest version was refused."""
    paid_share: Decimal | None
    """Paid, % of the subsidy, or of all public money if there is no central money."""
    spent: Decimal
    """Without what came back of it."""
    unspent: Decimal
    """What came back of the money spent."""
    rests: Rests
    """How withheld records affect these sums."""
    lack: Lack
    """What was never published of what it rests on."""
    percent: Decimal | None
    last_report: date | None
    days_overdue: int
    findings: tuple[FindingLine, ...]
    unsettled: str
    """Why some rules reach no conclusion; empty if all do."""
    spending: tuple[SpendingLine, ...]
    targets: tuple[TargetLine, ...]
    reports: tuple[Progress, ...]
    """Newest first."""
    payments: tuple[Payment, ...]
    expenditures: tuple[Expenditure, ...]
    inspections: tuple[Inspection, ...]
    trainings: tuple[Training, ...]
    transactions: tuple[Transaction, ...]
    activities: tuple[Activity, ...]
    policies: tuple[PolicyLink, ...]
    attachments: tuple[str, ...]
    attached: frozenset[str]
    """Names of the county's attachments that are published."""
    snapshots: tuple[Snapshot, ...]
    """Newest first."""
    enforcement: tuple[Enforcement, ...]
    """Newest first."""
    corrections: tuple[CorrectionLine, ...]
    removal: Change | None
    """Its removal from the files, if it is shown all the same."""
    changes: tuple[Change, ...] | None
    """None when this build has no change record."""
    coverage: Coverage
    are_unadopted: bool
    """Whether some changes are of versions that failed checks."""
    updated: date | None
    reported: Rest
    """How withheld records affect the last reported progress."""
    earlier_versions: EarlierVersions
    """Pages that show an earlier published version."""
    as_of: date
    first_published: date | None
    """None if unknown."""
    commit: str
    """The commit that published or last changed its file; empty if unknown."""

    @property
    def tip_off_url(self) -> str:
        """The tip-off page, filled in with this project."""
        project = self.project
        return letter_project(
            project.id, project.title, self.county_name, self.parties, project.support, project.deadline
        ).tip_off_url


def project_view(
    county: CountyDisclosure,
    project: Project,
    findings: tuple[FindingLine, ...],
    portal: Portal,
    log: ChangeLog = NO_CHANGE_RECORD,
    earlier_versions: EarlierVersions = ALL_LATEST,
) -> ProjectView:
    """Gathers all that is disclosed of one project; pure. ``findings`` are the project's, ``log`` is the county's."""
    record, id_, support = county.county, project.id, project.support
    reports = county.progress_of[id_]
    payments = county.payments_of[id_]
    expenditures = county.expenditures_of[id_]
    paid = county.paid_of[id_]
    latest = reports[-1] if reports else None
    rests = rests_of(county.withheld, id_) if county.withheld else SOUND
    return ProjectView(
        project=project,
        county_code=record.code,
        county_name=record.name,
        city=record.city.full,
        is_demo=record.is_demo,
        address=f"{portal.site.base_url}projects/{id_}.html",
        parties=parties(project),
        others=taking_part(county, project)[len(parties(project)) :],
        tip_off=record.tip_off,
        paid=paid,
        returned=county.returned_of[id_],
        contracts=county.contracts_of[id_],
        contracts_since=county.contracts.earlier,
        paid_share=paid_of_subsidy(paid, support),
        spent=county.spent_of[id_],
        unspent=total(item.amount for item in county.unspent if item.project == id_),
        rests=rests,
        lack=lack_of(of_project(county.withheld, id_)) if county.withheld else NOTHING_LACKS,
        reported=reported_rest(latest, rests),
        earlier_versions=earlier_versions,
        percent=latest.percent if latest else None,
        last_report=latest.date if latest else None,
        days_overdue=days_overdue(project, portal.as_of),
        findings=findings,
        unsettled=_UNSETTLED if any(item.concerns(id_) for item in county.withheld) else "",
        spending=spending_lines(project, expenditures),
        targets=tuple(
            [
                TargetLine(target, *completion(target.value, target.achieved, target.unit))
                for target in project.targets
            ]
        ),
        reports=reports[::-1],
        payments=payments,
        expenditures=expenditures,
        inspections=county.inspections_of[id_][::-1],
        trainings=county.trainings_of[id_],
        transactions=county.transactions_of[id_],
        activities=county.activities_of[id_],
        policies=_policies(county, project, portal.policies),
        snapshots=county.snapshots_of[id_][::-1],
        enforcement=county.enforcement_of[id_][::-1],
        attachments=_attachments(project),
        attached=county.attached,
        corrections=correction_lines(county, id_) if county.corrections else (),
        removal=log.removal(id_) if project.earlier else None,
        changes=log.of_project(id_),
        coverage=log.coverage,
        are_unadopted=are_unadopted(log.of_project(id_), county),
        as_of=portal.as_of,
        first_published=log.first_published.get(id_),
        commit=log.commits.get(id_, ""),
        updated=updated_on(county, project) or log.first_published.get(id_),
    )


def spending_lines(project: Project, expenditures: Iterable[Expenditure]) -> tuple[SpendingLine, ...]:
    """Returns budget and expenditure by category, in the order of the budget; categories without a budget come last."""
    purposes: dict[SpendingCategory, str] = {}
    budget: dict[SpendingCategory, Decimal] = {}
    spent: dict[SpendingCategory, Decimal] = {}
    for line in project.budget_lines:
        category, known = line.category, purposes.get(line.category)
        purposes[category] = line.purpose if known is None else f"{known}；{line.purpose}"
        budget[category] = budget.get(category, ZERO) + line.amount
    for item in expenditures:
        category = item.category
        spent[category] = spent.get(category, ZERO) + item.amount
    return tuple(
        [
            SpendingLine(
                category, purposes.get(category, ""), budget.get(category, ZERO), spent.get(category, ZERO)
            )
            for category in budget | spent
        ]
    )


def _policies(
    county: CountyDisclosure, project: Project, titles: Mapping[str, str]
) -> tuple[PolicyLink, ...]:
    if county.own_policies:
        titles = {**titles, **{policy.id: policy.title for policy in county.own_policies}}
    return tuple([PolicyLink(id_, titles[id_]) for id_ in county.policies_of(project) if id_ in titles])


def _attachments(project: Project) -> tuple[str, ...]:
    accepted = project.acceptance.attachments if project.acceptance else ()
    return tuple(dict.fromkeys((*project.attachments, *accepted)))


def updated_on(county: CountyDisclosure, project: Project) -> date | None:
    """Returns the latest date of what is disclosed of the project; None if nothing has a date. Ledgers are sorted."""
    ledgers = (county.progress_of, county.payments_of, county.expenditures_of)
    dates = [rows[-1].date for ledger in ledgers if (rows := ledger[project.id])]
    for record in (project.acceptance, project.cancellation):
        if record is not None:
            dates.append(record.date)
    if not dates and project.procurement and project.procurement.notice_date:
        dates.append(project.procurement.notice_date)
    return max(dates, default=None)
