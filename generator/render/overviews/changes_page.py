"""/changes.html: what was changed after publication, and how plans were adjusted."""

from generator.model.codelists import FeedTopic
from generator.render.overviews.declaration import Content, Glimpse, Menu, OverviewPage, content
from generator.render.overviews.overview import Overview
from generator.views.overviews.changes import changes_view
from generator.views.summary import CountySummary

_ADJUSTED = "方案调整:".encode()


def _draw(overview: Overview) -> Content:
    view = changes_view(overview.summaries, overview.events)
    return content("changes.md.j2", updated=view.updated, view=view)


def _has_changes(county: CountySummary) -> bool:
    return bool(county.changes) or any(event.topic is FeedTopic.CHANGES for event in county.events)


def _probably_has_changes(seen: Glimpse) -> bool:
    return seen.has_changes() or _ADJUSTED in seen.read("plan.yaml")


CHANGES_PAGE = OverviewPage(
    stem="changes",
    title="变更记录",
    description="记录公开以后的修改，以及各县的方案调整。",
    menu=Menu.MORE,
    section="outcome",
    column_type="数据发布",
    reads=("names", "works", "events", "history"),
    filled_by=_has_changes,
    likely=_probably_has_changes,
    draw=_draw,
)
