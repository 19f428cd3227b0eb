"""Text that tries to be more than text (S001, S002, S007)."""

import re
from collections.abc import Iterable

from generator.intake.document import Cell, Report
from generator.model.place import Place

_MARKUP = re.compile(
    r"<\s*/?\s*[a-zA-Z!?][^<>]{0,200}>|<\s*(?:script|iframe|img|svg|object|embed|style)\b", re.IGNORECASE
)
_SCRIPT = re.compile(
    r"(?:javascript|vbscript|data)\s*:(?:\s*text/html|[^\s]{0,20}\()|\bon(?:error|load|click)\s*=",
    re.IGNORECASE,
)
_LINK = re.compile(r"(!?)\[[^\]]{0,500}\]\(\s*<?([^)\s>]*)|^\s{0,3}\[[^\]]{1,200}\]:\s*<?(\S+)", re.MULTILINE)
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_ALLOWED = {"http", "https", "mailto", "tel"}
_FORMULA = re.compile(r"^\s*[=+\-@\t\r]")
_PLAIN = re.compile(r"^\s*[+-]?[\d.,]+%?\s*$")


def report_markup(cells: Iterable[Cell], report: Report) -> None:
    """S001: a tag or a script in a text field."""
    for cell in cells:
        if "<" not in cell.text and ":" not in cell.text and "=" not in cell.text:
            continue
        found = _MARKUP.search(cell.text) or _SCRIPT.search(cell.text)
        if found:
            message = f"文字里有网页代码「{found[0][:40]}」"
            report.error("S001", message, "删去代码，只写文字；小于号请写成“小于”或全角“＜”", at=cell.place)


def report_formulas(cells: Iterable[Cell], report: Report) -> None:
    """S007: a cell that a spreadsheet would run as a formula."""
    for cell in cells:
        if _FORMULA.match(cell.text) and not _PLAIN.match(cell.text):
            message = f"这一格以「{cell.text.strip()[:1]}」开头，会被表格软件当成公式"
            report.error("S007", message, "改写成文字或数值，不要以 = + - @ 开头", at=cell.place)


def report_document(text: str, first_line: int, report: Report) -> None:
    """S001 and S002 over the Markdown of a case, a policy or a notice."""
    for found in (*_MARKUP.finditer(text), *_SCRIPT.finditer(text)):
        place = _place(text, found.start(), first_line, report.file)
        report.error(
            "S001",
            f"正文里有网页代码「{found[0][:40]}」",
            "正文只用 Markdown 的标题、列表、表格和链接",
            at=place,
        )
    for found in _LINK.finditer(text):
        target = found[2] or found[3] or ""
        place = _place(text, found.start(), first_line, report.file)
        scheme = _SCHEME.match(target)
        if scheme and scheme[1].lower() not in _ALLOWED:
            report.error(
                "S002",
                f"链接「{target[:60]}」的类型不允许",
                "只能链接到 http、https 网址、电话或邮箱",
                at=place,
            )
        elif found[1] and (scheme or target.startswith("//")):
            report.error(
                "S002",
                "正文里的图片来自其他网站",
                "把图片放进 attachments/，在信息头的「图片」里登记",
                at=place,
            )


def _place(text: str, position: int, first_line: int, file: str) -> Place:
    line = text.count("\n", 0, position)
    return Place(file, line + first_line, position - (text.rfind("\n", 0, position) + 1) + 1)
