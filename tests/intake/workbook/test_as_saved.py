"""Workbooks as people save them: read to the right values, or refused with sheet, row, column and cure."""

import csv
from collections.abc import Callable
from datetime import date, datetime
from io import StringIO
from typing import Any

import pytest
import xlwt
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from generator.intake.reading.csv_reader import read_csv
from generator.intake.screening.report import Report
from generator.model.finding import Severity
from generator.model.ledgers import Payment
from tests.support.workbooks import CODE, PAID, ROWS, changed, ods, paid, read, xls, xlsx

SHEET = "专项资金拨付"
ID = f"{CODE}-2020-01"
PLAIN = [
    ["2021-03-10", ID, "50.00", "甲公司", "首付款"],
    ["2021-04-10", ID, "30.50", "乙公司", "进度款"],
]


def first_row(*values: Any) -> dict[str, list[Any]]:
    """The sheet of payments with one row."""
    return {SHEET: [PAID, values]}


def page(book: Any) -> Any:
    return book[SHEET]


def merge_far(book: Any) -> None:
    page(book).merge_cells("A4:C4")


def hide(book: Any) -> None:
    page(book).row_dimensions[3].hidden = True
    page(book).column_dimensions["E"].hidden = True
    page(book).auto_filter.ref = "A1:E3"


def since_1904(book: Any) -> None:
    book.epoch = CALENDAR_MAC_1904
    page(book)["A2"], page(book)["A3"] = date(2021, 3, 10), date(2021, 4, 10)


def rich(book: Any) -> None:
    page(book)["D2"] = CellRichText("甲", TextBlock(InlineFont(b=True), "公司"))


def extra_sheets(book: Any) -> None:
    book.create_sheet("Sheet2")
    book.create_sheet("培训记录").append(["日期*", "主题*"])


def computed(book: Any) -> None:
    page(book)["C2"].number_format = "#,##0.00"


PLAINLY: dict[str, Callable[[], tuple[str, bytes]]] = {
    "xlsx": lambda: ("台账.xlsx", xlsx(paid(*ROWS))),
    "xls": lambda: ("台账.xls", xls(paid(*ROWS))),
    "ods": lambda: ("台账.ods", ods(paid(*ROWS))),
    "dates as dates": lambda: (
        "台账.xlsx",
        xlsx(paid((date(2021, 3, 10), *ROWS[0][1:]), (datetime.fromisoformat("2021-04-10"), *ROWS[1][1:]))),
    ),
    "dates as dates, xls": lambda: (
        "台账.xls",
        xls(
            paid(
                ((date(2021, 3, 10), "yyyy-mm-dd"), *ROWS[0][1:]),
                ((datetime.fromisoformat("2021-04-10"), "yyyy/m/d"), *ROWS[1][1:]),
            )
        ),
    ),
    "dates as dates, ods": lambda: (
        "台账.ods",
        ods(
            paid(
                *(
                    ({"office:value-type": "date", "office:date-value": row[0], "text": row[0]}, *row[1:])
                    for row in ROWS
                )
            )
        ),
    ),
    "dates counted from 1904": lambda: ("台账.xlsx", xlsx(paid(*ROWS), since_1904)),
    "a wrong dimension record": lambda: (
        "台账.xlsx",
        changed(xlsx(paid(*ROWS)), "xl/worksheets/sheet1.xml", b'ref="A1:E3"', b'ref="A1"'),
    ),
    "another wrong dimension record": lambda: (
        "台账.xlsx",
        changed(xlsx(paid(*ROWS)), "xl/worksheets/sheet1.xml", b'ref="A1:E3"', b'ref="A1:XFD1048576"'),
    ),
    "blank rows in between": lambda: ("台账.xlsx", xlsx(paid(ROWS[0], (), (None, " "), ROWS[1], ()))),
    "blank rows in between, xls": lambda: ("台账.xls", xls(paid(ROWS[0], (), (None, " "), ROWS[1], ()))),
    "rich text": lambda: ("台账.xlsx", xlsx(paid(*ROWS), rich)),
    "empty sheets": lambda: ("台账.xlsx", xlsx(paid(*ROWS), extra_sheets)),
    "a number with many digits of noise": lambda: (
        "台账.xlsx",
        xlsx(paid((*ROWS[0][:2], 50.000000000000007, *ROWS[0][3:]), ROWS[1])),
    ),
    "merged blanks below": lambda: ("台账.xlsx", xlsx(paid(*ROWS), merge_far)),
    "a format with thousands": lambda: ("台账.xlsx", xlsx(paid(*ROWS), computed)),
    "headings without units and marks": lambda: (
        "台账.xlsx",
        xlsx(paid(*ROWS, head=("日期", "项目编号", "金额", "收款单位", "用途"))),
    ),
    "headings with blanks and full width": lambda: (
        "台账.xlsx",
        xlsx(paid(*ROWS, head=("日 期 *", "项目编号＊", "金额 (万元)*", "收款单位 ", "用途"))),
    ),
    "empty columns at the end": lambda: (
        "台账.xlsx",
        xlsx(paid(*((*row, None, "") for row in ROWS), head=(*PAID, None, ""))),
    ),
    "a sheet's title with blanks": lambda: ("台账.xlsx", xlsx({f" {SHEET} ": paid(*ROWS)[SHEET]})),
}
"""What is read without a word."""


def rows_of(text: str) -> list[list[str]]:
    """The rows of a ledger below its head, as they are meant."""
    wanted = next(csv.reader(StringIO(text)))
    report = Report("")
    documents = list(read_csv(text, Payment, report))
    assert not [found for found in report.findings if found.severity is Severity.ERROR]
    return [[str(one.value.get(name, "")) for name in wanted if name] for one in documents if one]


@pytest.mark.parametrize("case", PLAINLY)
def test_what_is_saved_plainly_is_read_without_a_word(case: str) -> None:
    found, report = read(*PLAINLY[case]())
    assert report.findings == []
    assert rows_of(found.files["payments.csv"].text) == PLAIN


def test_columns_may_be_swapped() -> None:
    rows = [[row[column] for column in (4, 2, 0, 3, 1)] for row in (PAID, *ROWS)]
    found, report = read("台账.xlsx", xlsx({SHEET: rows}))
    assert report.findings == []
    assert rows_of(found.files["payments.csv"].text) == [
        [row[column] for column in (4, 2, 0, 3, 1)] for row in PLAIN
    ]


REMARKED: dict[str, tuple[str, Any, str]] = {
    "a day with slashes": ("日期*", "2021/3/10", "2021-03-10"),
    "a day in words": ("日期*", "2021年3月10日", "2021-03-10"),
    "a day with midnight": ("日期*", "2021/3/10 0:00", "2021-03-10"),
    "a serial": ("日期*", 44265, "2021-03-10"),
    "a serial as text": ("日期*", "44265", "2021-03-10"),
    "dots": ("日期*", "2021.3.10", "2021-03-10"),
    "thousands": ("金额（万元）*", "1,200.50", "1200.50"),
    "a sign of money": ("金额（万元）*", "￥350", "350"),
    "a unit": ("金额（万元）*", "350万元", "350"),
    "full width": ("金额（万元）*", "３５０", "350"),
    "a text mark": ("收款单位", "'甲公司", "甲公司"),
    "a dash of another kind": ("项目编号*", f"{CODE}–2020–01", ID),
}  # fmt: skip
"""Heading, what stands there, and as what it is read."""


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
@pytest.mark.parametrize("case", REMARKED)
def test_what_a_spreadsheet_makes_of_a_value_is_read(case: str, kind: str) -> None:
    heading, written, meant = REMARKED[case]
    place = PAID.index(heading)
    row = [written if column == place else value for column, value in enumerate(ROWS[0])]
    make: Any = {"xlsx": xlsx, "xls": xls, "ods": ods}[kind]
    found, _ = read(f"台账.{kind}", make(first_row(*row)))
    text = found.files["payments.csv"].text
    report = Report("")
    (document,) = read_csv(text, Payment, report)
    assert document is not None
    assert document.value[heading.rstrip("*").partition("（")[0]] == meant
    assert [one.severity for one in report.findings] == [Severity.NOTICE]


def test_hidden_rows_and_columns_are_read_with_a_remark_each() -> None:
    found, report = read("台账.xlsx", xlsx(paid(*ROWS), hide))
    assert rows_of(found.files["payments.csv"].text) == PLAIN
    assert [(one.severity, str(one.place).partition(" ")[2]) for one in report.findings] == [
        (Severity.NOTICE, f"工作表“{SHEET}”第3行"),
        (Severity.NOTICE, f"工作表“{SHEET}”E列"),
    ]


def test_a_share_shown_as_percents_is_read_as_shown() -> None:
    rows: list[list[Any]] = [["日期*", "项目编号*", "进度（%）*"], ["2021-03-10", ID, 0.85]]

    def show(book: Any) -> None:
        book["项目建设进度"]["C2"].number_format = "0.00%"

    found, _ = read("台账.xlsx", xlsx({"项目建设进度": rows}, show))
    assert ",85%\n" in found.files["progress.csv"].text
    rows[1][2] = (0.85, "0%")
    found, _ = read("台账.xls", xls({"项目建设进度": rows}))
    assert ",85%\n" in found.files["progress.csv"].text
    rows[1][2] = {"office:value-type": "percentage", "office:value": "0.85", "text": "85%"}
    found, _ = read("台账.ods", ods({"项目建设进度": rows}))
    assert ",85%\n" in found.files["progress.csv"].text


def formula(book: Any) -> None:
    page(book)["C3"] = "=C2*2"


def error(book: Any) -> None:
    page(book)["C3"] = "#REF!"
    page(book)["C3"].data_type = "e"


def merge(book: Any) -> None:
    page(book).merge_cells("B2:B3")


def old_formula(book: Any) -> None:
    book.get_sheet(0).write(3, 2, xlwt.Formula("C2*2"))


def old_error(book: Any) -> None:
    book.get_sheet(0).row(3).set_cell_error(2, "#DIV/0!")


def comment(book: Any) -> None:
    page(book)["D3"].comment = Comment("联系人张三 13800138000", "录入")


def hidden_sheet(book: Any) -> None:
    other = book.create_sheet("名单")
    other["B7"] = "11010519491231002X"
    other.sheet_state = "veryHidden"


def beside_form(book: Any) -> None:
    other = book.create_sheet("实施方案")
    other.append(["名称", "内容"])
    other.append(["标题*", "方案", None, "手机13800138000"])


def private_title(book: Any) -> None:
    book.properties.creator = "张三 13800138000"


def xlsx_of(change: Callable[[Any], None]) -> Callable[[], tuple[str, bytes]]:
    return lambda: ("台账.xlsx", xlsx(paid(*ROWS), change))


REFUSED_CELLS: dict[str, tuple[Callable[[], tuple[str, bytes]], str, str]] = {
    "a formula never computed": (xlsx_of(formula), f"工作表“{SHEET}”第3行C列", "保存一次"),
    "an error": (xlsx_of(error), f"工作表“{SHEET}”第3行C列", "#REF!"),
    "merged ids": (xlsx_of(merge), f"工作表“{SHEET}”第2行B列", "取消合并"),
    "a formula never computed, xls": (
        lambda: ("台账.xls", xls(paid(*ROWS), old_formula)),
        f"工作表“{SHEET}”第4行C列",
        "保存一次",
    ),
    "an error, xls": (
        lambda: ("台账.xls", xls(paid(*ROWS), old_error)),
        f"工作表“{SHEET}”第4行C列",
        "#DIV/0!",
    ),
    "a formula never computed, ods": (
        lambda: (
            "台账.ods",
            ods(paid(ROWS[0], (*ROWS[1][:2], {"table:formula": "of:=[.C2]*2", "text": ""}, *ROWS[1][3:]))),
        ),
        f"工作表“{SHEET}”第3行C列",
        "保存一次",
    ),
    "an error, ods": (
        lambda: (
            "台账.ods",
            ods(
                paid(
                    ROWS[0],
                    (
                        *ROWS[1][:2],
                        {"table:formula": "of:=[.X9]", "office:value-type": "string", "text": "#REF!"},
                        *ROWS[1][3:],
                    ),
                )
            ),
        ),
        f"工作表“{SHEET}”第3行C列",
        "#REF!",
    ),
    "a comment with a mobile": (xlsx_of(comment), "", "手机号码"),
    "an identity number in a very hidden sheet": (xlsx_of(hidden_sheet), "工作表“名单”第7行B列", "身份号码"),
    "a mobile beside a form": (xlsx_of(beside_form), "工作表“实施方案”第2行D列", "手机号码"),
    "a mobile in the properties": (xlsx_of(private_title), "", "手机号码"),
    "a column without a heading": (
        lambda: ("台账.xlsx", xlsx(paid(*((*row, 7) for row in ROWS)))),
        f"工作表“{SHEET}”第2行F列",
        "列名",
    ),
    "a sheet of another name": (
        lambda: ("台账.xlsx", xlsx({"专项资金拔付": paid(*ROWS)[SHEET]})),
        "工作表“专项资金拔付”第1行A列",
        "是否应为“专项资金拨付”",
    ),
}


@pytest.mark.parametrize("case", REFUSED_CELLS)
def test_what_cannot_be_read_is_named_with_its_cell_and_a_cure(case: str) -> None:
    make, place, word = REFUSED_CELLS[case]
    _, report = read(*make())
    errors = [one for one in report.findings if one.severity is Severity.ERROR]
    assert errors
    assert any(place in str(one.place) and word in f"{one.message}{one.cure}" for one in errors)
    assert all(one.cure for one in errors)
    assert "13800138000" not in str(report.findings)
    assert "11010519491231002X" not in str(report.findings)


def lower(book: Any) -> None:
    hidden_sheet(book)
    book["名单"]["B9"], book["名单"]["B7"] = book["名单"]["B7"].value, None


def test_the_same_sheet_in_another_workbook_is_told_again_with_its_own_cell() -> None:
    """Sheets that are equal are searched once; nothing is equal that stands elsewhere."""
    sheets = paid(*ROWS)
    for change, cell in ((hidden_sheet, "第7行B列"), (hidden_sheet, "第7行B列"), (lower, "第9行B列")):
        _, report = read("台账.xlsx", xlsx(sheets, change))
        private = [one for one in report.findings if one.code == "P005" and "身份号码" in one.message]
        assert [str(one.place).endswith(f"工作表“名单”{cell}") for one in private] == [True]
        sheets = paid(ROWS[0])


WHOLE: dict[str, tuple[Callable[[], tuple[str, bytes]], str]] = {
    "no workbook": (lambda: ("台账.xlsx", b"no workbook"), "不是 .xlsx"),
    "another kind, xlsx": (lambda: ("台账.xlsx", ods(paid(*ROWS))), "不是 .xlsx"),
    "another kind, xls": (lambda: ("台账.xls", xlsx(paid(*ROWS))), "不是 .xls"),
    "another kind, ods": (lambda: ("台账.ods", xlsx(paid(*ROWS))), "不是 .ods"),
    "an old file cut short": (lambda: ("台账.xls", xls(paid(*ROWS))[:3000]), "损坏"),
    "macros, ods": (
        lambda: ("台账.ods", ods(paid(*ROWS), parts={"Basic/Standard/Module1.xml": b"<x/>"})),
        "宏",
    ),
    "a script, ods": (
        lambda: ("台账.ods", ods(paid(*ROWS), inside="<office:scripts><script:event/></office:scripts>")),
        "宏",
    ),
    "an object, ods": (lambda: ("台账.ods", ods(paid(*ROWS), parts={"Object 1/content.xml": b"<x/>"})), "嵌"),
    "a link to a file, ods": (
        lambda: ("台账.ods", ods(paid(*ROWS), inside='<table:table-source xlink:href="file:///c:/a.ods"/>')),
        "外面",
    ),
    "rows without end, ods": (
        lambda: (
            "台账.ods",
            changed(
                ods(paid(*ROWS)),
                "content.xml",
                b'<table:table-row><table:table-cell office:value-type="string"><text:p>2021-04-10',
                b'<table:table-row table:number-rows-repeated="1048000"><table:table-cell office:value-type="string"><text:p>2021-04-10',
            ),
        ),
        SHEET,
    ),
    "cells far apart": (
        lambda: ("台账.xlsx", xlsx(paid(*ROWS), lambda book: page(book).cell(1_048_576, 16_384, "x"))),
        SHEET,
    ),
    "records of a wrong length": (
        lambda: ("台账.xls", xls(paid(*ROWS)).replace(b"\x09\x08\x10\x00", b"\x09\x08\xff\xff")),
        "损坏",
    ),
}


@pytest.mark.parametrize("case", WHOLE)
def test_a_workbook_that_must_not_be_published_is_refused_whole(case: str) -> None:
    make, word = WHOLE[case]
    found, report = read(*make())
    assert not found.files
    (error,) = [one for one in report.findings if one.severity is Severity.ERROR]
    assert word in error.message
    assert error.cure
    assert "附件" not in error.message


def test_the_template_s_own_sheets_give_no_remark() -> None:
    from generator.workbook.template import workbook

    _, report = read("台账.xlsx", workbook({}))
    assert report.findings == []


def test_a_cell_that_cannot_be_read_leaves_a_mark_that_no_reader_accepts() -> None:
    found, _ = read("台账.xlsx", xlsx(paid(*ROWS), formula))
    assert "\ufffd" in found.files["payments.csv"].text.splitlines()[2]
    rows: list[list[Any]] = [["项目编号*", "项目名称*", "扶持资金额度（万元）"], [ID, "甲", None]]
    book = xlsx({"项目": rows}, lambda book: book["项目"].__setitem__("C2", "=1+1"))
    found, _ = read("台账.xlsx", book)
    assert "扶持资金额度: '\ufffd'" in found.files["projects/01.yaml"].text
