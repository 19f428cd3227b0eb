"""Bytes of a file → text, in whatever encoding; links are not followed, files that are too large are not read."""

import os
import re
import stat
from codecs import BOM_UTF8
from pathlib import Path
from typing import NamedTuple

from generator.intake.reading.folder import report_link
from generator.intake.screening.first_look import clear_text
from generator.intake.screening.report import Report
from generator.intake.screening.unseen import REFUSED, seen_lines
from generator.model.place import Place
from generator.model.reasons import reason

YAML_LIMIT = 1_000_000
CSV_LIMIT = 20_000_000
MARKDOWN_LIMIT = 1_000_000

_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
_FLAGS = os.O_RDONLY | _NO_FOLLOW | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_CONVERT = "用记事本打开，另存为时编码选“UTF-8”；Excel 或 WPS 请另存为“CSV UTF-8（逗号分隔）”"
_UTF_32 = (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_COMMON = 0.8
"""Least share of characters of a GB18030 text that GB 2312 has too; in other encodings read as GB18030 half at most."""
_CONFLICT_MARK = "<<<<<<< "
_CONFLICT = re.compile(rf"^{_CONFLICT_MARK}", re.MULTILINE)


class Source(NamedTuple):
    """The text of a file, with ``\\n`` line ends."""

    text: str
    is_clear: bool
    """True: nothing in it is unseen, private or hostile; False: not known yet."""


def read_bytes(path: str | bytes, limit: int, report: Report, too_big: str = "S005") -> bytes | None:
    """The bytes of an ordinary file of at most ``limit`` bytes; None with an error otherwise.

    Links are not followed and pipes not waited for, even if the file is exchanged while it is opened.

    Args:
        path: the path of the file, or the bytes held in its place (``Folder.file``).
    """
    if isinstance(path, bytes):
        return None if report_size(len(path), limit, report, too_big) else path
    if not _NO_FOLLOW and report_link(Path(path), report):
        return None
    return _opened(path, limit, report, too_big)


def _opened(path: str, limit: int, report: Report, too_big: str) -> bytes | None:
    try:
        handle = os.open(path, _FLAGS)
        try:
            status = os.fstat(handle)
            if not stat.S_ISREG(status.st_mode):
                report.error("E001", "这不是一个文件", "同名的文件夹请改名，把文件本身放在这里")
                return None
            if report_size(status.st_size, limit, report, too_big):
                return None
            return _read(handle, status.st_size)
        finally:
            os.close(handle)
    except OSError as error:
        if _NO_FOLLOW and report_link(Path(path), report):
            return None
        report.error("E001", f"文件打不开（{reason(error)}）", "检查文件是否损坏、是否允许读取")
        return None


def report_size(size: int, limit: int, report: Report, code: str = "S005") -> bool:
    """An error when a file has more than ``limit`` bytes; returns whether it has."""
    if size <= limit:
        return False
    cure = f"文件不得超过 {limit // 1_000_000} MB，请压缩、拆分或删去无关内容"
    report.error(code, f"文件过大（{size / 1e6:.1f} MB）", cure)
    return True


def _read(handle: int, size: int) -> bytes:
    """At most ``size`` bytes; one read usually gets them all, but the system may give fewer."""
    data = os.read(handle, size)
    while len(data) < size and (more := os.read(handle, size - len(data))):
        data += more
    return data


def read_source(path: str | bytes, limit: int, report: Report) -> Source | None:
    """The text of a file, or None with an error in ``report`` when it has none.

    Other encodings (GB18030, UTF-16, UTF-32), damaged bytes (E001) and unseen characters (S006) are errors, but the
    text is returned all the same, so that all other errors show in the same run; REFUSED replaces damaged and unseen
    characters. Of a ledger, which spreadsheets save so, another encoding is a remark alone. Zero-width characters inside
    a line are left for the readers of its values.
    """
    data = read_bytes(path, limit, report)
    return None if data is None else source_of(data, report)


def source_of(data: bytes, report: Report) -> Source | None:
    """The text of a file's bytes, see ``read_source``."""
    clear = clear_text(_plain_ends(data))
    if clear is not None:
        return Source(clear, is_clear=True)
    text = _decode(data, report)
    if text is None:
        return None
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _report_conflict(text, report):
        return None
    return Source(seen_lines(text, report), is_clear=False)


def _plain_ends(data: bytes) -> bytes:
    """The bytes without the byte order mark of Excel and Windows editors, and with ``\\n`` as line ends."""
    return data.removeprefix(BOM_UTF8).replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def _decode(data: bytes, report: Report) -> str | None:
    start = Place(report.file, 1, 1)
    for marks, name in ((_UTF_32, "UTF-32"), (_UTF_16, "UTF-16")):
        if data.startswith(marks):
            if _report_encoding(f"{name} ", report):
                data = data[: len(data) // len(marks[0]) * len(marks[0])]  # one error is enough
            text = data.decode(name, errors="replace").removeprefix("\ufeff")
            return text if text.strip() else None
    if b"\x00" in data:
        cure = "检查是否误放了 Excel、图片等文件；台账请另存为 CSV"
        report.error("E001", "这不是文字文件", cure, at=start)
        return None
    try:
        return data.removeprefix(BOM_UTF8).decode()
    except UnicodeDecodeError:
        damaged = data.decode("utf-8-sig", errors="replace")
    if damaged.count(REFUSED) * 10 < sum(not mark.isascii() for mark in damaged):
        return damaged
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        text = ""
    if not _is_chinese(text):
        report.error("E001", "文件编码无法识别，或混有几种编码", _CONVERT, at=start)
        return None
    _report_encoding("GB18030（GBK）", report)
    return text


def _report_encoding(name: str, report: Report) -> bool:
    """E001 for another encoding, for a ledger a remark: spreadsheets save ledgers so; returns whether it is an error."""
    is_error = not report.file.endswith(".csv")
    message = f"文件是 {name}编码，不是 UTF-8{'' if is_error else '，已照此读取'}"
    (report.error if is_error else report.notice)("E001", message, _CONVERT, at=Place(report.file, 1, 1))
    return is_error


def _is_chinese(text: str) -> bool:
    """Whether a text decoded as GB18030 was written in it: from other encodings come mostly rare characters."""
    marks = [mark for mark in text if not mark.isascii()]
    common = "".join(marks).encode("gb2312", errors="ignore").decode("gb2312")
    return len(common) > _COMMON * len(marks)


def _report_conflict(text: str, report: Report) -> bool:
    """E001 for a file with conflict marks of git; returns whether it has any."""
    found = _CONFLICT.search(text) if _CONFLICT_MARK in text else None
    if not found:
        return False
    where = Place(report.file, text.count("\n", 0, found.start()) + 1, 1)
    cure = "在 <<<<<<< 与 >>>>>>> 之间只保留正确的一份，并删去这三行标记"
    report.error("E001", "文件里有合并冲突，两份内容并列", cure, at=where)
    return True
