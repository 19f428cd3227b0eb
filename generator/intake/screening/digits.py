"""Numbers as people group them: pieces of digits with gaps between.

A number has one piece or several. A gap holds no letter, only blanks, dashes, dots and the like, a tab or a line break,
or the separator of two cells.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

_LEAST, _MOST = 11, 19
"""Digits of the shortest and longest number looked for: a mobile's and a bank card's."""
CELLS = frozenset(",;|、，；")
"""Separators of cells or of listed items."""
BREAKS = frozenset("\t\n")
_PIECE = re.compile(r"[0-9]+")
_LONGEST_GAP = 24
_MOST_MARKS = 4
_APART = re.compile(r"\x1f|\n[ \t]*(?:\n|[-*+][ \t])")
"""The end of a text, a blank line, or the mark of the next item of a list."""
_DATE = re.compile(r"20[0-9]{2}-[0-9]{2}(?:-[0-9]{2})?(?![0-9-])")
_MARKS_OF_LINES = re.compile(r"(?<=\n)\s*[#>]+\s*")
_CODE_BEFORE, _CODE_AFTER = re.compile(r"([0-9]+)[A-Za-z]+\Z"), re.compile(r"[A-Za-z]+([0-9]+)")
_UUID = re.compile("[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}")
_NEVER = frozenset("%‰°$¥￥€=<>&@?{}")
"""Characters that never stand within one number."""


class Number(NamedTuple):
    """Neighbouring pieces of digits that may be one number."""

    text: str
    """The plain text that it stands in."""
    start: int
    end: int
    digits: str
    sizes: tuple[int, ...]
    """Digits of each piece."""
    gaps: tuple[str, ...]
    """The gaps: a blank, the marks without blanks, or a tab or line break without marks."""
    before: tuple[str, str] = ("", "")
    """The piece before it and the gap to it; empty if they do not adjoin."""
    after: tuple[str, str] = ("", "")
    """The gap after it and the next piece; empty if they do not adjoin."""

    @property
    def borders(self) -> set[int]:
        """Digits before each of its gaps."""
        return set(accumulate(self.sizes[:-1]))

    @property
    def is_parted_alike(self) -> bool:
        """Whether all its gaps are equal, line breaks apart."""
        return len(set(self.gaps) - {"\n"}) <= 1

    @property
    def is_in_cells(self) -> bool:
        """Whether its pieces lie in different cells or list items."""
        return not CELLS.isdisjoint(self.gaps)

    @property
    def breaks(self) -> int:
        """How many of its gaps are tabs or line breaks."""
        return sum(gap in BREAKS for gap in self.gaps)

    @property
    def goes_on(self) -> bool:
        """Whether it is only part of a longer row of pieces with the same gaps."""
        return not set(self.gaps).isdisjoint({self.before[1], self.after[0]} - {""})

    @property
    def is_in_code(self) -> bool:
        """Whether letters and more digits adjoin it, as in a digest, a UUID or the code of a page."""
        before = _CODE_BEFORE.search(self.text[max(self.start - _LONGEST_GAP, 0) : self.start])
        after = _CODE_AFTER.match(self.text[self.end : self.end + _LONGEST_GAP])
        if any(found is not None and len(found[1]) < _LEAST for found in (before, after)):
            return True
        first = max(self.start - _LONGEST_GAP, 0)
        marks = _UUID.finditer(self.text[first : self.end + _LONGEST_GAP])
        return any(mark.start() <= self.start - first < mark.end() for mark in marks)

    def without(self, count: int) -> "Number":
        """The number without the first ``count`` digits of its first piece."""
        sizes = (self.sizes[0] - count, *self.sizes[1:])
        return self._replace(digits=self.digits[count:], sizes=sizes)


@lru_cache(10_000)
def gap_between(written: str) -> str:
    """The gap that a text between two pieces makes, see ``Number.gaps``; empty if they cannot be one number."""
    if len(written) > _LONGEST_GAP or _APART.search(written):
        return ""
    marks = "".join(_MARKS_OF_LINES.sub("", written).split())
    if not marks:
        return next((sign for sign in ("\n", "\t") if sign in written), " ")
    if len(marks) > _MOST_MARKS or any(mark.isalnum() or mark in _NEVER for mark in marks):
        return ""
    return marks if marks in CELLS or CELLS.isdisjoint(marks) else ""


def _gap(text: str, end: int, start: int) -> str:
    """The gap between two pieces; empty also before a date at the start of a line, which begins a ledger's row."""
    if "\n" in text[end:start] and text[start - 1] == "\n" and _DATE.match(text, start):
        return ""
    return gap_between(text[end:start])


def numbers_in(text: str, beginning: re.Pattern[str], shape: re.Pattern[str]) -> Iterator[Number]:
    """Every run of neighbouring pieces in a plain text whose digits together match a shape; no piece is cut.

    Args:
        beginning: matches how such digits begin: a quick test that most runs fail.
    """
    pieces = [found.span() for found in _PIECE.finditer(text)]
    gaps = [_gap(text, end, start) for (_, end), (start, _) in pairwise(pieces)]
    digits = "".join([text[start:end] for start, end in pieces])
    borders = [0, *accumulate(end - start for start, end in pieces)]
    rows = [0, *(place for place, gap in enumerate(gaps, 1) if not gap), len(pieces)]
    for row, row_end in pairwise(rows):
        for first in range(row, row_end):
            start = borders[first]
            if borders[row_end] - start < _LEAST:
                break
            if not beginning.match(digits, start):
                continue
            for last in range(first, row_end):
                size = borders[last + 1] - start
                if size > _MOST:
                    break
                if size >= _LEAST and shape.fullmatch(digits, start, start + size):
                    yield _number(text, pieces, gaps, first, last)


def _number(
    text: str, pieces: Sequence[tuple[int, int]], gaps: Sequence[str], first: int, last: int
) -> Number:
    own = pieces[first : last + 1]
    before = after = ("", "")
    if first and gaps[first - 1]:
        start, end = pieces[first - 1]
        before = text[max(start, end - _MOST) : end], gaps[first - 1]
    if last < len(gaps) and gaps[last]:
        start, end = pieces[last + 1]
        after = gaps[last], text[start : min(end, start + _MOST)]
    return Number(
        text,
        own[0][0],
        own[-1][1],
        "".join(text[start:end] for start, end in own),
        tuple(end - start for start, end in own),
        tuple(gaps[first:last]),
        before,
        after,
    )
