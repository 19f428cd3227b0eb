"""A chart: what is drawn, as HTML in a page and as SVG in a file of its own.

In a page its words are text of the page, as large as the page's own, that breaks and is read out as other text; only bars
and lines are drawn, and they stretch with the space they have.
"""

from typing import NamedTuple, Protocol

from generator.model.withheld import Rest
from generator.render.charts.elements import Element, escaped
from generator.render.escape import Markdown

_WITH_EARLIER = "含上一次公开的记录"


class Body(Protocol):
    """Bars, a grid of cells or lines."""

    def html(self) -> str:
        """Returns it for a page, on one line."""

    def svg(self) -> tuple[list[Element], int]:
        """Returns it for a file, (elements, height); as wide as ``drawing.WIDTH``."""


class Chart(NamedTuple):
    key: str
    """Part of the name of its file."""
    title: str
    desc: str
    """What it says, in a sentence."""
    body: Body | None
    """None if its figures cannot be told."""
    notes: tuple[str, ...] = ()
    """Said below it."""


def resting(chart: Chart | None, rest: Rest) -> Chart | None:
    """Adds a note to a chart whose figures rest on earlier versions; None if they rest on missing records."""
    if chart is None or rest is Rest.MISSING:
        return None
    if rest is Rest.LATEST:
        return chart
    return chart._replace(desc=f"{chart.desc}{_WITH_EARLIER}。", notes=(*chart.notes, _WITH_EARLIER))


def untold(chart: Chart, why: str) -> Chart:
    """Returns a chart that says only why its figures are not told, in Chinese."""
    return chart._replace(desc=f"{why}。", body=None, notes=(why,))


def inline(chart: Chart) -> Markdown:
    """Returns the chart as a layout line, which is in the page and not in its ``.md``."""
    name = escaped(f"{chart.title}：{chart.desc}")
    body = chart.body.html() if chart.body else ""
    notes = f"<figcaption>{'<br>'.join(map(escaped, chart.notes))}</figcaption>" if chart.notes else ""
    return Markdown(f'<figure class="chart" aria-label="{name}">{body}{notes}</figure>')
