"""The objects of a PDF: screens their texts, and refuses actions and embedded files (S003).

All objects are screened, whether anything refers to them or not: what a program replaced or deleted is still in the
file.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    NameObject,
    PdfObject,
    StreamObject,
    TextStringObject,
    read_object,
)

from generator.intake.attachments.pdf_layout import Layout
from generator.intake.attachments.screen import Refused, Screen

_MAX_OBJECTS = 200_000
_ACTIONS = frozenset(
    [
        "/JavaScript",
        "/Launch",
        "/SubmitForm",
        "/ImportData",
        "/Rendition",
        "/GoToR",
        "/GoToE",
        "/Movie",
        "/Sound",
        "/RichMediaExecute",
    ]
)
_PARTS = frozenset(["/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"])
_SCHEMES = frozenset({"", "http", "https", "mailto", "tel"})
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_WHERE = {
    "/Contents": "的批注里",
    "/URI": "的链接里",
    **dict.fromkeys(["/V", "/DV", "/TU", "/T", "/Opt", "/RV"], "的表单里"),
}
_ELSEWHERE = "的文档属性或书签里"
_TEXT_STREAMS = frozenset(["/V", "/DV", "/RV", "/Contents"])
"""Keys whose text may be a stream instead of a string."""
_EXPORT = "用打印的办法另存为一份新的 PDF"


def screen_objects(reader: PdfReader, found: Layout, screen: Screen) -> None:
    """Screen strings, names and properties of all objects, and the bytes between them, for private data (P005).

    Raises:
        Refused: an action, an embedded file, or too many objects.
    """
    if len(found.objects) > _MAX_OBJECTS:
        raise Refused("S005", "PDF 里的内容太多，无法逐项核对", _EXPORT)
    _screen_tree(reader.trailer, screen)
    for start, _ in found.objects:
        for value in _objects(reader, start):
            _screen_tree(value, screen)
    screen.raw("的附加信息里", b"\n".join(found.between))


def _objects(reader: PdfReader, start: int) -> Iterator[PdfObject]:
    """The object that begins at ``start``, and those packed in it."""
    reader.stream.seek(start)
    value = read_object(reader.stream, reader)
    yield value
    if isinstance(value, StreamObject) and _name(value, "/Type") == "/ObjStm":
        yield from _packed(reader, value)


def _packed(reader: PdfReader, stream: StreamObject) -> Iterator[PdfObject]:
    """The objects packed in an object stream."""
    data, first = stream.get_data(), int(str(stream["/First"]))
    offsets = [int(number) for number in data[:first].split()][1::2]
    if len(offsets) > _MAX_OBJECTS or any(one >= next_ for one, next_ in pairwise(offsets)):
        raise Refused("S003", "PDF 里有读不出的部分，无法核对内容", _EXPORT)
    place = BytesIO(data)
    for offset in offsets:
        place.seek(first + offset)
        yield read_object(place, reader)


def _screen_tree(value: PdfObject, screen: Screen) -> None:
    """Screen one object with everything inside it; objects that it refers to are screened by themselves."""
    texts: dict[str, list[str]] = {}
    raw: list[bytes] = []
    left: list[tuple[str, PdfObject]] = [("", value)]
    while left:
        key, item = left.pop()
        if isinstance(item, DictionaryObject):
            _refuse(item)
            texts.setdefault("", []).extend(item)
            left += item.items()
            _screen_streams(item, screen)
        elif isinstance(item, ArrayObject):
            left += [(key, inner) for inner in item]
        elif isinstance(item, ByteStringObject):
            raw.append(bytes(item))
        elif isinstance(item, TextStringObject):
            texts.setdefault(key, []).append(str(item))
        elif isinstance(item, NameObject):
            texts.setdefault("", []).append(str(item))
    for key, found in texts.items():
        screen.texts(_WHERE.get(key, _ELSEWHERE), found)
    screen.raw(_ELSEWHERE, b"\n".join(raw))


def _refuse(found: DictionaryObject) -> None:
    """Raises Refused for an action, sound or video, an embedded file, or a link that is not web, mail or telephone."""
    kind, part = _name(found, "/S"), _name(found, "/Subtype")
    if kind in _ACTIONS or not found.keys().isdisjoint({"/JS", "/JavaScript", "/XFA", "/AA"}):
        raise Refused("S003", "PDF 里有脚本，或会打开、提交的动作", _EXPORT)
    at_opening = found.get("/OpenAction")
    action = at_opening.get_object() if at_opening is not None else None
    if isinstance(action, DictionaryObject) and not _shows_a_page(action):
        raise Refused("S003", "PDF 打开时会自动执行动作", _EXPORT)
    if part in _PARTS or _name(found, "/Type") == "/EmbeddedFile" or "/EF" in found:
        raise Refused("S003", "PDF 里嵌有其他文件或音像", f"删去嵌入的文件，{_EXPORT}")
    if kind == "/URI" and _scheme(found.get("/URI")) not in _SCHEMES:
        message = "PDF 里的链接只能指向 http、https 网址、电话或邮箱"
        raise Refused("S003", message, "删去其他链接，重新导出")


def _shows_a_page(action: DictionaryObject) -> bool:
    return _name(action, "/S") in {"/GoTo", "/Named"} and "/Next" not in action


def _name(found: DictionaryObject, key: str) -> str:
    value = found.get(key)
    return str(value.get_object()) if value is not None else ""


def _scheme(value: PdfObject | None) -> str:
    """The scheme of an address in lower case; empty for a path."""
    address = value.get_object() if value is not None else ""
    text = address.decode("latin-1") if isinstance(address, bytes) else str(address)
    found = _SCHEME.match("".join(text.split()))
    return found[1].lower() if found else ""


def _screen_streams(found: DictionaryObject, screen: Screen) -> None:
    """Screen properties in XML, and texts that are streams."""
    kind = _name(found, "/Type")
    if isinstance(found, StreamObject) and (kind == "/Metadata" or _name(found, "/Subtype") == "/XML"):
        screen.raw("的文档属性里", found.get_data())
    for key in _TEXT_STREAMS & found.keys():
        value = found[key].get_object()
        if isinstance(value, StreamObject) and kind != "/Page":
            screen.raw(_WHERE[key], value.get_data())
