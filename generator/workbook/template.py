"""Writes a county's workbook: a sheet for each ledger and list, with the county's records filled in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from generator.intake.reading.questions import has_zeros_for_digits, typed
from generator.intake.workbook.sheets import CHOICES, GUIDE, NAMES, VALUES, Column, Sheet, sheets
from generator.model.county import Batch
from generator.model.project import Project
from generator.workbook.cell_help import (
    TEXT,
    as_chosen,
    is_long,
    is_project,
    number_format,
    validation,
    words_of,
)

Cells = Mapping[str, str]
"""Name of a column → text of a row."""

_NAMED = 8
"""Columns that the instructions name of a sheet."""
_DIGITS = 15
"""Significant digits that a spreadsheet keeps of a number."""
_LAST_ROW = 9_999
"""The last row that notes and drop-downs cover, counted from 0."""
_MADE = datetime(2020, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""When each workbook says that it was made: equal records give equal bytes."""
_NARROWEST, _WIDEST = 10, 46
"""Widths of columns, in digits; a Chinese character is as wide as two."""
_FORM = 70
"""The width of a form's values."""
_MOST_LINES, _LINE_HEIGHT = 12, 16.5
"""Lines of a row that are shown at once, and the height of one in points."""
_ON_ONE_PAGE = 14
"""Columns of a sheet that are printed beside each other."""
_HEAD, _NEEDED, _LINE = "#DCE6F2", "#F8DDC8", "#B0B7BF"
_WHOLE, _PART = "#2F75B5", "#BFBFBF"
"""Colours of the tabs of sheets that hold records, and of those that hold lists inside records."""
_SAYS = (
    "一个工作表是一种台账或清单，第一行是列名，从第二行起一行写一条。不改列名，不合并单元格；列的先后可以调换。",
    "列名带“*”的必须填写。列名括号里是单位，金额一律以万元为单位；只写数，不写单位。",
    "日期写成 2021-06-30，月份写成 2021-06。文件未定到日的照文件写，如 2021年12月底前、合同签订后90日。",
    "编号、代码、日期、月份各列已设为文本格式，请不要改格式：改了以后，软件会改写内容、丢掉末几位。",
    "“项目”表一行一个项目。资金来源、资金用途、绩效目标等各有一个工作表，用项目编号对应；合同的各个工作表用合同编号对应。",
    "一格里要写几项的（如附件、涉及项目），按 Alt+Enter 在格子里换行，一行写一项。",
    "无此项的、不知道的空着，不写“无”“/”，也不要编造。通知要求公开而空着的，网页上写“未公开”。",
    "不写身份证号、手机号、个人银行账号和村民姓名，电话只写办公座机。隐藏的行和列照样公开，批注里也不能有这些内容。",
    "已经公开的行写错了，不改原来那一行：另写一行，在“更正”一列写原来那一行的日期。",
    "合计由软件计算，写了“合计”行的只用来核对。填好以后保存，文件名仍是“台账.xlsx”，交回原处。",
)


class TooLongError(ValueError):
    """A text that no cell can hold; the message is in Chinese."""


@dataclass(frozen=True)
class _Styles:
    """The formats of cells."""

    head: Any
    needed: Any
    link: Any
    by_type: Mapping[str, Any]
    """Number format → style."""
    in_form: Mapping[str, Any]
    """The same, set flush left: below each other stand values of all kinds."""


def workbook(rows: Mapping[Sheet, Sequence[Cells]]) -> bytes:
    """A workbook with all sheets, filled with rows; a form has one row. Equal rows give equal bytes.

    The sheets of later batches, which few counties have, are there if one of them has a row.

    Raises:
        TooLongError: a text has no room in a cell.
    """
    out = BytesIO()
    # nothing that a county types may become a formula or a link
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"created": _MADE})
    styles = _styles(book)
    has_batches = any(found for sheet, found in rows.items() if sheet.is_of_batches)
    written = [sheet for sheet in sheets() if has_batches or not sheet.is_of_batches]
    _write_guide(book.add_worksheet(GUIDE), written, styles)
    choices = _Choices()
    for sheet in written:
        page = book.add_worksheet(sheet.title)
        page.set_tab_color(_PART if sheet.lists else _WHOLE)
        write = _write_form if sheet.is_form else _write_table
        write(page, sheet, rows.get(sheet, ()), styles, choices)
        _set_print(page, 2 if sheet.is_form else len(sheet.all_columns))
        page.repeat_rows(0)
    choices.write(book.add_worksheet(CHOICES))
    book.close()
    return out.getvalue()


def _set_print(page: Any, columns: int) -> None:
    """A4; as wide as one page unless that made it too small to read.

    No columns are repeated on each page: LibreOffice takes six times as long to open such a workbook.
    """
    page.set_landscape()
    page.set_paper(9)
    if columns <= _ON_ONE_PAGE:
        page.fit_to_pages(1, 0)


def _styles(book: Any) -> _Styles:
    plain = {"font_size": 11, "valign": "top"}
    head = plain | {
        "num_format": TEXT,
        "bold": True,
        "text_wrap": True,
        "valign": "vcenter",
        "bg_color": _HEAD,
        "border": 1,
        "border_color": _LINE,
    }
    kinds = sorted(
        {TEXT, *(number_format(column.info) for sheet in sheets() for column in sheet.all_columns)}
    )
    by_type = {kind: plain | {"num_format": kind, "text_wrap": kind == TEXT} for kind in kinds}
    return _Styles(
        book.add_format(head),
        book.add_format(head | {"bg_color": _NEEDED}),
        book.add_format(plain | {"font_color": "#1F4E79", "underline": 1}),
        {kind: book.add_format(style) for kind, style in by_type.items()},
        {kind: book.add_format(style | {"align": "left"}) for kind, style in by_type.items()},
    )


def _write_guide(page: Any, written: Sequence[Sheet], styles: _Styles) -> None:
    text = styles.by_type[TEXT]
    page.set_column(0, 0, 34)
    page.set_column(1, 1, 110)
    page.write_row(0, 0, ["序号", GUIDE], styles.head)
    for number, line in enumerate(_SAYS, 1):
        page.write_string(number, 0, str(number), text)
        page.write_string(number, 1, line, text)
    first = len(_SAYS) + 2
    page.write_row(first, 0, ["工作表（点一下就到）", "写什么；用不到的工作表空着"], styles.head)
    for number, sheet in enumerate(written, first + 1):
        page.write_url(number, 0, f"internal:'{sheet.title}'!A1", styles.link, sheet.title)
        names = [_heading(column) for column in sheet.all_columns]
        more = f" 等 {len(names)} 项" if len(names) > _NAMED else ""
        page.write_string(number, 1, f"{'、'.join(names[:_NAMED])}{more}", text)
    page.freeze_panes(1, 0)
    _set_print(page, 2)


class _Choices:
    """The hidden sheet of the words that columns can be taken from."""

    def __init__(self) -> None:
        self._lists: dict[tuple[str, ...], int] = {}

    def range_of(self, words: Sequence[str]) -> str:
        """The cells that hold the words, one list a column."""
        column = self._lists.setdefault(tuple(words), len(self._lists))
        letter = xl_col_to_name(column)
        return f"={CHOICES}!${letter}$1:${letter}${len(words)}"

    def write(self, page: Any) -> None:
        for words, column in self._lists.items():
            page.write_column(0, column, words)
        page.hide()


def _write_table(page: Any, sheet: Sheet, rows: Sequence[Cells], styles: _Styles, choices: _Choices) -> None:
    names = len(sheet.owners) or 1 + (sheet.model is Project)
    widths = [_width(column, rows) for column in sheet.all_columns]
    kinds = [number_format(column.info) for column in sheet.all_columns]
    for place, column in enumerate(sheet.all_columns):
        page.write_string(0, place, _heading(column), styles.needed if column.is_required else styles.head)
        page.set_column(place, place, widths[place], styles.by_type[kinds[place]])
        told = validation(column, xl_rowcol_to_cell(1, place), _source(column, sheet, choices))
        page.data_validation(1, place, _LAST_ROW, place, told)
    for line, row in enumerate(rows, 1):
        texts = [_text(column, row) for column in sheet.all_columns]
        _set_height(page, line, max(map(_lines, texts, widths)))
        for place, text in enumerate(texts):
            _put(page, line, place, text, kinds[place], styles.by_type)
    page.freeze_panes(1, names)
    last = xl_rowcol_to_cell(_LAST_ROW, len(sheet.all_columns) - 1)
    page.ignore_errors({"number_stored_as_text": f"A1:{last}"})


def _write_form(page: Any, sheet: Sheet, rows: Sequence[Cells], styles: _Styles, choices: _Choices) -> None:
    row: Cells = rows[0] if rows else {}
    page.write_row(0, 0, [NAMES, VALUES], styles.head)
    page.set_column(0, 0, 32)
    page.set_column(1, 1, _FORM, styles.in_form[TEXT])
    for line, column in enumerate(sheet.columns, 1):
        kind, value = number_format(column.info), _text(column, row)
        page.write_string(line, 0, _heading(column), styles.needed if column.is_required else styles.head)
        told = validation(column, xl_rowcol_to_cell(line, 1), _source(column, sheet, choices))
        page.data_validation(line, 1, line, 1, told)
        page.write_blank(line, 1, None, styles.in_form[kind])
        _set_height(page, line, _lines(value, _FORM))
        _put(page, line, 1, value, kind, styles.in_form)
    page.freeze_panes(1, 1)
    page.ignore_errors({"number_stored_as_text": f"B1:B{len(sheet.columns) + 1}"})


def _text(column: Column, row: Cells) -> str:
    """What a cell holds that is to be read as the value of a row."""
    value = as_chosen(column.info, row.get(column.name, ""))
    return value if has_zeros_for_digits(value) else typed(value, column.info)  # a text cell keeps all digits


def _put(page: Any, line: int, place: int, value: str, kind: str, styles: Mapping[str, Any]) -> None:
    """A value, as a number if its column holds numbers and no digit is lost."""
    if not value:
        return
    if kind != TEXT and value.isascii() and value.replace(".", "", 1).isdecimal() and len(value) <= _DIGITS:
        page.write_number(line, place, Decimal(value), styles[kind])
    elif _write_text(page, line, place, value, styles[TEXT]):
        raise TooLongError(f"有一项内容有 {len(value)} 字，一个格子放不下；压缩后再写。")


def _write_text(page: Any, line: int, place: int, text: str, style: Any) -> int:
    """Write a text as it is; other than 0 if it has no room."""
    if text.startswith("<r>") and text.endswith(
        "</r>"
    ):  # XlsxWriter takes it for a text written in its own XML
        return int(page.write_rich_string(line, place, text[0], style, text[1:], style))
    return int(page.write_string(line, place, text, style))


def _set_height(page: Any, line: int, lines: int) -> None:
    """Set the height of a row whose texts take several lines; programs other than Excel do not find it themselves."""
    if lines > 1:
        page.set_row(line, min(lines, _MOST_LINES) * _LINE_HEIGHT)


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column."""
    return sum(max(1, -(-_wide(line) // (width - 1))) for line in text.split("\n"))


def _wide(text: str) -> int:
    return sum(1 if mark.isascii() else 2 for mark in text)


def _width(column: Column, rows: Sequence[Cells]) -> int:
    """The width of a column that shows its heading and the widest of its lines, as far as there is room."""
    texts = [line for row in rows for line in row.get(column.name, "").split("\n")]
    widest = max(map(_wide, [_heading(column), *texts])) + 2
    return min(max(widest, _WIDEST if is_long(column.info) else _NARROWEST), _WIDEST)


def _heading(column: Column) -> str:
    return f"{column.heading}{'*' if column.is_required else ''}"


def _source(column: Column, sheet: Sheet, choices: _Choices) -> str:
    """The cells that hold what a cell can be chosen from, as a formula; empty: nothing.

    Numbers of projects and contracts are chosen from those that the workbook has.
    """
    if words := words_of(column.info):
        return choices.range_of(words)
    if column in sheet.owners[:1]:
        return _keys_of(_above_all(sheet))
    if is_project(column.info) and sheet.model is not Project:
        return _keys_of(next(other for other in sheets() if other.model is Project))
    return ""


def _above_all(sheet: Sheet) -> Sheet:
    """The sheet whose rows the first owner's column names."""
    if sheet.is_of_batches:
        return next(other for other in sheets() if other.model is Batch)
    lists = sheet.lists[: 1 - (len(sheet.owners) == len(sheet.lists))]
    return next(other for other in sheets() if other.kind == sheet.kind and other.lists == lists)


def _keys_of(sheet: Sheet) -> str:
    """The cells that name the rows of a sheet, as a formula."""
    place = next(place for place, column in enumerate(sheet.all_columns) if column.is_required)
    letter = xl_col_to_name(place)
    return f"='{sheet.title}'!${letter}$2:${letter}${_LAST_ROW + 1}"
