"""The change record of a portal; it reads one county's history at a time from the store."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from generator.history.clock import Clock
from generator.history.compare import FieldChange
from generator.history.delivered import (
    NOTHING,
    AsDelivered,
    AsLater,
    Batch,
    Delivered,
    batches_of,
    is_as_read,
    name_of_record,
    records_of,
)
from generator.history.gap import Gap
from generator.history.removed import Removed, since_filled
from generator.history.store import Store, moment
from generator.history.stored import State
from generator.intake.records.redactions import TakenBack
from generator.model.canonical import digest
from generator.model.change import Change, History, Limits, WrongTime, if_whole
from generator.model.former_codes import NO_FORMER_CODES, FormerCodes

if TYPE_CHECKING:
    from generator.history.repository import MainLine


@dataclass(frozen=True)
class Tip:
    """The end of a main line: small enough to send to other processes, which open the repository themselves."""

    content: Path
    """content_data/"""
    commit: str
    former: FormerCodes = NO_FORMER_CODES
    before: str = ""
    """The commit that comes before ``commit``, whatever its parents are; empty: its first parent."""
    clock: Clock | None = None
    """What the build knows of time; None: the commits' times hold."""


@dataclass(eq=False)
class PortalHistory:
    """The change record of a portal, read one county at a time."""

    gap: Gap | None = None
    """Why the record is missing or incomplete; None when it is complete."""
    unsaved: str = ""
    """Why the store could not be saved for the next build, as a sentence in Chinese; empty if it was saved."""
    commit: str = ""
    tree: str = ""
    taken_back: TakenBack | None = None
    """What redactions.yaml redacts; None when the history could not be read."""
    former: FormerCodes | None = None
    """The counties' former codes, checked against the record; None when the history could not be read."""
    _store: Store | None = None
    _line: "MainLine | None" = None
    _state: State | None = None
    _marks: dict[str, str] = field(default_factory=dict)
    _content: Path | None = None
    _clock: Clock | None = None
    _kept: AsDelivered | AsLater | None = None

    @property
    def tip(self) -> "Tip | None":
        """Where the main line ends, for code that opens the repository itself; None without a record."""
        if self._store is None or self._content is None:
            return None
        before = self._line.before if self._line else ""
        return Tip(self._content, self.commit, self.former or NO_FORMER_CODES, before, self._clock)

    @property
    def county_codes(self) -> tuple[str, ...]:
        """Codes of all counties in the record, sorted."""
        return tuple(sorted(filter(None, self._marks)))

    @property
    def notice(self) -> str:
        """What readers must know of the record's limits, in Chinese; empty when it is complete."""
        return f"{self.gap.told}。" if self.gap else ""

    @property
    def is_there(self) -> bool:
        return self._store is not None

    @property
    def _boundary(self) -> int | None:
        return self._state.boundary if self._state else None

    @property
    def _is_cut(self) -> bool:
        return self._state is not None and self._state.is_shallow

    def county(self, code: str) -> History | None:
        """Returns one county's history (``""``: the portal's own documents); None when there is no change record.

        It may be cut short: what is known from it is enough to find what is gone, not to tell readers anything.
        """
        found = self._read(code)
        return self._kept.of(code, found) if self._kept and found else found

    def _read(self, code: str) -> History | None:
        """Returns a county's history as the commits tell it."""
        if self._store is None:
            return None
        found = self._store.history(code, self._boundary)
        return replace(found, first_code=self._first_code(code), is_cut=self._is_cut)

    def told(self, code: str) -> History | None:
        """Returns one county's history as readers are told of it; None unless it is whole."""
        return if_whole(self.county(code))

    def keep(self, kept: AsDelivered) -> None:
        """Makes the record rest on what was delivered."""
        self._kept = kept

    def keep_as(self, later: "PortalHistory") -> None:
        """Makes the record rest on what was delivered if a later one of the same line does."""
        if later._kept:
            self._kept = AsLater(later.county)

    def delivered(self, until: date) -> Delivered:
        """Returns what the record delivers by the end of a day."""
        own = self.county("")
        if self._store is None or own is None:
            return NOTHING
        is_kept = False
        gone: tuple[Batch, ...] = ()
        if self._kept:
            counties = {code: self.county(code) or History() for code in ("", *self.county_codes)}
            changes = [change for history in counties.values() for change in history.changes]
            records = [one for code, history in counties.items() for one in records_of(code, history)]
            hidden = self.taken_back.hidden if self.taken_back else ()
            if isinstance(self._kept, AsDelivered):
                gone = tuple(self._kept.gone(changes, {one.record for one in hidden}))
            is_kept = bool(gone) or any(self._is_kept(code, one) for code, one in counties.items())
        else:  # one reading of the store, as this is done in every build
            changes = [change for _, change in self._store.since(-1, 0)]
            first_codes = {code: self._first_code(code) for code in self._marks}
            records = [
                (name_of_record(record, code, first_codes[code]), moment, commit)
                for code, record, moment, commit in self._store.first_publications()
            ]
        batches = [*batches_of(changes, records, self._store.number_of), *gone]
        shown = tuple(batch for batch in batches if batch.published.date() <= until)
        return Delivered(is_kept, own.reaches_back_to, shown)

    def _is_kept(self, code: str, found: History) -> bool:
        read = self._read(code) if self._kept else None
        return read is not None and not is_as_read(found, read)

    def _first_code(self, code: str) -> str:
        """Returns the code under which a county was first published; empty if it never had another code."""
        former = self.former.of(code) if self.former else ()
        if not former or self._store is None:
            return ""
        if self._state is None or self._is_cut:
            return former[0]
        seen, own = self._store.former(), self._store.first_number(code)
        numbers = {old: seen[old] for old in former if old in seen and (own is None or seen[old] <= own)}
        return min(numbers, key=lambda old: numbers[old], default=code)

    def mark(self, code: str) -> str:
        """Returns a value that changes whenever the county's history does; empty without a record."""
        if not self._store:
            return ""
        begins = f"{'cut ' if self._is_cut else ''}{self._boundary}"
        own = f"{begins}:{self._times}:{self._marks.get(code, '')}"
        found = self.county(code) if self._kept else None
        return f"{own}:{digest(repr(found))}" if found and self._is_kept(code, found) else own

    @cached_property
    def _times(self) -> str:
        """Changes whenever the time at which a commit counts does."""
        found = self._store.corrected() if self._store else []
        return digest([list(one) for one in found]) if found else ""

    def since(self, start: datetime | int) -> Iterator[tuple[str, Change]]:
        """Yields (county code, change) of everything published after ``start``, oldest first in a county.

        Args:
            start: a moment, or the number of a commit (``number_of``).
        """
        if self._store is None:
            return iter(())
        if self._kept:
            return self._kept_since(start)
        if isinstance(start, int):
            return self._store.since(-1, start)
        return self._store.since(int(start.timestamp()), 0)

    def _kept_since(self, start: datetime | int) -> Iterator[tuple[str, Change]]:
        """Yields what ``since`` does, at the moments at which it was delivered."""
        for code in ("", *self.county_codes):
            for change in (self.county(code) or History()).changes:
                if isinstance(start, int):
                    is_later = (self.number_of(change.commit) or 0) > start
                else:
                    is_later = change.published > start
                if is_later:
                    yield code, change

    def removed(self) -> Removed:
        """Returns what was published and is no longer there."""
        return self._store.removed() if self._store else Removed()

    def since_filled(self, county: str, change: FieldChange) -> FieldChange:
        """Returns a change that comes next, told from what was published before its field was emptied."""
        return since_filled(change, self._store.last_of(county, change)) if self._store else change

    def follows(self, commit: str) -> bool | None:
        """Whether a commit is on the main line up to its head; None when the clone is too shallow or damaged to tell."""
        return self._line.follows(commit) if self._line else None

    def limits(self) -> Limits:
        """Returns what the record does not show: its gap, and the versions that were never published; no values."""
        skipped = tuple(self._store.skips()) if self._store else ()
        is_meant = self._state is not None and self._state.is_demo  # it names its own times
        times = [
            WrongTime(commit, moment(written), moment(time))
            for commit, written, time in (self._store.corrected() if self._store and not is_meant else ())
        ]
        wrong = tuple(one for one in times if one.written.date() != one.published.date())
        return Limits(self.gap.on_page if self.gap else "", skipped, wrong)

    def number_of(self, reference: str) -> int | None:
        """Returns the number of the commit that ``reference`` names; None if the record does not have it."""
        commit = self._line.commit_of(reference) if self._line else None
        return self._store.number_of(commit) if self._store and commit else None

    def number_of_tree(self, tree: str) -> int | None:
        """Returns the number of the last commit on the main line that has a root tree; None if there is none."""
        from generator.history.lookup import last_with  # libgit2 is loaded where there is a repository

        commit = last_with(self._line, tree) if self._line else None
        return self._store.number_of(commit) if self._store and commit else None

    def has_commit(self, commit: str) -> bool:
        """Whether the repository has a commit, on the main line or not."""
        return bool(self._line and self._line.commit_of(commit))

    def is_merged(self, commit: str) -> bool:
        """Whether a commit was merged, on the main line or not."""
        from generator.history.lookup import is_merged

        return bool(self._line and is_merged(self._line, commit))

    def moment_of(self, reference: str) -> datetime | None:
        """Returns when the main line took the commit that ``reference`` names; None if there is none."""
        if self._line is None or self._state is None:
            return None
        found = self._line.time_of(reference, is_demo=self._state.is_demo)
        return None if found is None else moment(found)
