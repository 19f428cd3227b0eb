"""PDF: screens every page's text and every object, those of earlier versions still in the file too."""

import logging
import re
import threading
import zlib
from collections.abc import Iterable, Iterator
from io import BytesIO

from pypdf import PageObject, PdfReader, apply_configuration
from pypdf.errors import (
    DependencyError,
    FileNotDecryptedError,
    LimitReachedError,
    PyPdfError,
    WrongPasswordError,
)
from pypdf.generic import ArrayObject, DictionaryObject, PdfObject, StreamObject

from generator.intake.attachments.cells import plain_cell, spread_numbers
from generator.intake.attachments.pdf_layout import Layout, layout
from generator.intake.attachments.pdf_objects import screen_objects
from generator.intake.attachments.screen import Refused, Screen

MAX_PAGES = 500
"""Pages of one file, those of its earlier versions counted; a longer file is refused."""
_MAX_VERSIONS = 30
_MAX_FORMS = 1000
"""Form XObjects drawn on one page, each counted as often as it is drawn."""
_AGAIN = "用原来的软件重新导出为 PDF"
_PRINT = "用打印的办法另存为一份新的 PDF"
_SNIFFED = 1024
"""Bytes at the start in which a file says that it is linearized (arranged for the web)."""
_SHOWN = 5
"""Page numbers that a message lists."""
_ENCRYPTED = (FileNotDecryptedError, DependencyError, WrongPasswordError)
_BROKEN = (
    *(PyPdfError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError),
    *(NotImplementedError, AssertionError, OSError, zlib.error),
)
_REPLACEMENT = re.compile(
    rb"/(?:ActualText|Alt|E)\s{0,9}(?:\(((?:[^\\)]|\\.){0,2000})\)|<([0-9A-Fa-f\s]{0,4000})>)", re.DOTALL
)
_NO_TEXT = "请自行核对其中不含身份号码、手机号码和银行卡号"


def screen_pdf(data: bytes, screen: Screen) -> None:
    """Screen texts, properties, annotations, forms, links and bookmarks for private data (P005).

    Raises:
        Refused: not a PDF from the first byte to the last, encrypted, damaged, too long, or with actions or embedded
            files.
    """
    found = layout(data)
    unread = _Unread()
    logger = logging.getLogger("pypdf")
    logger.addHandler(unread)
    try:
        with apply_configuration(
            xform_maximum_invocations_per_extraction=_MAX_FORMS, disable_legacy_handling=True
        ):
            _screen_versions(data, found, screen)
    except _ENCRYPTED:
        raise _encrypted() from None
    except LimitReachedError:
        raise Refused("S005", "PDF 的内容展开后过大", _PRINT) from None
    except _BROKEN:
        raise _unreadable() from None
    finally:
        logger.removeHandler(unread)
    if unread.has_skipped:
        raise _unreadable()
    if unread.has_odd_font:
        screen.remark("PDF 里有的文字无法读取（字体未嵌入编码）", _NO_TEXT)


def _unreadable() -> Refused:
    return Refused("S003", "PDF 里有读不出的部分，无法核对内容", _PRINT)


def _encrypted() -> Refused:
    return Refused("S003", "PDF 加了密，无法核对内容", "去掉密码和使用限制，重新导出")


class _Unread(logging.Handler):
    """Notes what pypdf skips while this thread reads; pypdf says so only in its log."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.has_skipped = self.has_odd_font = False
        self._thread = threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self._thread:
            said = str(record.msg)
            self.has_skipped |= said.startswith(("Impossible to decode", "Exceeded"))
            self.has_odd_font |= said.startswith("PDF contains an uninterpretable font")


def _screen_versions(data: bytes, found: Layout, screen: Screen) -> None:
    """Screen the file as it is, and as it was before each change appended to it."""
    # in a linearized file the first %%EOF ends no version, only the part that shows the first page early
    ends = found.ends[1:] if b"/Linearized" in data[:_SNIFFED] and len(found.ends) > 1 else found.ends
    if len(ends) > _MAX_VERSIONS:
        raise Refused("S005", "PDF 里留有太多次改动", _PRINT)
    left = MAX_PAGES
    for end in reversed(ends):
        is_current = end == ends[-1]
        reader = _opened(data[:end], is_current)
        left -= len(reader.pages)
        if left < 0:
            raise Refused("S005", f"PDF 页数太多（超过 {MAX_PAGES} 页），无法逐页核对", "拆成几个文件")
        if is_current:
            screen_objects(reader, found, screen)
        blank = _screen_pages(reader.pages, "" if is_current else "改动前的", screen)
        if is_current and blank:
            which = "" if len(blank) == len(reader.pages) else f"第 {_listed(blank)} 页"
            screen.remark(f"PDF {which}里无可核对的文字（可能是扫描件）", _NO_TEXT)


def _opened(data: bytes, is_current: bool) -> PdfReader:
    """Open one version; raises Refused if it is encrypted or cannot be opened."""
    try:
        reader = PdfReader(BytesIO(data))
        is_encrypted = reader.is_encrypted
        if not is_encrypted:
            _ = len(reader.pages), reader.root_object
    except _ENCRYPTED:
        raise _encrypted() from None
    except LimitReachedError:
        raise
    except _BROKEN:
        if is_current:
            raise Refused("S003", "PDF 打不开，无法核对内容", _AGAIN) from None
        raise Refused("S003", "PDF 里留有改动前的内容，无法核对", _PRINT) from None
    if is_encrypted:
        raise _encrypted()
    return reader


def _screen_pages(pages: Iterable[PageObject], when: str, screen: Screen) -> list[int]:
    """Screen pages; returns the numbers of those on which no text can be read."""
    blank = []
    for number, page in enumerate(pages, 1):
        where = f"{when}第 {number} 页"
        text = page.extract_text()
        screen.text(where, text)
        for line in text.split("\n"):
            # digits written in a row of boxes are extracted with blanks between them
            screen.texts(where, spread_numbers(dict(enumerate(map(plain_cell, line.split()))), {}))
        for stream in _appearances(page):
            screen.text(f"{where}的批注或表单里", page.extract_xform_text(stream))  # type: ignore[arg-type] # any stream will do
        screen.texts(where, _replacements(page))
        if not text.strip():
            blank.append(number)
    return blank


def _appearances(page: PageObject) -> Iterator[StreamObject]:
    """The drawings of a page's annotations and form fields, which its text leaves out."""
    for annotation in _list(page.get("/Annots")):
        drawn = _dictionary(_dictionary(annotation).get("/AP"))
        for state in drawn.values():
            known = state.get_object()
            choices = [known] if isinstance(known, StreamObject) else _dictionary(known).values()
            for choice in choices:
                stream = choice.get_object()
                if isinstance(stream, StreamObject):
                    yield stream


def _replacements(page: PageObject) -> Iterator[str]:
    """Texts that replace what is drawn when a page is copied or read aloud."""
    contents = page.get_contents()
    for found in _REPLACEMENT.finditer(contents.get_data() if contents is not None else b""):
        if found[2] is None:
            raw = found[1]
        else:
            digits = b"".join(found[2].split())
            raw = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
        yield raw.decode("utf-16" if raw[:2] in {b"\xfe\xff", b"\xff\xfe"} else "utf-8", "replace")


def _list(value: PdfObject | None) -> list[PdfObject]:
    found = value.get_object() if value is not None else None
    return list(found) if isinstance(found, ArrayObject) else []


def _dictionary(value: PdfObject | None) -> DictionaryObject:
    found = value.get_object() if value is not None else None
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def _listed(numbers: list[int]) -> str:
    shown = "、".join(map(str, numbers[:_SHOWN]))
    return f"{shown} 等 {len(numbers)} 个" if len(numbers) > _SHOWN else shown
