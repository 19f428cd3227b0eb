"""A record's page written block by block in both of its writings (see ``words``).

Blocks are what CommonMark calls blocks: headings, paragraphs, lists, tables; between them stand layout lines, which
the published Markdown leaves out.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from itertools import chain

from generator.model.commonmark import html_of
from generator.render.html import Heading, Html, anchor_of, finished, without_tags
from generator.render.slots import PLACE, format_of
from generator.render.words import Words


class Sheet:
    """The blocks of a page, in order."""

    def __init__(self) -> None:
        self._blocks: list[Words] = []
        self._headings: list[Heading] = []
        self._anchors: set[str] = set()

    def layout(self, *lines: str) -> None:
        """Lines of HTML of ours; each starts with a tag."""
        self._blocks += [("", f"{line}\n") for line in lines]

    def title(self, words: Words) -> None:
        """The page's own heading; it stands in no table of contents."""
        self._blocks.append((f"# {words[0]}", f"<h1>{words[1]}</h1>\n"))

    def heading(self, level: int, words: Words) -> None:
        """A heading with an anchor made of its words."""
        title = without_tags(words[1])
        heading, block = _heading(level, anchor_of(title, self._anchors), title, words)
        self._headings.append(heading)
        self._blocks.append(block)

    def paragraph(self, words: Words) -> None:
        """A paragraph; one without words is left out."""
        markdown, html = words
        if markdown:
            self._blocks.append((markdown, f"<p>{html.strip(' ')}</p>\n"))

    def items(self, entries: Iterable[Words]) -> None:
        """A list of short entries."""
        found = list(entries)
        if found:
            markdown = "\n".join([f"- {entry[0]}" for entry in found])
            html = "</li>\n<li>".join([entry[1].strip(" ") for entry in found])
            self._blocks.append((markdown, f"<ul>\n<li>{html}</li>\n</ul>\n"))

    def blocks(self, words: Words) -> None:
        """Blocks that are written already."""
        if words[0]:
            self._blocks.append((words[0].rstrip("\n"), words[1]))

    def table(self, table: "Table", rows: Iterable[Sequence[Words]], last: Words | None = None) -> None:
        """A table named after the heading above it.

        Args:
            last: a row in a form of its own, see ``Table.row``.
        """
        caption = self._headings[-1].title if self._headings else ""
        self._blocks.append(table.write(caption, rows, last))

    @property
    def markdown(self) -> str:
        """All blocks, layout lines too."""
        return "\n\n".join([markdown or html.rstrip("\n") for markdown, html in self._blocks]) + "\n"

    @property
    def published(self) -> str:
        """The Markdown that stands beside the page."""
        return "\n\n".join([markdown for markdown, _ in self._blocks if markdown]) + "\n"

    @property
    def html(self) -> Html:
        """The page's own HTML."""
        return Html("".join([html for _, html in self._blocks]), tuple(self._headings))


@lru_cache(maxsize=4096)
def _heading(level: int, anchor: str, title: str, words: Words) -> tuple[Heading, Words]:
    markdown, html = words
    block = f"{'#' * level} {markdown}", f'<h{level} id="{anchor}">{html}</h{level}>\n'
    return Heading(level, anchor, title), block


class Table:
    """A table of ours: its head as Markdown, and what comrak makes of it and of a row."""

    def __init__(self, head: str) -> None:
        self._head = head
        self._columns = head.partition("\n")[0].count("|") - 1
        self._row = f"| {' | '.join(['%s'] * self._columns)} |"

    def write(self, caption: str, rows: Iterable[Sequence[Words]], last: Words | None) -> Words:
        """The table with its rows."""
        cells = list(chain.from_iterable(rows))
        number = len(cells) // self._columns
        markdown = "\n".join([self._row] * number) % tuple([cell[0] for cell in cells])
        start, row, end = self._form
        html = (row * number) % tuple([cell[1] for cell in cells])
        if last:
            markdown, html = f"{markdown}\n{last[0]}" if markdown else last[0], html + last[1]
        return f"{self._head}\n{markdown}", f"{start % caption}{html}{end}"

    def row(self, markdown: str) -> "Row":
        """A row in a form of its own, with places ``{}``."""
        return Row(markdown, format_of(self._rendered(markdown.replace("{}", PLACE))[1]))

    @cached_property
    def _form(self) -> tuple[str, str, str]:
        """What stands before the rows, a row, what stands after them: formats."""
        start, row, end = self._rendered(f"| {' | '.join([PLACE] * self._columns)} |")
        opening, bracket, rest = start.partition(">")
        return f"{format_of(opening + bracket)}<caption>%s</caption>{format_of(rest)}", format_of(row), end

    def _rendered(self, row: str) -> tuple[str, str, str]:
        html = finished(html_of(f"{self._head}\n{row}\n"))
        start, opening, rest = html.partition("<tbody>\n")
        rows, closing, end = rest.partition("</tbody>")
        return start + opening, rows, closing + end


class Row:
    """One row of a table in a form of its own."""

    def __init__(self, markdown: str, html: str) -> None:
        self._markdown = format_of(markdown.replace("{}", PLACE))
        self._html = html

    def __call__(self, *cells: Words) -> Words:
        return (
            self._markdown % tuple([cell[0] for cell in cells]),
            self._html % tuple([cell[1] for cell in cells]),
        )
