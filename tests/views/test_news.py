"""最新公开 of the home page: what matters leads, by day and county, few of a county."""

from collections.abc import Iterable
from datetime import date, timedelta

import pytest

from generator.model.codelists import FeedTopic
from generator.views.events import MAJOR, Event
from generator.views.news import KEPT, MOST, MOST_OF_COUNTY, MOST_ROUTINE, Item, front_items, news_of

TODAY = date(2022, 6, 30)
PROGRESS, FUNDS, CHANGES = FeedTopic.PROGRESS, FeedTopic.FUNDS, FeedTopic.CHANGES


def event(topic: FeedTopic, ago: int = 0, county: str = "甲县", key: str = "", **others: object) -> Event:
    title = f"{county} 冷库：有事" if county else "通知"
    code = f"2101{len(county)}{ord(county[0]) % 10}" if county else ""
    made = Event(
        key or f"{topic.code}/{ago}", TODAY - timedelta(ago), topic, title, (), "x.html", code, county
    )
    return made._replace(**others)  # type: ignore[arg-type]


def shown(items: Iterable[Item]) -> list[tuple[int, str, list[str]]]:
    """(days ago, county, topics) of what leads."""
    return [
        ((TODAY - day.day).days, one.name, [item.topic.label for item in one.items])
        for day in news_of(items, TODAY).matters
        for one in day.counties
    ]


def test_what_matters_leads_however_new_the_reports_of_progress_are() -> None:
    events = [event(PROGRESS, 0, key=f"progress/{number}") for number in range(20)]
    events += [
        event(FUNDS, 12),
        event(CHANGES, 3),
        event(FeedTopic.ACCEPTANCE, 12),
        event(FeedTopic.PROJECTS, 12),
    ]
    news = news_of(front_items(events), TODAY)
    assert shown(front_items(events)) == [(3, "甲县", ["变更"]), (12, "甲县", ["项目", "资金", "验收"])]
    assert news.routine == (), "four of a county are shown already"


@pytest.mark.parametrize("topic", [topic for topic in FeedTopic if topic is not PROGRESS])
def test_everything_but_progress_comes_before_progress(topic: FeedTopic) -> None:
    news = news_of(front_items([event(PROGRESS, 0), event(topic, 29)]), TODAY)
    assert [item.topic for day in news.matters for one in day.counties for item in one.items] == [topic]
    assert [item.topic for day in news.routine for one in day.counties for item in one.items] == [PROGRESS]


def test_no_county_fills_the_page() -> None:
    names = ("甲县", "乙县", "丙县")
    events = [
        event(topic, ago, name, key=f"{topic.code}/{name}/{ago}")
        for name in names
        for ago in range(9)
        for topic in (FUNDS, PROGRESS)
    ]
    news = news_of(front_items(events), TODAY)
    items = [
        item
        for part in (news.matters, news.routine)
        for day in part
        for one in day.counties
        for item in one.items
    ]
    assert {
        name: sum(item.county == name for item in items) <= MOST_OF_COUNTY for name in names
    } == dict.fromkeys(names, True)
    assert sum(not item.is_routine for item in items) == MOST
    assert 0 < sum(item.is_routine for item in items) <= MOST_ROUTINE


def test_what_is_old_is_no_news_unless_there_is_nothing_else() -> None:
    old = event(FUNDS, 200)
    assert shown(front_items([old, event(CHANGES, 31), event(FeedTopic.CASES, 30)])) == [
        (30, "甲县", ["典型案例"])
    ]
    assert shown(front_items([old])) == [(200, "甲县", ["资金"])]
    assert news_of((), TODAY).matters == ()


def test_days_are_newest_first_and_counties_apart() -> None:
    events = [
        event(FUNDS, ago, name, key=f"payments/{name}/{ago}") for ago in (5, 1) for name in ("乙县", "甲县")
    ]
    found = shown(front_items(events))
    assert [ago for ago, _, _ in found] == [1, 1, 5, 5]
    assert [name for _, name, _ in found[:2]] == [name for _, name, _ in found[2:]]


def test_on_one_day_the_county_with_a_change_leads() -> None:
    events = [
        event(FUNDS, 1, "乙县", key="a"),
        event(CHANGES, 1, "甲县", key="b"),
        event(FUNDS, 1, "丙县", key="c"),
    ]
    assert shown(front_items(events))[0] == (1, "甲县", ["变更"])


def test_what_is_an_event_and_a_major_change_is_told_once() -> None:
    one = event(CHANGES, 1, key="cancellations/x", tags=(MAJOR,))
    assert len(front_items([one], [one])) == 1


def test_major_changes_of_the_feeds_are_told_lesser_ones_are_not() -> None:
    changes = [event(CHANGES, 1, key="a", tags=(MAJOR,)), event(CHANGES, 1, key="b", tags=("一般变更",))]
    (item,) = front_items([], changes)
    assert (item.key, item.title) == ("a", "冷库：有事")


def test_a_county_hands_over_little_but_what_matters_is_not_pushed_out() -> None:
    events = [event(PROGRESS, 0, key=f"p{number}") for number in range(100)] + [event(FUNDS, 20)]
    items = front_items(events)
    assert len(items) == KEPT + 1
    assert items[0].topic is FUNDS


def test_the_provinces_own_is_told_as_such() -> None:
    (day,) = news_of(front_items([event(FeedTopic.NOTICES, 2, county="")]), TODAY).matters
    (one,) = day.counties
    assert (one.name, one.url, one.items[0].title) == ("", "", "通知")
