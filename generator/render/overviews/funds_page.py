"""/funds.html: money received, allocated, paid and spent, by direction, county and month."""

from generator.model.codelists import FeedTopic
from generator.render.overviews.declaration import Content, Menu, OverviewPage, content
from generator.render.overviews.overview import Overview


def _draw(overview: Overview) -> Content:
    view = overview.funds
    return content("funds.md.j2", updated=view.updated, view=view)


FUNDS_PAGE = OverviewPage(
    stem="funds",
    title=FeedTopic.FUNDS.label,
    description="中央财政专项资金的到账、安排、拨付和使用，按方向、按县、按月。",
    menu=Menu.MAIN,
    section="funds",
    column_type="数据发布",
    reads=("names", "money", "projects"),
    filled_by=lambda county: county.received or county.paid or county.spent,
    lies_in="county.yaml",
    draw=_draw,
)
