"""A county's workbook: everything in it that is in no text file is screened, and what it stands for is handed back.

The values of the text files are screened where they are read, with their place; the rest is found here: other sheets,
columns and rows, comments, properties, styles.
"""

import pickle  # nosec B403  # read by our own process alone
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256

from generator.intake.attachments.office import refuse_unfit, screen_part
from generator.intake.attachments.office_xml import read_xml
from generator.intake.attachments.old_workbook import screen_old
from generator.intake.attachments.open_document import screen_ods
from generator.intake.attachments.packed import Packed, opened
from generator.intake.attachments.screen import Refused, Screen
from generator.intake.attachments.tables import Table
from generator.intake.screening.first_look import may_be_faulty
from generator.intake.screening.private import BETWEEN_TEXTS
from generator.intake.screening.report import Report
from generator.intake.workbook.grids import OLD, Grid, UnreadableWorkbookError
from generator.intake.workbook.look_xlsx import TooWideError
from generator.intake.workbook.sheets import CHOICES
from generator.intake.workbook.unpack import Unpacked, unpack
from generator.model.place import Place

_VALUE = rb'"(?:\w{0,10}+|\d{1,3}\.\d{1,20}|\d{1,5}:\d{1,5})"'
_CELL = (
    rb'<c(?: (?:r="[A-Z]{1,3}\d{1,7}"|s="\d{1,5}"|t="(?:s|n|str|inlineStr)"))*+'
    rb'(?:/>|>(?:<v>[^<]*+</v>|<is><t(?: xml:space="preserve")?>[^<]*+</t></is>)?</c>)'
)
_PLAIN = re.compile(
    rb"<sheetData>(?:<row(?: [\w:]{1,20}="
    + _VALUE
    + rb")*+(?:/>|>(?:"
    + _CELL
    + rb")*+</row>))*+</sheetData>"
)
"""The cells of a sheet if nothing but their values is in them, which are read anyway."""
_STRINGS = re.compile(
    rb"<sst [^>]{0,300}>(?:<si><t(?: xml:space=\"preserve\")?>[^<]*+</t></si>|<si><t/></si>)*+</sst>\s*"
)
_STRING = re.compile(r"<t[^>]*>([^<]*)</t>")
_ARCHIVE = b"PK"
_SHARED = "xl/sharedStrings.xml"
_SHEETS = "xl/worksheets/"
_SMALL, _FEW = 50_000, 1_000
"""Bytes of a part, and cells of a sheet, whose finds are remembered: many workbooks have the same ones."""


def screened_workbook(suffix: str, data: bytes, screen: Screen) -> bytes:
    """What a workbook stands for (``Unpacked``), pickled.

    Raises:
        Refused: not a file of this kind, damaged, or with content that cannot be published.
    """
    _refuse_other(suffix, data)
    parts: Mapping[str, bytes] = {}
    if suffix == ".xlsx":
        parts = _screen_xlsx(data, screen)
    else:
        {".ods": screen_ods, ".xls": screen_old}[suffix](data, screen)
    found = _unpacked(data, parts)
    rest = Screen()
    for grid in found.beside:
        is_small = sum(map(len, grid.rows)) < _FEW
        _merge(rest, _found_beside(grid) if is_small else _search(grid))
    screen.private = rest.private | {
        key: one for key, one in screen.private.items() if key not in rest.private
    }
    screen.faults = [fault for fault in screen.faults if f"工作表“{CHOICES}”" not in fault.message]
    if screen.private:
        texts = [text.text for text in found.files.values()]
        for key, (_, private) in list(screen.private.items()):
            if any(private.written in text for text in texts):  # told with its place by whoever reads it
                del screen.private[key]
    return pickle.dumps(replace(found, beside=()), pickle.HIGHEST_PROTOCOL)


def _refuse_other(suffix: str, data: bytes) -> None:
    """Raises Refused for what shows at its beginning that it is no file of this kind."""
    save = "用 Excel 或 WPS 打开，另存为 .xlsx，不要只改后缀名"
    if not data.strip():
        raise Refused("S003", "台账是空的，未保存任何内容", "重新保存，再交一次")
    if suffix != ".xls" and data.startswith(OLD):
        raise Refused("S003", "台账加了密，或者是 .xls 文件改了后缀名", f"去掉密码；{save}")
    if suffix != ".xls" and not data.startswith(_ARCHIVE):
        raise Refused("S003", f"内容不是 {suffix} 文件，而是文字或别的文件", save)


def _unpacked(data: bytes, parts: Mapping[str, bytes]) -> Unpacked:
    try:
        return unpack(data, parts, Report(""))
    except UnreadableWorkbookError:
        raise Refused(
            "S003", "台账打不开：已经损坏，或者加了密", "去掉密码，用 Excel 或 WPS 另存为 .xlsx"
        ) from None
    except TooWideError as error:
        message = f"工作表“{error}”里有内容的格子离得太远，或者同样的行、格重复得太多"
        raise Refused("S005", message, "删去表格以外的内容，把有用的各行复制到空白台账里") from None


def _search(grid: Grid) -> Screen:
    """What is found in the cells of a sheet, each by itself and joined with its neighbours."""
    screen = Screen()
    table = Table()
    spread: list[str] = []
    for row in grid.rows:
        for cell in row:
            table.add(cell.text)
        spread += table.end_row()
    spread += table.end()
    first = grid.rows[0][0]
    texts = [cell.text for row in grid.rows for cell in row]
    if may_be_faulty(BETWEEN_TEXTS.join(texts).encode(errors="surrogatepass")):
        for row in grid.rows:
            for cell in row:
                screen.text(Place("", cell.row, cell.column, sheet=grid.title), cell.text)
    screen.texts(Place("", first.row, first.column, sheet=grid.title), spread)
    return screen


_found_beside = lru_cache(maxsize=512)(_search)


def _screen_xlsx(data: bytes, screen: Screen) -> Mapping[str, bytes]:
    """Screen every part; returns the parts."""
    packed = opened(data)
    refuse_unfit(".xlsx", packed)
    screen.raw("里", packed.remarks())
    shared: list[str] | None = None
    parts = {name: packed.read(name) for name in packed.names()}
    for name, part in parts.items():
        if name.startswith(_SHEETS):
            part = _PLAIN.sub(b"<sheetData/>", part, count=1)  # noqa: PLW2901
        elif name == _SHARED and _STRINGS.fullmatch(part, _after_head(part)):
            screen.texts("里", _strings(part))
            continue
        if len(part) < _SMALL and b"<v>" not in part:
            _merge(screen, _found_in(name, sha256(part).digest(), _Held(part)))
            continue
        if shared is None:
            shared = _shared(packed)
        screen_part(packed, name, part, shared, screen, "里")
    return parts


class _Held:
    """Bytes that are no part of a key."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=512)
def _found_in(name: str, _digest: bytes, part: _Held) -> Screen:
    """What is found in a part that refers to no other; parts with the same bytes are searched once."""
    screen = Screen()
    screen_part(None, name, part.data, (), screen, "里")
    return screen


def _merge(screen: Screen, found: Screen) -> None:
    for key, one in found.private.items():
        screen.private.setdefault(key, one)
    screen.faults += [fault for fault in found.faults if fault not in screen.faults]


def _after_head(part: bytes) -> int:
    """Where the first element begins, after the XML declaration."""
    return part.find(b"<", part.find(b"?>") + 2) if part.startswith(b"<?xml") else 0


def _strings(part: bytes) -> Iterable[str]:
    from html import unescape

    return map(unescape, _STRING.findall(part.decode("utf-8", "replace")))


def _shared(packed: Packed) -> list[str]:
    return read_xml(packed.read(_SHARED)).items if _SHARED in packed.names() else []
