"""What stands on a page of the press kit: sentences to quote, charts to take, tables."""

from collections.abc import Sequence

from generator.render import charts
from generator.render.records import parts
from generator.render.sheet import Sheet, Table
from generator.render.words import Shape, Words, day, fixed, layout, wan, words
from generator.views.overviews.funds import CountyFunds
from generator.views.press import PressView

Figure = tuple[charts.Chart, str]
"""A chart, and the address of its file."""

_TITLE, _INTRO = Shape("{}新闻素材"), Shape("数据截至 {}。文字、图和表可以直接使用，请注明来源。")
_FIGURES, _SOURCE = fixed("关键数字"), Shape("{}。完整情况见{}。")
_CHARTS, _CHART = fixed("图"), Shape("{} {}")
_NO_PICTURE = Shape("PNG 图片没有生成：{}。SVG 可以用浏览器打开，也可以插入文稿。")
_TABLES, _UNIT = fixed("表"), fixed("单位：万元。")
_BY_DIRECTION, _PROJECTS, _BY_COUNTY = fixed("按支持方向"), fixed("项目"), fixed("按示范县")
_COUNTIES = Table(
    "| 示范县 | 中央财政 | 已到账 | 安排到项目 | 已拨付 | 已使用 |\n| --- | ---: | ---: | ---: | ---: | ---: |"
)
_KITS = fixed("各县素材")


def press_sheet(view: PressView, figures: Sequence[Figure], picture: str, no_picture: str) -> Sheet:
    """The whole body.

    Args:
        picture: address of the PNG; empty where there is none.
        no_picture: why there is none.
    """
    sheet = Sheet()
    sheet.add(parts.HEAD)
    sheet.title(_TITLE(words(view.name)))
    sheet.paragraph(_INTRO(day(view.as_of)))
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
        parts.card(sheet, _KITS)
        sheet.items([sheet.link(name, url) for name, url in view.kits])
        sheet.add(parts.END)
    return sheet


def _sentences(sheet: Sheet, view: PressView) -> None:
    whole = f"{view.name}页面" if view.key != "province" else "资金"
    parts.card(sheet, _FIGURES)
    sheet.items([words(sentence) for sentence in view.sentences])
    sheet.paragraph(_SOURCE(words("，".join(view.source)), sheet.link(whole, view.url)))
    sheet.add(parts.END)


def _charts(sheet: Sheet, figures: Sequence[Figure]) -> None:
    parts.card(sheet, _CHARTS)
    for chart, address in figures:
        sheet.heading(3, words(chart.title))
        sheet.add(layout(charts.inline(chart)))
        sheet.paragraph(_CHART(words(chart.desc), sheet.link("下载 SVG", address)))


def _tables(sheet: Sheet, view: PressView) -> None:
    parts.card(sheet, _TABLES)
    sheet.paragraph(_UNIT)
    sheet.heading(3, _BY_DIRECTION)
    sheet.table(parts.DIRECTIONS, parts.directions(view.directions))
    if view.rows:
        sheet.heading(3, _PROJECTS)
        parts.projects(sheet, view.rows, with_county=False)
    if view.counties:
        sheet.heading(3, _BY_COUNTY)
        sheet.table(_COUNTIES, [_county(sheet, line) for line in view.counties])
    sheet.add(parts.END)


def _county(sheet: Sheet, line: CountyFunds) -> tuple[Words, ...]:
    amounts = (line.central, line.received, line.allocated, line.paid, line.spent)
    return sheet.link(line.name, line.url), *map(wan, amounts)
