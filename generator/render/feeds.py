"""Events → RSS 2.0 and Atom with feedgen. Same events, same bytes: no clock is asked."""

import html
import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta, timezone
from typing import Any
from urllib.parse import urlsplit

from generator.model.disclosure import CountyDisclosure
from generator.views.column import Column
from generator.views.events import Event

NEWEST = 200
"""Entries in the feeds of the whole column; a county's feed holds all of its events."""

_BEIJING = timezone(timedelta(hours=8))
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_GENERATOR = "gongkai"


def column_rss(events: Iterable[Event], column: Column) -> bytes:
    """/feed.xml: the newest events of the whole column."""
    return bytes(_feed(tuple(events)[:NEWEST], column, column.site.title, "feed.xml").rss_str(pretty=True))


def column_atom(events: Iterable[Event], column: Column) -> bytes:
    """/atom.xml: the same as Atom."""
    return bytes(_feed(tuple(events)[:NEWEST], column, column.site.title, "atom.xml").atom_str(pretty=True))


def county_feed(county: CountyDisclosure, events: Iterable[Event], column: Column) -> bytes:
    """/counties/<code>.xml: RSS of one county."""
    title = f"{county.county.name} - {column.site.title}"
    return bytes(_feed(tuple(events), column, title, f"counties/{county.code}.xml").rss_str(pretty=True))


def _feed(events: tuple[Event, ...], column: Column, title: str, address: str) -> Any:
    """A feedgen feed; its dates are those of the newest entry."""
    from feedgen.feed import FeedGenerator

    base = column.site.base_url
    newest = max((event.date for event in events), default=column.as_of)
    feed = FeedGenerator()
    feed.id(base + address)
    feed.title(_clean(title + ("（示例数据）" if column.is_demo else "")))
    feed.description("电子商务进农村综合示范：项目、资金、进度、验收与整改的公开信息。")
    feed.author({"name": _clean(column.site.publisher)})
    feed.link(href=base + address, rel="self")
    feed.link(href=base, rel="alternate")  # feedgen takes the last one for RSS' own <link>
    feed.load_extension("dc")  # RSS' own <author> must be a mail address
    feed.language("zh-CN")
    feed.generator(_GENERATOR)
    feed.updated(_moment(newest))
    feed.lastBuildDate(_moment(newest))
    feed.pubDate(_moment(newest))
    for event in events:
        _entry(feed.add_entry(order="append"), event, column)
    return feed


def _entry(entry: Any, event: Event, column: Column) -> None:
    base = column.site.base_url
    entry.id(tag_uri(event, column))
    entry.guid(tag_uri(event, column), permalink=False)
    entry.title(_clean(event.title))
    entry.link(href=base + event.url)
    publisher = _clean(event.publisher or column.site.publisher)
    entry.author({"name": publisher})
    entry.dc.dc_creator(publisher)
    entry.category({"term": event.topic.code, "label": event.topic.label})
    entry.published(_moment(event.date))
    entry.updated(_moment(event.date))
    demo = ("示例数据：县名、企业和金额均为虚构。",) if event.is_demo else ()
    body = "".join(f"<p>{html.escape(_clean(line), quote=False)}</p>" for line in (*event.text, *demo))
    entry.content(body or "<p></p>", type="html")


def tag_uri(event: Event, column: Column) -> str:
    """The entry's permanent id (RFC 4151)."""
    site = column.site
    return f"tag:{site.site_domain or urlsplit(site.url).hostname},2020:{event.key}"


def _moment(day: date) -> datetime:
    """The data has dates, not times: midnight in China."""
    return datetime.combine(day, time(), _BEIJING)


def _clean(text: str) -> str:
    """Text without the characters that XML 1.0 cannot hold."""
    return _NOT_XML.sub("", text)
