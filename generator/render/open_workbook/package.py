"""Puts rows into a workbook that XlsxWriter made without them: formats, widths, fixed headings, filters, properties."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from functools import lru_cache
from io import BytesIO
from typing import NamedTuple
from zipfile import ZipFile

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_range

from generator.render.data_table import ROW_ID
from generator.render.open_workbook.archive import Archive, Piece, compressed
from generator.render.open_workbook.cell_markup import Place
from generator.render.table_columns import Column, Kind

_LAST = 7
"""The last row of filters, until it is known."""
_FORMATS = {
    Kind.TEXT: "@",
    Kind.MONEY: "0.00####",
    Kind.NUMBER: "General",
    Kind.WHOLE: "General",
    Kind.DAY: "yyyy-mm-dd",
    Kind.FLAG: "@",
}
_WIDTHS = {Kind.DAY: 13, Kind.MONEY: 15, Kind.NUMBER: 12, Kind.WHOLE: 12, Kind.FLAG: 12}
_NARROWEST, _WIDEST, _OF_IDS = 16, 26, 30
_HEAD = {"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#DCE6F2", "border": 1, "border_color": "#B0B7BF"}  # fmt: skip
_BOOK = "xl/workbook.xml"
_SHEETS = "xl/worksheets/"
_SHEET = _SHEETS + "sheet{}.xml"
_ROWS_END = b"</sheetData>"
_COLUMN = re.compile(rb'<col min="(\d+)" max="(\d+)"[^>]* style="(\d+)"')
_DIMENSION = re.compile(rb'(?<=<dimension ref=")[^"]*')
_FILTER = re.compile(rb'(?<=<autoFilter ref=")[^"]*')
_FILTERED = re.compile(rb'(localSheetId="(\d+)"[^>]*>[^<]*\$)%d(?=</definedName>)' % _LAST)


class Layout(NamedTuple):
    """A sheet without its rows."""

    title: str
    columns: tuple[Column, ...]
    is_prose: bool = False
    """Whether it is for reading: wide columns, long lines broken, no filter."""


class Filled(NamedTuple):
    layout: Layout
    length: int
    rows: Iterable[bytes | Piece]
    """As ``sheet_rows`` writes them."""


def packed(sheets: Sequence[Filled], title: str, made: date) -> tuple[bytes, list[int]]:
    """Returns the workbook, and where the ``Piece``s of its sheets begin, in their order."""
    layouts = tuple(sheet.layout for sheet in sheets)
    empty = _without_rows(layouts, title, made)
    archive = Archive()
    alike = _alike(layouts, title, made)
    for name, data in empty.items():
        if name == _BOOK:
            archive.add(name, [_FILTERED.sub(lambda found: _last(found, sheets), data)])
        elif name in alike:
            archive.add(name, [alike[name]])
    names = [_SHEET.format(number) for number, _ in enumerate(sheets, 1)]
    starts = [
        start
        for name, sheet in zip(names, sheets, strict=True)
        for start in archive.add(name, _around(empty[name], sheet))
    ]
    return archive.data(), starts


def _around(empty: bytes, sheet: Filled) -> Iterator[bytes | Piece]:
    whole = xl_range(0, 0, sheet.length, len(sheet.layout.columns) - 1).encode()
    before, mark, after = empty.partition(_ROWS_END)
    yield _DIMENSION.sub(whole, before)
    yield from sheet.rows
    yield mark + _FILTER.sub(whole, after)


@lru_cache(maxsize=4)
def _alike(layouts: tuple[Layout, ...], title: str, made: date) -> dict[str, Piece]:
    """The files that do not tell how many rows there are, compressed; of all counties the same."""
    files = _without_rows(layouts, title, made).items()
    return {name: compressed(data) for name, data in files if name != _BOOK and not name.startswith(_SHEETS)}


@lru_cache(maxsize=4)
def places(layouts: tuple[Layout, ...], title: str, made: date) -> Mapping[str, Sequence[Place]]:
    """Returns the columns of each sheet of a workbook, of all counties the same: title → columns."""
    empty = _without_rows(layouts, title, made)
    return {
        layout.title: _places(layout, empty[_SHEET.format(number)])
        for number, layout in enumerate(layouts, 1)
    }


def _places(layout: Layout, empty: bytes) -> list[Place]:
    styles = {
        at: style.decode()
        for first, last, style in _COLUMN.findall(empty.partition(_ROWS_END)[0])
        for at in range(int(first) - 1, int(last))
    }
    return [Place(xl_col_to_name(at), styles[at], _form(column)) for at, column in enumerate(layout.columns)]


def _last(found: re.Match[bytes], sheets: Sequence[Filled]) -> bytes:
    return found[1] + str(sheets[int(found[2])].length + 1).encode()


@lru_cache(maxsize=4)
def _without_rows(layouts: tuple[Layout, ...], title: str, made: date) -> dict[str, bytes]:
    """The files of a workbook that has headings alone; of all counties the same."""
    out = BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": title, "created": datetime.combine(made, time())})
    head = book.add_format(_HEAD)
    plain = {kind: book.add_format({"num_format": form, "valign": "top"}) for kind, form in _FORMATS.items()}
    prose = book.add_format({"num_format": "@", "valign": "top", "text_wrap": True})
    for layout in layouts:
        page = book.add_worksheet(layout.title)
        for at, column in enumerate(layout.columns):
            page.write_string(0, at, column.title, head)
            page.set_column(at, at, _width(layout, at), prose if layout.is_prose else plain[_form(column)])
        page.freeze_panes(1, 0)
        page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        if not layout.is_prose:
            page.autofilter(0, 0, _LAST - 1, len(layout.columns) - 1)
    book.close()
    with ZipFile(out) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _form(column: Column) -> Kind:
    return Kind.DAY if column.may_hold_days else column.kind


def _width(layout: Layout, at: int) -> int:
    """In digits; a Chinese character is as wide as two."""
    column = layout.columns[at]
    if layout.is_prose:
        return 100 if at else 24
    if column.name == ROW_ID:
        return _OF_IDS
    return _WIDTHS.get(_form(column)) or max(min(2 * len(column.title) + 4, _WIDEST), _NARROWEST)
