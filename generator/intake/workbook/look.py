"""What a workbook holds beyond values: formulas never computed, error values, percentages, hidden and merged cells.

The quick reader of cells tells none of these; each kind of file has a look of its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

NO_VALUE = "这一格是公式，未保存算出来的值"
SAVE = "用 Excel 或 WPS 打开这本台账，保存一次；或者把公式改成数"
MOST_CELLS = 20_000_000
"""Cells of the area that a sheet's filled cells span; readers keep the empty ones too."""


class At(NamedTuple):
    """A cell; rows and columns from 1."""

    sheet: str
    row: int
    column: int


class Merged(NamedTuple):
    """A merged area."""

    sheet: str
    row: int
    column: int
    last_row: int
    last_column: int


@dataclass
class Look:
    """What was seen."""

    formulas: list[At] = field(default_factory=list)
    """Formulas without a value."""
    errors: dict[At, str] = field(default_factory=dict)
    """Cells with an error value: ``#REF!``."""
    percents: set[At] = field(default_factory=set)
    """Cells whose number is shown as a percentage, 0.85 as 85%."""
    merged: list[Merged] = field(default_factory=list)
    hidden_sheets: set[str] = field(default_factory=set)
    """Of an .xls or .ods; of an .xlsx they are told with what else is hidden in it."""
    hidden_rows: dict[str, list[int]] = field(default_factory=dict)
    """Sheet → its hidden rows."""
    hidden_columns: dict[str, list[int]] = field(default_factory=dict)

    def hide(self, sheet: str, *, rows: Iterable[int] = (), columns: Iterable[int] = ()) -> None:
        self.hidden_rows.setdefault(sheet, []).extend(rows)
        self.hidden_columns.setdefault(sheet, []).extend(columns)
