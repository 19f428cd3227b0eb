"""The texts of feed entries as a build keeps them: a block of bytes a county beside the cache's entries.

Feeds of companies and of the whole column quote entries of many counties. They are read where they stand, a few
kilobytes at a time, so that the texts of a province are never in memory together.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0)


class TextsGoneError(Exception):
    """A block of texts was removed while a build was at work on it."""


@dataclass(frozen=True)
class Shelf:
    """Blocks of texts on disk, by county."""

    blocks: Mapping[str, Path]

    def read(self, county: str, start: int, size: int) -> bytes:
        """Raises TextsGoneError."""
        try:
            file = os.open(self.blocks[county], _FLAGS)
            try:
                os.lseek(file, start, os.SEEK_SET)
                return os.read(file, size)
            finally:
                os.close(file)
        except FileNotFoundError:
            raise TextsGoneError(str(self.blocks[county])) from None
