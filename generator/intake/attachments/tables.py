"""A table of a document or sheet while it is read: which of its cells may be one number, across or down."""

import re
from collections.abc import Iterator

from generator.intake.attachments.cells import is_digits, labelled_numbers, plain_cell, spread_numbers
from generator.intake.screening.beside import kinds_in

_MOST_DOWN = 24
"""Rows over which one number may be spread; a longer column of digits is a column of figures."""
_HEAD = 60
"""Characters of a cell that may say what stands below it."""
_LETTERS = re.compile(r"([A-Z]{1,3})[0-9]+")


class Table:
    """Takes cell by cell; of each column it knows what was last said of the cells below."""

    def __init__(self) -> None:
        self._row: dict[int, str] = {}
        self._last = 0
        """Portal of the last cell."""
        self._heads: dict[int, str] = {}
        """Portal → the first cell with words, or the last that says what a number is."""
        self._down: dict[int, list[str]] = {}
        """Portal → the digits that stand one above the other so far."""

    def add(self, text: str, reference: str = "") -> None:
        """The next cell; ``reference`` is its place in a sheet, as in ``B12``."""
        self._last = _column(reference) or self._last + 1
        self._row[self._last] = plain_cell(text)

    def end_row(self) -> Iterator[str]:
        """What the row that ends, and the columns that end with it, may spell."""
        row, self._row = {column: text for column, text in self._row.items() if text}, {}
        self._last = 0
        yield from spread_numbers(row, self._heads)
        yield from labelled_numbers(row, self._heads)
        for column in [column for column in self._down if not is_digits(row.get(column, ""))]:
            yield from self._end_down(column)
        for column, text in row.items():
            if is_digits(text):
                self._down.setdefault(column, []).append(text)
            elif column not in self._heads or kinds_in(text[:_HEAD]):
                self._heads[column] = text[:_HEAD]

    def end(self) -> Iterator[str]:
        """What the columns that end with the table may spell."""
        for column in list(self._down):
            yield from self._end_down(column)

    def _end_down(self, column: int) -> Iterator[str]:
        digits = self._down.pop(column)
        if 1 < len(digits) <= _MOST_DOWN:
            yield from spread_numbers(dict(enumerate([self._heads.get(column, ""), *digits])), {})


def _column(reference: str) -> int:
    """A is 1; 0 where no column is named."""
    found = _LETTERS.fullmatch(reference)
    number = 0
    for letter in found[1] if found else "":
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
