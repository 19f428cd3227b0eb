"""The change record of a column: one county's history out of the store."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from generator.history.store import Store, moment
from generator.model.change import Change, History

if TYPE_CHECKING:
    from generator.history.repository import MainLine

NO_GIT = "这里没有 git 历史，本次生成不含变更记录。"


@dataclass(eq=False)
class ColumnHistory:
    """The change record of a column, a county at a time."""

    notice: str = ""
    """What a reader must know of its limits, in Chinese; empty when it is whole."""
    commit: str = ""
    tree: str = ""
    _store: Store | None = None
    _line: "MainLine | None" = None
    _boundary: int | None = None
    _marks: dict[str, str] = field(default_factory=dict)

    @property
    def is_there(self) -> bool:
        return self._store is not None

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

    def moment_of(self, reference: str) -> datetime | None:
        """When the main line took a commit; None when nothing has that name."""
        time = self._line.resolve(reference) if self._line else None
        return moment(time) if time is not None else None


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
