"""/progress.html: states by county; what is overdue, soon due, or not reported."""

from generator.model.codelists import FeedTopic
from generator.render.overviews.declaration import Content, Menu, OverviewPage, content
from generator.render.overviews.overview import Overview
from generator.views.overviews.progress import progress_view


def _draw(overview: Overview) -> Content:
    view = progress_view(overview.summaries, overview.portal, overview.lack)
    return content("progress.md.j2", updated=view.updated, view=view)


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
