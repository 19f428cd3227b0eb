"""/index.html: what is disclosed, by whom, and what is new."""

from generator.model.codelists import FeedTopic
from generator.render.overviews.declaration import Content, Menu, OverviewPage, content
from generator.render.overviews.overview import Overview
from generator.render.records.parts import DIRECTIONS
from generator.views.overviews.home import home_view


def _draw(overview: Overview) -> Content:
    view = home_view(overview.summaries, overview.funds, overview.items, overview.portal, overview.lack)
    return content(
        "home.md.j2",
        updated=overview.newest,
        page_title=overview.portal.site.title,
        view=view,
        directions=DIRECTIONS,
        topics=tuple(FeedTopic),
    )


HOME_PAGE = OverviewPage(
    stem="index",
    title="首页",
    description="电子商务进农村综合示范的项目、资金、进度、验收与整改。",
    menu=Menu.MAIN,
    section="home",
    column_type="首页",
    kind="home",
    reads=(
        "names",
        "money",
        "projects",
        "checklist",
        "findings",
        "rectifications",
        "events",
        "front",
        "batches",
    ),
    is_always_shown=True,
    draw=_draw,
)
