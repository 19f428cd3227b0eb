"""Pages that serve the reader: how to tip off, how to subscribe, where the data is."""

from dataclasses import dataclass

from generator.model.codelists import TipOffChannel
from generator.render.feeds import catalogue
from generator.render.feeds.catalogue import Feed
from generator.render.feeds.paging import SIZE
from generator.render.overviews.subject import Overview, Subject, make
from generator.render.page import Page
from generator.views.events_digest import WEEKS
from generator.views.tip_off import projects_to_pick


def tip_off(overview: Overview) -> Page:
    """/tip-off.html: clause 六 asks for the telephone; the page collects nothing."""
    subject = Subject(
        "tip-off",
        "tip-off",
        "监督举报",
        "监督举报的电话、地址、受理时间和受理范围。",
        "咨询投诉",
        "tip-off",
    )
    site = overview.column.site
    return make(
        subject,
        overview,
        "tip-off.md.j2",
        updated=None,
        ways=site.tip_off,
        post=next((way.address for way in site.tip_off if way.channel is TipOffChannel.LETTER), ""),
        title=site.title,
        publisher=site.publisher,
        base=site.base_url,
        as_of=overview.column.as_of,
        projects=projects_to_pick(overview.rows),
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """What can be subscribed to of the province, or of one county."""

    name: str
    whole: Feed
    topics: tuple[tuple[str, Feed], ...]
    """(what the feed tells, the feed)."""
    calendar: str


def subscribe(overview: Overview) -> Page:
    """/subscribe.html"""
    subject = Subject(
        "subscribe",
        "data",
        "订阅",
        "全栏目、各示范县和各类内容的订阅地址，期限日历，用法说明。",
        "数据开放",
        "subscribe",
    )
    whole = Choice("全省", catalogue.WHOLE, catalogue.topic_feeds(), "deadlines.ics")
    counties = (
        Choice(
            summary.name,
            catalogue.county_feed(summary.code, summary.name),
            catalogue.county_topic_feeds(summary.code, summary.name),
            f"counties/{summary.code}.ics",
        )
        for summary in overview.summaries
    )
    base = overview.column.site.base_url
    return make(
        subject,
        overview,
        "subscribe.md.j2",
        updated=None,
        address=base + catalogue.WHOLE.url,
        choices=(whole, *counties),
        size=SIZE,
        weeks=WEEKS,
    )


def data(overview: Overview) -> Page:
    """/data/index.html"""
    subject = Subject(
        "data/index", "data", "数据", "本栏目现有的开放数据、来源和使用要求。", "数据开放", "data"
    )
    texts = tuple((summary.name, f"counties/{summary.code}.md") for summary in overview.summaries)
    return make(
        subject,
        overview,
        "data.md.j2",
        updated=overview.newest,
        site=overview.column.site,
        as_of=overview.column.as_of,
        texts=texts,
    )
