"""Decides what of a file is published while its latest version, or a row of it, is refused.

A refused version or ledger row counts as never published: the last one that passed stands until the next that does, so
that each change is reported once, from what was public to what is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from generator.history.records import Content, PublishedRow, Row, Version
from generator.model.row_key import plain_cell
from generator.model.row_pairs import Line, became


class Skip(NamedTuple):
    """A version that was refused, or had refused rows."""

    path: str
    code: str
    """Code of the rule that refused it."""


class Where(NamedTuple):
    """A ledger row in a version: file, commit and row number from 0."""

    path: str
    commit: str
    row: int


class EarlierRow(NamedTuple):
    """A row taken from an earlier version, at a position among the rows of a later one."""

    place: int
    where: Where


@dataclass(frozen=True)
class Origin:
    """Points to what of a file is published while its latest version, or rows of it, are refused.

    It holds no values, since it is stored between builds.
    """

    path: str = ""
    """File and commit of the version it rests on; empty: nothing was ever published."""
    commit: str = ""
    kept: tuple[EarlierRow, ...] = ()
    """Ledger rows that stand from other versions because this one lacks or refuses them."""


NEVER = Origin()


@dataclass(frozen=True)
class Published:
    record: str
    content: Content
    origin: Origin
    places: tuple[Where, ...] = ()
    """Where each row of a ledger comes from."""


def as_it_stands(version: Version, path: str, commit: str) -> Published | None:
    """Returns what a version publishes when nothing was published before; None if nothing."""
    return followed(None, version, path, commit)


def followed(before: Published | None, version: Version, path: str, commit: str) -> Published | None:
    """Returns what is published once a version of the file (at ``path`` and ``commit``) follows ``before``."""
    if version.fields is not None:
        return Published(version.record, version.fields, Origin(path, commit))
    if version.rows is None:
        return before
    rows = _merged(before, version.rows, path, commit, doubtful=version.is_cut)
    kept = tuple(
        EarlierRow(place, where) for place, where, _ in rows if (where.path, where.commit) != (path, commit)
    )
    return Published(
        version.record,
        tuple(row for _, _, row in rows),
        Origin(path, commit, kept),
        tuple(where for _, where, _ in rows),
    )


_Placed = tuple[int, Where, Row]
"""Position among the present version's rows, where the row comes from, and the row."""


def _merged(
    before: Published | None, rows: Sequence[PublishedRow], path: str, commit: str, *, doubtful: bool
) -> list[_Placed]:
    """Returns the published rows: sound ones, and for each refused one the earlier row of its name.

    If a refused row matches no name, or ``doubtful``, all unmatched earlier rows stay: none is known to be gone.
    """
    own = [
        (place, Where(path, commit, place), found.row)
        for place, found in enumerate(rows)
        if found.is_sound and found.row
    ]
    if len(own) == len(rows) and not doubtful:
        return own
    earlier = _earlier(before)
    refused = [(place, found.row) for place, found in enumerate(rows) if found.row and not found.is_sound]
    found = became(
        [_line(number, row) for number, (_, row) in enumerate(earlier)],
        [_line(place, row) for place, _, row in own],
        [_line(place, row) for place, row in refused],
    )
    kept = [(refused[after][0], *earlier[number]) for number, after in found.in_error.items()]
    if doubtful or len(kept) + len(own) < len(rows):
        gone = {*found.rows, *found.in_error}
        kept += [(len(rows), *one) for number, one in enumerate(earlier) if number not in gone]
    return sorted([*own, *kept], key=itemgetter(0))


def _earlier(before: Published | None) -> list[tuple[Where, Row]]:
    """Returns the rows that were published before, in order."""
    if before is None or not isinstance(before.content, tuple):
        return []
    return list(zip(before.places, before.content, strict=True))


def _line(place: int, row: Row) -> Line:
    return Line(place, row.name, {label: plain_cell(text) for label, text in row.cells.items()})
