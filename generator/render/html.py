"""Markdown with layout lines → the HTML of a record page.

A layout line is a line that starts with ``<``, such as ``<section class="card">``. Only the program writes them, as every
``<`` in county text is escaped. comrak renders the rest, with one block tag a line as cmark does. A finishing pass adds
what CommonMark lacks: heading anchors, and for tables caption, scope, labels, alignment and a scrolling box.
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
"""Most characters of a heading that are repeated as a label."""
_OPEN_ENTITY = re.compile("&[a-z]*$")
_NARROW = 2
"""Most columns of a table that fits on a phone; wider ones scroll, also with the keyboard."""


_FRAME = re.compile(r"contents?|(?:search|list|letter)(?:-.*)?")
"""Ids that the theme and its scripts use and that no heading's anchor may have."""
_BOX = '<div class="table"><table>'
_WIDE_BOX = '<div class="table" tabindex="0"><table>'


class Heading(NamedTuple):
    """An entry of the page's table of contents."""

    level: int
    id: str
    title: str
    """Plain text with the HTML entities that comrak wrote."""


@dataclass(frozen=True, slots=True)
class Html:
    """The HTML of a page without the theme."""

    content: bytes
    """UTF-8."""
    headings: tuple[Heading, ...]
    links: frozenset[str] | None = field(default=None, compare=False)
    """Link targets, as given to ``Sheet.link``; None: they must be read from ``content``."""

    @property
    def text(self) -> str:
        return self.content.decode()


def plain_markdown(markdown: str) -> str:
    """Returns the published Markdown: without layout lines and with at most one blank line in a row."""
    lines = [line for line in markdown.split("\n") if not line.lstrip().startswith("<")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


def to_html(markdown: str) -> Html:
    """Renders a record page's Markdown and finishes it."""
    return _Finisher().finish(html_of(markdown))


class _Finisher:
    """The finishing pass over comrak's HTML; collects headings."""

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
        # in CommonMark every row has as many cells as the head
        first, *cells = _CELL_START.split(rows)
        filled = (text for pair in zip(cycle(starts), cells, strict=False) for text in pair)
        return f"{start}\n<tbody>{first}{''.join(filled)}"

    def _heading(self, level: int, content: str) -> str:
        title = without_tags(content)
        anchor = self.anchors.of(title)
        self.headings.append(Heading(level, anchor, title))
        return f'<h{level} id="{anchor}">{content}</h{level}>'


def captioned(table: str, title: str) -> str:
    """Adds a heading's words to a table as caption and as label of its box.

    Args:
        table: HTML that begins with ``_BOX`` or ``_WIDE_BOX``.
        title: plain text with HTML entities.
    """
    name = shortened(title)
    box, _, rest = table.partition("<table>")
    named = box.replace(' tabindex="0"', f' role="group" aria-label="{name}" tabindex="0"')
    return f"{named}<table><caption>{name}</caption>{rest}"


def without_tags(html: str) -> str:
    """Removes tags; keeps HTML entities."""
    return _TAG.sub("", html) if "<" in html else html


def shortened(title: str) -> str:
    """Shortens a heading to ``_LONGEST_LABEL`` characters for use as a label; never cuts an HTML entity."""
    if len(title) <= _LONGEST_LABEL:
        return title
    return f"{_OPEN_ENTITY.sub('', title[:_LONGEST_LABEL])}…"


class Anchors:
    """Makes unique anchors for a page's headings from their words."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._count: dict[str, int] = {}
        """Slug → the highest number used for it."""

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
    """Finishes comrak's HTML and returns it as text."""
    return _Finisher().finish(rendered).text
