"""/changes.html: what was changed after publication, and how plans were adjusted."""

from generator.render.overviews.declaration import Content, Menu, OverviewPage, always, content
from generator.render.overviews.overview import Overview
from generator.views.overviews.changes import changes_view


def _draw(overview: Overview) -> Content:
    view = changes_view(overview.summaries, overview.events, overview.limits, overview.redactions)
    return content("changes.md.j2", updated=view.updated, view=view)


CHANGES_PAGE = OverviewPage(
    stem="changes",
    title="变更记录",
    description="记录公开以后的修改，以及各县的方案调整。",
    menu=Menu.MORE,
    section="outcome",
    column_type="数据发布",
    reads=("names", "works", "events", "history"),
    filled_by=always,
    draw=_draw,
)
