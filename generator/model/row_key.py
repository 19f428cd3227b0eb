"""Names and identities of ledger rows: made of the key columns, never of wording or position in the file.

The change record identifies rows by the same columns.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import cache
from types import NoneType
from typing import Any, Generic, NamedTuple, TypeVar

from generator.model.base import Record
from generator.model.codelists import PaymentKind
from generator.model.days import iso
from generator.model.files import LEDGERS, ROW_KEYS
from generator.model.ledgers import Payment

_ORDINAL = re.compile(r"（\d+）$")
_TABLES = {kind.model: kind.name for kind in LEDGERS}
_AMOUNT, _PAYEE, _KIND = map(Payment.label_of, ("amount", "payee", "kind"))
_APART = {_AMOUNT: "amount", _PAYEE: "payee", _KIND: "kind"}
"""What tells payments without a voucher apart: heading → field."""
_PAID = PaymentKind.PAID.label
R = TypeVar("R", bound=Record)


class NamedRow(NamedTuple, Generic[R]):
    """A row of a ledger with its names in the change record."""

    row: R
    label: str
    """Its name, ``2021-03-10 210198-2020-01 一号``, with an ordinal if rows before it have the same."""
    identity: str
    """See ``row_identity``."""

    def key(self, lasting: Callable[[str], str]) -> str:
        """See ``row_keys``; rows that nothing tells apart have the same."""
        return _digest(lasting(self.identity))


def table_named(record: str) -> str:
    """The name of a ledger, by that of its record: ``210198/payments``, or ``national`` of the portal itself."""
    return record.rpartition("/")[2]


def row_name(values: Mapping[str, str], table: str) -> str:
    """The filled key columns of a row, joined by blanks."""
    return " ".join(values[column] for column in ROW_KEYS[table] if values.get(column))


def named(names: Iterable[str]) -> Sequence[str]:
    """The labels of a ledger's rows in the order of the file; of equal names the second becomes ``…（2）``."""
    return _counted(names, "（{}）")


def name_of(label: str) -> str:
    """A label without its ordinal."""
    return _ORDINAL.sub("", label)


def row_identity(table: str, name: str, cells: Mapping[str, str]) -> str:
    """The permanent identity of a row: its name, for a payment without a voucher also amount, payee and kind.

    Otherwise another payment of the same day could take its place. 拨付 is left out, as most rows leave it out.
    """
    if not _is_payment_without_voucher(table, name):
        return name
    kind = cells.get(_KIND, "").removeprefix(_PAID)
    return " ".join((name, _plain(cells.get(_AMOUNT, "")), cells.get(_PAYEE, ""), *([kind] if kind else ())))


def _is_payment_without_voucher(table: str, name: str) -> bool:
    return table == "payments" and name.count(" ") == 1


def rows_named(rows: Iterable[R]) -> Iterator[NamedRow[R]]:
    """Rows of one ledger, in the order of the file, with their names in the change record."""
    found = list(rows)
    names = _names(found)
    for row, label, known_by in zip(found, named(names), _identities(found, names), strict=True):
        yield NamedRow(row, label, known_by)


def row_keys(rows: Sequence[Record], lasting: Callable[[Sequence[str]], Iterable[str]]) -> tuple[str, ...]:
    """The permanent key of each row of one ledger: twelve hexadecimal digits of the sha256 of its identity.

    Rows that nothing tells apart have the same, see ``numbered``.

    Args:
        lasting: ``CountyDisclosure.all_lasting``.
    """
    return tuple([_digest(identity) for identity in lasting(_identities(rows, _names(rows)))])


def numbered(keys: Iterable[str]) -> Sequence[str]:
    """The keys of the rows of one ledger; of equal ones the second has ``-2`` behind it."""
    return _counted(keys, "-{}")


def _counted(texts: Iterable[str], ordinal: str) -> Sequence[str]:
    """The texts; of equal ones the second and later have their ordinal behind them."""
    found = [*texts]
    return found if len(set(found)) == len(found) else [*_with_ordinals(found, ordinal)]


def _with_ordinals(texts: Iterable[str], ordinal: str) -> Iterator[str]:
    seen: dict[str, int] = {}
    for text in texts:
        times = seen[text] = seen.get(text, 0) + 1
        yield text if times == 1 else text + ordinal.format(times)


def identity(row: Record) -> str:
    """The permanent identity of a row; unlike its label, it does not depend on the ledger's other rows."""
    return _identities([row], _names([row]))[0]


def _digest(identity: str) -> str:
    return hashlib.sha256(identity.encode()).hexdigest()[:12]


def table_of(row: Record) -> str:
    """Name of the ledger that a row belongs to, e.g. ``payments``."""
    return _TABLES[type(row)]


def row_cells(row: Record) -> dict[str, str]:
    """Heading → text of each filled cell, amounts without trailing zeros."""
    return {label: plain_cell(text) for label, value in _labelled(row) if (text := _text(value))}


def _labelled(row: Record) -> Iterator[tuple[str, object]]:
    return ((label, row.__dict__[field]) for field, label in type(row).labels().items())


def plain_cell(text: str) -> str:
    """The text of a cell, a decimal number without trailing zeros: 350.00 becomes 350."""
    return _plain(text) if text[:1].isdigit() and "." in text else text


def _names(rows: Sequence[Record]) -> list[str]:
    """The filled key columns of each row, joined by blanks: a column at once, which is faster than a row at once."""
    if not rows:
        return []
    values = [row.__dict__ for row in rows]  # faster than attributes
    columns = [_texts([own[field] for own in values]) for field in _keys(type(rows[0]))]
    told = zip(*columns, strict=True)
    return [*map(" ".join, told)] if all(map(all, columns)) else [" ".join(filter(None, own)) for own in told]


def _identities(rows: Sequence[Record], names: Sequence[str]) -> Sequence[str]:
    if not rows or not isinstance(rows[0], Payment):
        return names
    return [
        row_identity("payments", name, {label: _text(row.__dict__[field]) for label, field in _APART.items()})
        if _is_payment_without_voucher("payments", name)
        else name
        for row, name in zip(rows, names, strict=True)
    ]


@cache
def _keys(model: type[Record]) -> tuple[str, ...]:
    """The English names of a ledger's key columns."""
    names = {label: name for name, label in model.labels().items()}
    return tuple(names[column] for column in ROW_KEYS[_TABLES[model]])


def _texts(values: list[Any]) -> Sequence[str]:
    kinds = set(map(type, values))
    if kinds == {date}:
        return [*map(iso, values)]
    if kinds == {str, NoneType}:
        return [value or "" for value in values]
    return values if kinds == {str} else [*map(_text, values)]


def _text(value: object) -> str:
    if type(value) is str:
        return value
    if type(value) is date:
        return iso(value)
    if isinstance(value, Enum):
        return str(value._value_)
    return "" if value is None else str(value)


def _plain(amount: str) -> str:
    """350.00 → 350."""
    try:
        return f"{Decimal(amount).normalize():f}"
    except InvalidOperation:
        return amount
