"""What the main line published and the files of today no longer hold, by the names of things alone.

The files on disk are held against the version at the head of the main line, and against the version before every commit
that removed something: what was taken away is missing before the commit and after it. What is found here had a name;
whether it was ever fit to be published is for whoever asks to find out.

Where a file is in error, nothing is said of what it lacks: the error says enough.
"""

import difflib
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path, PurePosixPath

import pygit2

from generator.history.answered import answers_at
from generator.history.records import holding, version_of
from generator.history.repository import Blob, MainLine
from generator.intake.reading.csv_cells import ScanError, scan
from generator.intake.reading.source import source_of
from generator.intake.records.past_versions import LIMITS
from generator.intake.screening.declared import Answer
from generator.intake.screening.hiding import NOTHING, Hiding
from generator.intake.screening.report import Report
from generator.intake.screening.unseen import without_soft
from generator.model.change import History, Missing
from generator.model.files import LEDGERS
from generator.model.identifiers import PROJECT_ID
from generator.model.row_key import row_name

_MOST_VERSIONS = 20
"""Versions of one file that are looked at, from the last one back, for one that was fit to be published."""
_PARTED = ("plan", "outcome")
"""Files that hold several things at once, each under a name of its own."""
_LIKE = 0.75
"""File names that are as much alike are one name, misspelt."""
_LABEL = re.compile(r"(?P<name>[^›]*[^› ])(?P<item> › 第\d+项)?(?: › (?P<rest>.*))?", re.DOTALL)
"""Of a field: the name at the top of its file, and which in a list of things it belongs to."""


@dataclass(frozen=True)
class Today:
    """A folder of today's files, as far as the intake could tell."""

    root: Path
    """content_data/"""
    errors: Mapping[str, frozenset[int]]
    """File or folder below it → lines in error; 0: all of it."""
    code: str = ""
    """Of the county; empty: the portal's own documents."""
    projects: frozenset[str] = frozenset()
    """Ids of the projects that could be read."""
    named: frozenset[str] = frozenset()
    """The attachments that records name: for one that is not there, that is an error already."""
    hiding: Hiding = NOTHING
    """What is taken back: no name that is told repeats it."""

    def holds(self, file: str) -> bool:
        return (self.root / file).is_file()

    def data(self, file: str) -> bytes | None:
        try:
            return (self.root / file).read_bytes()
        except OSError:
            return None

    def explains(self, file: str) -> bool:
        """Whether an error is told already where ``file`` stands, stood, or stands under a misspelt name."""
        return any(f"{file}/".startswith(f"{at}/") for at in self.errors) or any(
            self._is_misspelt(path) for path in (file, *map(str, PurePosixPath(file).parents[:-1]))
        )

    def _is_misspelt(self, path: str) -> bool:
        """Whether nothing stands there, and something strange of nearly that name beside it."""
        folder, mark, name = path.rpartition("/")
        beside = [at.removeprefix(folder + mark) for at in self.errors if at.rpartition("/")[0] == folder]
        return bool(
            not (self.root / path).exists()
            and difflib.get_close_matches(
                name, [at for at in beside if (self.root / folder / at).exists()], n=1, cutoff=_LIKE
            )
        )


Removals = Mapping[str, date]
"""Commits that took something away, newest first, each with its day."""


@dataclass(frozen=True)
class _Row:
    name: str
    cells: frozenset[tuple[str, str]]
    """(heading, what is written)."""
    lines: range = field(compare=False)


def missing_of_county(line: MainLine, today: Today, history: History) -> Iterator[Missing]:
    """What a county's files lack: records, rows of ledgers, parts of plan and outcome."""
    first = {record: moment.date() for record, moment in history.first_published}
    removed = _removals(history)
    for record, day in first.items():
        file = _file_of(record, today.code)
        if file and not _stands(record, file, today) and not today.explains(file):
            yield _record(line, record, file, day, removed.get(record, {}))
    yield from _missing_attachments(line, today, history)
    for kind in LEDGERS:
        record, file = f"{today.code}/{kind.name}", f"counties/{today.code}/{kind.name}.csv"
        if record in first and not today.errors.get(file, frozenset()) & {0, 1}:
            yield from _missing_rows(line, file, kind.name, today, removed.get(record, {}), first)
    for name in _PARTED:
        record, file = f"{today.code}/{name}", f"counties/{today.code}/{name}.yaml"
        if record in first and file not in today.errors:
            yield from _missing_parts(line, record, file, today, removed.get(record, {}), first[record])


def missing_documents(line: MainLine, today: Today, history: History) -> Iterator[Missing]:
    """Policies and notices whose files are gone."""
    removed = _removals(history)
    for record, moment in history.first_published:
        file = f"{record}.md"
        if not today.holds(file) and not today.explains(file):
            yield _record(line, record, file, moment.date(), removed.get(record, {}))


def missing_counties(line: MainLine, today: Today, gone: Mapping[str, History]) -> Iterator[Missing]:
    """Counties whose folders are gone.

    Args:
        gone: the codes of folders that are not there, with what was published of them.
    """
    for code, history in gone.items():
        record, file = f"{code}/county", f"counties/{code}/county.yaml"
        first = dict(history.first_published).get(record)
        if first is not None and not today.explains(f"counties/{code}"):
            yield _record(line, record, file, first.date(), _removals(history).get(record, {}))


def _record(line: MainLine, record: str, file: str, first: date, removed: Removals) -> Missing:
    last = next(iter(removed), None)
    held = line.parent(last) if last else None
    return Missing(record, file, first, held or line.head, removed=removed[last] if last else None)


def _missing_attachments(line: MainLine, today: Today, history: History) -> Iterator[Missing]:
    for file in history.attachments:
        name = file.path.rpartition("/")[2]
        if today.holds(file.path) or name in today.named or today.explains(file.path):
            continue
        held = line.parent(file.remover) if file.remover else line.head
        if held:
            removed = file.went.date() if file.went else None
            record = f"{today.code}/attachments/{name}"
            yield Missing(record, file.path, file.came.date(), held, removed=removed)


def _removals(history: History) -> Mapping[str, Removals]:
    """Of every record that lost something."""
    found: dict[str, dict[str, date]] = defaultdict(dict)
    for change in reversed(history.changes):
        if not change.new:
            found[change.record][change.commit] = change.published.date()
    return found


def _file_of(record: str, code: str) -> str:
    """Where a record of a county stands; empty for the county itself and for rows."""
    project = PROJECT_ID.fullmatch(record)
    if project:
        return f"counties/{code}/projects/{project['number']}.yaml"
    folder, _, name = record.partition("/")
    if folder != code or " " in name or name == "county":
        return ""
    ending = "md" if name.startswith("cases/") else "yaml" if name in _PARTED else "csv"
    return f"counties/{code}/{name}.{ending}"


def _stands(record: str, file: str, today: Today) -> bool:
    return record in today.projects if PROJECT_ID.fullmatch(record) else today.holds(file)


@dataclass(frozen=True)
class _Version:
    """A file as it was before something went."""

    commit: str
    data: bytes
    removed: date | None
    """When it went; None: it still stands at the head."""


def _versions(
    line: MainLine, file: str, data: bytes, removed: Removals, hiding: Hiding
) -> Iterator[_Version]:
    """Where the file may hold what it lacks today: at the head, and before each removal, newest first.

    A version that is refused is no last word: what stood in its place was published until the removal.
    """
    is_whole = {str(pygit2.hash(data)): True}
    answers = answers_at(line, line.head)
    for commit, day in ((line.head, None), *((line.parent(last), day) for last, day in removed.items())):
        for at in islice(line.versions(commit, file), _MOST_VERSIONS) if commit else ():
            version = line.version(at, file)
            if version.id not in is_whole:
                held = _data(line, file, version)
                is_whole[version.id] = held is not None and _is_whole(file, held, answers, hiding)
                if held is not None:
                    yield _Version(at, held, day)
            if is_whole[version.id]:
                break


def _data(line: MainLine, file: str, blob: Blob) -> bytes | None:
    """The bytes of a version; None where the intake reads none."""
    held = holding(file)
    if held is None or not blob.is_file or line.size(blob) > LIMITS[held.kind.format]:
        return None
    return line.data(blob)


def _is_whole(file: str, data: bytes, answers: tuple[Answer, ...], hiding: Hiding) -> bool:
    held = holding(file)
    return held is not None and version_of(held, data, file, answers, hiding.of(file)).is_whole


def _missing_rows(
    line: MainLine, file: str, table: str, today: Today, removed: Removals, first: Mapping[str, date]
) -> Iterator[Missing]:
    data = today.data(file)
    versions = list(_versions(line, file, data, removed, today.hiding)) if data is not None else []
    hiding = today.hiding.of(file)
    now = _rows(data or b"", table, hiding) if versions else []
    record, wrong = f"{today.code}/{table}", today.errors.get(file, frozenset())
    told: set[tuple[str, int]] = set()
    for version in versions:
        before = list(dict.fromkeys(_rows(version.data, table, hiding)))
        names = {row.name for row in before}
        meant = [row for row in now if row.name not in names and not wrong.isdisjoint(row.lines)]
        for name, left in _lacking_rows(before, now, meant):
            if (name, left) not in told:
                told.add((name, left))
                day = first.get(f"{record} › {name}", first[record])
                yield Missing(record, file, day, version.commit, name, left, version.removed)


def _lacking_rows(
    before: Sequence[_Row], now: Sequence[_Row], meant: Sequence[_Row]
) -> list[tuple[str, int]]:
    """Names of rows that are fewer than they were, each with how many rows of that name are left.

    Args:
        meant: rows in error under a name that is new; each may be one of those that seem to lack.
    """
    were, are = Counter(row.name for row in before), Counter(row.name for row in now)
    lacking = [(name, left) for name, times in were.items() for left in range(are[name], times)]
    cells = {row.name: row.cells for row in before}
    for row in meant:
        if lacking:
            lacking.remove(max(lacking, key=lambda item: len(cells[item[0]] & row.cells)))
    return lacking


def _rows(data: bytes, table: str, hiding: Hiding) -> list[_Row]:
    """The rows of a ledger as they are written, as far as they can be read."""
    rows: list[_Row] = []
    source = source_of(data, Report(""))
    try:
        lines = scan(source.text) if source else iter(())
        headings = ["".join(without_soft(field.text).split()) for field in next(lines, [])]
        for fields in lines:
            cells = (without_soft(field.text).strip() for field in fields)
            values = {heading: cell for heading, cell in zip(headings, cells, strict=False) if cell}
            shown = hiding.cells(values)
            if shown:
                last = fields[-1].line + fields[-1].text.count("\n")
                rows.append(
                    _Row(row_name(shown, table), frozenset(shown.items()), range(fields[0].line, last + 1))
                )
    except ScanError:
        return rows
    return rows


def _missing_parts(
    line: MainLine, record: str, file: str, today: Today, removed: Removals, first: date
) -> Iterator[Missing]:
    data = today.data(file)
    answers, hiding = answers_at(line, line.head), today.hiding
    versions = list(_versions(line, file, data, removed, hiding)) if data is not None else []
    now = _parts(file, data or b"", answers, hiding) if versions else {}
    if now is None:
        return
    for version in versions:
        for name, before in (_parts(file, version.data, answers, hiding) or {}).items():
            still = now.setdefault(name, [])
            for item in _lacking_items(before, still):
                still.append(item)  # told once
                yield Missing(record, file, first, version.commit, item.label, removed=version.removed)


@dataclass(frozen=True)
class _Item:
    """One thing in a file that holds several."""

    leaves: frozenset[tuple[str, str]]
    label: str = field(compare=False)
    """Where it stood: ``绩效评价 › 第2项``."""


def _lacking_items(before: Sequence[_Item], now: Sequence[_Item]) -> list[_Item]:
    """Of things that are fewer than they were, those that are least like any that is there."""
    fewer = len(before) - len(now)
    if fewer <= 0:
        return []
    gone, new = (
        list((Counter(before) - Counter(now)).elements()),
        [item for item in now if item not in before],
    )

    def likeness(item: _Item) -> int:
        return max((len(item.leaves & other.leaves) for other in new), default=0)

    return sorted(gone, key=likeness)[:fewer]


def _parts(
    file: str, data: bytes, answers: tuple[Answer, ...], hiding: Hiding
) -> dict[str, list[_Item]] | None:
    """Name at the top of a YAML file → the things below it; None where it was never fit to be published."""
    held = holding(file)
    fields = version_of(held, data, file, answers, hiding.of(file)).fields if held else None
    if fields is None:
        return None
    leaves: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for label, value in fields.items():
        found = _LABEL.fullmatch(label)
        if found:
            leaves[found["name"], found["item"] or ""].append((found["rest"] or "", value))
    parts: dict[str, list[_Item]] = defaultdict(list)
    for (name, item), own in leaves.items():
        parts[name].append(_Item(frozenset(own), name + item))
    return parts
