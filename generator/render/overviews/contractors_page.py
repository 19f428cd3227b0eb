"""/contractors/index.html: every company that carries out a project."""

from generator.model.programme import DEMONSTRATION_COUNTY
from generator.model.project import Project
from generator.model.withheld import Rest
from generator.render.columns import Column, Columns, resting_field
from generator.render.overviews.cells import OVERDUE
from generator.render.overviews.declaration import Content, Menu, OverviewPage, content
from generator.render.overviews.overview import Overview
from generator.render.words import PAID_OF_SUBSIDY, counted, number, percent, resting, wan, words
from generator.views.contractor import ContractorView

_COLUMNS = Columns[ContractorView](
    Column(Project.label_of("contractor"), lambda sheet, view: sheet.link(view.name, view.url)),
    Column(DEMONSTRATION_COUNTY, lambda _, view: words("、".join(view.counties))),
    Column("项目数", lambda _, view: number(len(view.rows)), is_number=True),
    resting_field("扶持资金（万元）", "subsidy", "rests.allocated", wan),
    resting_field("已拨付（万元）", "paid", "rests.paid", wan),
    Column(
        PAID_OF_SUBSIDY,
        lambda _, view: resting(percent(view.paid_share, "不适用"), view.rests.paid_of_allocated),
        is_number=True,
    ),
    OVERDUE,
    resting_field(Project.label_of("cancellation"), "cancelled", "rests.projects"),
    Column("发现", lambda _, view: counted(view.findings, view.rests.worst), is_number=True),
)


def _draw(overview: Overview) -> Content:
    return content(
        "contractors.md.j2",
        updated=overview.newest,
        description=""
        if overview.rests.projects is Rest.MISSING
        else f"承办综合示范项目的 {len(overview.contractors)} 家单位：项目、资金、逾期和发现。",
        rest=overview.rests.projects,
        views=overview.contractors,
        columns=_COLUMNS,
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
