"""Lines over time, on axes; what each line is and where it ends stands in a list below."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from generator.render.charts.drawing import LINE, label
from generator.render.charts.elements import Element, escaped, path, small

ACROSS, HIGH = 2600, 1000
"""Size of the drawing in the units of its steps; a page stretches it, a file draws it at a tenth."""
_LEFT = 70
_ZOOM = 10
_KEY = '<li><svg class="key" aria-hidden="true"><line class="%s" x2="100%%" y1="50%%" y2="50%%"/></svg><span>%s <strong>%s</strong></span></li>'


class Line(NamedTuple):
    kind: str
    """Its class."""
    words: str
    said: str
    """What it comes to."""
    steps: str
    """Of an SVG path, x from 0 to ACROSS, y from HIGH at the bottom to 0."""


class Lines(NamedTuple):
    lines: tuple[Line, ...]
    levels: tuple[str, ...]
    """Of the upright axis, from above, in even steps."""
    ends: tuple[str, str]
    """Of the other axis."""
    unit: str = ""
    """Of the levels, where they do not name it."""

    def html(self) -> str:
        before, after = _frame(self.levels)
        drawn = "".join([path(line.kind, line.steps) for line in self.lines])
        keys = "".join([_KEY % (line.kind, line.words, escaped(line.said)) for line in self.lines])
        first, last = self.ends
        unit = f"<p>{self.unit}</p>" if self.unit else ""
        ends = f"<p><span>{first}</span><span>{last}</span></p>"
        return f'{unit}{before}{drawn}{after}{ends}</div><ul class="keys">{keys}</ul>'

    def svg(self) -> tuple[list[Element], int]:
        wide, high, rows = ACROSS // _ZOOM, HIGH // _ZOOM, len(self.levels) - 1
        elements, y = ([label(self.unit, _LEFT - 8, 14, "e")], LINE) if self.unit else ([], 0)
        for row, words in enumerate(self.levels):
            elements.append(label(words, _LEFT - 8, y + 15 + high * row / rows, "e"))
        drawn = [path("g", _grid(rows)), *(path(line.kind, line.steps) for line in self.lines)]
        elements.append(small(_LEFT, y + 10, drawn))
        y += high + 10 + LINE
        elements += [label(self.ends[0], _LEFT, y), label(self.ends[1], _LEFT + wide, y, "e")]
        for line in self.lines:
            y += LINE
            elements.append(small(_LEFT, y - 5, [path(line.kind, "M0 0H320")]))
            elements.append(label(f"{line.words} {line.said}", _LEFT + 40, y))
        return elements, y + 8


def straight(points: Sequence[tuple[int, int]]) -> str:
    """Returns the steps of a line straight from point to point."""
    return f"M{'L'.join([f'{x} {y}' for x, y in points])}"


@lru_cache(maxsize=1024)
def _frame(levels: tuple[str, ...]) -> tuple[str, str]:
    """What stands before and after the lines in a page; most charts share it."""
    shown = "".join([f"<span>{words}</span>" for words in levels])
    return (
        f'<div class="plot"><div aria-hidden="true">{shown}</div><svg aria-hidden="true" viewBox="0 0 {ACROSS} {HIGH}" '
        f'preserveAspectRatio="none">{path("g", _grid(len(levels) - 1))}'
    ), "</svg>"


def _grid(rows: int) -> str:
    return "".join([f"M0 {HIGH * row // rows}H{ACROSS}" for row in range(rows + 1)])
