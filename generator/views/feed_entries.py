"""All feed entries of one county, in order of publication."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial
from operator import attrgetter
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from generator.model.change import History
from generator.model.codelists import FeedTopic
from generator.model.disclosed_records import LedgerRow
from generator.model.disclosure import CountyDisclosure
from generator.model.files import LEDGERS
from generator.model.finding import Finding, Turn
from generator.model.identifiers import by_number
from generator.views.change_words import covers_of
from generator.views.events import Event
from generator.views.events_changes import change_events
from generator.views.events_county import county_events
from generator.views.events_digest import digest_events, mended_events
from generator.views.events_overdue import overdue_events
from generator.views.monthly_reports import with_monthly_reports
from generator.views.provenance import Provenance


class Listed(Protocol):
    """What entries are sorted and selected by."""

    @property
    def key(self) -> str: ...
    @property
    def date(self) -> date: ...
    @property
    def topic(self) -> FeedTopic: ...
    @property
    def also(self) -> FeedTopic | None: ...
    @property
    def published(self) -> datetime: ...
    @property
    def contractor_keys(self) -> tuple[str, ...]: ...


class Told(NamedTuple):
    """An entry whose text is written already: what it is sorted and selected by, and where its text is.

    A province has half a million of them, sent between processes: a named tuple pickles in a tenth of the time that a
    dataclass with slots takes.
    """

    key: str
    date: date
    topic: FeedTopic
    also: FeedTopic | None
    published: datetime
    """+08:00."""
    updated: datetime
    contractor_keys: tuple[str, ...]
    is_major: bool
    """Whether it tells a change of amount, deadline, contractor, content or conclusion."""
    county: str
    """Code of the county in whose texts it is; empty: in those of policies and notices."""
    start: int
    """Offset of its text in bytes; its RSS, Atom and JSON follow each other, with the lengths below."""
    rss: int
    atom: int
    json: int
    digest: bytes
    """16 bytes, of the three texts; checked when they are read later."""


E = TypeVar("E", bound=Listed)


@dataclass(frozen=True)
class Entries(Generic[E]):
    """Entries of a feed in order of publication, oldest first."""

    lasting: tuple[E, ...] = ()
    """Permanent entries; new ones are added at the end."""
    passing: tuple[E, ...] = ()
    """Digests of the last weeks, which archives leave out."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickles entries by column, in half the time; they are all named tuples of one class."""
        kind = next((type(entry) for entry in (*self.lasting[:1], *self.passing[:1])), None)
        return _from_columns, (kind, _columns(self.lasting), _columns(self.passing))

    def by_topic(self) -> "dict[FeedTopic, Entries[E]]":
        """Returns the entries by topic; an entry may have two topics."""
        lasting, passing = _by_topic(self.lasting), _by_topic(self.passing)
        return {topic: Entries(tuple(lasting[topic]), tuple(passing[topic])) for topic in FeedTopic}


def major(entries: Entries[Told]) -> Entries[Told]:
    """Returns the entries that tell a major change."""
    return Entries(tuple([entry for entry in entries.lasting if entry.is_major]))


def _columns(entries: Any) -> tuple[tuple[Any, ...], ...]:
    return tuple(zip(*entries, strict=True))


def _from_columns(kind: Any, *parts: tuple[tuple[Any, ...], ...]) -> Entries[Any]:
    return Entries(
        *(tuple(map(partial(tuple.__new__, kind), zip(*part, strict=True))) for part in parts if kind)
    )


def _by_topic(entries: Iterable[E]) -> dict[FeedTopic, list[E]]:
    found: dict[FeedTopic, list[E]] = {topic: [] for topic in FeedTopic}
    for entry in entries:
        topic, also = entry.topic, entry.also
        found[topic].append(entry)
        if also and also is not topic:
            found[also].append(entry)
    return found


def in_order(entries: Iterable[E]) -> tuple[E, ...]:
    """Sorts by time of publication; of one commit what matters is the newest, then by date and key."""
    return tuple(sorted(entries, key=_order))


_order = attrgetter("published", "topic.lead", "date", "key")


def together(parts: Iterable[Entries[E]]) -> Entries[E]:
    """Merges the entries of several counties, or of counties and documents."""
    found = list(parts)
    return Entries(
        in_order(entry for part in found for entry in part.lasting),
        in_order(entry for part in found for entry in part.passing),
    )


def as_published(county: CountyDisclosure) -> CountyDisclosure:
    """Returns the county with all that it ever published: corrected rows and withdrawn projects too."""
    apart = county.withdrawn
    if apart is None and not county.corrections:
        return county
    ledgers: dict[str, Any] = {}
    for kind in LEDGERS:
        rows = [item.old for item in county.corrections if item.ledger == kind.name]
        rows += [*getattr(county, kind.name), *(getattr(apart, kind.name) if apart else ())]
        ledgers[kind.name] = tuple(sorted(rows, key=_place))
    projects = (*county.projects, *(apart.projects if apart else ()))
    return replace(
        county,
        projects=tuple(sorted(projects, key=lambda project: by_number(project.id))),
        withdrawn=None,
        **ledgers,
    )


def _place(row: LedgerRow) -> tuple[str, int]:
    """Sort key: date or month, then line in the file, as the change record tells rows of one name apart."""
    return str(getattr(row, "date", None) or getattr(row, "month", "")), row.place().line


@dataclass(frozen=True)
class CountyNews:
    """Events and feed entries of one county."""

    events: tuple[Event, ...] = ()
    """Events of its records by their own dates, newest first."""
    entries: Entries[Event] = field(default_factory=Entries)


def county_news(
    county: CountyDisclosure,
    findings: tuple[Finding, ...],
    history: History | None,
    as_of: date,
    turns: tuple[Turn, ...] = (),
) -> CountyNews:
    """Gathers events of the records, changes, missed deadlines, and digests of new and mended findings."""
    provenance = Provenance(history, as_of)
    county = as_published(county)
    events = tuple(event for event in county_events(county, provenance) if event.date <= as_of)
    changes = change_events(county, events, provenance, covers_of(county, history, as_of, events))
    overdue = overdue_events(county, provenance, as_of)
    digests = (*digest_events(county, findings, as_of, turns), *mended_events(county, turns))
    told = (*with_monthly_reports(events), *changes, *overdue)
    return CountyNews(events, Entries(in_order(_lasting(county, told)), in_order(_lasting(county, digests))))


def _lasting(county: CountyDisclosure, told: Iterable[Event]) -> Iterator[Event]:
    """Replaces the keys by ones that stay when the county's code changes."""
    for event in told:
        key = county.lasting(event.key)
        yield event if key == event.key else event._replace(key=key)
