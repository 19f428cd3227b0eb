"""The calendar has the days on which contracts agree to pay, and to release what is retained."""

from datetime import date

import pytest

from generator.rules.example import scene
from generator.views.deadlines import Deadline, county_deadlines

CONTRACT = "合同: [{合同编号: HT-01, 名称: 中心, 合同金额: '400', 付款约定: {%s}, %s 涉及项目: [{项目编号: 210198-2020-01}]}]\n"
PARTS = "分期: [{节点: 到货, 比例: '30', 应付日期: 2021-07-31%s}]"


def found(terms: str, other: str = "") -> list[Deadline]:
    seen = scene(CONTRACT % (terms, other))
    days = county_deadlines(seen.county, None, seen.site, seen.as_of)
    return [item for item in days if item.key.startswith(("instalment/", "release/"))]


def test_what_will_be_due_is_in_the_calendar() -> None:
    (item,) = found(PARTS % "")
    assert (item.day, item.kind, item.title) == (date(2021, 7, 31), "付款节点", "示例县 中心")
    assert item.text[:2] == ("到货", "120.00 万元")
    assert item.key == "instalment/210198/HT-01/%E5%88%B0%E8%B4%A7"


@pytest.mark.parametrize(
    ("terms", "other"),
    [
        (PARTS % ", 达成日期: 2021-06-30", ""),
        (PARTS % "", "终止: {日期: 2021-06-01, 原因: 协商},"),
        ("分期: [{节点: 到货, 比例: '30'}]", ""),
        ("质保金比例: '5', 质保金返还条件: 验收合格满一年", ""),
    ],
)
def test_what_is_paid_ended_or_without_a_day_is_not(terms: str, other: str) -> None:
    assert not found(terms, other)


def test_the_release_of_what_is_retained_has_a_day() -> None:
    (item,) = found("质保金比例: '5', 质保金返还日期: 2022-06-30")
    assert (item.day, item.kind) == (date(2022, 6, 30), "质保金返还")
    assert "20.00 万元" in item.text
