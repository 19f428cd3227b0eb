"""A table of the press kit: its heading, its columns, and which rows of the kit stand in it."""

from collections.abc import Callable, Sequence
from typing import Any

from generator.render.blocks import blocks
from generator.render.columns import Columns
from generator.render.sheet import Sheet
from generator.views.press import PressView


class PressTable:
    """One table.

    Args:
        rows: of a kit; the table is left out of one that has none.
    """

    def __init__(self, title: str, columns: Columns[Any], rows: Callable[[PressView], Sequence[Any]]) -> None:
        self._heading = blocks(f"### {title}")
        self._columns = columns
        self._rows = rows

    def onto(self, sheet: Sheet, view: PressView) -> None:
        """Put the table on a kit's sheet."""
        rows = self._rows(view)
        if rows:
            sheet.add(self._heading)
            self._columns.onto(sheet, rows)
