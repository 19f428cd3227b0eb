"""Numbers that a table spreads over its cells, or that a sheet keeps as 1.38E10.

Tables of figures hold many digits that belong to nobody: cells are put together only where the whole reads as a number
of a person, and what has no check digit only where nothing says that the cells are figures.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from generator.intake.screening.beside import Kind, kinds_in

_DIGITS = re.compile(r"[ \-–—.]*([0-9]{1,18}[Xx]?)[ \-–—.]*")
_FIGURE = re.compile(r"\d{1,20}(?:\.\d{0,20})?(?:[eE]\+?\d{1,2})?")
_PERSONAL = frozenset({Kind.ID, Kind.CARD, Kind.BANK, Kind.PHONE})
_PHONE = {(3, 4, 4), (3, 8), (7, 4), (1,) * 11}
"""How the digits of a mobile number are spread where nothing says what they are."""
_ID = 18
_LENGTHS = {11, 15, 16, 17, 18, 19}
_MOST = 19
"""Digits of the longest number, and cells that it may take."""

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
    """Texts in which the cells of one row, or one column, are put together, behind what is said of them.

    Args:
        cells: plain, see ``plain_cell``.
        heads: what stands above the columns; of a column of cells, what stands above its first digits.
    """
    filled = [(column, text) for column, text in cells.items() if text]
    digit_cells = sum(any(map(str.isdigit, text)) for _, text in filled)
    start = 0
    while start < len(filled):
        end = start
        while end < len(filled) and is_digits(filled[end][1]):
            end += 1
        if end > start:
            before = filled[start - 1][1] if start else ""
            has_figures = digit_cells > end - start
            yield from _in_run(filled[start:end], before, heads, has_figures)
        start = max(end, start + 1)


def _in_run(run: Sequence[tuple[int, str]], before: str, heads: Cells, has_figures: bool) -> Iterator[str]:
    """What neighbouring cells of digits may spell.

    Args:
        before: the cell before them.
        has_figures: whether other cells of the row hold digits too.
    """
    parts = ["".join(_DIGITS.findall(text)) for _, text in run]
    for first in range(len(parts)):
        whole = ""
        for last in range(first, min(first + _MOST, len(parts))):
            whole += parts[last]
            if len(whole) > _MOST or not whole[:-1].isdecimal():
                break
            if len(whole) not in _LENGTHS:
                continue
            above = [heads.get(column, "") for column, _ in run[first : last + 1]]
            label = next((text for text in (before, *above) if not _PERSONAL.isdisjoint(kinds_in(text))), "")
            sizes = tuple(map(len, parts[first : last + 1]))
            is_alone = len(sizes) == len(parts)
            is_figure = has_figures or any(head and not is_digits(head) for head in above)
            if label or (
                len(sizes) > 1 and (len(whole) == _ID or _is_phone(parts, sizes, is_alone, is_figure))
            ):
                yield f"{label} {whole}"


def _is_phone(parts: Sequence[str], sizes: tuple[int, ...], is_alone: bool, is_figure: bool) -> bool:
    """Whether unnamed cells are spread as a telephone number is, and are no figures of a table."""
    if sizes not in _PHONE:
        return False
    return is_alone and (not is_figure or any(len(part) > 1 and part.startswith("0") for part in parts))
