"""Lists in the change record: their order tells nothing, and their items are known by name or content."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from generator.history.compare import FieldChange, changes
from generator.history.read import read_repository
from generator.history.records import holding, version_of
from generator.model.base import Record, record_inside
from generator.model.change import Weight
from generator.model.contracts import Contracts
from generator.model.county import Batch, County
from generator.model.fields import general
from generator.model.outcome import Outcome
from generator.model.plan import Plan
from generator.model.project import Project
from generator.model.site import Site
from tests.support.repository import Repository

PROJECT = "counties/210198/projects/01.yaml"
FILES: dict[str, tuple[type[Record], str]] = {
    PROJECT: (Project, "210198-2020-01"),
    "counties/210198/county.yaml": (County, "210198/county"),
    "counties/210198/batches/2022/batch.yaml": (Batch, "210198/batches/2022/batch"),
    "counties/210198/plan.yaml": (Plan, "210198/plan"),
    "counties/210198/outcome.yaml": (Outcome, "210198/outcome"),
    "counties/210198/contracts.yaml": (Contracts, "210198/contracts"),
}
LINES = [
    {"类别": "设施设备", "用途": "分拣线", "金额": "300"},
    {"类别": "设施设备", "用途": "货架", "金额": "100"},
    {"类别": "信息系统", "用途": "管理系统", "金额": "50"},
]


def unshared(value: Any) -> Any:
    """A copy in which nothing stands twice: YAML would write an anchor."""
    if isinstance(value, dict):
        return {key: unshared(inner) for key, inner in value.items()}
    return [unshared(inner) for inner in value] if isinstance(value, list) else value


def told(path: str, before: object, after: object) -> list[FieldChange]:
    held = holding(path)
    assert held
    own = {"项目编号": "210198-2020-01", "项目名称": "仓储中心"} if path == PROJECT else {}
    found = [
        version_of(
            held, yaml.safe_dump(unshared(own | version), allow_unicode=True, sort_keys=False).encode(), path
        )
        for version in (before, after)
        if isinstance(version, dict)
    ]
    assert all(version.fields is not None for version in found), [version.codes for version in found]
    record = FILES[path][1]
    return list(changes(*({record: version.fields or {}} for version in found)))


def said(path: str, before: object, after: object) -> list[tuple[str, str, str]]:
    return [(one.field, one.old, one.new) for one in told(path, before, after)]


def of_lines(*lines: object) -> dict[str, object]:
    return {"资金用途": list(lines)}


ONE, TWO, THREE = LINES
CASES = {
    "reversed": (LINES, LINES[::-1], []),
    "moved to the front": (LINES, [THREE, ONE, TWO], []),
    "one more in front": (
        LINES,
        [{"类别": "服务", "用途": "培训", "金额": "20"}, *LINES],
        [("资金用途 › “培训”", "", "类别 服务，金额 20 万元")],
    ),
    "one fewer": (LINES, [TWO, THREE], [("资金用途 › “分拣线”", "类别 设施设备，金额 300 万元", "")]),
    "an amount": (
        LINES,
        [THREE, ONE, TWO | {"金额": "99"}],
        [("资金用途 › “货架” › 金额", "100", "99")],
    ),
    "another name": (
        LINES,
        [THREE, TWO | {"用途": "重型货架"}, ONE],
        [("资金用途 › “货架” › 用途", "货架", "重型货架")],
    ),
    "an amount of one of two": (
        [ONE, ONE, TWO],
        [TWO, ONE, ONE | {"金额": "299"}],
        [("资金用途 › “分拣线”（2） › 金额", "300", "299")],
    ),
    "one of two equal ones": (
        [ONE, ONE],
        [ONE],
        [("资金用途 › “分拣线”（2）", "类别 设施设备，金额 300 万元", "")],
    ),
    "twice what was there once": (
        [ONE],
        [ONE, ONE],
        [("资金用途 › “分拣线”（2）", "", "类别 设施设备，金额 300 万元")],
    ),
    "the same amount in other words": ([ONE, TWO], [TWO, ONE | {"金额": "300.00"}], []),
    "two names change places": (
        [ONE, TWO],
        [ONE | {"用途": "货架"}, TWO | {"用途": "分拣线"}],
        [("资金用途 › “分拣线” › 金额", "300", "100"), ("资金用途 › “货架” › 金额", "100", "300")],
    ),
    "a name with marks": (
        [ONE | {"用途": "“一体机” › 三台"}],
        [ONE | {"用途": "“一体机” › 三台", "金额": "1"}],
        [("资金用途 › “‘一体机’ > 三台” › 金额", "300", "1")],
    ),
    "a long name": (
        [ONE | {"用途": "很" * 60}],
        [ONE | {"用途": "很" * 60, "金额": "1"}],
        [(f"资金用途 › “{'很' * 40}…” › 金额", "300", "1")],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_list_of_budget_lines(case: str) -> None:
    before, after, expected = CASES[case]
    found = told(PROJECT, of_lines(*before), of_lines(*after))
    assert sorted((one.field, one.old, one.new) for one in found) == sorted(expected)
    assert all(
        one.weight is (Weight.ORDINARY if one.field.endswith("用途") else Weight.MAJOR) for one in found
    )


@pytest.mark.parametrize(
    ("path", "before", "after", "expected"),
    [
        (
            PROJECT,
            {"绩效目标": [{"指标": "日均处理能力", "目标值": "5000"}, {"指标": "服务站", "目标值": "80"}]},
            {"绩效目标": [{"指标": "服务站", "目标值": "80"}, {"指标": "日均处理能力", "目标值": "4000"}]},
            [("绩效目标 › “日均处理能力” › 目标值", "5000", "4000")],
        ),
        (
            PROJECT,
            {"绩效目标": [{"一级指标": "产出", "三级指标": "服务站", "目标值": "80"}]},
            {
                "绩效目标": [
                    {"一级指标": "效益", "三级指标": "满意度"},
                    {"一级指标": "产出", "三级指标": "服务站", "目标值": "80"},
                ]
            },
            [("绩效目标 › “满意度”", "", "一级指标 效益")],
        ),
        (PROJECT, {"附件": ["a.pdf", "b.pdf", "c.pdf"]}, {"附件": ["c.pdf", "a.pdf", "b.pdf"]}, []),
        (PROJECT, {"附件": ["a.pdf", "b.pdf"]}, {"附件": ["c.pdf", "a.pdf"]}, [("附件", "b.pdf", "c.pdf")]),
        (PROJECT, {"附件": ["a.pdf", "b.pdf"]}, {"附件": ["b.pdf"]}, [("附件", "a.pdf", "")]),
        (
            "counties/210198/outcome.yaml",
            {
                "整改清单": [
                    {"编号": "ZG-01", "问题": "台账不全"},
                    {"编号": "ZG-02", "问题": "标识不全", "期限": "2022-01-31"},
                ]
            },
            {
                "整改清单": [
                    {"编号": "ZG-02", "问题": "标识不全", "期限": "2022-06-30"},
                    {"编号": "ZG-01", "问题": "台账不全"},
                ]
            },
            [("整改清单 › “ZG-02” › 期限", "2022-01-31", "2022-06-30")],
        ),
        (
            "counties/210198/outcome.yaml",
            {
                "绩效评价": [
                    {"年度": "2020", "类型": "年度评价", "得分": "90"},
                    {"年度": "2021", "类型": "年度评价", "得分": "80"},
                ]
            },
            {
                "绩效评价": [
                    {"年度": "2021", "类型": "年度评价", "得分": "95"},
                    {"年度": "2020", "类型": "年度评价", "得分": "90"},
                ]
            },
            [("绩效评价 › “2021 年度评价” › 得分", "80", "95")],
        ),
        (
            "counties/210198/plan.yaml",
            {
                "决策过程": [
                    {
                        "日期": "2021-01-10",
                        "会议或文件": "常务会议",
                        "涉及项目": ["210198-2020-01", "210198-2020-02"],
                    }
                ]
            },
            {
                "决策过程": [
                    {
                        "日期": "2021-01-10",
                        "会议或文件": "常务会议",
                        "涉及项目": ["210198-2020-03", "210198-2020-02"],
                    }
                ]
            },
            [("决策过程 › “2021-01-10 常务会议” › 涉及项目", "210198-2020-01", "210198-2020-03")],
        ),
        (
            "counties/210198/contracts.yaml",
            {
                "合同": [
                    {
                        "合同编号": "HT-01",
                        "补充协议": [
                            {"日期": "2021-01-01", "增减金额": "5"},
                            {"日期": "2021-02-01", "增减金额": "7"},
                        ],
                    }
                ]
            },
            {
                "合同": [
                    {"合同编号": "HT-02"},
                    {
                        "合同编号": "HT-01",
                        "补充协议": [
                            {"日期": "2021-02-01", "增减金额": "8"},
                            {"日期": "2021-01-01", "增减金额": "5"},
                        ],
                    },
                ]
            },
            [
                ("合同 › “HT-01” › 补充协议 › “2021-02-01” › 增减金额", "7", "8"),
                ("合同 › “HT-02”", "", "合同编号 HT-02"),
            ],
        ),
        (
            "counties/210198/county.yaml",
            {"监督电话": [{"号码": "024-00000001"}, {"号码": "024-00000002"}]},
            {"监督电话": [{"号码": "024-00000003"}, {"号码": "024-00000001"}]},
            [("监督电话 › 号码", "024-00000002", "024-00000003")],
        ),
    ],
)
def test_items_are_told_by_their_names(
    path: str, before: object, after: object, expected: list[tuple[str, str, str]]
) -> None:
    assert said(path, before, after) == expected


def _listed(model: type[Record], label: str = "") -> list[str]:
    """The labels of all lists of records in a model."""
    found = []
    for info in model.model_fields.values():
        inside = record_inside(info.annotation)
        if inside and info.alias:
            own = f"{label}{info.alias}"
            found += [own] if str(info.annotation).startswith("tuple[") else []
            found += _listed(inside, f"{own} › ")
    return found


def test_every_list_says_what_names_its_items() -> None:
    from generator.model.fields import named_by

    models: list[type[Record]] = [*(model for model, _ in FILES.values()), Site]
    lists = [(model, label) for model in models for label in _listed(model)]
    assert len(lists) > 25
    assert [(model, label) for model, label in lists if not named_by(model, label)] == []


TEXT = st.sampled_from(["用途一", "用途二", "三号机", "电子秤", "货架"])
NUMBER = st.sampled_from(["1", "2", "30", "40.5"])
DAY = st.sampled_from(["2021-01-01", "2021-02-01", "2021-03-05"])


def _versions(model: type[Record], depth: int = 0) -> st.SearchStrategy[dict[str, Any]]:
    """Any version of a file, as the clerk may write it; most values do not fit their fields, which changes nothing."""
    optional: dict[str, st.SearchStrategy[Any]] = {}
    for info in model.model_fields.values():
        if not info.alias or info.alias in {
            "项目编号",
            "项目名称",
            "承办单位",
            "续建",
            "示例数据",
            "框架协议",
        }:
            continue
        inside = record_inside(info.annotation)
        is_list = str(info.annotation).startswith("tuple[")
        if inside and depth < 2:
            own = _versions(inside, depth + 1).filter(bool)
            optional[info.alias] = st.lists(own, min_size=1, max_size=4) if is_list else own
        elif not inside:
            leaf = st.one_of(TEXT, NUMBER, DAY)
            optional[info.alias] = (
                st.lists(leaf, min_size=1, max_size=4) if "Texts" in str(info) or is_list else leaf
            )
    chosen = st.sets(st.sampled_from(sorted(optional)), max_size=5)
    return chosen.flatmap(lambda keys: st.fixed_dictionaries({key: optional[key] for key in sorted(keys)}))


def _lists(value: Any) -> list[list[Any]]:
    if isinstance(value, dict):
        return [found for inner in value.values() for found in _lists(inner)]
    if isinstance(value, list):
        return [value, *(found for inner in value for found in _lists(inner))]
    return []


def _leaves(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    found = [leaf for key, inner in pairs for leaf in _leaves(inner, (*path, key))]
    return found if isinstance(value, (dict, list)) else [path]


WITH_LISTS = sorted(FILES)


@st.composite
def shuffled(draw: Any) -> tuple[str, dict[str, Any], dict[str, Any]]:
    path = draw(st.sampled_from(WITH_LISTS))
    before = draw(_versions(FILES[path][0]))
    after = deepcopy(before)
    for items in _lists(after):
        items[:] = draw(st.permutations(items))
    return path, before, after


@settings(max_examples=40, deadline=None, phases=(Phase.generate,), suppress_health_check=list(HealthCheck))
@given(shuffled())
def test_no_order_of_any_list_is_a_change(drawn: tuple[str, dict[str, Any], dict[str, Any]]) -> None:
    path, before, after = drawn
    assert said(path, before, after) == []


@settings(max_examples=40, deadline=None, phases=(Phase.generate,), suppress_health_check=list(HealthCheck))
@given(shuffled(), st.data())
def test_one_value_is_one_change(drawn: tuple[str, dict[str, Any], dict[str, Any]], data: Any) -> None:
    path, before, after = drawn
    leaves = _leaves(after)
    if not leaves:
        return
    *above, last = data.draw(st.sampled_from(leaves))
    part: Any = after
    for step in above:
        part = part[step]
    old, part[last] = part[last], "另一个值"
    label = " › ".join(step for step in (*above, last) if isinstance(step, str))
    found = said(path, before, after)
    assert [(general(field), was, now) for field, was, now in found] == [(label, old, "另一个值")]


@settings(max_examples=40, deadline=None, phases=(Phase.generate,), suppress_health_check=list(HealthCheck))
@given(shuffled(), st.data())
def test_one_item_fewer_is_one_removal(drawn: tuple[str, dict[str, Any], dict[str, Any]], data: Any) -> None:
    path, before, after = drawn
    lists = _lists(after)
    if not lists:
        return
    items = data.draw(st.sampled_from(lists))
    del items[data.draw(st.integers(0, len(items) - 1))]
    gone, back = told(path, before, after), told(path, after, before)
    assert [bool(one.old and not one.new) for one in gone] == [True]
    # of items that share a name, the ordinal is that of the file's order
    assert [(general(one.field), one.old, one.new) for one in back] == [
        (general(one.field), "", one.old) for one in gone
    ]


SHELF = {"类别": "设施设备", "用途": "货架", "金额": "100"}
OTHER_SHELF = {"类别": "信息系统", "用途": "货架", "金额": "200"}
ITS_AMOUNT = "资金用途 › “货架” › 金额"


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ([OTHER_SHELF, SHELF], []),
        ([SHELF, OTHER_SHELF | {"金额": "250"}], [("资金用途 › “货架”（2） › 金额", "200", "250")]),
        ([OTHER_SHELF | {"金额": "250"}, SHELF], [("资金用途 › “货架”（2） › 金额", "200", "250")]),
        ([OTHER_SHELF, SHELF | {"金额": "110"}], [(ITS_AMOUNT, "100", "110")]),
        ([OTHER_SHELF], [("资金用途 › “货架”", "类别 设施设备，金额 100 万元", "")]),
        (
            [{"类别": "服务", "用途": "货架", "金额": "5"}, SHELF, OTHER_SHELF],
            [("资金用途 › “货架”", "", "类别 服务，金额 5 万元")],
        ),
    ],
)
def test_items_that_share_a_name_are_known_by_what_they_say(
    after: list[object], expected: list[tuple[str, str, str]]
) -> None:
    assert said(PROJECT, of_lines(SHELF, OTHER_SHELF), of_lines(*after)) == expected


def test_a_value_filled_is_not_that_of_another_item_of_the_name(tmp_path: Path) -> None:
    """One amount is taken out, the two lines change places, and the other one gets an amount."""
    bare = {key: value for key, value in SHELF.items() if key != "金额"}
    other = {key: value for key, value in OTHER_SHELF.items() if key != "金额"}
    made = Repository(tmp_path / "checkout")
    for lines in ((SHELF, other), (bare, other), (other, bare), (OTHER_SHELF, bare)):
        own = {"项目编号": "210198-2020-01", "项目名称": "仓储中心", **of_lines(*lines)}
        made.write(PROJECT, yaml.safe_dump(unshared(own), allow_unicode=True, sort_keys=False))
        made.commit("lines")
    history = read_repository(made.content, None).county("210198")
    assert history
    assert [(change.field, change.old, change.new) for change in history.changes] == [
        (ITS_AMOUNT, "100", ""),
        (ITS_AMOUNT, "", "200"),
    ]


def test_on_the_main_line(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "repository")
    repository.write(
        "counties/210198/county.yaml", "名称: 青禾县\n行政区划代码: '210198'\n所属市: 沈阳\n示范批次: 2020\n"
    )

    def commit(*lines: dict[str, str], files: str = "[一.pdf, 二.pdf]") -> None:
        text = yaml.safe_dump(
            {"项目编号": "210198-2020-01", "项目名称": "仓储中心", "资金用途": list(lines)},
            allow_unicode=True,
        )
        repository.write(PROJECT, f"{text}附件: {files}\n")
        repository.commit("lines")

    commit(*LINES)
    commit(*LINES[::-1], files="[二.pdf, 一.pdf]")
    commit(TWO, THREE | {"金额": "49"}, ONE)
    commit(ONE, THREE | {"金额": "49"}, files="[二.pdf]")
    county = read_repository(repository.content, None).county("210198")
    assert county is not None
    assert [(change.field, change.old, change.new) for change in county.changes] == [
        ("资金用途 › “管理系统” › 金额", "50", "49"),
        ("资金用途 › “货架”", "类别 设施设备，金额 100 万元", ""),
        ("附件", "一.pdf", ""),
    ]


SITE = """栏目名称: 综合示范信息公开
主办单位: 辽宁省商务厅
模式: 正式
网址: https://example.gov.cn/zhsf/
监督举报:
  - 渠道: 电话
    号码或地址: 024-00000001
  - 渠道: 信函
    号码或地址: 沈阳市某路1号
更新时限:
  进度: 45
"""
SITES = {
    "a telephone": (
        ("024-00000001", "024-00000002"),
        ("监督举报 › “电话” › 号码或地址", "024-00000001", "024-00000002", Weight.MAJOR),
    ),
    "one channel fewer": (
        ("  - 渠道: 信函\n    号码或地址: 沈阳市某路1号\n", ""),
        ("监督举报 › “信函”", "号码或地址 沈阳市某路1号", "", Weight.MAJOR),
    ),
    "a limit": (("进度: 45", "进度: 90"), ("更新时限 › 进度", "45", "90", Weight.ORDINARY)),
    "the publisher": (
        ("主办单位: 辽宁省商务厅", "主办单位: 辽宁省商务局"),
        ("主办单位", "辽宁省商务厅", "辽宁省商务局", Weight.ORDINARY),
    ),
    "a rule set aside": (
        (
            "更新时限",
            "暂停公开的规则:\n  - {规则: V104, 开始日期: 2022-01-01, 结束日期: 2022-02-01, 理由: 核实}\n更新时限",
        ),
        (
            "暂停公开的规则 › “V104”",
            "",
            "开始日期 2022-01-01，结束日期 2022-02-01，理由 核实",
            Weight.ORDINARY,
        ),
    ),
}


@pytest.mark.parametrize("case", SITES)
def test_the_settings_of_the_portal_are_recorded(case: str, tmp_path: Path) -> None:
    repository = Repository(tmp_path / "repository")
    repository.write("site.yaml", SITE)
    repository.commit("opened")
    (old, new), expected = SITES[case]
    repository.change("site.yaml", old, new)
    repository.commit("changed")
    portal = read_repository(repository.content, None).county("")
    assert portal is not None
    assert [(one.record, one.field, one.old, one.new, one.weight) for one in portal.changes] == [
        ("site", *expected)
    ]
