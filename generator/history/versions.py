"""Earlier versions of files, newest first: what was published before, and when.

Only first-parent commits since the opening count. The repository is opened when the first version is asked for, so a
build in which every record passes never opens it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from generator.history.blobs import NO_FILE, Blob
from generator.history.change_record import Tip
from generator.history.opening import Opening
from generator.history.read import commits_since
from generator.history.repository import MainLine
from generator.history.store import moment
from generator.history.unreadable import UnreadableError


class Version(NamedTuple):
    commits: tuple[str, str]
    """The last commit that held it, and the first."""
    published: datetime
    """When the main line took it (+08:00)."""
    ended: datetime | None
    """When the main line took the next version; None: this one stands at head."""
    data: bytes


@dataclass(frozen=True)
class _Line:
    """The commits of the main line since the opening, newest first, each with its time."""

    line: MainLine
    commits: tuple[tuple[str, int], ...]


class Versions:
    """The earlier versions of the files of one folder.

    Args:
        tip: the end of the main line; None: there is no history.
        folder: below content_data/, e.g. ``counties/210198``; empty: content_data/ itself.
    """

    def __init__(self, tip: Tip | None, folder: str = "") -> None:
        self._tip = tip
        self._folder = folder

    def of(self, file: str) -> Iterator[Version]:
        """Yields the versions of one file, newest first, without links."""
        found = _line_of(self._tip) if self._tip else None
        if found is None:
            return
        path = f"{self._folder}/{file}" if self._folder else file
        blob = NO_FILE
        newest = brought = (0, "", 0)
        after: int | None = None
        for number, (commit, time) in enumerate(found.commits):
            here = found.line.version(commit, path)
            if here != blob and _is_renamed(found.line, here, blob):
                blob = here
            elif here != blob:
                if blob and blob.is_file:
                    yield _version(found, blob, newest, brought, after)
                blob, newest = here, (number, commit, time)
                after = found.commits[number - 1][1] if number else None
            brought = (number, commit, time)
        if blob and blob.is_file:
            yield _version(found, blob, newest, brought, after)

    def trees(self) -> Iterator[tuple[str, datetime]]:
        """Yields the commits that changed any file of the folder, newest first, with their times."""
        found = _line_of(self._tip) if self._tip else None
        if found is None:
            return
        last: tuple[str, int] | None = None
        files: Mapping[str, Blob] = {}
        for commit, time in found.commits:
            here = dict(found.line.below(commit, self._folder))
            if last and here != files:
                yield last[0], moment(last[1])
            last, files = (commit, time), here
        if last and files:
            yield last[0], moment(last[1])

    def tree(self, commit: str) -> "Tree":
        """Returns the files of the folder at a commit."""
        found = _line_of(self._tip) if self._tip else None
        return tree_of(found.line, commit, self._folder) if found else Tree(None, {})


def _is_renamed(line: MainLine, one: Blob, other: Blob) -> bool:
    """Whether two versions differ in the county's code alone."""
    return bool(one and other) and one.was != other.was and line.data(one) == line.data(other)


def _version(
    found: _Line, blob: Blob, newest: tuple[int, str, int], brought: tuple[int, str, int], after: int | None
) -> Version:
    ended = moment(after) if after is not None else None
    return Version((newest[1], brought[1]), moment(brought[2]), ended, found.line.data(blob))


class Tree(Mapping[str, bytes]):
    """Path below the folder → content, read on demand."""

    def __init__(
        self, line: MainLine | None, blobs: Mapping[str, Blob], instead: Mapping[str, bytes] | None = None
    ) -> None:
        self._line = line
        self._blobs = blobs
        self._instead = instead or {}

    def with_files(self, instead: Mapping[str, bytes]) -> "Tree":
        """Returns a copy with some files replaced."""
        return Tree(self._line, self._blobs, {**self._instead, **instead})

    def __getitem__(self, name: str) -> bytes:
        if name in self._instead:
            return self._instead[name]
        if self._line is None:
            raise KeyError(name)
        return self._line.data(self._blobs[name])

    def __iter__(self) -> Iterator[str]:
        return iter({**self._blobs, **self._instead})

    def __len__(self) -> int:
        return len({**self._blobs, **self._instead})


def tree_of(line: MainLine, commit: str, folder: str) -> Tree:
    """Returns the files of a folder of content_data/ at a commit."""
    return Tree(line, dict(line.below(commit, folder)))


@lru_cache(maxsize=4)
def main_line(tip: Tip) -> MainLine:
    """Opens the repository, once in each process; raises ``UnreadableError`` if it cannot be read."""
    return MainLine(tip.content, tip.commit, tip.former, before=tip.before)


@lru_cache(maxsize=2)
def _line_of(tip: Tip) -> _Line | None:
    """Reads the main line, once per process; None if it cannot be read."""
    try:
        line = main_line(tip)
        opening = Opening(line)
        is_demo = opening.is_demo(tip.commit)
        span = commits_since(line, opening, tip.commit, opening.is_opened(tip.commit), None)
        times = [line.time(commit, is_demo=is_demo) for commit in span.commits]
        right = tip.clock.times(times) if tip.clock else times
        return _Line(line, tuple(zip(span.commits, right, strict=True))[::-1])
    except UnreadableError:
        return None
