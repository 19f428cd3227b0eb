"""What was read of one county's folder, before it is known whether it can be published."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from operator import attrgetter

from generator.model.contracts import Contracts
from generator.model.county import County
from generator.model.disclosed_records import Attachment, LaterBatch, LedgerRow
from generator.model.disclosure import CountyDisclosure
from generator.model.documents import Case, Policy
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
from generator.model.outcome import Outcome
from generator.model.plan import Plan
from generator.model.project import Project


@dataclass(frozen=True)
class Contents:
    """The records of a county's folder; ``county`` is None while county.yaml is absent or in error."""

    code: str
    """The folder's name."""
    county: County | None
    plan: Plan
    contracts: Contracts
    later: tuple[LaterBatch, ...]
    """Its second and later batches, oldest first, also those whose batch.yaml is in error."""
    has_unread_contracts: bool
    """Whether contracts.yaml is in error, so that nobody knows which contracts there are."""
    projects: tuple[Project, ...]
    numbers: frozenset[str]
    """Number of every project file, readable or not."""
    has_misnamed_projects: bool
    """Whether there are misnamed files that may be projects."""
    progress: tuple[Progress, ...]
    payments: tuple[Payment, ...]
    expenditures: tuple[Expenditure, ...]
    inspections: tuple[Inspection, ...]
    trainings: tuple[Training, ...]
    transactions: tuple[Transaction, ...]
    activities: tuple[Activity, ...]
    snapshots: tuple[Snapshot, ...]
    enforcement: tuple[Enforcement, ...]
    outcome: Outcome
    cases: tuple[Case, ...]
    own_policies: tuple[Policy, ...]
    policy_files: frozenset[str] | None
    """Names of all files of its policies/, readable or not, without suffix; None if some may be misnamed."""
    attachments: tuple[Attachment, ...]

    @property
    def cohorts(self) -> frozenset[str]:
        """The years of its batches; empty while county.yaml is absent or in error."""
        first = [self.county.cohort] if self.county else []
        return frozenset(map(str, [*first, *(later.batch.cohort for later in self.later if first)]))

    def rows(self) -> Iterator[LedgerRow]:
        """Every row of every ledger."""
        return chain(
            self.progress,
            self.payments,
            self.expenditures,
            self.inspections,
            self.trainings,
            self.transactions,
            self.activities,
            self.snapshots,
            self.enforcement,
        )

    def projects_of_rows(self) -> set[str]:
        """The project ids that the ledgers name."""
        return set(filter(None, map(attrgetter("project"), self.rows())))

    def disclosure(self) -> CountyDisclosure | None:
        """The county's disclosure; None without county.yaml."""
        if self.county is None:
            return None
        return CountyDisclosure(
            county=self.county,
            plan=self.plan,
            contracts=self.contracts,
            later=self.later,
            projects=self.projects,
            progress=self.progress,
            payments=self.payments,
            expenditures=self.expenditures,
            inspections=self.inspections,
            trainings=self.trainings,
            transactions=self.transactions,
            activities=self.activities,
            snapshots=self.snapshots,
            enforcement=self.enforcement,
            outcome=self.outcome,
            cases=self.cases,
            own_policies=self.own_policies,
            attachments=self.attachments,
        )
