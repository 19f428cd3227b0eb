"""/compliance.html: what each county has disclosed, and what the rules found."""

from generator.model.codelists import FeedTopic
from generator.render.overviews.declaration import Content, Menu, OverviewPage, always, content
from generator.render.overviews.overview import Overview
from generator.views.overviews.compliance import compliance_view


def _draw(overview: Overview) -> Content:
    view = compliance_view(overview.summaries, overview.catalogue, overview.portal.withheld, overview.lack)
    return content("compliance.md.j2", updated=view.updated, view=view)


COMPLIANCE_PAGE = OverviewPage(
    stem="compliance",
    title="公开情况与规则发现",
    description="各县公开了什么、缺什么，规则核对发现什么。",
    menu=Menu.MORE,
    section="outcome",
    column_type="数据发布",
    reads=("names", "checklist", "findings", "responses", "events", "history"),
    filled_by=always,
    more_topics=(FeedTopic.RECTIFICATION,),
    draw=_draw,
)
