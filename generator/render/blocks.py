"""Fixed Markdown blocks with places for words. comrak renders each block once, and every page fills in its words.

A page is a sequence of such blocks and of the words for their places (see ``Sheet``), joined in one step at the end.
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
    """Blocks in the three forms of a page, as ``%`` formats that begin with a blank line where they need one."""

    markdown: bytes
    """Markdown with layout lines."""
    published: bytes
    """Markdown without layout lines."""
    html: bytes
    headings: tuple[Heading, ...] = ()


def blocks(markdown: str) -> Blocks:
    """Makes blocks from headings, paragraphs, lists and layout lines, with places ``{}`` anywhere but in headings.

    Words at the end of a line that may be absent bring their own space, see ``words.ending``.
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
"""A layout line, which is left out of the published Markdown."""
WRITTEN = _alike(b"\n\n%s", b"%s")
"""A finished block."""
TITLE = _alike(b"\n\n# %s", b"<h1>%s</h1>\n")
PARAGRAPH = _alike(b"\n\n%s", b"<p>%s</p>\n")
ITEMS = _alike(b"\n\n- %s", b"<ul>\n<li>%s</li>\n</ul>\n")
"""A list whose entries are joined already."""


@lru_cache(maxsize=4096)
def heading(level: int, words: Words) -> Blocks:
    """Makes a heading; its anchor is right only if no other heading of the page has the same words."""
    markdown, html = words[0].decode(), words[1].decode()
    title = without_tags(html)
    anchor = Anchors().of(title)
    written = _after_others(literal(f"{'#' * level} {markdown}"))
    block = literal(f'<h{level} id="{anchor}">{html}</h{level}>\n').encode()
    return Blocks(written, written, block, (Heading(level, anchor, title),))


class Entries:
    """A list whose entries have one form, with places ``{}``; words at its end that may be absent are ``ending``."""

    __slots__ = ("_first", "_next", "form")
    _END = _alike(b"", b"</ul>\n")

    def __init__(self, markdown: str) -> None:
        self.form = Shape(markdown)
        html = b"<li>%s</li>\n" % self.form.html
        self._first = _alike(b"\n\n- %s" % self.form.markdown, b"<ul>\n%s" % html)
        self._next = _alike(b"\n- %s" % self.form.markdown, html)

    def of(self, number: int) -> Sequence[Blocks]:
        """Returns the blocks of a list of ``number`` entries, at least one."""
        return self._first, *[self._next] * (number - 1), self._END


class Table:
    """A table: its head as Markdown, and head and row as comrak renders them."""

    def __init__(self, head: str) -> None:
        self._head = head
        titles, _, _ = head.partition("\n")
        row = "| {} " * (titles.count("|") - 1) + "|"
        self._row = self.row(row)
        self._start, _, end = _rendered(head, row)
        self._end = _alike(b"", end.encode())
        self._named = lru_cache(1024)(self._start_of)

    def row(self, markdown: str) -> Blocks:
        """Makes a row in a form of its own, with places ``{}``."""
        row = markdown.replace("{}", PLACE)
        return _alike(f"\n{format_of(row)}".encode(), format_of(_rendered(self._head, row)[1]).encode())

    def of(self, caption: str, number: int, last: Blocks | None) -> Sequence[Blocks]:
        """Returns the blocks of a table of ``number`` rows and ``last``, a row in a form of its own."""
        start, rows = self._named(caption), [self._row] * number
        return (start, *rows, last, self._end) if last else (start, *rows, self._end)

    def _start_of(self, caption: str) -> Blocks:
        """Makes the table's head, with the heading above it as caption."""
        named = captioned(self._start, caption)
        return _alike(_after_others(literal(self._head)), literal(named).encode())


def _rendered(head: str, row: str) -> tuple[str, str, str]:
    """Renders a table; returns the HTML before its row, of the row, and after it."""
    html = finished(html_of(f"{head}\n{row}\n"))
    start, opening, rest = html.partition("<tbody>\n")
    rows, closing, end = rest.partition("</tbody>")
    return start + opening, rows, closing + end
