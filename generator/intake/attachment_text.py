"""What the inside of an attachment gives away (P005): text of docx and xlsx with hidden sheets, places in pictures.

Opening is bounded: packed files by their size and ratio (S005); what cannot be looked into is said.
"""

import zipfile
import zlib
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import PurePosixPath
from xml.parsers import expat

from generator.intake.document import Report
from generator.intake.image_location import has_location
from generator.intake.screening.private import find_private
from generator.model.finding import Finding, Severity

MAX_UNPACKED = 200_000_000
MAX_RATIO = 200
MAX_PARTS = 5000
_SMALL = 10_000_000
"""Unpacked bytes below which a high ratio is ordinary: office XML packs well."""
_MAX_PART = 50_000_000
_PICTURES = {".jpg", ".jpeg", ".png", ".webp"}
_BREAKS = {"p", "tr", "tc", "br", "cr", "tab", "si", "c", "f", "v", "row", "comment"}
"""Elements of docx and xlsx after which a new piece of text begins; runs inside one paragraph belong together."""
_MAIN_PART = {".docx": "word/document.xml", ".xlsx": "xl/workbook.xml"}
_BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    ValueError,
    OSError,
)
_LOCATION = "图片里记有拍摄地点"
_LOCATION_CURE = "去掉位置信息：用“画图”打开后另存，或截图后重新保存"


_looked_into: dict[tuple[str, bytes], tuple[Finding, ...]] = {}
"""(suffix, sha256) → what was found: a preview reads the same attachments again each time a file is saved."""


def report_inside(name: str, data: bytes, report: Report) -> bool:
    """P005, S003 and S005 over the inside of one attachment; whether it may be published."""
    suffix = PurePosixPath(name).suffix.lower()
    key = (suffix, sha256(data).digest())
    if key not in _looked_into:
        _looked_into[key] = tuple(_look_into(suffix, data).findings)
    for found in _looked_into[key]:
        if found.severity is Severity.ERROR:
            report.error(found.code, found.message, found.cure)
        else:
            report.notice(found.code, found.message, found.cure)
    return all(found.severity is not Severity.ERROR for found in _looked_into[key])


def _look_into(suffix: str, data: bytes) -> Report:
    report = Report("")
    if suffix in _PICTURES:
        if has_location(data):
            report.error("P005", _LOCATION, _LOCATION_CURE)
    else:
        _report_private(_office_texts(data, suffix, report), report)
    return report


def _report_private(pieces: Iterator[tuple[str, str]], report: Report) -> None:
    """One error a kind of private data, naming where in the attachment it first stands."""
    told: set[str] = set()
    for where, text in pieces:
        for found in find_private(text):
            if found.code not in told:
                told.add(found.code)
                message = f"附件{where}{found.message}"
                report.error("P005", message, "在原文件里删去后重新导出；不要只遮盖或隐藏")


def _office_texts(
    data: bytes, suffix: str, report: Report, *, is_inner: bool = False
) -> Iterator[tuple[str, str]]:
    """(where, text) of every part of a docx or xlsx, and of tables packed inside it."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if not _is_harmless(archive, suffix, report):
                return
            for part in archive.infolist():
                yield from _part_texts(archive, part, report, is_inner=is_inner)
    except (*_BROKEN_ZIP, expat.ExpatError):
        report.error("S003", f"{suffix} 文件损坏或加了密，无法核对内容", "去掉密码，用原来的软件重新保存")


def _is_harmless(archive: zipfile.ZipFile, suffix: str, report: Report) -> bool:
    parts = archive.infolist()
    unpacked, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    is_bomb = unpacked > _SMALL and unpacked > MAX_RATIO * max(packed, 1)
    if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED or is_bomb:
        report.error("S005", "文件展开后过大", "删去不用的内容和图片，用原来的软件重新保存")
    elif _MAIN_PART[suffix] not in archive.namelist():
        report.error("S003", f"内容不是 {suffix} 文件", "用原来的软件重新导出，不要只改后缀名")
    elif any(part.filename.lower().endswith("vbaproject.bin") for part in parts):
        report.error("S003", "文件里有宏", "另存为不含宏的文件")
    else:
        return True
    return False


def _part_texts(
    archive: zipfile.ZipFile, part: zipfile.ZipInfo, report: Report, *, is_inner: bool
) -> Iterator[tuple[str, str]]:
    name = PurePosixPath(part.filename.lower())
    if name.suffix in _PICTURES and has_location(_read(archive, part)):
        report.error("P005", f"附件中的{_LOCATION}", _LOCATION_CURE)
    elif name.suffix in _MAIN_PART and not is_inner:
        yield from _office_texts(_read(archive, part), name.suffix, report, is_inner=True)
    elif name.suffix == ".xml":
        text, hidden = _xml_text(_read(archive, part))
        for sheet in hidden:
            message = f"有隐藏的工作表「{sheet[:40]}」，公开后任何人都能看到"
            report.notice("P005", message, "核对其中的内容；不该公开的，删去整个工作表")
        yield "里", text


def _read(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """A part's bytes; what claims to be smaller than it is, is cut off there by zipfile.

    Raises:
        ValueError: the part is too large.
    """
    if part.file_size > _MAX_PART:
        raise ValueError(part.filename)
    return archive.read(part)


def _xml_text(data: bytes) -> tuple[str, list[str]]:
    """The text of one XML part, and the names of hidden sheets that it declares.

    Raises:
        expat.ExpatError: broken XML.
        ValueError: a document type, which office files never have and entity bombs need.
    """
    pieces: list[str] = []
    hidden: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "sheet" and attributes.get("state", "visible") != "visible":
            hidden.append(attributes.get("name", ""))

    def end(name: str) -> None:
        if name.rpartition(":")[2] in _BREAKS:
            pieces.append("\n")

    def refuse(*_: object) -> None:
        raise ValueError("document type")

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = pieces.append
    parser.Parse(data, True)
    return "".join(pieces), hidden
