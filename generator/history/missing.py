"""Finds what the main line published and today's files no longer hold, by name alone.

Compares the files on disk with the head of the main line, and with the version before every commit that removed
something, so that a removal is found both before and after it is committed. Whether what is missing was ever fit to be
published is left to the caller.

Nothing is said of what a file in error lacks: the error is enough.
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
from generator.history.blobs import Blob
from generator.history.lists import item_steps
from generator.history.records import holding, version_of
from generator.history.repository import MainLine
from generator.intake.reading.as_meant import meant
from generator.intake.reading.csv_cells import ScanError, scan, separator_of
from generator.intake.reading.no_records import is_no_record
from generator.intake.reading.parts import joined, parted
from generator.intake.reading.source import source_of
from generator.intake.records.past_versions import LIMITS
from generator.intake.screening.declared import Answer
from generator.intake.screening.hiding import NOTHING, Hiding
from generator.intake.screening.report import Report
from generator.intake.screening.unseen import without_soft
from generator.model.change import History, Missing
from generator.model.contracts import Contracts
from generator.model.files import LEDGERS, ledger_of, parts_of_ledger
from generator.model.identifiers import PROJECT_ID
from generator.model.row_key import row_name

_MOST_VERSIONS = 20
"""How many versions of a file are searched, newest first, for one that passes the checks."""
_FIELDS = {
    kind.name: {info.alias: info for info in kind.model.model_fields.values() if info.alias}
    for kind in LEDGERS
}
"""Ledger → heading → field."""
_PARTED = ("plan", "contracts", "outcome")
"""Files with several parts, each under a top-level name of its own."""
_OF_BATCH = re.compile("batches/[0-9]{4}/(?:plan|outcome)")
"""The same of a county's later batches."""
_LIKE = 0.75
"""File names at least this similar (difflib ratio) count as one name, misspelt."""
_LABEL = re.compile(
    r"(?P<name>[^›]*[^› ])(?P<item> › (?:第\d+项|“[^›]*[^› ]))?(?: › (?P<rest>.*))?", re.DOTALL
)
"""Splits a field's label into its top-level name, the list item it belongs to, and the rest."""


@dataclass(frozen=True)
class Today:
    """Today's files, as far as the intake could read them."""

    root: Path
    """content_data/"""
    errors: Mapping[str, frozenset[int]]
    """File or folder below ``root`` → lines in error; 0: all of it."""
    code: str = ""
    """County code; empty: the portal's own documents."""
    projects: frozenset[str] = frozenset()
    """Ids of the projects that could be read."""
    named: frozenset[str] = frozenset()
    """Attachments that records name; if one of these is absent, that is an error already."""
    hiding: Hiding = NOTHING
    """What is redacted: names that are reported must not repeat it."""
    unpacked: Mapping[str, bytes] = field(default_factory=dict)
    """The text files that a workbook stands for, by path."""

    def holds(self, file: str) -> bool:
        return any(part in self.unpacked or (self.root / part).is_file() for part in self.parts(file))

    def parts(self, file: str) -> tuple[str, ...]:
        """Returns the files that hold a ledger; for any other file itself."""
        folder, mark, name = file.rpartition("/")
        if file in self.unpacked or not ledger_of(name):
            return (file,)
        names = [lying.name for lying in (self.root / folder).glob("*.csv")]
        return tuple(f"{folder}{mark}{part}" for part in parts_of_ledger(name, names))

    def data(self, file: str) -> bytes | None:
        """Returns the content of a file, of a ledger's files together; None if there is none."""
        if file in self.unpacked:
            return self.unpacked[file]
        parts = self.parts(file)
        try:
            return joined([(self.root / part).read_bytes() for part in parts]) if parts else None
        except OSError:
            return None

    def are_readable(self, file: str) -> bool:
        """Whether no file of a ledger is in error as a whole or in its headings."""
        return not any(self.errors.get(part, frozenset()) & {0, 1} for part in self.parts(file) or (file,))

    def explains(self, file: str) -> bool:
        """Whether an error already covers ``file``: on it, on a folder above it, or on a misspelt name of either."""
        return any(f"{file}/".startswith(f"{at}/") for at in self.errors) or any(
            self._is_misspelt(path) for path in (file, *map(str, PurePosixPath(file).parents[:-1]))
        )

    def _is_misspelt(self, path: str) -> bool:
        """Whether ``path`` is absent and a file in error with a similar name lies in the same folder."""
        folder, mark, name = path.rpartition("/")
        beside = [at.removeprefix(folder + mark) for at in self.errors if at.rpartition("/")[0] == folder]
        return bool(
            not (self.root / path).exists()
            and difflib.get_close_matches(
                name, [at for at in beside if (self.root / folder / at).exists()], n=1, cutoff=_LIKE
            )
        )


Removals = Mapping[str, date]
"""Commits that removed something from a record, newest first, with their days."""


@dataclass(frozen=True)
class _Row:
    name: str
    cells: frozenset[tuple[str, str]]
    """(heading, text of the cell)."""
    part: int = field(compare=False)
    """The number of its file among the ledger's, from 0."""
    lines: range = field(compare=False)


def missing_of_county(line: MainLine, today: Today, history: History) -> Iterator[Missing]:
    """Yields what a county's files lack: records, attachments, ledger rows, parts of plan and outcome."""
    first = {record: moment.date() for record, moment in history.first_published}
    removed = _removals(history)
    for record, day in first.items():
        file = _file_of(record, today.code)
        if file and not _stands(record, file, today) and not today.explains(file):
            yield _record(line, record, file, day, removed.get(record, {}))
    yield from _missing_attachments(line, today, history)
    for kind in LEDGERS:
        record, file = f"{today.code}/{kind.name}", f"counties/{today.code}/{kind.name}.csv"
        if record in first and today.are_readable(file):
            yield from _missing_rows(line, file, kind.name, today, removed.get(record, {}), first)
    of_batches = [name for record in first if _OF_BATCH.fullmatch(name := record.partition("/")[2])]
    for name in (*_PARTED, *sorted(of_batches)):
        record, file = f"{today.code}/{name}", f"counties/{today.code}/{name}.yaml"
        if record in first and file not in today.errors:
            yield from _missing_parts(line, record, file, today, removed.get(record, {}), first[record])


def missing_documents(line: MainLine, today: Today, history: History) -> Iterator[Missing]:
    """Yields policies and notices whose files are gone."""
    removed = _removals(history)
    for record, moment in history.first_published:
        file = f"{record}.md"
        if holding(file) and not today.holds(file) and not today.explains(file):
            yield _record(line, record, file, moment.date(), removed.get(record, {}))


def missing_counties(line: MainLine, today: Today, gone: Mapping[str, History]) -> Iterator[Missing]:
    """Yields counties whose folders are gone; ``gone`` is the code of each → what was published of it."""
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
    found: dict[str, dict[str, date]] = defaultdict(dict)
    for change in reversed(history.changes):
        if not change.new:
            found[change.record][change.commit] = change.published.date()
    return found


def _file_of(record: str, code: str) -> str:
    """Returns the file of a county's record; empty for the county itself and for rows."""
    project = PROJECT_ID.fullmatch(record)
    if project:
        return f"counties/{code}/projects/{project['number']}.yaml"
    folder, _, name = record.partition("/")
    if folder != code or " " in name or name == "county":
        return ""
    is_yaml = name in _PARTED or name.startswith("batches/")
    ending = "md" if name.startswith(("cases/", "policies/")) else "yaml" if is_yaml else "csv"
    return f"counties/{code}/{name}.{ending}"


def _stands(record: str, file: str, today: Today) -> bool:
    return record in today.projects if PROJECT_ID.fullmatch(record) else today.holds(file)


@dataclass(frozen=True)
class _Version:
    """A file as it was before something was removed."""

    commit: str
    data: bytes
    removed: date | None
    """Day of the removal; None: it still stands at the head."""


def _versions(
    line: MainLine, file: str, data: bytes, removed: Removals, hiding: Hiding
) -> Iterator[_Version]:
    """Yields versions that may hold what the file lacks: the head's, and those before each removal, newest first.

    Goes back past refused versions to one that passed, since that one was published until the removal.
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
    """Returns a version's bytes; None for links, files over the size limit and files that are no records."""
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
    record = f"{today.code}/{table}"
    wrong = [today.errors.get(part, frozenset()) for part in today.parts(file)]
    told: set[tuple[str, int]] = set()
    for version in versions:
        before = list(dict.fromkeys(_rows(version.data, table, hiding)))
        names = {row.name for row in before}
        meant = [row for row in now if row.name not in names and not wrong[row.part].isdisjoint(row.lines)]
        for name, left in _lacking_rows(before, now, meant):
            if (name, left) not in told:
                told.add((name, left))
                day = first.get(f"{record} › {name}", first[record])
                yield Missing(record, file, day, version.commit, name, left, version.removed)


def _lacking_rows(
    before: Sequence[_Row], now: Sequence[_Row], meant: Sequence[_Row]
) -> list[tuple[str, int]]:
    """Returns (name, rows of that name still there) for each row that is missing.

    Args:
        meant: rows in error under a new name; each is taken for the missing row it is most like.
    """
    were, are = Counter(row.name for row in before), Counter(row.name for row in now)
    lacking = [(name, left) for name, times in were.items() for left in range(are[name], times)]
    cells = {row.name: row.cells for row in before}
    for row in meant:
        if lacking:
            lacking.remove(max(lacking, key=lambda item: len(cells[item[0]] & row.cells)))
    return lacking


def _rows(data: bytes, table: str, hiding: Hiding) -> list[_Row]:
    """Returns a ledger's rows as they are written, up to the first in a file that cannot be parsed."""
    return [row for number, part in enumerate(parted(data)) for row in _rows_of(part, number, table, hiding)]


def _rows_of(data: bytes, part: int, table: str, hiding: Hiding) -> list[_Row]:
    rows: list[_Row] = []
    is_note = False
    source = source_of(data, Report(""))
    try:
        lines = scan(source.text, separator_of(source.text)) if source else iter(())
        headings = ["".join(without_soft(field.text).split()) for field in next(lines, [])]
        for fields in lines:
            cells = (without_soft(field.text).strip() for field in fields)
            written = zip(headings, cells, strict=False)
            values = {heading: _meant(cell, heading, table) for heading, cell in written if cell}
            is_note = bool(values) and is_no_record(list(values.items()), _FIELDS[table], goes_on=is_note)
            shown = {} if is_note else hiding.cells(values)
            if shown:
                last = fields[-1].line + fields[-1].text.count("\n")
                rows.append(
                    _Row(
                        row_name(shown, table),
                        frozenset(shown.items()),
                        part,
                        range(fields[0].line, last + 1),
                    )
                )
    except ScanError:
        return rows
    return rows


def _meant(cell: str, heading: str, table: str) -> str:
    """What a cell means: a ledger in which a spreadsheet rewrote the dates has the rows that it had."""
    info = _FIELDS[table].get(heading)
    return meant(cell, info) if info else cell


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
                still.append(item)  # reported once
                yield Missing(record, file, first, version.commit, item.label, removed=version.removed)


@dataclass(frozen=True)
class _Item:
    """One list item or single value in a file with several parts."""

    leaves: frozenset[tuple[str, str]]
    label: str = field(compare=False)
    """Its label: ``绩效评价 › 第2项``, ``合同 › “HT-01”``."""


def _lacking_items(before: Sequence[_Item], now: Sequence[_Item]) -> list[_Item]:
    """Returns the missing items: as many as there are fewer now, those least like any new one first."""
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
    """Returns top-level name of a YAML file → its items; None if this version fails the checks."""
    held = holding(file)
    fields = version_of(held, data, file, answers, hiding.of(file)).fields if held else None
    if fields is None:
        return None
    known = item_steps(fields, held.kind.model) if held and held.kind.model is Contracts else {}
    leaves: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for place, value in fields.items():
        if found := _LABEL.fullmatch(known.get(place, place)):
            leaves[found["name"], found["item"] or ""].append((found["rest"] or "", value))
    parts: dict[str, list[_Item]] = defaultdict(list)
    for (name, item), own in leaves.items():
        is_named = (
            "“" in item
        )  # contracts are missed by their numbers, items of other lists by how many there are
        parts[name + item if is_named else name].append(_Item(frozenset(own), name + item))
    return parts
