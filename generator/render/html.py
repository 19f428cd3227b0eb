"""Markdown with layout lines → the HTML of a record page.

A layout line is a line of its own that starts with ``<``: a wrapper such as ``<section class="card">`` or a bar. Only
templates write them, since every ``<`` of county text is escaped. comrak renders the rest; the finishing pass
works on its output, which is that of cmark (one block tag a line), and adds what CommonMark has no word for:
heading anchors, and for tables caption, scope, labels, alignment and the box that they scroll in.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import cycle
from typing import NamedTuple

from generator.model.commonmark import html_of

_PART = re.compile(
    r"^<h([2-4])>(.*)</h\1>$"
    r"|^<table>\n<thead>\n<tr>\n((?:<th.*\n)+)</tr>\n</thead>(?:\n<tbody>((?:\n(?!</tbody>).*)*))?"
    r"|^</table>$",
    re.MULTILINE,
)
"""A heading, a table up to the end of its last row, or the end of a table."""
_HEAD_CELL = re.compile(r"^<th(?: align=\"(left|right|center)\")?>(.*)</th>$", re.MULTILINE)
_CELL_START = re.compile(r"\n<td(?: align=\"(?:left|right|center)\")?>")
_TAG = re.compile(r"<[^>]*>")
_NOT_SLUG = re.compile(r"[^\w\u4e00-\u9fff-]+")
_LONGEST_LABEL = 100
"""Characters of a heading that are repeated beside what stands below it."""
_OPEN_ENTITY = re.compile("&[a-z]*$")
_NARROW = 2
"""Tables of so few columns fit on a phone; wider ones are scrolled, with the keyboard too."""


_FRAME = re.compile(
    r"contents?|(?:search|list|letter)(?:-.*)?|(?:money|due|visits|course|months|tiles|trend)-[td]"
)
"""Ids of the frame, its scripts and its charts: a heading that reads like one has another anchor."""
_BOX = '<div class="table"><table>'
_WIDE_BOX = '<div class="table" tabindex="0"><table>'


class Heading(NamedTuple):
    """An entry of the page's table of contents."""

    level: int
    id: str
    title: str
    """Plain text, HTML entities as comrak wrote them."""


@dataclass(frozen=True, slots=True)
class Html:
    """A page's own part of its HTML."""

    content: bytes
    """UTF-8."""
    headings: tuple[Heading, ...]
    links: frozenset[str] | None = field(default=None, compare=False)
    """What the page links to, as ``Sheet.link`` was given it; None: whoever asks finds it in ``content``."""

    @property
    def text(self) -> str:
        return self.content.decode()


def plain_markdown(markdown: str) -> str:
    """The Markdown as it is published: without layout lines, no more than one blank line in a row."""
    lines = [line for line in markdown.split("\n") if not line.lstrip().startswith("<")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


def to_html(markdown: str) -> Html:
    """Render a record page's Markdown and finish it."""
    return _Finisher().finish(html_of(markdown))


class _Finisher:
    """One pass over what comrak wrote; remembers the headings seen."""

    def __init__(self) -> None:
        self.headings: list[Heading] = []
        self.anchors = Anchors()

    def finish(self, rendered: str) -> Html:
        content = _PART.sub(self._part, rendered)
        return Html(content.encode(), tuple(self.headings))

    def _part(self, found: re.Match[str]) -> str:
        if found[1]:
            return self._heading(int(found[1]), found[2])
        return self._table(found[3], found[4]) if found[3] else "</table></div>"

    def _table(self, head: str, rows: str | None) -> str:
        labels = []
        heads = []
        starts = []
        for align, content in _HEAD_CELL.findall(head):
            number = ' class="num"' if align == "right" else ""
            labels.append(shortened(without_tags(content)))
            heads.append(f'<th scope="col"{number}>{content}</th>\n')
            starts.append(f'\n<td data-label="{labels[-1]}"{number}>')
        start = (
            f"{_BOX if len(labels) <= _NARROW else _WIDE_BOX}\n<thead>\n<tr>\n{''.join(heads)}</tr>\n</thead>"
        )
        if self.headings:
            start = captioned(start, self.headings[-1].title)
        if rows is None:
            return start
        # every row has as many cells as the head: CommonMark's tables are filled up or cut
        first, *cells = _CELL_START.split(rows)
        filled = (text for pair in zip(cycle(starts), cells, strict=False) for text in pair)
        return f"{start}\n<tbody>{first}{''.join(filled)}"

    def _heading(self, level: int, content: str) -> str:
        title = without_tags(content)
        anchor = self.anchors.of(title)
        self.headings.append(Heading(level, anchor, title))
        return f'<h{level} id="{anchor}">{content}</h{level}>'


def captioned(table: str, title: str) -> str:
    """A table whose box and caption say the name of the heading above it.

    Args:
        table: as this room writes it, from its box on.
        title: plain text, entities as comrak wrote them.
    """
    name = shortened(title)
    box, _, rest = table.partition("<table>")
    named = box.replace(' tabindex="0"', f' role="group" aria-label="{name}" tabindex="0"')
    return f"{named}<table><caption>{name}</caption>{rest}"


def without_tags(html: str) -> str:
    """Plain text, entities as comrak wrote them."""
    return _TAG.sub("", html) if "<" in html else html


def shortened(title: str) -> str:
    """What stands again beside every row below a heading, or in every cell below a column's: no more than fits there.

    Args:
        title: plain text, entities as comrak wrote them; none is torn apart.
    """
    if len(title) <= _LONGEST_LABEL:
        return title
    return f"{_OPEN_ENTITY.sub('', title[:_LONGEST_LABEL])}…"


class Anchors:
    """The anchors of a page's headings, each made of the heading's words and given once."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._count: dict[str, int] = {}
        """How often each run of words was met, or passed over since another heading has that anchor."""

    def of(self, title: str) -> str:
        slug = _slug(title)
        anchor = slug = f"section-{slug}" if _FRAME.fullmatch(slug) else slug
        count = self._count.get(slug, 1)
        while anchor in self._taken:
            count += 1
            anchor = f"{slug}-{count}"
        self._count[slug] = count
        self._taken.add(anchor)
        return anchor


@lru_cache(maxsize=4096)
def _slug(title: str) -> str:
    return _NOT_SLUG.sub("-", title).strip("-").lower() or "section"


def finished(rendered: str) -> str:
    """What comrak wrote, with what CommonMark has no word for."""
    return _Finisher().finish(rendered).text
