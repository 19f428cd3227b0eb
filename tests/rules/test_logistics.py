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
    assert messages("F104", first(LINES % "上行补贴")) == [
        "物流补贴未写明环节、补贴上限、退补日期、每单补贴、与省会物流成本差额"
    ]
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


@pytest.mark.parametrize(
    "part",
    ["环节: 上行", "补贴上限: '400'", "退补日期: 2021-12-31", "每单补贴: '1'", "与省会物流成本差额: '1'"],
)
def test_each_term_of_a_subsidy_is_asked_for(part: str) -> None:
    terms = (TERMS % "2021-12-31").replace(part, f"{part.partition(':')[0]}: null")
    (hit,) = judge("F104", first(LINES % "上行补贴", terms))
    assert hit.message == f"物流补贴未写明{part.partition(':')[0]}"
    assert not judge("F104", first(LINES % "上行补贴", TERMS % "2021-12-31"))


OWN = "项目编号: 210198-2020-01"
SPENT = f"+expenditures: [{{日期: 2021-04-25, {OWN}, 类别: %s, 用途: %s, 金额: '30'}}]"
PAID = f"+payments: [{{日期: 2021-04-26, {OWN}, 收款单位: 甲公司, 金额: '30', 用途: %s}}]"


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (SPENT % ("物流补贴", "快件发放"), "2021-04-25 起有物流补贴：支出 30.00 万元"),
        (SPENT % ("服务", "上行快递补贴"), "2021-04-25 起有物流补贴：支出 30.00 万元"),
        (PAID % "一季度运费补贴", "2021-04-26 起有物流补贴：拨付 30.00 万元"),
        (SPENT % ("信息化", "物流补贴的系统开发"), ""),
        (SPENT % ("服务", "物流仓储服务"), ""),
        (PAID % "物流项目首付款", ""),
    ],
)
def test_a_subsidy_that_nobody_planned_is_seen_in_the_ledgers(rows: str, message: str) -> None:
    assert messages("F104", rows) == ([f"{message}，资金用途和物流补贴都未登记"] if message else [])
    planned = f"{first(LINES % '上行补贴', TERMS % '2021-12-31')}\n{rows}"
    assert not judge("F104", planned)


@pytest.mark.parametrize(
    ("purpose", "words"),
    [
        ("到村快递补贴", "到村"),
        ("快递进村补贴", "进村"),
        ("工业品下乡运费补贴", "下乡"),
        ("县到行政村配送补贴", "到行政村"),
        ("末端派件补贴", "派件"),
        ("包裹投递入户补贴", "投递"),
        ("通村快递补贴", "通村"),
        ("快递最后一公里补贴", "最后一公里"),
        ("农产品上行快件补贴", ""),
        ("快递出村补贴", ""),
        ("村到乡集货运费补贴", ""),
        ("快递进村站点揽收上行件补贴", ""),
        ("上行快件补贴，派件不补", ""),
        ("县乡快件补贴", ""),
    ],
)
def test_downward_in_other_words_is_to_be_explained(purpose: str, words: str) -> None:
    told = messages("F105", first(LINES % purpose, TERMS % "2021-12-31"))
    asked = f"资金用途“{purpose}”400.00 万元，写到“{words}”，需说明是不是下行的物流补贴"
    assert told == ([asked] if words else [])
    assert len(messages("F105", SPENT % ("物流补贴", purpose))) == bool(words)
    assert messages("F105", SPENT % ("设施设备", purpose.replace("补贴", "车辆"))) == []


@pytest.mark.parametrize(
    ("spent", "back", "found"), [("400", "0", 0), ("400.01", "0", 1), ("500", "100", 0), ("500", "99", 1)]
)
def test_a_subsidy_keeps_to_its_ceiling(spent: str, back: str, found: int) -> None:
    mixed = "资金用途: [{类别: 物流补贴, 用途: 上行补贴, 金额: '400'}, {类别: 服务, 用途: 安装, 金额: '600'}]"
    rows = f"expenditures: [{{日期: 2021-03-25, {OWN}, 类别: 物流补贴, 用途: 上行补贴, 金额: '{spent}'}}]"
    money = f"payments: [{{日期: 2021-03-20, {OWN}, 金额: '500'}}, {{日期: 2021-06-01, {OWN}, 类型: 退回, 金额: '{back}'}}]"
    if back == "0":
        money = f"payments: [{{日期: 2021-03-20, {OWN}, 金额: '{spent}'}}]"
    assert len(judge("F111", f"{first(mixed, TERMS % '2021-12-31')}\n{rows}\n{money}")) == found


def test_what_a_project_of_nothing_but_a_subsidy_is_paid_counts_as_it() -> None:
    alone = first(LINES % "上行补贴", (TERMS % "2021-12-31").replace("'400'", "'399'"))
    (hit,) = judge("F111", alone)
    assert hit.message == "补贴上限 399.00 万元，累计拨付 400.00 万元，多 1.00 万元"
    assert not judge("F111", first(LINES % "上行补贴", TERMS % "2021-12-31"))
    more = "+payments: [{日期: 2021-03-21, 项目编号: 210198-2020-01, 金额: '1'}]"
    assert not judge("F111", f"{first(LINES % '上行补贴', TERMS % '2021-12-31')}\n{more}"), "F103 says it"
