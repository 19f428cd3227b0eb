"""Loose objects of a repository, looked at before libgit2 reads them: over some that are cut short it never returns."""

import os
import zlib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from generator.history.unreadable import damaged

_PIECE = 65_536
"""Bytes unpacked at a time: a small object may unpack to a large one."""


class LooseObjects:
    """The loose objects in ``folder`` (.git/objects); those in packs are no concern of this module."""

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)
        self._whole: set[str] = set()
        self._lying = cache(self._names)

    def check(self, ids: Iterable[str] | None = None) -> None:
        """Raises UnreadableError if one of these objects is loose and cut short or damaged; None: any object at all."""
        for id_ in self._all() if ids is None else ids:
            if id_[2:] in self._lying(id_[:2]) and id_ not in self._whole:
                if not _is_whole(f"{self._folder}/{id_[:2]}/{id_[2:]}"):
                    raise damaged(id_)
                self._whole.add(id_)

    def _names(self, folder: str) -> frozenset[str]:
        """The names in a folder of loose objects; nearly all of a clone have none."""
        try:
            return frozenset(os.listdir(f"{self._folder}/{folder}"))  # noqa: PTH208 - names alone
        except OSError:
            return frozenset()

    def _all(self) -> Iterator[str]:
        """Yields every loose object."""
        for folder in Path(self._folder).glob("[0-9a-f][0-9a-f]"):
            yield from (folder.name + name for name in self._lying(folder.name))


def _is_whole(path: str) -> bool:
    """Whether a file is a whole zlib stream. One that is not there may lie in a pack; libgit2 says why one cannot be opened."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - a hundred thousand are opened
            data = file.read()
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
