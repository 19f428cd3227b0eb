"""/contractors/index.html: every company that carries out a project."""

from generator.model.project import Project
from generator.model.withheld import Rest
from generator.render.overviews.declaration import Content, Menu, OverviewPage, content
from generator.render.overviews.overview import Overview


def _draw(overview: Overview) -> Content:
    return content(
        "contractors.md.j2",
        updated=overview.newest,
        description=""
        if overview.rests.projects is Rest.MISSING
        else f"承办综合示范项目的 {len(overview.contractors)} 家单位：项目、资金、逾期和发现。",
        rest=overview.rests.projects,
        views=overview.contractors,
    )


CONTRACTORS_PAGE = OverviewPage(
    stem="contractors/index",
    title=Project.label_of("contractor"),
    description="承办综合示范项目的单位：项目、资金、逾期和发现。",
    menu=Menu.MORE,
    section="projects",
    column_type="信息公开目录",
    reads=("projects", "events"),
    filled_by=lambda county: any(row.parties for row in county.projects),
    lies_in="projects/",
    draw=_draw,
)
