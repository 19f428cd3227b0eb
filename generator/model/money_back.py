"""Money that comes back from a contractor: first what it has not spent yet, then what it has."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from generator.model.ledgers import Expenditure, Payment
from generator.model.money import ZERO
from generator.model.partial_day import earliest


def _counted(row: Payment | Expenditure) -> date:
    """The day on which a row counts: of the days that a payment may mean the first, of all else the last."""
    return row.date if isinstance(row, Expenditure) or row.is_back else earliest(row.date)


class Step(NamedTuple):
    """One ledger row of a project, and where its money is after it; 万元."""

    row: Payment | Expenditure
    held: Decimal
    """Paid to the contractor and neither spent nor given back; negative if it spent more than it got."""
    spent: Decimal
    """Spent and not given back."""
    unspent: Decimal
    """How much of the spent money this row gave back, so that it counts as spent no longer."""


class Unspent(NamedTuple):
    """Spent money that came back; 万元."""

    project: str
    date: date
    amount: Decimal


def course(payments: Iterable[Payment], expenditures: Iterable[Expenditure]) -> Iterator[Step]:
    """Yields a project's rows by date; on one day, payments come before expenditures, and these before money back."""
    held = spent = ZERO
    payments = tuple(payments)
    back = [row for row in payments if row.is_back]
    paid = [row for row in payments if not row.is_back] if back else payments
    for row in sorted((*paid, *expenditures, *back), key=_counted):
        unspent = ZERO
        if isinstance(row, Expenditure):
            held -= row.amount
            spent += row.amount
        elif row.is_back:
            unspent = min(max(row.amount - max(held, ZERO), ZERO), spent)
            held -= row.amount - unspent
            spent -= unspent
        else:
            held += row.amount
        yield Step(row, held, spent, unspent)


def unspent_of(
    project: str, payments: Iterable[Payment], expenditures: Iterable[Expenditure]
) -> Iterator[Unspent]:
    """Yields what came back of the spent money of one project, oldest first."""
    payments = tuple(payments)
    if not any(row.is_back for row in payments):
        return
    for step in course(payments, expenditures):
        if step.unspent:
            yield Unspent(project, step.row.date, step.unspent)
