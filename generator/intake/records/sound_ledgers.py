"""The quick way through a ledger that is in order; for any other it gives up, and the careful way says what is wrong.

Nearly every ledger is in order, and finding that out for all its cells together is several times cheaper than looking at
each. The quick way never reports: it returns rows that are equal to those of the careful way, or None.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import repeat
from typing import NamedTuple, TypeVar

from pydantic import ValidationError

from generator.intake.reading.csv_cells import MAX_CELLS
from generator.intake.reading.csv_reader import MAX_ROWS
from generator.intake.reading.source import Source
from generator.intake.screening.unseen import is_seen
from generator.intake.screening.whole_file import is_suspicious
from generator.model.base import Record
from generator.model.place import KeyPath, Origin
from generator.model.types import MAX_TEXT

M = TypeVar("M", bound=Record)

FORMULA = re.compile(r"\n[^\S\n]*[=+\-@＝＋－＠]")
"""A cell that begins as a formula does, where each cell has a line."""
_UNTIDY = ('"', "\n,", "\n\n", ",-", "\n-", "=", "+", "＝", "＋")
"""What rows that begin without a text, quotes and formulas show in a clear text."""
_BLANKS = (" ,", ", ", " \n", "\n ")
_HOLDS_ANYTHING = re.compile(r"[\s,]*+[^\s,]")


class QuickCells(NamedTuple):
    """The cells of a ledger that is in order."""

    headings: tuple[str, ...]
    columns: Sequence[Sequence[str]]
    """The cells below each heading, without blanks around them."""
    numbers: Sequence[int]
    """The line on which each row stands."""
    rows: Sequence[str]
    """As they are written."""


def quick_rows(source: Source, model: type[M], file: str) -> tuple[M, ...] | None:
    """The rows of a ledger, or None when the careful way must look at it."""
    found = quick_cells(source, model)
    if found is None:
        return None
    ledger = _Ledger(file, found.headings)
    try:
        rows = rows_of(found.headings, found.columns, model)
    except ValidationError:
        return None
    written = zip(rows, found.numbers, found.rows, strict=True)
    return tuple([row.located(partial(ledger.origin, number, line)) for row, number, line in written])


def rows_of(headings: Sequence[str], columns: Sequence[Sequence[str]], model: type[M]) -> list[M]:
    """The records of the cells below each heading.

    Raises:
        ValidationError: some are no such records.
    """
    filled = (
        {heading: cell for heading, cell in zip(headings, cells, strict=True) if cell}
        for cells in zip(*columns, strict=True)
    )
    return [model.model_validate(row, by_alias=True, by_name=False) for row in filled]


def quick_cells(source: Source, model: type[Record]) -> QuickCells | None:
    """The cells of a ledger, or None when the careful way must look at it."""
    is_tidy = _is_tidy(source)
    if not is_tidy and _is_faulty(source):
        return None
    first, *lines = source.text.split("\n")
    headings = headings_of(first, model)
    if headings is None or len(lines) >= MAX_ROWS or max(map(len, lines), default=0) > MAX_TEXT:
        return None
    numbers, rows = (range(2, len(lines) + 1), lines[:-1]) if is_tidy else _filled(lines)
    columns = _columns(rows if is_tidy else list(map(_tidied, rows)), len(headings))
    return None if columns is None else QuickCells(headings, columns, numbers, rows)


def _is_tidy(source: Source) -> bool:
    """Whether a ledger is sound, holds a row on each line, and has no blanks around its cells."""
    text, is_clear = source
    return (
        is_clear
        and text[-1:] == "\n"
        and not any(map(text.__contains__, _UNTIDY))
        and (" " not in text or not any(map(text.__contains__, _BLANKS)))
    )


def _is_faulty(source: Source) -> bool:
    """Whether there is something in a ledger's cells that the careful way must look at."""
    cells = source.text.replace(",", "\n")
    return (
        '"' in cells
        or bool(FORMULA.search(cells))
        or (not source.is_clear and (not is_seen(cells) or is_suspicious(source.text)))
    )


def _filled(lines: Sequence[str]) -> tuple[Sequence[int], Sequence[str]]:
    """The numbers of the lines that hold anything, and these lines."""
    numbers = [number for number, line in enumerate(lines, 2) if _HOLDS_ANYTHING.match(line)]
    return numbers, [lines[number - 2] for number in numbers]


def _tidied(row: str) -> str:
    """A row without blanks around its cells."""
    return ",".join(map(str.strip, row.split(",")))


def _columns(rows: Sequence[str], width: int) -> list[list[str]] | None:
    """The cells of each column; None when rows are not as wide, or two are the same."""
    if not set(map(str.count, rows, repeat(","))) <= {width - 1} or len(set(rows)) != len(rows):
        return None
    cells = ",".join(rows).split(",") if rows else []
    return [cells[place::width] for place in range(width)]


@cache
def _known(model: type[Record]) -> Mapping[str, bool]:
    """Heading → whether a ledger must have it."""
    return {info.alias: info.is_required() for info in model.model_fields.values() if info.alias}


def headings_of(line: str, model: type[Record]) -> tuple[str, ...] | None:
    headings = tuple("".join(cell.split()) for cell in line.split(","))
    known = _known(model)
    if len(headings) > MAX_CELLS or len(set(headings)) != len(headings) or not known.keys() >= set(headings):
        return None
    if any(required and heading not in headings for heading, required in known.items()):
        return None
    return headings


@dataclass(frozen=True, slots=True)
class _Ledger:
    """A ledger without quotes, in which positions are worked out when somebody asks for one."""

    file: str
    headings: tuple[str, ...]

    def origin(self, number: int, line: str) -> Origin:
        """Where the cells of one line stand."""
        marks: dict[KeyPath, tuple[int, int]] = {(): (number, 1)}
        column = 1
        for heading, cell in zip(self.headings, line.split(","), strict=True):
            marks[(heading,)] = number, column
            column += len(cell) + 1
        return Origin(self.file, marks)
