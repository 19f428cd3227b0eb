"""A county's files, or the workbook that stands for them → the rows of each sheet, as text, each value with its place."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from typing import Any

from generator.intake.reading.csv_reader import read_csv
from generator.intake.reading.folder import Folder
from generator.intake.reading.source import CSV_LIMIT, YAML_LIMIT, Source, read_source
from generator.intake.reading.yaml_reader import read_yaml
from generator.intake.screening.report import Document
from generator.intake.workbook.places import NO_WORKBOOK, Places
from generator.intake.workbook.sheets import Column, Keys, Sheet, sheets
from generator.model.files import FileKind, Format, parts_of_ledger
from generator.model.finding import Finding, Severity
from generator.model.identifiers import by_number
from generator.model.place import KeyPath, Place

NO_PLACE = Place("")


@dataclass(frozen=True)
class Row:
    """A row of a sheet."""

    cells: Mapping[str, str]
    """Name of a column → its text; empty ones are left out."""
    places: Mapping[str, Place] = field(default_factory=dict)
    """Name of a column → where its text stands."""
    place: Place = NO_PLACE


@dataclass
class Rows:
    """The rows of all sheets of a county."""

    of_sheet: dict[Sheet, list[Row]] = field(default_factory=lambda: defaultdict(list))
    problems: list[Finding] = field(default_factory=list)
    """What could not be read, or has no place in a workbook."""


def rows_in(folder: Folder, places: Places = NO_WORKBOOK) -> Rows:
    """The rows that a county's files fill, as they were written.

    Args:
        places: where the files are that a workbook stands for.
    """
    found = Rows()
    for kind in dict.fromkeys(sheet.kind for sheet in sheets()):
        own = [sheet for sheet in sheets() if sheet.kind == kind]
        if kind.format is Format.CSV:
            _read_ledger(folder, own[0], places, found)
        else:
            for name in _files(folder, kind):
                _read_record(folder, name, own, places, found)
    return found


def _files(folder: Folder, kind: FileKind) -> list[str]:
    below, star, _ = kind.path.partition("/*")
    if not star:
        return [kind.path] if folder.has(kind.path) else []
    rest = kind.path.removeprefix(f"{below}/*")
    names = [f"{below}/{name}" for name in folder.names(below, folder.report(below))]
    names = [f"{name}{rest}" for name in names if folder.has(f"{name}{rest}")] if "/" in rest else names
    return sorted((name for name in names if fnmatchcase(name, kind.path)), key=by_number)


def _read_ledger(folder: Folder, sheet: Sheet, places: Places, found: Rows) -> None:
    for path in parts_of_ledger(sheet.kind.path, folder.names("", folder.report(""))):
        _read_part(folder, path, sheet, places, found)


def _read_part(folder: Folder, path: str, sheet: Sheet, places: Places, found: Rows) -> None:
    report = folder.report(path)
    source = read_source(folder.file(path), CSV_LIMIT, report)
    names = {column.name for column in sheet.columns}
    for document in read_csv(source.text, sheet.model, report) if source else ():
        if document:
            cells = {name: str(text) for name, text in document.value.items() if name in names}
            origin = document.origin
            at = {name: places.of(origin.place((name,))) for name in cells}
            found.of_sheet[sheet].append(Row(cells, at, places.of(origin.place(()))))
    found.problems += _errors(places.seen(report.findings))


def _read_record(folder: Folder, name: str, own: Sequence[Sheet], places: Places, found: Rows) -> None:
    report = folder.report(name)
    source: Source | None = read_source(folder.file(name), YAML_LIMIT, report)
    document = read_yaml(source.text, report) if source else None
    if document:
        unpacking = _Unpacking(_keyed(document, name, own[0]), places)
        for sheet in own:
            found.of_sheet[sheet] += unpacking.rows(sheet)
        for path in unpacking.left_over():
            place = document.origin.place(path)
            report.error("E003", "这一项在工作簿里无对应的列", "核对名称和写法", at=place)
    found.problems += _errors(places.seen(report.findings))


def _keyed(document: Document, name: str, sheet: Sheet) -> Document:
    """A document with its key in it, which of a later batch's plan and outcome the folder is called by."""
    if not sheet.owners or not isinstance(document.value, Mapping):
        return document
    (key,) = sheet.owners[0].path
    marks = {**document.origin.marks, (key,): document.origin.marks[()]}
    return replace(
        document,
        value={key: name.split("/")[-2], **document.value},
        origin=replace(document.origin, marks=marks),
    )


def _errors(findings: Sequence[Finding]) -> list[Finding]:
    return [told for told in findings if told.severity is Severity.ERROR]


@dataclass
class _Unpacking:
    """The values of one YAML file, and which of them went into a row."""

    document: Document
    places: Places
    used: set[KeyPath] = field(default_factory=set)

    def rows(self, sheet: Sheet) -> Iterator[Row]:
        """The rows of a sheet that the file fills."""
        value = self.document.value
        owners = list(sheet.owners)
        given: dict[str, KeyPath] = {}
        if owners and len(owners) >= len(sheet.lists):
            first = owners.pop(0)
            given[first.name] = (first.path[-1],)
        yield from self._below(value, (), sheet, list(sheet.lists), owners, given)

    def _below(
        self,
        value: Any,
        at: KeyPath,
        sheet: Sheet,
        lists: list[Keys],
        owners: list[Column],
        given: Mapping[str, KeyPath],
    ) -> Iterator[Row]:
        """Rows of the lists below a value.

        Args:
            lists: paths of the lists to go down, from list to list.
            owners: the columns that name the items on the way.
            given: name of an owner's column → the path of its value.
        """
        if not lists:
            yield from self._row(at, sheet, given)
            return
        items = _at(value, lists[0])
        for number, item in enumerate(items if isinstance(items, list) else ()):
            here = (*at, *lists[0], number)
            named = {owners[0].name: (*here, owners[0].path[-1])} if owners else {}
            yield from self._below(item, here, sheet, lists[1:], owners[1:], {**given, **named})

    def _row(self, at: KeyPath, sheet: Sheet, given: Mapping[str, KeyPath]) -> Iterator[Row]:
        own = {column.name: (*at, *column.path) for column in sheet.columns}
        paths = {
            name: path
            for name, path in {**given, **own}.items()
            if _text(_at(self.document.value, path)) is not None
        }
        if not paths.keys() & own.keys():
            return
        self.used.update(paths.values())
        cells = {name: _text(_at(self.document.value, path)) or "" for name, path in paths.items()}
        origin = self.document.origin
        places = {name: self.places.of(origin.place(path)) for name, path in paths.items()}
        yield Row(cells, places, self.places.of(origin.place(at)))

    def left_over(self) -> Iterator[KeyPath]:
        """The values that no sheet has a column for."""
        yield from _unused(self.document.value, (), self.used)


def _unused(value: Any, at: KeyPath, used: set[KeyPath]) -> Iterator[KeyPath]:
    if at in used:
        return
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _unused(item, (*at, key), used)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _unused(item, (*at, number), used)
    else:
        yield at


def _at(value: Any, path: KeyPath) -> Any:
    for step in path:
        if isinstance(value, Mapping):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int):
            value = value[step]
        else:
            return None
    return value


def _text(value: Any) -> str | None:
    """A value as the text of a cell, a list one item a line; None for an absent one or what is no value."""
    if isinstance(value, list):
        return "\n".join(value) if value and all(isinstance(item, str) for item in value) else None
    return str(value) if value and not isinstance(value, Mapping) else None
