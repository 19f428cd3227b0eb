"""Everything that the feeds tell of one county, in the order in which it was published."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial
from operator import attrgetter
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from generator.model.change import History
from generator.model.codelists import FeedTopic
from generator.model.disclosure import CountyDisclosure, LedgerRow
from generator.model.files import LEDGERS
from generator.model.finding import Finding
from generator.views.events import Event
from generator.views.events_changes import change_events
from generator.views.events_county import county_events
from generator.views.events_digest import digest_events
from generator.views.events_overdue import overdue_events
from generator.views.monthly_reports import with_monthly_reports
from generator.views.provenance import Provenance


class Listed(Protocol):
    """What sorts an entry and what it is chosen by."""

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
    """An entry whose text is written: what sorts it, what it is chosen by, and where its text stands.

    A province has half a million of them, which travel between processes: a named tuple pickles in a tenth of the
    time that a data class with slots takes.
    """

    key: str
    date: date
    topic: FeedTopic
    also: FeedTopic | None
    published: datetime
    """+08:00."""
    updated: datetime
    contractor_keys: tuple[str, ...]
    county: str
    """Code of the county whose texts hold it; empty: those of policies and notices."""
    start: int
    """Bytes before it there; its RSS, Atom and JSON follow each other, so many bytes each."""
    rss: int
    atom: int
    json: int
    digest: bytes
    """16 bytes, of its three texts: what is read of them later is held against it."""


E = TypeVar("E", bound=Listed)


@dataclass(frozen=True)
class Entries(Generic[E]):
    """Entries of a feed, in the order in which they were published, oldest first."""

    lasting: tuple[E, ...] = ()
    """What is told once and for good; new ones join at the end."""
    passing: tuple[E, ...] = ()
    """Digests of the last weeks: news that archives leave out."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Entries travel column by column, which takes half the time; all are named tuples of one kind."""
        kind = next((type(entry) for entry in (*self.lasting[:1], *self.passing[:1])), None)
        return _from_columns, (kind, _columns(self.lasting), _columns(self.passing))

    def by_topic(self) -> "dict[FeedTopic, Entries[E]]":
        """The entries of every topic; one may be told under two."""
        lasting, passing = _by_topic(self.lasting), _by_topic(self.passing)
        return {topic: Entries(tuple(lasting[topic]), tuple(passing[topic])) for topic in FeedTopic}


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
    """As published; what one commit brought, by its own date and key."""
    return tuple(sorted(entries, key=_order))


_order = attrgetter("published", "date", "key")


def together(parts: Iterable[Entries[E]]) -> Entries[E]:
    """The entries of several counties, or of counties and documents."""
    found = list(parts)
    return Entries(
        in_order(entry for part in found for entry in part.lasting),
        in_order(entry for part in found for entry in part.passing),
    )


def as_published(county: CountyDisclosure) -> CountyDisclosure:
    """The county with all that it ever published: corrected rows and withdrawn projects, which count no more."""
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
        county, projects=tuple(sorted(projects, key=lambda project: project.id)), withdrawn=None, **ledgers
    )


def _place(row: LedgerRow) -> tuple[str, int]:
    """By date, and as in the file within a day: as the change record tells rows of one name apart."""
    return str(getattr(row, "date", None) or getattr(row, "month", "")), row.place().line


@dataclass(frozen=True)
class CountyNews:
    """What one county's pages and feeds tell."""

    events: tuple[Event, ...] = ()
    """Of its records, by their own dates, newest first."""
    entries: Entries[Event] = field(default_factory=Entries)


def county_news(
    county: CountyDisclosure, findings: tuple[Finding, ...], history: History | None, as_of: date
) -> CountyNews:
    """Events of the records, their changes, deadlines that passed, and digests of new findings."""
    provenance = Provenance(history, as_of)
    county = as_published(county)
    events = tuple(event for event in county_events(county, provenance) if event.date <= as_of)
    changes = change_events(county, events, provenance)
    overdue = overdue_events(county, provenance, as_of)
    digests = digest_events(county, findings, as_of)
    told = (*with_monthly_reports(events), *changes, *overdue)
    return CountyNews(events, Entries(in_order(_lasting(county, told)), in_order(_lasting(county, digests))))


def _lasting(county: CountyDisclosure, told: Iterable[Event]) -> Iterator[Event]:
    """The same under keys that stay when the county's code changes."""
    return (event._replace(key=county.lasting(event.key)) for event in told)
