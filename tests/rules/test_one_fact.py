"""One fact is one finding: a rule covers what another would say of the same value, and counts projects."""

import pytest

from generator.model.finding import Severity
from generator.rules import check_county, find
from generator.rules.base import Hit
from generator.rules.example import scene
from generator.rules.one_fact import one_fact_once

P1, P2, P3 = (f"210198-2020-{number:02d}" for number in (1, 2, 3))
_FINAL = (
    "成果: {综合验收: {日期: 2021-06-20, 第三方机构: 事务所, 目标完成情况: 一, 实际效果: 二, 存在问题: 三, 结论: 合格,"
    " 专项资金使用率: '91', 改进要求: 四, 工作建议: 五, 签字: {单位: 市商务局, 职务: 副局长, 日期: 2021-06-22}},"
    " 省级复核: {日期: 2021-06-25, 结论: 合格}}\n"
    "项目: {'01': {状态: 投入使用}, '02': {状态: 投入使用}, '03': {状态: 投入使用}}\n"
    "+progress: ["
    + ", ".join(f"{{日期: 2021-06-20, 项目编号: {id_}, 进度: '100', 状态: 投入使用}}" for id_ in (P1, P2, P3))
    + "]\n"
)


def codes(overlay: str) -> list[str]:
    found = check_county(scene(overlay))
    return sorted(one.code for one in found if one.severity is not Severity.NOTICE)


@pytest.mark.parametrize(
    ("overlay", "told"),
    [
        ("方案: {实施方案: null}", ["I101"]),
        ("方案: {实施方案: {备案: null}}", ["L101"]),
        ("方案: {实施方案: {备案: null, 印发机关: null}}", ["I101", "L101"]),
        ("项目: {'01': {县级责任人: null}}", ["I110"]),
        ("项目: {'01': {县级责任人: null}}\n县: {责任人: null}", ["I110", "L104"]),
        (f"-progress: [{{项目编号: {P1}}}]", ["I111"]),
        ("项目: {'01': {状态: 未开工}}", ["V105"]),
        (
            "项目: {'01': {状态: 未开工}}\n"
            f"+inspections: [{{日期: 2021-03-20, 层级: 县, 项目编号: {P1}, 处置: 责令开工, 完成日期: 2021-03-21}}]",
            ["G101"],
        ),
        (
            f"+inspections: [{{日期: 2021-03-20, 层级: 市, 项目编号: {P1}, 发现问题: 一, 处置: 通报批评}}]",
            ["V103"],
        ),
        (
            f"+inspections: [{{日期: 2021-03-20, 层级: 市, 项目编号: {P1}, 发现问题: 一, 处置: 通报批评, 完成日期: 2021-03-25}}]",
            ["V106"],
        ),
        (_FINAL + "截至: 2021-06-30", ["A102"]),
        ("inspections: []", ["V101", "V102"]),
    ],
)
def test_a_fact_is_told_once(overlay: str, told: list[str]) -> None:
    assert codes(overlay) == told


def test_what_is_told_of_another_record_is_not_covered() -> None:
    silent = f"-progress: [{{项目编号: {P1}}}]\n截至: 2021-07-22\n项目: {{'02': {{状态: 投入使用}}}}"
    told = [(one.code, one.concerned) for one in check_county(scene(silent)) if one.code in {"I111", "G103"}]
    assert sorted(told) == [("G103", (P3,)), ("I111", (P1,))]


def test_projects_with_the_same_lack_are_counted_in_one_finding() -> None:
    late = "截至: 2021-08-01\n-transactions: [{月份: 2021-05, 项目编号: 210198-2020-03}]\n"
    (found,) = (one for one in check_county(scene(late)) if one.code == "V104")
    assert found.message == (
        f"3 个项目未按时登记交易数据：{P1}、{P2} 未登记 1 个月的交易数据：2021-06；{P3} 未登记 2 个月的交易数据：2021-05、2021-06"
    )
    assert (found.project, found.projects, found.concerned) == ("", (P1, P2, P3), (P1, P2, P3))
    assert found.since is not None
    assert found.since.isoformat() == "2021-07-02"


def test_months_more_make_no_more_findings() -> None:
    one, three = (codes(f"截至: 2021-{month}") for month in ("08-01", "10-01"))
    assert one.count("V104") == three.count("V104") == 1
    assert one.count("G103") == three.count("G103") == 1


def test_of_many_different_lacks_the_projects_are_named() -> None:
    entry = find("G103")
    assert entry is not None
    county = scene().county.county
    hits = [Hit(county.place("name"), f"缺 {n}", f"210198-2020-{n:02d}") for n in range(1, 9)]
    hits.append(Hit(county.place("name"), "缺 1", "210198-2022-01"))
    ((_, counted),) = one_fact_once([(entry, hits)])
    first, second = counted
    assert first.message == (
        "8 个项目未按时报告进度：210198-2020-01 缺 1；210198-2020-02 缺 2；210198-2020-03 缺 3；210198-2020-04 缺 4；"
        "210198-2020-05 缺 5；其余 210198-2020-06、210198-2020-07、210198-2020-08"
    )
    assert second == hits[-1], "of another batch"
