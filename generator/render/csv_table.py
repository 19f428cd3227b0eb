"""Tables as CSV that people open in a spreadsheet: UTF-8 with a BOM, RFC 4180, no cell that would run as a formula."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import StringIO

from generator.intake.screening.hostile import find_formula

_BOM = "\ufeff"
_LONGEST = 2**31 - 1
"""Most characters of a cell that csv takes on every system."""
_LEADING = ("\t", "\r", "\n")


class Safe(list[str]):
    """Cells of a column that are empty or numbers, days and words of our own: none needs care."""


def csv_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Returns a table of texts; a number stays as it is, also a negative one."""
    return _BOM.encode() + csv_rows([headings]) + csv_rows(rows)


def csv_rows(rows: Iterable[Sequence[str]]) -> bytes:
    """Returns rows without headings, of two cells or more."""
    return csv_columns(zip(*rows, strict=True))


def csv_columns(columns: Iterable[Sequence[str]]) -> bytes:
    """Returns rows without headings, to be joined with those of other counties, from the cells of each column.

    A column is looked at as a whole, for the csv module takes twice as long: few have a cell that needs care.
    """
    written = [column if isinstance(column, Safe) else _written(column) for column in columns]
    rows = [*map(",".join, zip(*written, strict=True)), ""]
    return "\r\n".join(rows).encode("utf-8", "replace").replace(b"\0", b"?")


def _written(column: Sequence[str]) -> Sequence[str]:
    cells = set(column)
    if not "".join({cell[:1] for cell in cells}).isalnum() and cells != {""}:
        column = [harmless(cell) for cell in column]
    if _needs_quotes("".join(cells)):
        return [_quoted(cell) if _needs_quotes(cell) else cell for cell in column]
    return column


def _needs_quotes(text: str) -> bool:
    return "," in text or '"' in text or "\n" in text or "\r" in text


def _quoted(cell: str) -> str:
    doubled = cell.replace('"', '""')
    return f'"{doubled}"'


def read_columns(parts: Iterable[bytes], count: int) -> Sequence[Sequence[str]]:
    """Returns the cells of each of ``count`` columns that ``csv_rows`` wrote; call it within ``cells_of_any_length``."""
    text = b"".join(parts).decode()
    if '"' in text:
        return list(zip(*_rows_of(text), strict=True))
    cells = text.replace("\r\n", ",").split(",")[:-1]  # several times as fast as row by row
    return [cells[at::count] for at in range(count)]


def count_rows(parts: Iterable[bytes]) -> int:
    """Counts rows that ``csv_rows`` wrote; call it within ``cells_of_any_length``."""
    return sum(
        sum(1 for _ in _rows_of(part.decode())) if b'"' in part else part.count(b"\r\n") for part in parts
    )


def _rows_of(text: str) -> Iterator[list[str]]:
    return csv.reader(StringIO(text, newline=""))


@contextmanager
def cells_of_any_length() -> Iterator[None]:
    """Lets csv read what it writes: it refuses to read cells above 128 KB, which a list of long texts can fill."""
    before = csv.field_size_limit(_LONGEST)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def harmless(cell: str) -> str:
    """Returns a cell with an apostrophe before it if a spreadsheet would take it for a formula."""
    if not cell or cell[0].isalnum():  # nearly every cell: no formula begins like that
        return cell
    return f"'{cell}" if cell.startswith(_LEADING) or find_formula(cell) else cell
