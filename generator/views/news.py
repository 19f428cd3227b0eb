"""What the home page tells as new: what matters first, routine progress after it, by day and county."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from generator.model.codelists import FeedTopic
from generator.views.events import MAJOR, Event

WINDOW = timedelta(days=30)
"""How old news may be; if there is none of these days, the newest is shown."""
KEPT = 16
"""Most items of each kind that a county hands to the home page."""
MOST, MOST_ROUTINE, MOST_OF_COUNTY = 8, 4, 4
"""Most items on the home page: of what matters, of routine, and of one county."""


class Item(NamedTuple):
    """One piece of news; ``county`` is empty for the province's own."""

    day: date
    topic: FeedTopic
    title: str
    url: str
    county: str
    county_url: str
    earlier: date | None
    """When the version it shows was published, if the latest was refused."""
    key: str

    @property
    def is_routine(self) -> bool:
        return self.topic is FeedTopic.PROGRESS


@dataclass(frozen=True, slots=True)
class CountyItems:
    """The news of one county on one day, what matters most first; the province's own has no ``name``."""

    name: str
    url: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class NewsDay:
    day: date
    counties: tuple[CountyItems, ...]


@dataclass(frozen=True, slots=True)
class News:
    """Days, newest first."""

    matters: tuple[NewsDay, ...]
    routine: tuple[NewsDay, ...]
    """Reports of progress."""


def front_items(events: Iterable[Event], entries: Iterable[Event] = ()) -> tuple[Item, ...]:
    """Takes the newest items of one county, or of the province's documents.

    Args:
        events: of the records, with their own dates.
        entries: of the feeds; their major changes are told as well.
    """
    told = list(events)
    known = {event.key for event in told}
    told += [entry for entry in entries if MAJOR in entry.tags and entry.key not in known]
    items = sorted(map(_item, told), key=lambda item: (item.day, item.key), reverse=True)
    matters = [item for item in items if not item.is_routine]
    routine = [item for item in items if item.is_routine]
    return (*matters[:KEPT], *routine[:KEPT])


def _item(event: Event) -> Item:
    title = event.title.removeprefix(event.county_name).lstrip(" ：") if event.county_name else event.title
    url = f"counties/{event.county_code}.html" if event.county_code else ""
    return Item(event.date, event.topic, title, event.url, event.county_name, url, event.earlier, event.key)


def news_of(items: Iterable[Item], as_of: date) -> News:
    """Chooses what the home page shows."""
    newest = sorted(items, key=lambda item: (item.day, -item.topic.rank, item.key), reverse=True)
    recent = [item for item in newest if item.day >= as_of - WINDOW] or newest
    shown: Counter[str] = Counter()
    matters = _chosen([item for item in recent if not item.is_routine], MOST, shown)
    routine = _chosen([item for item in recent if item.is_routine], MOST_ROUTINE, shown)
    return News(_by_day(matters), _by_day(routine))


def _chosen(items: Iterable[Item], most: int, shown: Counter[str]) -> list[Item]:
    """Takes items while there is room; ``shown`` counts them by county."""
    chosen: list[Item] = []
    for item in items:
        if len(chosen) < most and shown[item.county] < MOST_OF_COUNTY:
            shown[item.county] += 1
            chosen.append(item)
    return chosen


def _by_day(items: Iterable[Item]) -> tuple[NewsDay, ...]:
    order = sorted(
        items, key=lambda item: (-item.day.toordinal(), item.county_url, item.topic.rank, item.key)
    )
    days = groupby(order, key=lambda item: item.day)
    return tuple(NewsDay(day, tuple(sorted(_by_county(found), key=_leading))) for day, found in days)


def _leading(county: CountyItems) -> tuple[int, str]:
    return county.items[0].topic.rank, county.url


def _by_county(items: Iterable[Item]) -> Iterator[CountyItems]:
    for (name, url), found in groupby(items, key=lambda item: (item.county, item.county_url)):
        yield CountyItems(name, url, tuple(found))
