"""Cells in rows, darker for more: months of a calendar, counties. A row breaks where the page ends."""

from typing import NamedTuple

from generator.render.charts.drawing import LINE, WIDTH, label, rounded
from generator.render.charts.elements import Element, escaped, rect

_ACROSS = 6
"""Cells side by side in a file."""
_HIGH = LINE + 2


class Cell(NamedTuple):
    name: str
    said: str
    level: int
    """How dark, 0 to 4."""


class Row(NamedTuple):
    name: str
    cells: tuple[Cell, ...]


class Grid(NamedTuple):
    rows: tuple[Row, ...]
    is_wide: bool = False
    """Whether cells have room for the name of a county."""

    def html(self) -> str:
        kind = "cells wide" if self.is_wide else "cells"
        return "".join(
            [
                f"{f'<p>{escaped(row.name)}</p>' if row.name else ''}"
                f'<ul class="{kind}">{"".join([_item(cell) for cell in row.cells])}</ul>'
                for row in self.rows
            ]
        )

    def svg(self) -> tuple[list[Element], int]:
        elements: list[Element] = []
        y, width = 0, WIDTH / _ACROSS
        for row in self.rows:
            elements.append(label(row.name, 0, y + 14, "h"))
            y += LINE
            for number, cell in enumerate(row.cells):
                x, top = number % _ACROSS * width, y + number // _ACROSS * (_HIGH + 2)
                elements += (
                    rect(rounded(x + 1), top, rounded(width - 2), _HIGH, f"h{cell.level}"),
                    label(
                        f"{cell.name} {cell.said}",
                        rounded(x + width / 2),
                        top + 16,
                        f"m n{cell.level}",
                    ),
                )
            y += -(-len(row.cells) // _ACROSS) * (_HIGH + 2) + 8
        return elements, y


def _item(cell: Cell) -> str:
    return f'<li class="h{cell.level}">{escaped(cell.name)} <strong>{escaped(cell.said)}</strong></li>'
