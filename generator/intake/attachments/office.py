"""docx, xlsx and pptx: every part is a text or picture, which is screened, or a font; with any other it is refused."""

import re
import zlib
from collections.abc import Sequence
from functools import lru_cache
from gzip import GzipFile
from io import BytesIO
from pathlib import PurePosixPath

from generator.intake.attachments.office_links import refuse_fields, refuse_formulas, refuse_links
from generator.intake.attachments.office_xml import XmlText, read_xml
from generator.intake.attachments.packed import MAX_PART, Packed, damaged, opened
from generator.intake.attachments.picture_parts import screen_picture
from generator.intake.attachments.screen import Refused, Screen

KINDS = {
    ".docx": ("word/document.xml", "wordprocessingml.document.main+xml"),
    ".xlsx": ("xl/workbook.xml", "spreadsheetml.sheet.main+xml"),
    ".pptx": ("ppt/presentation.xml", "presentationml.presentation.main+xml"),
}
"""Suffix → the main part and the end of its content type; templates and files with macros have another."""
_XML = frozenset({".xml", ".rels", ".vml", ".svg", ".psmdcp"})
_PICTURES = frozenset(
    [
        ".png",
        ".jpg",
        ".jpeg",
        ".jpe",
        ".jfif",
        ".gif",
        ".bmp",
        ".tif",
        ".tiff",
        ".webp",
        ".emf",
        ".wmf",
        ".wdp",
        ".emz",
        ".wmz",
        ".ico",
    ]
)
_FONTS = frozenset({".odttf", ".fntdata", ".ttf", ".otf"})
_GZIPPED = frozenset({".emz", ".wmz"})
_TYPES = "[Content_Types].xml"
_SHARED = "xl/sharedStrings.xml"
_SETTINGS = re.compile(r"(?:xl|word|ppt)/printersettings/[^/]+\.bin")
_ACTIVE = re.compile(r"vbaproject|vbadata|activex|macrosheet|oleobject", re.IGNORECASE)
_OUTSIDE = re.compile(r"(?:^|/)(?:externallinks|connections\.xml|querytables)(?:/|$)", re.IGNORECASE)
_CHART_LINKS = re.compile(r"[a-z]+/charts/_rels/[^/]+\.rels", re.IGNORECASE)


def screen_office(suffix: str, data: bytes, screen: Screen) -> None:
    """Screen every part for private data (P005), hidden and deleted text too.

    Raises:
        Refused: not a file of this kind, damaged, or with content that cannot be published.
    """
    _screen_file(suffix, data, screen, "里")


def _screen_file(suffix: str, data: bytes, screen: Screen, where: str) -> None:
    packed = opened(data)
    refuse_unfit(suffix, packed)
    screen.raw(where, packed.remarks())
    names = packed.names()
    shared = read_xml(packed.read(_SHARED)).items if _SHARED in names else []
    for name in names:
        screen_part(packed, name, packed.read(name), shared, screen, where)


def refuse_unfit(suffix: str, packed: Packed) -> None:
    """Raises Refused for another kind of file, and for one with macros, embedded objects or data from outside."""
    names = packed.names()
    main, kind = KINDS[suffix]
    types = _marks(packed.read(_TYPES)) if _TYPES in names else ()
    if main not in names or not any(value.endswith(f".{kind}") for value in types):
        raise Refused("S003", f"内容不是 {suffix} 文件", "用原来的软件重新导出，不要只改后缀名")
    if any(_ACTIVE.search(text) for text in (*names, *types)):
        raise Refused("S003", "文件里有宏、控件或嵌入的对象", "另存为不含宏的文件；嵌入的对象转成图片或文字")
    if any(_OUTSIDE.search(name) for name in names):
        raise Refused("S003", "文件引用了外面的数据", "在“数据”里断开链接、删去外部连接后另存")


@lru_cache(maxsize=8)
def _marks(part: bytes) -> tuple[str, ...]:
    return tuple(read_xml(part).marks)


def screen_part(
    packed: Packed | None, name: str, data: bytes, shared: Sequence[str], screen: Screen, where: str
) -> None:
    """Screen one part.

    Args:
        packed: the archive, of which the data of a chart is a part; None: it has no charts.
        shared: the workbook's shared strings.
    """
    suffix = f".{name.lower().rpartition('.')[2]}"  # of _rels/.rels, too
    if suffix in _XML:
        if suffix == ".rels":
            refuse_links(data)
        text = read_xml(data, shared)
        refuse_fields(text.fields)
        refuse_formulas(text.formulas)
        _screen_xml(text, screen, where)
    elif suffix in _PICTURES:
        screen_picture("中的", _unzipped(data) if suffix in _GZIPPED else data, screen)
    elif suffix == ".xlsx" and where == "里" and packed and _is_of_a_chart(packed, name):
        _screen_file(suffix, data, screen, "里图表的数据中")
    elif _SETTINGS.fullmatch(name.lower()):
        screen.raw(where, data)
    elif suffix not in _FONTS:
        message = "文件里嵌有核对不了的内容（其他文件、音像或控件）"
        raise Refused("S003", message, "删去嵌入的内容，或转成图片、文字后另存")


def _is_of_a_chart(packed: Packed, name: str) -> bool:
    """Whether a workbook is the data of a chart; any other workbook is an embedded file."""
    file = PurePosixPath(name).name.encode()
    return any(_CHART_LINKS.fullmatch(links) and file in packed.read(links) for links in packed.names())


def _screen_xml(text: XmlText, screen: Screen, where: str) -> None:
    screen.text(where, "\n".join(text.lines))
    screen.texts(where, text.marks)
    screen.texts(f"{where}的表格", text.spread)
    for sheet in text.hidden_sheets:
        message = f"有隐藏的工作表“{sheet}”，公开后任何人都能看到"
        screen.remark(message, "核对其中的内容；不该公开的，删去整个工作表")
    if text.is_revised:
        screen.remark("留有修订痕迹，删去的文字公开后任何人都能看到", "接受全部修订后另存")


def _unzipped(data: bytes) -> bytes:
    """Unpack a gzipped drawing; raises Refused if it is damaged or unpacks to more than MAX_PART bytes."""
    try:
        with GzipFile(fileobj=BytesIO(data)) as file:
            found = file.read(MAX_PART + 1)
    except (OSError, EOFError, zlib.error):
        raise damaged() from None
    if len(found) > MAX_PART:
        raise Refused("S005", "文件展开后过大", "删去不用的图片，用原来的软件重新保存")
    return found
