"""资金来源: central money is what the state's rules rest on; a project on other money is not undisclosed."""

import pytest

from generator.model.project import Project
from generator.rules.example import scene
from generator.rules.fund_use import fund_use
from tests.rules.judge import judge, messages

CITY = "项目: {'01': {扶持资金额度: null, 资金来源: [{来源: 市级, 金额: '400', 文号: 市财〔2021〕1号}]}}\n"
BASE = {"项目编号": "210198-2020-01", "项目名称": "站点", "支持方向": "物流配送", "状态": "在建"}


def project(**values: object) -> Project:
    return Project.model_validate(BASE | values)


def lines(*pairs: tuple[str, str]) -> list[dict[str, str]]:
    return [{"来源": source, "金额": amount} for source, amount in pairs]


ALL = lines(*((name, "1") for name in ("中央", "省级", "市级", "县级", "结余", "自筹", "社会资本")))


@pytest.mark.parametrize(
    ("values", "central", "fiscal", "whole"),
    [
        ({"扶持资金额度": "161", "地方配套": "14", "企业投入": "40"}, 161, 175, 215),
        ({"扶持资金额度": "1", "资金来源": ALL}, 1, 5, 7),
        ({"资金来源": ALL}, 1, 5, 7),
        ({"资金来源": lines(("市级", "120"))}, 0, 120, 120),
        ({"资金来源": lines(("结余", "1.5"), ("自筹", "2"))}, 0, "1.5", "3.5"),
        ({"资金来源": lines(("社会资本", "9"))}, 0, 0, 9),
        (
            {"扶持资金额度": "10", "资金来源": lines(("市级", "3")), "地方配套": "3", "企业投入": "2"},
            10,
            13,
            15,
        ),
        ({"扶持资金额度": "10", "资金来源": lines(("结余", "3")), "地方配套": "4"}, 10, 17, 17),
        ({"资金来源": lines(("中央", "3"), ("中央", "4"))}, 7, 7, 7),
        ({"扶持资金额度": "0", "资金来源": lines(("县级", "3"))}, 0, 3, 3),
        ({"地方配套": "3"}, None, 3, 3),
        ({}, None, 0, 0),
    ],
)
def test_each_yuan_counts_once(
    values: dict[str, object], central: object, fiscal: object, whole: object
) -> None:
    found = project(**values)
    expected = [None if value is None else float(str(value)) for value in (central, fiscal, whole)]
    assert [found.central, found.fiscal, found.investment] == expected


def test_a_project_on_city_money_has_disclosed_its_money() -> None:
    assert not judge("I106", CITY)
    assert len(judge("I106", "项目: {'01': {扶持资金额度: null, 地方配套: '400'}}")) == 1


def test_city_money_is_no_part_of_the_central_sum() -> None:
    over = "县: {专项资金: {中央财政: '%s'}}\n"
    assert not judge("F102", over % 600 + CITY)
    assert len(judge("F102", over % "599.999999" + CITY)) == 1
    mixed = (
        "项目: {'01': {扶持资金额度: '400', 资金来源: [{来源: 中央, 金额: '400'}, {来源: 省级, 金额: '90'}]}}"
    )
    assert not judge("F102", mixed)


def test_city_money_is_not_used_central_money() -> None:
    county, own = scene(CITY).county, scene().county
    assert (own.paid, county.paid) == (1000, 600)
    assert (own.spent, county.spent) == (300, 200)
    assert county.paid_of["210198-2020-01"] == 400
    use = fund_use(county)
    assert use is not None
    assert (use.paid_share, use.used_share) == (60, 20)


def test_idle_central_money_is_not_paid_with_city_money() -> None:
    (hit,) = judge("F108", f"截至: 2021-06-09\n{CITY}")
    assert hit.message.endswith("仍有 400.00 万元未拨付")


def test_city_money_has_its_own_limit() -> None:
    assert not judge("F103", CITY)
    less = CITY.replace("'400', 文号", "'399.999999', 文号")
    assert messages("F103", less) == [
        "累计拨付 400.00 万元，超过财政资金合计 399.999999 万元，多 0.000001 万元"
    ]
    (hit,) = judge("F112", CITY.replace("'400', 文号", "'399', 文号"))
    assert "财政资金合计 399.00 万元" in hit.message
    assert not judge("F112", CITY)


@pytest.mark.parametrize(
    ("own", "told"),
    [
        ("资金来源: [{来源: 中央, 金额: '400'}]", ()),
        ("资金来源: [{来源: 中央, 金额: '400.000001'}]", ("扶持资金额度",)),
        ("资金来源: [{来源: 中央, 金额: '150'}, {来源: 中央, 金额: '250'}]", ()),
        ("资金来源: [{来源: 市级, 金额: '5'}]", ()),  # the central money stands in 扶持资金额度 alone
        ("资金来源: [{来源: 中央, 金额: '5'}, {来源: 市级, 金额: '395'}]", ("扶持资金额度",)),
        (
            "资金来源: [{来源: 中央, 金额: '400'}, {来源: 省级, 金额: '2'}, {来源: 县级, 金额: '3'}], 地方配套: '5'",
            (),
        ),
        (
            "资金来源: [{来源: 中央, 金额: '400'}, {来源: 省级, 金额: '2'}, {来源: 结余, 金额: '3'}], 地方配套: '5'",
            ("地方配套",),
        ),
        ("资金来源: [{来源: 中央, 金额: '400'}], 地方配套: '5'", ()),
        ("资金来源: [{来源: 中央, 金额: '400'}, {来源: 自筹, 金额: '2'}], 企业投入: '2.01'", ("企业投入",)),
        (
            "资金来源: [{来源: 中央, 金额: '400'}, {来源: 自筹, 金额: '1'}, {来源: 社会资本, 金额: '1'}], 企业投入: '2'",
            (),
        ),
    ],
)
def test_two_figures_of_one_money_agree(own: str, told: tuple[str, ...]) -> None:
    found = judge("F117", f"项目: {{'01': {{{own}}}}}")
    assert tuple(term for hit in found for term in hit.terms) == told
