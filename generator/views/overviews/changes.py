"""Changes of published records over all counties, month by month."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from generator.model.change import WHOLE_RECORD, Change, Limits, Weight
from generator.model.codelists import FeedTopic
from generator.model.files import COUNTY_FILES
from generator.model.identifiers import PROJECT_ID
from generator.model.redactions import Redaction
from generator.views.dates import latest, month_of
from generator.views.events import Event
from generator.views.summary import CountySummary

_TABLES = {kind.name: kind.title for kind in COUNTY_FILES}


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One field of one record changed; ``old`` is empty where the value was not there before."""

    day: date
    county: str
    county_url: str
    record: str
    record_url: str
    field: str
    old: str
    new: str
    weight: Weight
    needs_cover: bool
    """An adjustment of the plan must cover it (rule L103)."""
    covered_on: date | None

    @property
    def is_major(self) -> bool:
        return self.weight is Weight.MAJOR


@dataclass(frozen=True, slots=True)
class ChangeMonth:
    """The changes of one month, newest first."""

    month: str
    lines: tuple[ChangeLine, ...]


@dataclass(frozen=True)
class ChangesView:
    has_history: bool
    """False: this build had no change record to read."""
    months: tuple[ChangeMonth, ...]
    """Newest first."""
    reaches_back_to: date | None
    """What happened before is not in it."""
    told: str
    """Why the record is not whole, in Chinese; empty where it is."""
    skipped: int
    """Versions of files that were never fit to be published; nothing else of them is told to the public."""
    skipped_files: int
    skipped_for: tuple[str, ...]
    """The rules that refuse them."""
    redactions: tuple[Redaction, ...]
    """What was taken back, newest first."""
    adjustments: tuple[Event, ...]
    """方案调整 and 项目取消 that the counties disclosed themselves, newest first."""
    updated: date | None


def changes_view(
    summaries: Sequence[CountySummary],
    events: Iterable[Event],
    limits: Limits = WHOLE_RECORD,
    redactions: Iterable[Redaction] = (),
) -> ChangesView:
    """What changed after it was published, as far as this build can tell."""
    lines = [line for summary in summaries for line in _lines(summary)]
    lines.sort(key=lambda line: (line.day, line.county_url, line.record, line.field), reverse=True)
    months = tuple(
        ChangeMonth(month, tuple(group))
        for month, group in groupby(lines, key=lambda line: month_of(line.day))
    )
    adjustments = tuple(event for event in events if event.topic is FeedTopic.CHANGES)
    return ChangesView(
        has_history=bool(summaries) and all(summary.changes is not None for summary in summaries),
        months=months,
        reaches_back_to=latest(summary.changes_since for summary in summaries),
        told=limits.told,
        skipped=len(limits.skipped),
        skipped_files=len({version.path for version in limits.skipped}),
        skipped_for=tuple(sorted({code for version in limits.skipped for code in version.codes})),
        redactions=tuple(sorted(redactions, key=lambda entry: entry.date, reverse=True)),
        adjustments=adjustments,
        updated=latest([*(line.day for line in lines), *(event.date for event in adjustments)]),
    )


def _lines(summary: CountySummary) -> Iterable[ChangeLine]:
    titles = {row.id: row.title for row in summary.projects}
    for change in summary.changes or ():
        record, url = _record(summary, change, titles)
        yield ChangeLine(
            change.published.date(),
            summary.name,
            summary.url,
            record,
            url,
            change.field,
            change.old,
            change.new,
            change.weight,
            change in summary.coverage,
            summary.coverage.get(change),
        )


def _record(summary: CountySummary, change: Change, titles: dict[str, str]) -> tuple[str, str]:
    """The record's name and page; tables and records without a page of their own lead to the county."""
    if PROJECT_ID.fullmatch(change.record) and change.record in titles:
        return f"{titles[change.record]} {change.record}", f"projects/{change.record}.html"
    table = change.record.partition("/")[2]
    return _TABLES.get(table, change.record), summary.url
