"""/supervision.html: visits by city and county, and how the problems found were dealt with."""

from generator.render.overviews.declaration import Content, Menu, OverviewPage, content
from generator.render.overviews.overview import Overview
from generator.views.overviews.supervision import supervision_view


def _draw(overview: Overview) -> Content:
    view = supervision_view(overview.summaries, overview.portal, overview.lack)
    return content("supervision.md.j2", updated=view.updated, view=view)


SUPERVISION_PAGE = OverviewPage(
    stem="supervision",
    title="督导检查",
    description="市、县督导走访的次数，发现的问题和处理情况。",
    menu=Menu.MORE,
    section="outcome",
    column_type="数据发布",
    reads=("names", "works", "inspections", "lapses"),
    filled_by=lambda county: county.inspections,
    lies_in="inspections.csv",
    draw=_draw,
)
