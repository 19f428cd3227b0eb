"""Which row of a sheet is which row of another version of it: as the change record knows the rows of ledgers."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from generator.intake.workbook.sheets import Column, Sheet
from generator.model.fields import held_by
from generator.model.files import ROW_KEYS, Format
from generator.model.row_key import plain_cell, row_identity, row_name
from generator.model.row_pairs import Line, became, of_one_name, paired
from generator.model.types import Count, Money, MovedMoney, Number, Percent
from generator.workbook.cell_help import as_chosen

_NUMBERS = (Money, MovedMoney, Number, Percent, Count)
_LEAST = 0.5
"""Least likeness of two rows that are one, in lists whose rows have no name."""
Cells = Mapping[str, str]


def value_of(column: Column, text: str) -> str:
    """A text as it is compared: 350 and 350.00 are one amount, true and 是 one answer; blanks at ends do not count."""
    if held_by(column.info) in _NUMBERS:
        return plain_cell(text)
    text = as_chosen(column.info, text)
    return "\n".join(" ".join(line.split()) for line in text.split("\n"))


def name_of(sheet: Sheet, cells: Cells) -> str:
    """What a row goes by: the key columns of a ledger; of a list what it belongs to and its first required value."""
    if sheet.kind.format is Format.CSV:
        return row_name(cells, sheet.kind.name)
    return " ".join(filter(None, (cells.get(name, "") for name in _naming(sheet))))


def key_of(sheet: Sheet, cells: Cells) -> tuple[str, ...]:
    """What rows of another sheet name a row by."""
    return tuple(cells.get(name, "") for name in _naming(sheet))


def owner_of(sheet: Sheet, cells: Cells) -> tuple[str, ...]:
    """What a row names the row by that it belongs to."""
    return tuple(cells.get(column.name, "") for column in sheet.owners)


def pairs(sheet: Sheet, before: Sequence[Cells], after: Sequence[Cells]) -> dict[int, int]:
    """Number of a row → number of the row that it became; rows that went are left out."""
    if sheet.is_form:
        return {0: 0} if before and after else {}
    lines = _lines(sheet, before), _lines(sheet, after)
    if _has_names(sheet):
        return dict(became(*lines).rows)
    found: dict[int, int] = {}
    for name in dict.fromkeys(line.name for line in lines[0]):
        some, others = ([number for number, line in enumerate(those) if line.name == name] for those in lines)
        alike = paired(
            [lines[0][one].content for one in some], [lines[1][one].content for one in others], least=_LEAST
        )
        found |= {some[one]: others[other] for one, other in alike.items()}
    return found


def same_additions(sheet: Sheet, ours: Sequence[Cells], theirs: Sequence[Cells]) -> dict[int, int]:
    """Of rows that both sides added: those that are one record, by number.

    Rows are one record if they share what makes it another one when it differs: all required values that are no figures,
    of a payment without a voucher also amount and payee. Rows that are equal in all are one, too.
    """
    if sheet.is_form:
        return {0: 0} if ours and theirs else {}
    sides = [
        [Line(number, _identity(sheet, cells), _content(sheet, cells)) for number, cells in enumerate(rows)]
        for rows in (ours, theirs)
    ]
    return of_one_name(*sides)


def _lines(sheet: Sheet, rows: Sequence[Cells]) -> list[Line]:
    names = set(_naming(sheet))
    return [
        Line(
            number,
            name_of(sheet, cells),
            {name: text for name, text in _content(sheet, cells).items() if name not in names},
        )
        for number, cells in enumerate(rows)
    ]


def _content(sheet: Sheet, cells: Cells) -> dict[str, str]:
    columns = _columns(sheet)
    return {name: value_of(columns[name], text) for name, text in cells.items()}


@cache
def _columns(sheet: Sheet) -> Mapping[str, Column]:
    return {column.name: column for column in sheet.all_columns}


@cache
def _naming(sheet: Sheet) -> tuple[str, ...]:
    """The names of the columns that a row goes by."""
    if sheet.kind.format is Format.CSV:
        return ROW_KEYS[sheet.kind.name]
    first = next((column.name for column in sheet.columns if column.is_required), "")
    return (*(column.name for column in sheet.owners), *([first] if first else ()))


def _has_names(sheet: Sheet) -> bool:
    return not sheet.lists or len(_naming(sheet)) > len(sheet.owners)


def _identity(sheet: Sheet, cells: Cells) -> str:
    if sheet.kind.format is Format.CSV:
        return row_identity(sheet.kind.name, name_of(sheet, cells), cells)
    if not _has_names(sheet):
        return repr(sorted(_content(sheet, cells).items()))
    return " ".join(cells.get(name, "") for name in _telling(sheet))


@cache
def _telling(sheet: Sheet) -> tuple[str, ...]:
    """The owners' columns and the required ones that hold no figures; of a project its number alone."""
    if not sheet.lists:
        return _naming(sheet)
    owners = [column.name for column in sheet.owners]
    required = [column.name for column in sheet.columns if column.is_required and not _is_figure(column.info)]
    return (*owners, *required)


def _is_figure(info: Any) -> bool:
    return held_by(info) in _NUMBERS
