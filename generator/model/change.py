"""Dated changes of published records: the history room finds them, rules and views read them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum
from hashlib import sha256

WHOLE = "记录"
"""The field name that stands for a whole record or row when it is removed or restored."""


class Weight(Enum):
    """How much a change matters to a reader."""

    MAJOR = "重大"
    """Amount, deadline, contractor, content or conclusion."""
    ORDINARY = "一般"
    WORDING = "文字"

    @property
    def label(self) -> str:
        """As pages say it: 重大变更, 一般变更, 文字修改."""
        return f"{self.value}{'修改' if self is Weight.WORDING else '变更'}"


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
    number: int = 0
    """The number under which it was delivered, where the commits of today do not tell it (``history.delivered``)."""
    first_commit: str = ""
    """The commit in which it was delivered first, if that may be another than ``commit``."""


def with_keys(changes: Iterable[Change]) -> Iterator[tuple[Change, str]]:
    """Pairs each change with its permanent key, ``changes/<record>/<field>/<n>``.

    n counts the changes of that field of that record since the opening, so that a key rests on no commit and no value; a
    change that was delivered before the history was rewritten keeps its number.

    Args:
        changes: all of a county, oldest first.
    """
    times: Counter[tuple[str, str]] = Counter()
    for change in changes:
        times[change.record, change.field] += 1
        number = change.number or times[change.record, change.field]
        yield change, f"changes/{change.record}/{change.field}/{number}"


def anchor_of(key: str) -> str:
    """The anchor of a change on /changes.html: of ASCII alone, so that its address can be copied into any text."""
    return f"c{sha256(key.encode('utf-8', 'replace')).hexdigest()[:16]}"


def is_removal(change: Change) -> bool:
    """Whether a whole record was removed."""
    return change.field == WHOLE and not change.new


def is_return(change: Change) -> bool:
    """Whether a whole record that was removed is published again as it was."""
    return change.field == WHOLE and not change.old


@dataclass(frozen=True)
class Missing:
    """Something that the main line (git's main branch) published and the files no longer hold."""

    record: str
    """As changes name it: ``210198-2020-01``, ``210198/payments``, ``210198/county``, ``policies/2020-226``."""
    file: str
    """Where it stood, below content_data/."""
    first: date | None
    """When it was first published; None: that is not known."""
    commit: str
    """The last commit that held something of that name."""
    part: str = ""
    """Name of a row, or label of a part of a file; empty: all of the record is missing."""
    left: int = 0
    """Rows of the same name that are still there."""
    removed: date | None = None
    """When the main line took its removal; None: it has not."""


@dataclass(frozen=True)
class PublishedFile:
    """An attachment that the main line held."""

    path: str
    """Below content_data/."""
    came: datetime
    went: datetime | None
    """When the main line took its removal; None: it is there."""
    remover: str
    """The commit that removed it; empty: it is there."""


@dataclass(frozen=True)
class SkippedVersion:
    """A version of a file, or rows of it, that was never fit to be published; its values are not kept."""

    path: str
    """Below content_data/."""
    commit: str
    published: datetime
    """When the main line took it, +08:00."""
    codes: tuple[str, ...]
    """The rules that refuse it."""


@dataclass(frozen=True)
class WrongTime:
    """A commit whose time cannot be right; the change record gives it another."""

    commit: str
    written: datetime
    """The time that it bears, +08:00."""
    published: datetime
    """The time at which it counts, +08:00."""


@dataclass(frozen=True)
class Limits:
    """What the change record of the whole portal does not show."""

    told: str = ""
    """Why the change record is incomplete or absent, in Chinese for the pages; empty where it is complete."""
    skipped: tuple[SkippedVersion, ...] = ()
    """Oldest first."""
    wrong_times: tuple[WrongTime, ...] = ()
    """Oldest first; those that count on the day that they bear are left out."""

    def until(self, day: date) -> "Limits":
        """The limits as they stood at the end of a day."""
        return replace(
            self,
            skipped=tuple(one for one in self.skipped if one.published.date() <= day),
            wrong_times=tuple(one for one in self.wrong_times if one.published.date() <= day),
        )


WHOLE_RECORD = Limits()


@dataclass(frozen=True)
class History:
    """The changes of one county's records, oldest first."""

    changes: tuple[Change, ...] = ()
    first_published: tuple[tuple[str, datetime], ...] = ()
    """When each record was first published: (record, time).

    A row added to a ledger later has its own entry, ``210198/payments › 2021-03-10 210198-2020-01``; the other rows
    were published with their ledger.
    """
    reaches_back_to: datetime | None = None
    """Nothing is known from before this: the portal's opening, or the oldest commit of a shallow clone."""
    latest: tuple[tuple[str, datetime, str], ...] = ()
    """Where each record last changed: (record, time, commit)."""
    first_commits: tuple[tuple[str, str], ...] = ()
    """The commits of ``first_published``: (record, commit)."""
    attachments: tuple[PublishedFile, ...] = ()
    """All that the county ever had, fit to be published or not."""
    turned: tuple[tuple[str, datetime, str], ...] = ()
    """When an earlier version of a record or row came to stand, or ceased to: (record, time, commit), oldest first."""
    spoilt: tuple[tuple[datetime, str], ...] = ()
    """When a version came that does not pass: (time, commit), oldest first."""
    opening: str = ""
    """The commit of ``reaches_back_to``; those after it may bear the same time."""
    first_code: str = ""
    """For a county whose code changed: the code under which it was first published."""
    is_cut: bool = False
    """Whether commits before ``reaches_back_to`` are not at hand, in which anything may have been published before."""

    def until(self, day: date) -> "History":
        """The history as it stood at the end of a day."""
        if all(change.published.date() <= day for change in self.changes):
            return self
        return replace(
            self, changes=tuple(change for change in self.changes if change.published.date() <= day)
        )


def if_whole(history: History | None) -> History | None:
    """Returns a history from which can be concluded when something was first published and how often it changed.

    None for one that is cut short: not even what its later commits bring is known to be new, as it may have been
    published before and removed, and the number of a change of a field, on which its permanent key rests, is unknown.
    """
    return None if history is None or history.is_cut else history
