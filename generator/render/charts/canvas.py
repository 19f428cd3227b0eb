"""What all charts share: size and text of a drawing, and the forms in which it is published."""

import html
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple, TypeVar

from generator.model.withheld import Rest
from generator.render.charts.elements import Element, drawing, rect, text
from generator.render.escape import Markdown

N = TypeVar("N", int, float)

WIDTH = 340
"""Width of a drawing, units; a page shows it so wide that text of 13 units is as large as its own."""
EDGE = 14
"""Margin around a drawing in a file of its own, units."""
TYPE = 13
"""Font size, units; as in the stylesheets."""
_LEAST = 16
"""Least vertical distance of two labels, units."""
_WITH_EARLIER = "含上一次公开的记录"
_WIDE = 0x2E80
"""First code point of the characters that are as wide as they are high."""


class Chart(NamedTuple):
    """A drawing with title and description; stylesheets style its elements by their classes."""

    key: str
    """Unique on a page; part of the ids of title and description."""
    title: str
    desc: str
    """Description for screen readers."""
    height: float
    elements: tuple[Element, ...]


def resting(chart: Chart | None, rest: Rest) -> Chart | None:
    """Adds a note to a chart whose figures rest on earlier versions; None if they rest on missing records."""
    if chart is None or rest is Rest.MISSING:
        return None
    if rest is Rest.LATEST:
        return chart
    note = label(_WITH_EARLIER, 0, chart.height + TYPE)
    return Chart(
        chart.key,
        chart.title,
        f"{chart.desc}{_WITH_EARLIER}。",
        chart.height + _LEAST + 2,
        (*chart.elements, note),
    )


def untold(chart: Chart, why: str) -> Chart:
    """Returns a chart that says only why its figures are not told, in Chinese."""
    lines = [label(line, 0, TYPE + number * _LEAST) for number, line in enumerate(_broken(why))]
    return chart._replace(desc=f"{why}。", height=len(lines) * _LEAST + 5, elements=tuple(lines))


def _broken(text: str) -> Iterator[str]:
    """Breaks a text into lines as wide as a drawing."""
    while width_of(text) > WIDTH:
        end = next(end for end in range(len(text), 0, -1) if width_of(text[:end]) <= WIDTH)
        yield text[:end]
        text = text[end:]
    yield text


def inline(chart: Chart) -> Markdown:
    """Returns the chart as a layout line, which is in the page and not in its ``.md``; the page's stylesheet styles it."""
    drawn = drawing(_frame(chart.key, chart.height), (_words(chart), *chart.elements))
    return Markdown(f'<figure class="chart" tabindex="0">{drawn}</figure>')


@lru_cache(maxsize=256)
def _frame(key: str, height: float) -> str:
    """Returns the attributes of a drawing in a page; charts of one kind share them."""
    return f'viewBox="0 0 {WIDTH} {rounded(height)}" {_reference(key)}'


def drawing_of(
    chart: Chart, *, head: Sequence[Element], foot: Sequence[Element], above: float, below: float
) -> str:
    """Returns the chart as SVG of its own, with a margin, and ``head`` and ``foot`` in space above and below."""
    width, height = WIDTH + 2 * EDGE, rounded(chart.height + above + below)
    frame = standing(f"{-EDGE} {-rounded(above)} {width} {height}", 2 * width, 2 * height)
    return drawing(f"{frame} {_reference(chart.key)}", (_words(chart), *head, *chart.elements, *foot))


def standing(view: str, width: float, height: float) -> str:
    """Returns the attributes of a drawing in a file of its own."""
    return f'xmlns="http://www.w3.org/2000/svg" viewBox="{view}" width="{width}" height="{height}"'


def _words(chart: Chart) -> Element:
    return f'{_title(chart.key, chart.title)}<desc id="{chart.key}-d">{escaped(chart.desc)}</desc>'


@lru_cache(maxsize=256)
def _title(key: str, title: str) -> Element:
    return f'<title id="{key}-t">{escaped(title)}</title>'


def _reference(key: str) -> str:
    """Returns the attributes that refer to title and description."""
    return f'role="img" aria-labelledby="{key}-t {key}-d"'


def escaped(text: str) -> str:
    """Escapes county text for SVG, in one line, because a blank line would end the layout line."""
    return html.escape(" ".join(text.split()))


def rounded(value: float | Decimal) -> float | int:
    """Rounds a coordinate to at most one decimal."""
    short = round(float(value), 1)
    return int(short) if short == int(short) else short


@lru_cache(maxsize=16_384)
def label(words: str, x: float, y: float, *, end: bool = False, kind: str = "") -> Element:
    """Returns a line of text; ``end`` aligns its end with ``x``. Cached, because charts share many labels."""
    kinds = f"e {kind}" if end and kind else "e" if end else kind
    return text(escaped(words), rounded(x), rounded(y), kinds)


def bar(x: float, y: float, width: float, height: float, kind: str) -> Element:
    """Returns a box; ``kind`` is its class."""
    return rect(rounded(x), rounded(y), rounded(width), rounded(height), kind)


def width_of(text: str) -> float:
    """Estimates the width of a line of text, units."""
    return sum(TYPE if ord(mark) >= _WIDE else TYPE * 0.6 for mark in text)


def fitted(text: str, room: float) -> str:
    """Shortens a text to a width, units."""
    if width_of(text) <= room:
        return text
    while text and width_of(text) > room - TYPE:
        text = text[:-1]
    return f"{text}…"


def apart(ends: Sequence[tuple[N, str]], floor: N, scale: int = 1) -> Iterator[tuple[N, str]]:
    """Yields labels at the ends of lines as (y, text), moved up if one would cover another.

    Args:
        scale: ``ends`` and ``floor`` are in units divided by this.
    """
    lowest = floor
    for y, words in sorted(ends, reverse=True):
        lowest = min(y, lowest)
        yield lowest, words
        lowest -= _LEAST * scale
