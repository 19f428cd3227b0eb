"""/acceptance.html: how far each county is with acceptance, and the conclusions."""

from generator.model.codelists import FeedTopic
from generator.render.overviews.declaration import Content, Menu, OverviewPage, content
from generator.render.overviews.overview import Overview
from generator.views.overviews.acceptance import acceptance_view


def _draw(overview: Overview) -> Content:
    view = acceptance_view(overview.summaries, overview.lack)
    return content("acceptance.md.j2", updated=view.updated, view=view)


ACCEPTANCE_PAGE = OverviewPage(
    stem="acceptance",
    title=FeedTopic.ACCEPTANCE.label,
    description="各示范县验收走到哪一步，项目的验收结论。",
    menu=Menu.MAIN,
    menu_title="验收与绩效",
    section="outcome",
    column_type="数据发布",
    reads=("names", "money", "projects", "steps", "findings"),
    filled_by=lambda county: county.projects,
    lies_in="projects/",
    draw=_draw,
)
