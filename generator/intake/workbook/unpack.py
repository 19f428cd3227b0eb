"""A workbook → the text files that it stands for: every reader of text files then reads it, the change record too."""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from generator.intake.reading.csv_cells import Field
from generator.intake.reading.no_records import announces, report_note
from generator.intake.reading.questions import as_text, has_zeros_for_digits
from generator.intake.reading.table import documents_in, headings_in
from generator.intake.screening.report import Document, RefusedRow, Report
from generator.intake.screening.unseen import REFUSED
from generator.intake.workbook.grids import Cell, Grid, read_grids
from generator.intake.workbook.odd_cells import look_at, report_odd, seen
from generator.intake.workbook.sheets import NAMES, VALUES, Column, Keys, Sheet, plain, sheets
from generator.intake.workbook.strange_sheets import report_strangers, sheet_called
from generator.intake.workbook.written import CsvText, Item, Mark, Node, Value, YamlText, csv_text, yaml_text
from generator.model.county import Batch
from generator.model.fields import held_by
from generator.model.files import Format
from generator.model.finding import Finding, Severity
from generator.model.identifiers import PROJECT_ID
from generator.model.place import Origin, Place
from generator.model.project import Project
from generator.model.types import Money, MovedMoney

_MONEY = (Money, MovedMoney)
_FEW_DECIMALS = re.compile(r"(-?\d+)(?:\.(\d))?")
_SIXTEEN = re.compile(r"[1-9]\d{15}")
Owner = tuple[tuple[Keys, ...], tuple[str, ...]]
"""Path of a list, and the keys that name one of its items."""


@dataclass(frozen=True)
class Unpacked:
    """What a workbook stands for."""

    files: Mapping[str, YamlText | CsvText] = field(default_factory=dict)
    """Name below the county's folder → text."""
    findings: tuple[Finding, ...] = ()
    """What is wrong with the workbook itself."""
    beside: tuple[Grid, ...] = ()
    """The cells that are in no text, by sheet: whoever publishes the workbook publishes them, too."""


def unpack(data: bytes, parts: Mapping[str, bytes], report: Report) -> Unpacked:
    """The text files of a workbook; ``report`` gets what is wrong with the sheets themselves.

    Args:
        parts: those of an .xlsx, unpacked; of other kinds none.

    Raises:
        UnreadableWorkbookError: it cannot be opened.
        TooWideError: a sheet is too large.
    """
    look = look_at(data, parts)
    grids: dict[Sheet, Grid] = {}
    beside: list[Grid] = []
    for grid in read_grids(data):
        sheet = sheet_called(grid.title)
        if sheet is not None and sheet not in grids:
            grids[sheet] = grid
            continue
        beside.append(grid)
    report_strangers(beside, grids, report)
    refused = report_odd(look, list(grids.values()), report)
    files: dict[str, YamlText | CsvText] = {}
    records = _Records(report)
    for sheet in sheets():
        lying = grids.get(sheet)
        if lying is None or not lying.rows:
            continue
        rows = _rows(seen(lying, look, refused), sheet, report)
        columns: Set[int] = frozenset()
        cells: Set[tuple[int, int]] = frozenset()
        if sheet.kind.format is not Format.CSV:
            cells = records.read(sheet, lying.title, rows) if rows else cells
        elif len(rows) > 1:  # headings alone are no ledger: it may lie beside the workbook, as a file
            files[sheet.kind.path] = csv_text(lying.title, rows)
            columns = {cell.column for cell in rows[0]}
        beside.append(_without(lying, columns, cells))
    files |= {name: yaml_text(item) for name, item in records.files.items()}
    return Unpacked(files, tuple(report.findings), tuple(grid for grid in beside if grid.rows))


def _without(grid: Grid, columns: Set[int], cells: Set[tuple[int, int]]) -> Grid:
    """The cells of a sheet that are neither in these columns nor these cells."""
    rows = (
        tuple([cell for cell in row if cell.column not in columns and cell[1:3] not in cells])
        for row in grid.rows
    )
    return Grid(grid.title, tuple(row for row in rows if row))


def _rows(grid: Grid, sheet: Sheet, report: Report) -> list[list[Field]]:
    """The rows of a sheet, the headings first, all as wide as these; a form is one row, its names the headings."""
    if sheet.is_form:
        return _form(grid, sheet, report)
    head = grid.rows[0]
    kinds = {cell.column: sheet.by_heading.get(plain(cell.text)) for cell in head}
    rows = [[Field(_heading(cell, kinds[cell.column]), cell.row, cell.column) for cell in head]]
    beside: dict[int, int] = {}
    for row in grid.rows[1:]:
        number = row[0].row
        texts = dict.fromkeys(kinds, "")
        for cell in row:
            if cell.column in texts:
                is_figure = cell.is_number or cell.text.isdecimal()
                texts[cell.column] = _typed(cell, kinds[cell.column]) if is_figure else cell.text
            else:
                beside.setdefault(cell.column, number)
        rows.append([Field(text, number, column) for column, text in texts.items()])
    has_head = all(column in kinds.values() for column in sheet.all_columns if column.is_required)
    for column, row_number in beside.items() if has_head else ():  # without a head, that is the fault
        at = _place(report, grid.title, row_number, column)
        report.error("E003", "这一列无列名，却有内容", "写上列名，或删去这一列", at=at)
    return rows


def _typed(cell: Cell, column: Column | None) -> str:
    """What a cell's value would be typed as: amounts of money with two decimals at least, as they are shown.

    Of a long number, a text cell has all digits; a cell with a number has lost those behind the fifteenth, and shows it.
    """
    if not cell.is_number:
        return as_text(cell.text) if has_zeros_for_digits(cell.text) else cell.text
    if column and column in _money() and (found := _FEW_DECIMALS.fullmatch(cell.text)):
        return f"{found[1]}.{(found[2] or '').ljust(2, '0')}"
    return f"{Decimal(cell.text):.14E}" if _SIXTEEN.fullmatch(cell.text) else cell.text


@cache
def _money() -> frozenset[Column]:
    return frozenset(
        column for sheet in sheets() for column in sheet.all_columns if held_by(column.info) in _MONEY
    )


def _heading(cell: Cell, column: Column | None) -> str:
    return column.key if column else cell.text


def _form(grid: Grid, sheet: Sheet, report: Report) -> list[list[Field]]:
    names, values = [], []
    for row in grid.rows:
        cells = {cell.column: cell for cell in row}
        first = row[0]
        beside = cells.get(first.column + 1)
        if plain(first.text) == NAMES and beside and plain(beside.text) == VALUES:
            continue
        known = sheet.by_heading.get(plain(first.text))
        if known is None and announces(first.text, is_alone=beside is not None):
            report_note(report, _place(report, grid.title, first.row, first.column))
            continue
        names.append(Field(_heading(first, known), first.row, first.column))
        value = _typed(beside, known) if beside else ""
        values.append(Field(value, first.row, first.column + 1))
    return [names, values]


def _place(report: Report, sheet: str, row: int, column: int) -> Place:
    return Place(report.file, row, column, sheet=sheet)


@dataclass
class _Records:
    """The records of the sheets that stand for YAML files."""

    report: Report
    files: dict[str, Item] = field(default_factory=dict)
    items: dict[tuple[str, Owner], Item] = field(default_factory=dict)
    """(kind of file, owner) → the item that a row of another sheet may belong to."""

    kept: set[tuple[int, int]] = field(default_factory=set)
    """The cells of the sheet that is read now whose values are in a record."""
    wrong_ids: int = 0
    """Rows of projects that cannot be read: rows of other sheets may belong to them."""

    def read(self, sheet: Sheet, title: str, rows: Sequence[Sequence[Field]]) -> set[tuple[int, int]]:
        """Read a sheet; returns the cells whose values are in a record now.

        A row or value with an error leaves a mark in its record that every reader refuses: the record is withheld.
        """
        self.kept = set()
        names = sheet.by_key
        required = [name for name, column in names.items() if column.is_required and not sheet.is_form]
        within = Report(self.report.file, self.report.county, has_refused=True)
        headings = headings_in(list(rows[0]), list(names), within, required)
        if headings is not None:
            headings, below = _filled(headings, rows[1:], {*required, sheet.all_columns[0].key})
            fields = {name: column.info for name, column in names.items()}
            for document in documents_in(below, headings, within, required or None, fields):
                if document is not None:
                    self._add(sheet, title, document, names, _in_error(within))
                elif within.refused:
                    self._add(sheet, title, _marked(within.refused.pop(), names), names, frozenset())
        for found in within.findings:
            self.report.findings.append(found._replace(place=found.place._replace(sheet=title)))
        self.report.errors += within.errors
        return self.kept

    def _add(
        self,
        sheet: Sheet,
        title: str,
        document: Document,
        names: Mapping[str, Column],
        in_error: Set[tuple[int, int]],
    ) -> None:
        marks, values = document.origin.marks, document.value
        first = Mark(title, *marks[()])
        own = tuple(str(document.value.get(owner.key, "")) for owner in sheet.owners)
        item = self._item(sheet, document, own, first)
        if item is None:
            return
        for name, column in names.items():
            text = values.get(name)
            if text and column not in sheet.owners:
                at = marks[(name,)]
                if at in in_error:
                    text = REFUSED
                else:
                    self.kept.add(at)
                _put(item, column, str(text), Mark(title, *at))

    def _item(self, sheet: Sheet, document: Document, owner: tuple[str, ...], mark: Mark) -> Item | None:
        """The mapping that a row's values go into; None with an error if what it belongs to is not there."""
        kind = sheet.kind
        if not sheet.lists:
            if "*" not in kind.path:
                return self._file(kind.path, kind.name, ((), ()), mark)
            return self._keyed(sheet, document, mark)
        if not owner:
            above: Item | None = self._file(kind.path, kind.name, ((), ()), mark)
        else:
            above = self.items.get((kind.name, (sheet.lists[:-1], owner)))
            if above is None and sheet.begins_records:
                above = self._keyed(sheet, document, mark)
        if above is None and (sheet.begins_records or self.wrong_ids):
            return None  # told already
        if above is None:
            named = "、".join(
                f"{column.name}“{text}”" for column, text in zip(sheet.owners, owner, strict=True)
            )
            message = f"工作表“{_title_above(sheet)}”里缺少{named}"
            at = _place(self.report, mark.sheet, mark.row, mark.column)
            self.report.error("E007", message, "核对这一格；先在那个工作表里写上这一行", at=at)
            return None
        item = Item(mark)
        _list_at(above, sheet.lists[-1], mark).append(item)
        key = next(
            (
                text
                for column in sheet.columns
                if column.is_required and (text := document.value.get(column.key))
            ),
            "",
        )
        self.items.setdefault((kind.name, (sheet.lists, (*owner, str(key)))), item)
        return item

    def _file(self, path: str, kind: str, owner: Owner, mark: Mark) -> Item:
        item = self.files.setdefault(path, Item(mark))
        self.items.setdefault((kind, owner), item)
        return item

    def _keyed(self, sheet: Sheet, document: Document, mark: Mark) -> Item | None:
        """The record of the file that a row's key names; None with an error if it names none, or one twice."""
        key = _KEYS[sheet.is_of_batches]
        name = sheet.all_columns[0].key
        written = str(document.value.get(name, ""))
        found = key.form.fullmatch(written)
        row, column = document.origin.marks[(name,)]
        at = _place(self.report, mark.sheet, row, column)
        if found is None:
            self.wrong_ids += 1
            self.report.error("E004", f"{key.name}“{written}”的写法不对", key.cure, at=at)
            return None
        path = sheet.kind.path.replace("*", found["number"])
        if path in self.files:
            before = self.files[path].mark.row
            message = f"这一行与第 {before} 行是同一个{key.thing}"
            self.report.error("E006", message, f"重复的请删去；{key.otherwise}", at=at)
            return None
        return self._file(path, sheet.kind.name, ((), (written,)), mark)


class _Key(NamedTuple):
    """What names the file of a row in a sheet whose rows are records of their own."""

    name: str
    thing: str
    form: re.Pattern[str]
    cure: str
    otherwise: str


_KEYS = (
    _Key(
        Project.label_of("id"),
        "项目",
        PROJECT_ID,
        "写成 县代码-批次-序号，如 210198-2020-03；序号两位到四位",
        "确是两个项目的，序号不能相同",
    ),
    _Key(
        Batch.label_of("cohort"),
        "批次",
        re.compile("(?P<number>20[0-9]{2})"),
        "写入选的年份，如 2022",
        "一个批次写一行",
    ),
)
"""Of projects, and of later batches."""


def _filled(
    headings: list[str], rows: Sequence[Sequence[Field]], needed: Set[str]
) -> tuple[list[str], list[list[Field]]]:
    """Headings and rows without the columns, neither the first nor needed, that are empty in every row."""
    kept = [
        number
        for number, heading in enumerate(headings)
        if not number or heading in needed or any(row[number].text for row in rows)
    ]
    return [headings[number] for number in kept], [[row[number] for number in kept] for row in rows]


def _in_error(report: Report) -> set[tuple[int, int]]:
    return {found.place[1:3] for found in report.findings if found.severity is Severity.ERROR}


def _marked(row: RefusedRow, names: Mapping[str, Column]) -> Document:
    """What is known of a row that cannot be read, with a mark in the place of its other values."""
    value = {
        name: row.cells[name] if column.is_required and name in row.cells else REFUSED
        for name, column in names.items()
    }
    return Document(value, Origin("", {(): (row.line, 1), **{(name,): (row.line, 1) for name in names}}))


def _title_above(sheet: Sheet) -> str:
    return next(
        other.title for other in sheets() if other.kind == sheet.kind and other.lists == sheet.lists[:-1]
    )


def _put(item: Item, column: Column, text: str, mark: Mark) -> None:
    """Put a value where its column says, into the parts of the mapping."""
    for step in column.path[:-1]:
        inner = item.values.setdefault(step, Item(mark))
        if not isinstance(inner, Item):
            raise TypeError(step)
        item = inner
    value: Node = Value(text, mark)
    if column.is_list:
        value = [Value(line, mark) for part in text.split("\n") if (line := part.strip())]
    item.values[column.path[-1]] = value


def _list_at(item: Item, path: Keys, mark: Mark) -> list[Item]:
    for step in path[:-1]:
        inner = item.values.setdefault(step, Item(mark))
        if not isinstance(inner, Item):
            raise TypeError(step)
        item = inner
    found = item.values.setdefault(path[-1], [])
    if not isinstance(found, list):
        raise TypeError(path)
    return found  # type: ignore[return-value]
