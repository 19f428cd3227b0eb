"""County summaries in the cache, of which a slice is loaded when one of its fields is first read."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.engine.store.cache import Cache
from generator.engine.store.packs import Pieces
from generator.views.summary import EXTRACTS, SLICES, CountySummary

_TABLES = "tables"
"""The slice of a county's tables, of which each has a piece of its own."""
_SLICE_OF = {field: name for name, fields in SLICES.items() for field in fields}


@dataclass(frozen=True)
class SummaryPlace:
    """Where a county's summary is cached."""

    cache: Cache
    pieces: Pieces

    def slice(self, name: str) -> Mapping[str, Any]:
        """Loads a slice: field → value."""
        if name == _TABLES:
            return {_TABLES: StoredTables(self)}
        values: tuple[Any, ...] = self.pieces.take(self.cache, name)
        return dict(zip(SLICES[name], values, strict=True))


@dataclass(frozen=True)
class StoredTables(Mapping[str, bytes]):
    """A county's rows of the tables of open data, loaded each time one is read."""

    kept: SummaryPlace

    def __getitem__(self, table: str) -> bytes:
        name = table_piece(table)
        if name not in self.kept.pieces.places:
            raise KeyError(table)
        found: bytes = self.kept.pieces.take(self.kept.cache, name)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self.kept.pieces.take(self.kept.cache, _TABLES))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def table_piece(table: str) -> str:
    """The name of the piece that holds a county's rows of a table."""
    return f"table-{table}"


class StoredSummary(CountySummary):
    """A summary that loads its fields when they are first read."""

    def __init__(self, kept: SummaryPlace) -> None:
        self.__dict__["_kept"] = kept

    def __getattr__(self, name: str) -> Any:
        """Called for a field that is not loaded yet."""
        if name not in _SLICE_OF:
            raise AttributeError(name)
        self.__dict__.update(self._kept.slice(_SLICE_OF[name]))
        return self.__dict__[name]


def slices(summary: CountySummary) -> dict[str, object]:
    """Returns the pieces in which a summary is cached."""
    found: dict[str, object] = {
        name: tuple(getattr(summary, field) for field in fields) for name, fields in SLICES.items()
    }
    found |= {table_piece(table): part for table, part in summary.tables.items()}
    found[_TABLES] = {table: hashlib.sha256(part).digest() for table, part in summary.tables.items()}
    return found | {name: extract(summary) for name, extract in EXTRACTS.items()}


def digests(counties: Iterable[Pieces]) -> Mapping[str, str]:
    """Returns slice → digest over all counties; while it is equal, so is what is drawn from that slice."""
    found = {name: hashlib.sha256() for name in (*SLICES, *EXTRACTS)}
    for pieces in counties:
        for name, sum_ in found.items():
            sum_.update(pieces.digest(name).ljust(16))
    return {name: sum_.hexdigest() for name, sum_ in found.items()}
