"""/counties/index.html: the demonstration counties by city."""

from generator.model.withheld import Rest
from generator.render.charts import Tile
from generator.render.overviews.declaration import Content, Menu, OverviewPage, always, content
from generator.render.overviews.overview import Overview
from generator.render.words import NOT_TOLD
from generator.views.overviews.home import CountyCard
from generator.views.overviews.listings import counties_by_city


def _draw(overview: Overview) -> Content:
    number, lack = len(overview.summaries), overview.lack
    paid = [summary.rests.paid_share for summary in overview.summaries]
    cities = counties_by_city(overview.summaries)
    return content(
        "counties.md.j2",
        updated=overview.newest,
        description="" if lack.counties else f"{number} 个电子商务进农村综合示范县，按所属市排列。",
        cities=cities,
        number=number,
        counted=lack.rests.county,
        tiles=[
            *(_tile(card) for city in cities for card in city.counties),
            *(Tile(code, None, NOT_TOLD) for code in lack.counties),
        ],
        paid=max((rest for rest in paid if rest is not Rest.MISSING), default=Rest.LATEST),
    )


def _tile(card: CountyCard) -> Tile:
    if card.rests.paid_share is Rest.MISSING:
        return Tile(card.name, None, NOT_TOLD)
    return Tile(card.name, card.paid_share)


COUNTIES_PAGE = OverviewPage(
    stem="counties/index",
    title="示范县",
    description="电子商务进农村综合示范县，按所属市排列。",
    menu=Menu.MAIN,
    section="counties",
    column_type="信息公开目录",
    reads=("names", "money", "projects", "checklist", "findings", "events"),
    filled_by=always,
    draw=_draw,
)
