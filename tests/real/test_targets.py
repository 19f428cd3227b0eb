"""Targets in words and bounds, and tables of three levels of indicators."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from generator.history.compare import weight
from generator.model.change import Weight
from generator.model.measures import Bound, Completion, completion, measure
from generator.model.types import StatedValue
from generator.views.search import county_part
from tests.real.entered import CODE, P1, entered
from tests.rules.judge import judge, messages

HEAD = f"项目编号: {P1}\n项目名称: 站点\n支持方向: 物流配送\n状态: 在建\n绩效目标:\n"
COUNTY = "名称: 青禾县\n行政区划代码: '210198'\n所属市: 沈阳\n示范批次: 2020\n示例数据: true\n绩效目标:\n"


@pytest.mark.parametrize(
    ("written", "unit", "bound", "number", "read_unit"),
    [
        ("≤120万元", None, Bound.AT_MOST, "1200000", "元"),
        ("100 %", None, Bound.EXACT, "100", "%"),
        ("100％", None, Bound.EXACT, "100", "%"),
        ("不低于95%", None, Bound.AT_LEAST, "95", "%"),
        ("≥60", "个", Bound.AT_LEAST, "60", "个"),
        (">=60个", None, Bound.AT_LEAST, "60", "个"),
        ("60个以上", None, Bound.AT_LEAST, "60", "个"),
        ("不超过3天", None, Bound.AT_MOST, "3", "天"),
        ("120万元以内", None, Bound.AT_MOST, "1200000", "元"),
        ("1.5元/单以下", None, Bound.AT_MOST, "1.5", "元/单"),
        ("约5000人次", None, Bound.ABOUT, "5000", "人次"),
        ("5万人次左右", None, Bound.ABOUT, "50000", "人次"),
        ("达到90%以上", None, Bound.AT_LEAST, "90", "%"),
        ("１，２００", "人", Bound.EXACT, "1200", "人"),
        (">3", "家", Bound.MORE, "3", "家"),
        ("低于2%", None, Bound.LESS, "2", "%"),
        ("2.3亿元", None, Bound.EXACT, "230000000", "元"),
        ("90%（含）以上", None, Bound.AT_LEAST, "90", "%"),
        ("≧60㎡", None, Bound.AT_LEAST, "60", "m2"),
        ("控制在5%以内", None, Bound.AT_MOST, "5", "%"),
        ("24小时内", None, Bound.AT_MOST, "24", "小时"),
        ("≥8场/年", None, Bound.AT_LEAST, "8", "场/年"),
        ("至少8场", None, Bound.AT_LEAST, "8", "场"),
    ],
)
def test_number_unit_and_bound_are_read(
    written: str, unit: str | None, bound: Bound, number: str, read_unit: str
) -> None:
    assert measure(written, unit) == (bound, Decimal(number), read_unit)


@pytest.mark.parametrize(
    "written",
    [
        "明显改善",
        "100-120个",
        "60～80",
        "≥60%且≤80%",
        "提高3至5个百分点",
        "不低于60以下",
        "一批",
        "—",
        "12月底",
        "60±5",
        "3060人次，每人次500元",
        "2021年",
    ],
)
def test_words_and_ranges_are_not_compared(written: str) -> None:
    assert completion(written, "60") == completion("60", written) == Completion()


@pytest.mark.parametrize(
    ("target", "result", "unit", "percent", "verdict"),
    [
        ("60", "30", "个", "50", ""),
        ("≥60", "75", "个", "125", ""),
        ("不低于95%", "76%", None, "80", ""),
        ("≤120万元", "118.5", "万元", None, "符合"),
        ("≤120万元", "1185000元", None, None, "符合"),
        ("≤120万元", "120", None, None, "符合"),
        ("≤120万元", "120.01", None, None, "超出"),
        ("低于2%", "2%", None, None, "超出"),
        ("低于2%", "1.99%", None, None, "符合"),
        ("≤3天", "约3", None, None, ""),
        ("≤3天", "≤2天", None, None, "符合"),
        ("≤3天", "≥4天", None, None, "超出"),
        ("≥60个", "75%", None, None, ""),
        ("60", "40家", "个", None, ""),
        ("明显改善", "明显改善", None, None, ""),
        ("5万人次", "48000人次", None, "96", ""),
    ],
)
def test_a_result_is_judged_in_the_direction_of_its_target(
    target: str, result: str, unit: str | None, percent: str | None, verdict: str
) -> None:
    read = TypeAdapter(StatedValue).validate_python
    found = completion(read(target), read(result), unit)
    assert found == (None if percent is None else Decimal(percent), verdict)


def test_the_forms_of_counties_are_read_and_shown_as_written(tmp_path: Path) -> None:
    text = f"""{HEAD}  - {{一级指标: 成本指标, 二级指标: 经济成本指标, 三级指标: 补助标准, 目标值: ≤120万元, 完成值: 118.5万元}}
  - {{一级指标: 效益指标, 二级指标: 社会效益指标, 指标: 改善人居环境, 目标值: 明显改善, 完成值: 已改善}}
  - {{指标: 站点, 目标值: 60, 单位: 个, 完成值: 45}}
  - {{三级指标: 群众满意度, 目标值: '100 %'}}
"""
    found = entered(tmp_path, {"projects/01.yaml": text})
    assert found.errors == []
    assert found.findings("I108") == ["未公开全县的绩效目标"]
    page = found.page(f"projects/{P1}")
    for row in (
        "| 成本指标 › 经济成本指标 › 补助标准 | ≤120万元 | 118.5万元 | 符合 |",
        "| 效益指标 › 社会效益指标 › 改善人居环境 | 明显改善 | 已改善 | — |",
        "| 站点（个） | 60 | 45 | 75% |",
        "| 群众满意度 | 100 % | 未公开 | — |",
    ):
        assert row in page
    assert "明显改善" in county_part(found.county).records[1].prose


@pytest.mark.parametrize("item", ["{目标值: 60}", "{单位: 个, 目标值: ≤120万元}"])
def test_a_target_says_what_it_is_about(tmp_path: Path, item: str) -> None:
    found = entered(tmp_path, {"projects/01.yaml": f"{HEAD}  - {item}\n"})
    assert found.errors == [("E002", "“绩效目标”：缺少“指标”")]


def test_goals_of_the_county_are_read_the_same_way(tmp_path: Path) -> None:
    goals = "  - {一级指标: 产出指标, 指标: 乡镇物流覆盖率, 目标: ≥100%, 当前: 100%, 基期: 约80%}\n  - {指标: 群众满意, 目标: 明显提高, 当前: 有所提高}\n"
    found = entered(tmp_path, {"county.yaml": COUNTY + goals})
    assert found.errors == []
    page = found.page(f"counties/{CODE}")
    assert "| 产出指标 › 乡镇物流覆盖率 |  | 约80% | ≥100% | 100% |" in page
    assert "明显提高" in page


@pytest.mark.parametrize(
    ("current", "target", "told"),
    [
        ("99.99%", "100", "99.99%，目标是全覆盖"),
        ("不到100%", "100", "不到100%，目标是全覆盖"),
        ("≤99%", "100", "≤99%，目标是全覆盖"),
        ("100%", "≥95%", "的目标定为 ≥95%，应当是全覆盖"),
        ("≥95%", "100", ""),
        ("约98%", "100", ""),
        ("基本覆盖", "全覆盖", ""),
        ("90个", "100", ""),
        ("100%", "≥100%", ""),
    ],
)
def test_coverage_is_judged_only_where_it_is_certain(current: str, target: str, told: str) -> None:
    goals = f"{{指标: 乡镇物流覆盖率, 目标: '{target}', 当前: '{current}'}}, {{指标: 行政村物流覆盖率, 目标: '100', 当前: '100'}}"
    found = messages("C101", f"截至: 2022-01-01\n县: {{绩效目标: [{goals}]}}")
    assert [told in message for message in found] == ([True] if told else [])


@pytest.mark.parametrize(
    ("current", "is_found"), [("8.9%", True), ("8.91%", False), ("≥8%", False), ("低于8.9%", True), ("约8%", False), ("明显提高", False)]
)  # fmt: skip
def test_growth_is_compared_only_where_it_is_certain(current: str, is_found: bool) -> None:
    goals = f"{{指标: 农村网络零售额增速, 单位: '%', 当前: '{current}'}}, {{指标: 农产品网络零售额增速, 单位: '%', 当前: '99'}}"
    assert bool(judge("C103", f"县: {{绩效目标: [{goals}]}}")) is is_found


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("≤120万元", "≥120万元", Weight.MAJOR),
        ("<3天", "3天", Weight.MAJOR),
        ("≤120万元", "≤ 120 万元", Weight.WORDING),
        ("明显改善", "明显改善。", Weight.WORDING),
        ("60", "≥60", Weight.MAJOR),
    ],
)
def test_another_bound_is_another_target(old: str, new: str, expected: Weight) -> None:
    assert weight(P1, "绩效目标 › 第1项 › 目标值", old, new) is expected


@given(st.decimals(0, 10**9, places=2))
def test_a_plain_number_stays_a_number(number: Decimal) -> None:
    found = TypeAdapter(StatedValue).validate_python(f"{number:f}")
    assert isinstance(found, Decimal)
    assert found == number
    assert completion(found, found, "个") == Completion(Decimal(100) if number else None)
