"""Dated changes of published records: what the history room finds and rules and views read."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum

WHOLE = "记录"
"""The field that stands for a record or row itself, when it goes or comes back."""


class Weight(Enum):
    """How much a change matters to a reader."""

    MAJOR = "重大"
    """Amount, deadline, contractor, content or conclusion."""
    ORDINARY = "一般"
    WORDING = "文字"


@dataclass(frozen=True)
class Change:
    """One field of one published record changed from ``old`` to ``new`` (empty: it was not there)."""

    record: str
    """Project id, or county code and table, e.g. ``210198/payments``."""
    field: str
    """Chinese label of the field, e.g. ``完成时限``."""
    old: str
    new: str
    published: datetime
    """When the main line took it, +08:00."""
    commit: str
    weight: Weight


@dataclass(frozen=True)
class History:
    """The changes of one county's records, oldest first."""

    changes: tuple[Change, ...] = ()
    first_published: tuple[tuple[str, datetime], ...] = ()
    """When each record was first published: (record, time).

    A row that joined a ledger later is named after it, ``210198/payments › 2021-03-10 210198-2020-01``; the others
    came with their ledger.
    """
    reaches_back_to: datetime | None = None
    """A shallow clone sees no further back than this."""
    latest: tuple[tuple[str, datetime, str], ...] = ()
    """Where each record last changed: (record, time, commit)."""
    first_commits: tuple[tuple[str, str], ...] = ()
    """The commits of ``first_published``: (record, commit)."""

    def until(self, day: date) -> "History":
        """The history as it stood at the end of a day."""
        if all(change.published.date() <= day for change in self.changes):
            return self
        return replace(
            self, changes=tuple(change for change in self.changes if change.published.date() <= day)
        )
