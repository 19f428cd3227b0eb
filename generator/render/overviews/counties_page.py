"""/counties/index.html: the demonstration counties by city."""

from generator.render.charts import Tile
from generator.render.overviews.declaration import Content, Menu, OverviewPage, always, content
from generator.render.overviews.overview import Overview
from generator.views.overviews.listings import counties_by_city


def _draw(overview: Overview) -> Content:
    number = len(overview.summaries)
    cities = counties_by_city(overview.summaries)
    return content(
        "counties.md.j2",
        updated=overview.newest,
        description=f"{number} 个电子商务进农村综合示范县，按所属市排列。",
        cities=cities,
        number=number,
        tiles=[Tile(card.name, card.paid_share) for city in cities for card in city.counties],
    )


COUNTIES_PAGE = OverviewPage(
    stem="counties/index",
    title="示范县",
    menu=Menu.MAIN,
    section="counties",
    column_type="信息公开目录",
    reads=("names", "money", "projects", "checklist", "findings", "events"),
    filled_by=always,
    draw=_draw,
)
