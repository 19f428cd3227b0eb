"""The cache under ``.cache/``: entries, and blocks of bytes that are read piece by piece.

The folder may be deleted or damaged at any time: whatever is read is compared with a digest taken when it was written.
Entries that are damaged, or written by another version, count as absent.
"""

import hashlib
import os
import pickle  # nosec B403  # what this program wrote itself
import stat
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from typing import Any

from generator.engine.store.disk import make_way, own_folder

_DIGEST = hashlib.sha256().digest_size
_TICK = 100_000_000
"""Nanoseconds; the coarsest step in which file systems record times."""
_YOUNG = 3600
"""Seconds; longer than any build takes."""

Signature = tuple[tuple[str, int, int, int, int], ...]
"""(path, size, mtime in ns, ctime in ns, inode) of every file of a folder; git detects changes in this way, too."""


class CacheGoneError(Exception):
    """Something in the cache is gone or damaged; the message names it."""


@dataclass(frozen=True)
class Source:
    """The state of a folder when it was read."""

    signature: Signature
    digest: str
    """sha256 of names and contents, so that a checkout that only touches files changes nothing."""
    is_settled: bool
    """False if a file changed within ``_TICK`` before: another change might not alter its times."""


@dataclass(frozen=True)
class Block:
    """Bytes in a file beside the entries, read piece by piece; ``size`` in bytes."""

    name: str
    size: int


class Cache:
    """Entries by name; values are anything that pickles.

    Args:
        version: of program, theme and settings; entries of another version are not unpickled.
    """

    def __init__(self, folder: Path, version: str) -> None:
        self.folder = folder
        self.version = version.encode()

    def load(self, name: str) -> Any:
        """Returns the entry; None if it is absent, damaged or of another version."""
        try:
            data = (self.folder / f"{name}.entry").read_bytes()
        except OSError:
            return None
        if self._seal(data[_DIGEST:]) != data[:_DIGEST]:
            return None
        try:
            return pickle.loads(data[_DIGEST:])  # nosec B301  # our own, its digest was looked at above
        except (pickle.UnpicklingError, AttributeError, ImportError, TypeError, EOFError, IndexError):
            return None

    def store(self, name: str, value: object) -> None:
        """Writes an entry completely or not at all, even if another build writes it too."""
        data = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
        self._write(self.folder / f"{name}.entry", self._seal(data), data)

    def store_block(self, name: str, data: bytes, mark: bytes = b"") -> Block:
        """Stores bytes under a name that contains their digest, so that a block never changes under a build.

        Args:
            mark: shorter bytes to digest instead, equal only if the data are.
        """
        block = Block(f"{name}.{hashlib.sha256(mark or data).hexdigest()[:24]}.block", len(data))
        if not self.has(block) or self.read(block, 0, block.size) != data:
            self._write(self.block(block), data)
        return block

    def block(self, block: Block) -> Path:
        """Returns the path of a block."""
        return self.folder / block.name

    def read(self, block: Block, start: int, size: int) -> bytes:
        """Returns ``size`` bytes of a block; fewer if it is damaged, none if it is gone."""
        try:
            with open(self.block(block), "rb", buffering=0) as file:  # noqa: PTH123 - a tenth cheaper, for every piece
                file.seek(start)
                return file.read(size)
        except OSError:
            return b""

    def has(self, block: Block) -> bool:
        """Returns whether the block is there with its size; its content is checked when it is read."""
        try:
            return self.block(block).stat().st_size == block.size
        except OSError:
            return False

    def keep_blocks(self, kept: Iterable[Block], below: str) -> None:
        """Deletes the other blocks in a folder, except those younger than ``_YOUNG``, which another build may be using."""
        names = {block.name for block in kept}
        oldest = time.time() - _YOUNG
        with suppress(FileNotFoundError), os.scandir(self.folder / below) as found:
            for file in found:
                if f"{below}/{file.name}" not in names and file.stat().st_mtime < oldest:
                    (self.folder / below / file.name).unlink(missing_ok=True)

    def clear(self) -> None:
        """Deletes all entries and blocks; the lock and other files stay."""
        for entry in self.folder.glob("*.entry"):
            entry.unlink(missing_ok=True)
        for block in self.folder.glob("*/*.block"):
            block.unlink(missing_ok=True)

    def _write(self, path: Path, *data: bytes) -> None:
        """Writes a file. A power cut may leave it incomplete, which its digest then shows."""
        own_folder(path.parent)
        make_way(path)
        part = path.with_suffix(f".{os.getpid()}.part")
        try:
            part.write_bytes(b"".join(data))
            part.replace(path)
        except OSError:
            part.unlink(missing_ok=True)
            raise

    def _seal(self, data: bytes) -> bytes:
        return hashlib.sha256(self.version + data).digest()


def signature(folder: Path) -> Signature:
    """Returns the signature of a folder, without reading its files."""
    return tuple(sorted(_entries(str(folder), "")))


def _entries(root: str, below: str) -> list[tuple[str, int, int, int, int]]:
    found: list[tuple[str, int, int, int, int]] = []
    try:
        listed = list(os.scandir(f"{root}/{below}" if below else root))
    except OSError:
        return found
    for entry in listed:
        name = f"{below}{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            found.append((f"{name}/", 0, 0, 0, 0))
            found += _entries(root, f"{name}/")
        else:
            found.append(file_signature(name, entry.stat(follow_symlinks=False)))
    return found


def file_signature(name: str, status: os.stat_result) -> tuple[str, int, int, int, int]:
    return name, status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


def source(folder: Path, earlier: Source | None, files: Callable[[Path], Signature] = signature) -> Source:
    """Returns the state of a folder; reads its files only if the signature changed or ``earlier`` is not settled.

    Args:
        files: returns the signature of those files of the folder that count.
    """
    begun = time.time_ns()
    now = files(folder)
    if earlier is not None and earlier.is_settled and earlier.signature == now:
        return earlier
    newest = max((max(modified, changed) for _, _, modified, changed, _ in now), default=0)
    return Source(now, content_digest(folder, now), newest < begun - _TICK)


def is_still(folder: Path, seen: Source, files: Callable[[Path], Signature] = signature) -> bool:
    """Returns whether a folder did not change since ``seen`` was taken."""
    now = files(folder)
    return now == seen.signature and (seen.is_settled or content_digest(folder, now) == seen.digest)


def content_digest(folder: Path, files: Signature) -> str:
    """Returns the sha256 of names and contents; what is neither a file nor a link counts by its name."""
    found = hashlib.sha256()
    for name, size, *_ in files:
        found.update(f"{name}\0{size}\0".encode("utf-8", "surrogateescape"))
        if not name.endswith("/"):
            found.update(_content(f"{folder}/{name}"))
    return found.hexdigest()


def _content(path: str) -> bytes:
    """Returns the content of a file or the target of a link; the intake reports unreadable files."""
    try:
        mode = os.lstat(path).st_mode
    except OSError:
        return b""
    if stat.S_ISLNK(mode):
        return os.fsencode(Path(path).readlink())
    if not stat.S_ISREG(mode):
        return b""
    try:
        with FileIO(path) as file:
            return file.read()
    except OSError as error:  # a file that becomes unreadable counts as changed
        return f"unreadable\0{error.errno}".encode()


def digest_of(*values: object) -> str:
    """Returns the sha256 of the ``repr`` of values, which is the same in every process."""
    return hashlib.sha256("\0".join(map(repr, values)).encode("utf-8", "surrogateescape")).hexdigest()
