"""The texts of feed entries as a build keeps them: a block of bytes a county beside the cache's entries.

Feeds of companies and of the whole portal quote entries of many counties. They are read where they stand, so that the
texts of a province are never in memory together. Each is held against the mark of its entry.
"""

import os
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import FileIO
from pathlib import Path

from generator.engine.store.cache import CacheGoneError
from generator.render.feeds import mark_of_texts, whole_size
from generator.views.feed_entries import Told

_TOGETHER = 4
"""Pieces are read in one go while what lies between them is less than three times as much."""


@dataclass(frozen=True)
class Shelf:
    """Blocks of texts on disk, by county."""

    blocks: Mapping[str, Path]

    def items(self, entries: Sequence[Told]) -> list[bytes]:
        """The ``<item>`` of each.

        Raises:
            CacheGoneError: a block was removed or damaged.
        """
        return [text[: told.rss] for told, text in zip(entries, self.whole(entries), strict=True)]

    def whole(self, entries: Sequence[Told]) -> list[bytes]:
        """The three texts of each; every block is opened once.

        Raises:
            CacheGoneError: a block was removed or damaged.
        """
        wanted: dict[str, list[int]] = defaultdict(list)
        for number, told in enumerate(entries):
            wanted[told.county].append(number)
        found = [b""] * len(entries)
        for county, numbers in wanted.items():
            own = map(entries.__getitem__, numbers)
            with self._open(county) as file:
                texts = _read(file, [(told.start, whole_size(told)) for told in own])
            for number, text in zip(numbers, texts, strict=True):
                if mark_of_texts(text) != entries[number].digest:
                    raise CacheGoneError(str(self.blocks[county]))
                found[number] = text
        return found

    def _open(self, county: str) -> FileIO:
        try:
            return FileIO(self.blocks[county])
        except OSError:
            raise CacheGoneError(str(self.blocks[county])) from None


def _read(file: FileIO, pieces: list[tuple[int, int]]) -> list[bytes]:
    """Pieces of a file (start, size): in one go where they lie together, which entries of one time do."""
    first, end = min(start for start, _ in pieces), max(start + size for start, size in pieces)
    if end - first <= _TOGETHER * sum(size for _, size in pieces):
        file.seek(first)
        whole = file.read(end - first)
        return [whole[start - first : start - first + size] for start, size in pieces]
    handle = file.fileno()
    return [os.pread(handle, size, start) for start, size in pieces]
