"""The quick way through a file that is in order; for any other it gives up, and the careful way says what is wrong.

Nearly every file is in order, and finding that out is several times cheaper than being able to say where and how one
is not. The quick way never reports: it returns records that are equal to those of the careful way, or None.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import TypeVar

from generator.intake.building import MISFITS, builder_of
from generator.intake.csv_reader import MAX_ROWS
from generator.intake.csv_scan import MAX_CELLS
from generator.intake.document import Report, texts
from generator.intake.plain_yaml import PlainMapping, plain_mapping
from generator.intake.sieve import is_suspicious
from generator.intake.yaml_reader import read_yaml
from generator.model.base import Record
from generator.model.place import KeyPath, Origin
from generator.model.types import MAX_TEXT

M = TypeVar("M", bound=Record)

_FORMULAS = (re.compile(r",\s*[=+\-@＝＋－＠]"), re.compile(r"\n\s*[=+\-@＝＋－＠]"))
"""A cell that begins as a formula does: a later one of its row, or the first."""


def quick_record(text: str, model: type[M], file: str) -> M | None:
    """The record that a YAML text holds, or None when the careful way must look at it."""
    found = plain_mapping(text) or _other_mapping(text)
    if found is None or not _own_names(model).isdisjoint(found.values) or is_suspicious(text):
        return None
    try:
        record: M = builder_of(model).record(found.values)
    except MISFITS:
        return None
    return record.located(Origin(file, found.marks))


def _other_mapping(text: str) -> PlainMapping | None:
    """The mapping of a text in YAML's other spellings, in which a value may read otherwise than it is written."""
    report = Report("")
    document = read_yaml(text, report)
    if document is None or report.findings:
        return None
    if is_suspicious("\n".join(value for _, value in texts(document.value))):
        return None
    return PlainMapping(dict(document.value), document.origin.marks)


def quick_rows(text: str, model: type[M], file: str) -> tuple[M, ...] | None:
    """The rows of a ledger, or None when the careful way must look at it."""
    if '"' in text or any(sign.search(text) for sign in _FORMULAS) or is_suspicious(text.replace(",", "\n")):
        return None
    first, *lines = text.split("\n")
    headings = _headings(first, model)
    if headings is None or len(lines) >= MAX_ROWS or len(max(lines, key=len, default="")) > MAX_TEXT:
        return None
    rows, origins = [], []
    ledger = _Ledger(file, headings)
    for number, line in enumerate(lines, 2):
        cells = tuple(map(str.strip, line.split(",")))
        if any(cells):
            rows.append(cells)
            origins.append(partial(ledger.origin, number, line))
    if not set(map(len, rows)) <= {len(headings)} or len(set(rows)) != len(rows):
        return None
    try:
        return tuple(builder_of(model).rows(headings, rows, origins))
    except MISFITS:
        return None


@cache
def _own_names(model: type[Record]) -> frozenset[str]:
    """Fields that the intake fills itself and no file may name."""
    return frozenset(name for name, info in model.model_fields.items() if info.alias is None)


@cache
def _known(model: type[Record]) -> Mapping[str, bool]:
    """Heading → whether a ledger must have it."""
    return {info.alias: info.is_required() for info in model.model_fields.values() if info.alias}


def _headings(line: str, model: type[Record]) -> tuple[str, ...] | None:
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
