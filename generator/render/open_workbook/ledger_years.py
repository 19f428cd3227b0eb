"""Ledgers too long for a workbook, summed by project and year."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from generator.model.codelists import PaymentKind
from generator.render.csv_table import read_rows
from generator.render.data_table import Table
from generator.render.data_tables import TABLES
from generator.render.table_columns import Column, Kind

TITLE = "台账逐年汇总"
LEDGERS = tuple(table for table in TABLES if table.is_ledger)
_SUMMED = frozenset((Kind.MONEY, Kind.WHOLE))
_DATES = frozenset(("date", "month"))
_BACK = frozenset(kind.label for kind in PaymentKind if kind.is_back)
BACK_TOLD = f"{'、'.join(kind.label for kind in PaymentKind if kind.is_back)}以负数计"


_NOTHING = Decimal(0)
_Key = tuple[str, str, str]
"""County, project and year."""


def _sums(table: Table) -> tuple[Column, ...]:
    return tuple(column for column in table.columns if column.kind in _SUMMED)


def _columns() -> Iterator[Column]:
    named = {column.name: column for table in LEDGERS for column in table.columns}
    yield named["county_code"]
    yield named["project"]
    yield Column("year", "年份", Kind.WHOLE)
    for table in LEDGERS:
        yield Column(f"{table.name}_rows", f"{table.title}（行）", Kind.WHOLE)
        for column in _sums(table):
            yield Column(f"{table.name}_{column.name}", f"{table.title}：{column.title}", column.kind)


COLUMNS = tuple(_columns())
"""Of the sheet: the number of rows of each ledger, and the sum of each amount and count in it."""


def ledger_years(part: Mapping[str, bytes]) -> Iterator[list[str]]:
    """Yields a county's rows of the sheet; rows that were corrected are left out.

    Args:
        part: the county's rows of each table, as ``county_tables`` writes them.
    """
    found: dict[_Key, list[Decimal | None]] = {}
    at = 0
    for table in LEDGERS:
        names = [column.name for column in table.columns]
        day = next(place for place, name in enumerate(names) if name in _DATES)
        project, corrected = names.index("project"), names.index("corrected_by")
        rows = [row for row in read_rows([part.get(table.name, b"")]) if not row[corrected]]
        keys = [(row[1], row[project], row[day][:4]) for row in rows]
        for key, count in Counter(keys).items():
            found.setdefault(key, [None] * (len(COLUMNS) - 3))[at] = Decimal(count)
        at += 1
        for column in _sums(table):
            for key, total in _totals(table, keys, rows, names.index(column.name)).items():
                found[key][at] = total
            at += 1
    for key in sorted(found):
        yield [*key, *("" if value is None else f"{value:f}" for value in found[key])]


def _totals(table: Table, keys: Iterable[_Key], rows: Iterable[list[str]], place: int) -> dict[_Key, Decimal]:
    """Sums a column; what came back counts against what was paid."""
    kind = [column.name for column in table.columns].index("kind") if table.name == "payments" else None
    sums: dict[_Key, Decimal] = {}
    for key, row in zip(keys, rows, strict=True):
        if row[place]:
            amount = Decimal(row[place])
            is_back = kind is not None and row[kind] in _BACK
            sums[key] = sums.get(key, _NOTHING) + (-amount if is_back else amount)
    return sums
