"""Every rule of the catalogue shows its own good and bad example, and each says what it must."""

import re

import pytest

from generator.model.finding import Severity
from generator.rules import catalogue, check_county, find, unexamined
from generator.rules.base import FAMILIES, Rule
from generator.rules.example import scene
from generator.rules.explain import explanation

CHECKED = [entry for entry in catalogue() if entry.check is not None]
REQUIRED = {
    "E": range(1, 14),
    "P": range(1, 6),
    "S": range(1, 8),
    "F": range(101, 115),
    "L": range(101, 109),
    "B": (*range(101, 105), 106),
    "G": range(101, 108),
    "V": range(101, 108),
    "A": range(101, 108),
    "R": range(101, 107),
    "T": range(101, 104),
    "I": range(101, 118),
    "C": range(101, 104),
}
"""The rule catalogue as ordered."""


def test_the_spotless_county_is_spotless() -> None:
    assert [(found.code, found.message) for found in check_county(scene())] == []


@pytest.mark.parametrize("entry", CHECKED, ids=lambda entry: entry.code)
def test_the_bad_example_triggers_the_rule_once(entry: Rule) -> None:
    assert entry.check is not None
    hits = list(entry.check(scene(entry.bad)))
    assert len(hits) == 1, [hit.message for hit in hits]
    assert re.search(r"[\u4e00-\u9fff]", hits[0].message)
    assert not hits[0].message.endswith("。")


@pytest.mark.parametrize("entry", CHECKED, ids=lambda entry: entry.code)
def test_the_good_example_just_does_not(entry: Rule) -> None:
    assert entry.check is not None
    assert [hit.message for hit in entry.check(scene(entry.good))] == []


@pytest.mark.parametrize("family", REQUIRED)
def test_the_catalogue_holds_every_code(family: str) -> None:
    expected = {f"{family}{number:03d}" for number in REQUIRED[family]}
    assert expected - {entry.code for entry in catalogue()} == set()


@pytest.mark.parametrize("entry", catalogue(), ids=lambda entry: entry.code)
def test_every_rule_can_be_explained(entry: Rule) -> None:
    assert entry.family in FAMILIES
    text = explanation(entry.code.lower())
    examples = (
        () if entry.code in {"E013", "E015", "E018", "E019"} else ("正例", "反例")
    )  # which no data brings about
    for part in (entry.title, entry.basis.text, entry.basis.quoted, entry.cure, *examples):
        assert part in text


def test_an_unknown_code_gets_the_nearest() -> None:
    assert find("F999") is None
    with pytest.raises(ValueError, match="是否应为 F1"):
        explanation("F100")


def test_rules_without_history_are_named() -> None:
    assert [entry.code for entry in unexamined(scene())] == ["E012", "L103", "G105", "I116"]
    assert unexamined(scene("变更: []")) == ()


@pytest.mark.parametrize(
    ("overlay", "code"),
    [
        ("县: {资金到账: [{日期: 2021-03-10, 金额: '1000.01'}]}", "F108"),
        ("县: {专项资金: {中央财政: '999.999999'}}", "F102"),
        ("截至: 2022-01-01", "G102"),
        ("方案: null", "I101"),
    ],
)
def test_one_step_over_the_line_is_found(overlay: str, code: str) -> None:
    if overlay == "方案: null":
        overlay = "方案: {实施方案: null}"
    assert code in {found.code for found in check_county(scene(overlay))}


@pytest.mark.parametrize(
    "text",
    [
        "公共服务平台",
        "调度平台开发",
        "客流量统计",
        "直播带货培训",
        "物流补贴",
        "培训师资",
        "奖补资金监管系统",
    ],
)
def test_permitted_wording_is_not_on_the_negative_list(text: str) -> None:
    from generator.rules.negative_list import suspicions

    assert not suspicions(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("购买直播间流量", "购买流量"),
        ("千川投放", "购买流量"),
        ("自建商城小程序", "网络交易平台"),
        ("办公楼装修", "楼堂馆所建设"),
        ("场地征地补偿", "征地拆迁"),
        ("管理员补助", "人员经费等经常性开支"),
        ("提取工作经费", "提取工作经费"),
    ],
)
def test_forbidden_wording_is_found(text: str, kind: str) -> None:
    from generator.rules.negative_list import suspicions

    assert [(str(one.category), one.is_certain) for one in suspicions(text)] == [(kind, True)]


def test_a_project_once_published_and_gone_is_an_error() -> None:
    gone = "变更: []\n不见: [{记录: 210198-2020-09, 文件: projects/09.yaml, 公开: '2021-03-10'}]"
    (found,) = check_county(scene(gone))
    assert (found.code, found.severity, found.project) == ("E012", Severity.ERROR, "210198-2020-09")
    assert found.place.file == "counties/210198/projects/09.yaml"
    assert found.message == "2021-03-10 公开的项目 210198-2020-09 不见了"
