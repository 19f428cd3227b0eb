"""What two commits differ in, over the whole repository: every file, its kind and its size, whatever it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

import pygit2
from pygit2.enums import FileMode

from generator.history.blobs import Blob
from generator.history.repository import MainLine
from generator.history.unreadable import read

_MOST = 50_000
"""Most files that are told; a submission of more is none that anybody could review."""
_DEEPEST = 32
"""Deepest folder that is opened; ours are four deep."""
_NOTHING: dict[bytes, "Entry"] = {}


class TooMuchError(ValueError):
    """More files differ than can be reviewed, or they lie too deep; the message says which, in Chinese."""


@dataclass(frozen=True)
class Entry:
    """A file, link or submodule in a commit."""

    id: str
    mode: int

    @property
    def is_link(self) -> bool:
        return self.mode == FileMode.LINK

    @property
    def is_submodule(self) -> bool:
        return self.mode == FileMode.COMMIT

    @property
    def is_executable(self) -> bool:
        return self.mode == FileMode.BLOB_EXECUTABLE

    @property
    def is_folder(self) -> bool:
        return self.mode == FileMode.TREE


@dataclass(frozen=True)
class Difference:
    """One path in two commits; None in the one that lacks it."""

    raw: bytes
    """Path from the root of the repository, as git keeps it."""
    old: Entry | None
    new: Entry | None

    @cached_property
    def path(self) -> str:
        """The path as text; bytes that are no UTF-8 are spelt out."""
        return self.raw.decode("utf-8", "backslashreplace")

    @property
    def is_utf8(self) -> bool:
        return self.path.encode() == self.raw


def differences(line: MainLine, old: str, new: str) -> tuple[Difference, ...]:
    """Returns every file that differs between two commits, by path; folders that are the same are not opened.

    Raises:
        UnreadableError: an object is missing or damaged.
        TooMuchError: there are too many to tell.
    """
    trees = [
        Entry(str(line.objects.of(commit, pygit2.Commit).tree_id), FileMode.TREE) for commit in (old, new)
    ]
    found = tuple(islice(_differing(line, trees[0], trees[1], b"", 0), _MOST + 1))
    if len(found) > _MOST:
        raise TooMuchError(f"一次改动了 {_MOST} 个以上的文件")
    return found


def _differing(
    line: MainLine, old: Entry | None, new: Entry | None, path: bytes, depth: int
) -> Iterator[Difference]:
    if old == new:
        return
    if depth > _DEEPEST:
        raise TooMuchError(f"文件夹嵌套超过 {_DEEPEST} 层")
    before, after = _folder(line, old), _folder(line, new)
    if before is None or after is None:
        file_before = None if before is not None else old
        file_after = None if after is not None else new
        if file_before or file_after:
            yield Difference(path, file_before, file_after)
    before, after = before or _NOTHING, after or _NOTHING
    below = path + b"/" if path else b""
    for name in sorted(before.keys() | after.keys()):
        yield from _differing(line, before.get(name), after.get(name), below + name, depth + 1)


def _folder(line: MainLine, entry: Entry | None) -> dict[bytes, Entry] | None:
    """Returns what a folder holds; nothing for an absent entry, None for a file."""
    if entry is None:
        return _NOTHING
    if not entry.is_folder:
        return None
    tree = line.objects.of(entry.id, pygit2.Tree)
    return read(lambda: {inner.raw_name: Entry(str(inner.id), int(inner.filemode)) for inner in tree})


def size_of(line: MainLine, entry: Entry) -> int:
    """Returns the size of a file in bytes without reading it."""
    return line.size(Blob(entry.id))


def content_of(line: MainLine, entry: Entry) -> bytes:
    """Returns the bytes of a file."""
    return line.data(Blob(entry.id))
