"""Decides what of a file is published while its latest version, or a row of it, is refused.

A refused version or ledger row counts as never published: the last one that passed stands until the next that does, so
that each change is reported once, from what was public to what is.
"""

from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from generator.history.compare import unlike
from generator.history.records import Content, PublishedRow, Row, Version


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


class Kept(NamedTuple):
    """A row standing from an earlier version, at a position among the rows of a later one."""

    place: int
    where: Where


@dataclass(frozen=True)
class Standing:
    """Points to what of a file is published while its latest version, or rows of it, are refused.

    It holds no values, since it is stored between builds.
    """

    path: str = ""
    """File and commit of the version it rests on; empty: nothing was ever published."""
    commit: str = ""
    kept: tuple[Kept, ...] = ()
    """Ledger rows that stand from other versions because this one lacks or refuses them."""


NEVER = Standing()


@dataclass(frozen=True)
class Published:
    record: str
    content: Content
    standing: Standing
    places: tuple[Where, ...] = ()
    """Where each row of a ledger comes from."""


def as_it_stands(version: Version, path: str, commit: str) -> Published | None:
    """Returns what a version publishes when nothing was published before; None if nothing."""
    return followed(None, version, path, commit)


def followed(before: Published | None, version: Version, path: str, commit: str) -> Published | None:
    """Returns what is published once a version of the file (at ``path`` and ``commit``) follows ``before``."""
    if version.fields is not None:
        return Published(version.record, version.fields, Standing(path, commit))
    if version.rows is None:
        return before
    rows = _merged(before, version.rows, path, commit, doubtful=version.is_cut)
    kept = tuple(
        Kept(place, where) for place, where, _ in rows if (where.path, where.commit) != (path, commit)
    )
    return Published(
        version.record,
        tuple(row for _, _, row in rows),
        Standing(path, commit, kept),
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
        (place, Where(path, commit, place), found.row) if found.is_sound and found.row else None
        for place, found in enumerate(rows)
    ]
    if all(own) and not doubtful:
        return [placed for placed in own if placed]
    earlier = _Earlier(before, [placed[2] for placed in own if placed])
    result: list[_Placed] = []
    for place, (found, placed) in enumerate(zip(rows, own, strict=True)):
        if placed:
            earlier.give_way(placed[2])
            result.append(placed)
        elif found.row and (kept := earlier.take(found.row.name)):
            result.append((place, *kept))
        else:
            doubtful = True
    if doubtful:
        result += [(len(rows), *kept) for kept in earlier.rest()]
    return result


class _Earlier:
    """Earlier published rows that are absent or changed now, by name, in order."""

    def __init__(self, before: Published | None, now: list[Row]) -> None:
        rows = before.content if before and isinstance(before.content, tuple) else ()
        places = before.places if before else ()
        went, came = unlike(rows, now)
        self._coming = [now[number] for number in reversed(came)]
        self._left: dict[str, deque[tuple[int, tuple[Where, Row]]]] = defaultdict(deque)
        for number in went:
            self._left[rows[number].name].append((number, (places[number], rows[number])))

    def give_way(self, row: Row) -> None:
        """Drops the earlier row that a new sound row replaces, if there is one of its name."""
        if self._coming and self._coming[-1] is row:
            self._coming.pop()
            self.take(row.name)

    def take(self, name: str) -> tuple[Where, Row] | None:
        """Takes the next earlier row of a name; None if none is left."""
        left = self._left[name]
        return left.popleft()[1] if left else None

    def rest(self) -> list[tuple[Where, Row]]:
        """Returns the earlier rows that were not matched, in order."""
        return [
            kept
            for _, kept in sorted((item for left in self._left.values() for item in left), key=itemgetter(0))
        ]
