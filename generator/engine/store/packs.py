"""Packs the values that a part of a build saves into one block, from which they are read one by one."""

import hashlib
import pickle  # nosec B403  # what this program wrote itself
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generator.engine.store.cache import Block, Cache, CacheGoneError

_DIGEST = 16
"""Bytes."""


@dataclass(frozen=True)
class Piece:
    """Where a piece is in its block, in bytes, and its digest."""

    digest: bytes
    start: int
    size: int


Places = Mapping[str, Piece]
"""Name of a piece → where it is."""


@dataclass(frozen=True)
class Pieces:
    """The pieces of one part."""

    block: Block
    places: Places

    def digest(self, name: str) -> bytes:
        """Returns the digest of a piece; empty if there is none of that name."""
        piece = self.places.get(name)
        return piece.digest if piece else b""

    def take(self, cache: Cache, name: str) -> Any:
        """Reads one piece.

        Raises:
            CacheGoneError: the block was removed or damaged.
        """
        piece = self.places[name]
        data = cache.read(self.block, piece.start, piece.size)
        if _digest(data) != piece.digest:
            raise CacheGoneError(self.block.name)
        return pickle.loads(data)  # nosec B301  # our own, its digest was looked at above


def pack(values: Mapping[str, object]) -> tuple[bytes, Places]:
    """Returns the bytes of a block with these values, and where each of them is."""
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
    """Of sha256, which today's processors have instructions for: it takes less than half as long as blake2b."""
    return hashlib.sha256(data).digest()[:_DIGEST]
