"""Feeds as a reader's program sees them."""

from dataclasses import replace
from datetime import date

import feedparser
import pytest

from generator.model.codelists import FeedTopic
from generator.render.feeds import column_atom, column_rss
from generator.views.events import Event
from generator.views.events_county import county_events
from tests.support.column import COLUMN, spotless

EVENT = Event(
    "progress/210198-2020-01/2021-06-20",
    date(2021, 6, 20),
    FeedTopic.PROGRESS,
    "题",
    ("文",),
    "projects/a.html",
)


@pytest.mark.parametrize("make", [column_rss, column_atom])
def test_every_event_is_an_entry(make: object) -> None:
    events = county_events(spotless())
    parsed = feedparser.parse(make(events, COLUMN))  # type: ignore[operator]
    assert not parsed.bozo
    assert len(parsed.entries) == len(events)
    first = parsed.entries[0]
    assert first.id == f"tag:example.gov.cn,2020:{events[0].key}"
    assert first.link == f"https://example.gov.cn/zhsf/{events[0].url}"
    assert first.published_parsed[:3] == ((events[0].date.year, events[0].date.month, events[0].date.day - 1))
    assert "示例数据" in first.content[0].value if "content" in first else "示例数据" in first.summary


def test_dates_are_chinese_midnight() -> None:
    assert b"Sun, 20 Jun 2021 00:00:00 +0800" in column_rss([EVENT], COLUMN)
    assert b"2021-06-20T00:00:00+08:00" in column_atom([EVENT], COLUMN)


@pytest.mark.parametrize(
    "text", ["]]>", "a & b < c", "<script>alert(1)</script>", "表情😀", "控制\x00\x0b字符", "\ud800坏"]
)
def test_hostile_text_stays_text(text: str) -> None:
    event = replace(EVENT, title=text, text=(text,))
    for made in (column_rss([event], COLUMN), column_atom([event], COLUMN)):
        parsed = feedparser.parse(made)
        assert not parsed.bozo
        assert "<script>" not in parsed.entries[0].get("summary", "")


def test_the_same_events_give_the_same_bytes() -> None:
    events = county_events(spotless())
    assert column_rss(events, COLUMN) == column_rss(events, COLUMN)
    assert column_atom(events, COLUMN) == column_atom(events, COLUMN)


def test_an_empty_feed_is_a_feed() -> None:
    assert not feedparser.parse(column_rss([], COLUMN)).bozo
