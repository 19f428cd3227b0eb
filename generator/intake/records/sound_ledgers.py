"""The quick way to read a ledger that is in order; for any other it returns None, and the careful way reports why.

Nearly every ledger is in order, and checking all its cells together is several times cheaper than one by one. The quick
way reports nothing; its rows equal those of the careful way (``record_files``).
"""

import csv
import re
from collections.abc import Mapping, Sequence
from functools import cache, partial
from io import StringIO
from typing import Generic, NamedTuple, TypeVar

from pydantic import TypeAdapter

from generator.intake.reading.csv_cells import MAX_CELLS, scan
from generator.intake.reading.csv_reader import MAX_ROWS
from generator.intake.reading.source import Source
from generator.intake.screening.document import is_suspicious
from generator.intake.screening.private import BETWEEN_TEXTS
from generator.intake.screening.unseen import is_seen
from generator.model.base import Record
from generator.model.fields import held_by
from generator.model.place import KeyPath, Origin
from generator.model.types import MAX_TEXT, Percent

M = TypeVar("M", bound=Record)

_DOUBTFUL = re.compile(
    r"\n(?:[=+\-@＝＋－＠'‘’]|\d(?:\.\d+)?[eE]\+?\d|20\d\d\.10?(?=\n)|[1-9]\d{14}0{2,}(?=\n))"
)
"""A cell that begins like a formula or with the mark of a text, or of which spreadsheets may have made another one
(``intake.reading.questions``), in a text with a line end before and after each cell."""


class SoundRow(NamedTuple):
    """A row of a ledger that is in order."""

    cells: Sequence[str]
    """Without blanks around them."""
    begins: int
    """The line, from 0, on which it begins."""
    ends: int
    """The line after its last."""


class SoundLedger(NamedTuple, Generic[M]):
    """A ledger that is in order."""

    headings: Sequence[str]
    rows: Sequence[SoundRow]
    values: Sequence[Mapping[str, str]]
    """The filled cells of each row by heading."""
    records: Sequence[M]
    """The record of each row, which does not know where it stands."""


def sound_rows(source: Source, model: type[M], file: str) -> tuple[M, ...] | None:
    """The rows of a ledger; None: the careful way must read it."""
    ledger = sound_ledger(source, model)
    if ledger is None:
        return None
    lines = source.text.split("\n")
    located = zip(ledger.records, ledger.rows, strict=True)
    return tuple(
        [record.located(partial(_origin, file, ledger.headings, lines, row)) for record, row in located]
    )


def sound_ledger(source: Source, model: type[M]) -> SoundLedger[M] | None:
    """A ledger whose rows are valid; None: the careful way must read it."""
    if not source.is_clear and (not is_seen(source.text) or is_suspicious(source.text)):
        return None
    try:
        first, *rows = _rows(source.text)
    except (csv.Error, ValueError):
        return None
    headings = _headings(first.cells, model)
    if headings is None or not _are_sound(rows, len(headings)):
        return None
    if '"' in source.text and is_suspicious(BETWEEN_TEXTS.join(cell for row in rows for cell in row.cells)):
        return None
    values = [
        {heading: cell for heading, cell in zip(headings, row.cells, strict=True) if cell} for row in rows
    ]
    try:
        _refuse_fractions(values, model)
        records = _validator(model).validate_python(values, by_alias=True, by_name=False)
    except ValueError:
        return None
    return SoundLedger(headings, rows, values, records)


def _are_sound(rows: Sequence[SoundRow], width: int) -> bool:
    """Whether all rows have as many cells as there are headings, no two are equal, and no cell is wrong by itself."""
    if len(rows) > MAX_ROWS or any(len(row.cells) != width for row in rows):
        return False
    cells = [cell for row in rows for cell in row.cells]
    return (
        len({row.cells for row in rows}) == len(rows)
        and max(map(len, cells), default=0) <= MAX_TEXT
        and not _DOUBTFUL.search("\n".join(["", *cells, ""]))
    )


def _rows(text: str) -> list[SoundRow]:
    """The rows that are not empty.

    Raises:
        csv.Error: the quotes are not in order.
    """
    reader = csv.reader(StringIO(text, newline="\n"), strict=True)
    found, begins = [], 0
    for written in reader:
        cells, ends = tuple(map(str.strip, written)), reader.line_num
        if any(cells):
            found.append(SoundRow(cells, begins, ends))
        begins = ends
    return found


@cache
def _validator(model: type[M]) -> TypeAdapter[list[M]]:
    return TypeAdapter(list[model])  # type: ignore[valid-type]  # a type known when it runs


@cache
def _known(model: type[Record]) -> Mapping[str, bool]:
    """Heading → whether a ledger must have it."""
    return {info.alias: info.is_required() for info in model.model_fields.values() if info.alias}


def _refuse_fractions(rows: Sequence[Mapping[str, str]], model: type[Record]) -> None:
    """Raises ValueError for a percentage below 1, which may be a fraction of 1 by mistake."""
    if any(row.get(heading, "").startswith(("0.", ".")) for heading in _shares(model) for row in rows):
        raise ValueError


@cache
def _shares(model: type[Record]) -> tuple[str, ...]:
    """The headings of percentages, which may be written as fractions by mistake."""
    return tuple(
        info.alias for info in model.model_fields.values() if info.alias and held_by(info) == Percent
    )


def _headings(cells: Sequence[str], model: type[Record]) -> tuple[str, ...] | None:
    headings = tuple("".join(cell.split()) for cell in cells)
    known = _known(model)
    if len(headings) > MAX_CELLS or len(set(headings)) != len(headings) or not known.keys() >= set(headings):
        return None
    if any(required and heading not in headings for heading, required in known.items()):
        return None
    return headings


def _origin(file: str, headings: Sequence[str], lines: Sequence[str], row: SoundRow) -> Origin:
    """Where the cells of a row stand."""
    marks: dict[KeyPath, tuple[int, int]] = {(): (row.begins + 1, 1)}
    written = "\n".join(lines[row.begins : row.ends])
    for heading, field in zip(headings, next(scan(written)), strict=True):
        marks[(heading,)] = row.begins + field.line, field.column
    return Origin(file, marks)
