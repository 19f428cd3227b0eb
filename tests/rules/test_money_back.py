"""Money that came back ends the findings that asked for it, and makes none of its own."""

import pytest

from generator.rules.example import scene
from generator.rules.run import check_county
from tests.rules.judge import judge, messages

MOVED = "{日期: %s, 项目编号: 210198-2020-01, 金额: '%s', 类型: %s, 收款单位: %s, 用途: %s}"
PAID = "{日期: %s, 项目编号: 210198-2020-01, 金额: '%s', 收款单位: 甲公司}"
SPENT = "{日期: %s, 项目编号: 210198-2020-01, 类别: %s, 用途: %s, 金额: '%s'}"


def back(day: str, amount: str, kind: str = "收回", payee: str = "甲公司", purpose: str = "审计收回") -> str:
    return MOVED % (day, amount, kind, payee, purpose)


OVERPAID = "+payments: [" + PAID % ("2021-04-01", "10") + ", %s]"


@pytest.mark.parametrize("kind", ["收回", "退回"])
def test_an_overpayment_ends_when_the_last_cent_is_back(kind: str) -> None:
    assert not judge("F103", OVERPAID % back("2021-05-01", "10", kind))
    (hit,) = judge("F103", OVERPAID % back("2021-05-01", "9.999999", kind))
    assert hit.message == (
        "累计拨付 410.00 万元，减去退回、收回的 9.999999 万元，超过扶持资金额度 400.00 万元，多 0.000001 万元"
    )
    assert str(hit.since) == "2021-04-01"


def test_a_second_overpayment_dates_from_itself() -> None:
    rows = f"{back('2021-05-01', '10')}, {PAID % ('2021-06-01', '3')}"
    (hit,) = judge("F103", OVERPAID % rows)
    assert (hit.message[-9:], str(hit.since)) == ("多 3.00 万元", "2021-06-01")


def test_released_retention_counts_as_paid() -> None:
    assert not judge(
        "F103", f"-payments: [{{项目编号: 210198-2020-01}}]\n+payments: [{PAID % ('2021-04-01', '388')}]"
    )
    assert len(judge("F103", f"+payments: [{back('2021-05-01', '0.01', '质保金返还')}]")) == 1


FORBIDDEN = "+expenditures: [" + SPENT % ("2021-05-01", "征地拆迁", "场地补偿", "8") + "]\n"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (back("2021-06-01", "8"), []),
        (back("2021-05-01", "8", "退回"), []),
        (f"{back('2021-05-02', '3')}, {back('2021-06-01', '5', '退回')}", []),
        (back("2021-06-01", "7.99"), ["；已收回 7.99 万元"]),
        (back("2021-04-30", "8"), ["支出 8.00 万元"]),
        (back("2021-06-01", "8", "质保金返还"), ["支出 8.00 万元"]),
    ],
)
def test_a_forbidden_expenditure_ends_when_its_money_is_back(rows: str, said: list[str]) -> None:
    found = messages("F114", f"{FORBIDDEN}+payments: [{rows}]")
    assert len(found) == len(said)
    assert all(message.endswith(end) for message, end in zip(found, said, strict=True))


def test_money_of_another_project_ends_nothing() -> None:
    other = back("2021-06-01", "8").replace("2020-01", "2020-02")
    assert len(judge("F114", f"{FORBIDDEN}+payments: [{other}]")) == 1


def test_forbidden_categories_come_before_suspect_wordings() -> None:
    spent = f"{SPENT % ('2021-04-21', '服务', '直播间付费推流充值', '2')}, {SPENT % ('2021-05-01', '征地拆迁', '场地', '8')}"
    rows = f"+expenditures: [{spent}]\n+payments: [{back('2021-06-01', '%s')}]"
    assert (len(judge("F101", rows % 8)), len(judge("F114", rows % 8))) == (1, 0)
    assert (len(judge("F101", rows % "9.99")), len(judge("F114", rows % "9.99"))) == (1, 0)
    assert not judge("F101", rows % 10)


RETURN_ALONE = "+payments: [%s]"


@pytest.mark.parametrize("purpose", ["收回提取的工作经费", "收回购买流量的支出", "审计收回征地补偿"])
@pytest.mark.parametrize("payee", ["甲公司", "示例县财政局", "null"])
def test_money_back_makes_no_finding_of_its_own(purpose: str, payee: str) -> None:
    for code in ("F101", "F103", "F107", "F109", "F111", "F113", "F114"):
        assert not judge(code, RETURN_ALONE % back("2021-05-01", "5", "收回", payee, purpose)), code


def test_a_subsidy_is_not_paid_on_when_money_comes_back_after_its_end() -> None:
    subsidy = (
        "项目: {'01': {物流补贴: {环节: 上行, 补贴上限: '400', 退补日期: 2021-03-20, 每单补贴: '1', 与省会物流成本差额: '2'},"
        " 资金用途: [{类别: 物流补贴, 用途: 上行补贴, 金额: '400'}]}}\n"
    )
    assert not judge("F111", subsidy + RETURN_ALONE % back("2021-05-01", "5", purpose="收回补贴"))
    assert len(judge("F111", subsidy + RETURN_ALONE % PAID % ("2021-05-01", "5"))) == 1


def test_spending_is_held_against_what_the_contractor_still_has() -> None:
    returned = back("2021-05-01", "300", "退回")
    spending = "+expenditures: [" + SPENT % ("2021-05-02", "服务", "维保", "%s") + "]\n"
    assert not judge("F113", spending % "0" + RETURN_ALONE % returned)
    assert messages("F113", spending % "0.01" + RETURN_ALONE % returned) == [
        "到 2021-05-02 累计使用 100.01 万元，超过累计拨付 100.00 万元，多 0.01 万元"
    ]


def test_what_was_spent_and_recovered_may_be_paid_and_spent_again() -> None:
    spending = SPENT % ("2021-04-21", "服务", "维保", "300"), SPENT % ("2021-06-02", "服务", "维保", "%s")
    rows = f"+payments: [{back('2021-05-01', '5')}, {PAID % ('2021-06-01', '5')}]\n+expenditures: [{', '.join(spending)}]"
    assert not judge("F113", rows % "5")
    assert len(judge("F113", rows % "5.01")) == 1


def test_money_that_came_back_is_idle_from_the_day_it_did() -> None:
    returned = RETURN_ALONE % back("2021-04-01", "5")
    assert not judge("F108", f"截至: 2021-06-30\n{returned}")
    (hit,) = judge("F108", f"截至: 2021-07-01\n{returned}")
    assert hit.message == "2021-04-01 收回的 5.00 万元，91 天后台账中仍有 5.00 万元未拨付"
    assert not judge(
        "F108", f"截至: 2021-07-01\n+payments: [{back('2021-04-01', '5')}, {PAID % ('2021-06-01', '5')}]"
    )


ALL = (("01", "400"), ("02", "400"), ("03", "200"))
"""What is paid to each project in full, 万元."""
RECALLED = (
    "县: {资金到账: [{日期: '2021-03-10', 金额: '1000'}, {日期: '2021-05-01', 金额: '%s', 类型: 上级收回}]}\n"
)


def test_what_the_level_above_recalled_does_not_lie_idle() -> None:
    left = "截至: 2021-06-30\n-payments: [{项目编号: 210198-2020-03}]\n"
    assert messages("F108", left) == ["2021-03-10 到账的 1,000.00 万元，112 天后台账中仍有 200.00 万元未拨付"]
    assert not judge("F108", left + RECALLED % 200)
    assert len(judge("F108", left + RECALLED % "199.99")) == 1


def test_payments_are_held_against_what_was_not_recalled() -> None:
    assert len(judge("F113", RECALLED % "0.01")) == 1
    assert not judge("F113", f"{RECALLED % 5}{RETURN_ALONE % back('2021-04-01', '5')}")


@pytest.mark.parametrize(("amount", "findings"), [("100", 0), ("100.000001", 1)])
def test_use_counts_what_was_not_given_back(amount: str, findings: int) -> None:
    """All of 1000 is spent; with 100 of it recovered, 90 % is used."""
    rows = [
        (SPENT % ("2021-04-20", "服务", "维保", sum_)).replace("-01,", f"-{number},") for number, sum_ in ALL
    ]
    done = "成果: {综合验收: {日期: '2021-06-29', 结论: 合格}}\n"
    assert (
        len(
            judge(
                "A102",
                f"expenditures: [{', '.join(rows)}]\n{done}{RETURN_ALONE % back('2021-05-01', amount)}",
            )
        )
        == findings
    )


def test_a_county_with_money_back_has_no_finding_it_had_not_before() -> None:
    before = {finding.code for finding in check_county(scene())}
    row = back("2021-06-20", "5", payee="示例县财政局", purpose="收回超付")
    assert {finding.code for finding in check_county(scene(RETURN_ALONE % row))} == before
