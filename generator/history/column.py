"""The change record of a column: one county's history out of the store."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from generator.history.published import Skip
from generator.history.store import State, Store, moment
from generator.model.change import Change, History

if TYPE_CHECKING:
    from generator.history.repository import MainLine

NO_GIT = "这里没有 git 历史，本次生成不含变更记录。"


@dataclass(frozen=True)
class Tip:
    """The end of a main line: it travels to other processes, and the repository is opened where it is needed."""

    content: Path
    """content_data/"""
    commit: str


@dataclass(eq=False)
class ColumnHistory:
    """The change record of a column, a county at a time."""

    notice: str = ""
    """What a reader must know of its limits, in Chinese; empty when it is whole."""
    unsaved: str = ""
    """Why what was read could not be kept for the next time, in Chinese."""
    commit: str = ""
    tree: str = ""
    is_unreadable: bool = False
    """There is a history, and it cannot be read."""
    _store: Store | None = None
    _line: "MainLine | None" = None
    _state: State | None = None
    _marks: dict[str, str] = field(default_factory=dict)
    _content: Path | None = None

    @property
    def tip(self) -> "Tip | None":
        """Where its main line ends, for whoever looks into the repository; None where there is none."""
        return Tip(self._content, self.commit) if self._store and self._content else None

    @property
    def county_codes(self) -> tuple[str, ...]:
        """Of all counties that it tells of."""
        return tuple(sorted(filter(None, self._marks)))

    @property
    def is_there(self) -> bool:
        return self._store is not None

    @property
    def _boundary(self) -> int | None:
        return self._state.boundary if self._state else None

    def county(self, code: str) -> History | None:
        """One county's history; None when there is no change record at all. ``""``: the column's own documents."""
        return self._store.history(code, self._boundary) if self._store else None

    def mark(self, code: str) -> str:
        """Equal as long as the county's history is."""
        return f"{self._boundary}:{self._marks.get(code, '')}" if self._store else ""

    def since(self, start: datetime) -> Iterator[tuple[str, Change]]:
        """(county code, change) of everything published after a moment, oldest first."""
        return self._store.since(int(start.timestamp())) if self._store else iter(())

    def follows(self, commit: str) -> bool | None:
        """Whether a commit is on the main line up to its head; None where that cannot be seen."""
        return self._line.follows(commit) if self._line else None

    def skips(self) -> list[tuple[Skip, str, datetime]]:
        """Every version that was never fit to be published, with its commit and its time, oldest first."""
        return self._store.skips() if self._store else []

    def moment_of(self, reference: str) -> datetime | None:
        """When the main line took a commit; None when nothing has that name."""
        if self._line is None or self._state is None:
            return None
        commit = self._line.commit_of(reference)
        return moment(self._line.time(commit, is_demo=self._state.is_demo)) if commit else None


def read_history(content: Path, cache: Path | None) -> ColumnHistory:
    """The history of ``content`` (content_data/) on the main line; what the cache holds is not read again.

    The record begins with the commit that sets 开栏日期 in site.yaml, or with the first commit where none does. Only
    commits count: what is not committed is not published.
    """
    folder = content.resolve()
    if not any((parent / ".git").exists() for parent in (folder, *folder.parents)):
        return ColumnHistory(notice=NO_GIT)
    from generator.history.read import read_repository  # libgit2's binding is a tenth of the time to start

    return read_repository(content, cache)
