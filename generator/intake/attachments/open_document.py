"""A workbook of LibreOffice (.ods): every part is a text, a picture, or empty; with any other it is refused."""

import re
from xml.etree.ElementTree import Element  # nosec B405 - a class alone: defusedxml parses

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from generator.intake.attachments.office_links import refuse_address, refuse_formulas, refused
from generator.intake.attachments.packed import damaged, opened
from generator.intake.attachments.picture_parts import screen_picture
from generator.intake.attachments.screen import Refused, Screen

_KIND = b"application/vnd.oasis.opendocument.spreadsheet"
_KNOWN = re.compile(
    r"mimetype|(?:content|styles|meta|settings)\.xml|META-INF/manifest\.xml|manifest\.rdf"
    r"|(?:Thumbnails|Pictures|Configurations2/images/Bitmaps)/[\w.-]+\.(?:png|jpe?g|gif|bmp|webp)"
    r"|Configurations2/accelerator/current\.xml"
)
_ACTIVE = re.compile(r"(?:Basic|Scripts|Dialogs)/", re.IGNORECASE)
_COMMENT = re.compile(rb"<!--(.*?)-->", re.DOTALL)
_OUTSIDE = frozenset(
    {"dde-source", "dde-link", "dde-links", "table-source", "cell-range-source", "database-source-sql"}
)
_SCRIPTS = frozenset({"event-listener", "script", "event"})
_OBJECTS = frozenset({"object", "object-ole", "plugin", "applet", "floating-frame"})
_FILE = re.compile(r"'(?:file|ftp|smb|\\\\)|\bDDE\s{0,9}\(", re.IGNORECASE)
_SHORTEST = 5
"""Characters of the shortest attribute value that is screened."""


def screen_ods(data: bytes, screen: Screen) -> None:
    """Screen every part for private data (P005).

    Raises:
        Refused: not a file of this kind, damaged, or with content that cannot be published.
    """
    packed = opened(data)
    names = packed.names()
    if "content.xml" not in names or packed.read("mimetype") != _KIND:
        raise Refused("S003", "内容不是 .ods 文件", "用原来的软件重新导出，不要只改后缀名")
    screen.raw("里", packed.remarks())
    for name in names:
        part = packed.read(name)
        if _ACTIVE.match(name) and part:
            raise Refused("S003", "文件里有宏", "另存为不含宏的文件")
        if not part:
            continue
        if not _KNOWN.fullmatch(name):
            raise Refused(
                "S003", "文件里嵌有核对不了的内容（其他文件、图表、音像或控件）", "删去嵌入的内容后另存"
            )
        if name.endswith((".xml", ".rdf")):
            _screen_xml(part, screen)
        elif name != "mimetype":
            screen_picture("中的", part, screen)


def _screen_xml(part: bytes, screen: Screen) -> None:
    try:
        root = fromstring(part, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        raise damaged() from None
    screen.texts("里", (found.decode("utf-8", "replace") for found in _COMMENT.findall(part)))
    texts: list[str] = []
    for item in root.iter():
        _refuse(item)
        texts += [value for value in item.attrib.values() if len(value) >= _SHORTEST]
        if _local(item.tag) in {"p", "h"}:
            texts.append("".join(item.itertext()))
        elif item.text and item.text.strip():
            texts.append(item.text)
        if _local(item.tag) == "tracked-changes" and len(item):
            screen.remark("留有修订痕迹，删去的内容公开后任何人都能看到", "接受全部修订后另存")
    screen.texts("里", texts)


def _refuse(item: Element) -> None:
    kind = _local(item.tag)
    if kind in _SCRIPTS:
        raise Refused("S003", "文件里有宏", "另存为不含宏的文件")
    if kind in _OBJECTS:
        raise Refused("S003", "文件里有嵌入的对象或控件", "删去嵌入的对象，或转成图片、文字后另存")
    if kind in _OUTSIDE:
        raise refused("外面的数据")
    if kind == "encryption-data":
        raise damaged()
    for key, value in item.attrib.items():
        name = _local(key)
        if name == "href":
            _refuse_link(kind, value)
        elif name in {"formula", "condition", "expression"}:
            refuse_formulas([value.partition(":")[2] or value])
            if _FILE.search(value):
                raise refused("外面的文件")


def _refuse_link(kind: str, target: str) -> None:
    """Text may link to addresses; pictures lie in the file itself."""
    if kind == "a":
        refuse_address(target)
    elif re.match(r"[a-z][a-z0-9+.-]*:|//|\\\\|\.\./", target, re.IGNORECASE):
        raise refused("外面的文件")


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2]
