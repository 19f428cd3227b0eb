"""What tells one row of a ledger from another: its key columns, never its wording and never its place in the file.

The change record knows a row by the same columns.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import cache
from operator import itemgetter
from typing import Generic, NamedTuple, TypeVar

from generator.model.base import Record
from generator.model.days import iso
from generator.model.files import LEDGERS, ROW_KEYS
from generator.model.ledgers import Payment

_ORDINAL = re.compile(r"（\d+）$")
_TABLES = {kind.model: kind.name for kind in LEDGERS}
_AMOUNT, _PAYEE = Payment.label_of("amount"), Payment.label_of("payee")
R = TypeVar("R", bound=Record)


class NamedRow(NamedTuple, Generic[R]):
    """A row of a ledger with its names in the change record."""

    row: R
    label: str
    """How its fields are named: ``2021-03-10 210198-2020-01 一号``."""
    identity: str
    """What it is known by for good."""

    def key(self, lasting: Callable[[str], str]) -> str:
        """Twelve hexadecimal digits of its identity, as ``CountyDisclosure.lasting`` has it."""
        return hashlib.sha256(lasting(self.identity).encode()).hexdigest()[:12]


def row_name(values: Mapping[str, str], table: str) -> str:
    """A row's key columns, those that are filled."""
    return " ".join(values[column] for column in ROW_KEYS[table] if values.get(column))


def named(names: Iterable[str]) -> Iterator[str]:
    """The labels of a ledger's rows in the order of the file; the second of two that are alike says so."""
    seen: dict[str, int] = {}
    for name in names:
        times = seen[name] = seen.get(name, 0) + 1
        yield name if times == 1 else f"{name}（{times}）"


def name_of(label: str) -> str:
    """A label without its ordinal."""
    return _ORDINAL.sub("", label)


def row_identity(table: str, name: str, cells: Mapping[str, str]) -> str:
    """What a row is known by for good.

    A payment without a voucher is known by amount and payee besides, so that another one of the same day does not
    take its place.
    """
    if not _is_payment_without_voucher(table, name):
        return name
    return " ".join((name, _plain(cells.get(_AMOUNT, "")), cells.get(_PAYEE, "")))


def _is_payment_without_voucher(table: str, name: str) -> bool:
    return table == "payments" and len(name.split(" ")) == 2


def rows_named(rows: Iterable[R]) -> Iterator[NamedRow[R]]:
    """Rows of one ledger, in the order of the file, with their names in the change record."""
    found = [(row, *_name_and_identity(row)) for row in rows]
    labels = named([name for _, name, _ in found])
    for (row, _, known_by), label in zip(found, labels, strict=True):
        yield NamedRow(row, label, known_by)


def identity(row: Record) -> str:
    """What a row is known by for good; its label takes all rows of the ledger, this does not."""
    return _name_and_identity(row)[1]


def table_of(row: Record) -> str:
    """Name of the ledger whose rows are such, e.g. ``payments``."""
    return _TABLES[type(row)]


def row_cells(row: Record) -> dict[str, str]:
    """Heading → what stands there, amounts without trailing zeros; of cells that hold something."""
    found = {label: row.__dict__[field] for field, label in type(row).labels().items()}
    return {label: plain_cell(text) for label, value in found.items() if (text := _text(value))}


def plain_cell(text: str) -> str:
    """Equal for equal values however they were written: 350 and 350.00."""
    return _plain(text) if text[:1].isdigit() and "." in text else text


def _name_and_identity(row: Record) -> tuple[str, str]:
    table, keys = _TABLES[type(row)], _keys(type(row))
    values = row.__dict__  # sooner than an attribute each
    name = " ".join(filter(None, map(_text, keys(values))))
    if not _is_payment_without_voucher(table, name):
        return name, name
    cells = {label: _text(values[field]) for field, label in type(row).labels().items()}
    return name, row_identity(table, name, cells)


@cache
def _keys(model: type[Record]) -> Callable[[Mapping[str, object]], tuple[object, ...]]:
    """A row's values by their English names → those of the ledger's key columns, of which each has several."""
    names = {label: name for name, label in model.labels().items()}
    return itemgetter(*(names[column] for column in ROW_KEYS[_TABLES[model]]))


def _text(value: object) -> str:
    if type(value) is str:
        return value
    if type(value) is date:
        return iso(value)
    if isinstance(value, Enum):
        return str(value.value)
    return "" if value is None else str(value)


def _plain(amount: str) -> str:
    """350.00 → 350."""
    try:
        return f"{Decimal(amount).normalize():f}"
    except InvalidOperation:
        return amount
