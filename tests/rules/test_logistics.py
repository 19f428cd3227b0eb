"""F104–F106, F111: subsidies for shipping."""

from datetime import date

import pytest

from tests.rules.judge import judge, messages

LINES = "资金用途: [{类别: 物流补贴, 用途: %s, 金额: '400'}]"
TERMS = "物流补贴: {环节: 上行, 补贴上限: '400', 退补日期: %s, 每单补贴: '1', 与省会物流成本差额: '1'}"
CANCELLED = "状态: 已取消, 取消: {日期: 2021-05-01, 原因: 无力承建}"


def first(*own: str) -> str:
    return f"项目: {{'01': {{{', '.join(own)}}}}}"


def test_a_planned_subsidy_without_terms_is_without_limit() -> None:
    assert messages("F104", first(LINES % "上行补贴")) == ["物流补贴没有写明补贴上限和退补日期"]
    assert not judge("F104")
    assert not judge("F104", first(LINES % "上行补贴", CANCELLED))


@pytest.mark.parametrize(
    ("purpose", "found"),
    [("下行快件补贴", 1), ("上下行快件补贴", 1), ("上行快件补贴，下行不补", 0), ("快件补贴", 0)],
)
def test_a_downward_subsidy_is_seen_in_its_wording(purpose: str, found: int) -> None:
    assert len(judge("F105", first(LINES % purpose, TERMS % "2021-12-31"))) == found
    row = f"+expenditures: [{{日期: 2021-05-01, 项目编号: 210198-2020-01, 类别: 物流补贴, 用途: {purpose}, 金额: '1'}}]"
    assert len(judge("F105", row)) == found


def test_downward_in_another_category_is_no_subsidy() -> None:
    row = "+expenditures: [{日期: 2021-05-01, 项目编号: 210198-2020-01, 类别: 设施设备, 用途: 下行分拣设备, 金额: '1'}]"
    assert not judge("F105", row)


def test_a_gap_that_is_not_disclosed_cannot_be_exceeded() -> None:
    assert not judge("F106", first("物流补贴: {环节: 上行, 每单补贴: '9'}"))
    assert not judge("F106", first("物流补贴: {环节: 上行, 与省会物流成本差额: '1'}"))


def test_what_is_paid_late_is_counted_once_though_it_stands_in_two_ledgers() -> None:
    spent = "+expenditures: [{日期: 2021-04-25, 项目编号: 210198-2020-01, 类别: 物流补贴, 用途: 上行补贴, 金额: '30'}]"
    (hit,) = judge("F111", f"{first(LINES % '上行补贴', TERMS % '2021-03-19')}\n{spent}")
    assert (
        hit.message == "退补日期是 2021-03-19，2021-03-20 起仍有物流补贴：拨付 400.00 万元、支出 30.00 万元"
    )
    assert hit.since == date(2021, 3, 20)


def test_other_money_of_the_same_project_may_still_be_paid() -> None:
    mixed = "资金用途: [{类别: 物流补贴, 用途: 上行补贴, 金额: '100'}, {类别: 设施设备, 用途: 分拣线, 金额: '300'}]"
    assert not judge("F111", first(mixed, TERMS % "2021-03-01"))
    paid = "+payments: [{日期: 2021-04-01, 项目编号: 210198-2020-01, 金额: '5', 收款单位: 甲公司, 用途: 第二批补贴}]"
    (hit,) = judge("F111", f"{first(mixed, TERMS % '2021-03-31')}\n{paid}")
    assert hit.message.endswith("2021-04-01 起仍有物流补贴：拨付 5.00 万元")
    assert not judge("F111", f"{first(mixed, TERMS % '2021-04-01')}\n{paid}")


@pytest.mark.parametrize(("ends", "found"), [("2021-04-24", 1), ("2021-04-25", 0)])
def test_what_the_contractor_hands_out_counts_from_the_day_after(ends: str, found: int) -> None:
    spent = "+expenditures: [{日期: 2021-04-25, 项目编号: 210198-2020-01, 类别: 物流补贴, 用途: 上行补贴, 金额: '30'}]"
    assert len(judge("F111", f"{first(LINES % '上行补贴', TERMS % ends)}\n{spent}")) == found
