"""E017: what is asked of the submitter alone, and what is not worth asking."""

import pytest

from generator.model.finding import Severity
from generator.rules import check_county
from generator.rules.example import scene
from tests.rules.judge import judge, messages

P1 = "210198-2020-01"
MONTHS = ("2021-03", "2021-04", "2021-05", "2021-06")


def _sales(label: str, *values: str) -> str:
    rows = [
        f"{{月份: {month}, 项目编号: {P1}, {label}: '{value}'}}"
        for month, value in zip(MONTHS, values, strict=False)
        if value
    ]
    return f"transactions: [{', '.join(rows)}]"


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (("12", "13000", "11"), "2021-04 的网络零售额是 13000，前后月份是 12、11"),
        (("12", "12000", "11"), "2021-04 的网络零售额是 12000，前后月份是 12、11"),
        (("12", "11999.99", "11"), ""),
        (("12", "0.011", "11"), "2021-04 的网络零售额是 0.011，前后月份是 12、11"),
        (("12", "0.02", "11"), ""),
        (("12000", "12", "11"), "2021-03 的网络零售额是 12000，前后月份是 12"),
        (("0.01", "12", "14", "15"), ""),
        (("0", "12", "0", "13"), ""),
        (("12", "", "13000", "12"), "2021-05 的网络零售额是 13000，前后月份是 12、12"),
        (("12",), ""),
    ],
)
def test_a_month_a_thousand_times_its_neighbours(values: tuple[str, ...], message: str) -> None:
    assert messages("E017", _sales("网络零售额", *values)) == ([message] if message else [])


@pytest.mark.parametrize("label", ["农产品网络零售额", "订单量", "上行件量", "下行件量"])
def test_every_column_is_looked_at(label: str) -> None:
    assert len(judge("E017", _sales(label, "12", "120000", "11"))) == 1


def test_farm_sales_are_part_of_all_sales() -> None:
    row = f"{{月份: %s, 项目编号: {P1}, 网络零售额: %s, 农产品网络零售额: '8'}}"
    rows = ", ".join(row % pair for pair in (("2021-03", "'7.99'"), ("2021-04", "'8'"), ("2021-05", "'5'")))
    (hit,) = judge("E017", f"transactions: [{rows}]")
    assert hit.message == "2021-03、2021-05 的农产品网络零售额大于网络零售额"
    assert hit.project == P1
    assert not judge("E017", f"transactions: [{row % ('2021-03', 'null')}]")


@pytest.mark.parametrize(
    ("name", "value", "unit", "found"),
    [
        ("行政村物流覆盖率", "100", "'%'", 0),
        ("行政村物流覆盖率", "100.1", "'%'", 1),
        ("行政村物流覆盖率", "120%", "null", 1),
        ("行政村物流覆盖率", "不低于100%", "null", 0),
        ("行政村物流覆盖率", "171", "个", 0),
        ("农村网络零售额增速", "120", "'%'", 0),
    ],
)
def test_nothing_covers_more_than_the_whole(name: str, value: str, unit: str, found: int) -> None:
    goal = f"县: {{绩效目标: [{{指标: {name}, 单位: {unit}, 目标: '100', 当前: '{value}'}}]}}"
    assert len(judge("E017", goal)) == found
    target = (
        f"项目: {{'01': {{绩效目标: [{{指标: {name}, 单位: {unit}, 目标值: '100', 完成值: '{value}'}}]}}}}"
    )
    assert len(judge("E017", target)) == found


def test_goals_that_nobody_brought_up_to_date() -> None:
    goals = "县: {绩效目标: [{指标: 一, 目标: '1', 当前: '1', 截至: %s}, {指标: 二, 目标: '1', 当前: '1', 截至: 2021-06-30}]}"
    assert messages("E017", goals % "2018-06-30") == ["1 项绩效目标已过 12 个月未更新，最早的截至 2018-06-30"]
    assert len(messages("E017", goals % "2020-06-29")) == 1
    assert not messages("E017", goals % "2020-06-30")
    passed = f"{goals % '2018-06-30'}\n成果: {{综合验收: {{日期: 2021-06-20, 结论: 合格}}}}"
    assert not messages("E017", passed)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("甲电子商务有限公司、乙物流有限公司", 1),
        ("甲电子商务有限公司和乙合作社", 1),
        ("甲公司（牵头）、乙公司", 1),
        ("甲公司+乙大学", 1),
        ("中国邮政集团有限公司辽宁省分公司", 0),
        ("甲公司（原乙公司）", 0),
        ("示例县供销合作社联合社", 0),
        ("甲和乙商贸有限公司", 0),
        ("示例县农业技术推广与服务中心", 0),
    ],
)
def test_one_name_is_one_firm(name: str, found: int) -> None:
    assert len(judge("E017", f"项目: {{'01': {{承办单位: {{名称: {name}}}}}}}")) == found


def test_money_used_of_an_allocation_that_nobody_disclosed_is_a_finding_already() -> None:
    found = {one.code for one in check_county(scene("县: {专项资金: {中央财政: null}}"))}
    assert "I112" in found


def test_only_the_submitter_is_told() -> None:
    (hit,) = (
        one for one in check_county(scene(_sales("网络零售额", "12", "13000", "11"))) if one.code == "E017"
    )
    assert hit.severity is Severity.NOTICE
