"""The change record of a portal: one county's history out of the store."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from generator.history.gap import Gap
from generator.history.store import State, Store, moment
from generator.intake.records.redactions import TakenBack
from generator.model.change import Change, History, Limits
from generator.model.former_codes import NO_FORMER_CODES, FormerCodes

if TYPE_CHECKING:
    from generator.history.repository import MainLine


@dataclass(frozen=True)
class Tip:
    """The end of a main line: it travels to other processes, and the repository is opened where it is needed."""

    content: Path
    """content_data/"""
    commit: str
    former: FormerCodes = NO_FORMER_CODES


@dataclass(eq=False)
class PortalHistory:
    """The change record of a portal, a county at a time."""

    gap: Gap | None = None
    """Why it is not whole; None where it is."""
    unsaved: str = ""
    """That what was read could not be kept for the next time, and why: a sentence in Chinese."""
    commit: str = ""
    tree: str = ""
    taken_back: TakenBack | None = None
    """What redactions.yaml takes back; None where the past could not be asked."""
    former: FormerCodes | None = None
    """The codes that counties had before, held against the record; None where it could not be asked."""
    _store: Store | None = None
    _line: "MainLine | None" = None
    _state: State | None = None
    _marks: dict[str, str] = field(default_factory=dict)
    _content: Path | None = None

    @property
    def tip(self) -> "Tip | None":
        """Where its main line ends, for whoever looks into the repository; None where there is none."""
        if self._store is None or self._content is None:
            return None
        return Tip(self._content, self.commit, self.former or NO_FORMER_CODES)

    @property
    def county_codes(self) -> tuple[str, ...]:
        """Of all counties that it tells of."""
        return tuple(sorted(filter(None, self._marks)))

    @property
    def notice(self) -> str:
        """What a reader must know of its limits, in Chinese; empty when it is whole."""
        return f"{self.gap.told}。" if self.gap else ""

    @property
    def is_there(self) -> bool:
        return self._store is not None

    @property
    def _boundary(self) -> int | None:
        return self._state.boundary if self._state else None

    def county(self, code: str) -> History | None:
        """One county's history; None when there is no change record at all. ``""``: the portal's own documents."""
        if self._store is None:
            return None
        return replace(self._store.history(code, self._boundary), first_code=self._first_code(code))

    def _first_code(self, code: str) -> str:
        """The code under which a county was published first, where that may be another one than today's."""
        former = self.former.of(code) if self.former else ()
        if not former or self._store is None:
            return ""
        if self._state is None or self._state.is_shallow:
            return former[0]
        seen, own = self._store.former(), self._store.first_number(code)
        numbers = {old: seen[old] for old in former if old in seen and (own is None or seen[old] <= own)}
        return min(numbers, key=lambda old: numbers[old], default=code)

    def mark(self, code: str) -> str:
        """Equal as long as the county's history is."""
        return f"{self._boundary}:{self._marks.get(code, '')}" if self._store else ""

    def since(self, start: datetime) -> Iterator[tuple[str, Change]]:
        """(county code, change) of everything published after a moment, oldest first."""
        return self._store.since(int(start.timestamp())) if self._store else iter(())

    def follows(self, commit: str) -> bool | None:
        """Whether a commit is on the main line up to its head; None where that cannot be seen."""
        return self._line.follows(commit) if self._line else None

    def limits(self) -> Limits:
        """What it does not show, without a value."""
        skipped = tuple(self._store.skips()) if self._store else ()
        return Limits(self.gap.on_page if self.gap else "", skipped)

    def moment_of(self, reference: str) -> datetime | None:
        """When the main line took a commit; None when nothing has that name."""
        if self._line is None or self._state is None:
            return None
        found = self._line.time_of(reference, is_demo=self._state.is_demo)
        return None if found is None else moment(found)
