"""What all charts share: a drawing as wide as a phone, its words escaped, and the forms it is published in."""

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
"""Units of the drawing; a page shows it so wide that type of 13 units is as large as its running text."""
EDGE = 14
"""Room around a drawing that stands alone, units."""
TYPE = 13
"""Size of the type, units; the stylesheets say the same."""
_LEAST = 16
"""Distance of two labels, units."""
_WITH_EARLIER, _UNTOLD = "含上一次公开的记录", "有记录未通过核对，暂不计算"
_WIDE = 0x2E80
"""Characters from here on are as wide as they are high."""


class Chart(NamedTuple):
    """A drawing and its words; what it looks like comes from the classes of its parts."""

    key: str
    """Tells the charts of one page apart."""
    title: str
    desc: str
    """What a listener needs instead of the drawing."""
    height: float
    elements: tuple[Element, ...]


def resting(chart: Chart | None, rest: Rest) -> Chart | None:
    """A chart of figures that may rest on withheld records: it says so, or is not drawn."""
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


def untold(chart: Chart) -> Chart:
    """In place of a chart of figures that nobody knows."""
    return chart._replace(desc=f"{_UNTOLD}。", height=TYPE + 8, elements=(label(_UNTOLD, 0, TYPE),))


def inline(chart: Chart) -> Markdown:
    """The chart as a layout line, themed by the page's stylesheet: it stands in the page and not in its ``.md``."""
    drawn = drawing(_frame(chart.key, chart.height), (_words(chart), *chart.elements))
    return Markdown(f'<figure class="chart" tabindex="0">{drawn}</figure>')


@lru_cache(maxsize=256)
def _frame(key: str, height: float) -> str:
    """Attributes of a drawing that stands in a page; charts of one kind have the same."""
    return f'viewBox="0 0 {WIDTH} {rounded(height)}" {_reference(key)}'


def drawing_of(
    chart: Chart, *, head: Sequence[Element], foot: Sequence[Element], above: float, below: float
) -> str:
    """The chart as a drawing of its own, with an edge and with room for ``head`` above and ``foot`` below."""
    width, height = WIDTH + 2 * EDGE, rounded(chart.height + above + below)
    frame = standing(f"{-EDGE} {-rounded(above)} {width} {height}", 2 * width, 2 * height)
    return drawing(f"{frame} {_reference(chart.key)}", (_words(chart), *head, *chart.elements, *foot))


def standing(view: str, width: float, height: float) -> str:
    """Attributes of a drawing that is a file of its own."""
    return f'xmlns="http://www.w3.org/2000/svg" viewBox="{view}" width="{width}" height="{height}"'


def _words(chart: Chart) -> Element:
    """Title and description, for those who listen."""
    return f'{_title(chart.key, chart.title)}<desc id="{chart.key}-d">{escaped(chart.desc)}</desc>'


@lru_cache(maxsize=256)
def _title(key: str, title: str) -> Element:
    return f'<title id="{key}-t">{escaped(title)}</title>'


def _reference(key: str) -> str:
    """The attributes that name title and description."""
    return f'role="img" aria-labelledby="{key}-t {key}-d"'


def escaped(text: str) -> str:
    """County text inside an SVG element or attribute; one line, so that no blank line ends the layout line."""
    return html.escape(" ".join(text.split()))


def rounded(value: float | Decimal) -> float | int:
    """A coordinate with at most one decimal."""
    short = round(float(value), 1)
    return int(short) if short == int(short) else short


@lru_cache(maxsize=16_384)
def label(words: str, x: float, y: float, *, end: bool = False, kind: str = "") -> Element:
    """A line of type; ``end`` sets it flush right at ``x``. Axes of ten thousand charts bear the same words."""
    kinds = f"e {kind}" if end and kind else "e" if end else kind
    return text(escaped(words), rounded(x), rounded(y), kinds)


def bar(x: float, y: float, width: float, height: float, kind: str) -> Element:
    """A filled or hollow box."""
    return rect(rounded(x), rounded(y), rounded(width), rounded(height), kind)


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


def apart(ends: Sequence[tuple[N, str]], floor: N, scale: int = 1) -> Iterator[tuple[N, str]]:
    """Labels at the ends of lines as (y, text), moved up where one would cover another.

    Args:
        scale: parts of a unit that ``ends`` and ``floor`` are counted in.
    """
    lowest = floor
    for y, words in sorted(ends, reverse=True):
        lowest = min(y, lowest)
        yield lowest, words
        lowest -= _LEAST * scale
