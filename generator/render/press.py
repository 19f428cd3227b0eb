"""The press kit at /data/: key figures as sentences, charts as files, tables; for the province and each county."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.model.change import Change
from generator.model.withheld import MONEY, OF_PROJECTS, Rest
from generator.render import charts
from generator.render.page import Crumb, Page
from generator.render.press_sheet import press_sheet
from generator.render.records import HOME, article_tags
from generator.views.county import CountyView
from generator.views.funds import FundsView
from generator.views.lack import NOTHING_LACKS, Lack
from generator.views.portal import Portal
from generator.views.press import PressView, county_press_view, province_press_view
from generator.views.summary import CountySummary

_DATA = Crumb("数据", "data/index.html")


@dataclass(frozen=True)
class PressKit:
    """One page and the chart files it links to (root-relative address → bytes)."""

    page: Page
    files: Mapping[str, bytes]


_Drawn = tuple[charts.Chart | None, Rest, str]
"""(chart, None if there is nothing to draw; on which versions its figures rest; why it is not told, in Chinese)."""
_DOUBTFUL = "未完成的项目最近一次提交都未通过核对，暂不计算"


def county_press(view: CountyView, portal: Portal) -> PressKit:
    """/data/press-<code>.html with /data/charts/<code>-*.svg and <code>.png."""
    rests, why = view.rests, view.lack.why
    drawn = (
        (charts.money_chart(view.directions, view.county.name), rests.of_projects, why(OF_PROJECTS)),
        _deadlines(view, portal),
        (charts.visits_chart(view.visits, portal.as_of), rests.inspections, why(["inspections"])),
    )
    return _kit(f"data/press-{view.county.code}", county_press_view(view, portal), drawn, portal)


def province_press(
    summaries: tuple[CountySummary, ...],
    funds: FundsView,
    portal: Portal,
    lack: Lack = NOTHING_LACKS,
    own_changes: tuple[Change, ...] = (),
) -> PressKit:
    """/data/press.html with /data/charts/province-*.svg and province.png."""
    drawn = (
        (charts.money_chart(funds.directions, "全省"), funds.rests.of_projects, lack.why(OF_PROJECTS)),
        (charts.months_chart(funds.months, funds.central, "全省"), funds.rests.money, lack.why(MONEY)),
    )
    view = province_press_view(summaries, funds, portal, funds.updated, lack, own_changes)
    return _kit("data/press", view, drawn, portal)


def _deadlines(view: CountyView, portal: Portal) -> _Drawn:
    """Draws the deadlines; if all unfinished projects are shown in earlier versions, their rest is MISSING."""
    chart = charts.deadlines_chart(view.rows, portal.as_of)
    if chart:
        return chart, Rest.LATEST, ""
    rows = [row._replace(earlier=None) for row in view.rows]
    return charts.deadlines_chart(rows, portal.as_of), Rest.MISSING, _DOUBTFUL


def _kit(stem: str, view: PressView, drawn: Sequence[_Drawn], portal: Portal) -> PressKit:
    """Makes the page and files. A chart that cannot be drawn still has its file, which says why, as others may embed it."""
    found = [
        (charts.resting(chart, rest) or charts.untold(chart, why), rest is not Rest.MISSING)
        for chart, rest, why in drawn
        if chart
    ]
    files = {_address(view, chart): charts.svg_file(chart, view.source) for chart, _ in found}
    figures = [(chart, _address(view, chart)) for chart, is_told in found if is_told]
    picture = f"data/charts/{view.key}.png" if found and portal.picture_font[0] else ""
    if picture:
        files[picture] = charts.picture([chart for chart, _ in found], view.source, portal.picture_font)
    title = f"{view.name}新闻素材"
    page = Page(
        stem=stem,
        kind="data",
        section="data",
        title=title,
        description=f"{view.name}综合示范的关键数字、图和表，数据截至 {view.as_of}，注明来源即可使用。",
        body=press_sheet(view, figures, picture, portal.no_picture),
        breadcrumbs=(HOME, _DATA, Crumb(title)),
        is_demo=view.is_demo,
        updated=view.updated,
        meta_tags=article_tags(
            title, view.updated, portal.site.publisher, f"{view.name},新闻素材,资金", ("数据", "数据开放")
        ),
        tip_off="tip-off.html",
        publishes_markdown=True,
    )
    return PressKit(page, files)


def _address(view: PressView, chart: charts.Chart) -> str:
    return f"data/charts/{view.key}-{chart.key}.svg"
