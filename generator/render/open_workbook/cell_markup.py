"""Cells of a sheet as SpreadsheetML: amounts exact, days as days, every text as a text whatever it begins with.

Written here because it is ten times as fast as XlsxWriter, which writes the rest of the workbook (docs/adr/0030-tables.md).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from html import escape
from typing import NamedTuple

from generator.render.table_columns import Kind

LONGEST = 32_767
"""UTF-16 units that a cell holds."""
_DIGITS = 15
"""Significant digits that a spreadsheet keeps of a number; what may be longer stays a text."""
_NUMBERS = frozenset((Kind.MONEY, Kind.NUMBER, Kind.WHOLE))
_is_day = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}").fullmatch
_number = re.compile(r"-?[0-9]+(?:\.[0-9]+)?").fullmatch
_may_be_odd = re.compile(r"[&<>_\s\x00-\x1f\ud800-\udfff\ufffe\uffff]").search
"""One look at each character: several times as fast as looking for what must be escaped."""
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
"""What XML cannot hold, and what would be read as an escape of that; both are written as escapes (ST_Xstring)."""
_EPOCH = date(1899, 12, 30).toordinal()
"""Day 0 of spreadsheets, for days from March 1900 on."""


class Place(NamedTuple):
    """A column of a sheet."""

    letters: str
    style: str
    """Index of the format that its cells have."""
    kind: Kind


def rows(places: Sequence[Place], found: Iterable[Sequence[str]], elsewhere: str) -> Iterator[str]:
    """Yields the rows below the headings.

    Args:
        elsewhere: where the whole of a text stands that is too long for a cell.
    """
    columns = [
        (f'<c r="{letters}', f'" s="{style}"', kind is Kind.DAY, kind in _NUMBERS)
        for letters, style, kind in places
    ]
    for number, row in enumerate(found, 2):
        cells = [f'<row r="{number}">']
        for cell, (left, right, is_day, is_number) in zip(row, columns, strict=True):
            if not cell:
                continue
            if is_number and len(cell) <= _DIGITS and _number(cell):
                cells.append(f"{left}{number}{right}><v>{cell}</v></c>")
            elif is_day and (day := _serial(cell)):
                cells.append(f"{left}{number}{right}><v>{day}</v></c>")
            elif len(cell) > LONGEST // 2 or _may_be_odd(cell):
                text = _escaped(fitting(cell, elsewhere))
                cells.append(
                    f'{left}{number}{right} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
                )
            else:
                cells.append(f'{left}{number}{right} t="inlineStr"><is><t>{cell}</t></is></c>')
        cells.append("</row>")
        yield "".join(cells)


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


@lru_cache(maxsize=10_000)
def _serial(cell: str) -> str:
    """The number of a day; empty if the cell holds no day."""
    try:
        return str(date.fromisoformat(cell).toordinal() - _EPOCH) if _is_day(cell) else ""
    except ValueError:
        return ""
