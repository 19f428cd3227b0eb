"""A table of a document or sheet, read cell by cell: finds cells that may be one number, across or down."""

import re
from collections.abc import Iterator

from generator.intake.attachments.cells import is_digits, labelled_numbers, plain_cell, spread_numbers
from generator.intake.screening.beside import kinds_in

_MOST_DOWN = 24
"""Rows over which one number may be spread; a longer column of digits holds figures."""
_HEAD = 60
"""Characters of a cell that are kept as the heading of the cells below."""
_LETTERS = re.compile(r"([A-Z]{1,3})[0-9]+")


class Table:
    """Takes a table cell by cell; keeps for each column the heading that holds for the cells below."""

    def __init__(self) -> None:
        self._row: dict[int, str] = {}
        self._last = 0
        """Column of the last cell."""
        self._heads: dict[int, str] = {}
        """Column → its first cell with words, or the last that says what a number is."""
        self._down: dict[int, list[str]] = {}
        """Column → the cells of digits that stand one below the other so far."""

    def add(self, text: str, reference: str = "") -> None:
        """Add the next cell; ``reference`` is its place in a sheet, such as ``B12``."""
        self._last = _column(reference) or self._last + 1
        self._row[self._last] = plain_cell(text)

    def end_row(self) -> Iterator[str]:
        """End a row; returns what it, and the columns of digits that end with it, may spell."""
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
        """End the table; returns what its last columns of digits may spell."""
        for column in list(self._down):
            yield from self._end_down(column)

    def _end_down(self, column: int) -> Iterator[str]:
        digits = self._down.pop(column)
        if 1 < len(digits) <= _MOST_DOWN:
            yield from spread_numbers(dict(enumerate([self._heads.get(column, ""), *digits])), {})


def _column(reference: str) -> int:
    """The column number of a reference: A is 1; 0 if there is no reference."""
    found = _LETTERS.fullmatch(reference)
    number = 0
    for letter in found[1] if found else "":
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
