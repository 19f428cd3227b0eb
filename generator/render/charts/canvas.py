"""What all charts share: a drawing as wide as a phone, its words escaped, and the forms it is published in."""

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

import svg

from generator.render.escape import Markdown
from generator.render.slots import Cut, cut, sentinel

WIDTH = 340
"""Units of the drawing; on a phone one unit is about one CSS pixel, so that type of 13 units stays legible."""
EDGE = 14
"""Room around a drawing that stands alone, units."""
TYPE = 13
"""Size of the type, units; the stylesheets say the same."""
_LEAST = 16
"""Distance of two labels, units."""
_WIDE = 0x2E80
"""Characters from here on are as wide as they are high."""


@dataclass(frozen=True)
class Chart:
    """A drawing and its words; what it looks like comes from the classes of its parts."""

    key: str
    """Tells the charts of one page apart."""
    title: str
    desc: str
    """What a listener needs instead of the drawing."""
    height: float
    elements: tuple[svg.Element, ...]


def inline(chart: Chart) -> Markdown:
    """The chart as a layout line, themed by the page's stylesheet: it stands in the page and not in its ``.md``."""
    drawn = "".join(map(str, chart.elements))
    return Markdown(_frame(chart.key, chart.title, rounded(chart.height)).fill((escaped(chart.desc), drawn)))


@lru_cache(maxsize=4096)
def _frame(key: str, title: str, height: float) -> Cut:
    """What stands around the description and the drawing of all charts of one kind."""
    words, reference = _words(Chart(key, title, sentinel(0), height, ()))
    drawing = svg.SVG(
        xmlns=None,
        viewBox=svg.ViewBoxSpec(0, 0, WIDTH, height),
        elements=[*words, _Drawn(sentinel(1))],
        extra=reference,
    )
    return cut(f'<figure class="chart">{drawing}</figure>')


def drawing_of(
    chart: Chart, *, head: Sequence[svg.Element], foot: Sequence[svg.Element], above: float, below: float
) -> str:
    """The chart as a drawing of its own, with an edge and with room for ``head`` above and ``foot`` below."""
    width, height = WIDTH + 2 * EDGE, rounded(chart.height + above + below)
    words, reference = _words(replace(chart, desc=escaped(chart.desc)))
    return str(
        svg.SVG(
            width=2 * width,
            height=2 * height,
            viewBox=svg.ViewBoxSpec(-EDGE, -rounded(above), width, height),
            elements=[*words, *head, *chart.elements, *foot],
            extra=reference,
        )
    )


def _words(chart: Chart) -> tuple[list[svg.Element], dict[str, str]]:
    """Title and description, which is escaped already, for those who listen; and the attributes that name them."""
    words: list[svg.Element] = [
        svg.Title(id=f"{chart.key}-t", text=escaped(chart.title)),
        svg.Desc(id=f"{chart.key}-d", text=chart.desc),
    ]
    return words, {"role": "img", "aria-labelledby": f"{chart.key}-t {chart.key}-d"}


def escaped(text: str) -> str:
    """County text inside an SVG element or attribute; one line, so that no blank line ends the layout line."""
    return html.escape(" ".join(text.split()))


def rounded(value: float | Decimal) -> float | int:
    """A coordinate with at most one decimal."""
    short = round(float(value), 1)
    return int(short) if short == int(short) else short


def label(text: str, x: float, y: float, *, end: bool = False, kind: str = "") -> svg.Element:
    """A line of type; ``end`` sets it flush right at ``x``."""
    names = tuple(name for name in ("e" if end else "", kind) if name)
    return _type(escaped(text), rounded(x), rounded(y), names)


def bar(x: float, y: float, width: float, height: float, kind: str) -> svg.Rect:
    """A filled or hollow box."""
    return svg.Rect(x=rounded(x), y=rounded(y), width=rounded(width), height=rounded(height), class_=[kind])


class _Drawn(svg.Element):
    """An element that was written before: the axes of ten thousand charts bear the same words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._written = text

    def as_str(self) -> str:
        return self._written


class _Step(svg.PathData):
    """A step of a path that was written before."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __str__(self) -> str:
        return self._text


@lru_cache(maxsize=16_384, typed=True)
def step(kind: type[svg.PathData], *place: float) -> svg.PathData:
    """One step of a path, e.g. ``step(svg.M, 40, 20)``: charts over the same axes take the same steps."""
    return _Step(str(kind(*place)))


def path(kind: str, *steps: svg.PathData) -> svg.Element:
    """A line in the style of its kind."""
    return _Drawn(_line(kind).fill((" ".join(map(str, steps)),)))


@lru_cache
def _line(kind: str) -> Cut:
    return cut(str(svg.Path(class_=[kind], d=[_Step(sentinel(0))])))


@lru_cache(maxsize=4096)
def _type(text: str, x: float, y: float, names: tuple[str, ...]) -> svg.Element:
    return _Drawn(str(svg.Text(x=x, y=y, text=text, class_=list(names) or None)))


def width_of(text: str) -> float:
    """About how wide a line of type is, units."""
    return sum(TYPE if ord(mark) >= _WIDE else TYPE * 0.6 for mark in text)


def fitted(text: str, room: float) -> str:
    """The text, cut to the room there is."""
    if width_of(text) <= room:
        return text
    while text and width_of(text) > room - TYPE:
        text = text[:-1]
    return f"{text}…"


def apart(ends: Sequence[tuple[float, str]], floor: float) -> Iterator[tuple[float, str]]:
    """Labels at the ends of lines as (y, text), moved up where one would cover another."""
    lowest = floor
    for y, text in sorted(ends, reverse=True):
        lowest = min(y, lowest)
        yield lowest, text
        lowest -= _LEAST
