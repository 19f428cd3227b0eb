"""What was read of the history, kept in a database under ``.cache/``: a second build reads new commits only."""

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from generator.history.compare import FieldChange
from generator.model.beijing import BEIJING
from generator.model.change import Change, History, Weight

VERSION = 2
"""Of the tables and of how changes are read; another version's database is thrown away."""
_TABLES = """
CREATE TABLE state (head TEXT, opened INTEGER, boundary INTEGER, shallow INTEGER, demo INTEGER);
CREATE TABLE commits (number INTEGER PRIMARY KEY, hash TEXT, time INTEGER);
CREATE TABLE changes (county TEXT, record TEXT, field TEXT, old TEXT, new TEXT, weight TEXT, number INTEGER);
CREATE TABLE records (record TEXT PRIMARY KEY, county TEXT, first INTEGER, latest INTEGER);
CREATE INDEX changes_of ON changes (county);
CREATE INDEX records_of ON records (county);
"""


@dataclass(frozen=True)
class State:
    """How far the store has read."""

    head: str
    opened: bool
    """The history begins where 开栏日期 was set, not with the first commit."""
    boundary: int | None
    """Before this moment (seconds since 1970) nothing is known: the opening, or the oldest commit of a shallow clone."""
    is_shallow: bool
    is_demo: bool = False
    """Read as a demonstration, whose commits may name their own times."""


@dataclass(frozen=True)
class Reading:
    """What one commit brought."""

    hash: str
    time: int
    """Seconds since 1970."""
    records: tuple[tuple[str, str], ...]
    """(record, county) of every record that was published or changed."""
    changes: tuple[tuple[str, FieldChange], ...]
    """(county, change)."""


class Store:
    """The database; one that is damaged or of another version counts as empty."""

    def __init__(self, path: Path | None) -> None:
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._connection = self._open()

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path or ":memory:", timeout=60)
        try:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            (sound,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            if version == VERSION and sound == "ok":
                return connection
            if version == 0 and not connection.execute("SELECT 1 FROM sqlite_master").fetchone():
                return self._create(connection)
        except sqlite3.DatabaseError:
            pass
        connection.close()
        assert self._path is not None
        self._path.unlink(missing_ok=True)
        return self._create(sqlite3.connect(self._path, timeout=60))

    def _create(self, connection: sqlite3.Connection) -> sqlite3.Connection:
        with contextlib.suppress(sqlite3.OperationalError):  # another build made the tables first
            connection.executescript(f"BEGIN IMMEDIATE;{_TABLES}PRAGMA user_version = {VERSION};COMMIT;")
        return connection

    def close(self) -> None:
        self._connection.close()

    def state(self) -> State | None:
        row = self._connection.execute("SELECT head, opened, boundary, shallow, demo FROM state").fetchone()
        return State(row[0], bool(row[1]), row[2], bool(row[3]), bool(row[4])) if row else None

    def add(self, before: State | None, state: State, readings: Iterable[Reading]) -> None:
        """Take in what was read since ``before``, whole or not at all; None: everything is read anew.

        Another build may have been faster: then its reading stands.
        """
        with self._connection:
            self._connection.execute("BEGIN IMMEDIATE")
            if self.state() != before and before is not None:
                return
            if before is None:
                for table in ("state", "commits", "changes", "records"):
                    self._connection.execute(f"DELETE FROM {table}")  # nosec B608  # one of the names above
            self._take(readings)
            self._connection.execute("DELETE FROM state")
            self._connection.execute(
                "INSERT INTO state VALUES (?, ?, ?, ?, ?)",
                (state.head, state.opened, state.boundary, state.is_shallow, state.is_demo),
            )

    def _take(self, readings: Iterable[Reading]) -> None:
        run = self._connection
        for reading in readings:
            number = run.execute(
                "INSERT INTO commits (hash, time) VALUES (?, ?)", (reading.hash, reading.time)
            ).lastrowid
            run.executemany(
                "INSERT INTO changes VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    (county, item.record, item.field, item.old, item.new, item.weight.value, number)
                    for county, item in reading.changes
                ),
            )
            run.executemany(
                "INSERT INTO records VALUES (?, ?, ?, ?) ON CONFLICT (record) DO UPDATE SET latest = excluded.latest",
                ((record, county, number, number) for record, county in reading.records),
            )

    def marks(self) -> dict[str, str]:
        """County → what tells whether its history grew: the last commit that touched it."""
        return {
            county: f"{number}:{hash_}"
            for county, number, hash_ in self._connection.execute(
                "SELECT county, MAX(latest), hash FROM records JOIN commits ON latest = number GROUP BY county"
            )
        }

    def history(self, county: str, boundary: int | None) -> History:
        """One county's history; empty code: the column's own documents."""
        found = self._connection.execute(
            "SELECT record, field, old, new, time, hash, weight FROM changes JOIN commits USING (number)"
            " WHERE county = ? ORDER BY number, changes.rowid",
            (county,),
        )
        changes = tuple(
            Change(record, field, old, new, moment(time), hash_, Weight(weight))
            for record, field, old, new, time, hash_, weight in found
        )
        rows = self._connection.execute(
            "SELECT record, a.time, a.hash, b.time, b.hash FROM records JOIN commits a ON first = a.number"
            " JOIN commits b ON latest = b.number WHERE county = ? ORDER BY record",
            (county,),
        ).fetchall()
        return History(
            changes=changes,
            first_published=tuple((record, moment(first)) for record, first, _, _, _ in rows),
            reaches_back_to=moment(boundary) if boundary is not None else None,
            latest=tuple((record, moment(last), hash_) for record, _, _, last, hash_ in rows),
            first_commits=tuple((record, hash_) for record, _, hash_, _, _ in rows),
        )

    def since(self, time: int) -> Iterator[tuple[str, Change]]:
        """(county, change) of all that was published after a moment, oldest first."""
        found = self._connection.execute(
            "SELECT county, record, field, old, new, time, hash, weight FROM changes JOIN commits USING (number)"
            " WHERE time > ? ORDER BY number, changes.rowid",
            (time,),
        )
        for county, record, field, old, new, at, hash_, weight in found:
            yield county, Change(record, field, old, new, moment(at), hash_, Weight(weight))


def moment(time: int) -> datetime:
    """A commit's time in Beijing time."""
    return datetime.fromtimestamp(time, BEIJING)
