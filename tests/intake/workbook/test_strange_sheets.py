"""Workbooks as strangers hand them in: read where there is no doubt, else one message that says what to do."""

from pathlib import Path
from typing import Any

import pytest

from generator.engine.steps.whole_portal import check_portal
from generator.intake.reading.csv_reader import read_csv
from generator.model.finding import Severity
from generator.model.ledgers import Payment
from tests.support.single_faults import AS_OF, COUNTY, province
from tests.support.workbooks import PAID, ROWS, ods, paid, read, xls, xlsx

SHEET = "专项资金拨付"
HEAD = list(PAID)


def told(data: bytes, name: str = "台账.xlsx") -> tuple[list[Any], list[Any]]:
    """The rows of the payments, and what is told of the workbook and of them."""
    found, report = read(name, data)
    text = found.files.get("payments.csv")
    rows = list(read_csv(text.text, Payment, report)) if text else []
    return [list(row.value.values()) for row in rows if row], report.findings


@pytest.mark.parametrize(
    "title", ["专项资金拨付台账", " 专项资金拨付", "专项资金拨付 台账", "专项资金拨付　", "专项资金拨付"]
)
def test_a_title_may_say_that_it_is_a_ledger(title: str) -> None:
    rows, findings = told(xlsx({title: [HEAD, *ROWS]}))
    assert (len(rows), findings) == (2, [])


@pytest.mark.parametrize(
    "head",
    [
        ("日期 ", "　项目编号*", "金额(万元) *", "收款单位：", "用途\n"),
        ("日期＊", "项目编号＊", "金额（万 元）", "收款单位", "用途"),
        ("日期", "项目编号", "金额[万元]", "收款单位", "用途"),
        ("日期", "项目编号", "金额【万元】*", "收款单位", "用途"),
        ("日期", "项目编号", "金额〔单位：万元〕", "收款单位", "用途"),
        ("日 期", "项目\n编号", "金 额\n（万元）", "收款\n单位", "用  途"),
        ("日期:", "项目编号:", "金额:", "收款单位:", "用途:"),
    ],
)
@pytest.mark.parametrize("make", [xlsx, xls, ods])
def test_headings_are_known_whatever_stands_around_them(head: tuple[str, ...], make: Any) -> None:
    rows, findings = told(make(paid(*ROWS, head=head)), f"台账.{make.__name__}")
    assert (len(rows), findings) == (2, [])


@pytest.mark.parametrize("unit", ["[元]", "【元】", "（千元）", "〔亿元〕"])
def test_another_unit_is_asked_whatever_the_brackets(unit: str) -> None:
    _, (one,) = told(xlsx(paid(*ROWS, head=(*PAID[:2], f"金额{unit}", *PAID[3:]))))
    assert "这一列的单位是万元" in one.message


@pytest.mark.parametrize(
    ("sheets", "word"),
    [
        ({"Sheet1": [HEAD, *ROWS]}, "是否应为“专项资金拨付”"),
        ({"拨款明细": [HEAD, *ROWS]}, "是否应为“专项资金拨付”"),
        ({"专项资金拔付": [HEAD, *ROWS]}, "是否应为“专项资金拨付”"),
        ({SHEET: [HEAD, *ROWS], "专项资金拨付 (2)": [HEAD, *ROWS]}, "已有工作表“专项资金拨付”"),
        ({"专项资金拨付 (2)": [HEAD, *ROWS], SHEET: [HEAD, *ROWS]}, "已有工作表“专项资金拨付”"),
        ({SHEET: [HEAD, *ROWS], "专项资金拨付台账": [HEAD, *ROWS]}, "已有工作表“专项资金拨付”"),
        ({"随手记": [["备忘"], ["下周开会"]]}, "删去这个工作表"),
        ({"日程": [["日期"], ["2021-03-10"]]}, "删去这个工作表"),
    ],
)
def test_a_sheet_of_another_title_is_told_with_what_it_may_be(sheets: Any, word: str) -> None:
    _, findings = told(xlsx(sheets))
    (one,) = findings
    assert (one.code, one.place.sheet) != ("E008", SHEET)
    assert word in one.cure


@pytest.mark.parametrize(
    "rows",
    [
        [["青禾县专项资金拨付台账"], HEAD, *ROWS],
        [["青禾县专项资金拨付台账"], ["单位：万元"], HEAD, *ROWS],
        [["表一"], [], HEAD, *ROWS],
        [["基本信息", None, "金额信息"], HEAD, *ROWS],
        [["拨付情况", None, None, "收款情况", "备注"], HEAD, *ROWS],
        [[*HEAD[:1], None, *HEAD[2:]], *ROWS],
        [[None, *HEAD[1:]], *ROWS],
    ],
)
def test_a_wrong_head_is_one_message(rows: list[list[Any]]) -> None:
    _, findings = told(xlsx({SHEET: rows}))
    assert [(one.code, one.severity) for one in findings] == [("E002", Severity.ERROR)]


@pytest.mark.parametrize("text", ["甲\r\n公司", "甲\r公司", "甲\n公司", "甲_x000D_公司", "甲_x000D_\n公司"])
def test_a_line_break_of_any_kind_is_one(text: str) -> None:
    found, report = read(
        "台账.xlsx", xlsx({"项目": [["项目编号*", "项目名称*", "建设内容"], [ROWS[0][1], "甲", text]]})
    )
    assert report.findings == []
    assert "甲\\U0000000a公司" in found.files["projects/01.yaml"].text


ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000
OTHER: dict[str, tuple[str, bytes, str]] = {
    "nothing": ("台账.xlsx", b"", "空的"),
    "nothing, old": ("台账.xls", b"", "空的"),
    "line ends": ("台账.ods", b"\r\n", "空的"),
    "a ledger": ("台账.xlsx", "日期,项目编号,金额\n".encode("gbk"), "不是 .xlsx 文件"),
    "a ledger as .ods": ("台账.ods", "日期,项目编号,金额\n".encode(), "不是 .ods 文件"),
    "a page": ("台账.xlsx", b"<html><table><tr><td>1</td></tr></table></html>", "不是 .xlsx 文件"),
    "a page as .xls": ("台账.xls", b"<html><table><tr><td>1</td></tr></table></html>", "不是 .xls 文件"),
    "a password": ("台账.xlsx", ENCRYPTED, "加了密"),
    "an old one": ("台账.xlsx", xls(paid(*ROWS)), "改了后缀名"),
    "a pdf": ("台账.xlsx", b"%PDF-1.4\n", "不是 .xlsx 文件"),
}


@pytest.mark.parametrize("case", OTHER)
def test_what_is_no_workbook_is_one_message_that_says_so(case: str) -> None:
    name, data, word = OTHER[case]
    rows, (one,) = told(data, name)
    assert (rows, one.code) == ([], "S003")
    assert word in one.message
    assert one.cure


def test_an_empty_workbook_is_not_passed_over(tmp_path: Path) -> None:
    root = tmp_path / "content_data"
    province(root)
    (root / COUNTY / "台账.xlsx").write_bytes(b"")
    found = [one for one in check_portal(root, AS_OF, AS_OF).findings if one.severity is Severity.ERROR]
    assert [(one.place.file, one.code) for one in found] == [(f"{COUNTY}/台账.xlsx", "S003")]


@pytest.mark.parametrize(
    "name",
    ["台账.xlsm", "台账 (1).xlsx", "青禾县台账.xlsx", "台账.et", "Book1.XLS", "台账.xlsb", "台账-2022.ods"],
)
def test_a_workbook_of_another_name_is_told_what_its_name_must_be(name: str, tmp_path: Path) -> None:
    root = tmp_path / "content_data"
    province(root)
    (root / COUNTY / name).write_bytes(xlsx(paid(*ROWS)))
    (one,) = [one for one in check_portal(root, AS_OF, AS_OF).findings if one.severity is Severity.ERROR]
    assert (one.code, one.place.file) == ("E008", f"{COUNTY}/{name}")
    assert "文件名写 台账.xlsx" in one.cure
