"""Writes a county's workbook: a sheet for each ledger and list, with the county's records filled in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter

from generator.intake.reading.csv_reader import read_csv
from generator.intake.reading.folder import Folder
from generator.intake.reading.source import CSV_LIMIT, YAML_LIMIT, read_source
from generator.intake.reading.yaml_reader import read_yaml
from generator.intake.workbook.sheets import (
    CHOICES,
    GUIDE,
    NAMES,
    VALUES,
    Column,
    Keys,
    Sheet,
    sheets,
)
from generator.model.base import Codelist
from generator.model.fields import codelist_of, held_by
from generator.model.files import Format, parts_of_ledger
from generator.model.types import Count, Flag, Money, MovedMoney, Number, Percent, Prose

Row = Mapping[Column, str]

_FORMATS = {Money: "0.00####", MovedMoney: "0.00####", Number: "0.######", Percent: "0.##", Count: "0"}
"""Type of a value → how a cell shows it; all others are text, which no spreadsheet rewrites."""
_DIGITS = 15
"""Significant digits that a spreadsheet keeps of a number."""
_TEXT = "@"
_LAST_ROW = 99_999
"""The last row that validation covers, counted from 0."""
_WIDTHS = {Prose: 40}
_NARROW, _WIDE = 14, 24
_MESSAGE = 255
"""Characters of a cell's help that Excel takes."""
_CUT = "…"
_SAYS = (
    "一个工作表是一种台账或清单，第一行是列名，从第二行起一行一条；列名不改、不合并单元格，列的先后可以调换。",
    "“*”是必填的列；列名括号里是单位，金额一律以万元为单位。",
    "日期写 2021-06-30，月份写 2021-06；没有定到日的照文件写，如 2021年12月底前、合同签订后90日。",
    "编号、代码、日期、月份各列是文本格式，请不要改成数字或日期格式，否则后几位会丢失或被改写。",
    "“项目”一行一个项目；资金来源、资金用途、绩效目标等各有一个工作表，用项目编号对应；合同用合同编号对应。",
    "一格里要写几项的（附件、涉及项目等），在格子里换行，一项一行。",
    "没有的内容空着，不写“无”“/”；不知道的不要编造，留空会显示为“未公开”。",
    "不写身份证号、手机号、个人银行账号和村民姓名；电话只写办公座机。批注、隐藏的行列和工作表也会公开。",
    "已经公开的行写错了，不删改，另写一行，在“更正”里写明更正哪一行。",
    "合计由软件计算；写了合计行的，软件不当作记录，只用来核对。",
)


@dataclass(frozen=True)
class _Styles:
    """The formats of cells."""

    head: Any
    required: Any
    by_type: Mapping[str, Any]
    """Number format → style."""


def workbook(rows: Mapping[Sheet, Iterable[Row]]) -> bytes:
    """A workbook with all sheets, filled with rows; a form has one row."""
    out = BytesIO()
    # nothing that a county types may become a formula or a link
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, options)
    head = {
        "num_format": _TEXT,
        "bold": True,
        "text_wrap": True,
        "valign": "top",
        "bg_color": "#DCE6F2",
        "border": 1,
    }
    kinds = {_TEXT, *_FORMATS.values()}
    styles = _Styles(
        book.add_format(head),
        book.add_format({**head, "bg_color": "#F8DDC8"}),
        {
            kind: book.add_format({"num_format": kind, "text_wrap": kind == _TEXT, "valign": "top"})
            for kind in kinds
        },
    )
    guide = book.add_worksheet(GUIDE)
    guide.set_column(0, 0, 100)
    for number, line in enumerate(_SAYS):
        guide.write_string(number, 0, f"{number + 1}. {line}", styles.by_type[_TEXT])
    choices = _Choices()
    for sheet in sheets():
        _write(book.add_worksheet(sheet.title), sheet, list(rows.get(sheet, ())), styles, choices)
    choices.write(book.add_worksheet(CHOICES))
    book.close()
    return out.getvalue()


class _Choices:
    """The hidden sheet of the words that columns can be taken from."""

    def __init__(self) -> None:
        self._lists: dict[tuple[str, ...], int] = {}

    def range_of(self, words: Sequence[str]) -> str:
        """The cells that hold the words, one list a column."""
        column = self._lists.setdefault(tuple(words), len(self._lists))
        letter = xlsxwriter.utility.xl_col_to_name(column)
        return f"={CHOICES}!${letter}$1:${letter}${len(words)}"

    def write(self, page: Any) -> None:
        for words, column in self._lists.items():
            page.write_column(0, column, words)
        page.hide()


def _write(page: Any, sheet: Sheet, rows: list[Row], styles: _Styles, choices: _Choices) -> None:
    if sheet.is_form:
        _write_form(page, sheet, rows[0] if rows else {}, styles, choices)
        return
    for place, column in enumerate(sheet.all_columns):
        page.write_string(0, place, _heading(column), styles.required if column.is_required else styles.head)
        page.set_column(
            place, place, _WIDTHS.get(held_by(column.info), _width(column)), styles.by_type[_format(column)]
        )
        page.data_validation(1, place, _LAST_ROW, place, _validation(column, choices))
        for line, row in enumerate(rows, 1):
            if value := row.get(column):
                _put(page, line, place, value, _format(column), styles)
    page.freeze_panes(1, 0)


def _write_form(page: Any, sheet: Sheet, row: Row, styles: _Styles, choices: _Choices) -> None:
    page.write_row(0, 0, [NAMES, VALUES], styles.head)
    page.set_column(0, 0, 30)
    page.set_column(1, 1, 60, styles.by_type[_TEXT])
    for line, column in enumerate(sheet.columns, 1):
        page.write_string(line, 0, _heading(column), styles.required if column.is_required else styles.head)
        page.data_validation(line, 1, line, 1, _validation(column, choices))
        page.write_blank(line, 1, None, styles.by_type[_format(column)])
        if value := row.get(column):
            _put(page, line, 1, value, _format(column), styles)
    page.freeze_panes(1, 1)


def _put(page: Any, line: int, place: int, value: str, kind: str, styles: _Styles) -> None:
    """A value, as a number if its column holds numbers and no digit is lost."""
    if kind != _TEXT and value.replace(".", "", 1).removeprefix("-").isdecimal() and len(value) <= _DIGITS:
        page.write_number(line, place, Decimal(value), styles.by_type[kind])
    else:
        page.write_string(line, place, value, styles.by_type[_TEXT])


def _heading(column: Column) -> str:
    return f"{column.heading}{'*' if column.is_required else ''}"


def _width(column: Column) -> int:
    return _WIDE if len(column.heading) * 2 > _NARROW or column.is_list else _NARROW


def _format(column: Column) -> str:
    held = held_by(column.info)
    return next((kind for known, kind in _FORMATS.items() if known == held), _TEXT)


def _validation(column: Column, choices: _Choices) -> dict[str, Any]:
    """Help for a cell, and what it can be taken from; a value outside is warned of, not refused: the check says more."""
    words = _words(column)
    asked = f"可选：{'、'.join(words)}" if words else ""
    told = "；".join(filter(None, (column.info.description, asked, "一行一项" if column.is_list else "")))
    shown = told if len(told) <= _MESSAGE else f"{told[: _MESSAGE - 1]}{_CUT}"
    found: dict[str, Any] = {"validate": "any"}
    if words:
        found = {"validate": "list", "source": choices.range_of(words), "error_type": "warning"}
    if shown:
        found["input_message"] = shown
    return found


def _words(column: Column) -> list[str]:
    codelist: type[Codelist] | None = codelist_of(column.info)
    if codelist:
        return [entry.label for entry in codelist]
    return ["是", "否"] if held_by(column.info) == Flag else []


def rows_in(folder: Folder) -> dict[Sheet, list[Row]]:
    """The rows that a county's files fill, as written; what cannot be read is left out."""
    return {sheet: list(_rows(folder, sheet)) for sheet in sheets()}


def _rows(folder: Folder, sheet: Sheet) -> Iterator[Row]:
    if sheet.kind.format is Format.CSV:
        yield from _ledger_rows(folder, sheet)
        return
    for value in _values(folder, sheet):
        yield from _list_rows(value, sheet)


def _ledger_rows(folder: Folder, sheet: Sheet) -> Iterator[Row]:
    for path in parts_of_ledger(sheet.kind.path, folder.names("", folder.report(""))):
        report = folder.report(path)
        source = read_source(folder.file(path), CSV_LIMIT, report)
        for document in read_csv(source.text, sheet.model, report) if source else ():
            if document:
                yield {column: text for column in sheet.columns if (text := document.value.get(column.name))}


def _values(folder: Folder, sheet: Sheet) -> Iterator[Mapping[str, Any]]:
    """The values of each file that a sheet is a part of."""
    below, star, _ = sheet.kind.path.partition("/*")
    names = (
        [f"{below}/{name}" for name in folder.names(below, folder.report(below))]
        if star
        else [sheet.kind.path]
    )
    for name in names:
        report = folder.report(name)
        source = read_source(folder.file(name), YAML_LIMIT, report) if folder.has(name) else None
        document = read_yaml(source.text, report) if source else None
        if document:
            yield document.value


def _list_rows(value: Mapping[str, Any], sheet: Sheet) -> Iterator[Row]:
    """The rows of a sheet that one file fills."""
    owners = list(sheet.owners)
    given: dict[Column, str] = {}
    if len(owners) == len(sheet.lists) > 0:
        first = owners.pop(0)
        given[first] = value.get(first.path[-1], "")
    yield from _below(value, sheet, list(sheet.lists), owners, given)


def _below(
    value: Mapping[str, Any], sheet: Sheet, lists: list[Keys], owners: list[Column], given: dict[Column, str]
) -> Iterator[Row]:
    if not lists:
        yield given | {column: _text(found) for column in sheet.columns if (found := _at(value, column.path))}
        return
    for item in _at(value, lists[0]) or ():
        named = {owners[0]: item.get(owners[0].path[-1], "")} if owners else {}
        yield from _below(item, sheet, lists[1:], owners[1:], given | named)


def _at(value: Any, path: Keys) -> Any:
    for step in path:
        value = value.get(step) if isinstance(value, Mapping) else None
    return value


def _text(value: Any) -> str:
    return "\n".join(value) if isinstance(value, list) else str(value)
