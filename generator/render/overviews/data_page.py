"""/data/index.html: the open data of the portal."""

from generator.render.overviews.declaration import Content, Menu, OverviewPage, always, content
from generator.render.overviews.overview import Overview


def _draw(overview: Overview) -> Content:
    return content(
        "data.md.j2",
        updated=overview.newest,
        site=overview.portal.site,
        as_of=overview.portal.as_of,
        counties=tuple((summary.name, f"counties/{summary.code}") for summary in overview.summaries),
    )


DATA_PAGE = OverviewPage(
    stem="data/index",
    title="数据",
    description="本栏目现有的开放数据、来源和使用要求。",
    menu=Menu.MAIN,
    section="data",
    column_type="数据开放",
    kind="data",
    reads=("names", "events"),
    filled_by=always,
    draw=_draw,
)
