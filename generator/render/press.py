"""The press kit at /data/: key figures as sentences, charts as files, tables; for the province and each county."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.render import charts
from generator.render.page import Crumb, Page
from generator.render.press_sheet import press_sheet
from generator.render.records import HOME, article_tags
from generator.views.county import CountyView
from generator.views.funds import FundsView
from generator.views.portal import Portal
from generator.views.press import PressView, county_press_view, province_press_view
from generator.views.summary import CountySummary

_DATA = Crumb("数据", "data/index.html")


@dataclass(frozen=True)
class PressKit:
    """One page and the chart files it links to (root-relative address → bytes)."""

    page: Page
    files: Mapping[str, bytes]


def county_press(view: CountyView, portal: Portal) -> PressKit:
    """/data/press-<code>.html with /data/charts/<code>-*.svg and <code>.png."""
    drawn = (
        charts.money_chart(view.directions, view.county.name),
        charts.deadlines_chart(view.rows, portal.as_of),
        charts.visits_chart(view.visits, portal.as_of),
    )
    return _kit(f"data/press-{view.county.code}", county_press_view(view, portal), drawn, portal)


def province_press(summaries: tuple[CountySummary, ...], funds: FundsView, portal: Portal) -> PressKit:
    """/data/press.html with /data/charts/province-*.svg and province.png."""
    drawn = (
        charts.money_chart(funds.directions, "全省"),
        charts.months_chart(funds.months, funds.central, "全省"),
    )
    view = province_press_view(summaries, funds, portal, funds.updated)
    return _kit("data/press", view, drawn, portal)


def _kit(stem: str, view: PressView, drawn: tuple[charts.Chart | None, ...], portal: Portal) -> PressKit:
    there = [chart for chart in drawn if chart]
    figures = [(chart, f"data/charts/{view.key}-{chart.key}.svg") for chart in there]
    files = {address: charts.svg_file(chart, view.source) for chart, address in figures}
    picture = f"data/charts/{view.key}.png" if there and portal.picture_font[0] else ""
    if picture:
        files[picture] = charts.picture(there, view.source, portal.picture_font)
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
