"""/subscribe.html: the feeds and calendars, and how to use them."""

from dataclasses import dataclass

from generator.model.codelists import FeedTopic
from generator.render.feeds import catalogue
from generator.render.feeds.catalogue import Feed
from generator.render.feeds.paging import SIZE
from generator.render.overviews.declaration import Content, Menu, OverviewPage, content
from generator.render.overviews.overview import Overview
from generator.views.events_digest import WEEKS


@dataclass(frozen=True, slots=True)
class Choice:
    """The feeds and the calendar of the province or of a county."""

    name: str
    whole: Feed
    topics: tuple[tuple[str, Feed], ...]
    """(topic, feed)."""
    calendar: str


_FINDINGS = (catalogue.FINDINGS.title, catalogue.FINDINGS)


def _draw(overview: Overview) -> Content:
    whole = Choice("全省", catalogue.WHOLE, (*catalogue.topic_feeds(), _FINDINGS), "deadlines.ics")
    counties = (
        Choice(
            summary.name,
            catalogue.county_feed(summary.code, summary.name),
            catalogue.county_topic_feeds(summary.code, summary.name),
            f"counties/{summary.code}.ics",
        )
        for summary in overview.summaries
    )
    return content(
        "subscribe.md.j2",
        updated=None,
        address=overview.portal.site.base_url + catalogue.WHOLE.url,
        choices=(whole, *counties),
        size=SIZE,
        weeks=WEEKS,
        incomplete=overview.portal.incomplete,
    )


SUBSCRIBE_PAGE = OverviewPage(
    stem="subscribe",
    title="订阅",
    description="全栏目、各示范县和各类内容的订阅地址，期限日历，用法说明。",
    menu=Menu.MORE,
    section="data",
    column_type="数据开放",
    kind="subscribe",
    reads=("names",),
    is_always_shown=True,
    more_topics=tuple(FeedTopic),
    draw=_draw,
)
