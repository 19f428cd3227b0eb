"""Progress of all projects: states, overdue, due soon, not reported."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from generator.model.codelists import Status
from generator.model.identifiers import by_number
from generator.model.withheld import Rest, Rests, together
from generator.views.dates import latest
from generator.views.lack import NOTHING_LACKS, Lack
from generator.views.portal import Portal
from generator.views.rows import ProjectRow
from generator.views.summary import NOT_REPORTED, CountySummary

SOON = timedelta(days=90)
"""How far ahead deadlines are listed."""


@dataclass(frozen=True, slots=True)
class StateLine:
    """Number of a county's projects in each state, in the order of ``Status``."""

    name: str
    url: str
    counts: tuple[int, ...]
    projects: int
    overdue: int
    rest: Rest
    """How withheld records affect these counts."""


@dataclass(frozen=True, slots=True)
class DayLine:
    """A project and a number of days: overdue, left, or since its last report (None: never reported)."""

    row: ProjectRow
    days: int | None


@dataclass(frozen=True)
class ProgressView:
    statuses: tuple[Status, ...]
    counties: tuple[StateLine, ...]
    total: StateLine
    overdue: tuple[DayLine, ...]
    """Longest overdue first."""
    soon: tuple[DayLine, ...]
    """Deadlines of the next 90 days, nearest first."""
    stale: tuple[DayLine, ...]
    """Under way without a report within the limit, longest without first."""
    stale_days: int
    as_of: date
    updated: date | None
    reports: Rest
    """How withheld records affect ``stale``."""
    doubtful: tuple[ProjectRow, ...]
    """Projects shown in an earlier version: whether they are overdue or due soon is left open."""


def progress_view(
    summaries: Sequence[CountySummary], portal: Portal, lack: Lack = NOTHING_LACKS
) -> ProgressView:
    """Gathers states, deadlines and reports of all projects."""
    rows = [row for summary in summaries for row in summary.projects]
    rests = together(lack.rests, *(summary.rests for summary in summaries))
    return ProgressView(
        statuses=tuple(Status),
        counties=tuple(
            _states(summary.name, summary.url, summary.projects, summary.rests) for summary in summaries
        ),
        total=_states("合计", "", rows, rests),
        overdue=_overdue(rows),
        soon=_soon(rows, portal.as_of),
        stale=_stale(rows, portal.as_of),
        stale_days=portal.site.staleness_days.progress,
        as_of=portal.as_of,
        updated=latest(row.last_report for row in rows),
        reports=rests.reports,
        doubtful=tuple(row for row in rows if row.earlier),
    )


def _states(name: str, url: str, rows: Sequence[ProjectRow], rests: Rests) -> StateLine:
    counts = Counter(row.status for row in rows)
    overdue = sum(row.days_overdue > 0 for row in rows)
    return StateLine(
        name, url, tuple(counts[status] for status in Status), len(rows), overdue, rests.projects
    )


def _overdue(rows: Iterable[ProjectRow]) -> tuple[DayLine, ...]:
    late = [DayLine(row, row.days_overdue) for row in rows if row.days_overdue > 0]
    return tuple(sorted(late, key=lambda line: (-line.row.days_overdue, by_number(line.row.id))))


def _soon(rows: Iterable[ProjectRow], as_of: date) -> tuple[DayLine, ...]:
    found = []
    for row in rows:
        is_open = not row.earlier and not row.status.is_done and not row.is_cancelled
        if is_open and row.due is not None and as_of <= row.due <= as_of + SOON:
            found.append((row.due, by_number(row.id), DayLine(row, (row.due - as_of).days)))
    return tuple(line for _, _, line in sorted(found, key=lambda entry: (entry[0].toordinal(), entry[1])))


def _stale(rows: Iterable[ProjectRow], as_of: date) -> tuple[DayLine, ...]:
    silent = [row for row in rows if NOT_REPORTED.intersection(row.finding_codes)]
    silent.sort(key=lambda row: (row.last_report or date.min, by_number(row.id)))
    return tuple(DayLine(row, (as_of - row.last_report).days if row.last_report else None) for row in silent)
