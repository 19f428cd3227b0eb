"""Entries on the day after 完成时限 when the published records did not show the project as 基本完成 by then.

An entry stays: neither a later deadline nor a late report takes it back.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from generator.model.beijing import BEIJING
from generator.model.canonical import digest
from generator.model.codelists import FeedTopic, Status
from generator.model.company import page_keys
from generator.model.disclosure import CountyDisclosure
from generator.model.partial_day import earliest, judged_day
from generator.model.project import Project
from generator.model.row_key import identity
from generator.views.events import Event, publishing_body
from generator.views.provenance import Provenance, Stamp, midnight
from generator.views.said import said

_DEADLINE, _STATUS = Project.label_of("deadline"), Project.label_of("status")
_ENDS = tuple((part, Project.label_of(part, "date")) for part in ("acceptance", "cancellation", "withdrawal"))
"""Parts of a project by which it is done or given up, with the labels of their dates."""
_DONE = {status.label for status in Status if status.is_done}


_EVER = datetime.min.replace(tzinfo=BEIJING)


@dataclass(frozen=True, slots=True)
class _Limit:
    """A deadline, from when to when it was in force, and the commit that set it."""

    day: date
    start: datetime | None
    end: datetime | None
    commit: str = ""


def overdue_events(county: CountyDisclosure, provenance: Provenance, as_of: date) -> tuple[Event, ...]:
    """Returns an entry for every deadline missed up to ``as_of``."""
    found: dict[str, Event] = {}
    reports: Mapping[str, list[tuple[date, Stamp]]] = defaultdict(list)
    for row in county.progress:
        if row.status is not None and row.status.is_done:
            stamp = provenance.stamp(f"{county.code}/progress", row.date, row=identity(row))
            reports[row.project].append((earliest(row.date), stamp))
    doubtful = _doubtful(county)
    for project in county.projects:
        was_told = _was_told(project, provenance)
        ended = _ended(project, reports[project.id], provenance)
        for limit in _limits(project, provenance, doubtful.get(project.id, doubtful.get(None))):
            if project.status_after(limit.day) is None and not was_told:
                continue
            event = _passing(county, project, limit, ended, provenance)
            if event is not None and event.published.date() <= as_of:
                found.setdefault(event.key, event)
    return tuple(found.values())


def _doubtful(county: CountyDisclosure) -> Mapping[str | None, datetime]:
    """Maps projects, None for all others, to the moment from which nobody knows whether a deadline was met.

    Since the project's file failed checks, or since a report did that may tell that the project is done. A report that
    stands and whose fault is not committed yet was known until today.
    """
    found: dict[str | None, datetime] = {}
    for item in county.withheld:
        if item.kind == "projects" and item.ended:
            since = item.ended
        elif item.kind == "progress" and (item.ended or item.is_missing):
            since = item.ended or _EVER
        else:
            continue
        found[item.project] = min(since, found.get(item.project, since))
    if None in found:
        found = {name: min(since, found[None]) for name, since in found.items()}
    return found


def _passing(
    county: CountyDisclosure, project: Project, limit: _Limit, ended: date | None, provenance: Provenance
) -> Event | None:
    """Returns the entry for one deadline; None if it was met, or replaced before it passed."""
    last, day = limit.day.isoformat(), limit.day + timedelta(days=1)
    moments = (midnight(day), limit.start, provenance.first_published(project.id))
    moment = max(found for found in moments if found is not None)
    if (ended is not None and ended <= limit.day) or (limit.end is not None and limit.end <= moment):
        return None
    return Event(
        key=f"overdue/{project.id}/{last}",
        date=day,
        topic=FeedTopic.PROGRESS,
        title=f"{county.county.name} {project.title}：超过{_DEADLINE} {limit.day}，未基本完成",
        text=(
            *said(project, "id"),
            f"{_DEADLINE}：{limit.day}",
            f"到 {day}，公开的记录里未基本完成、投入使用或验收。",
        ),
        url=f"projects/{project.id}.html",
        county_code=county.code,
        county_name=county.county.name,
        project=project.id,
        contractor_keys=page_keys(project.contractor),
        publisher=publishing_body(county),
        is_demo=county.county.is_demo,
        stamp=Stamp(moment, moment, limit.commit),
        digest=digest([project.id, limit.day]),
        record=project.id,
        tags=("逾期",),
    )


def _limits(project: Project, provenance: Provenance, doubtful: datetime | None) -> Iterator[_Limit]:
    """Yields the project's deadlines, oldest first; from ``doubtful`` on nobody knows whether the last one holds."""
    start, commit, value = None, "", None
    moved = [change for change in provenance.of_record(project.id) if change.field == _DEADLINE]
    for change in moved:
        value = judged_day(change.old)
        if value is not None:
            yield _Limit(value, start, change.published, commit)
        start, commit = change.published, change.commit
    if project.due is not None:
        yield _Limit(project.due, start, doubtful, commit)


def _ended(project: Project, reports: Sequence[tuple[date, Stamp]], provenance: Provenance) -> date | None:
    """Returns the day by which the portal showed the project as 基本完成 or further, cancelled or withdrawn.

    A report counts from the day of its publication, or from its own date if that day is unknown or the whole project
    was published with it. Returns ``date.min`` if the project is done and no date is known, None if it is not done.
    """
    first = provenance.first_published(project.id)
    days = [_day_said(stamp, day, first) for day, stamp in reports]
    days += [
        change.published.astimezone(BEIJING).date()
        for change in provenance.of_record(project.id)
        if change.field == _STATUS and change.new in _DONE and change.old
    ]
    for name, label in _ENDS:
        if (part := getattr(project, name)) is not None:
            stamp = provenance.stamp(project.id, part.date, label=label)
            days.append(_day_said(stamp, part.date, first))
    if project.status.is_done and (not days or (provenance.knows_nothing and not reports)):
        return (
            date.min
        )  # an acceptance comes after the work is done; on which day that was shown is not known
    return min(days, default=None)


def _was_told(project: Project, provenance: Provenance) -> bool:
    """Whether its state was published at some time: an entry made then stays."""
    return any(change.field == _STATUS for change in provenance.of_record(project.id))


def _day_said(stamp: Stamp, day: date, first: datetime | None) -> date:
    """Returns the later of date and publication; the date alone if it was published together with the project."""
    if first is not None and stamp.published <= first:
        return day
    return max(day, stamp.published.date())
