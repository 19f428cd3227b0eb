"""What a project's page shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.model.change import Change
from generator.model.codelists import SpendingCategory
from generator.model.disclosure import CountyDisclosure
from generator.model.ledgers import (
    Activity,
    Expenditure,
    Inspection,
    Payment,
    Progress,
    Training,
    Transaction,
)
from generator.model.money import ZERO, share
from generator.model.project import Project, Target
from generator.views.changes import NO_CHANGE_RECORD, ChangeLog, Coverage
from generator.views.column import Column
from generator.views.corrections import CorrectionLine, correction_lines
from generator.views.findings import FindingLine
from generator.views.rows import Party, days_overdue, parties
from generator.views.tip_off import letter_project


@dataclass(frozen=True, slots=True)
class SpendingLine:
    """One category: what it may cost and what was spent on it, 万元."""

    category: SpendingCategory
    purposes: str
    budget: Decimal
    spent: Decimal


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A performance target with its achievement in %."""

    target: Target
    percent: Decimal | None


@dataclass(frozen=True, slots=True)
class PolicyLink:
    id: str
    title: str


@dataclass(frozen=True)
class ProjectView:
    """One project; money in 万元, progress in %."""

    project: Project
    county_code: str
    county_name: str
    city: str
    is_demo: bool
    address: str
    """Where the page stands once it is published, for the QR code on the notice board."""
    parties: tuple[Party, ...]
    paid: Decimal
    paid_share: Decimal | None
    """Paid, % of the subsidy."""
    spent: Decimal
    percent: Decimal | None
    last_report: date | None
    days_overdue: int
    findings: tuple[FindingLine, ...]
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
    corrections: tuple[CorrectionLine, ...]
    changes: tuple[Change, ...] | None
    """None when this build has no change record."""
    coverage: Coverage
    updated: date | None

    @property
    def tip_off_url(self) -> str:
        """The tip-off page, carrying along what a letter about this project names."""
        project = self.project
        return letter_project(
            project.id, project.title, self.county_name, self.parties, project.subsidy, project.deadline
        ).tip_off_url


def project_view(
    county: CountyDisclosure,
    project: Project,
    findings: tuple[FindingLine, ...],
    column: Column,
    log: ChangeLog = NO_CHANGE_RECORD,
) -> ProjectView:
    """Draw together all that is disclosed of one project; pure.

    Args:
        findings: those of the project, as the county's page shows them.
        log: what the change record tells of the county.
    """
    reports = county.progress_of[project.id]
    payments = county.payments_of[project.id]
    expenditures = county.expenditures_of[project.id]
    paid = county.paid_of[project.id]
    latest = reports[-1] if reports else None
    return ProjectView(
        project=project,
        county_code=county.code,
        county_name=county.county.name,
        city=county.county.city.full,
        is_demo=county.county.is_demo,
        address=f"{column.site.base_url}projects/{project.id}.html",
        parties=parties(project),
        paid=paid,
        paid_share=share(paid, project.subsidy) if project.subsidy else None,
        spent=county.spent_of[project.id],
        percent=latest.percent if latest else None,
        last_report=latest.date if latest else None,
        days_overdue=days_overdue(project, column.as_of),
        findings=findings,
        spending=spending_lines(project, expenditures),
        targets=tuple(TargetLine(target, _achieved(target)) for target in project.targets),
        reports=tuple(reversed(reports)),
        payments=payments,
        expenditures=expenditures,
        inspections=tuple(reversed(county.inspections_of[project.id])),
        trainings=county.trainings_of[project.id],
        transactions=county.transactions_of[project.id],
        activities=county.activities_of[project.id],
        policies=tuple(
            PolicyLink(id_, column.policies[id_]) for id_ in project.policies if id_ in column.policies
        ),
        attachments=_attachments(project),
        corrections=correction_lines(county, project.id),
        changes=log.of_project(project.id),
        coverage=log.coverage,
        updated=_updated(project, reports, payments, expenditures) or log.first_published.get(project.id),
    )


def spending_lines(project: Project, expenditures: Iterable[Expenditure]) -> tuple[SpendingLine, ...]:
    """Budget and expenditure by category, in the order of the budget; spending outside it comes last."""
    purposes: dict[SpendingCategory, list[str]] = {}
    budget: dict[SpendingCategory, Decimal] = {}
    spent: dict[SpendingCategory, Decimal] = {}
    for line in project.budget_lines:
        purposes.setdefault(line.category, []).append(line.purpose)
        budget[line.category] = budget.get(line.category, ZERO) + line.amount
    for item in expenditures:
        spent[item.category] = spent.get(item.category, ZERO) + item.amount
    return tuple(
        SpendingLine(
            category,
            "；".join(purposes.get(category, ())),
            budget.get(category, ZERO),
            spent.get(category, ZERO),
        )
        for category in {**budget, **spent}
    )


def _achieved(target: Target) -> Decimal | None:
    if target.value is None or target.achieved is None:
        return None
    return share(target.achieved, target.value)


def _attachments(project: Project) -> tuple[str, ...]:
    accepted = project.acceptance.attachments if project.acceptance else ()
    return tuple(dict.fromkeys((*project.attachments, *accepted)))


def _updated(
    project: Project,
    reports: tuple[Progress, ...],
    payments: tuple[Payment, ...],
    expenditures: tuple[Expenditure, ...],
) -> date | None:
    """The latest date of what is disclosed of the project; None while nothing of it has a date.

    The rows of a ledger stand by date.
    """
    dates = [rows[-1].date for rows in (reports, payments, expenditures) if rows]
    for record in (project.acceptance, project.cancellation):
        if record is not None:
            dates.append(record.date)
    if not dates and project.procurement and project.procurement.notice_date:
        dates.append(project.procurement.notice_date)
    return max(dates, default=None)
