"""What a part of a build leaves behind, in pieces: packed once where it is made, taken out one by one when needed."""

import hashlib
import pickle  # nosec B403  # what this program wrote itself
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generator.engine.store.cache import Block, Cache, CacheGoneError


@dataclass(frozen=True)
class Piece:
    """Where a piece lies in its block, in bytes, and what tells whether it is the same as another."""

    digest: bytes
    start: int
    size: int


Places = Mapping[str, Piece]
"""Name of a piece → where it lies."""


@dataclass(frozen=True)
class Pieces:
    """The pieces of one part."""

    block: Block
    places: Places

    def digest(self, name: str) -> bytes:
        """Of one piece; empty where the part has none of that name."""
        piece = self.places.get(name)
        return piece.digest if piece else b""

    def take(self, cache: Cache, name: str) -> Any:
        """One piece as it was packed.

        Raises:
            CacheGoneError: the block was removed or damaged.
        """
        piece = self.places[name]
        data = cache.read(self.block, piece.start, piece.size)
        if _digest(data) != piece.digest:
            raise CacheGoneError(self.block.name)
        return pickle.loads(data)  # nosec B301  # our own, its digest was looked at above


def pack(values: Mapping[str, object]) -> tuple[bytes, Places]:
    """Values as the bytes of a block, and where in it each of them lies."""
    places: dict[str, Piece] = {}
    packed: list[bytes] = []
    start = 0
    for name, value in values.items():
        data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        places[name] = Piece(_digest(data), start, len(data))
        packed.append(data)
        start += len(data)
    return b"".join(packed), places


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()
