"""Who may be paid beside the contractor: those whose relation is declared, and persons on a public notice."""

import pytest

from tests.rules.judge import judge, messages

PAID = "+payments: [{日期: 2021-04-01, 项目编号: 210198-2020-01, 金额: '0', %s}]"
RELATION = "收款关系: [{单位: 丁公司, 关系: 中标单位设立的项目公司, 依据: 招标文件第八条}]"
OF_PROJECT = f"项目: {{'01': {{{RELATION}}}}}\n"
OF_CONTRACT = f"合同: [{{合同编号: HT-01, {RELATION}, 涉及项目: [{{项目编号: 210198-2020-01}}]}}]\n"
NOTICE = "公示链接: 'https://example.gov.cn/gs.html'"


@pytest.mark.parametrize("declared", [OF_PROJECT, OF_CONTRACT])
@pytest.mark.parametrize("payee", ["丁公司", "丁 公司", "丁公司　"])
def test_a_declared_payee_is_no_finding(declared: str, payee: str) -> None:
    assert not judge("F107", declared + PAID % f"收款单位: {payee}")
    assert judge("F107", PAID % f"收款单位: {payee}")


def test_a_relation_is_that_of_its_own_unit_and_project() -> None:
    assert len(judge("F107", OF_PROJECT + PAID % "收款单位: 戊公司")) == 1
    other = OF_PROJECT.replace("'01'", "'02'")
    assert len(judge("F107", other + PAID % "收款单位: 丁公司")) == 1


@pytest.mark.parametrize("payee", ["收款单位: 村民", "收款单位: 农户", "收款单位: null"])
def test_persons_are_paid_by_public_notice(payee: str) -> None:
    assert not judge("F107", PAID % f"{payee}, 收款人数: '35', {NOTICE}")
    (message,) = messages("F107", PAID % f"{payee}, 收款人数: '35'")
    assert "（公示 35 人），未填写公示链接" in message


def test_persons_without_a_number_are_a_finding() -> None:
    assert len(judge("F107", PAID % f"收款单位: 村民, {NOTICE}")) == 1


@pytest.mark.parametrize(
    "told", ["曾用名: [老公司]", "并入单位: [{名称: 老公司}]", "联合体: [{名称: 乙公司, 曾用名: [老公司]}]"]
)
def test_a_contractor_is_paid_under_its_former_name(told: str) -> None:
    own = f"项目: {{'01': {{承办单位: {{名称: 甲公司, {told}}}}}}}\n"
    assert not judge("F107", own + PAID % "收款单位: 老 公司")
    assert len(judge("F107", own + PAID % "收款单位: 旧公司")) == 1
