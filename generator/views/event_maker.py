"""Makes the events of one county's records."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from operator import attrgetter
from typing import Any

from generator.model.base import Record
from generator.model.canonical import digest
from generator.model.codelists import FeedTopic
from generator.model.disclosure import CountyDisclosure
from generator.model.identifiers import contractor_key
from generator.model.ledgers import Enforcement
from generator.model.place import INSIDE
from generator.model.project import Project
from generator.model.row_key import NamedRow
from generator.views.events import Event, publishing_body, told_earlier
from generator.views.provenance import Provenance
from generator.views.rows import taking_part


@dataclass(frozen=True, slots=True)
class _Subject:
    """What an event is about: a project, or the whole county."""

    name: str
    """The event's title begins with it."""
    url: str
    project: str = ""
    contractor_keys: tuple[str, ...] = ()


class EventMaker:
    """Makes the events of one county; what the events of one project share is made once."""

    def __init__(self, county: CountyDisclosure, provenance: Provenance) -> None:
        self.county = county
        self.code = county.code
        self.name = county.county.name
        self.is_demo = county.county.is_demo
        self.provenance = provenance
        self.publisher = publishing_body(county)
        self._whole = _Subject(self.name, f"counties/{self.code}.html")
        self._subjects: dict[str, _Subject] = {}
        self._seen: dict[str, int] = {}
        self.batch = f"{self.code}/{county.county.cohort}" if county.below else self.code
        """The code, with the year of a later batch: ``210198/2022``."""
        self.money_record = county.record_of("county")
        """Name of the record with its money and goals."""
        names = ("plan", "contracts", "outcome")
        files: dict[str, Record] = {county.record_of(name): getattr(county, name) for name in names}
        files[self.money_record] = county.county
        cases = {f"{self.code}/cases/{case.id}": case for case in county.cases}
        self._files = {**files, **cases}

    def event(
        self,
        key: str,
        day: date,
        topic: FeedTopic,
        title: str,
        text: Iterable[str],
        about: Any,
        *,
        record: str,
        label: str = "",
        row: NamedRow[Any] | None = None,
        fields: tuple[str, ...] = (),
        project: Project | None = None,
        dated: str = "",
        tags: tuple[str, ...] = (),
        amount: Decimal | None = None,
    ) -> Event:
        """Makes one event.

        Args:
            key: permanent key; a number is added if another event has it.
            about: the record or values that the digest is made of.
            record: its key in the change record.
            label: the field whose first value announced the event.
            row: the ledger row that the event is about.
            fields: the fields that its text shows; empty: all of the record.
            dated: what to say of its dates, if ``day`` is not that of one event.
            tags: further categories.
            amount: of a payment, 万元.
        """
        fields = (row.label,) if row else fields
        key = self.county.lasting(key)
        times = self._seen[key] = self._seen.get(key, 0) + 1
        if times > 1:
            key = f"{key}/{times}"  # two rows with equal key columns differ by order alone
        subject = self._subject(project) if project else self._whole
        known_by = row.identity if row else ""
        own = row.row if row else self._record(record, project)
        owns = ((f"{record}{INSIDE}{known_by}" if row else record, own),) if own else ()
        aboves = ((project.id, project),) if project else ()
        since = own.earlier if own else None
        above = project.earlier if project else None
        told = (*text, *(told_earlier(since) or told_earlier(above, "所属项目")))
        return Event(
            key,
            day,
            topic,
            f"{subject.name}：{title}",
            tuple(filter(None, told)),
            subject.url,
            self.code,
            self.name,
            subject.project,
            subject.contractor_keys,
            self.publisher,
            self.is_demo,
            self.provenance.stamp(
                record,
                day,
                label=label,
                row=known_by,
                fields=fields,
                marked=(*owns, *aboves),
            ),
            digest(about),
            record,
            fields,
            tags=tags,
            earlier=since or above,
            dated=dated,
            amount=amount,
        )

    def of_company(self, event: Event, row: Enforcement) -> Event:
        """Returns the event of a decision as one of the company that it names, not of all companies of its project."""
        name = contractor_key(row.company, None) if row.company else ""
        return event._replace(contractor_keys=self._companies.get(name, ()))

    @cached_property
    def _companies(self) -> Mapping[str, tuple[str, ...]]:
        """Company, known by its name → the keys of its pages: it may be entered with its code and without."""
        found: dict[str, dict[str, None]] = {}
        parties = (party for project in self.county.projects for party in taking_part(self.county, project))
        for party in filter(attrgetter("key"), parties):
            found.setdefault(contractor_key(party.name, None), {})[party.key] = None
            for name in party.known_by:
                found.setdefault(name, {name: None})  # whose page an earlier name leads to is told elsewhere
        return {name: tuple(keys) for name, keys in found.items()}

    def _record(self, name: str, project: Project | None) -> Record | None:
        """Returns a record that is no ledger row by its name in the change record."""
        return project if project and name == project.id else self._files.get(name)

    def _subject(self, project: Project) -> _Subject:
        found = self._subjects.get(project.id)
        if found is None:
            found = self._subjects[project.id] = _Subject(
                f"{self.name} {project.title}",
                f"projects/{project.id}.html",
                project.id,
                tuple([party.key for party in taking_part(self.county, project) if party.key]),
            )
        return found
