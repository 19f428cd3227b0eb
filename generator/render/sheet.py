"""A record's page written block by block in both of its writings (see ``words``).

Blocks are what CommonMark calls blocks: headings, paragraphs, lists, tables; between them stand layout lines, which
the published Markdown leaves out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain

from generator.model.commonmark import html_of
from generator.render.html import Heading, Html, anchor_of, finished, without_tags
from generator.render.slots import PLACE, format_of
from generator.render.words import Form, Words, apart, link, link_with_values


@dataclass(slots=True)
class Sheet:
    """The blocks of a page, in order."""

    _blocks: list[Words] = field(default_factory=list)
    _headings: list[Heading] = field(default_factory=list)
    _anchors: set[str] = field(default_factory=set)
    _links: set[str] = field(default_factory=set)

    def add(self, *blocks: Words) -> None:
        """Layout lines, and blocks that are written already; a block without words is left out."""
        self._blocks += blocks

    def title(self, words: Words) -> None:
        """The page's own heading; it stands in no table of contents."""
        self._blocks.append((b"# %s" % words[0], b"<h1>%s</h1>\n" % words[1]))

    def heading(self, level: int, words: Words) -> None:
        """A heading with an anchor made of its words."""
        heading, block = _heading(level, words)
        if heading.id in self._anchors:
            heading, block = _heading(level, words, anchor_of(heading.title, self._anchors))
        self._anchors.add(heading.id)
        self._headings.append(heading)
        self._blocks.append(block)

    def paragraph(self, words: Words) -> None:
        """A paragraph; one without words is left out."""
        markdown, html = words
        if markdown:
            self._blocks.append((markdown, b"<p>%s</p>\n" % html.strip(b" ")))

    def link(self, text: str, url: str) -> Words:
        """A link for this page, to a root-relative address of the column or to an absolute one.

        Every link of a page is made here, so that nobody has to look for them.
        """
        self._links.add(url)
        return link(text, url)

    def link_with_values(self, text: str, url: str) -> Words:
        """A link of ours to a page of the column that values for a script follow, see ``words.link_with_values``."""
        self._links.add(url)
        return link_with_values(text, url)

    def items(self, entries: Iterable[Words]) -> None:
        """A list of short entries."""
        found = list(entries)
        if found:
            markdown = b"\n- ".join([entry[0] for entry in found])
            html = b"</li>\n<li>".join([entry[1].strip(b" ") for entry in found])
            self._list(markdown, html)

    def alike(self, form: Form, entries: Sequence[tuple[Words, ...]]) -> None:
        """A list whose entries all have one form; there must be one, and only the last words of one may be absent."""
        markdown, html = form.repeated(entries, b"\n- ", b"</li>\n<li>")
        html = html.replace(b" </li>", b"</li>").rstrip(b" ")  # as CommonMark leaves out blanks at the end
        self._list(markdown, html)

    def _list(self, markdown: bytes, html: bytes) -> None:
        """A list of entries that stand one after the other already."""
        self._blocks.append((b"- %s" % markdown, b"<ul>\n<li>%s</li>\n</ul>\n" % html))

    def table(self, table: "Table", rows: Iterable[Sequence[Words]], last: Words | None = None) -> None:
        """A table named after the heading above it; there must be one.

        Args:
            last: a row in a form of its own, see ``Table.row``.
        """
        self._blocks.append(table.write(self._headings[-1].title, rows, last))

    @property
    def markdown(self) -> str:
        """All blocks, layout lines too."""
        blocks = [markdown or html.rstrip(b"\n") for markdown, html in self._blocks]
        return b"\n\n".join([block for block in blocks if block]).decode() + "\n"

    @property
    def published(self) -> bytes:
        """The Markdown that stands beside the page."""
        return b"\n\n".join(filter(None, apart(self._blocks)[0])) + b"\n"

    @property
    def html(self) -> Html:
        """The page's own HTML."""
        return Html(b"".join(apart(self._blocks)[1]), tuple(self._headings), frozenset(self._links))


@lru_cache(maxsize=4096)
def _heading(level: int, words: Words, anchor: str = "") -> tuple[Heading, Words]:
    """A heading and its block; without an ``anchor``, that of a page where nothing is called the same."""
    markdown, html = words
    title = without_tags(html.decode())
    anchor = anchor or anchor_of(title, set())
    place = anchor.encode()
    block = b"#" * level + b" " + markdown, b'<h%d id="%s">%s</h%d>\n' % (level, place, html, level)
    return Heading(level, anchor, title), block


class Table:
    """A table of ours: its head as Markdown, and what comrak makes of it and of a row."""

    def __init__(self, head: str) -> None:
        self._head = head
        self._columns = head.partition("\n")[0].count("|") - 1
        self._markdown_head = format_of(head).encode()
        self._row = f"\n{_row_of('%s', self._columns)}".encode()
        start, row, end = _rendered(head, _row_of(PLACE, self._columns))
        opening, bracket, rest = start.partition(">")
        named = f"{format_of(opening + bracket)}<caption>%s</caption>{format_of(rest)}"
        self._start, self._html_row, self._end = named.encode(), format_of(row).encode(), end.encode()

    def write(self, caption: str, rows: Iterable[Sequence[Words]], last: Words | None) -> Words:
        """The table with its rows."""
        markdown_cells, html_cells = apart(tuple(chain.from_iterable(rows)))
        number = len(html_cells) // self._columns
        markdown = (self._markdown_head + self._row * number) % markdown_cells
        html = (self._html_row * number) % html_cells
        if last:
            markdown, html = b"%s\n%s" % (markdown, last[0]), html + last[1]
        return markdown, b"".join((self._start % caption.encode(), html, self._end))

    def row(self, markdown: str) -> Form:
        """A row in a form of its own, with places ``{}``."""
        written = markdown.replace("{}", PLACE)
        return Form(written, _rendered(self._head, written)[1])


def _row_of(cell: str, columns: int) -> str:
    return f"| {' | '.join([cell] * columns)} |"


def _rendered(head: str, row: str) -> tuple[str, str, str]:
    """What comrak makes of a table: what stands before its row, the row, what stands after it."""
    html = finished(html_of(f"{head}\n{row}\n"))
    start, opening, rest = html.partition("<tbody>\n")
    rows, closing, end = rest.partition("</tbody>")
    return start + opening, rows, closing + end
