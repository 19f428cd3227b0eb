"""Ledgers too long for a workbook, summed by project and year."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import repeat

from generator.model.codelists import PaymentKind
from generator.render.csv_table import read_columns
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
        cells = _counting(table, part)
        day = next(cells[column.name] for column in table.columns if column.name in _DATES)
        keys = [*zip(cells["county_code"], cells["project"], [told[:4] for told in day], strict=True)]
        for key, count in Counter(keys).items():
            if key not in found:
                found[key] = [None] * (len(COLUMNS) - 3)
            found[key][at] = Decimal(count)
        at += 1
        for column in _sums(table):
            kinds = cells["kind"] if table.name == "payments" else repeat("", len(keys))
            for key, total in _totals(keys, cells[column.name], kinds).items():
                found[key][at] = total
            at += 1
    for key in sorted(found):
        yield [*key, *("" if value is None else f"{value:f}" for value in found[key])]


def _counting(table: Table, part: Mapping[str, bytes]) -> dict[str, Sequence[str]]:
    """Returns the cells of a ledger's columns without the rows that were corrected."""
    columns = read_columns([part.get(table.name, b"")], len(table.columns))
    cells = {column.name: own for column, own in zip(table.columns, columns, strict=True)}
    corrected = cells["corrected_by"]
    if not any(corrected):
        return cells
    return {
        name: [cell for cell, by in zip(own, corrected, strict=True) if not by] for name, own in cells.items()
    }


def _totals(keys: Iterable[_Key], cells: Iterable[str], kinds: Iterable[str]) -> dict[_Key, Decimal]:
    """Sums a column; what came back counts against what was paid."""
    sums: dict[_Key, Decimal] = {}
    for key, cell, kind in zip(keys, cells, kinds, strict=True):
        if cell:
            amount = Decimal(cell)
            sums[key] = sums.get(key, _NOTHING) + (-amount if kind in _BACK else amount)
    return sums
