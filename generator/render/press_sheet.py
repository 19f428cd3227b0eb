"""The body of a press kit page: sentences to quote, charts to download, tables."""

from collections.abc import Sequence

from generator.model.codelists import FeedTopic
from generator.model.county import Allocation
from generator.model.programme import DEMONSTRATION_COUNTY
from generator.render import charts
from generator.render.blocks import blocks
from generator.render.columns import Column, Columns, resting_field
from generator.render.marks import Marks
from generator.render.press_table import PressTable
from generator.render.records import parts
from generator.render.sheet import Sheet
from generator.render.words import Shape, day, layout, wan, words
from generator.views.funds import CountyFunds
from generator.views.press import PressView

Figure = tuple[charts.Chart, str]
"""A chart, and the address of its file."""

_TITLE, _INTRO = Shape("{}新闻素材"), blocks("数据截至 {}。文字、图和表可以直接使用，请注明来源。")
_FIGURES, _SOURCE = parts.card("关键数字"), blocks("{}。完整情况见{}。")
_CHARTS, _CHART = parts.card("图"), Shape("{} {}")
_NO_PICTURE = Shape("PNG 图片未生成：{}。SVG 可以用浏览器打开，也可以插入文稿。")
_TABLES, _UNIT = parts.card("表"), blocks("单位：万元。")
_COUNTIES = Columns[CountyFunds](
    Column(DEMONSTRATION_COUNTY, lambda sheet, line: sheet.link(line.name, line.url)),
    resting_field(Allocation.label_of("central"), "central", "rests.received", wan),
    resting_field("已到账", "received", "rests.received", wan),
    resting_field("安排到项目", "allocated", "rests.allocated", wan),
    resting_field("已拨付", "paid", "rests.paid", wan),
    resting_field("已使用", "spent", "rests.spent", wan),
)
TABLES = (
    PressTable("按支持方向", parts.DIRECTIONS, lambda view: view.directions),
    PressTable("项目", parts.PROJECTS, lambda view: view.rows),
    PressTable(f"按{DEMONSTRATION_COUNTY}", _COUNTIES, lambda view: view.counties),
)
"""In the order of the page."""
_KITS = parts.card("各县素材")


def press_sheet(view: PressView, figures: Sequence[Figure], picture: str, no_picture: str) -> Sheet:
    """Makes the body.

    Args:
        picture: address of the PNG; empty if there is none.
        no_picture: why there is none, in Chinese.
    """
    sheet = Sheet(Marks(view.earlier_versions))
    sheet.add(parts.HEAD)
    sheet.title(_TITLE(words(view.name)))
    sheet.add(_INTRO, day(view.as_of))
    sheet.add(parts.HEAD_END)
    _sentences(sheet, view)
    if figures:
        _charts(sheet, figures)
        sheet.paragraph(
            sheet.link("下载以上各图的 PNG 图片", picture) if picture else _NO_PICTURE(words(no_picture))
        )
        sheet.add(parts.END)
    _tables(sheet, view)
    if view.kits:
        sheet.add(_KITS)
        sheet.items([sheet.link(name, url) for name, url in view.kits])
        sheet.add(parts.END)
    return sheet


def _sentences(sheet: Sheet, view: PressView) -> None:
    whole = f"{view.name}页面" if view.key != "province" else FeedTopic.FUNDS.label
    sheet.add(_FIGURES)
    sheet.items([words(sentence) for sentence in view.sentences])
    sheet.add(_SOURCE, words("，".join(view.source)), sheet.link(whole, view.url))
    sheet.add(parts.END)


def _charts(sheet: Sheet, figures: Sequence[Figure]) -> None:
    sheet.add(_CHARTS)
    for chart, address in figures:
        sheet.heading(3, words(chart.title))
        sheet.written(layout(charts.inline(chart)))
        sheet.paragraph(_CHART(words(chart.desc), sheet.link("下载 SVG", address)))


def _tables(sheet: Sheet, view: PressView) -> None:
    sheet.add(_TABLES)
    sheet.add(_UNIT)
    for table in TABLES:
        table.onto(sheet, view)
    sheet.add(parts.END)
