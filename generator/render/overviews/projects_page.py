"""/projects/index.html: every project of the province."""

from generator.model.codelists import Direction, Status
from generator.model.money import total
from generator.model.withheld import Rest
from generator.render.columns import Columns, resting_field
from generator.render.environment import ROWS
from generator.render.overviews.cells import COUNTY, OVERDUE
from generator.render.overviews.declaration import Content, Menu, OverviewPage, content
from generator.render.overviews.overview import Overview
from generator.render.records.parts import PROJECTS_WITH_IDS
from generator.render.words import wan
from generator.views.overviews.listings import CountyProjects, projects_by_county

_BY_COUNTY = Columns[CountyProjects](
    COUNTY,
    resting_field("项目数", "projects", "rests.projects"),
    resting_field("扶持资金（万元）", "subsidy", "rests.allocated", wan),
    resting_field("已拨付（万元）", "paid", "rests.paid", wan),
    OVERDUE,
)


def _draw(overview: Overview) -> Content:
    rows = overview.rows
    return content(
        "projects.md.j2",
        updated=overview.newest,
        description=""
        if overview.rests.projects is Rest.MISSING
        else f"全部 {len(rows)} 个综合示范项目的承办单位、资金、进度和完成时限。",
        rows=rows,
        subsidy=total(row.subsidy for row in rows if not row.is_cancelled),
        paid=total(row.paid for row in rows if row.counts),
        rests=overview.rests,
        overdue=sum(row.days_overdue > 0 for row in rows),
        without_subsidy=sum(row.subsidy is None and not row.is_cancelled for row in rows),
        counties=projects_by_county(overview.summaries) if len(rows) > ROWS else (),
        columns=PROJECTS_WITH_IDS,
        by_county=_BY_COUNTY,
        directions=[direction.label for direction in Direction.listed([row.direction for row in rows])],
        statuses=[status.label for status in Status],
    )


PROJECTS_PAGE = OverviewPage(
    stem="projects/index",
    title="项目",
    description="综合示范项目的承办单位、资金、进度和完成时限。",
    menu=Menu.MAIN,
    section="projects",
    column_type="信息公开目录",
    reads=("names", "money", "projects", "events", "batches"),
    filled_by=lambda county: county.projects,
    lies_in="projects/",
    draw=_draw,
)
