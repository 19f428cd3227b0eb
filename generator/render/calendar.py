"""Deadlines → iCalendar (RFC 5545), written by icalendar: /deadlines.ics and /counties/<code>.ics.

The text of an event is made once and stands in the county's calendar and in the column's.
"""

from collections.abc import Iterable
from datetime import UTC
from typing import Any
from urllib.parse import urlsplit

from generator.views.column import Column
from generator.views.deadlines import Deadline

CALENDAR = "text/calendar"
_END = "END:VCALENDAR\r\n"


def calendar_events(deadlines: Iterable[Deadline], column: Column) -> tuple[str, ...]:
    """One VEVENT each: a whole day, with a UID that stays and a SEQUENCE that rises when the day is changed."""
    return tuple(_event(item, column).to_ical().decode() for item in deadlines)


def calendar(name: str, events: Iterable[str], column: Column) -> bytes:
    """A calendar of these events; ``name`` stands before the column's."""
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", "-//gongkai//zh-CN")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("x-wr-calname", f"{name} - {column.site.title}")
    made.add("x-wr-timezone", "Asia/Shanghai")
    head: str = made.to_ical().decode()
    return "".join((head.removesuffix(_END), *events, _END)).encode()


def _event(item: Deadline, column: Column) -> Any:
    from icalendar import Event

    site = column.site
    demo = ("示例数据：县名、企业和金额均为虚构。",) if item.is_demo else ()
    stamped = item.stamped.astimezone(UTC)
    made = Event()
    made.add("uid", f"{item.key}@{site.site_domain or urlsplit(site.url).hostname}")
    made.add("dtstamp", stamped)
    made.add("last-modified", stamped)
    made.add("sequence", item.moves)
    made.add("dtstart", item.day)
    made.add("summary", f"{item.kind}：{item.title}")
    made.add("description", "\n".join((*item.text, *demo)))
    made.add("categories", [item.kind, item.county_name])
    made.add("url", site.base_url + item.url)
    made.add("transp", "TRANSPARENT")
    made.add("status", "CANCELLED" if item.is_cancelled else "CONFIRMED")
    return made
