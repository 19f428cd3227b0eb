"""A record's page made of blocks, as Markdown, published Markdown and HTML at once (see ``blocks``).

Blocks are CommonMark's: headings, paragraphs, lists, tables; and layout lines, which the published Markdown leaves out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from operator import itemgetter

from generator.render.blocks import (
    ITEMS,
    LAYOUT,
    PARAGRAPH,
    TITLE,
    WRITTEN,
    Blocks,
    Entries,
    Table,
    heading,
)
from generator.render.html import Heading, Html, to_html
from generator.render.marks import Marks
from generator.render.words import Words, link, link_with_values, marked

_markdown, _html = itemgetter(0), itemgetter(1)


@dataclass(slots=True)
class Sheet:
    """The blocks of a page in order, and the words for their places."""

    marks: Marks = field(default_factory=Marks)
    """Tells which links are marked."""
    root: str = "../"
    """Relative address of the portal's root."""
    _blocks: list[Blocks] = field(default_factory=list)
    _words: list[Words] = field(default_factory=list)
    _headings: list[Heading] = field(default_factory=list)
    _links: set[str] = field(default_factory=set)

    def add(self, blocks: Blocks, *words: Words) -> None:
        """Adds blocks with the words for their places."""
        self._blocks.append(blocks)
        if words:
            self._words += words
        if blocks.headings:
            self._headings += blocks.headings

    def written(self, block: Words) -> None:
        """Adds a layout line or a finished block; an empty one is left out."""
        markdown, html = block
        if markdown or html:
            self.add(WRITTEN if markdown else LAYOUT, block)

    def title(self, words: Words) -> None:
        """Adds the page's main heading, which is not in the table of contents."""
        self.add(TITLE, words)

    def heading(self, level: int, words: Words) -> None:
        """Adds a heading with an anchor made of its words."""
        self.add(heading(level, words))

    def paragraph(self, words: Words) -> None:
        """Adds a paragraph; an empty one is left out."""
        markdown, html = words
        if markdown:
            self.add(PARAGRAPH, (markdown, html.strip(b" ")))

    def link(self, text: str, url: str, since: date | None = None) -> Words:
        """Makes a link of this page, to a root-relative or an absolute address.

        All links must be made here: the sheet collects them and marks those to records shown in earlier versions.

        Args:
            since: marks the link; the day on which the version shown in this row was published.
        """
        self._links.add(url)
        return marked(link(text, url, self.root), since or self.marks.of(url))

    def link_with_values(self, text: str, url: str) -> Words:
        """Makes a link to a page of the portal with values for a script, see ``words.link_with_values``."""
        self._links.add(url)
        return link_with_values(text, url)

    def items(self, entries: Iterable[Words]) -> None:
        """Adds a list of short entries; an empty one is left out."""
        found = list(entries)
        if found:
            markdown = b"\n- ".join([entry[0] for entry in found])
            html = b"</li>\n<li>".join([entry[1].strip(b" ") for entry in found])
            self.add(ITEMS, (markdown, html))

    def alike(self, entries: Entries, rows: Sequence[Sequence[Words]]) -> None:
        """Adds a list of at least one entry, all of one form."""
        self._blocks += entries.of(len(rows))
        self._words += chain.from_iterable(rows)

    def table(
        self, table: Table, rows: int, cells: Sequence[Words], last: Blocks | None = None, *of_last: Words
    ) -> None:
        """Adds a table with the heading above it as caption; there must be a heading.

        Args:
            rows: number of rows.
            cells: the words of all rows, row by row.
            last: an extra last row, see ``Table.row``.
            of_last: the words for its places.
        """
        self._blocks += table.of(self._headings[-1].title, rows, last)
        self._words += cells
        self._words += of_last

    @property
    def markdown(self) -> str:
        """The Markdown with layout lines."""
        words = [markdown or html.rstrip(b"\n") for markdown, html in self._words]
        markdown = b"".join([blocks.markdown for blocks in self._blocks]) % tuple(words)
        return markdown.decode().removeprefix("\n\n") + "\n"

    @property
    def published(self) -> bytes:
        """The Markdown published beside the page."""
        written = b"".join([blocks.published for blocks in self._blocks])
        return b"%s\n" % (written % tuple(map(_markdown, self._words))).removeprefix(b"\n\n")

    @property
    def html(self) -> Html:
        """The page's HTML; rendered from the Markdown if two headings would have the same anchor."""
        headings, links = tuple(self._headings), frozenset(self._links)
        if len({heading.id for heading in headings}) < len(headings):
            told_apart = to_html(self.markdown)
            return Html(told_apart.content, told_apart.headings, links)
        written = b"".join([blocks.html for blocks in self._blocks])
        return Html(written % tuple(map(_html, self._words)), headings, links)
