"""The cells of a workbook as text: what a clerk sees in a column formatted as text."""

import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any, NamedTuple

from python_calamine import CalamineError, CalamineWorkbook

Value = int | float | str | bool | date | datetime | time | timedelta
OLD = b"\xd0\xcf\x11\xe0"
"""What an .xls begins with."""
_DIGITS = 15
"""Significant digits that spreadsheets keep of a number."""


class UnreadableWorkbookError(ValueError):
    """Not a workbook, damaged, or with a password."""


class Cell(NamedTuple):
    """A cell that is not empty."""

    text: str
    row: int
    """From 1, as the spreadsheet numbers it."""
    column: int
    """From 1: A is 1."""
    is_number: bool = False
    """Whether it holds a number, of which only 15 digits are kept, or a date."""


@dataclass(frozen=True)
class Grid:
    """The filled rows of one sheet, each with its filled cells from left to right."""

    title: str
    rows: tuple[tuple[Cell, ...], ...]


def read_grids(data: bytes) -> Iterator[Grid]:
    """The sheets of a workbook (.xlsx, .xls, .ods), hidden ones too, in their order.

    Raises:
        UnreadableWorkbookError: it cannot be opened.
    """
    return _old_grids(data) if data.startswith(OLD) else _grids(data)


def _grids(data: bytes) -> Iterator[Grid]:
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        for title in book.sheet_names:
            rows = book.get_sheet_by_name(title).to_python(skip_empty_area=False)
            yield _grid(title, rows)
    except CalamineError as error:
        raise UnreadableWorkbookError from error


def _grid(title: str, rows: Iterable[Sequence[Value]]) -> Grid:
    filled = (_cells(number, row) for number, row in enumerate(rows, 1))
    return Grid(title, tuple(row for row in filled if row))


def _old_grids(data: bytes) -> Iterator[Grid]:
    """The sheets of an .xls, which calamine does not read reliably."""
    import xlrd

    try:
        book = xlrd.open_workbook(file_contents=data, logfile=StringIO(), ragged_rows=True, on_demand=True)
        for number in range(book.nsheets):
            sheet = book.sheet_by_index(number)
            yield _grid(
                sheet.name, ([_old_value(cell, book.datemode) for cell in row] for row in sheet.get_rows())
            )
            book.unload_sheet(number)
    except (xlrd.XLRDError, struct.error, IndexError, AssertionError, UnicodeDecodeError) as error:
        raise UnreadableWorkbookError from error


def _old_value(cell: Any, epoch: int) -> Value:
    import xlrd

    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            day: datetime = xlrd.xldate_as_datetime(cell.value, epoch)
            return day
        except (OverflowError, ValueError):
            return float(cell.value)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#VALUE!"))
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        return float(cell.value)
    return str(cell.value)


def _cells(number: int, row: Sequence[Value]) -> tuple[Cell, ...]:
    return tuple(
        [
            Cell(text, number, column, not isinstance(value, str))
            for column, value in enumerate(row, 1)
            if value != "" and (text := as_text(value))
        ]
    )


def as_text(value: Value) -> str:
    """What a value would be typed as; a text with one kind of line break, and without blanks around it."""
    if isinstance(value, str):
        return (value.replace("\r\n", "\n").replace("\r", "\n") if "\r" in value else value).strip()
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return _figure(value)
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat(" ", "minutes") if isinstance(value, datetime) else value.isoformat()
    return str(value)


def _figure(value: float) -> str:
    """A number without exponent and without the noise beyond the digits that spreadsheets keep."""
    exact = Decimal(f"{value:.{_DIGITS}g}")
    return f"{exact.normalize():f}" if exact != exact.to_integral_value() else f"{exact:.0f}"
