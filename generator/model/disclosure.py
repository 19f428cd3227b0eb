"""What one county discloses, and the whole province: the two values that the rooms hand on."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property, partial
from itertools import chain
from operator import eq
from typing import Any

from generator.model.by_project import R, by_project, contracts_by_project, sums
from generator.model.codelists import UnitLevel
from generator.model.contracts import Contract
from generator.model.disclosed_records import CountyRecords
from generator.model.documents import Notice, Policy
from generator.model.fees import FeePayment
from generator.model.figures import figure
from generator.model.files import LEDGERS
from generator.model.identifiers import cohort_of, contractor_key
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
from generator.model.money import total
from generator.model.money_back import Unspent, unspent_of
from generator.model.national import NationalAverage
from generator.model.redactions import Redaction
from generator.model.site import Site
from generator.model.withheld import withheld_of_batch


@dataclass(frozen=True)
class CountyDisclosure(CountyRecords):
    """Everything one county discloses: its records, grouped by project and summed; the unit of work."""

    @property
    def batches(self) -> "tuple[CountyDisclosure, ...]":
        """A county for each batch, with its plan, money, goals, outcome, projects and their rows; oldest first.

        What concerns the whole county (contracts, cases, attachments) is in each; rows without a project are the first
        batch's, but a monthly total of the whole county is no batch's. A county with one batch is its own batch.
        """
        return self._several if self.later else (self,)

    @cached_property
    def _several(self) -> "tuple[CountyDisclosure, ...]":
        """The batches of a county that has several; one that kept itself would never be freed by reference count."""
        others = frozenset(later.batch.cohort for later in self.later)
        first = self._with_projects_of("", lambda cohort: cohort not in others)
        return (
            first,
            *(
                replace(
                    self._with_projects_of(f"batches/{later.batch.cohort}/", partial(eq, later.batch.cohort)),
                    county=self.county.of(later.batch),
                    plan=later.plan,
                    outcome=later.outcome,
                )
                for later in self.later
            ),
        )

    def _with_projects_of(self, below: str, is_own: Callable[[int | None], bool]) -> "CountyDisclosure":
        """A batch with the projects whose cohort ``is_own``, and their rows; None stands for rows of no project."""

        def is_of_it(row: Any) -> bool:
            return is_own(cohort_of(row.project)) and bool(row.project or not isinstance(row, Snapshot))

        return replace(
            with_rows(self, is_of_it),
            later=(),
            below=below,
            withheld=withheld_of_batch(self.withheld, below, is_own),
            projects=tuple([project for project in self.projects if is_own(cohort_of(project.id))]),
        )

    @cached_property
    @figure(
        "中央财政专项资金",
        "万元",
        "各批次“专项资金”一项的中央财政之和",
        counts="示范县填报的数；未公开的县不计入全省合计，单独列出",
        cancelled="不受影响",
        corrected="填报的数改动的，列入变更记录",
    )
    def central(self) -> Decimal | None:
        """中央财政 of all batches, 万元; None: not disclosed."""
        if self.is_without_central:
            return Decimal(0)
        told = [batch.county.allocation.central for batch in self.batches]
        return total(told) if any(amount is not None for amount in told) else None

    @cached_property
    @figure(
        "已到账",
        "万元",
        "县里收到的中央财政专项资金 − 上级收回的",
        counts="各批次“资金到账”的每一行",
        cancelled="不受影响",
        corrected="上级收回的，从收回之日起减去",
    )
    def received(self) -> Decimal:
        """Money received in all batches without what was recalled, 万元."""
        return total(batch.county.received for batch in self.batches)

    @property
    def fee_payments(self) -> tuple[FeePayment, ...]:
        """Every payment of a cost that is no project, of all batches, by date."""
        rows = (row for batch in self.batches for row in batch.county.fee_payments)
        return tuple(sorted(rows, key=lambda row: row.date))

    @property
    @figure(
        "不属于项目的费用",
        "万元",
        "监理费、审计费等费用的支付 − 退回、收回的",
        counts="各批次“费用”里的每一笔支付；付出即算使用",
        cancelled="不受影响",
        corrected="退回、收回的减去",
    )
    def fees_paid(self) -> Decimal:
        """What was paid, and so used, for what is no project, without what came back, 万元."""
        return total(row.net for row in self.fee_payments)

    @property
    def fees_returned(self) -> Decimal:
        """What came back of it, 万元."""
        return total(row.amount for row in self.fee_payments if row.is_back)

    @cached_property
    def contracts_of(self) -> Mapping[str, tuple[Contract, ...]]:
        """Project id → the contracts that name it, or that it names, in the order of the file."""
        return contracts_by_project(self.projects, self.contracts)

    @cached_property
    def progress_of(self) -> Mapping[str, tuple[Progress, ...]]:
        """Project id → its progress reports, oldest first; a project without any has an empty tuple."""
        return by_project(self.progress)

    @cached_property
    def payments_of(self) -> Mapping[str, tuple[Payment, ...]]:
        return by_project(self.payments)

    @cached_property
    def expenditures_of(self) -> Mapping[str, tuple[Expenditure, ...]]:
        return by_project(self.expenditures)

    @cached_property
    def inspections_of(self) -> Mapping[str, tuple[Inspection, ...]]:
        """Project id → visits to it; visits to the whole county stand under the empty string."""
        return by_project(self.inspections)

    @cached_property
    def enforcement_of(self) -> Mapping[str, tuple[Enforcement, ...]]:
        """Project id → the decisions that concern it; those that concern none stand under the empty string."""
        return by_project(self.enforcement)

    @cached_property
    def enforcement_against(self) -> Mapping[str, tuple[Enforcement, ...]]:
        """Company, as ``contractor_key`` knows it by its name alone → the decisions against it."""
        groups: dict[str, list[Enforcement]] = defaultdict(list)
        for row in self.enforcement:
            if row.company:
                groups[contractor_key(row.company, None)].append(row)
        return {company: tuple(rows) for company, rows in groups.items()}

    @cached_property
    def trainings_of(self) -> Mapping[str, tuple[Training, ...]]:
        return by_project(self.trainings)

    @cached_property
    def transactions_of(self) -> Mapping[str, tuple[Transaction, ...]]:
        return by_project(self.transactions)

    @cached_property
    def activities_of(self) -> Mapping[str, tuple[Activity, ...]]:
        return by_project(self.activities)

    @cached_property
    def snapshots_of(self) -> Mapping[str, tuple[Snapshot, ...]]:
        """Project id → its monthly totals; those of the whole county stand under the empty string."""
        return by_project(self.snapshots)

    @cached_property
    def paid_of(self) -> Mapping[str, Decimal]:
        """Project id → what was paid to it without what came back, 万元; 0 for a project without payments."""
        return sums((row.project, row.net) for row in self.payments)

    @cached_property
    def returned_of(self) -> Mapping[str, Decimal]:
        """Project id → what came back of the money paid to it, 万元."""
        return sums((row.project, row.amount) for row in self.payments if row.is_back)

    @cached_property
    def unspent(self) -> tuple[Unspent, ...]:
        """Spent money that came back; by project, oldest first."""
        return tuple(
            item
            for project in self.returned_of
            for item in unspent_of(project, self.payments_of[project], self.expenditures_of[project])
        )

    @cached_property
    def spent_of(self) -> Mapping[str, Decimal]:
        """Project id → what was spent on it and did not come back, 万元; 0 for a project without expenditures."""
        back = ((item.project, -item.amount) for item in self.unspent)
        return sums(chain(((row.project, row.amount) for row in self.expenditures), back))

    @cached_property
    def _beside(self) -> frozenset[str]:
        """Ids of the projects without central money, whose ledger rows count for themselves alone."""
        return frozenset(project.id for project in self.projects if project.is_without_central)

    @cached_property
    def is_without_central(self) -> bool:
        """Whether this is a city's or the province's unit all of whose projects are on other public money."""
        records = [batch.county for batch in self.batches]
        if self.county.level is UnitLevel.COUNTY:
            return False
        if any(record.allocation.central is not None or record.fees for record in records):
            return False
        is_known = not any(item.kind in {"county", "projects"} for item in self.withheld)
        return is_known and bool(self.projects) and all(one.is_without_central for one in self.projects)

    @cached_property
    def central_payments(self) -> tuple[Payment, ...]:
        """Payments, without those to projects that have no central money."""
        return self._central(self.payments)

    @cached_property
    def central_expenditures(self) -> tuple[Expenditure, ...]:
        return self._central(self.expenditures)

    @cached_property
    def central_unspent(self) -> tuple[Unspent, ...]:
        return self._central(self.unspent)

    def _central(self, rows: tuple[R, ...]) -> tuple[R, ...]:
        return tuple(row for row in rows if row.project not in self._beside) if self._beside else rows

    @cached_property
    @figure(
        "安排到项目",
        "万元",
        "各项目扶持资金额度之和",
        counts="有中央资金的项目；未公开额度的不计，单独列出个数",
        cancelled="不计",
        corrected="填报的数改动的，列入变更记录",
    )
    def subsidies(self) -> Decimal:
        """Sum of the central money of the projects that were not cancelled, 万元."""
        return total(project.central for project in self.projects if project.cancellation is None)

    @cached_property
    @figure(
        "已拨付",
        "万元",
        "县里付给承办单位的资金 + 不属于项目的费用 − 退回、收回的",
        counts="拨付台账里有中央资金的项目的每一行；无中央资金的项目只在本项目的页面上列出；按项目、方向、承办单位列的，不含费用",
        cancelled="照计",
        corrected="更正过的，只计更正后的行；承办单位退回、县里收回的减去",
    )
    def paid(self) -> Decimal:
        """Sum of payments of central money without what came back, and of costs that are no project, 万元."""
        return total(payment.net for payment in self.central_payments) + self.fees_paid

    @cached_property
    @figure(
        "退回、收回",
        "万元",
        "承办单位退回、县里收回的资金之和；已拨付加上这一数，即为拨付总额",
        counts="拨付台账里类型为退回、收回的行和费用里的同类支付",
        cancelled="照计",
        corrected="更正过的，只计更正后的行",
    )
    def returned(self) -> Decimal:
        """Sum of what came back of payments of central money, and of costs that are no project, 万元."""
        back = total(row.amount for row in self.central_payments if row.is_back)
        return back + self.fees_returned

    @cached_property
    @figure(
        "已使用",
        "万元",
        "承办单位实际支出的资金 + 不属于项目的费用 − 支出以后退回、收回的",
        counts="使用台账里有中央资金的项目的每一行；按项目、方向列的，不含费用",
        cancelled="照计",
        corrected="更正过的，只计更正后的行；退回、收回的，先抵尚未使用的，其余从已使用中减去",
    )
    def spent(self) -> Decimal:
        """Sum of expenditures of central money without what came back, and of costs that are no project, 万元."""
        spent = total(item.amount for item in self.central_expenditures) + self.fees_paid
        return spent - total(item.amount for item in self.central_unspent)


@dataclass(frozen=True)
class Province:
    """The whole portal: settings, documents and every county, by code."""

    site: Site
    national: tuple[NationalAverage, ...] = ()
    policies: tuple[Policy, ...] = ()
    notices: tuple[Notice, ...] = ()
    counties: tuple[CountyDisclosure, ...] = ()
    redactions: tuple[Redaction, ...] = ()
    """Values taken back after publication."""


def with_rows(county: CountyDisclosure, is_kept: Callable[[Any], bool]) -> CountyDisclosure:
    """The county with those rows of its ledgers for which ``is_kept``."""
    kept = {kind.name: tuple(filter(is_kept, getattr(county, kind.name))) for kind in LEDGERS}
    return replace(county, **kept)  # type: ignore[arg-type]  # rows of one ledger are of one kind
