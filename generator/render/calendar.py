"""Deadlines → iCalendar (RFC 5545), written by icalendar: /deadlines.ics and /counties/<code>.ics.

The text of an event is made once, for the county's calendar and the portal's. icalendar writes every shape of event
once, and values are filled in: the bytes are those that it writes itself (a property test checks it), in a tenth of the
time.
"""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from typing import NamedTuple
from urllib.parse import quote

from generator.render.placeholders import Cut, cut, sentinel
from generator.views.deadlines import Deadline
from generator.views.lack import NOTHING_LACKS, Lack
from generator.views.portal import Portal

CALENDAR = "text/calendar"
_END = "END:VCALENDAR\r\n"
_LONGEST = 74
"""Most bytes of a line; longer ones are folded (RFC 5545, 3.1)."""
_WIDEST = 4
"""Most bytes of a character in UTF-8."""
_SPECIAL = re.compile(r"[\\;,\r]")
"""Characters that are escaped, besides line breaks."""
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_KEPT = "-._~:/?#[]@!$&'()*+,;=%"
_ADDRESS = re.compile(r"[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]*")
_STAMPED, _DAY, _MOVES = datetime(1971, 1, 2, 3, 4, 5, tzinfo=UTC), date(1972, 3, 4), 987_654_321
"""Values that no event has, used as placeholders in a shape."""


class EventWords(NamedTuple):
    """The values of an event, unescaped."""

    uid: str
    summary: str
    description: str
    kind: str
    county_name: str
    url: str
    stamped: datetime
    """UTC"""
    day: date
    moves: int
    status: str
    """CONFIRMED, TENTATIVE, CANCELLED."""


def calendar_events(deadlines: Iterable[Deadline], portal: Portal) -> tuple[str, ...]:
    """Returns a VEVENT for each: a whole day, with a permanent UID and a SEQUENCE that rises when the day changes."""
    return tuple(event(_words(item, portal)) for item in deadlines)


def title(name: str) -> str:
    """Returns the name of the calendar of a county or the province."""
    return f"{name}期限"


_DATED = ("projects", "progress", "inspections", "outcome", "batch_outcomes")
"""Kinds of records that have deadlines."""


def calendar(name: str, events: Iterable[str], portal: Portal, lack: Lack = NOTHING_LACKS) -> bytes:
    """Returns a calendar of these events, called ``name`` and the portal's title; says that it lacks deadlines."""
    why = lack.because(_DATED)
    note = [_escaped(_text(f"{why}，期限不全"))] if why else []
    text = _head_shape(has_note=bool(note)).fill([_escaped(_text(f"{name} - {portal.site.title}")), *note])
    head = "\r\n".join(map(folded, text.split("\r\n")))
    return "".join((head.removesuffix(_END), *events, _END)).encode()


@cache
def _head_shape(*, has_note: bool) -> Cut:
    return cut(written_head(sentinel(0), sentinel(1) if has_note else ""))


def written_head(name: str, note: str = "") -> str:
    """Returns a calendar without events as icalendar writes it; ``note`` describes it."""
    from icalendar import Calendar, vText

    made = Calendar()
    made.add("prodid", "-//gongkai//zh-CN")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("x-wr-calname", vText(name))
    if note:
        made.add("x-wr-caldesc", vText(note))
    made.add("x-wr-timezone", "Asia/Shanghai")
    return str(made.to_ical().decode())


def event(words: EventWords) -> str:
    """Returns one VEVENT."""
    texts = (words.uid, words.summary, words.description, words.kind, words.county_name)
    values = [*map(_escaped, texts), words.url, _moment(words.stamped), _day(words.day), str(words.moves)]
    lines = _shape(words.status).fill(values).split("\r\n")
    return "\r\n".join(map(folded, lines))


def _text(text: str) -> str:
    """Normalizes line ends to ``\\n`` and removes control characters (RFC 5545, 3.3.11)."""
    return text if text.isprintable() else _NOT_TEXT.sub("", _LINE_END.sub("\n", text))


def _address(url: str) -> str:
    """Quotes the characters that a URI must not contain (RFC 3986)."""
    return url if _ADDRESS.fullmatch(url) else quote(url.encode("utf-8", "replace"), safe=_KEPT)


def _escaped(text: str) -> str:
    if _SPECIAL.search(text):
        from icalendar import vText

        written: bytes = vText(text).to_ical()
        return written.decode()
    return text.replace("\n", r"\n")


def folded(line: str) -> str:
    """Folds a long line as icalendar does, never inside a character or an escape."""
    if len(line) * _WIDEST <= _LONGEST or (line.isascii() and len(line) <= _LONGEST):
        return line
    data = line.encode()
    if len(data) <= _LONGEST:
        return line
    pieces, start = [], 0
    while len(data) - start > _LONGEST:
        end = start + _LONGEST
        while data[end] & 0xC0 == 0x80:  # within a character
            end -= 1
        if data[end - 1] in b"\\^":
            end -= 1
        pieces.append(data[start:end])
        start = end
    return b"\r\n ".join((*pieces, data[start:])).decode()


@lru_cache(maxsize=4096)
def _moment(time: datetime) -> str:
    return f"{time:%Y%m%dT%H%M%SZ}"


@lru_cache(maxsize=4096)
def _day(day: date) -> str:
    return f"{day:%Y%m%d}"


@cache
def _shape(status: str) -> Cut:
    uid, summary, description, kind, county_name, url = map(sentinel, range(6))
    words = EventWords(uid, summary, description, kind, county_name, url, _STAMPED, _DAY, _MOVES, status)
    marks = {_moment(_STAMPED): 6, _day(_DAY): 7, str(_MOVES): 8}
    return cut(written_event(words), marks)


def written_event(words: EventWords) -> str:
    """Returns a VEVENT as icalendar writes it."""
    from icalendar import Event

    made = Event()
    made.add("uid", words.uid)
    made.add("dtstamp", words.stamped)
    made.add("last-modified", words.stamped)
    made.add("sequence", words.moves)
    made.add("dtstart", words.day)
    made.add("summary", words.summary)
    made.add("description", words.description)
    made.add("categories", [words.kind, words.county_name])
    made.add("url", words.url)
    made.add("transp", "TRANSPARENT")
    made.add("status", words.status)
    return str(made.to_ical().decode())


def _words(item: Deadline, portal: Portal) -> EventWords:
    site = portal.site
    demo = ("示例数据：县名、企业和金额均为虚构。",) if item.is_demo else ()
    return EventWords(
        uid=_text(f"{item.key}@{site.id_host}"),
        summary=_text(f"{item.kind}：{item.title}"),
        description=_text("\n".join((*item.text, *demo))),
        kind=item.kind,
        county_name=_text(item.county_name),
        url=_address(site.base_url + item.url),
        stamped=item.stamped.astimezone(UTC),
        day=item.day,
        moves=item.moves,
        status="CANCELLED" if item.is_cancelled else "TENTATIVE" if item.is_tentative else "CONFIRMED",
    )
