"""Which tables a workbook holds: all, or the ledgers summed by project and year where they are too long for one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from generator.model.county import County
from generator.model.programme import DEMONSTRATION_COUNTY
from generator.render.csv_table import cells_of_any_length, count_rows, read_rows
from generator.render.data_tables import TABLES
from generator.render.open_workbook.guide import About, guide
from generator.render.open_workbook.ledger_years import BACK_TOLD, COLUMNS, LEDGERS, TITLE, ledger_years
from generator.render.open_workbook.package import Filled, Layout, packed
from generator.render.table_columns import Column
from generator.views.portal import Portal
from generator.views.summary import CountySummary

WORKBOOK = "data/gongkai.xlsx"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 200_000
"""Rows of all tables above which a workbook sums the ledgers: it would take minutes to open."""
Parts = Sequence[Mapping[str, bytes]]
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
    return _workbook([summary.tables], about)


def portal_workbook(
    summaries: Sequence[CountySummary], portal: Portal, of_all: Sequence[tuple[SheetTable, bytes]]
) -> bytes:
    """Makes the workbook of all counties.

    Args:
        of_all: the tables that are made of all counties at once, with their rows.
    """
    about = About(
        of=f"各{DEMONSTRATION_COUNTY}",
        portal=portal,
        is_demo=portal.is_demo,
        commit=_commit(summaries),
        others=f"一个县的表格：{portal.site.base_url}{workbook_address(County.label_of('code'))}",
        left_out=portal.incomplete,
    )
    rows = {table.name: rows for table, rows in of_all}
    return _workbook(
        [*(summary.tables for summary in summaries), rows], about, (*TABLES, *(table for table, _ in of_all))
    )


def is_summed(rows: int) -> bool:
    """Whether a workbook with so many rows of all tables sums the ledgers."""
    return rows > MOST_ROWS


def _commit(summaries: Iterable[CountySummary]) -> str:
    return max((summary.newest for summary in summaries if summary.newest), default=(None, ""))[1]


def _workbook(parts: Parts, about: About, tables: Sequence[SheetTable] = TABLES) -> bytes:
    with cells_of_any_length():
        counts = {table.name: count_rows(_parts_of(table, parts)) for table in tables}
        if not is_summed(sum(counts.values())):
            sheets = [_sheet(table, counts, parts) for table in tables]
        else:
            years = [row for part in parts for row in ledger_years(part)]
            sheets = [_sheet(table, counts, parts) for table in tables if table not in LEDGERS]
            sheets.append((Filled(_YEARS, len(years), years), ""))
            about = replace(about, left_out=about.left_out + _left_out(counts, about.portal.site.base_url))
        filled = [guide(about, sheets), *(sheet for sheet, _ in sheets)]
        return packed(filled, about.portal.site.title, about.portal.as_of)


def _sheet(table: SheetTable, counts: Mapping[str, int], parts: Parts) -> tuple[Filled, str]:
    layout = Layout(table.title, table.columns)
    return Filled(layout, counts[table.name], _rows(table, parts), table.address), table.address


def _rows(table: SheetTable, parts: Parts) -> Iterator[list[str]]:
    return read_rows(_parts_of(table, parts))


def _parts_of(table: SheetTable, parts: Parts) -> Iterator[bytes]:
    return (part.get(table.name, b"") for part in parts)


def _left_out(counts: Mapping[str, int], base: str) -> str:
    files = "、".join(f"{table.title} {base}{table.address}" for table in LEDGERS)
    return (
        f"台账共 {sum(counts[table.name] for table in LEDGERS)} 行，写进工作簿难以打开，按项目和年汇总在"
        f"工作表“{TITLE}”，{BACK_TOLD}，不含已被更正的行。全部的行见：{files}；其他格式见 {base}data/index.html。"
    )
