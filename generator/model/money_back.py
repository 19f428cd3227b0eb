"""Money that comes back from a contractor: first what it has not spent yet, then what it has."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from operator import itemgetter
from typing import NamedTuple

from generator.model.ledgers import Expenditure, Payment
from generator.model.money import ZERO


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
    moves: list[tuple[date, int, Payment | Expenditure]]
    moves = [(row.date, 2 if row.is_back else 0, row) for row in payments]
    moves += [(row.date, 1, row) for row in expenditures]
    for _, order, row in sorted(moves, key=itemgetter(0, 1)):
        unspent = ZERO
        if order == 0:
            held += row.amount
        elif order == 1:
            held -= row.amount
            spent += row.amount
        else:
            unspent = min(max(row.amount - max(held, ZERO), ZERO), spent)
            held -= row.amount - unspent
            spent -= unspent
        yield Step(row, held, spent, unspent)


def unspent_of(
    project: str, payments: Iterable[Payment], expenditures: Iterable[Expenditure]
) -> Iterator[Unspent]:
    """Yields what came back of the spent money of one project, oldest first."""
    for step in course(payments, expenditures):
        if step.unspent:
            yield Unspent(project, step.row.date, step.unspent)
