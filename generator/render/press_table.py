"""A table of the press kit: heading, columns and rows."""

from collections.abc import Callable, Sequence
from typing import Any

from generator.render.blocks import blocks
from generator.render.columns import Columns
from generator.render.sheet import Sheet
from generator.views.press import PressView


class PressTable:
    """One table.

    Args:
        rows: takes the rows from a kit; without rows the table is left out.
    """

    def __init__(self, title: str, columns: Columns[Any], rows: Callable[[PressView], Sequence[Any]]) -> None:
        self._heading = blocks(f"### {title}")
        self._columns = columns
        self._rows = rows

    def onto(self, sheet: Sheet, view: PressView) -> None:
        """Adds the table to a kit's sheet."""
        rows = self._rows(view)
        if rows:
            sheet.add(self._heading)
            self._columns.onto(sheet, rows)
