"""The rows of some counties at a time: in the workbook of all they are compressed alone, and taken from the last one.

A row's number depends on how many rows there are before it. So the rows of a group can be taken as they stand if they,
and the number of those before, are as they were: one change in one county leaves nearly all of them.
"""

import hashlib
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.render.csv_table import count_rows
from generator.render.open_workbook.archive import Packer, Piece
from generator.render.open_workbook.cell_markup import Place, sheet_rows
from generator.render.open_workbook.package import Filled, Layout

TOGETHER = 8
"""Counties in a group: fewer make the file larger, more make a change dearer."""
Part = Mapping[str, bytes]
"""A county's rows of each table, as ``county_tables`` writes them."""
Marks = Mapping[str, bytes]
"""Table → digest of a county's rows."""


class Group(NamedTuple):
    """Counties that follow one another."""

    parts: Sequence[Part]
    marks: Sequence[Marks]

    def mark(self, tables: Iterable[str]) -> bytes:
        """Returns a digest of their rows of these tables."""
        digests = [own.get(table, b"") for table in tables for own in self.marks]
        return _digest([repr(digests).encode()])

    def rows_of(self, table: str) -> Iterator[bytes]:
        return (part.get(table, b"") for part in self.parts)


class Source(NamedTuple):
    """A sheet, and what its rows are made from."""

    layout: Layout
    address: str
    """Of the same table as CSV, from the root; empty: there is none."""
    tables: tuple[str, ...]
    read: Callable[[Sequence[Part]], Sequence[Sequence[str]]]
    """Returns the cells of each column."""


class Rows:
    """Writes rows of groups."""

    def count(self, table: str, group: Group) -> int:
        return count_rows(group.rows_of(table))

    def sheet(self, source: Source, places: Sequence[Place], groups: Sequence[Group]) -> Filled:
        columns = source.read([part for group in groups for part in group.parts])
        return Filled(source.layout, len(columns[0]), sheet_rows(places, columns, 2, source.address))


class Span(NamedTuple):
    """Where rows of a group are in the file, compressed."""

    start: int
    length: int
    size: int
    crc: int
    rows: int


class RowsMap(NamedTuple):
    """What the next build needs to know of a workbook."""

    counts: Mapping[bytes, int]
    """Digest of a group's rows of a table → how many they are."""
    spans: Mapping[bytes, Span]
    """Digest of rows and of how they are written → where they are."""


class Earlier(NamedTuple):
    """The workbook of the last build."""

    data: bytes
    kept: RowsMap


@dataclass
class ReusedRows(Rows):
    """Takes rows from the workbook of the last build where it has them."""

    earlier: Earlier | None
    counts: dict[bytes, int] = field(default_factory=dict)
    written: list[tuple[bytes, Piece, int]] = field(default_factory=list)
    """The digest, the piece and the number of rows of each group of each sheet, in the order of the file."""

    def count(self, table: str, group: Group) -> int:
        mark = group.mark([table])
        known = self.earlier.kept.counts.get(mark) if self.earlier else None
        self.counts[mark] = count = super().count(table, group) if known is None else known
        return count

    def sheet(self, source: Source, places: Sequence[Place], groups: Sequence[Group]) -> Filled:
        form = repr((source.tables, source.address, places, zlib.ZLIB_RUNTIME_VERSION)).encode()
        number = 2
        pieces = []
        for group in groups:
            key = _digest([form, group.mark(source.tables), b"%d" % number])
            piece, count = self._taken(key) or _made(source, places, group, number)
            self.written.append((key, piece, count))
            pieces.append(piece)
            number += count
        return Filled(source.layout, number - 2, pieces)

    def _taken(self, key: bytes) -> tuple[Piece, int] | None:
        span = self.earlier.kept.spans.get(key) if self.earlier else None
        if self.earlier is None or span is None:
            return None
        compressed = self.earlier.data[span.start : span.start + span.length]
        return Piece(compressed, span.size, span.crc), span.rows

    def kept(self, starts: Iterable[int]) -> RowsMap:
        """Returns what to keep of the workbook in which the pieces begin at ``starts``."""
        spans = {
            key: Span(start, len(piece.compressed), piece.size, piece.crc, rows)
            for start, (key, piece, rows) in zip(starts, self.written, strict=True)
        }
        return RowsMap(self.counts, spans)


def _made(source: Source, places: Sequence[Place], group: Group, number: int) -> tuple[Piece, int]:
    columns = source.read(group.parts)
    packer = Packer()
    for some in sheet_rows(places, columns, number, source.address):
        packer.add(some)
    return packer.piece(), len(columns[0])


def _digest(values: Iterable[bytes]) -> bytes:
    return hashlib.blake2b(b"\0".join(values), digest_size=16).digest()
