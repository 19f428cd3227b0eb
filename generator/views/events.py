"""Dated events of the disclosure, as the feeds and 最新公开 show them."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from operator import attrgetter
from typing import NamedTuple

from generator.model.canonical import digest
from generator.model.change import Weight
from generator.model.codelists import FeedTopic
from generator.model.days import chinese
from generator.model.disclosure import CountyDisclosure
from generator.model.documents import Notice, Policy
from generator.model.site import Site
from generator.views.provenance import Provenance, Stamp, on_day
from generator.views.said import said_or_gap

MAJOR = f"{Weight.MAJOR.value}变更"
"""Tag of a change of amount, deadline, contractor, content or conclusion."""
Day = date
"""``date``, for a class that has a field of that name."""


class Shown(NamedTuple):
    """A published picture that an entry shows."""

    url: str
    """Root-relative."""
    caption: str
    licence: str
    size: tuple[int, int]
    """Width and height in pixels."""


class Event(NamedTuple):
    """One dated event, in words, with the record it is about.

    A named tuple: a county has hundreds, and a frozen dataclass of so many fields takes twice as long to make.
    ``key`` is permanent: it names table and record, never wording or position in a file; it becomes the tag URI.
    """

    key: str
    date: date
    topic: FeedTopic
    title: str
    text: tuple[str, ...]
    """The full text by paragraph; plain text as the county wrote it, not escaped."""
    url: str
    """Root-relative page the event is about, e.g. ``projects/210198-2020-03.html``."""
    county_code: str = ""
    county_name: str = ""
    project: str = ""
    contractor_keys: tuple[str, ...] = ()
    publisher: str = ""
    """The body that publishes it: the county's lead department, or the province for policies and notices."""
    is_demo: bool = False
    stamp: Stamp | None = None
    """When it was published and last changed, from the change record; None: on its date."""
    digest: str = ""
    """sha256 of the canonical JSON (``model.canonical``) of what the entry is about."""
    record: str = ""
    """The record's key in the change record."""
    fields: tuple[str, ...] = ()
    """The fields of that record that it shows; empty: all of them."""

    tags: tuple[str, ...] = ()
    """Further categories, e.g. the weight of a change."""
    also: FeedTopic | None = None
    """A second topic it belongs to."""
    earlier: Day | None = None
    """When the version it shows was published, if the latest version of the record or its project was refused."""
    markdown: str = ""
    """The text of a case, policy or notice, shown after ``text`` with its headings, lists and tables."""
    pictures: tuple[Shown, ...] = ()
    """Shown after ``markdown``."""
    dated: str = ""
    """What to say of its dates, if ``date`` is not that of one event: ``公开日期：不晚于 2021-03-01``."""
    amount: Decimal | None = None
    """The amount, in 万元, of a payment, or the largest that a change tells, before or after it."""

    @property
    def dates(self) -> str:
        """Tells when it happened and when it was published, as far as both are known."""
        if self.dated:
            return self.dated
        if self.stamp is None or not self.stamp.commit:
            return f"事件日期：{self.date}"
        published = self.stamp.published.date()
        if published == self.date:
            return f"事件日期、公开日期：{published}"
        return f"事件日期：{self.date}，公开日期：{published}"

    @property
    def when(self) -> Stamp:
        return self.stamp or on_day(self.date)

    @property
    def published(self) -> datetime:
        """+08:00."""
        return (self.stamp or on_day(self.date)).published


def document_events(
    policies: Iterable[Policy], notices: Iterable[Notice], site: Site, provenance: Provenance | None = None
) -> tuple[Event, ...]:
    """Returns policies and notices as events, newest first; a policy without a date is left out."""
    known = provenance or Provenance(None, date.max)
    events: list[Event] = []
    for policy in policies:
        events += policy_event(policy, f"policies/{policy.id}", site.publisher, known)
    for notice in notices:
        events.append(
            Event(
                f"notices/{notice.id}",
                notice.date,
                FeedTopic.NOTICES,
                f"{notice.kind.label}：{notice.title}",
                told_earlier(notice.earlier),
                f"notices/{notice.id}.html",
                publisher=notice.source or site.publisher,
                is_demo=notice.is_demo,
                stamp=known.stamp(
                    f"notices/{notice.id}", notice.date, marked=((f"notices/{notice.id}", notice),)
                ),
                digest=digest(notice),
                record=f"notices/{notice.id}",
                earlier=notice.earlier,
                markdown=notice.text,
            )
        )
    return newest_first(events)


def policy_event(policy: Policy, record: str, publisher: str, known: Provenance) -> tuple[Event, ...]:
    """Returns the event of a policy document; none if it has no date.

    Args:
        record: its key in the change record.
        publisher: the body that publishes it if the document names no issuer.
    """
    day = policy.published or policy.date
    if day is None:
        return ()
    facts = (said_or_gap(policy, "number", "无"), said_or_gap(policy, "issuer", "未注明"))
    return (
        Event(
            f"policies/{policy.id}",
            day,
            FeedTopic.POLICIES,
            f"政策文件：{policy.title}",
            (*facts, *told_earlier(policy.earlier)),
            f"policies/{policy.id}.html",
            publisher=policy.issuer or publisher,
            is_demo=policy.is_demo,
            stamp=known.stamp(record, day, marked=((record, policy),)),
            digest=digest(policy),
            record=record,
            earlier=policy.earlier,
            markdown=policy.text,
        ),
    )


def publishing_body(county: CountyDisclosure) -> str:
    """Returns the body that publishes a county's records."""
    department = county.county.lead_department
    return (department.name if department else None) or f"{county.county.name}人民政府"


def told_earlier(day: date | None, what: str = "该记录") -> tuple[str, ...]:
    """Returns the note below a record that stands as it was published on ``day``; nothing if ``day`` is None."""
    return (f"{what}最近一次提交未通过核对，以上为{chinese(day)}公开的内容。",) if day else ()


def newest_first(events: Iterable[Event]) -> tuple[Event, ...]:
    """Sorts by date, newest first, then by key so that the order is always the same."""
    return tuple(sorted(events, key=attrgetter("date", "key"), reverse=True))
