"""The texts of feed entries as a build keeps them: a block of bytes a county beside the cache's entries.

Feeds of companies and of the whole column quote entries of many counties. They are read where they stand, so that the
texts of a province are never in memory together.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import FileIO
from pathlib import Path

from generator.render.feeds import Place


class TextsGoneError(Exception):
    """A block of texts was removed while a build was at work on it."""


@dataclass(frozen=True)
class Shelf:
    """Blocks of texts on disk, by county."""

    blocks: Mapping[str, Path]

    def read(self, places: Sequence[Place]) -> list[bytes]:
        """The texts at these places; every block is opened once. Raises TextsGoneError."""
        wanted: dict[str, list[int]] = defaultdict(list)
        for number, (county, _, _) in enumerate(places):
            wanted[county].append(number)
        found = [b""] * len(places)
        for county, numbers in wanted.items():
            with self._open(county) as file:
                for number in numbers:
                    _, start, size = places[number]
                    file.seek(start)
                    found[number] = file.read(size)
        return found

    def _open(self, county: str) -> FileIO:
        try:
            return FileIO(self.blocks[county])
        except FileNotFoundError:
            raise TextsGoneError(str(self.blocks[county])) from None
