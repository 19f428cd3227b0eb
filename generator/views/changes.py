"""Changes, newest first and by project, and which of them an adjustment of the plan covers."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import PurePosixPath

from generator.model.change import Change, History, is_removal
from generator.model.disclosure import CountyDisclosure
from generator.model.identifiers import by_number
from generator.model.place import INSIDE
from generator.model.withheld import OF_BATCHES, Withheld
from generator.rules.watched import watched_changes

_SINGLE = frozenset({"county", "plan", "contracts", "outcome"})
"""Kinds of records of which a county has one."""
Coverage = Mapping[Change, date | None]
"""Change that needs an adjustment of the plan (rule L103) → date of the one that covers it; None if none does."""


def coverage(county: CountyDisclosure, history: History | None, as_of: date) -> Coverage:
    """Returns the changes that need an adjustment of the plan, with the date of theirs."""
    return {
        change: adjustment.date if adjustment else None
        for change, adjustment in watched_changes(county, history, as_of)
    }


@dataclass(frozen=True)
class ChangeLog:
    """A county's change record as its pages show it; made once per county."""

    changes: tuple[Change, ...] | None = None
    """Newest first; None when this build has no change record."""
    coverage: Coverage = field(default_factory=dict)
    first_published: Mapping[str, date] = field(default_factory=dict)
    """Record → day of its first publication, if known."""
    by_project: Mapping[str, tuple[Change, ...]] = field(default_factory=dict)
    commits: Mapping[str, str] = field(default_factory=dict)
    """Record → the commit that published or last changed it, if known."""

    def of_project(self, project: str) -> tuple[Change, ...] | None:
        """The changes of one project and of its ledger rows, newest first; None without a change record."""
        return None if self.changes is None else self.by_project.get(project, ())

    def removal(self, record: str) -> Change | None:
        """The removal of a record, if that is the last that is known of it."""
        last = next((change for change in self.changes or () if change.record == record), None)
        return last if last is not None and is_removal(last) else None


NO_CHANGE_RECORD = ChangeLog()


def change_log(county: CountyDisclosure, history: History | None, as_of: date) -> ChangeLog:
    """Prepares the change record of a county for its pages."""
    if history is None:
        return NO_CHANGE_RECORD
    newest = sorted(
        history.changes,
        key=lambda change: (change.published, by_number(change.record), change.field),
        reverse=True,
    )
    by_project: dict[str, list[Change]] = defaultdict(list)
    for change in newest:
        for project in county.by_id.keys() & _concerned(change):
            by_project[project].append(change)
    return ChangeLog(
        tuple(newest),
        coverage(county, history, as_of),
        {record: published.date() for record, published in history.first_published},
        {project: tuple(found) for project, found in by_project.items()},
        dict(history.first_commits) | {record: commit for record, _, commit in history.latest},
    )


def newest_commit(history: History | None, as_of: date) -> tuple[datetime, str] | None:
    """When a record was last published or changed, and in which commit; None if that is not known."""
    if history is None:
        return None
    first = dict(history.first_commits)
    came = [(moment, first[record]) for record, moment in history.first_published if record in first]
    known = [*came, *((moment, commit) for _, moment, commit in history.latest)]
    return max((one for one in known if one[0].date() <= as_of), default=None)


def _concerned(change: Change) -> set[str]:
    """Returns the names by which a change may concern a project: its record, or the words of a ledger row's name."""
    return {change.record, *change.field.split(INSIDE)[0].split(" ")}


def are_unadopted(changes: Iterable[Change] | None, county: CountyDisclosure) -> bool:
    """Whether any of these changes belongs to a version that failed checks, so that an earlier one is shown.

    A version refused for its form alone is in the change record all the same: forms move with the model (ADR 0010).
    """
    ended = {_record(item, county.code): item.ended for item in county.withheld if item.ended}
    return bool(ended) and any(
        change.record in ended and change.published >= ended[change.record] for change in changes or ()
    )


def _record(item: Withheld, code: str) -> str:
    """Returns the name that changes give a withheld record; rows of ledgers have none."""
    if item.kind == "projects":
        return item.project or ""
    if item.kind == "cases":
        return f"{code}/cases/{PurePosixPath(item.place.file).stem}"
    if item.kind in OF_BATCHES.values():
        return item.place.file.removeprefix("counties/").removesuffix(".yaml")
    return f"{code}/{item.kind}" if item.kind in _SINGLE else ""
