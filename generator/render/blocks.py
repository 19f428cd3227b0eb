"""Blocks of ours, with places for words: comrak is asked once what it makes of them, pages fill them.

A page is a row of such blocks and of the words in their places (see ``Sheet``); nothing of it is put together before
the whole page is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from generator.model.commonmark import html_of
from generator.render.html import Anchors, Heading, captioned, finished, plain_markdown, to_html, without_tags
from generator.render.placeholders import PLACE, format_of, literal
from generator.render.words import Shape, Words


@dataclass(frozen=True, slots=True)
class Blocks:
    """Some blocks in all three writings of a page, as formats of ``%``; each stands off from what comes before it."""

    markdown: bytes
    """With layout lines."""
    published: bytes
    """Without."""
    html: bytes
    headings: tuple[Heading, ...] = ()


def blocks(markdown: str) -> Blocks:
    """Headings, paragraphs, lists and layout lines of ours, with places ``{}`` anywhere but in headings.

    Words that may be absent at the end of a line begin with their blank, see ``words.ending``.
    """
    written = markdown.strip("\n").replace("{}", PLACE)
    published = plain_markdown(written).rstrip("\n")
    html = to_html(written)
    return Blocks(
        _after_others(format_of(written)),
        _after_others(format_of(published)),
        format_of(html.text).encode(),
        html.headings,
    )


def _after_others(block: str) -> bytes:
    return f"\n\n{block}".encode() if block else b""


def _alike(markdown: bytes, html: bytes) -> Blocks:
    return Blocks(markdown, markdown, html)


LAYOUT = Blocks(b"\n\n%s", b"%s", b"%s")
"""A layout line; published are no words of it."""
WRITTEN = _alike(b"\n\n%s", b"%s")
"""A block that is written already."""
TITLE = _alike(b"\n\n# %s", b"<h1>%s</h1>\n")
PARAGRAPH = _alike(b"\n\n%s", b"<p>%s</p>\n")
ITEMS = _alike(b"\n\n- %s", b"<ul>\n<li>%s</li>\n</ul>\n")
"""A list whose entries stand one after the other already."""


@lru_cache(maxsize=4096)
def heading(level: int, words: Words) -> Blocks:
    """A heading with the anchor of a page where nothing else is called the same."""
    markdown, html = words[0].decode(), words[1].decode()
    title = without_tags(html)
    anchor = Anchors().of(title)
    written = _after_others(literal(f"{'#' * level} {markdown}"))
    block = literal(f'<h{level} id="{anchor}">{html}</h{level}>\n').encode()
    return Blocks(written, written, block, (Heading(level, anchor, title),))


class Entries:
    """A list whose entries all have one form, with places ``{}``; words that may be absent at its end are ``ending``."""

    __slots__ = ("_first", "_next", "form")
    _END = _alike(b"", b"</ul>\n")

    def __init__(self, markdown: str) -> None:
        self.form = Shape(markdown)
        html = b"<li>%s</li>\n" % self.form.html
        self._first = _alike(b"\n\n- %s" % self.form.markdown, b"<ul>\n%s" % html)
        self._next = _alike(b"\n- %s" % self.form.markdown, html)

    def of(self, number: int) -> Sequence[Blocks]:
        """The blocks of so many entries, of one at least."""
        return self._first, *[self._next] * (number - 1), self._END


class Table:
    """A table of ours: its head as Markdown, and what comrak makes of it and of a row."""

    def __init__(self, head: str) -> None:
        self._head = head
        titles, _, _ = head.partition("\n")
        row = "| {} " * (titles.count("|") - 1) + "|"
        self._row = self.row(row)
        self._start, _, end = _rendered(head, row)
        self._end = _alike(b"", end.encode())
        self._named = lru_cache(1024)(self._start_of)

    def row(self, markdown: str) -> Blocks:
        """A row in a form of its own, with places ``{}``."""
        row = markdown.replace("{}", PLACE)
        return _alike(f"\n{format_of(row)}".encode(), format_of(_rendered(self._head, row)[1]).encode())

    def of(self, caption: str, number: int, last: Blocks | None) -> Sequence[Blocks]:
        """The blocks of a table with so many rows."""
        start, rows = self._named(caption), [self._row] * number
        return (start, *rows, last, self._end) if last else (start, *rows, self._end)

    def _start_of(self, caption: str) -> Blocks:
        """The head, under the name of the heading above it."""
        named = captioned(self._start, caption)
        return _alike(_after_others(literal(self._head)), literal(named).encode())


def _rendered(head: str, row: str) -> tuple[str, str, str]:
    """What comrak makes of a table: what stands before its row, the row, what stands after it."""
    html = finished(html_of(f"{head}\n{row}\n"))
    start, opening, rest = html.partition("<tbody>\n")
    rows, closing, end = rest.partition("</tbody>")
    return start + opening, rows, closing + end
