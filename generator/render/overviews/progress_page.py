"""/progress.html: states by county; what is overdue, soon due, or not reported."""

from generator.model.codelists import FeedTopic, Status
from generator.model.project import Project
from generator.render.columns import Column, Columns, field, resting_field
from generator.render.overviews.cells import COUNTY
from generator.render.overviews.declaration import Content, Menu, OverviewPage, content
from generator.render.overviews.overview import Overview
from generator.render.records import parts
from generator.render.words import Shape, Words, day, number, resting, warned, words
from generator.views.overviews.progress import DayLine, StateLine, progress_view

_WARNED = Shape("***{}***")


def _of_status(at: int, status: Status) -> Column[StateLine]:
    return Column(status.label, lambda _, line: resting(number(line.counts[at]), line.rest), is_number=True)


_STATES = Columns[StateLine](
    COUNTY,
    resting_field("项目数", "projects", "rest"),
    *(_of_status(at, status) for at, status in enumerate(Status)),
    Column("逾期", lambda _, line: warned(line.overdue, line.rest), is_number=True),
)


def _by_day(on: Column[DayLine], days: Column[DayLine]) -> Columns[DayLine]:
    """Returns the columns of projects with a day and a number of days."""
    who = [column.inside("row") for column in (parts.PROJECT, parts.COUNTY, parts.CONTRACTOR)]
    return Columns(*who, on, days, parts.DONE.inside("row"), parts.STATE.inside("row"))


def _last_report(line: DayLine) -> Words:
    return day(line.row.last_report) if line.row.last_report else words("从未报告")


_DEADLINE = field(Project, "deadline", day, inside="row")
_OVERDUE = _by_day(
    _DEADLINE, Column("逾期（天）", lambda _, line: _WARNED(number(line.days)), is_number=True)
)
_SOON = _by_day(_DEADLINE, Column("还剩（天）", lambda _, line: number(line.days), is_number=True))
_STALE = _by_day(
    Column("最近报告", lambda _, line: _last_report(line)),
    Column(
        "距今（天）",
        lambda _, line: words("不适用") if line.days is None else number(line.days),
        is_number=True,
    ),
)


def _draw(overview: Overview) -> Content:
    view = progress_view(overview.summaries, overview.portal, overview.lack)
    return content(
        "progress.md.j2",
        updated=view.updated,
        view=view,
        states=_STATES,
        overdue=_OVERDUE,
        soon=_SOON,
        stale=_STALE,
    )


PROGRESS_PAGE = OverviewPage(
    stem="progress",
    title=FeedTopic.PROGRESS.label,
    description="各县项目状态，逾期、将到期和未按时报进度的项目。",
    menu=Menu.MAIN,
    section="progress",
    column_type="数据发布",
    reads=("names", "works", "lapses"),
    filled_by=lambda county: county.projects,
    lies_in="projects/",
    draw=_draw,
)
