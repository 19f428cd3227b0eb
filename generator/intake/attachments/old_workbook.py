"""A workbook of Excel 97 to 2003 (.xls): known streams and records alone; with macros, objects or links it is refused."""

import re
import struct
from io import StringIO

import xlrd

from generator.intake.attachments.office_links import refuse_address, refused
from generator.intake.attachments.packed import damaged
from generator.intake.attachments.screen import Refused, Screen
from generator.intake.workbook.grids import OLD
from generator.intake.workbook.old_records import opened, records

_STREAMS = frozenset(
    {
        "Workbook",
        "\x05SummaryInformation",
        "\x05DocumentSummaryInformation",
        "\x01CompObj",
        "\x01Ole",
        "Root Entry",
    }
)
_MACROS = re.compile(r"_VBA_PROJECT|VBA|Macros|PROJECT|Ctls", re.IGNORECASE)
_ENCRYPTED, _MACRO_PROJECT, _BOUNDSHEET, _SUPBOOK, _CONTINUE = 0x2F, 0xD3, 0x85, 0x1AE, 0x3C
_QUERIES = frozenset({0xDC, 0x1AD, 0x51, 0x52, 0x1B5, 0x803})
"""Records of queries and of data brought in from elsewhere."""
_OBJECT, _LINK, _PICTURES = 0x5D, 0x1B8, 0xEB
_SHAPES = frozenset({0x00, 0x01, 0x02, 0x03, 0x04, 0x06, 0x09, 0x14, 0x19, 0x1E})
"""Kinds of objects that hold nothing but text: shapes, the arrows of filters, comments."""
_INTERNAL = (b"\x01\x04", b"\x01\x3a")
"""What is referred to: sheets of the workbook itself, and functions that Excel brings along."""
_FILE_LINK = bytes.fromhex("0303000000000000c000000000000046")
_ADDRESS_LINK = bytes.fromhex("e0c9ea79f9bace118c8200aa004ba90b")
_BLIP = b"\x07\xf0"
_LAYOUT = {0x208: 16, 0x201: 6}
"""Records of rows and of empty cells → their length."""
_BLANKS, _MOST_BLANKS = 0xBE, 6 + 2 * 256
"""Several empty cells of a row."""
_SECTOR = 512


def screen_old(data: bytes, screen: Screen) -> None:
    """Search all bytes for private data (P005).

    Raises:
        Refused: not a file of this kind, damaged, or with content that cannot be published.
    """
    if not data.startswith(OLD):
        raise Refused("S003", "内容不是 .xls 文件", "用 Excel 或 WPS 另存为 .xlsx，不要只改后缀名")
    try:
        names, stream = opened(data)
        if any(_MACROS.match(name) for name in names):
            raise Refused("S003", "文件里有宏或控件", "另存为不含宏的 .xlsx 文件")
        if names - _STREAMS:
            raise Refused(
                "S003",
                "文件里嵌有核对不了的内容（其他文件、数据透视表或控件）",
                "删去嵌入的内容，另存为 .xlsx",
            )
        if not stream:
            raise Refused("S003", "这是 Excel 95 或更早的文件，读不了", "用 Excel 或 WPS 另存为 .xlsx")
        joined = _screened_records(stream)
        strings = _all_strings(data)
    except (xlrd.XLRDError, xlrd.compdoc.CompDocError, struct.error, ValueError, IndexError, AssertionError):
        raise damaged() from None
    screen.raw("里", without_layout(data, stream))
    screen.raw("里", joined)
    screen.texts("里", strings)


def _screened_records(stream: bytes) -> bytes:
    """The contents of the records, those that are continued joined; raises Refused for what must not be published."""
    parts: list[bytes] = []
    for piece in records(stream):
        kind, data = piece.kind, piece.data
        if kind == _ENCRYPTED:
            raise damaged()
        if kind == _MACRO_PROJECT or (kind == _BOUNDSHEET and data[5] in {1, 6}):
            raise Refused("S003", "文件里有宏", "另存为不含宏的 .xlsx 文件")
        if kind in _QUERIES or (kind == _SUPBOOK and data[2:4] not in _INTERNAL):
            raise refused("外面的数据")
        if (kind == _OBJECT and _kind_of(data) not in _SHAPES) or (kind == _PICTURES and _BLIP in data):
            raise Refused("S003", "文件里有图片、控件或嵌入的对象", "删去这些，只留表格")
        if kind == _LINK:
            _refuse_link(data)
        if not _is_layout(kind, len(data)):
            parts += [data] if kind == _CONTINUE else [b"\0\0", data]
    return b"".join(parts)


def _is_layout(kind: int, length: int) -> bool:
    """Whether a record says how rows and empty cells look, which is most of what LibreOffice saves, and nothing else."""
    return _LAYOUT.get(kind) == length or (kind == _BLANKS and length <= _MOST_BLANKS)


def without_layout(data: bytes, stream: bytes) -> bytes:
    """A file without the sectors that hold nothing but layout."""
    layout = bytearray(len(stream))
    for piece in records(stream):
        if _is_layout(piece.kind, len(piece.data)):
            end = piece.start + 4 + len(piece.data)
            layout[piece.start : end] = b"\1" * (end - piece.start)
    whole = b"\1" * _SECTOR
    known = {
        stream[start : start + _SECTOR]
        for start in range(0, len(stream), _SECTOR)
        if layout[start : start + _SECTOR] == whole
    }
    sectors = (data[start : start + _SECTOR] for start in range(0, len(data), _SECTOR))
    return b"".join(sector for sector in sectors if sector not in known)


def _kind_of(data: bytes) -> int:
    """The kind of an object, in its first part."""
    return int(struct.unpack_from("<H", data, 4)[0])


def _refuse_link(data: bytes) -> None:
    if _FILE_LINK in data:
        raise refused("外面的文件")
    _, found, address = data.partition(_ADDRESS_LINK)
    if found:
        refuse_address(address[4:].decode("utf-16-le", "replace").partition("\0")[0])


def _all_strings(data: bytes) -> list[str]:
    """The texts of all cells, also of those that were deleted."""
    book = xlrd.open_workbook(file_contents=data, logfile=StringIO(), on_demand=True)
    return [str(text) for text in book._sharedstrings]
