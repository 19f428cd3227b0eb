"""What earlier builds left behind under ``.cache/``: entries, and blocks of bytes that are read piece by piece.

The folder may be deleted or damaged at any time: whatever is read is held against a digest that was taken when it was
written. What is damaged, or written by another version, counts as absent.
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
"""ns; file systems keep time in steps of at most this."""
_YOUNG = 3600
"""s; a build is done by then."""

Signature = tuple[tuple[str, int, int, int, int], ...]
"""(path, size, modification, change of the inode, inode) of every file of a folder: git's way of seeing a change."""


class CacheGoneError(Exception):
    """What the cache should hold is gone, or not as it was written; names it."""


@dataclass(frozen=True)
class Source:
    """A folder of handed-in files on the day it was read."""

    signature: Signature
    digest: str
    """sha256 over names and contents: a checkout that touches every file changes nothing."""
    is_settled: bool
    """Nothing changed just before: within one tick of the clock a second change would show no other time."""


@dataclass(frozen=True)
class Block:
    """Bytes that lie beside the entries and are read piece by piece."""

    name: str
    size: int


class Cache:
    """Entries by name; values are whatever pickles.

    Args:
        version: what wrote the entries; those of another version count as absent and are not even unpickled.
    """

    def __init__(self, folder: Path, version: str) -> None:
        self.folder = folder
        self.version = version.encode()

    def load(self, name: str) -> Any:
        """The entry, or None."""
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
        """Write an entry whole or not at all, also beside another build."""
        data = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
        self._write(self.folder / f"{name}.entry", self._seal(data), data)

    def store_block(self, name: str, data: bytes, mark: bytes = b"") -> Block:
        """Keep bytes under a name that tells their content: a build that quotes them reads what it knows of.

        Args:
            mark: shorter bytes that are the same only where the data are.
        """
        block = Block(f"{name}.{hashlib.sha256(mark or data).hexdigest()[:24]}.block", len(data))
        if not self.has(block) or self.read(block, 0, block.size) != data:
            self._write(self.block(block), data)
        return block

    def block(self, block: Block) -> Path:
        """Where it lies."""
        return self.folder / block.name

    def read(self, block: Block, start: int, size: int) -> bytes:
        """So many bytes of a block; fewer where it is damaged, none where it is gone."""
        try:
            with open(self.block(block), "rb", buffering=0) as file:  # noqa: PTH123 - a tenth cheaper, for every piece
                file.seek(start)
                return file.read(size)
        except OSError:
            return b""

    def has(self, block: Block) -> bool:
        """Whether something of its size is there; whoever reads it looks closer."""
        try:
            return self.block(block).stat().st_size == block.size
        except OSError:
            return False

    def keep_blocks(self, kept: Iterable[Block], below: str) -> None:
        """Forget the other blocks of a folder but young ones, which another build may be at work on."""
        names = {block.name for block in kept}
        oldest = time.time() - _YOUNG
        with suppress(FileNotFoundError), os.scandir(self.folder / below) as found:
            for file in found:
                if f"{below}/{file.name}" not in names and file.stat().st_mtime < oldest:
                    (self.folder / below / file.name).unlink(missing_ok=True)

    def clear(self) -> None:
        """Forget everything; the lock and other people's files stay."""
        for entry in self.folder.glob("*.entry"):
            entry.unlink(missing_ok=True)
        for block in self.folder.glob("*/*.block"):
            block.unlink(missing_ok=True)

    def _write(self, path: Path, *data: bytes) -> None:
        """A power cut may leave it half: then it is not as its digest says, and absent."""
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
    """What the file system says of every file below a folder; nothing is read."""
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
    """Of one file."""
    return name, status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


def source(folder: Path, earlier: Source | None, files: Callable[[Path], Signature] = signature) -> Source:
    """The state of a folder; its files are read only when the file system says that one of them changed.

    Args:
        files: those of the folder that count.
    """
    begun = time.time_ns()
    now = files(folder)
    if earlier is not None and earlier.is_settled and earlier.signature == now:
        return earlier
    newest = max((max(modified, changed) for _, _, modified, changed, _ in now), default=0)
    return Source(now, content_digest(folder, now), newest < begun - _TICK)


def is_still(folder: Path, seen: Source, files: Callable[[Path], Signature] = signature) -> bool:
    """Whether all that was read of a folder since it was seen is what its digest was taken of."""
    now = files(folder)
    return now == seen.signature and (seen.is_settled or content_digest(folder, now) == seen.digest)


def content_digest(folder: Path, files: Signature) -> str:
    """sha256 over names and contents; what is neither a file nor a link counts by its name."""
    found = hashlib.sha256()
    for name, size, *_ in files:
        found.update(f"{name}\0{size}\0".encode("utf-8", "surrogateescape"))
        if not name.endswith("/"):
            found.update(_content(f"{folder}/{name}"))
    return found.hexdigest()


def _content(path: str) -> bytes:
    """What a file holds, where a link leads; the intake says so where nobody may read it."""
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
    except OSError as error:  # a file that cannot be read is another than the one it was
        return f"unreadable\0{error.errno}".encode()


def digest_of(*values: object) -> str:
    """sha256 over the representations of values; equal values give equal digests in every process."""
    return hashlib.sha256("\0".join(map(repr, values)).encode("utf-8", "surrogateescape")).hexdigest()
