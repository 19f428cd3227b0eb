"""A text stays as it was typed, whatever it looks like; a number whose last digits are lost is asked about."""

from typing import Any

import pytest

from generator.intake.reading.as_meant import meant
from generator.intake.reading.csv_reader import read_csv
from generator.intake.reading.questions import question, typed
from generator.intake.screening.report import Report
from generator.model.finding import Severity
from generator.model.ledgers import Inspection, Payment
from generator.model.project import Project
from tests.support.workbooks import PAID, ROWS, ods, paid, read, xls, xlsx

MAKERS: dict[str, Any] = {"xlsx": xlsx, "xls": xls, "ods": ods}
HEAD = (*PAID, "凭证号")


def paid_with(value: Any, kind: str) -> tuple[list[dict[str, Any]], Report]:
    """The payments of a workbook, one of which has a voucher."""
    data = MAKERS[kind](paid((*ROWS[0], value), head=HEAD))
    found, report = read(f"台账.{kind}", data)
    rows = read_csv(found.files["payments.csv"].text, Payment, report)
    return [dict(row.value) for row in rows if row], report


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize(
    "text",
    [
        "912101231234567000",
        "123456789012345",
        "12345678901234500",
        "1234567890123456",
        "20210603000000000100",
    ],
)
def test_the_digits_of_a_text_are_read_without_a_word(text: str, kind: str) -> None:
    (row,), report = paid_with(text, kind)
    assert (row["凭证号"], report.findings) == (text, [])


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (912101231234567890, "912101231234568000"),
        (12345678901234567, "12345678901234600"),
        (1234567890123456, "1.23456789012346E+15"),
        (2021060300000010, "2.02106030000001E+15"),
        (98765432109876543210, "98765432109876500000"),
    ],
)
def test_a_number_of_more_than_fifteen_digits_has_lost_some(number: int, shown: str, kind: str) -> None:
    _, report = paid_with(float(number), kind)
    (told,) = report.findings
    assert (told.severity, told.place.label) == (Severity.ERROR, "凭证号")
    assert shown in told.message
    assert "文本" in told.cure


@pytest.mark.parametrize("kind", MAKERS)
def test_a_number_of_fifteen_digits_has_all(kind: str) -> None:
    (row,), report = paid_with(float(123456789012345), kind)
    assert (row["凭证号"], report.findings) == ("123456789012345", [])


@pytest.mark.parametrize(
    "text",
    [
        "'一期", "‘一期", "’一期", "''一期", "'", "''", "'912101231234567000", "'2021-06-03", "912101231234567000",
        "9.12E+17", "1E+05", "3.5e10", "'十三五'规划", "一期", "'=1+2", "' 一期", "'‘一期",
    ],
)  # fmt: skip
def test_whatever_a_text_is_a_table_holds_it(text: str) -> None:
    info = Project.model_fields["note"]
    held = typed(text, info)
    assert question(held, info) is None
    assert meant(held, info) == text


@pytest.mark.parametrize("text", ["2020.10", "Jun-21", "21/6/3", "尽快", "合同签订后90日"])
def test_a_limit_in_words_is_held_too(text: str) -> None:
    info = Inspection.model_fields["due"]
    held = typed(text, info)
    assert (question(held, info), meant(held, info)) == (None, text)


@pytest.mark.parametrize("text", ["一期", "2021-06-03", "0.10", "=1+2", "'十三五'规划", "“甲”"])
def test_no_mark_is_set_before_what_is_read_as_it_is(text: str) -> None:
    assert typed(text, Project.model_fields["note"]) == text


@pytest.mark.parametrize(("written", "value"), [("'甲公司", "甲公司"), ("''甲公司", "'甲公司")])
def test_the_first_mark_alone_is_no_part_of_the_text(written: str, value: str) -> None:
    report = Report("")
    (row,) = read_csv(
        f"日期,项目编号,金额,收款单位\n2021-03-10,210198-2020-01,1,{written}\n", Payment, report
    )
    assert row is not None
    assert row.value["收款单位"] == value
    assert len(report.findings) == (value[0] != "'")  # a mark that is needed is nobody's mistake
