"""Money by month, of a county and of the province."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.model.county import Receipt
from generator.model.fees import FeePayment
from generator.model.ledgers import Expenditure, Payment
from generator.model.money import ZERO
from generator.model.money_back import Unspent
from generator.views.dates import month_of, months_since
from generator.views.tables import group_sums

_Amounts = tuple[Decimal, Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class MonthFunds:
    """One month; 万元."""

    month: str
    """YYYY-MM."""
    received: Decimal
    paid: Decimal
    spent: Decimal


def county_months(
    receipts: Iterable[Receipt],
    payments: Iterable[Payment],
    expenditures: Iterable[Expenditure],
    unspent: Iterable[Unspent] = (),
    fees: Iterable[FeePayment] = (),
) -> tuple[MonthFunds, ...]:
    """Adds up a county's receipts, payments, expenditures and costs that are no project by month, newest first.

    What came back, or was recalled, is taken off the month in which it did: a month's sum may be negative.
    """

    def rows() -> Iterator[tuple[str, _Amounts]]:
        yield from ((month_of(row.date), (row.net, ZERO, ZERO)) for row in receipts)
        yield from ((month_of(row.date), (ZERO, row.net, ZERO)) for row in payments)
        yield from ((month_of(row.date), (ZERO, ZERO, row.amount)) for row in expenditures)
        yield from ((month_of(item.date), (ZERO, ZERO, -item.amount)) for item in unspent)
        yield from ((month_of(row.date), (ZERO, row.net, row.net)) for row in fees)

    return _months(rows())


def months_together(months: Iterable[MonthFunds]) -> tuple[MonthFunds, ...]:
    """Adds up the months of several counties, newest first; a month in which no money moved stands between as well."""
    found = {line.month: line for line in _months((each.month, _amounts(each)) for each in months)}
    if not found:
        return ()
    newest, oldest = next(iter(found)), next(reversed(found))
    end = date(int(newest[:4]), int(newest[5:]), 1)
    return tuple(
        found.get(month, MonthFunds(month, ZERO, ZERO, ZERO)) for month in reversed(months_since(oldest, end))
    )


def _amounts(line: MonthFunds) -> _Amounts:
    return line.received, line.paid, line.spent


def _months(rows: Iterable[tuple[str, _Amounts]]) -> tuple[MonthFunds, ...]:
    sums = group_sums(rows, ("received", "paid", "spent"))
    months = (
        MonthFunds(month, found["received"], found["paid"], found["spent"]) for month, found in sums.items()
    )
    return tuple(sorted(months, key=lambda line: line.month, reverse=True))
