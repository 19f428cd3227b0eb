"""Changes as readers see them: which of them an adjustment of the plan covers."""

from collections.abc import Mapping
from datetime import date

from generator.model.change import Change, History
from generator.model.disclosure import CountyDisclosure
from generator.rules.families.plan import watched_changes

Coverage = Mapping[Change, date | None]
"""Change that needs an adjustment of the plan (rule L103) → date of the one that covers it, None where none does."""


def coverage(county: CountyDisclosure, history: History | None, as_of: date) -> Coverage:
    """Which changes need an adjustment of the plan, and which have one."""
    return {
        change: adjustment.date if adjustment else None
        for change, adjustment in watched_changes(county, history, as_of)
    }


def first_published(history: History | None, record: str) -> date | None:
    """The day a record was first published; None where the change record does not know."""
    published = dict(history.first_published).get(record) if history else None
    return published.date() if published else None


def changes_of(history: History | None, project: str = "") -> tuple[Change, ...] | None:
    """The changes of a county's records, or of one project and its ledger rows, newest first; None without history."""
    if history is None:
        return None
    mine = (change for change in history.changes if not project or _concerns(change, project))
    return tuple(
        sorted(mine, key=lambda change: (change.published, change.record, change.field), reverse=True)
    )


def _concerns(change: Change, project: str) -> bool:
    return change.record == project or project in change.field.split(" › ")[0].split(" ")
