"""Which tables a workbook holds: all, or the ledgers summed by project and year where they are too long for one."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import NamedTuple, Protocol

from generator.model.county import County
from generator.model.programme import DEMONSTRATION_COUNTY
from generator.render.csv_table import cells_of_any_length, read_columns
from generator.render.data_tables import TABLES
from generator.render.open_workbook.cell_markup import sheet_rows
from generator.render.open_workbook.groups import (
    TOGETHER,
    Earlier,
    Group,
    Marks,
    Part,
    ReusedRows,
    Rows,
    RowsMap,
    Source,
)
from generator.render.open_workbook.guide import LAYOUT as GUIDE
from generator.render.open_workbook.guide import About, guide
from generator.render.open_workbook.ledger_years import BACK_TOLD, COLUMNS, LEDGERS, TITLE, ledger_years
from generator.render.open_workbook.package import Filled, Layout, packed, places
from generator.render.table_columns import Column
from generator.views.portal import Portal
from generator.views.summary import CountySummary

WORKBOOK = "data/gongkai.xlsx"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 200_000
"""Rows of all ledgers above which a workbook sums them: it would take minutes to open."""
_YEARS = Layout(TITLE, COLUMNS)


class SheetTable(Protocol):
    """What a sheet needs to know of a table."""

    @property
    def name(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def columns(self) -> tuple[Column, ...]: ...
    @property
    def address(self) -> str: ...


class OfAll(NamedTuple):
    """Tables that are made of all counties at once."""

    tables: Sequence[SheetTable] = ()
    rows: Part = MappingProxyType({})
    """Table → its rows, which may be made when they are first read."""
    marks: Marks | None = None
    """Digests that change whenever the rows do; without them the rows are read for it."""


def workbook_address(code: str) -> str:
    """The address of a county's workbook."""
    return f"counties/{code}.xlsx"


def county_workbook(summary: CountySummary, portal: Portal) -> bytes:
    """Makes the workbook of a county from its tables."""
    about = About(
        of=summary.name,
        portal=portal,
        is_demo=summary.is_demo,
        commit=_commit([summary]),
        others=f"全省的表格：{portal.site.base_url}{WORKBOOK}",
    )
    return _workbook(Rows(), [Group([summary.tables], ())], about)[0]


def portal_workbook(
    summaries: Sequence[CountySummary],
    portal: Portal,
    of_all: OfAll = OfAll(),  # noqa: B008  # it cannot be changed
    marks: Sequence[Marks] | None = None,
    earlier: Earlier | None = None,
) -> tuple[bytes, RowsMap]:
    """Makes the workbook of all counties; returns also what the next build needs to know of it.

    Args:
        marks: digests of each county's rows; without them all rows are read for it.
    """
    about = About(
        of=f"各{DEMONSTRATION_COUNTY}",
        portal=portal,
        is_demo=portal.is_demo,
        commit=_commit(summaries),
        others=f"一个县的表格：{portal.site.base_url}{workbook_address(County.label_of('code'))}",
        left_out=portal.incomplete,
    )
    parts = [summary.tables for summary in summaries]
    marks = [*map(_marks, parts)] if marks is None else marks
    groups = [
        Group(parts[start : start + TOGETHER], marks[start : start + TOGETHER])
        for start in range(0, len(parts), TOGETHER)
    ]
    groups.append(Group([of_all.rows], [of_all.marks or _marks(of_all.rows)]))
    written = ReusedRows(earlier)
    data, starts = _workbook(written, groups, about, (*TABLES, *of_all.tables))
    return data, written.kept(starts)


def is_summed(counts: Mapping[str, int]) -> bool:
    """Whether a workbook with so many rows of each table sums the ledgers.

    Their own rows alone count: another finding or another change must not change what sheets a workbook has.
    """
    return sum(counts[table.name] for table in LEDGERS) > MOST_ROWS


def _commit(summaries: Iterable[CountySummary]) -> str:
    return max((summary.newest for summary in summaries if summary.newest), default=(None, ""))[1]


def _workbook(
    rows: Rows, groups: Sequence[Group], about: About, tables: Sequence[SheetTable] = TABLES
) -> tuple[bytes, list[int]]:
    """Returns the workbook, and where its pieces begin."""
    title, made = about.portal.site.title, about.portal.as_of
    with cells_of_any_length():
        counts = {table.name: sum(rows.count(table.name, group) for group in groups) for table in tables}
        sources = [_source(table) for table in tables]
        if is_summed(counts):
            sources = [_source(table) for table in tables if table not in LEDGERS]
            sources.append(Source(_YEARS, "", tuple(table.name for table in LEDGERS), _years))
            about = replace(about, left_out=about.left_out + _left_out(counts, about.portal.site.base_url))
        columns = places((GUIDE, *(source.layout for source in sources)), title, made)
        sheets = [rows.sheet(source, columns[source.layout.title], groups) for source in sources]
        told = guide(about, [(sheet, source.address) for sheet, source in zip(sheets, sources, strict=True)])
        first = Filled(GUIDE, len(told), sheet_rows(columns[GUIDE.title], [*zip(*told, strict=True)], 2, ""))
        return packed([first, *sheets], title, made)


def _source(table: SheetTable) -> Source:
    read = partial(_cells, table.name, len(table.columns))
    return Source(Layout(table.title, table.columns), table.address, (table.name,), read)


def _marks(part: Part) -> Marks:
    return {table: hashlib.sha256(rows).digest() for table, rows in part.items()}


def _cells(table: str, count: int, parts: Sequence[Part]) -> Sequence[Sequence[str]]:
    return read_columns((part.get(table, b"") for part in parts), count)


def _years(parts: Sequence[Part]) -> Sequence[Sequence[str]]:
    rows = [row for part in parts for row in ledger_years(part)]
    return [*zip(*rows, strict=True)] or [()] * len(COLUMNS)


def _left_out(counts: Mapping[str, int], base: str) -> str:
    files = "、".join(f"{table.title} {base}{table.address}" for table in LEDGERS)
    return (
        f"台账共 {sum(counts[table.name] for table in LEDGERS)} 行，写进工作簿难以打开，按项目和年汇总在"
        f"工作表“{TITLE}”，{BACK_TOLD}，不含已被更正的行。全部的行见：{files}；其他格式见 {base}data/index.html。"
    )
