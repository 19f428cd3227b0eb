"""A record's page put together block by block in all of its writings (see ``blocks``).

Blocks are what CommonMark calls blocks: headings, paragraphs, lists, tables; between them stand layout lines, which
the published Markdown leaves out.
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
    """The blocks of a page in order, and the words that stand in their places."""

    marks: Marks = field(default_factory=Marks)
    """Of the records that its links lead to."""
    _blocks: list[Blocks] = field(default_factory=list)
    _words: list[Words] = field(default_factory=list)
    _headings: list[Heading] = field(default_factory=list)
    _links: set[str] = field(default_factory=set)

    def add(self, blocks: Blocks, *words: Words) -> None:
        """Blocks of ours with the words that stand in their places."""
        self._blocks.append(blocks)
        if words:
            self._words += words
        if blocks.headings:
            self._headings += blocks.headings

    def written(self, block: Words) -> None:
        """A layout line, or a block that is written already; a block without words is left out."""
        markdown, html = block
        if markdown or html:
            self.add(WRITTEN if markdown else LAYOUT, block)

    def title(self, words: Words) -> None:
        """The page's own heading; it stands in no table of contents."""
        self.add(TITLE, words)

    def heading(self, level: int, words: Words) -> None:
        """A heading with an anchor made of its words."""
        self.add(heading(level, words))

    def paragraph(self, words: Words) -> None:
        """A paragraph; one without words is left out."""
        markdown, html = words
        if markdown:
            self.add(PARAGRAPH, (markdown, html.strip(b" ")))

    def link(self, text: str, url: str, since: date | None = None) -> Words:
        """A link for this page, to a root-relative address of the portal or to an absolute one.

        Every link of a page is made here, so that nobody has to look for them, and none to a record that stands as it
        was published earlier goes unmarked.

        Args:
            since: the day on which what the line tells was published, where its latest version did not pass.
        """
        self._links.add(url)
        return marked(link(text, url), since or self.marks.of(url))

    def link_with_values(self, text: str, url: str) -> Words:
        """A link of ours to a page of the portal that values for a script follow, see ``words.link_with_values``."""
        self._links.add(url)
        return link_with_values(text, url)

    def items(self, entries: Iterable[Words]) -> None:
        """A list of short entries."""
        found = list(entries)
        if found:
            markdown = b"\n- ".join([entry[0] for entry in found])
            html = b"</li>\n<li>".join([entry[1].strip(b" ") for entry in found])
            self.add(ITEMS, (markdown, html))

    def alike(self, entries: Entries, rows: Sequence[Sequence[Words]]) -> None:
        """A list whose entries all have one form; there must be one."""
        self._blocks += entries.of(len(rows))
        self._words += chain.from_iterable(rows)

    def table(
        self, table: Table, rows: int, cells: Sequence[Words], last: Blocks | None = None, *of_last: Words
    ) -> None:
        """A table named after the heading above it; there must be one.

        Args:
            rows: how many it has.
            cells: the words of them all, row by row.
            last: a row in a form of its own, see ``Table.row``.
            of_last: the words in its places.
        """
        self._blocks += table.of(self._headings[-1].title, rows, last)
        self._words += cells
        self._words += of_last

    @property
    def markdown(self) -> str:
        """All blocks, layout lines too."""
        words = [markdown or html.rstrip(b"\n") for markdown, html in self._words]
        markdown = b"".join([blocks.markdown for blocks in self._blocks]) % tuple(words)
        return markdown.decode().removeprefix("\n\n") + "\n"

    @property
    def published(self) -> bytes:
        """The Markdown that stands beside the page."""
        written = b"".join([blocks.published for blocks in self._blocks])
        return b"%s\n" % (written % tuple(map(_markdown, self._words))).removeprefix(b"\n\n")

    @property
    def html(self) -> Html:
        """The page's own HTML."""
        headings, links = tuple(self._headings), frozenset(self._links)
        if len({heading.id for heading in headings}) < len(headings):
            told_apart = to_html(self.markdown)
            return Html(told_apart.content, told_apart.headings, links)
        written = b"".join([blocks.html for blocks in self._blocks])
        return Html(written % tuple(map(_html, self._words)), headings, links)
