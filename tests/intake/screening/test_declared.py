"""不含个人信息: the province ends a false alarm of a mail address or a card number, of that value and no other."""

from pathlib import Path

import pytest

from generator.intake import read_county, read_portal
from generator.model.finding import Finding, Severity
from tests.intake.conftest import write
from tests.support.pdf_files import pdf

CARD = "6222 0212 3456 7890 128"
MOBILE = "13800138000"
ID = "11010519491231002X"
ATTACHMENT = "counties/210198/attachments/pifu.pdf"
PAYMENTS = "counties/210198/payments.csv"


def declare(root: Path, file: str, column_: str, value: str) -> None:
    path = root / "not-private.yaml"
    text = path.read_text("utf-8") if path.exists() else "不含个人信息:\n"
    entry = f"  - 记录: {file}\n    栏目: {column_}\n    值: '{value}'\n    说明: 已向财政局核实\n"
    path.write_text(text + entry, "utf-8")


def pay(root: Path, purpose: str) -> None:
    heading = "日期,项目编号,金额,收款单位,用途,凭证号"
    write(root / PAYMENTS, f"{heading}\n2021-06-30,210198-2020-01,100.00,甲公司,{purpose},1\n")


def found(root: Path) -> list[Finding]:
    read = read_portal(root)
    county = read_county(root, "210198", read.policy_ids, read.answers)
    return [*read.problems, *county.problems]


def codes(root: Path) -> list[tuple[str, str]]:
    return [(one.code, one.severity.value) for one in found(root)]


@pytest.mark.parametrize(
    ("purpose", "value"),
    [
        (f"首付款，账号{CARD}", CARD),
        (f"首付款，账号{CARD}", "6222021234567890128"),
        ("首付款，账号６２２２０２１２３４５６７８９０１２８", CARD),
        ("首付款，咨询dzsw@163.com", "dzsw@163.com"),
        ("首付款，咨询dzsw @ 163.com", "DZSW@163.com"),
    ],
)
def test_what_the_province_answers_for_is_published(column: Path, purpose: str, value: str) -> None:
    pay(column, purpose)
    assert [code for code, _ in codes(column)] in (["P003"], ["P004"])
    declare(column, PAYMENTS, "用途", value)
    assert codes(column) == []
    read = read_portal(column)
    county = read_county(column, "210198", read.policy_ids, read.answers)
    assert county.disclosure is not None
    assert county.disclosure.payments[0].purpose == purpose


def test_an_entry_holds_for_its_value_alone(column: Path) -> None:
    pay(column, "首付款，咨询dzsw@163.com")
    declare(column, PAYMENTS, "用途", "dzsw@163.com")
    pay(column, "首付款，咨询dzsw2@163.com")
    assert sorted(codes(column)) == [("E007", "notice"), ("P004", "error")]
    note = next(one for one in found(column) if one.code == "E007")
    assert (note.place.file, note.place.line) == ("not-private.yaml", 2)


@pytest.mark.parametrize(
    ("file", "column_"),
    [
        (PAYMENTS, "凭证号"),
        ("counties/210198/progress.csv", "用途"),
        ("counties/210197/payments.csv", "用途"),
    ],
)
def test_an_entry_holds_for_its_place_alone(column: Path, file: str, column_: str) -> None:
    pay(column, f"首付款，账号{CARD}")
    declare(column, file, column_, CARD)
    assert ("P003", "error") in codes(column)


@pytest.mark.parametrize(("value", "code"), [(ID, "P001"), (MOBILE, "P002")])
def test_no_id_number_and_no_mobile_can_be_answered_for(column: Path, value: str, code: str) -> None:
    pay(column, f"首付款，卡号{value}")
    declare(column, PAYMENTS, "用途", value)
    places = {one.place.file for one in found(column) if one.code == code and one.severity is Severity.ERROR}
    assert places == {PAYMENTS, "not-private.yaml"}
    assert not any(value in f"{one.message}{one.cure}{one.place}" for one in found(column))


def test_text_outside_fields_is_called_by_its_name(column: Path) -> None:
    case = "counties/210198/cases/a.md"
    front = "标题: 甲\n类别: 农产品网销\n县: '210198'\n日期: 2021-06-30\n来源: 县商务局\n"
    write(column / case, f"---\n{front}---\n\n联系 dzsw@163.com。\n")
    assert ("P004", "error") in codes(column)
    declare(column, case, "正文", "dzsw@163.com")
    assert not [code for code, _ in codes(column) if code == "P004"]


def test_the_columns_own_files_can_be_answered_for(column: Path) -> None:
    notice = "notices/a.md"
    write(
        column / notice,
        "---\n标题: 甲\n日期: 2021-06-30\n类型: 工作动态\n来源: 省商务厅dzsw@163.com\n---\n\n正文\n",
    )
    assert [code for code, _ in codes(column)] == ["P004"]
    declare(column, notice, "来源", "dzsw@163.com")
    assert codes(column) == []


@pytest.mark.parametrize(
    "file", ["counties/210198/cases/none.md", "../x.yaml", "/etc/passwd", "counties/219999/county.yaml"]
)
def test_an_entry_on_a_file_that_is_not_there_is_an_error(column: Path, file: str) -> None:
    declare(column, file, "用途", CARD)
    assert codes(column) == [("E007", "error")]


def test_a_county_cannot_answer_for_itself(column: Path) -> None:
    pay(column, f"首付款，账号{CARD}")
    declare(column / "counties/210198", PAYMENTS, "用途", CARD)
    assert ("P003", "error") in codes(column)


def test_of_a_file_in_error_it_is_not_said_that_an_entry_is_of_no_use(column: Path) -> None:
    pay(column, f"首付款，账号{CARD}")
    declare(column, PAYMENTS, "用途", CARD)
    write(column / PAYMENTS, '日期,项目编号\n"')
    assert not [one for one in found(column) if one.place.file == "not-private.yaml"]


def attach(root: Path, text: str) -> None:
    path = root / ATTACHMENT
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(pdf(text))


@pytest.mark.parametrize(
    ("text", "value"),
    [(f"card {CARD}", CARD), ("dzsw@163.com", "dzsw@163.com"), ("dzsw @163.com", "DZSW@163.COM")],
)
def test_what_stands_in_an_attachment_can_be_answered_for(column: Path, text: str, value: str) -> None:
    attach(column, text)
    assert codes(column) == [("P005", "error")]
    declare(column, ATTACHMENT, "附件", value)
    assert codes(column) == []
    attach(column, f"{text} other@163.com")
    assert codes(column) == [("P005", "error")]
    attach(column, "Tel 024-00000000")
    assert codes(column) == [("E007", "notice")]


@pytest.mark.parametrize("value", [MOBILE, ID])
def test_a_mobile_or_id_in_an_attachment_never(column: Path, value: str) -> None:
    attach(column, value)
    declare(column, ATTACHMENT, "附件", value)
    assert ("P005", "error") in codes(column)
