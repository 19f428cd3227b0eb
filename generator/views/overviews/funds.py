"""Funds of the whole province: received → allocated → paid → spent, by direction, county and month."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.model.codelists import Direction
from generator.model.money import ZERO, share, total
from generator.views.rows import ProjectRow
from generator.views.summary import CountySummary
from generator.views.tables import group_sums

_STEPS = ("subsidy", "paid", "spent")


@dataclass(frozen=True, slots=True)
class DirectionFunds:
    """One direction over all counties; 万元 and %."""

    direction: Direction
    projects: int
    subsidy: Decimal
    paid: Decimal
    spent: Decimal
    paid_share: Decimal | None
    part: Decimal | None
    """Its part of all subsidies, %."""


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


@dataclass(frozen=True, slots=True)
class MonthFunds:
    """One month; 万元."""

    month: str
    received: Decimal
    paid: Decimal
    spent: Decimal


@dataclass(frozen=True)
class FundsView:
    """Totals in 万元; shares are of 中央财政, %."""

    central: Decimal
    received: Decimal
    allocated: Decimal
    paid: Decimal
    spent: Decimal
    paid_share: Decimal | None
    spent_share: Decimal | None
    directions: tuple[DirectionFunds, ...]
    counties: tuple[CountyFunds, ...]
    months: tuple[MonthFunds, ...]
    """Newest first."""


def funds_view(summaries: Sequence[CountySummary]) -> FundsView:
    """Add up all counties; exact."""
    central = total(summary.central for summary in summaries)
    paid = total(summary.paid for summary in summaries)
    spent = total(summary.spent for summary in summaries)
    return FundsView(
        central=central,
        received=total(summary.received for summary in summaries),
        allocated=total(summary.allocated for summary in summaries),
        paid=paid,
        spent=spent,
        paid_share=share(paid, central),
        spent_share=share(spent, central),
        directions=direction_funds([row for summary in summaries for row in summary.projects]),
        counties=tuple(_county(summary) for summary in summaries),
        months=_months(summaries),
    )


def direction_funds(rows: Sequence[ProjectRow]) -> tuple[DirectionFunds, ...]:
    """By direction in the order of clause 四; a cancelled project keeps what was paid but no allocation."""
    sums = group_sums(
        (
            (row.direction.label, (None if row.is_cancelled else row.subsidy, row.paid, row.spent))
            for row in rows
        ),
        _STEPS,
    )
    whole = total(found["subsidy"] for found in sums.values())
    lines = []
    for direction in Direction:
        found = sums.get(direction.label, dict.fromkeys(_STEPS, ZERO))
        number = sum(row.direction is direction for row in rows)
        lines.append(
            DirectionFunds(
                direction,
                number,
                found["subsidy"],
                found["paid"],
                found["spent"],
                share(found["paid"], found["subsidy"]),
                share(found["subsidy"], whole),
            )
        )
    return tuple(lines)


def _county(summary: CountySummary) -> CountyFunds:
    central = summary.central
    return CountyFunds(
        summary.name,
        summary.url,
        central,
        summary.received,
        summary.allocated,
        summary.paid,
        summary.spent,
        share(summary.paid, central) if central else None,
        share(summary.spent, central) if central else None,
    )


def _months(summaries: Iterable[CountySummary]) -> tuple[MonthFunds, ...]:
    sums = group_sums(_dated(summaries), ("received", "paid", "spent"))
    months = [
        MonthFunds(month, found["received"], found["paid"], found["spent"]) for month, found in sums.items()
    ]
    return tuple(sorted(months, key=lambda line: line.month, reverse=True))


def _dated(summaries: Iterable[CountySummary]) -> Iterator[tuple[str, tuple[Decimal, Decimal, Decimal]]]:
    for summary in summaries:
        yield from ((f"{row.date:%Y-%m}", (row.amount, ZERO, ZERO)) for row in summary.receipts)
        yield from ((f"{row.date:%Y-%m}", (ZERO, row.amount, ZERO)) for row in summary.payments)
        yield from ((f"{row.date:%Y-%m}", (ZERO, ZERO, row.amount)) for row in summary.expenditures)
