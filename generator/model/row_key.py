"""What tells one row of a ledger from another: its key columns, never its wording and never its place in the file.

The change record knows a row by the same columns.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import Enum
from typing import TypeVar

from generator.model.base import Record
from generator.model.canonical import canonical_json
from generator.model.files import LEDGERS
from generator.model.ledgers import Payment

KEY_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "progress": ("日期", "项目编号"),
    "payments": ("日期", "项目编号", "凭证号"),
    "expenditures": ("日期", "项目编号", "类别", "凭证号"),
    "inspections": ("日期", "层级", "检查单位", "项目编号"),
    "trainings": ("日期", "项目编号", "主题"),
    "transactions": ("月份", "项目编号"),
    "activities": ("日期", "项目编号", "名称"),
}
"""Ledger → the columns by which a row is known."""

R = TypeVar("R", bound=Record)
_TABLES = {kind.model: kind.name for kind in LEDGERS}


def row_name(values: Mapping[str, str], table: str) -> str:
    """A row as the change record names it: its key columns, those that are filled."""
    return " ".join(values[column] for column in KEY_COLUMNS[table] if values.get(column))


def named(names: Iterable[str]) -> Iterator[str]:
    """The names of a ledger's rows in the order of the file; the second of two that are alike says so."""
    seen: Counter[str] = Counter()
    for name in names:
        seen[name] += 1
        yield name if seen[name] == 1 else f"{name}（{seen[name]}）"


def rows_named(rows: Iterable[R]) -> Iterator[tuple[str, R]]:
    """Rows of one ledger, in the order of the file, with the names that the change record has for them."""
    found = tuple(rows)
    return zip(named(_name(row) for row in found), found, strict=True)


def row_key(row: Record) -> str:
    """Twelve hexadecimal digits that stay while the row is itself.

    A payment without a voucher is known by amount and payee besides, so that another one of the same day does not
    take its place.
    """
    values: list[object] = [_name(row)]
    if isinstance(row, Payment) and not row.voucher:
        values += [row.amount, row.payee]
    return hashlib.sha256(canonical_json(values)).hexdigest()[:12]


def _name(row: Record) -> str:
    table = _TABLES[type(row)]
    labels = {label: name for name, label in type(row).labels().items()}
    return row_name({label: _text(getattr(row, labels[label])) for label in KEY_COLUMNS[table]}, table)


def _text(value: object) -> str:
    if isinstance(value, Enum):
        return str(value.value)
    return value.isoformat() if isinstance(value, date) else str(value or "")
