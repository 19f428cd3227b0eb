"""The quick way through a file that is in order; for any other it gives up, and the careful way says what is wrong.

Nearly every file is in order, and finding that out is several times cheaper than being able to say where and how one
is not. The quick way never reports: it returns records that are equal to those of the careful way, or None.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import repeat
from typing import NamedTuple, TypeVar

from generator.intake.reading.csv_cells import MAX_CELLS
from generator.intake.reading.csv_reader import MAX_ROWS
from generator.intake.reading.source import Source
from generator.intake.reading.yaml_reader import read_yaml
from generator.intake.records.building import MISFITS, builder_of
from generator.intake.records.known_layouts import lines_of
from generator.intake.records.layout_plans import plan_of
from generator.intake.screening.private import BETWEEN_TEXTS
from generator.intake.screening.report import Document, Report, texts
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


def quick_record(source: Source, model: type[M], file: str) -> M | None:
    """The record that a YAML text holds, or None when the careful way must look at it."""
    text, is_clear = source
    if not is_clear and is_suspicious(text):
        return None
    try:
        lines = lines_of(source)
        plan = plan_of(model, lines.beginnings) if lines else None
        if lines and plan:
            return plan.record(lines.texts, file)
        return _other_record(text, model, file)
    except MISFITS:
        return None


def _other_record(text: str, model: type[M], file: str) -> M | None:
    """The same for YAML's other spellings, in which a value may read otherwise than it is written."""
    report = Report("")
    document = read_yaml(text, report)
    if document is None or report.findings or is_suspicious(_values_of(document)):
        return None
    record: M = builder_of(model).record(document.value)
    return record.located(Origin(file, document.origin.marks))


def _values_of(document: Document) -> str:
    """What is to be searched of a document's values: nothing goes over from one into the next."""
    return BETWEEN_TEXTS.join(value for _, value in texts(document.value))


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
    origins = map(partial, repeat(_Ledger(file, found.headings).origin), found.numbers, found.rows)
    try:
        return tuple(builder_of(model).rows(found.headings, found.columns, origins))
    except MISFITS:
        return None


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
