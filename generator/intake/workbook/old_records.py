"""The records of an .xls (BIFF8): a look at them, and what in them must not be published."""

import struct
from collections.abc import Callable, Iterator
from io import StringIO
from typing import NamedTuple

from xlrd import error_text_from_code
from xlrd.compdoc import CompDoc

from generator.intake.workbook.look import At, Look, Merged

_FORMULA, _BOF, _BOUNDSHEET, _ROW, _COLUMNS, _MERGED = 0x06, 0x809, 0x85, 0x208, 0x7D, 0xE5
_STRING_TOKEN = 0x17
_ERROR = 0x205
_XF, _FORMAT, _NUMBER, _RK, _MULRK = 0xE0, 0x41E, 0x203, 0x27E, 0xBD
_PERCENTS = frozenset({9, 10})


class Piece(NamedTuple):
    """A record: where it begins in the stream, its kind, and its content."""

    start: int
    kind: int
    data: bytes


def opened(data: bytes) -> tuple[frozenset[str], bytes]:
    """The names of all streams and folders of a file, and the stream of the workbook; empty if there is none.

    Raises:
        Exception: the file is damaged; the library has several for this.
    """
    packed = CompDoc(data, logfile=StringIO())
    names = frozenset(entry.name for entry in packed.dirlist[1:] if entry.etype in {1, 2})
    return names, bytes(packed.get_named_stream("Workbook") or b"")


def records(stream: bytes) -> Iterator[Piece]:
    """The records; raises ValueError if a length leads beyond the end."""
    place, end = 0, len(stream)
    while place + 4 <= end:
        kind, length = struct.unpack_from("<HH", stream, place)
        if not kind and not length:
            return  # what fills the last sector
        if place + 4 + length > end:
            raise ValueError(kind)
        yield Piece(place, kind, stream[place + 4 : place + 4 + length])
        place += 4 + length


def look_at_xls(stream: bytes) -> Look:
    """Look at the stream of a workbook (.xls)."""
    found, titles, title = Look(), {}, ""
    formats: dict[int, bool] = {}
    styles: list[int] = []
    percents: set[int] = set()
    for piece in records(stream):
        kind, data = piece.kind, piece.data
        if kind == _BOUNDSHEET:
            titles[struct.unpack_from("<I", data)[0]] = _title(data)
            found.hidden_sheets.update([_title(data)] if data[4] & 3 else ())
        elif kind == _FORMAT:
            formats[struct.unpack_from("<H", data)[0]] = b"%" in data[2:]
        elif kind == _XF:
            styles.append(struct.unpack_from("<H", data, 2)[0])
        elif kind == _BOF:
            title = titles.get(piece.start, title)
            percents = {n for n, key in enumerate(styles) if formats.get(key, key in _PERCENTS)}
        elif title:
            _look_at(kind, data, title, percents, found)
    return found


def _title(data: bytes) -> str:
    length, is_wide = data[6], data[7] & 1
    return data[8 : 8 + length * 2].decode("utf-16-le") if is_wide else data[8 : 8 + length].decode("latin-1")


def _look_at(kind: int, data: bytes, title: str, percents: set[int], found: Look) -> None:
    look = _LOOKS.get(kind)
    if look:
        look(data, title, percents, found)


def _formula(data: bytes, title: str, percents: set[int], found: Look) -> None:
    row, column, style, tag, _, _, mark = struct.unpack_from("<HHHBBIH", data)
    at = At(title, row + 1, column + 1)
    if mark != 0xFFFF:
        found.percents.update([at] if style in percents else [])
    elif tag == 2:
        found.errors[at] = _error(data[8])
    elif tag == 3 and _STRING_TOKEN not in data[22:]:
        # an empty text is what a formula gives that names one; of others, it says that they were never computed
        found.formulas.append(at)


def _error_value(data: bytes, title: str, _: set[int], found: Look) -> None:
    if data[7]:
        row, column = struct.unpack_from("<HH", data)
        found.errors[At(title, row + 1, column + 1)] = _error(data[6])


def _row(data: bytes, title: str, _: set[int], found: Look) -> None:
    if struct.unpack_from("<H", data, 12)[0] & 0x20:
        found.hide(title, rows=[struct.unpack_from("<H", data)[0] + 1])


def _columns(data: bytes, title: str, _: set[int], found: Look) -> None:
    first, last, _width, _style, options = struct.unpack_from("<5H", data)
    if options & 1:
        found.hide(title, columns=range(first + 1, last + 2))


def _merged(data: bytes, title: str, _: set[int], found: Look) -> None:
    for number in range(struct.unpack_from("<H", data)[0]):
        row, last_row, column, last = struct.unpack_from("<4H", data, 2 + 8 * number)
        found.merged.append(Merged(title, row + 1, column + 1, last_row + 1, last + 1))


def _number(data: bytes, title: str, percents: set[int], found: Look) -> None:
    row, column, style = struct.unpack_from("<3H", data)
    if style in percents:
        found.percents.add(At(title, row + 1, column + 1))


def _numbers(data: bytes, title: str, percents: set[int], found: Look) -> None:
    row, first = struct.unpack_from("<2H", data)
    for number in range((len(data) - 6) // 6):
        if struct.unpack_from("<H", data, 4 + 6 * number)[0] in percents:
            found.percents.add(At(title, row + 1, first + number + 1))


def _error(code: int) -> str:
    return str(error_text_from_code.get(code, "#VALUE!"))


_LOOKS: dict[int, Callable[[bytes, str, set[int], Look], None]] = {
    _FORMULA: _formula,
    _ERROR: _error_value,
    _ROW: _row,
    _COLUMNS: _columns,
    _MERGED: _merged,
    _NUMBER: _number,
    _RK: _number,
    _MULRK: _numbers,
}
