"""Reads the texts of feed entries from the cache, where each county has a block of them.

Feeds of companies and of the whole portal quote entries of many counties. Only those needed are read, so that the texts
of a whole province are never in memory together. Each is checked against the digest in its entry.
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
"""Pieces are read in one go if the span from the first to the last is at most this times their total size."""


@dataclass(frozen=True)
class EntryTexts:
    """County → file with the texts of its feed entries."""

    blocks: Mapping[str, Path]

    def items(self, entries: Sequence[Told]) -> list[bytes]:
        """Returns the RSS ``<item>`` of each entry.

        Raises:
            CacheGoneError: a block was removed or damaged.
        """
        return [text[: told.rss] for told, text in zip(entries, self.whole(entries), strict=True)]

    def whole(self, entries: Sequence[Told]) -> list[bytes]:
        """Returns the three texts of each entry, joined; opens every block once.

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
    """Returns pieces (start, size) of a file, read in one go if they are close together, as entries of one time are."""
    first, end = min(start for start, _ in pieces), max(start + size for start, size in pieces)
    if end - first <= _TOGETHER * sum(size for _, size in pieces):
        file.seek(first)
        whole = file.read(end - first)
        return [whole[start - first : start - first + size] for start, size in pieces]
    handle = file.fileno()
    return [os.pread(handle, size, start) for start, size in pieces]
