"""B: procurement."""

from datetime import date

import pytest

from generator.model.identifiers import contractor_key
from tests.rules.judge import judge, messages

CODE = "91110000600037341L"
ELSEWHERE = f"别县取消: {{{CODE}: [['210397', 乙县, 210397-2020-01, '%s']]}}"
CANCELLED = "状态: 已取消, 取消: {日期: 2021-05-01, 原因: 无力承建}"


@pytest.mark.parametrize(
    ("own", "found"),
    [
        ("采购: null", 1),
        ("采购: {方式: null}", 1),
        ("状态: 未开工, 采购: null", 0),
        ("状态: 未开工, 采购: {方式: null, 中标日期: null, 合同日期: null}", 0),
        ("状态: 未开工, 采购: {方式: null, 中标日期: null}", 1),
        (f"采购: null, {CANCELLED}", 0),
        ("采购: {方式: 单一来源}", 1),
        ("采购: {方式: 竞争性磋商}", 0),
        ("采购: {方式: 竞争性谈判}", 0),
        ("采购: {方式: 框架协议采购}", 0),
        ("采购: {方式: 邀请招标}", 0),
        ("采购: {方式: 申报评审}", 1),
        ("采购: {方式: 竞争性比选}", 1),
        ("采购: {方式: 以奖代补}", 1),
        ("采购: {方式: 以奖代补, 非公开招标理由: 办法规定先建后补}", 0),
        ("采购: {方式: 单一来源, 非公开招标理由: 唯一供应商，已公示}", 0),
    ],
)
def test_the_method_must_be_known_once_a_tender_is_over(own: str, found: int) -> None:
    assert len(judge("B101", f"项目: {{'01': {{{own}}}}}")) == found


def test_the_notice_is_named_with_what_it_lacks() -> None:
    assert messages("B102", "项目: {'01': {采购: {公告链接: null, 公告日期: null}}}") == [
        "采购未写明公告日期、公告链接"
    ]
    assert messages("B102", "项目: {'01': {采购: {公告日期: null}}}") == ["采购未写明公告日期"]
    assert not judge("B102", "项目: {'01': {采购: null}}")
    planned = "状态: 未开工, 采购: {公告链接: null, 公告日期: null, 中标日期: null, 合同日期: null}"
    assert not judge("B102", f"项目: {{'01': {{{planned}}}}}")


def test_a_partner_cancelled_elsewhere_counts_as_the_leader_does() -> None:
    partner = f"承办单位: {{名称: 甲公司, 联合体: [{{名称: 乙公司, 统一社会信用代码: {CODE}}}]}}"
    (hit,) = judge("B103", f"项目: {{'01': {{{partner}}}}}\n{ELSEWHERE % '2021-02-01'}")
    assert hit.message == "乙公司于 2021-02-01 在乙县被取消承办资格（210397-2020-01）"
    assert hit.since == date(2021, 3, 1)
    (hit,) = judge("B103", f"项目: {{'01': {{{partner}}}}}\n{ELSEWHERE % '2021-05-01'}")
    assert hit.since == date(2021, 5, 1)


@pytest.mark.parametrize("state", [CANCELLED, "状态: 已验收, 验收: {日期: 2021-06-01, 结论: 合格}"])
def test_what_is_over_is_no_risk(state: str) -> None:
    own = f"承办单位: {{名称: 甲公司, 统一社会信用代码: {CODE}}}, {state}"
    assert not judge("B103", f"项目: {{'01': {{{own}}}}}\n{ELSEWHERE % '2021-02-01'}")


def test_a_share_is_taken_of_all_projects_that_were_not_cancelled() -> None:
    both = "'01': {承办单位: {名称: 丙公司}, 扶持资金额度: '300'}, '03': {扶持资金额度: '200'}"
    assert not judge("B104", f"项目: {{{both}, '02': {{扶持资金额度: '500'}}}}")
    (hit,) = judge("B104", f"项目: {{{both}, '02': {{扶持资金额度: '499.999999', 承办单位: null}}}}")
    assert (
        hit.message
        == "丙公司承办 2 个项目，扶持资金 500.00 万元，占各项目合计（999.999999 万元）的 50.0000001%，超过 50%"
    )
    assert hit.since == date(2021, 3, 1)
    gone = f"{{扶持资金额度: '500', {CANCELLED}}}"
    assert "占各项目合计（500.00 万元）的 100%" in judge("B104", f"项目: {{{both}, '02': {gone}}}")[0].message


def test_the_share_that_counts_is_a_setting() -> None:
    assert len(judge("B104", "栏目: {规则期限: {承办集中度: '39'}}")) == 2
    assert not judge("B104", "栏目: {规则期限: {承办集中度: '40'}}")


def test_without_any_subsidy_nothing_is_concentrated() -> None:
    none = ", ".join(f"'{number}': {{扶持资金额度: null}}" for number in ("01", "02", "03"))
    assert not judge("B104", f"项目: {{{none}}}")


@pytest.mark.parametrize("other", ["状态: 已取消", "取消: {日期: 2021-05-06, 原因: 不再建设}"])
def test_the_only_project_is_no_concentration(other: str) -> None:
    assert not judge("B104", f"项目: {{'02': {{{other}}}, '03': {{{other}}}}}")


@pytest.mark.parametrize("code", ["B101", "B102"])
def test_a_gap_dates_from_the_award_or_else_the_contract(code: str) -> None:
    bought = "项目: {'01': {采购: {方式: 单一来源, 公告链接: null%s}}}"
    assert judge(code, bought % "")[0].since == date(2021, 2, 20)
    assert judge(code, bought % ", 中标日期: null")[0].since == date(2021, 3, 1)


@pytest.mark.parametrize(
    ("subsidy", "shown"),
    [("600.2", "50.01%"), ("600.01", "50.0004%"), ("600.000001", "50.00000004%"), ("900", "60%")],
)
def test_a_share_just_over_the_limit_does_not_look_like_the_limit(subsidy: str, shown: str) -> None:
    (hit,) = judge("B104", f"项目: {{'02': {{扶持资金额度: '{subsidy}'}}}}")
    assert f"的 {shown}，超过 50%" in hit.message


OLD = contractor_key("老公司", None)


@pytest.mark.parametrize(
    "told", ["曾用名: [老公司]", "曾用名: [老 公司, 旧厂]", "并入单位: [{名称: 老公司}]"]
)
def test_what_was_cancelled_under_a_former_name_is_known(told: str) -> None:
    elsewhere = f"别县取消: {{{OLD}: [['210397', 乙县, 210397-2020-01, '2021-02-01']]}}"
    (hit,) = judge("B103", f"项目: {{'01': {{承办单位: {{名称: 甲公司, {told}}}}}}}\n{elsewhere}")
    assert hit.message.replace("老 公", "老公") == (
        "甲公司（当时是老公司）于 2021-02-01 在乙县被取消承办资格（210397-2020-01）"
    )
    assert not judge("B103", f"项目: {{'01': {{承办单位: {{名称: 甲公司, 曾用名: [另一家]}}}}}}\n{elsewhere}")


def test_one_cancellation_under_both_names_is_one_finding() -> None:
    place = "[['210397', 乙县, 210397-2020-01, '2021-02-01']]"
    own = f"{{名称: 甲公司, 统一社会信用代码: {CODE}, 曾用名: [老公司]}}"
    overlay = f"项目: {{'01': {{承办单位: {own}}}}}\n别县取消: {{{OLD}: {place}, {CODE}: {place}}}"
    (hit,) = judge("B103", overlay)
    assert hit.message.startswith("甲公司于 2021-02-01")


def test_projects_under_a_former_name_count_as_one_contractors() -> None:
    own = "'01': {承办单位: {名称: 甲公司, 曾用名: [丙公司]}, 扶持资金额度: '301'}"
    shares = f"项目: {{{own}, '02': {{扶持资金额度: '499'}}, '03': {{扶持资金额度: '200'}}}}"
    (hit,) = judge("B104", shares)
    assert hit.message.startswith("甲公司承办 2 个项目，扶持资金 501.00 万元")
    assert not judge("B104", shares.replace("丙公司]", "丁公司]"))
    assert not judge("B104", shares.replace("'301'", "'299'"))


PERSON = "{名称: null, 责任人: null, 类型: 自然人, 所在乡镇: 青山镇}"


def test_natural_persons_are_nobody_in_particular() -> None:
    """Two of one town may be two; none was ever cancelled by name."""
    both = f"'01': {{承办单位: {PERSON}}}, '02': {{承办单位: {PERSON}}}"
    assert not judge("B104", f"项目: {{{both}}}")
    assert judge("B104", "项目: {'02': {承办单位: {名称: 甲公司}}}")
    nameless = "别县取消: {'': [['210397', 乙县, 210397-2020-01, '2021-02-01']]}"
    assert not judge("B103", f"项目: {{{both}}}\n{nameless}")


def test_a_natural_person_needs_no_person_in_charge() -> None:
    assert not judge("I110", f"项目: {{'01': {{承办单位: {PERSON}}}}}")
    assert judge("I110", "项目: {'01': {承办单位: {责任人: null}}}")
