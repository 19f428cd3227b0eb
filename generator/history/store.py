"""Stores what was read of the history as an SQLite database in a file, so that the next build reads new commits only.

The file is read whole, checked against the digest at its end, and replaced whole: a build sees everything that another
one stored, or nothing. A file that is damaged or was made by other rules counts as absent.
"""

import hashlib
import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple
from datetime import datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path

import generator
from generator.history.clock import Clock
from generator.history.compare import FieldChange
from generator.history.published import EarlierRow, Origin, Where
from generator.history.records import owner_of_attachment
from generator.history.removed import Removed, since_filled
from generator.history.sealed_file import read_sealed, write_sealed
from generator.history.stored import Reading, State
from generator.model.beijing import BEIJING
from generator.model.change import Change, History, PublishedFile, SkippedVersion, Weight
from generator.model.commonmark import parser_package
from generator.model.place import INSIDE
from generator.model.types import HIDDEN

_TABLES = """
CREATE TABLE state (head TEXT, opened INTEGER, boundary INTEGER, shallow INTEGER, demo INTEGER);
CREATE TABLE commits (number INTEGER PRIMARY KEY, hash TEXT, written INTEGER, time INTEGER);
CREATE TABLE changes (county TEXT, record TEXT, field TEXT, old TEXT, new TEXT, weight TEXT, number INTEGER);
CREATE TABLE records (record TEXT PRIMARY KEY, county TEXT, first INTEGER, latest INTEGER);
CREATE TABLE skips (path TEXT, code TEXT, number INTEGER);
CREATE TABLE origins (path TEXT PRIMARY KEY, told TEXT);
CREATE TABLE removed (record TEXT PRIMARY KEY, told TEXT);
CREATE TABLE removed_rows (record TEXT, name TEXT, path TEXT, hash TEXT, row INTEGER);
CREATE TABLE fitness (record TEXT, county TEXT, number INTEGER);
CREATE TABLE attachments (path TEXT PRIMARY KEY, county TEXT, came INTEGER, went INTEGER);
CREATE TABLE former (code TEXT PRIMARY KEY, number INTEGER);
CREATE INDEX attachments_of ON attachments (county);
CREATE INDEX changes_of ON changes (county);
CREATE INDEX records_of ON records (county);
CREATE INDEX fitness_of ON fitness (county);
"""
_READING = ("history", "intake", "model")
"""Packages of the program that decide what of a version is shown."""
_TELLING = {".py", ".yaml"}
"""Suffixes of their files that count: programs, and lists such as that of private mail hosts."""
_LIBRARIES = (parser_package(), "pydantic", "python-stdnum", "pyyaml")


@cache
def rules_of_reading() -> bytes:
    """Digest of all that decides what of a version is shown; when it changes, the history is read anew."""
    found = hashlib.sha256()
    program = Path(generator.__file__).parent
    for room in _READING:
        for path in sorted(path for path in (program / room).rglob("*") if path.suffix in _TELLING):
            found.update(f"{path.relative_to(program).as_posix()}\0".encode())
            found.update(path.read_bytes())
    found.update(" ".join(map(version, _LIBRARIES)).encode())
    return found.digest()


class Store:
    """The database, in memory; ``save`` writes it to its file.

    Args:
        path: the file; None: nothing is saved.
        mark: identifies the redactions and former codes; a file with another mark is ignored and overwritten.
    """

    def __init__(self, path: Path | None, mark: str = "") -> None:
        self._path = path
        self._mark = mark.encode()
        self._connection = _opened(read_sealed(path, self._seal())) if path else None
        self._is_changed = False
        if self._connection is None:
            self.clear()

    def _seal(self) -> bytes:
        return rules_of_reading() + self._mark

    @property
    def _database(self) -> sqlite3.Connection:
        assert self._connection is not None
        return self._connection

    def clear(self) -> None:
        self._connection = sqlite3.connect(":memory:", isolation_level=None)
        self._connection.executescript(_TABLES)

    def state(self) -> State | None:
        row = self._database.execute("SELECT head, opened, boundary, shallow, demo FROM state").fetchone()
        return State(row[0], bool(row[1]), row[2], bool(row[3]), bool(row[4])) if row else None

    def add(self, state: State, readings: Iterable[Reading]) -> None:
        """Adds what was read since the last state."""
        run = self._database
        run.execute("BEGIN")
        for reading in readings:
            number = run.execute(
                "INSERT INTO commits (hash, written, time) VALUES (?, ?, ?)",
                (reading.hash, reading.time, reading.time),
            ).lastrowid
            for _, item in reading.changes:
                self._hide(item)
            run.executemany(
                "INSERT INTO changes VALUES (?, ?, ?, ?, ?, ?, ?)",
                [
                    (county, item.record, item.field, item.old, item.new, item.weight.value, number)
                    for county, found in reading.changes
                    for item in [since_filled(found, self.last_of(county, found))]
                ],
            )
            run.executemany(
                "INSERT INTO records VALUES (?, ?, ?, ?) ON CONFLICT (record) DO UPDATE SET latest = excluded.latest",
                ((record, county, number, number) for record, county in reading.records),
            )
            run.executemany("INSERT INTO skips VALUES (?, ?, ?)", ((*skip, number) for skip in reading.skips))
            run.executemany(
                "INSERT INTO fitness VALUES (?, ?, ?)",
                ((*told, number) for told in (*reading.turned, *(("", county) for county in reading.spoilt))),
            )
            run.executemany(
                "INSERT INTO attachments VALUES (?, ?, ?, NULL) ON CONFLICT (path) DO UPDATE SET went = NULL",
                ((path, owner_of_attachment(path), number) for path in reading.came),
            )
            run.executemany(
                "UPDATE attachments SET went = ? WHERE path = ?", ((number, path) for path in reading.went)
            )
            run.executemany(
                "INSERT OR IGNORE INTO former VALUES (?, ?)", ((code, number) for code in reading.former)
            )
        run.execute("DELETE FROM state")
        run.execute("INSERT INTO state VALUES (?, ?, ?, ?, ?)", astuple(state))
        run.execute("COMMIT")
        self._is_changed = True

    def set_right(self, clock: Clock) -> None:
        """Gives the commits the times at which the main line took them, as a build on that day knows them."""
        run = self._database
        commits = run.execute("SELECT number, written, time FROM commits ORDER BY number").fetchall()
        right = clock.times(written for _, written, _ in commits)
        wrong = [(time, number) for (number, _, now), time in zip(commits, right, strict=True) if now != time]
        if wrong:
            run.execute("BEGIN")
            run.executemany("UPDATE commits SET time = ? WHERE number = ?", wrong)
            run.execute("COMMIT")
            self._is_changed = True

    def corrected(self) -> list[tuple[str, int, int]]:
        """Returns the commits that published anything and bear another time than that at which it counts.

        (hash, the time that it bears, the time at which it counts), oldest first.
        """
        found = self._database.execute(
            "SELECT hash, written, time FROM commits WHERE written != time AND number IN"
            " (SELECT number FROM changes UNION SELECT first FROM records) ORDER BY number"
        )
        return [(hash_, written, time) for hash_, written, time in found]

    def number_of(self, commit: str) -> int | None:
        """Returns the number of a commit; None if it was not read."""
        row = self._database.execute("SELECT number FROM commits WHERE hash = ?", (commit,)).fetchone()
        return row[0] if row else None

    def time_of(self, number: int) -> int:
        """Returns when the main line took a commit that was read, in seconds since 1970."""
        row = self._database.execute("SELECT time FROM commits WHERE number = ?", (number,)).fetchone()
        return int(row[0])

    def last_of(self, county: str, item: FieldChange) -> list[tuple[str, str]]:
        """Returns (old, new) of the changes that a field had in the last commit that changed it."""
        if item.old or item.is_nameless:
            return []
        found = self._database.execute(
            "SELECT old, new, number FROM changes WHERE county = ? AND record = ? AND field = ?"
            " ORDER BY rowid DESC LIMIT 2",
            (county, item.record, item.field),
        ).fetchall()
        return [(old, new) for old, new, number in found if number == found[0][2]]

    def _hide(self, change: FieldChange) -> None:
        """Hides in earlier changes what a change hides: they told it of the same field, or of a whole item with it."""
        if not change.hides:
            return
        run = self._database
        texts = (r"\s*".join(map(re.escape, "".join(text.split()))) for text in change.hides)
        hidden = re.compile("|".join(sorted(texts, key=len, reverse=True)))
        rows = run.execute(
            "SELECT rowid, field, old, new FROM changes WHERE record = ?", (change.record,)
        ).fetchall()
        for number, field, *told in rows:
            if field == change.field:
                kept = [HIDDEN if hidden.fullmatch(text.strip()) else text for text in told]
            elif f"{change.field}{INSIDE}".startswith(f"{field}{INSIDE}") or field.startswith(
                f"{change.field}{INSIDE}"
            ):
                kept = [hidden.sub(HIDDEN, text) for text in told]
            else:
                continue
            run.execute("UPDATE changes SET old = ?, new = ? WHERE rowid = ?", (*kept, number))

    def origins(self) -> dict[str, Origin]:
        """Returns what stands in place of refused versions, by file."""
        found = self._database.execute("SELECT path, told FROM origins")
        return {path: _origin(json.loads(told)) for path, told in found}

    def leave(self, origins: Mapping[str, Origin]) -> None:
        """Stores what stands in place of refused versions."""
        run = self._database
        run.execute("DELETE FROM origins")
        run.executemany(
            "INSERT INTO origins VALUES (?, ?)",
            ((path, _as_text(found)) for path, found in origins.items()),
        )
        self._is_changed = True

    def removed(self) -> Removed:
        """Returns where removed records and rows of ledgers stood last."""
        run = self._database
        found = Removed(
            {record: _origin(json.loads(told)) for record, told in run.execute("SELECT * FROM removed")}
        )
        for record, name, *where in run.execute("SELECT * FROM removed_rows ORDER BY rowid"):
            found.rows.setdefault(record, {}).setdefault(name, []).append(Where(*where))
        return found

    def leave_removed(self, removed: Removed) -> None:
        """Stores where removed records and rows of ledgers stood last."""
        run = self._database
        run.execute("DELETE FROM removed")
        run.execute("DELETE FROM removed_rows")
        run.executemany(
            "INSERT INTO removed VALUES (?, ?)",
            ((record, _as_text(origin)) for record, origin in removed.records.items()),
        )
        run.executemany(
            "INSERT INTO removed_rows VALUES (?, ?, ?, ?, ?)",
            (
                (record, name, *where)
                for record, gone in removed.rows.items()
                for name, places in gone.items()
                for where in places
            ),
        )
        self._is_changed = True

    def save(self) -> str:
        """Writes the file if anything changed; returns why it could not be written, in Chinese, or an empty string."""
        if self._path is None or not self._is_changed:
            return ""
        self._database.execute("VACUUM")
        failed = write_sealed(self._path, self._database.serialize(), self._seal(), is_alone=bool(self._mark))
        self._is_changed = bool(failed)
        return failed

    def marks(self) -> dict[str, str]:
        """Returns county → a text that changes when its history grows: the last commit that touched it."""
        return {
            county: f"{number}:{hash_}"
            for county, number, hash_ in self._database.execute(
                "SELECT county, MAX(last), hash FROM (SELECT county, latest AS last FROM records"
                " UNION ALL SELECT county, number FROM fitness WHERE county IN (SELECT county FROM records))"
                " JOIN commits ON last = commits.number GROUP BY county"
            )
        }

    def former(self) -> dict[str, int]:
        """Returns former code → number of the first commit that has a county under it."""
        return dict(self._database.execute("SELECT code, number FROM former"))

    def first_number(self, county: str) -> int | None:
        """Returns the number of the commit that first published anything of a county."""
        row = self._database.execute("SELECT MIN(first) FROM records WHERE county = ?", (county,)).fetchone()
        return row[0] if row else None

    def history(self, county: str, boundary: int | None) -> History:
        """Returns one county's history; empty code: the portal's own documents."""
        found = self._database.execute(
            "SELECT record, field, old, new, time, hash, weight FROM changes JOIN commits USING (number)"
            " WHERE county = ? ORDER BY number, changes.rowid",
            (county,),
        )
        changes = tuple(
            Change(record, field, old, new, moment(time), hash_, Weight(weight))
            for record, field, old, new, time, hash_, weight in found
        )
        rows = self._database.execute(
            "SELECT record, a.time, a.hash, b.time, b.hash FROM records JOIN commits a ON first = a.number"
            " JOIN commits b ON latest = b.number WHERE county = ? ORDER BY record",
            (county,),
        ).fetchall()
        fitness = self._fitness(county)
        return History(
            changes=changes,
            first_published=tuple((record, moment(first)) for record, first, _, _, _ in rows),
            reaches_back_to=moment(boundary) if boundary is not None else None,
            latest=tuple((record, moment(last), hash_) for record, _, _, last, hash_ in rows),
            first_commits=tuple((record, hash_) for record, _, hash_, _, _ in rows),
            attachments=self._attachments(county),
            turned=tuple(one for one in fitness if one[0]),
            spoilt=tuple(one[1:] for one in fitness if not one[0]),
            opening=self.first_commit() if boundary is not None else "",
        )

    def _fitness(self, county: str) -> list[tuple[str, datetime, str]]:
        """Returns (record that turned, time, commit); an empty record: something was spoilt."""
        found = self._database.execute(
            "SELECT record, time, hash FROM fitness JOIN commits USING (number) WHERE county = ?"
            " ORDER BY number, fitness.rowid",
            (county,),
        )
        return [(record, moment(time), hash_) for record, time, hash_ in found]

    def _attachments(self, county: str) -> tuple[PublishedFile, ...]:
        found = self._database.execute(
            "SELECT path, a.time, b.time, b.hash FROM attachments JOIN commits a ON came = a.number"
            " LEFT JOIN commits b ON went = b.number WHERE county = ? ORDER BY path",
            (county,),
        )
        return tuple(
            PublishedFile(path, moment(came), moment(went) if hash_ else None, hash_ or "")
            for path, came, went, hash_ in found
        )

    def since(self, time: int, commit: int) -> Iterator[tuple[str, Change]]:
        """Yields (county, change) of everything published after ``time`` (seconds since 1970) and by commits after
        number ``commit``, oldest first.
        """
        found = self._database.execute(
            "SELECT county, record, field, old, new, time, hash, weight FROM changes JOIN commits USING (number)"
            " WHERE time > ? AND number > ? ORDER BY number, changes.rowid",
            (time, commit),
        )
        for county, record, field, old, new, at, hash_, weight in found:
            yield county, Change(record, field, old, new, moment(at), hash_, Weight(weight))

    def first_publications(self) -> Iterator[tuple[str, str, datetime, str]]:
        """Yields (county, record, when it was first published, commit) of all records."""
        told = "SELECT county, record, time, hash FROM records JOIN commits ON first = number"
        for county, record, time, hash_ in self._database.execute(told):
            yield county, record, moment(time), hash_

    def first_commit(self) -> str:
        """Returns the commit that the record begins with; empty if nothing was read."""
        row = self._database.execute("SELECT hash FROM commits ORDER BY number LIMIT 1").fetchone()
        return str(row[0]) if row else ""

    def skips(self) -> list[SkippedVersion]:
        """Returns every version that was refused, or had refused rows, oldest first."""
        found = self._database.execute(
            "SELECT path, hash, time, group_concat(code, ' ') FROM (SELECT * FROM skips ORDER BY rowid)"
            " JOIN commits USING (number) GROUP BY number, path ORDER BY number, path"
        )
        return [
            SkippedVersion(path, hash_, moment(time), tuple(codes.split()))
            for path, hash_, time, codes in found
        ]


def _opened(data: bytes | None) -> sqlite3.Connection | None:
    if data is None:
        return None
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.deserialize(data)
    return connection


def _as_text(origin: Origin) -> str:
    return json.dumps(astuple(origin), ensure_ascii=False)


def _origin(told: list[object]) -> Origin:
    path, commit, kept = told
    assert isinstance(kept, list)
    return Origin(str(path), str(commit), tuple(EarlierRow(place, Where(*where)) for place, where in kept))


def moment(time: int) -> datetime:
    """Converts seconds since 1970 to Beijing time."""
    return datetime.fromtimestamp(time, BEIJING)
