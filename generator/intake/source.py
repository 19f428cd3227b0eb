"""Bytes of a file → text, whatever the clerk's program made of it; nothing is followed, nothing oversized is read."""

import unicodedata
from pathlib import Path

from generator.intake.document import Report
from generator.model.place import Place

YAML_LIMIT = 1_000_000
CSV_LIMIT = 20_000_000
MARKDOWN_LIMIT = 2_000_000

_CONVERT = "用记事本打开，另存为时编码选“UTF-8”；Excel 或 WPS 请另存为“CSV UTF-8（逗号分隔）”"
_UNSEEN = {
    **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff", "零宽字符"),
    **dict.fromkeys(
        "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f", "改变文字方向的字符"
    ),
}


def read_text(path: Path, limit: int, report: Report) -> str | None:
    """The text of a file, or None with an error in ``report`` when it has none.

    GB18030 and UTF-16 are recognised and said (E001); the text is handed on all the same, so that everything else that
    is wrong shows in the same run.
    """
    if path.is_symlink():
        report.error("S004", "这是一个链接（快捷方式），不是文件", "删去链接，把文件本身放进来")
        return None
    try:
        size = path.stat().st_size
        if size > limit:
            report.error(
                "S005",
                f"文件过大（{size / 1e6:.1f} MB）",
                f"文件不得超过 {limit // 1_000_000} MB，请拆分或删去无关内容",
            )
            return None
        data = path.read_bytes()
    except OSError as error:
        report.error("E001", f"文件打不开（{error.strerror}）", "检查文件是否损坏、是否允许读取")
        return None
    text = _decode(data, report)
    if text is None:
        return None
    _report_unseen(text, report)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decode(data: bytes, report: Report) -> str | None:
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        report.error("E001", "文件是 UTF-16 编码", _CONVERT)
        return data.decode("utf-16", errors="replace").removeprefix("\ufeff")
    if b"\x00" in data:
        report.error("E001", "这不是文字文件", "检查是否误放了 Excel、图片等文件；台账请另存为 CSV")
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        report.error("E001", "文件编码无法识别", _CONVERT)
        return None
    report.error("E001", "文件是 GB18030（GBK）编码，不是 UTF-8", _CONVERT)
    return text


def _report_unseen(text: str, report: Report) -> None:
    """S006: characters that nobody sees and that change what is read."""
    if text.isascii() and text.isprintable():
        return
    for number, line in enumerate(text.split("\n"), 1):
        if line.isprintable():
            continue
        for column, mark in enumerate(line, 1):
            kind = _UNSEEN.get(mark)
            if kind is None and mark not in "\t\r" and unicodedata.category(mark) == "Cc":
                kind = "控制字符"
            if kind:
                where = Place(report.file, number, column)
                report.error(
                    "S006",
                    f"含有看不见的{kind}（U+{ord(mark):04X}）",
                    "删去这一处，重新输入前后的文字",
                    at=where,
                )
                break
