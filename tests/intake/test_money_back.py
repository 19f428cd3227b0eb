"""Money that comes back is a row with a 类型; a negative amount is refused, and the cure says so."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from generator import intake
from generator.intake.county.corrected_rows import settled
from tests.intake.conftest import write

HEAD = "日期,项目编号,类型,金额,收款单位,用途,凭证号\n"
ROW = "2021-06-03,210198-2020-01,,71.40,甲,首付款,1号\n"


def read(column: Path, *rows: str, head: str = HEAD) -> intake.CountyIntake:
    write(column / "counties/210198/payments.csv", head + "".join(rows))
    return intake.read_county(column, "210198", frozenset({"2020-226"}))


@pytest.mark.parametrize("kind", ["退回", "收回"])
def test_money_back_is_taken_off(column: Path, kind: str) -> None:
    found = read(column, ROW, f"2021-09-03,210198-2020-01,{kind},5,甲,审计收回,2号\n")
    assert not found.problems
    assert found.disclosure is not None
    assert (found.disclosure.paid, found.disclosure.returned) == (Decimal("66.40"), Decimal(5))


@pytest.mark.parametrize("kind", ["", "拨付", "质保金返还"])
def test_any_other_row_is_paid(column: Path, kind: str) -> None:
    found = read(column, ROW, f"2021-09-03,210198-2020-01,{kind},5,甲,尾款,2号\n")
    assert not found.problems
    assert found.disclosure is not None
    assert (found.disclosure.paid, found.disclosure.returned) == (Decimal("76.40"), 0)


@pytest.mark.parametrize("amount", ["-5", "-5.00", "－5", "−5", "(5.00)", "（5）", "-0.000001", "(5)"])
def test_a_negative_amount_is_refused_and_the_cure_names_the_kind(column: Path, amount: str) -> None:
    found = read(column, ROW, f"2021-09-03,210198-2020-01,,{amount},甲,审计收回,2号\n")
    (problem,) = found.problems
    assert (problem.code, problem.place.label) == ("E004", "金额")
    assert "是负数" in problem.message
    assert "“类型”" in problem.cure
    assert "收回" in problem.cure


def test_an_unknown_kind_lists_the_known_ones(column: Path) -> None:
    (problem,) = read(column, ROW.replace(",,", ",追回,")).problems
    assert problem.code == "E005"
    assert all(kind in problem.message + problem.cure for kind in ("拨付", "退回", "收回", "质保金返还"))


def test_a_row_of_the_wrong_kind_is_corrected_by_another(column: Path) -> None:
    """A recovery written as a payment: the row that corrects it takes its place, and the money goes the other way."""
    head = HEAD.replace("\n", ",更正\n")
    wrong = "2021-09-03,210198-2020-01,,5,甲,审计收回,2号,\n"
    right = "2021-10-03,210198-2020-01,收回,5,甲,审计收回,3号,2021-09-03 2号\n"
    found = read(column, ROW.replace("\n", ",\n"), wrong, right, head=head)
    assert not found.problems
    assert found.disclosure is not None
    county = settled(found.disclosure, date(2022, 6, 30))
    assert (county.paid, county.returned) == (Decimal("66.40"), Decimal(5))


def test_a_payment_and_its_return_on_one_day_are_two_rows(column: Path) -> None:
    rows = ["2021-06-03,210198-2020-01,,5,甲,首付款,\n", "2021-06-03,210198-2020-01,退回,5,甲,首付款,\n"]
    found = read(column, *rows)
    assert not found.problems
    assert found.disclosure is not None
    assert found.disclosure.paid == 0


def test_money_recalled_by_the_level_above_is_taken_off_what_was_received(column: Path) -> None:
    path = column / "counties/210198/county.yaml"
    receipts = (
        "资金到账:\n  - {日期: 2021-03-10, 金额: 100}\n  - {日期: 2021-05-10, 金额: 3.2, 类型: 上级收回}\n"
    )
    write(path, path.read_text("utf-8") + receipts)
    found = intake.read_county(column, "210198", frozenset({"2020-226"}))
    assert not found.problems
    assert found.disclosure is not None
    assert found.disclosure.county.received == Decimal("96.8")
