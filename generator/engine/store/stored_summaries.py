"""County summaries in the cache, of which a slice is loaded when one of its fields is first read."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from generator.engine.store.cache import Cache
from generator.engine.store.packs import Pieces
from generator.views.summary import EXTRACTS, SLICES, CountySummary

_SLICE_OF = {field: name for name, fields in SLICES.items() for field in fields}


@dataclass(frozen=True)
class Kept:
    """Where a county's summary is cached."""

    cache: Cache
    pieces: Pieces

    def slice(self, name: str) -> Mapping[str, Any]:
        """Loads a slice: field → value."""
        values: tuple[Any, ...] = self.pieces.take(self.cache, name)
        return dict(zip(SLICES[name], values, strict=True))


class KeptSummary(CountySummary):
    """A summary that loads its fields when they are first read."""

    def __init__(self, kept: Kept) -> None:
        self.__dict__["_kept"] = kept

    def __getattr__(self, name: str) -> Any:
        """Called for a field that is not loaded yet."""
        if name not in _SLICE_OF:
            raise AttributeError(name)
        self.__dict__.update(self._kept.slice(_SLICE_OF[name]))
        return self.__dict__[name]


def slices(summary: CountySummary) -> dict[str, tuple[Any, ...]]:
    """Returns the pieces in which a summary is cached."""
    found = {name: tuple(getattr(summary, field) for field in fields) for name, fields in SLICES.items()}
    return found | {name: extract(summary) for name, extract in EXTRACTS.items()}


def digests(counties: Iterable[Pieces]) -> Mapping[str, str]:
    """Returns slice → digest over all counties; while it is equal, so is what is drawn from that slice."""
    found = {name: hashlib.sha256() for name in (*SLICES, *EXTRACTS)}
    for pieces in counties:
        for name, sum_ in found.items():
            sum_.update(pieces.digest(name).ljust(16))
    return {name: sum_.hexdigest() for name, sum_ in found.items()}
