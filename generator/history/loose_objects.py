"""Loose objects of a repository, looked at before libgit2 reads them: over some that are cut short it never returns."""

import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from generator.history.unreadable import damaged

_PIECE = 65_536
"""Bytes unpacked at a time: a small object may unpack to a large one."""


class LooseObjects:
    """The loose objects in ``folder`` (.git/objects); those in packs are no concern of this module."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._whole: set[Path] = set()

    def check(self, ids: Iterable[str] | None = None) -> None:
        """Raises UnreadableError if one of these objects is loose and cut short or damaged; None: any object at all."""
        paths = self._all() if ids is None else map(self._path, ids)
        for path in paths:
            if path not in self._whole:
                if not _is_whole(path):
                    raise damaged(path.parent.name + path.name)
                self._whole.add(path)

    def _all(self) -> Iterator[Path]:
        """Yields every loose object; what git packs meanwhile is one no longer."""
        for folder in self._folder.glob("[0-9a-f][0-9a-f]"):
            with suppress(FileNotFoundError):
                yield from list(folder.iterdir())

    def _path(self, id_: str) -> Path:
        return self._folder / id_[:2] / id_[2:]


def _is_whole(path: Path) -> bool:
    """Whether a file is a whole zlib stream. One that is not there may lie in a pack; libgit2 says why one cannot be opened."""
    try:
        data = path.read_bytes()
    except OSError:
        return True
    unpacker = zlib.decompressobj()
    try:
        while not unpacker.eof:
            found = unpacker.decompress(data, _PIECE)
            data = unpacker.unconsumed_tail
            if not (found or data):
                break
    except zlib.error:
        return False
    return unpacker.eof
