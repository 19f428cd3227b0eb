"""Where the objects of a PDF lie in the file, to make sure that nothing else hides between them."""

import re
from typing import NamedTuple

from generator.intake.attachments.screen import Refused

_BLANK = rb"\x00\t\n\f\r "
_OBJECT = re.compile(
    rb"(?<![0-9])[0-9]{1,10}[%b]{1,20}[0-9]{1,5}[%b]{1,20}obj(?![a-z])[%b]*" % (_BLANK, _BLANK, _BLANK)
)
_STREAM = re.compile(rb">>(?:[%b]|%%[^\r\n]{0,80}[\r\n]){0,20}stream[\r\n]" % _BLANK)
_TABLE = re.compile(
    rb"(?:[%b]+|%%[^\r\n]*|xref|startxref|trailer|endobj|[0-9]{1,10}|[nf])" % _BLANK
    # a dictionary of the trailer: names, numbers, references, strings of digits and letters
    + rb"|<<|>>|\[|\]|/[A-Za-z0-9#._-]{1,127}|<[0-9A-Fa-f%b]*>|\((?:[^\\()]|\\[\x00-\xff]){0,500}\)|R|null|true|false"
    % _BLANK
)
_END = re.compile(rb"%%EOF")
_MARKUP = re.compile(rb"<[a-z!?/]", re.IGNORECASE)
_PAGE = re.compile(rb"<(?:!doctype|html|script|body|head|iframe|svg|\?php)", re.IGNORECASE)
_SNIFFED = 1024
"""Bytes at the start from which browsers guess the type of a file."""
_MIXED = "PDF 里夹有别的内容"
_AGAIN = "用原来的软件重新导出为 PDF"


class Layout(NamedTuple):
    """What a file consists of."""

    objects: list[tuple[int, int]]
    """(start, end) of the body of each object, without ``obj``, the white space after it, and ``endobj``."""
    between: list[bytes]
    """The bytes outside of objects: tables, trailers, comments."""
    ends: list[int]
    """Where the file ended before each change that was appended to it, and where it ends."""


def layout(data: bytes) -> Layout:
    """The layout of a file; raises Refused if it is not a PDF from the first byte to the last."""
    if not data.startswith(b"%PDF-"):
        raise Refused("S003", "内容不是 .pdf 文件", "用原来的软件重新导出，不要只改后缀名")
    if _PAGE.search(data, 0, _SNIFFED):
        raise Refused("S003", "PDF 开头夹有网页代码", _AGAIN)
    found = _layout(data)
    if not found.ends or data[found.ends[-1] :].strip(b"\x00\t\n\f\r "):
        raise Refused("S003", "PDF 不完整，或后面夹有别的内容", _AGAIN)
    for piece in found.between:
        if not _is_of_a_pdf(piece):
            raise Refused("S003", _MIXED, _AGAIN)
    return found


def _layout(data: bytes) -> Layout:
    """Takes linear time: each byte is searched a fixed number of times."""
    found = Layout([], [], [])
    position = 0
    while start := _OBJECT.search(data, position):
        _add_between(found, data, position, start.start())
        end = data.find(b"endobj", start.end())
        if end >= 0 and (stream := _STREAM.search(data, start.end(), end)):
            end = data.find(b"endstream", stream.end())
            end = data.find(b"endobj", end) if end >= 0 else end
        if end < 0:
            raise Refused("S003", "PDF 不完整", _AGAIN)
        found.objects.append((start.end(), end))
        position = end + len(b"endobj")
    _add_between(found, data, position, len(data))
    return found


def _add_between(found: Layout, data: bytes, start: int, end: int) -> None:
    piece = data[start:end]
    found.between.append(piece)
    found.ends.extend(start + mark.end() for mark in _END.finditer(piece))


def _is_of_a_pdf(piece: bytes) -> bool:
    position = 0
    while position < len(piece):
        token = _TABLE.match(piece, position)
        if token is None or (token[0].startswith(b"%") and _MARKUP.search(token[0])):
            return False
        position = token.end()
    return True
