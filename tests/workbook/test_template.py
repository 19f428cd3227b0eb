"""The workbook that a clerk gets: what Excel and WPS must not rewrite, what is told, what can be chosen."""

from io import BytesIO
from typing import Any

import openpyxl
import pytest

from generator.intake.workbook.sheets import CHOICES, GUIDE, Column, Sheet, sheets
from generator.model.codelists import Direction, Status
from generator.model.fields import held_by
from generator.model.types import Count, Money, MovedMoney, Number, Percent
from generator.workbook.cell_help import note
from generator.workbook.convert import with_batch
from generator.workbook.template import workbook

_NUMBERS = (Money, MovedMoney, Number, Percent, Count)
LAST = 10_000


@pytest.fixture(scope="module")
def blank() -> Any:
    """Without a record, with the sheets of later batches."""
    return openpyxl.load_workbook(BytesIO(workbook(with_batch({}, 2022))))


def test_the_sheets_of_later_batches_are_there_for_whom_they_concern() -> None:
    names = openpyxl.load_workbook(BytesIO(workbook({}))).sheetnames
    assert names == [GUIDE, *(found.title for found in sheets() if not found.is_of_batches), CHOICES]


def sheet(title: str) -> Sheet:
    return next(found for found in sheets() if found.title == title)


def cell_of(found: Sheet, column: Column) -> tuple[int, int]:
    """Row and column of the first cell in which a value is typed."""
    number = found.all_columns.index(column) + 1
    return (number + 1, 2) if found.is_form else (2, number)


COLUMNS = [(found, column) for found in sheets() for column in found.all_columns]


def test_sheets_stand_in_the_order_of_the_model_between_the_instructions_and_the_hidden_choices(
    blank: Any,
) -> None:
    assert blank.sheetnames == [GUIDE, *(found.title for found in sheets()), CHOICES]
    assert [page.title for page in blank if page.sheet_state != "visible"] == [CHOICES]


def test_instructions_are_ten_sentences_and_a_way_to_each_sheet(blank: Any) -> None:
    cells = [[cell.value for cell in row] for row in blank[GUIDE]]
    assert [row[0] for row in cells[1:11]] == [str(number) for number in range(1, 11)]
    assert all(row[1].endswith("。") for row in cells[1:11])
    links = {cell.hyperlink.location for (cell, *_) in blank[GUIDE].iter_rows() if cell.hyperlink}
    assert links == {f"'{found.title}'!A1" for found in sheets()}


def test_headings_have_the_unit_and_the_mark_of_what_is_required(blank: Any) -> None:
    payments = [cell.value for cell in blank["专项资金拨付"][1]]
    assert payments[:4] == ["日期*", "项目编号*", "金额（万元）*", "类型"]
    form = [row[0].value for row in blank["示范县基本信息"]]
    assert form[:3] == ["名称", "名称*", "行政区划代码*"]
    assert "专项资金 › 中央财政（万元）" in form


def test_a_column_is_a_text_unless_it_holds_numbers(blank: Any) -> None:
    wrong = []
    for found, column in COLUMNS:
        row, number = cell_of(found, column)
        page = blank[found.title]
        styles = [style for style in page.column_dimensions.values() if style.min <= number <= style.max]
        style = page.cell(row, number) if found.is_form else styles[0]
        if (style.number_format != "@") != (held_by(column.info) in _NUMBERS):
            wrong.append((found.title, column.name, style.number_format))
    assert wrong == []


def test_a_cell_tells_what_the_model_says_of_its_field(blank: Any) -> None:
    rules = {
        (page.title, str(rule.sqref)): rule.prompt
        for page in blank
        for rule in page.data_validations.dataValidation
    }
    for found, column in COLUMNS:
        row, number = cell_of(found, column)
        first = blank[found.title].cell(row, number).coordinate
        cells = first if found.is_form else f"{first}:{first.rstrip('2')}{LAST}"
        assert (rules.get((found.title, cells)) or "") == note(column), (found.title, column.name)
        assert (column.info.description or "")[:100].rstrip("。") in note(column)


def test_later_batches_are_chosen_from_their_sheet(blank: Any) -> None:
    for title in ("后续批次·资金到账", "后续批次·实施方案", "后续批次·整改清单"):
        rules = [rule for rule in blank[title].data_validations.dataValidation if "A2" in str(rule.sqref)]
        assert [rule.formula1 for rule in rules] == [f"'后续批次·资金和目标'!$A$2:$A${LAST}"]
    assert blank["后续批次·资金和目标"]["A2"].value == "2022"


@pytest.mark.parametrize(
    ("title", "heading", "words"),
    [
        ("项目", "支持方向", [entry.label for entry in Direction]),
        ("项目建设进度", "状态", [entry.label for entry in Status]),
        ("项目", "续建", ["是", "否"]),
    ],
)
def test_words_are_chosen_from_the_codelist(title: str, heading: str, words: list[str], blank: Any) -> None:
    found = sheet(title)
    column = next(column for column in found.columns if column.name == heading)
    place = blank[title].cell(2, found.all_columns.index(column) + 1).coordinate
    (rule,) = (rule for rule in blank[title].data_validations.dataValidation if place in rule.sqref)
    name, _, cells = rule.formula1.partition("!")
    assert name == CHOICES
    assert [cell.value for (cell,) in blank[CHOICES][cells.replace("$", "")]] == words
    assert (rule.type, rule.errorStyle) == ("list", "warning")


@pytest.mark.parametrize(
    ("title", "heading", "source"),
    [
        ("专项资金拨付", "项目编号", "项目"),
        ("项目·资金用途", "项目编号", "项目"),
        ("合同·涉及项目", "合同编号", "合同"),
        ("合同·承办单位·联合体·并入单位", "合同编号", "合同"),
        ("费用·支付", "名称", "费用"),
    ],
)
def test_numbers_of_projects_and_contracts_are_chosen_from_their_sheets(
    title: str, heading: str, source: str, blank: Any
) -> None:
    found = sheet(title)
    number = [column.name for column in found.all_columns].index(heading) + 1
    cell = blank[title].cell(2, number).coordinate
    (rule,) = (rule for rule in blank[title].data_validations.dataValidation if cell in rule.sqref)
    assert rule.formula1 == f"'{source}'!$A$2:$A${LAST}"


def test_headings_stay_in_sight(blank: Any) -> None:
    assert blank["项目"].freeze_panes == "C2"
    assert blank["合同·承办单位·联合体·并入单位"].freeze_panes == "C2"
    assert blank["专项资金拨付"].freeze_panes == "B2"
    assert blank["示范县基本信息"].freeze_panes == "B2"


def test_equal_records_give_equal_bytes() -> None:
    rows = {sheet("项目"): [{"项目编号": "210198-2020-01", "项目名称": "中心", "扶持资金额度": "1.50"}]}
    assert workbook(rows) == workbook(rows)


@pytest.mark.parametrize(
    ("heading", "text", "value"),
    [
        ("扶持资金额度", "350.00", 350),
        ("扶持资金额度", "0.000001", 0.000001),
        ("扶持资金额度", "1234567890.123456", "1234567890.123456"),  # more digits than a number keeps
        ("扶持资金额度", "-5", "-5"),
        ("扶持资金额度", "３５０", "３５０"),
        ("项目名称", "350.00", "350.00"),
        ("续建", "true", "是"),
        ("项目名称", "=1+2", "=1+2"),
        ("备注", "https://example.gov.cn/", "https://example.gov.cn/"),
        ("承办单位 › 统一社会信用代码", "911101080000000001", "911101080000000001"),
        ("完成时限", "2021-06-30", "2021-06-30"),
    ],
)
def test_only_a_number_of_which_no_digit_is_lost_is_a_number(heading: str, text: str, value: object) -> None:
    found = sheet("项目")
    book = openpyxl.load_workbook(BytesIO(workbook({found: [{heading: text}]})))
    number = [column.name for column in found.columns].index(heading) + 1
    cell = book["项目"].cell(2, number)
    assert (cell.value, cell.hyperlink, cell.data_type in {"n", "s"}) == (value, None, True)


def test_a_paragraph_is_seen_as_a_whole() -> None:
    found = sheet("项目")
    book = openpyxl.load_workbook(
        BytesIO(workbook({found: [{"建设内容": "甲" * 60}, {"建设内容": "甲\n乙\n丙"}, {}]}))
    )
    heights = [book["项目"].row_dimensions[row].height for row in (2, 3, 4)]
    assert heights == [49.5, 49.5, None]


def test_a_note_cites_the_notice_in_words_and_no_inner_name() -> None:
    told = [note(column) for found in sheets() for column in found.all_columns]
    assert any(text.startswith("通知要求公开，见《通知》第五部分第（六）项") for text in told)
    assert [text for text in told if "disclosure" in text or "（通知" in text] == []


@pytest.mark.parametrize(
    "text",
    [
        "<r>&",
        "<r></r>",
        "<r>甲</r>",
        "<r><t>甲</t></r>",
        "<r>一\n二</r>",
        "<r>&amp;</r>",
        "</r>",
        "=1+1",
        "http://example.gov.cn",
        " 甲 ",
    ],
)
def test_a_text_is_read_as_it_was_written(text: str) -> None:
    found = next(sheet for sheet in sheets() if not sheet.is_form)
    column = next(one for one in found.all_columns if held_by(one.info) not in _NUMBERS)
    book = openpyxl.load_workbook(BytesIO(workbook({found: [{column.name: text}]})))
    cells = [cell.value for cell in book[found.title][2] if cell.value is not None]
    assert [str(cell).strip() for cell in cells] == [text.strip()]
