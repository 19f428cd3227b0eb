"""The records that one county discloses; what follows from them, groups and sums, is in ``disclosure.py``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Self

from generator.model.contracts import Contracts
from generator.model.county import Batch, County
from generator.model.documents import Case, Policy
from generator.model.files import LEDGERS
from generator.model.identifiers import lasting_key
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
from generator.model.row_key import row_keys
from generator.model.withheld import Withheld

LedgerRow = (
    Progress | Payment | Expenditure | Inspection | Enforcement | Training | Transaction | Activity | Snapshot
)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file under a county's attachments/ that may be published."""

    name: str
    digest: str
    """sha256 of the bytes that were screened, in hexadecimal."""
    data: bytes | None = None
    """The bytes of an earlier version that stands; None: the file in the folder is published."""
    size: tuple[int, int] | None = None
    """Width and height of a picture, in pixels."""


@dataclass(frozen=True)
class Correction:
    """A ledger row that a later row corrects (更正); only the new one counts."""

    ledger: str
    """Name of the ledger's file without its ending, e.g. ``payments``."""
    old: LedgerRow
    new: LedgerRow


@dataclass(frozen=True)
class LaterBatch:
    """What stands in the folder of a county's second or later batch."""

    batch: Batch
    plan: Plan = field(default_factory=Plan)
    outcome: Outcome = field(default_factory=Outcome)


@dataclass(frozen=True)
class CountyRecords:
    """The records that one county discloses, as they were read and checked.

    Projects stand in the order of their numbers, ledger rows by date (file order within a day).
    """

    county: County
    plan: Plan = field(default_factory=Plan)
    later: tuple[LaterBatch, ...] = ()
    """Its second and later batches, oldest first; the records above are those of the first."""
    contracts: Contracts = field(default_factory=Contracts)
    projects: tuple[Project, ...] = ()
    progress: tuple[Progress, ...] = ()
    payments: tuple[Payment, ...] = ()
    expenditures: tuple[Expenditure, ...] = ()
    inspections: tuple[Inspection, ...] = ()
    trainings: tuple[Training, ...] = ()
    transactions: tuple[Transaction, ...] = ()
    activities: tuple[Activity, ...] = ()
    snapshots: tuple[Snapshot, ...] = ()
    enforcement: tuple[Enforcement, ...] = ()
    outcome: Outcome = field(default_factory=Outcome)
    cases: tuple[Case, ...] = ()
    own_policies: tuple[Policy, ...] = ()
    """Its own policy documents; their ids begin with its code."""
    attachments: tuple[Attachment, ...] = ()
    corrections: tuple[Correction, ...] = ()
    """Rows that no longer count, with those that count in their place."""
    withdrawn: Self | None = None
    """The withdrawn projects with their ledger rows: they keep their pages and count nowhere."""
    withheld: tuple[Withheld, ...] = ()
    """Records whose latest version failed checks; earlier versions that stand are among the records above."""
    below: str = ""
    """The folder of a later batch below the county's: ``batches/2022/``; empty: the files lie in the county's."""
    unsettled: str = ""
    """Why the rules' result is not final (the message of E015, without a full stop); empty: it is."""
    former: tuple[str, ...] = ()
    """The codes under which it was published before, oldest first."""
    first_code: str = ""
    """The code under which it was published first, which its permanent ids keep; empty: the one of today."""

    @property
    def code(self) -> str:
        return self.county.code

    def record_of(self, kind: str) -> str:
        """The name of the record that one of its own files holds; a later batch's ``county`` is its batch.yaml."""
        return f"{self.code}/{self.below}{'batch' if self.below and kind == 'county' else kind}"

    def lasting(self, key: str) -> str:
        """A permanent form of ``key``: the county's code of today in it is replaced by its first code."""
        return lasting_key(key, self.code, self.first_code)

    def all_lasting(self, keys: Sequence[str]) -> Sequence[str]:
        """``lasting`` of each; hardly any county ever had another code."""
        return keys if self.first_code in {"", self.code} else [*map(self.lasting, keys)]

    @cached_property
    def row_keys(self) -> Mapping[str, tuple[str, ...]]:
        """Ledger → the permanent keys of its rows; made once for tables, news and open contracting data."""
        return {kind.name: row_keys(getattr(self, kind.name), self.all_lasting) for kind in LEDGERS}

    @cached_property
    def own_policy_ids(self) -> Mapping[str, str]:
        """Name of a file in its policies/, without suffix → id of the document."""
        return {policy.id.removeprefix(f"{self.code}-"): policy.id for policy in self.own_policies}

    def policies_of(self, project: Project) -> tuple[str, ...]:
        """Ids of the policy documents that a project names: its county's own, else those of the province."""
        return tuple([self.own_policy_ids.get(name, name) for name in project.policies])

    @cached_property
    def attached(self) -> frozenset[str]:
        """Names of the published attachments; records may name others."""
        return frozenset(attachment.name for attachment in self.attachments)

    @cached_property
    def by_id(self) -> Mapping[str, Project]:
        return {project.id: project for project in self.projects}
