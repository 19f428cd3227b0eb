"""Cells of a sheet as SpreadsheetML: amounts exact, days as days, every text as a text whatever it begins with.

Written here because it is ten times as fast as XlsxWriter, which writes the rest of the workbook (docs/adr/0030-tables.md).
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from html import escape
from typing import NamedTuple

from generator.render.table_columns import Kind

LONGEST = 32_767
"""UTF-16 units that a cell holds."""
_DIGITS = 15
"""Significant digits that a spreadsheet keeps of a number; what may be longer stays a text."""
_is_day = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}").fullmatch
_is_number = re.compile(r"-?[0-9]+(?:\.[0-9]+)?").fullmatch
_may_be_odd = re.compile(r"[&<>_\s\x00-\x1f\ud800-\udfff\ufffe\uffff]").search
"""One look at each character: several times as fast as looking for what must be escaped."""
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
"""What XML cannot hold, and what would be read as an escape of that; both are written as escapes (ST_Xstring)."""
_NUMBER = "\0"
"""In place of the number of a row until it is known; no text holds it, for XML cannot."""
_TOGETHER = 2_000
"""Rows that are held in memory as markup."""
_EPOCH = date(1899, 12, 30).toordinal()
"""Day 0 of spreadsheets, for days from March 1900 on."""


class Place(NamedTuple):
    """A column of a sheet."""

    letters: str
    style: str
    """Index of the format that its cells have."""
    kind: Kind


def sheet_rows(
    places: Sequence[Place], columns: Sequence[Sequence[str]], first: int, elsewhere: str
) -> Iterator[bytes]:
    """Yields rows of a sheet, some at a time; the first has the number ``first``.

    The cells of a column are written together and each different one once: a ledger says the same again and again.

    Args:
        columns: the texts of each.
        elsewhere: where the whole of a text stands that is too long for a cell.
    """
    for start in range(0, len(columns[0]), _TOGETHER):
        written = [
            _cells(place, cells[start : start + _TOGETHER], elsewhere)
            for place, cells in zip(places, columns, strict=True)
        ]
        rows = enumerate(map("".join, zip(*written, strict=True)), first + start)
        yield "".join(
            [f'<row r="{_NUMBER}">{row}</row>'.replace(_NUMBER, str(number)) for number, row in rows]
        ).encode()


def _cells(place: Place, cells: Sequence[str], elsewhere: str) -> Iterable[str]:
    """Writes the cells of a column with ``_NUMBER`` for the number of their row; an empty one is left out."""
    start = f'<c r="{place.letters}{_NUMBER}" s="{place.style}"'
    each = set(cells)
    as_number = _NUMBER_IN.get(place.kind)
    numbers = {cell: number for cell in each if (number := as_number(cell))} if as_number else {}
    written = {cell: f"{start}><v>{number}</v></c>" for cell, number in numbers.items()}
    texts = each.difference(written)
    if _needs_care(texts):
        written |= {cell: f"{start}{_careful(cell, elsewhere)}</c>" for cell in texts}
    else:
        written |= {cell: f'{start} t="inlineStr"><is><t>{cell}</t></is></c>' for cell in texts}
    written[""] = ""
    return map(written.__getitem__, cells)


def _needs_care(texts: Iterable[str]) -> bool:
    joined = "".join(texts)
    return len(joined) > LONGEST // 2 or _may_be_odd(joined) is not None


def _careful(text: str, elsewhere: str) -> str:
    if not _needs_care([text]):
        return f' t="inlineStr"><is><t>{text}</t></is>'
    return f' t="inlineStr"><is><t xml:space="preserve">{_escaped(fitting(text, elsewhere))}</t></is>'


def fitting(text: str, elsewhere: str) -> str:
    """Returns the text if a cell holds it, else its beginning and where the whole stands."""
    units = text.encode("utf-16-le", "replace")
    if len(units) <= 2 * LONGEST:
        return text
    told = f"……（一格写不下，全文见 {elsewhere}）"
    kept = units[: 2 * (LONGEST - len(told))].decode("utf-16-le", "ignore")
    return f"{kept}{told}"


def _escaped(text: str) -> str:
    return escape(_UNWRITABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", text), quote=False)


def _number(cell: str) -> str:
    """The cell itself if it is a number that a spreadsheet keeps whole; else empty."""
    return cell if len(cell) <= _DIGITS and _is_number(cell) else ""


@lru_cache(maxsize=10_000)
def _serial(cell: str) -> str:
    """The number of a day; empty if the cell holds no day."""
    try:
        return str(date.fromisoformat(cell).toordinal() - _EPOCH) if _is_day(cell) else ""
    except ValueError:
        return ""


_NUMBER_IN: Mapping[Kind, Callable[[str], str]] = {
    Kind.MONEY: _number,
    Kind.NUMBER: _number,
    Kind.WHOLE: _number,
    Kind.DAY: _serial,
}
"""Kind of column → what of a cell is written as a number; empty: it is a text."""
