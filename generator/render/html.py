"""Markdown with layout lines → the HTML of a record page.

A layout line is a line of its own that starts with ``<``: a wrapper such as ``<section class="card">`` or a bar. Only
templates write them, since every ``<`` of county text is escaped. comrak renders the rest; the finishing pass
works line by line on its output, which is that of cmark (one block tag a line) and adds what CommonMark has no word for:
heading anchors, and caption, scope, labels and alignment of tables.
"""

import re
from dataclasses import dataclass

from generator.model.commonmark import html_of

_HEADING = re.compile(r"<h([2-4])>(.*)</h\1>")
_CELL = re.compile(r"<(th|td)(?: align=\"(left|right|center)\")?>(.*)</\1>")
_TAG = re.compile(r"<[^>]*>")
_NOT_SLUG = re.compile(r"[^\w\u4e00-\u9fff-]+")
_NARROW = 3
"""Tables of so few columns stay tables on a phone; wider ones turn into labelled cards."""


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of the page's table of contents."""

    level: int
    id: str
    title: str
    """Plain text, HTML entities as comrak wrote them."""


@dataclass(frozen=True, slots=True)
class Html:
    content: str
    headings: tuple[Heading, ...]


def plain_markdown(markdown: str) -> str:
    """The Markdown as it is published: without layout lines, no more than one blank line in a row."""
    lines = [line for line in markdown.split("\n") if not line.lstrip().startswith("<")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


def to_html(markdown: str) -> Html:
    """Render a record page's Markdown and finish it."""
    return _Finisher().finish(html_of(markdown))


class _Finisher:
    """One pass over comrak's lines; holds the table it is in and the headings seen."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.headings: list[Heading] = []
        self.ids: set[str] = set()
        self.labels: list[str] = []
        self.column = 0
        self.table_at = 0

    def finish(self, rendered: str) -> Html:
        for line in rendered.split("\n"):
            self._line(line)
        return Html("\n".join(self.out), tuple(self.headings))

    def _line(self, line: str) -> None:
        if line.startswith(("<td", "<th")):
            cell = _CELL.fullmatch(line)
            if cell:
                self.out.append(self._cell(*cell.groups()))
                return
        elif line.startswith("<h"):
            heading = _HEADING.fullmatch(line)
            if heading:
                self.out.append(self._heading(int(heading[1]), heading[2]))
                return
        elif line == "<tr>":
            self.column = 0
        elif line == "<table>":
            self.labels = []
            self.table_at = len(self.out)
        elif line == "</thead>":
            self.out[self.table_at] = self._table_start()
        self.out.append(line)

    def _cell(self, tag: str, align: str | None, content: str) -> str:
        number = ' class="num"' if align == "right" else ""
        if tag == "th":
            self.labels.append(_TAG.sub("", content))
            return f'<th scope="col"{number}>{content}</th>'
        label = self.labels[self.column] if self.column < len(self.labels) else ""
        self.column += 1
        return f'<td data-label="{label}"{number}>{content}</td>'

    def _heading(self, level: int, content: str) -> str:
        title = _TAG.sub("", content)
        slug = _NOT_SLUG.sub("-", title).strip("-").lower() or "section"
        anchor, count = slug, 1
        while anchor in self.ids:
            count += 1
            anchor = f"{slug}-{count}"
        self.ids.add(anchor)
        self.headings.append(Heading(level, anchor, title))
        return f'<h{level} id="{anchor}">{content}</h{level}>'

    def _table_start(self) -> str:
        narrow = ' class="narrow"' if len(self.labels) <= _NARROW else ""
        caption = f"<caption>{self.headings[-1].title}</caption>" if self.headings else ""
        return f"<table{narrow}>{caption}"
