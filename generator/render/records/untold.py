"""What pages say in place of figures that rest on records that were never published."""

from generator.model.withheld import Rest
from generator.render import charts
from generator.render.blocks import blocks
from generator.render.sheet import Sheet
from generator.render.words import layout, words
from generator.views.lack import Lack

_UNTOLD = blocks("{}：{}。")


def untold(sheet: Sheet, lack: Lack) -> None:
    """Adds why figures are not told, and where the records are; nothing if all are."""
    if lack.records:
        sheet.paragraph(words(f"{lack.told()}。"))


def figure(sheet: Sheet, chart: charts.Chart | None, rest: Rest, why: str) -> None:
    """Adds a chart, or a paragraph with ``why`` if its figures rest on missing records."""
    drawn = charts.resting(chart, rest)
    if drawn:
        sheet.written(layout(charts.inline(drawn)))
    elif chart:
        sheet.add(_UNTOLD, words(chart.title), words(why))
