"""Private data that a Markdown text shows although its source does not spell it: ``[139](https://…)12345678``.

The source itself is searched by ``document.screen_rest``; what is found there is not reported again.
"""

from html.parser import HTMLParser

from generator.intake.screening.private import BETWEEN_TEXTS, find_private
from generator.intake.screening.report import Report
from generator.model.fields import BODY
from generator.model.place import Place

_WITHIN_WORDS = {"a", "br", "code", "del", "em", "strong"}
"""A line break is followed by one in the HTML, too."""
_PART_WORDS = ("&", "<img", *(f"<{tag} " for tag in _WITHIN_WORDS), *(f"<{tag}>" for tag in _WITHIN_WORDS))


def report_shown(html: str, source: str, first_line: int, report: Report) -> None:
    """Report P001–P004 in what a reader sees of ``safe_html_of(source, with_places=True)``, at the block's first line."""
    if not any(sign in html for sign in _PART_WORDS):
        return  # the source spells what is shown
    shown = _Shown()
    shown.feed(html)
    shown.close()
    found_here = list(find_private("".join(shown.parts)))
    told = {found.written for found in find_private(source)} | report.private_names if found_here else set()
    for found in found_here:
        if found.written in told or report.answers.cover(report.file, BODY, found):
            continue
        told.add(found.written)
        line = first_line + shown.line_at(found.start)
        report.error(found.code, found.message, found.cure, at=Place(report.file, line, 1))


class _Shown(HTMLParser):
    """Collects the text of the blocks; nothing is found across the border of two blocks or cells."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.length = 0
        self.blocks: list[tuple[int, int]] = []
        """Of each block: where its text begins, and its line in the source, from 0."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "img":
            self._add(values.get("alt") or "")
        elif tag not in _WITHIN_WORDS:
            position = values.get("data-sourcepos")
            if position:
                self.blocks.append((self.length, int(position.split(":", maxsplit=1)[0]) - 1))
            self._add(BETWEEN_TEXTS)

    def handle_data(self, data: str) -> None:
        self._add(data)

    def _add(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def line_at(self, offset: int) -> int:
        """The line of the block that holds a place of the text."""
        return max((line for start, line in self.blocks if start <= offset), default=0)
