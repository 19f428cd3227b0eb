"""/counties/index.html: the demonstration counties in one table."""

from generator.model.county import County
from generator.model.programme import DEMONSTRATION_COUNTY
from generator.model.withheld import Rest
from generator.render.charts import Tile
from generator.render.columns import Column, Columns, resting_field
from generator.render.overviews.cells import COUNTY, OVERDUE, PAID_AND_FOUND, RECEIVED, linked
from generator.render.overviews.declaration import Content, Menu, OverviewPage, always, content
from generator.render.overviews.overview import Overview
from generator.render.words import NOT_TOLD, or_nothing
from generator.views.overviews.listings import CountyLine, all_counties, county_lines
from generator.views.summary import other_units

_COLUMNS = (
    Columns[CountyLine](
        COUNTY,
        Column(
            County.label_of("city"),
            lambda sheet, line: linked(sheet, line.city, line.city_url),
            in_total=False,
        ),
        Column("批次", lambda _, line: or_nothing("、".join(map(str, line.cohorts))), in_total=False),
        resting_field("项目数", "projects", "rests.projects"),
        OVERDUE,
    )
    + RECEIVED
    + PAID_AND_FOUND
)


def _draw(overview: Overview) -> Content:
    lines, lack = county_lines(overview.summaries, overview.funds), overview.lack
    number = sum(summary.is_county for summary in overview.summaries)
    others = other_units(overview.summaries)
    paid = [line.rests.paid_share for line in lines]
    return content(
        "counties.md.j2",
        updated=overview.newest,
        description=""
        if lack.counties
        else f"{number} 个电子商务进农村综合示范县{others}：项目、资金、公开和发现。",
        columns=_COLUMNS,
        lines=lines,
        number=number,
        others=others,
        total=all_counties(lines, overview.funds, lack.rests.county),
        counted=lack.rests.county,
        tiles=[
            *(_tile(line) for line in lines if line.is_county),
            *(Tile(code, None, NOT_TOLD) for code in lack.counties),
        ],
        paid=max((rest for rest in paid if rest is not Rest.MISSING), default=Rest.LATEST),
    )


def _tile(line: CountyLine) -> Tile:
    if line.rests.paid_share is Rest.MISSING:
        return Tile(line.name, None, NOT_TOLD)
    return Tile(line.name, line.funds.paid_share, line.no_share)


COUNTIES_PAGE = OverviewPage(
    stem="counties/index",
    title=DEMONSTRATION_COUNTY,
    description="电子商务进农村综合示范县，按所属市排列。",
    menu=Menu.MAIN,
    section="counties",
    column_type="信息公开目录",
    reads=("names", "money", "projects", "checklist", "findings", "events", "batches"),
    filled_by=always,
    draw=_draw,
)
