"""Funds of the whole province: received → allocated → paid → spent, by direction, county and month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.model.codelists import Direction
from generator.model.money import ZERO, share, total
from generator.model.withheld import SOUND, Rests, beyond, together
from generator.views.contract_rows import ContractSums, contract_sums
from generator.views.dates import latest
from generator.views.lack import NOTHING_LACKS, Lack
from generator.views.months import MonthFunds, months_together
from generator.views.rows import ProjectRow
from generator.views.shares import paid_of_subsidy, paid_share, spent_share
from generator.views.summary import CountySummary
from generator.views.tables import group_sums

NOT_DISCLOSED, NOT_APPLICABLE = "未公开", "不适用"


@dataclass(frozen=True, slots=True)
class AllDirections:
    """Projects together; 万元 and %."""

    projects: int
    subsidy: Decimal
    paid: Decimal
    spent: Decimal
    paid_share: Decimal | None
    part: Decimal | None
    """Their share of all subsidies, %."""
    rests: Rests


@dataclass(frozen=True, slots=True)
class DirectionFunds(AllDirections):
    """The projects of one direction over all counties."""

    direction: Direction


@dataclass(frozen=True, slots=True)
class CountyFunds:
    """One county; 万元 and %."""

    name: str
    url: str
    central: Decimal | None
    received: Decimal
    allocated: Decimal
    paid: Decimal
    spent: Decimal
    paid_share: Decimal | None
    spent_share: Decimal | None
    no_share: str
    """The word shown if a share cannot be computed."""
    rests: Rests = SOUND


@dataclass(frozen=True)
class FundsView:
    """Totals in 万元; shares are of 中央财政, over the counties that disclosed it, %."""

    central: Decimal | None
    """None if no county disclosed its 中央财政 (0 if there are no counties)."""
    received: Decimal
    allocated: Decimal
    paid: Decimal
    """Without what came back."""
    returned: Decimal
    """What came back."""
    contracts: ContractSums
    spent: Decimal
    fees: Decimal
    """What was paid, and so used, for what is no project; ``paid`` and ``spent`` are with it."""
    projects: int
    paid_share: Decimal | None
    spent_share: Decimal | None
    allocated_paid_share: Decimal | None
    """Paid to projects, % of what was allocated to them."""
    rests: Rests
    """How withheld records affect these sums."""
    directions: tuple[DirectionFunds, ...]
    counties: tuple[CountyFunds, ...]
    months: tuple[MonthFunds, ...]
    """Newest first."""
    undisclosed: tuple[str, ...]
    """Counties that did not disclose their 中央财政; left out of the shares."""
    without_subsidy: int
    """Number of projects, not cancelled, without a disclosed 扶持资金额度; left out of the sums."""
    updated: date | None

    @property
    def no_share(self) -> str:
        return no_share(self.central)

    @property
    def all_directions(self) -> AllDirections:
        return AllDirections(
            self.projects,
            self.allocated,
            self.paid - self.fees,
            self.spent - self.fees,
            self.allocated_paid_share,
            share(self.allocated, self.allocated),
            self.rests.in_projects,
        )


def no_share(central: Decimal | None) -> str:
    """未公开 if the whole is not disclosed, 不适用 if it is 0."""
    return NOT_DISCLOSED if central is None else NOT_APPLICABLE


def funds_view(summaries: Sequence[CountySummary], lack: Lack = NOTHING_LACKS) -> FundsView:
    """Adds up all counties, exactly."""
    rows = [row for summary in summaries for row in summary.projects]
    known = [summary for summary in summaries if summary.central is not None]
    central = total(summary.central for summary in known) if known or not summaries else None
    allocated = total(summary.allocated for summary in summaries)
    paid = total(summary.paid for summary in summaries)
    fees = total(summary.fees for summary in summaries)
    return FundsView(
        central=central,
        received=total(summary.received for summary in summaries),
        allocated=allocated,
        paid=paid,
        contracts=contract_sums(row for summary in summaries for row in summary.contracts),
        returned=total(summary.returned for summary in summaries),
        spent=total(summary.spent for summary in summaries),
        fees=fees,
        projects=len(rows),
        paid_share=paid_share(total(summary.paid for summary in known), central),
        spent_share=spent_share(total(summary.spent for summary in known), central),
        allocated_paid_share=paid_of_subsidy(paid - fees, allocated),
        rests=together(lack.rests, *(summary.rests for summary in summaries)),
        directions=direction_funds(
            rows,
            together(
                lack.rests, *(beyond(one.rests, [row.rests for row in one.projects]) for one in summaries)
            ),
        ),
        counties=tuple(_county(summary) for summary in summaries),
        months=months_together(line for summary in summaries for line in summary.months),
        undisclosed=tuple(summary.name for summary in summaries if summary.central is None),
        without_subsidy=sum(row.subsidy is None and not row.is_cancelled for row in rows),
        updated=latest(summary.money_updated for summary in summaries),
    )


def direction_funds(rows: Sequence[ProjectRow], unplaced: Rests = SOUND) -> tuple[DirectionFunds, ...]:
    """Sums by direction, in the order of clause 四; a cancelled project counts with what was paid, not with its subsidy.

    Args:
        unplaced: withheld records missing from the whole that cannot be assigned to a direction.
    """
    columns = ("subsidy", "paid", "spent")
    sums = group_sums(
        (
            (row.direction.label, (None if row.is_cancelled else row.subsidy, row.paid, row.spent))
            for row in rows
            if row.counts
        ),
        columns,
    )
    whole = total(found["subsidy"] for found in sums.values())
    lines = []
    for direction in Direction.listed([row.direction for row in rows]):
        found = sums.get(direction.label, dict.fromkeys(columns, ZERO))
        lines.append(
            DirectionFunds(
                sum(row.direction is direction for row in rows),
                found["subsidy"],
                found["paid"],
                found["spent"],
                paid_of_subsidy(found["paid"], found["subsidy"]),
                share(found["subsidy"], whole),
                together(unplaced, *(row.rests for row in rows if row.direction is direction)),
                direction,
            )
        )
    return tuple(lines)


def _county(summary: CountySummary) -> CountyFunds:
    return CountyFunds(
        summary.name,
        summary.url,
        summary.central,
        summary.received,
        summary.allocated,
        summary.paid,
        summary.spent,
        summary.paid_share,
        summary.spent_share,
        summary.no_share,
        summary.rests,
    )
