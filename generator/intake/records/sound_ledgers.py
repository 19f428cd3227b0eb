"""The quick way to read a ledger that is in order; for any other it returns None, and the careful way reports why.

Nearly every ledger is in order, and checking all its cells together is several times cheaper than one by one. The quick
way reports nothing; its rows equal those of the careful way (``record_files``).
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
"""A cell that begins like a formula, in a text with one cell per line."""
_UNTIDY = ('"', "\n,", "\n\n", ",-", "\n-", "=", "+", "＝", "＋")
"""Signs, in a clear text, of quotes, formulas and rows whose first cell is empty."""
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
    """The rows as written."""


def quick_rows(source: Source, model: type[M], file: str) -> tuple[M, ...] | None:
    """The rows of a ledger; None: the careful way must read it."""
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
    """The records made of the cells below each heading; raises ValidationError if one is not valid."""
    filled = (
        {heading: cell for heading, cell in zip(headings, cells, strict=True) if cell}
        for cells in zip(*columns, strict=True)
    )
    return [model.model_validate(row, by_alias=True, by_name=False) for row in filled]


def quick_cells(source: Source, model: type[Record]) -> QuickCells | None:
    """The cells of a ledger; None: the careful way must read it."""
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
    """Whether a ledger is clear, has a row on each line, and no quotes, formulas or blanks around cells."""
    text, is_clear = source
    return (
        is_clear
        and text[-1:] == "\n"
        and not any(map(text.__contains__, _UNTIDY))
        and (" " not in text or not any(map(text.__contains__, _BLANKS)))
    )


def _is_faulty(source: Source) -> bool:
    """Whether the cells of a ledger hold quotes, formulas, or unseen, private or hostile text."""
    cells = source.text.replace(",", "\n")
    return (
        '"' in cells
        or bool(FORMULA.search(cells))
        or (not source.is_clear and (not is_seen(cells) or is_suspicious(source.text)))
    )


def _filled(lines: Sequence[str]) -> tuple[Sequence[int], Sequence[str]]:
    """The numbers of the lines that are not empty, and these lines."""
    numbers = [number for number, line in enumerate(lines, 2) if _HOLDS_ANYTHING.match(line)]
    return numbers, [lines[number - 2] for number in numbers]


def _tidied(row: str) -> str:
    """A row without blanks around its cells."""
    return ",".join(map(str.strip, row.split(",")))


def _columns(rows: Sequence[str], width: int) -> list[list[str]] | None:
    """The cells of each column; None if a row is not ``width`` cells wide, or two rows are equal."""
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
    """A ledger without quotes; computes the positions of cells on demand."""

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
