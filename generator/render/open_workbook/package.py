"""Puts rows into a workbook that XlsxWriter made without them: formats, widths, fixed headings, filters, properties."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from functools import lru_cache
from io import BytesIO
from itertools import islice
from typing import Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_range

from generator.render.data_table import ROW_ID
from generator.render.open_workbook.cell_markup import Place, rows
from generator.render.table_columns import Column, Kind

_MADE = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
"""The system that each file in the archive says it is of, whatever the build runs on."""
_TOGETHER = 500
"""Rows that are packed at once."""
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
_SHEET = "xl/worksheets/sheet{}.xml"
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
    rows: Iterable[Sequence[str]]
    """Their cells as texts; an empty one is left out."""
    elsewhere: str = ""
    """Where the whole of a text stands that is too long for a cell."""


def packed(sheets: Sequence[Filled], title: str, made: date) -> bytes:
    """Returns the workbook; only some rows at a time are held in memory beside the result."""
    empty = _without_rows(tuple(sheet.layout for sheet in sheets), title, made)
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, data in empty.items():
            if name.endswith("workbook.xml"):
                archive.writestr(_entry(name), _FILTERED.sub(lambda found: _last(found, sheets), data))
            elif not name.startswith("xl/worksheets/"):
                archive.writestr(_entry(name), data)
        for number, sheet in enumerate(sheets, 1):
            name = _SHEET.format(number)
            with archive.open(_entry(name), "w") as file:
                _write(file, empty[name], sheet)
    return out.getvalue()


def _write(file: Any, empty: bytes, sheet: Filled) -> None:
    columns = sheet.layout.columns
    whole = xl_range(0, 0, sheet.length, len(columns) - 1).encode()
    before, mark, after = empty.partition(b"</sheetData>")
    styles = {
        at: style.decode()
        for first, last, style in _COLUMN.findall(before)
        for at in range(int(first) - 1, int(last))
    }
    places = [Place(xl_col_to_name(at), styles[at], _form(column)) for at, column in enumerate(columns)]
    file.write(_DIMENSION.sub(whole, before))
    written = rows(places, sheet.rows, sheet.elsewhere)
    while some := "".join(islice(written, _TOGETHER)):
        file.write(some.encode())
    file.write(mark + _FILTER.sub(whole, after))


def _last(found: re.Match[bytes], sheets: Sequence[Filled]) -> bytes:
    return found[1] + str(sheets[int(found[2])].length + 1).encode()


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, _MADE)
    entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, _UNIX, 0o644 << 16
    return entry


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
