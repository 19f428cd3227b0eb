"""F: one cent and one day on either side of each line."""

from datetime import date

import pytest

from tests.rules.judge import judge, messages

FIRST = "210198-2020-01"
PAID = "{日期: %s, 项目编号: 210198-2020-01, 金额: '%s', 收款单位: %s}"
SPENT = "{日期: %s, 项目编号: 210198-2020-01, 类别: 服务, 用途: 维保, 金额: '%s'}"


def test_a_cancelled_project_frees_its_subsidy() -> None:
    over = "县: {专项资金: {中央财政: '999'}}"
    assert messages("F102", over) == [
        "各项目扶持资金合计 1,000.00 万元，超过中央财政专项资金 999.00 万元，多 1.00 万元"
    ]
    assert not judge(
        "F102", f"{over}\n项目: {{'01': {{状态: 已取消, 取消: {{日期: 2021-05-01, 原因: 无力承建}}}}}}"
    )
    assert not judge("F102", "县: {专项资金: {中央财政: null}}")


def test_payments_are_held_against_the_smaller_limit() -> None:
    (hit,) = judge("F103", "项目: {'01': {扶持资金额度: '400.01', 采购: {中标金额: '399.99'}}}")
    assert hit.message == "累计拨付 400.00 万元，超过合同（中标）金额 399.99 万元，多 0.01 万元"
    (hit,) = judge("F103", "项目: {'01': {扶持资金额度: '399.99', 采购: {中标金额: '450'}}}")
    assert "超过扶持资金额度 399.99 万元" in hit.message
    assert hit.project == FIRST


def test_the_payment_that_crosses_the_limit_is_the_one_named() -> None:
    rows = ", ".join(
        PAID % row
        for row in (
            ("2021-04-01", "0", "甲公司"),
            ("2021-04-02", "0.000001", "甲公司"),
            ("2021-04-03", "5", "甲公司"),
        )
    )
    (hit,) = judge("F103", f"+payments: [{rows}]")
    assert hit.since == date(2021, 4, 2)
    assert "累计拨付 405.000001 万元" in hit.message


def test_a_cancelled_project_may_not_be_overpaid_either() -> None:
    cancelled = "项目: {'01': {扶持资金额度: '1', 状态: 已取消, 取消: {日期: 2021-05-01, 原因: 无力承建}}}"
    assert len(judge("F103", cancelled)) == 1
    assert not judge("F103", "项目: {'01': {扶持资金额度: null, 采购: {中标金额: null}}}")


@pytest.mark.parametrize("payee", ["甲公司", "甲 公 司", "　甲公司", "联合体（乙）", "联合体(乙)"])
def test_contractor_and_partners_may_be_paid_however_their_names_are_typed(payee: str) -> None:
    partner = "项目: {'01': {承办单位: {名称: 甲公司, 联合体: [{名称: 联合体（乙）}]}}}"
    assert not judge("F107", f"{partner}\n+payments: [{PAID % ('2021-04-01', '1', payee)}]")


@pytest.mark.parametrize(
    ("payee", "said"), [("甲公司分公司", "付给“甲公司分公司”"), ("null", "未写明收款单位")]
)
def test_anyone_else_is_named_and_so_is_silence(payee: str, said: str) -> None:
    (hit,) = judge("F107", f"+payments: [{PAID % ('2021-04-01', '1', payee)}]")
    assert said in hit.message
    assert hit.since == date(2021, 4, 1)
    assert not judge(
        "F107", f"项目: {{'01': {{承办单位: null}}}}\n+payments: [{PAID % ('2021-04-01', '1', payee)}]"
    )


def test_money_that_came_first_goes_out_first() -> None:
    receipts = "县: {资金到账: [{日期: 2021-05-01, 金额: '600'}, {日期: 2021-03-10, 金额: '400.000001'}]}"
    (hit,) = judge(
        "F108",
        f"{receipts}\n截至: 2021-06-09\n-payments: [{{项目编号: 210198-2020-02}}, {{项目编号: 210198-2020-03}}]",
    )
    assert hit.message == "2021-03-10 到账的 400.000001 万元，91 天后台账中仍有 0.000001 万元未拨付"
    assert hit.since == date(2021, 6, 9)
    assert hit.place.label == "资金到账 › 第2项 › 金额"
    assert messages("F108", f"{receipts}\n截至: 2021-08-01\npayments: []") == [
        "2 笔资金，合计 1,000.000001 万元未拨付：2021-03-10 到账的 400.000001 万元，144 天后台账中仍有 400.000001 万元未拨付；"
        "2021-05-01 到账的 600.00 万元，92 天后台账中仍有 600.00 万元未拨付"
    ]


@pytest.mark.parametrize(("start", "count"), [("2021-06-10", 0), ("2021-06-09", 1), ("2021-03-08", 1)])
def test_money_of_a_project_that_is_to_start_later_waits(start: str, count: int) -> None:
    later = f"项目: {{'01': {{状态: 未开工, 计划开工: {start}}}}}\n截至: 2021-06-09\n"
    assert len(judge("F108", f"{later}-payments: [{{项目编号: 210198-2020-01}}]")) == count


def test_the_days_of_grace_are_a_setting() -> None:
    idle = "payments: []\n截至: 2021-03-21\n栏目: {规则期限: {到账未拨付: '%s'}}"
    assert len(judge("F108", idle % 10)) == 1
    assert not judge("F108", idle % 11)


def test_early_payments_are_added_up_in_one_finding() -> None:
    rows = ", ".join(PAID % row for row in (("2021-02-01", "1.5", "甲公司"), ("2021-02-28", "2", "甲公司")))
    assert messages("F109", f"+payments: [{rows}]") == [
        "2021-02-01 起拨付 3.50 万元，早于合同日期 2021-03-01"
    ]


def test_a_payment_without_a_contract_date_cannot_be_checked() -> None:
    (hit,) = judge("F109", "项目: {'01': {采购: {合同日期: null}}}")
    assert hit.message == "2021-03-20 起已拨付 400.00 万元，未公开合同日期"
    assert not judge(
        "F109", "项目: {'01': {采购: {合同日期: null}}}\n-payments: [{项目编号: 210198-2020-01}]"
    )


@pytest.mark.parametrize(
    ("amount", "found"), [("400", 0), ("400.01", 0), ("400.0101", 1), ("399.99", 0), ("399.98", 1)]
)
def test_budget_lines_add_up_but_for_rounding(amount: str, found: int) -> None:
    lines = f"项目: {{'01': {{资金用途: [{{类别: 服务, 用途: 安装, 金额: '{amount}'}}]}}}}"
    assert len(judge("F112", lines)) == found


def test_the_difference_is_said_whichever_side_is_more() -> None:
    lines = "项目: {'01': {资金用途: [{类别: 服务, 用途: 安装, 金额: '399'}]}}"
    assert messages("F112", lines) == ["资金用途合计 399.00 万元，扶持资金额度 400.00 万元，相差 1.00 万元"]


def test_a_subsidy_without_budget_lines_is_said() -> None:
    assert messages("F112", "项目: {'01': {资金用途: null}}") == ["扶持资金额度 400.00 万元，未列出资金用途"]
    assert not judge("F112", "项目: {'01': {资金用途: null, 扶持资金额度: null}}")
    assert not judge("F112", "项目: {'01': {资金用途: null, 扶持资金额度: '0'}}")
    assert len(judge("F112", "项目: {'01': {资金用途: null, 扶持资金额度: '0.000001'}}")) == 1
    cancelled = "状态: 已取消, 取消: {日期: 2021-05-01, 原因: 无力承建}"
    assert not judge("F112", f"项目: {{'01': {{资金用途: null, {cancelled}}}}}")


def test_spending_may_not_run_ahead_of_payment_on_any_day() -> None:
    (hit,) = judge("F113", f"+expenditures: [{SPENT % ('2021-03-19', '0.01')}]")
    assert hit.message == "到 2021-03-19 累计使用 0.01 万元，超过累计拨付 0.00 万元，多 0.01 万元"
    assert hit.since == date(2021, 3, 19)
    assert not judge("F113", f"+expenditures: [{SPENT % ('2021-03-20', '300')}]")
    assert messages("F113", f"+expenditures: [{SPENT % ('2021-05-01', '301')}]") == [
        "到 2021-05-01 累计使用 401.00 万元，超过累计拨付 400.00 万元，多 1.00 万元"
    ]


def test_the_county_may_not_pay_more_than_it_received() -> None:
    short = "县: {资金到账: [{日期: 2021-03-10, 金额: '500'}, {日期: 2021-04-10, 金额: '%s'}]}"
    assert not judge("F113", short % "500")
    (hit,) = judge("F113", short % "499.999999")
    assert "超过累计到账 999.999999 万元，多 0.000001 万元" in hit.message
    assert hit.since == date(2021, 3, 20)
    assert not judge("F113", "县: {资金到账: null}")


def test_an_overdraft_that_was_made_good_does_not_count_from_its_beginning() -> None:
    receipts = "县: {资金到账: [{日期: 2021-03-10, 金额: '900'}, {日期: 2021-03-25, 金额: '100'}]}"
    later = f"+payments: [{PAID % ('2021-05-01', '1', '甲公司')}]"
    (hit,) = judge("F113", f"{receipts}\n{later}")
    assert hit.since == date(2021, 5, 1)


ENDED = "项目: {'01': {状态: 已取消, 取消: {日期: 2021-05-01, 原因: 一}}}\n"
BACK = "+payments: [{日期: %s, 项目编号: 210198-2020-01, 金额: '%s', 类型: %s}]\n"


@pytest.mark.parametrize(
    ("rest", "found"),
    [
        ("截至: 2021-06-30", 0),
        ("截至: 2021-07-01", 1),
        ("截至: 2021-07-01\n栏目: {规则期限: {取消后办理: '61'}}", 0),
        (BACK % ("2021-06-20", "300", "退回") + "截至: 2021-07-01", 0),
        (BACK % ("2021-06-20", "300", "收回") + "截至: 2021-07-01", 0),
        (BACK % ("2021-06-20", "299.99", "收回") + "截至: 2021-07-01", 1),
        ("-payments: [{项目编号: 210198-2020-01}]\n截至: 2021-07-01", 0),
        (
            "+expenditures: [{日期: 2021-04-30, 项目编号: 210198-2020-01, 类别: 服务, 用途: 安装, 金额: '300'}]\n截至: 2021-07-01",
            0,
        ),
    ],
)
def test_a_cancelled_project_gives_back_what_it_did_not_use(rest: str, found: int) -> None:
    told = judge("F119", ENDED + rest)
    assert len(told) == found
    assert not judge("F119", rest.partition("截至")[0] + "截至: 2021-07-01"), (
        "a project that goes on keeps its money"
    )


def test_what_a_cancelled_project_keeps_is_told_with_its_sums() -> None:
    (hit,) = judge("F119", ENDED + "截至: 2021-07-01")
    assert (
        hit.message
        == "项目于 2021-05-01 取消，拨付 400.00 万元，使用 100.00 万元，其余 300.00 万元未登记退回、收回"
    )
    assert (hit.project, hit.since) == ("210198-2020-01", date(2021, 7, 1))
