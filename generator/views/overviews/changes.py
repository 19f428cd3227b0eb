"""Changes of published records over all counties, month by month."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import NamedTuple

from generator.model.change import WHOLE_RECORD, Change, Limits, Weight, anchor_of, with_keys
from generator.model.codelists import FeedTopic
from generator.model.files import title_of, unit_of
from generator.model.identifiers import PROJECT_ID, lasting_key
from generator.model.incomplete import NOT_READ
from generator.model.redactions import Redaction
from generator.views.change_words import values_in_words
from generator.views.dates import latest, month_of
from generator.views.events import Event
from generator.views.own_records import HOME, THE_PORTAL, OwnRecords
from generator.views.summary import CountySummary


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One changed field of one record; ``old`` is empty if it had no value."""

    key: str
    """Permanent, see ``change.with_keys``."""
    day: date
    county_code: str
    """Empty for the portal's own records."""
    county: str
    county_url: str
    record: str
    record_url: str
    field: str
    old: str
    new: str
    unit: str
    """Of both values; empty if the field has none."""
    weight: Weight
    needs_cover: bool
    """Whether rule L103 asks for an adjustment of the plan that covers it."""
    covered_on: date | None
    change: Change

    @property
    def is_major(self) -> bool:
        return self.weight is Weight.MAJOR

    @property
    def told(self) -> tuple[str, str]:
        """The old and the new value as readers see them."""
        return values_in_words(self.change)

    @property
    def anchor(self) -> str:
        """Its permanent anchor on /changes.html."""
        return anchor_of(self.key)


@dataclass(frozen=True, slots=True)
class ChangeMonth:
    """The changes of one month, newest first."""

    month: str
    lines: tuple[ChangeLine, ...]


@dataclass(frozen=True)
class ChangesView:
    has_history: bool
    """False: this build had no change record."""
    months: tuple[ChangeMonth, ...]
    """Newest first."""
    reaches_back_to: date | None
    """Earlier changes are not in the record."""
    told: str
    """Why the record is incomplete, in Chinese; empty if it is not."""
    skipped: int
    """Number of file versions that were refused; nothing else about them is public."""
    skipped_files: int
    skipped_for: tuple[str, ...]
    """Codes of the rules that refused them."""
    redactions: tuple[Redaction, ...]
    """Redactions, newest first."""
    adjustments: tuple[Event, ...]
    """方案调整 and 项目取消 that the counties disclosed, newest first."""
    updated: date | None

    @property
    def lines(self) -> Iterator[ChangeLine]:
        """All changes, newest first."""
        return (line for month in self.months for line in month.lines)


class Own(NamedTuple):
    """The changes of the portal's own records."""

    records: OwnRecords
    changes: tuple[Change, ...]
    """Oldest first."""


NOTHING_OWN = Own(OwnRecords(), ())


def changes_view(
    summaries: Sequence[CountySummary],
    events: Iterable[Event],
    limits: Limits = WHOLE_RECORD,
    redactions: Iterable[Redaction] = (),
    own: Own = NOTHING_OWN,
) -> ChangesView:
    """Gathers the changes of all counties and of the portal's own records, as far as this build knows them."""
    lines = [line for summary in summaries for line in _lines(summary)]
    lines += _own_lines(own)
    lines.reverse()  # of one field's changes on one day, too, the last comes first
    lines.sort(key=lambda line: (line.day, line.county_url, line.record, line.field), reverse=True)
    months = tuple(
        ChangeMonth(month, tuple(group))
        for month, group in groupby(lines, key=lambda line: month_of(line.day))
    )
    adjustments = tuple(event for event in events if event.topic is FeedTopic.CHANGES)
    has_history = not limits.told and all(summary.changes is not None for summary in summaries)
    return ChangesView(
        has_history=has_history,
        months=months,
        reaches_back_to=latest(summary.changes_since for summary in summaries),
        told="" if has_history else limits.told or NOT_READ,
        skipped=len(limits.skipped),
        skipped_files=len({version.path for version in limits.skipped}),
        skipped_for=tuple(sorted({code for version in limits.skipped for code in version.codes})),
        redactions=tuple(sorted(redactions, key=lambda entry: entry.date, reverse=True)),
        adjustments=adjustments,
        updated=latest([*(line.day for line in lines), *(event.date for event in adjustments)]),
    )


def _lines(summary: CountySummary) -> Iterable[ChangeLine]:
    titles = {row.id: row.title for row in summary.projects}
    for change, key in with_keys(summary.changes or ()):
        record, url = _record(summary, change, titles)
        yield ChangeLine(
            key=lasting_key(key, summary.code, summary.first_code),
            day=change.published.date(),
            county_code=summary.code,
            county=summary.name,
            county_url=summary.url,
            record=record,
            record_url=url,
            field=change.field,
            old=change.old,
            new=change.new,
            unit=unit_of(change.record, change.field),
            weight=change.weight,
            needs_cover=change in summary.coverage,
            covered_on=summary.coverage.get(change),
            change=change,
        )


def _own_lines(own: Own) -> Iterable[ChangeLine]:
    for change, key in with_keys(own.changes):
        yield ChangeLine(
            key=key,
            day=change.published.date(),
            county_code="",
            county=THE_PORTAL,
            county_url=HOME,
            record=own.records.name(change.record),
            record_url=own.records.url(change),
            field=change.field,
            old=change.old,
            new=change.new,
            unit=unit_of(change.record, change.field),
            weight=change.weight,
            needs_cover=False,
            covered_on=None,
            change=change,
        )


def _record(summary: CountySummary, change: Change, titles: dict[str, str]) -> tuple[str, str]:
    """Returns the record's name and page; without a page of its own, the county's page."""
    if PROJECT_ID.fullmatch(change.record) and change.record in titles:
        return f"{titles[change.record]} {change.record}", f"projects/{change.record}.html"
    table = change.record.partition("/")[2]
    return title_of(table) or change.record, summary.url
