"""The Markdown of cases, policies and notices: no raw HTML (S001), no unsafe link, no picture from elsewhere (S002).

The text is parsed by the CommonMark parser that renders it, so that the check sees what would reach the page: code is
code, ``<https://…>`` is a link, and an address spelt with entities is the address it stands for.
"""

import re
from collections.abc import Sequence
from html.parser import HTMLParser
from urllib.parse import unquote

from generator.intake.screening.markdown_limits import MAX_DEPTH, is_within_limits, report_depth
from generator.intake.screening.markdown_shown import report_shown
from generator.intake.screening.report import Report
from generator.intake.screening.unseen import is_seen, problem_in, report_soft, without_soft
from generator.model.commonmark import safe_html_of
from generator.model.place import Place
from generator.model.types import MAX_TEXT

_ALLOWED = {"http", "https", "mailto", "tel"}
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_TAG = re.compile(r"<[a-zA-Z/!?][^<>\s]{0,200}")
_CONTAINERS = {"blockquote", "ul", "ol", "em", "strong"}
_LINKS = "链接写以 https:// 或 http:// 开头的完整网址（本栏目的网页也一样），或电话（tel:）、邮箱（mailto:）"
_OMITTED = "raw HTML omitted"


def report_document(text: str, first_line: int, report: Report) -> None:
    """Report P001–P004, S001, S002, S005, S006 and E004 in a Markdown text that begins on line ``first_line`` of its file."""
    lines = text.split("\n")
    for number, line in enumerate(lines, first_line):
        report_soft(line, report, number)
    read = without_soft(text)
    if not is_within_limits(read.split("\n"), first_line, report):
        return
    html = safe_html_of(read, with_places=True)
    report_shown(html, read, first_line, report)
    if not _may_be_refused(html):
        return
    reader = _Reader(lines, first_line, report)
    reader.feed(html)
    reader.close()


def _may_be_refused(html: str) -> bool:
    """A quick test whether a text needs a closer look; most hold headings and paragraphs alone."""
    depth = sum(html.count(f"<{name}") for name in _CONTAINERS)
    return (
        depth > MAX_DEPTH
        or any(sign in html for sign in ("<a", "<img", "<!--"))
        or max(map(len, html.split("<"))) > MAX_TEXT
        or not is_seen(html)
    )


class _Reader(HTMLParser):
    """Reads ``safe_html_of``, in which raw HTML is a comment and a script's address is empty."""

    def __init__(self, lines: Sequence[str], first_line: int, report: Report) -> None:
        super().__init__(convert_charrefs=True)
        self.lines = lines
        self.first_line = first_line
        self.report = report
        self.block = 0
        """Index of the line on which the current block begins."""
        self.tag_at = (0, 0)
        """Line and column (from 0) after the last raw tag found."""
        self.depth = 0
        self.open_tags = 0
        """Reported raw tags whose end tag has not come yet; the end tag is not reported."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        for value in filter(None, values.values()):
            self.handle_data(value)
        position = values.get("data-sourcepos")
        if position:
            self.block = int(position.split(":", maxsplit=1)[0]) - 1
        if tag in _CONTAINERS:
            self.depth += 1
            if self.depth == MAX_DEPTH + 1:
                report_depth(self.block + self.first_line, self.report)
        elif tag == "a":
            self._link(values.get("href") or "")
        elif tag == "img":
            self._picture(values.get("src") or "")

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag in _CONTAINERS

    def handle_data(self, data: str) -> None:
        """S005 for a text that is too long; S006 for refused characters spelt with ``&#…;``; at the block's start."""
        place = Place(self.report.file, self.block + self.first_line, 1)
        if len(data) > MAX_TEXT:
            message, cure = f"这一段有 {len(data)} 字", f"分成几段，每段 {MAX_TEXT} 字以内；长文放进附件"
            self.report.error("S005", message, cure, at=place)
        problem = problem_in(data)
        if problem:
            message, cure, _ = problem
            self.report.error("S006", f"这一段里用编号写了{message}", cure, at=place)

    def handle_comment(self, data: str) -> None:
        if _OMITTED not in data:
            return
        place, written = self._next_tag()
        if written.startswith("</") and self.open_tags:
            self.open_tags -= 1
            return
        self.open_tags += 1
        cure = "正文只用 Markdown 的标题、列表、表格和链接；小于号请写成“小于”或全角“＜”"
        self.report.error("S001", f"正文里有网页代码“{written}”", cure, at=place)

    def _link(self, target: str) -> None:
        scheme = _SCHEME.match(target)
        if scheme and scheme[1].lower() in _ALLOWED:
            return
        target = unquote(target)
        place, shown = self._place_of(target), f"“{target}”" if target else ""
        if not target or scheme or target.startswith("//"):
            self.report.error("S002", f"链接{shown}的类型不允许", _LINKS, at=place)
        else:
            self.report.error("E004", f"链接{shown}不是完整的网址，换一个页面就打不开", _LINKS, at=place)

    def _picture(self, source: str) -> None:
        cure = "把图片放进 attachments/，在信息头的“图片”里登记，附说明和授权"
        place = self._place_of(source)
        if not source or _SCHEME.match(source) or source.startswith("//"):
            self.report.error("S002", "正文里的图片来自其他网站", cure, at=place)
        else:
            self.report.error("E004", f"正文里的图片“{source}”不会显示", cure, at=place)

    def _next_tag(self) -> tuple[Place, str]:
        """The place of the next raw tag in the source, and its beginning."""
        line, column = max(self.tag_at, (self.block, 0))
        while line < len(self.lines):
            found = _TAG.search(self.lines[line], column)
            if found:
                self.tag_at = (line, found.end())
                return Place(self.report.file, line + self.first_line, found.start() + 1), found[0]
            line, column = line + 1, 0
        return Place(self.report.file, self.block + self.first_line, 1), "<"

    def _place_of(self, written: str) -> Place:
        """Where an address stands in the current block, else where the block begins."""
        if self.report.is_full:
            return Place(self.report.file)
        for number in range(self.block, min(self.block + 50, len(self.lines))):
            column = self.lines[number].find(written or "](")
            if column >= 0:
                return Place(self.report.file, number + self.first_line, column + 1)
        return Place(self.report.file, self.block + self.first_line, 1)
