"""What of a file is published while its present version, or a row of it, is refused: what stood there before.

A refused version counts as never published, and so does a refused row of a ledger. The last sound one stands until the
next, so that every change is told once: from what was public to what is.
"""

from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from generator.history.compare import unlike
from generator.history.records import Content, PublishedRow, Row, Version


class Skip(NamedTuple):
    """A version, or rows of one, that was never fit to be published."""

    path: str
    code: str
    """The rule that says so."""


class Where(NamedTuple):
    """A row of a version: the file and the commit that hold it, and its number there (from 0)."""

    path: str
    commit: str
    row: int


class Kept(NamedTuple):
    """A row that stands from an earlier version, at a place among the rows of a later one."""

    place: int
    where: Where


@dataclass(frozen=True)
class Standing:
    """How to find again what of a file is published while its present version is refused, or rows of it are.

    No value is in it: it is kept between builds.
    """

    path: str = ""
    """The file and the commit that hold the version it rests on; empty: nothing was ever published."""
    commit: str = ""
    kept: tuple[Kept, ...] = ()
    """Of a ledger: rows that the version lacks or that are refused in it."""


NEVER = Standing()


@dataclass(frozen=True)
class Published:
    """What of a file is published."""

    record: str
    content: Content
    standing: Standing
    places: tuple[Where, ...] = ()
    """Of each row of a ledger."""


def as_it_stands(version: Version, path: str, commit: str) -> Published | None:
    """What a version publishes that nothing was published before; None where that is nothing."""
    return followed(None, version, path, commit)


def followed(before: Published | None, version: Version, path: str, commit: str) -> Published | None:
    """What is published once a version of the file follows.

    Args:
        before: what was published of it.
        path, commit: where the version is.
    """
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
"""A row, where it is, and its place among those of the present version."""


def _merged(
    before: Published | None, rows: Sequence[PublishedRow], path: str, commit: str, *, doubtful: bool
) -> list[_Placed]:
    """The rows that are published: sound ones, and for each refused one what stood there before.

    While a row is refused that cannot be told to be one of those before, none of those is known to be gone.
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
    """The rows that were published before and are not as they were, by name, first come first."""

    def __init__(self, before: Published | None, now: list[Row]) -> None:
        rows = before.content if before and isinstance(before.content, tuple) else ()
        places = before.places if before else ()
        went, came = unlike(rows, now)
        self._coming = [now[number] for number in reversed(came)]
        self._left: dict[str, deque[tuple[int, tuple[Where, Row]]]] = defaultdict(deque)
        for number in went:
            self._left[rows[number].name].append((number, (places[number], rows[number])))

    def give_way(self, row: Row) -> None:
        """A sound row stands: where it is new, one of its name is what it was before."""
        if self._coming and self._coming[-1] is row:
            self._coming.pop()
            self.take(row.name)

    def take(self, name: str) -> tuple[Where, Row] | None:
        """The next row of a name."""
        left = self._left[name]
        return left.popleft()[1] if left else None

    def rest(self) -> list[tuple[Where, Row]]:
        """The rows of which nothing is known any more."""
        return [
            kept
            for _, kept in sorted((item for left in self._left.values() for item in left), key=itemgetter(0))
        ]
