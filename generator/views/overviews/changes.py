"""Changes of published records over all counties, month by month."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from generator.model.change import WHOLE_RECORD, Change, Limits, Weight
from generator.model.codelists import FeedTopic
from generator.model.files import title_of
from generator.model.identifiers import PROJECT_ID
from generator.model.redactions import Redaction
from generator.views.dates import latest, month_of
from generator.views.events import Event
from generator.views.summary import CountySummary


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One changed field of one record; ``old`` is empty if it had no value."""

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
    """Whether rule L103 asks for an adjustment of the plan that covers it."""
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


def changes_view(
    summaries: Sequence[CountySummary],
    events: Iterable[Event],
    limits: Limits = WHOLE_RECORD,
    redactions: Iterable[Redaction] = (),
) -> ChangesView:
    """Gathers the changes of all counties, as far as this build knows them."""
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
    """Returns the record's name and page; without a page of its own, the county's page."""
    if PROJECT_ID.fullmatch(change.record) and change.record in titles:
        return f"{titles[change.record]} {change.record}", f"projects/{change.record}.html"
    table = change.record.partition("/")[2]
    return title_of(table) or change.record, summary.url
