"""F115, F116 and F108: monthly totals are compared with the rows and never added to them."""

import pytest

from generator.rules.example import scene
from tests.rules.judge import judge, messages

P1 = "210198-2020-01"
TOLD = "+snapshots: [{截至: 2021-05, 项目编号: 210198-2020-01, %s}]"


@pytest.mark.parametrize(
    ("told", "agrees"),
    [
        ("累计拨付: '400'", True),
        ("累计拨付: '400.00'", True),
        ("累计拨付: '400.01'", False),
        ("累计拨付: '399.999999'", False),
        ("累计拨付: '0'", False),
        ("累计拨付: '400', 累计使用: '100'", True),
        ("累计拨付: '400', 累计使用: '100.1'", False),
        ("累计拨付: '400', 累计使用: '99'", False),
    ],
)
def test_a_total_is_the_sum_of_its_rows(told: str, agrees: bool) -> None:
    assert bool(messages("F115", TOLD % told)) is not agrees


def test_the_county_as_a_whole_and_the_words() -> None:
    (found,) = judge("F115", "+snapshots: [{截至: 2021-05, 累计拨付: '999.5', 累计使用: '300'}]")
    assert found.message == "截至 2021-05 累计拨付 999.50 万元，台账到月底的各行之和是 1,000.00 万元"
    assert (found.project, found.place.label) == ("", "累计拨付")


@pytest.mark.parametrize(
    ("day", "month", "agrees"),
    [
        ("2021-05-31", "2021-05", False),
        ("2021-06-01", "2021-05", True),
        ("2021-05-01", "2021-05", False),
        ("2021-04-30", "2021-04", False),
        ("2021-05-01", "2021-04", True),
    ],
)
def test_rows_count_to_the_last_day_of_the_month(day: str, month: str, agrees: bool) -> None:
    rows = f"+payments: [{{日期: {day}, 项目编号: {P1}, 金额: '5', 收款单位: 甲公司}}]\n"
    told = f"+snapshots: [{{截至: {month}, 项目编号: {P1}, 累计拨付: '400'}}]"
    assert (messages("F115", rows + told) == []) is agrees


def test_totals_are_compared_at_their_own_decimals() -> None:
    rows = f"+payments: [{{日期: 2021-04-01, 项目编号: {P1}, 金额: '0.004999', 收款单位: 甲公司}}]\n"
    assert messages("F115", rows + TOLD % "累计拨付: '400.00'") == []
    assert messages("F115", rows + TOLD % "累计拨付: '400.005'") == []
    assert messages("F115", rows + TOLD % "累计拨付: '400.004998'")


@pytest.mark.parametrize("told", ["395", "400"])
def test_money_that_came_back_may_be_taken_off_or_not(told: str) -> None:
    rows = f"+payments: [{{日期: 2021-04-01, 项目编号: {P1}, 类型: 退回, 金额: '5'}}]\n"
    assert messages("F115", rows + TOLD % f"累计拨付: '{told}'") == []
    assert messages("F115", rows + TOLD % "累计拨付: '390'")


def test_without_a_row_or_before_the_month_is_over_nothing_is_concluded() -> None:
    assert messages("F115", "payments: []\n" + TOLD % "累计拨付: '400'") == []
    june = f"+snapshots: [{{截至: 2021-06, 项目编号: {P1}, 累计拨付: '300'}}]\n截至: 2021-%s"
    assert messages("F115", june % "06-30") == []
    assert len(messages("F115", june % "07-01")) == 1


def test_only_the_latest_total_is_judged() -> None:
    rows = "+snapshots: [{截至: 2021-04, 累计拨付: '1'}, {截至: 2021-05, 累计拨付: '1000'}]"
    assert messages("F115", rows) == []


@pytest.mark.parametrize(
    ("more", "less", "falls"), [("100", "100", 0), ("100", "100.000001", 0), ("100", "99.999999", 1)]
)
def test_totals_do_not_fall(more: str, less: str, falls: int) -> None:
    rows = f"+snapshots: [{{截至: 2021-04, 累计拨付: '{more}'}}, {{截至: 2021-05, 累计拨付: '{less}'}}]"
    assert len(messages("F116", rows)) == falls


def test_spent_money_need_not_be_told_and_money_back_explains_a_fall() -> None:
    rows = "+snapshots: [{截至: 2021-03, 累计拨付: '9'}, {截至: 2021-05, 累计拨付: '8', 累计使用: '1'}, {截至: 2021-06, 累计拨付: '8'}]"
    assert messages("F116", rows) == [
        "截至 2021-05 累计拨付 8.00 万元，比截至 2021-03 的 9.00 万元少 1.00 万元"
    ]
    back = f"\n+payments: [{{日期: 2021-04-01, 项目编号: {P1}, 类型: 收回, 金额: '1'}}]"
    assert messages("F116", rows + back) == []


def test_no_sum_adds_them() -> None:
    plain, told = scene().county, scene(TOLD % "累计拨付: '7', 累计使用: '7'").county
    assert (told.paid, told.spent, told.paid_of[P1]) == (plain.paid, plain.spent, plain.paid_of[P1])


def test_money_is_not_called_idle_where_the_totals_say_more_was_paid() -> None:
    idle = "截至: 2021-06-09\npayments: []\n"
    assert len(messages("F108", idle)) == 1
    assert messages("F108", idle + TOLD % "累计拨付: '0.01'") == []
    assert len(messages("F108", idle + TOLD % "累计拨付: '0', 累计使用: '5'")) == 1
    assert messages("F108", idle + "+snapshots: [{截至: 2021-05, 累计拨付: '1000'}]") == []
