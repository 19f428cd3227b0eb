"""Bars of one scale, each with its words and amount, in groups that have a name."""

from collections.abc import Iterator
from typing import NamedTuple

from generator.render.charts.drawing import LINE, WIDTH, fitted, label, rounded
from generator.render.charts.elements import Element, escaped, path, rect

STRIPED = "spent"
"""The one kind of bar that is drawn as stripes; all others are boxes."""
_LEFT, _RIGHT = 64, 252
"""Where bars begin and end in a file, units: their words stand before, their amounts behind."""
_THICK = 10
_STEP = 16
"""Height of a bar's line in a file, units."""


class Bar(NamedTuple):
    kind: str
    """Its class."""
    words: str
    """Empty where its group's name says what it is."""
    said: str
    """Its amount."""
    length: float
    """In % of the axis."""
    start: float = 0
    """Where it begins, in % of the axis."""


class Group(NamedTuple):
    name: str
    bars: tuple[Bar, ...]
    said: str = ""
    """Beside its name."""


class Bars(NamedTuple):
    groups: tuple[Group, ...]
    axis: tuple[str, str]
    """What stands at its beginning and at its end."""
    mark: float | None = None
    """Where a line crosses every bar, in % of the axis."""

    @property
    def is_bare(self) -> bool:
        """Whether no bar has words before it."""
        return not any(bar.words for group in self.groups for bar in group.bars)

    def html(self) -> str:
        mark = ""
        if self.mark is not None:
            x = f"{rounded(self.mark)}%"
            mark = f'<line class="d" x1="{x}" x2="{x}" y2="100%"/>'
        groups = [
            f"<li>{_named(group)}{''.join([_row(bar, mark) for bar in group.bars])}</li>"
            for group in self.groups
        ]
        kind = "axis bare" if self.is_bare else "axis"
        first, last = self.axis
        axis = f'<p class="{kind}" aria-hidden="true"><span>{first}</span><span>{last}</span></p>'
        return f'<ul class="groups">{"".join(groups)}</ul>{axis}'

    def svg(self) -> tuple[list[Element], int]:
        left = 0 if self.is_bare else _LEFT
        elements: list[Element] = []
        y = 0
        for group in self.groups:
            y += LINE
            elements.append(label(fitted(group.name, WIDTH), 0, y - 6, "h"))
            elements.append(label(group.said, WIDTH, y - 6, "e"))
            for bar in group.bars:
                elements += _drawn(bar, left, y, self.mark)
                y += _STEP
            y += 8
        elements.append(path("g", f"M{left} {y}H{_RIGHT}"))
        elements.append(label(self.axis[0], left, y + 16))
        elements.append(label(self.axis[1], _RIGHT, y + 16, "e"))
        return elements, y + LINE + 4


def _drawn(bar: Bar, left: int, y: int, mark: float | None) -> Iterator[Element]:
    """Yields one bar of a file and its words, in a line that begins at ``y``."""
    yield label(bar.words, 0, y + 12, bar.kind)
    yield label(bar.said, WIDTH, y + 12, f"e {bar.kind}")
    scale, middle = (_RIGHT - left) / 100, y + _STEP // 2
    x, width = rounded(left + bar.start * scale), rounded(bar.length * scale)
    if bar.kind == STRIPED:
        yield path(bar.kind, f"M{x} {middle}h{width}")
    else:
        yield rect(x, middle - _THICK // 2, width, _THICK, bar.kind)
    if mark is not None:
        yield path("d", f"M{rounded(left + mark * scale)} {y}v{_STEP}")


def _named(group: Group) -> str:
    name = escaped(group.name)
    return f"<strong>{name}</strong> {escaped(group.said)}" if group.said else name


def _row(bar: Bar, mark: str) -> str:
    """Returns one bar of a page and its words."""
    x, end, width = (rounded(value) for value in (bar.start, bar.start + bar.length, bar.length))
    if bar.kind == STRIPED:
        shape = f'<line x1="{x}%" x2="{end}%" y1="50%" y2="50%"/>'
    else:
        shape = f'<rect x="{x}%" width="{width}%" height="100%"/>'
    words = f"<span>{escaped(bar.words)}</span> " if bar.words else ""
    return (
        f'<p class="{bar.kind}">{words}<strong>{escaped(bar.said)}</strong>'
        f'<svg aria-hidden="true">{shape}{mark}</svg></p>'
    )
