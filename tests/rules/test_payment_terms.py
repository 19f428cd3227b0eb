"""Money that a contract does not agree to pay yet does not lie idle."""

import pytest

from generator.rules.example import scene
from generator.rules.facts import not_due
from tests.rules.judge import judge

LEFT = "截至: 2021-06-30\n-payments: [{项目编号: 210198-2020-01}]\n+payments: [{日期: 2021-03-20, 项目编号: 210198-2020-01, 金额: '%s', 收款单位: 甲公司}]\n"
"""Of 1000 received on 2021-03-10, all is paid but for a part of the 400 of the first project."""
TERMS = "合同: [{合同编号: HT-01, 合同金额: '400', 付款约定: {%s}, 涉及项目: [{项目编号: 210198-2020-01}]}]\n"
PARTS = "分期: [{节点: 签约, 比例: '30', 达成日期: 2021-03-01}, {节点: 到货, 比例: '30', 达成日期: %s}, {节点: 验收, 比例: '40'}]"


@pytest.mark.parametrize(
    ("paid", "terms", "idle"),
    [
        ("240", PARTS % "2021-06-30", 0),
        ("239.99", PARTS % "2021-06-30", 1),
        ("120", PARTS % "2021-07-01", 0),
        ("240", "质保金比例: '5'", 1),
        ("380", "质保金比例: '5'", 0),
        ("379.99", "质保金比例: '5'", 1),
        ("380", "质保金比例: '5', 质保金返还日期: 2021-06-30", 1),
        ("380", "质保金比例: '5', 质保金返还日期: 2021-07-01", 0),
    ],
)
def test_what_is_not_due_is_not_idle(paid: str, terms: str, idle: int) -> None:
    assert len(judge("F108", LEFT % paid + TERMS % terms)) == idle


def test_it_is_idle_without_terms() -> None:
    assert len(judge("F108", LEFT % "240")) == 1


def test_no_more_waits_than_is_left_to_pay_of_central_money() -> None:
    assert not_due(scene(LEFT % "390" + TERMS % "质保金比例: '5'")) == 10
    assert not_due(scene(TERMS % "质保金比例: '5'")) == 0
    city = "项目: {'01': {扶持资金额度: null, 资金来源: [{来源: 市级, 金额: '400'}]}}\n"
    assert not_due(scene(LEFT % "0" + city + TERMS % "质保金比例: '5'")) == 0
