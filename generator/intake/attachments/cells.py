"""Private numbers that a table spreads over several cells, or that a sheet keeps as 1.38E10.

Most digits in tables are mere figures: cells are joined only where the whole reads as a private number, and a number
without a check digit only where nothing says that the cells are figures.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import accumulate

from generator.intake.screening.beside import Kind, kinds_in

_DIGITS = re.compile(r"[ \-–—.]*([0-9]{1,18}[Xx]?)[ \-–—.]*")
_FIGURE = re.compile(r"\d{1,20}(?:\.\d{0,20})?(?:[eE]\+?\d{1,2})?")
_PERSONAL = frozenset({Kind.ID, Kind.CARD, Kind.BANK, Kind.PHONE})
_PHONE = frozenset({(3, 4, 4), (3, 8), (7, 4), (1,) * 11})
"""Digits per cell of a mobile number that no word announces; ``_PHONE_SAID``: that one does."""
_PHONE_SAID = _PHONE | {(4, 3, 4), (4, 4, 3), (3, 3, 5), (3, 5, 3), (4, 7), (5, 6), (6, 5), (3, 3, 3, 2)}
_MOBILE, _ID = 11, 18
_PARTS_OF_ID = frozenset({2, 3, 4, 6, 10, 12, 14, 17})
"""Digits before each part of an ID number."""
_LENGTHS = frozenset({11, 15, 16, 17, 18, 19})
_SHORTEST, _MOST = 11, 19
"""Digits of the shortest and the longest number; the longest also limits the cells joined."""
_NEAR = 20
"""Characters before a number that are searched for a word that says what it is."""
_WIDE = 200
"""Characters of a cell that are searched for a number."""

Cells = Mapping[int, str]
"""Column → text."""


def spelt_out(text: str) -> str:
    """The whole number of 11 to 19 digits that ``1.38E10`` or ``13800138000.0`` stands for; empty for other texts."""
    if not _FIGURE.fullmatch(text) or text.isdecimal():
        return ""
    figure = Decimal(text)
    if not 10 <= figure.adjusted() < _MOST or figure != int(figure):
        return ""
    return str(int(figure))


def plain_cell(text: str) -> str:
    """The text of a cell with its digits in their plainest form, and a figure spelt out."""
    plain = unicodedata.normalize("NFKC", text).strip()
    return spelt_out(plain) or plain


def is_digits(text: str) -> bool:
    """Whether a plain cell holds digits alone."""
    return _DIGITS.fullmatch(text) is not None


def spread_numbers(cells: Cells, heads: Cells) -> Iterator[str]:
    """Numbers that neighbouring cells of one row or column may spell, each after the words that say what it is.

    Args:
        cells: plain texts, see ``plain_cell``.
        heads: the headings of the columns.
    """
    filled = [(column, text) for column, text in cells.items() if text]
    digit_cells = sum(any(map(str.isdigit, text)) for _, text in filled)
    start = 0
    while start < len(filled):
        end = start
        while end < len(filled) and is_digits(filled[end][1]):
            end += 1
        if end - start > 1:
            run = [
                ("".join(_DIGITS.findall(text)), heads.get(column, "")) for column, text in filled[start:end]
            ]
            before = filled[start - 1][1] if start else ""
            yield from _in_run(run, before, has_figures=digit_cells > end - start)
        start = max(end, start + 1)


def _in_run(run: Sequence[tuple[str, str]], before: str, *, has_figures: bool) -> Iterator[str]:
    """Numbers that neighbouring cells of digits may spell.

    Args:
        run: the digits of each cell, and the heading above it.
        before: the cell before the run.
        has_figures: whether other cells of the row hold digits too.
    """
    said = _label(before)
    for first in range(len(run)):
        whole = ""
        for last in range(first, min(first + _MOST, len(run))):
            whole += run[last][0]
            if len(whole) > _MOST or whole[:-1].strip("0123456789"):
                break
            if len(whole) not in _LENGTHS or last == first:
                continue
            window = run[first : last + 1]
            is_all = first <= 1 and last == len(run) - 1  # a row may begin with its own number
            if len(window[0][0]) == 1 and not is_all:
                continue
            sizes = tuple(len(digits) for digits, _ in window)
            label = (said if is_all else "") or _said_above(window)
            if (
                _is_spread(len(whole), sizes)
                if label
                else _is_id(whole, sizes)
                or (len(window) == len(run) and _is_phone(window, sizes, has_figures))
            ):
                yield f"{label} {whole}"


def _is_spread(length: int, sizes: tuple[int, ...]) -> bool:
    """Whether a number that words announce may be spread so: a mobile's digits only as people group them."""
    return length != _MOBILE or sizes in _PHONE_SAID


def _is_id(whole: str, sizes: tuple[int, ...]) -> bool:
    """Whether digits that no word announces are spread as an ID number's: between its parts, or evenly."""
    is_even = len(set(sizes[:-1])) == 1 and sizes[-1] <= sizes[0]
    return len(whole) == _ID and (is_even or _PARTS_OF_ID.issuperset(accumulate(sizes[:-1])))


def _said_above(window: Sequence[tuple[str, str]]) -> str:
    """What the only heading above several columns says of their number; columns with a heading each hold figures."""
    heads = {above for _, above in window if above and not is_digits(above)}
    return _label(heads.pop()) if len(heads) == 1 else ""


def _is_phone(window: Sequence[tuple[str, str]], sizes: tuple[int, ...], has_figures: bool) -> bool:
    """Whether digits that no word announces are spread as a mobile's, and are not figures of a table."""
    is_named = any(above and not is_digits(above) for _, above in window)
    return sizes in _PHONE and not has_figures and not is_named


def _label(text: str) -> str:
    """The end of a text if it announces a private number, else empty."""
    end = text[-_NEAR:]
    return end if not _PERSONAL.isdisjoint(kinds_in(end)) else ""


def labelled_numbers(cells: Cells, heads: Cells) -> Iterator[str]:
    """Cells with a long number that the cell before or the heading announces, each after those words."""
    before = ""
    for column, text in cells.items():
        if sum(map(str.isdigit, text[:_WIDE])) >= _SHORTEST and (
            label := _label(before) or _label(heads.get(column, ""))
        ):
            yield f"{label} {text}"
        before = text
