"""Lines of a ledger that hold no record: told once, not read, searched for private data all the same."""

from pathlib import Path
from typing import Any

import pytest

from generator.intake.reading.folder import Folder
from generator.intake.records.record_files import read_rows
from generator.intake.screening.report import Report
from generator.model.base import Record
from generator.model.finding import Finding, Severity
from generator.model.ledgers import Payment, Training
from tests.support.workbooks import CODE, PAID, ROWS, ods, paid, read, xls, xlsx

ID = f"{CODE}-2020-01"
HEAD = "日期,项目编号,金额,收款单位,用途,凭证号\n"
ROW = f"2021-03-10,{ID},50.00,甲公司,首付款,一号\n"


def read_ledger(text: str, model: type[Record] = Payment) -> tuple[tuple[Record, ...], list[Finding]]:
    folder = Folder(Path(), "", held={"payments.csv": text.encode()}, is_all_held=True)
    report = Report("payments.csv")
    return read_rows(folder, "payments.csv", model, report), report.findings


@pytest.mark.parametrize(
    "line",
    [
        "注：以上为截至六月底的数据,,,,,", "注: 单位为万元", "备注：第二笔待定", "注1：含质保金", "※注：不含税", "（注：以上为虚构）",
        "说明：本表按季度填报", "填表说明：一行一笔", "数据来源：县财政局", "填表人：甲,,审核人：乙,,填表日期：2021-07-01,", "填表人,甲,审核人,乙,,",
        "制表单位（盖章）：县商务局,,,,,", "单位负责人（签字）：,,,,,", "经办人：,,,联系电话：,,", "备注,以上为截至六月底的数据,,,,", "以下空白",
        "—以下无正文—", "第1页，共2页", "截至日期：2021年6月30日", ",,,,,注：数据以决算为准", "统计口径：到账数", "填报单位：青禾县商务局,,,,,",
    ],
)  # fmt: skip
@pytest.mark.parametrize("place", ["last", "between"])
def test_a_note_is_no_record_and_is_told_once(line: str, place: str) -> None:
    line = line.replace("，", "，") + "," * (5 - line.count(","))
    other = ROW.replace("一号", "二号")
    text = HEAD + (f"{ROW}{other}{line}\n" if place == "last" else f"{ROW}{line}\n{other}")
    rows, (told,) = read_ledger(text)
    assert len(rows) == 2
    assert (told.severity, told.place.line) == (Severity.NOTICE, 4 if place == "last" else 3)
    assert "未读取" in told.message


def test_the_further_lines_of_a_note_are_a_note() -> None:
    rows, told = read_ledger(f"{HEAD}{ROW}注：1.金额含税；,,,,,\n2.质保金另付；,,,,,\n3.其他见合同。,,,,,\n")
    assert len(rows) == 1
    assert [one.severity for one in told] == [Severity.NOTICE] * 3


@pytest.mark.parametrize(
    "line",
    [
        f"注：待补,{ID},30.00,乙公司,进度款,二号",
        f"备注,{ID},30.00,,,",
        f",{ID},30.00,乙公司,注：进度款,二号",
        "2021-04-10,,,注：乙公司,,",
        "以上数据截至六月底,,,,,",
        "2.质保金另付,,,,,",
        "待定,,30.00,,,",
        "说明书印制,,30.00,,,",
    ],
)
def test_what_may_be_a_record_is_not_taken_for_a_note(line: str) -> None:
    rows, told = read_ledger(f"{HEAD}{ROW}{line}\n")
    assert len(rows) == 1
    assert Severity.ERROR in {one.severity for one in told}


def test_a_column_of_words_before_the_date_is_no_note() -> None:
    text = f"对象,日期,项目编号,主题\n注：青年,2021-03-10,{ID},直播\n说明：补办,,{ID},电商\n"
    rows, told = read_ledger(text, Training)
    assert len(rows) == 1
    assert [one.severity for one in told] == [Severity.ERROR]


@pytest.mark.parametrize(
    "line",
    [
        "填表人：甲 13800138000",
        "注：卡号见附件，联系电话13800138000",
        "合计,13800138000",
        "联系电话,13800138000",
    ],
)
def test_what_is_not_read_is_searched_all_the_same(line: str) -> None:
    _, told = read_ledger(f"{HEAD}{ROW}{line}{',' * (5 - line.count(','))}\n")
    assert "P002" in {one.code for one in told}
    assert "13800138000" not in str(told)


MAKERS: dict[str, Any] = {"xlsx": xlsx, "xls": xls, "ods": ods}


@pytest.mark.parametrize("kind", MAKERS)
def test_a_note_below_a_sheet_or_a_form_is_told(kind: str) -> None:
    sheets = {
        "项目": [["项目编号*", "项目名称*"], [ID, "甲"], ["注：一行一个项目"]],
        "资金到账": [["日期*", "金额（万元）*"], ["2021-03-10", 5], ["填表人：甲", "审核人：乙"]],
        "综合验收、省级复核": [["名称", "内容"], ["综合验收 › 日期", "2022-03-10"], ["填表人：", "甲"]],
    }
    found, report = read(f"台账.{kind}", MAKERS[kind](sheets))
    assert {(one.severity, one.place.sheet) for one in report.findings} == {
        (Severity.NOTICE, title) for title in sheets
    }, report.findings
    assert set(found.files) == {"projects/01.yaml", "county.yaml", "outcome.yaml"}
    assert "甲" not in found.files["outcome.yaml"].text


@pytest.mark.parametrize("kind", MAKERS)
def test_what_stands_in_a_note_of_a_workbook_is_searched(kind: str) -> None:
    sheets = {"项目": [["项目编号*", "项目名称*"], [ID, "甲"], ["填表人：甲 13800138000"]]}
    _, report = read(f"台账.{kind}", MAKERS[kind](sheets))
    assert "P005" in {one.code for one in report.findings}
    assert "13800138000" not in str(report.findings)


@pytest.mark.parametrize("below", [[], [[]], [[], ["填表人：甲"]]])
def test_a_note_merged_over_rows_without_anything_is_a_note(below: list[list[str]]) -> None:
    rows = [PAID, *ROWS, ["注：以上为截至六月底的数据"], *below]
    data = xlsx({"专项资金拨付": rows}, lambda book: book["专项资金拨付"].merge_cells("A4:E5"))
    found, report = read("台账.xlsx", data)
    assert report.findings == []
    assert found.files["payments.csv"].text.count(ID) == 2


def test_a_merged_cell_beside_a_further_record_is_asked() -> None:
    data = xlsx(paid(*ROWS), lambda book: book["专项资金拨付"].merge_cells("D2:D3"))
    _, report = read("台账.xlsx", data)
    assert ["合并" in one.message for one in report.findings] == [True]
