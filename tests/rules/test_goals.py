"""C: coverage is full or it is not; growth is above the average or it is not."""

import pytest

from tests.rules.judge import judge, messages

COVERAGE = [
    ("C101", "乡镇物流覆盖率"),
    ("C101", "行政村物流覆盖率"),
    ("C102", "行政村电商服务覆盖率"),
    ("C102", "建档立卡贫困村电商服务覆盖率"),
]
ALL = [indicator for _, indicator in COVERAGE] + ["农村网络零售额增速", "农产品网络零售额增速"]


def _goals(indicator: str, **changed: str | None) -> str:
    """All six goals reached, one of them changed."""
    goals = []
    for name in ALL:
        goal: dict[str, str | None] = {"指标": name, "单位": "'%'", "目标": "'100'", "当前": "'100'"}
        goal |= changed if name == indicator else {}
        goals.append("{" + ", ".join(f"{key}: {value}" for key, value in goal.items() if value) + "}")
    return f"县: {{绩效目标: [{', '.join(goals)}]}}\n"


DUE = "截至: 2022-01-01\n"
"""The day after the last deadline of the projects: goals must have been reached."""


@pytest.mark.parametrize(("code", "indicator"), COVERAGE)
def test_coverage_is_full_or_a_finding(code: str, indicator: str) -> None:
    assert messages(code, _goals(indicator)) == []
    (hit,) = judge(code, DUE + _goals(indicator, 当前="'99.999999'"))
    assert hit.message == f"{indicator}当前 99.999999%，目标是全覆盖"
    assert hit.place.label.endswith("当前")
    assert messages(code, DUE + _goals(indicator, 当前="'88'", 截至="2021-05-31")) == [
        f"{indicator}截至 2021-05-31 88%，目标是全覆盖"
    ]
    assert messages(code, _goals(indicator, 目标="'99'")) == [f"{indicator}的目标定为 99%，应当是全覆盖"]
    assert messages(code, _goals(indicator, 当前=None)) == [f"未公开{indicator}的当前值"]
    assert messages(code, _goals(indicator, 指标="别的")) == [f"未公开{indicator}"]


@pytest.mark.parametrize("unit", ["个", "万人", "个乡镇", "处"])
@pytest.mark.parametrize(("code", "indicator"), COVERAGE)
def test_a_number_of_places_is_no_share_of_them(code: str, indicator: str, unit: str) -> None:
    assert messages(code, _goals(indicator, 单位=unit, 当前="'12'", 目标="'15'") + DUE) == []
    assert messages(code, _goals(indicator, 单位=unit, 当前=None)) == [f"未公开{indicator}的当前值"]


@pytest.mark.parametrize("unit", ["'%'", "％", "null"])
def test_a_share_may_be_written_in_other_forms(unit: str) -> None:
    assert messages("C101", DUE + _goals("乡镇物流覆盖率", 单位=unit, 当前="'12'")) == [
        "乡镇物流覆盖率当前 12%，目标是全覆盖"
    ]


@pytest.mark.parametrize(
    ("indicator", "average"), [("农村网络零售额增速", "8.9"), ("农产品网络零售额增速", "26.2")]
)
def test_growth_is_above_the_average_or_a_finding(indicator: str, average: str) -> None:
    assert messages("C103", _goals(indicator, 当前=f"'{average}1'")) == []
    assert messages("C103", _goals(indicator, 当前=f"'{average}'")) == [
        f"{indicator}当前 {average}%，不高于 2020 年全国平均 {average}%"
    ]
    assert messages("C103", _goals(indicator, 当前=None)) == [f"未公开{indicator}的当前值"]
    assert messages("C103", _goals(indicator, 指标="别的")) == [f"未公开{indicator}"]


AVERAGES = """
全国平均:
  - {指标: 农村网络零售额增速, 年度: '2020', 数值: '8', 单位: '%'}
  - {指标: 农村网络零售额增速, 年度: '2021', 数值: '12', 单位: '%'}
  - {指标: 农村网络零售额增速, 年度: '2022', 数值: '50', 单位: '%'}
"""


@pytest.mark.parametrize(
    ("as_of", "stated", "year"),
    [
        ("2021-06-30", None, 2021),
        ("2020-12-31", None, 2020),
        ("2021-06-30", "2020-12-31", 2020),
        ("2022-06-30", "2021-12-31", 2021),
        ("2022-06-30", None, 2022),
    ],
)
def test_the_latest_year_not_after_the_value_s_own_date(as_of: str, stated: str | None, year: int) -> None:
    overlay = f"截至: {as_of}\n{_goals('农村网络零售额增速', 当前=repr('7'), 截至=stated)}{AVERAGES}"
    (message,) = messages("C103", overlay)
    assert f"{year} 年全国平均" in message


def test_other_units_are_not_compared_and_no_average_is_no_judgement() -> None:
    overlay = _goals("农村网络零售额增速", 当前="'1'", 单位="百分点")
    assert messages("C103", overlay) == []
    assert len(messages("C103", _goals("农村网络零售额增速", 当前="'1'", 单位=None))) == 1
    assert messages("C103", _goals("农村网络零售额增速", 当前="'1'") + "\n全国平均: []") == []


def test_no_goals_at_all_are_said_once_and_elsewhere() -> None:
    overlay = "县: {绩效目标: []}"
    assert [messages(code, overlay) for code in ("C101", "C102", "C103")] == [[], [], []]
    assert messages("I108", overlay) == ["未公开全县的绩效目标"]


@pytest.mark.parametrize(
    ("overlay", "is_due"),
    [
        ("截至: 2021-12-31\n", False),
        ("截至: 2022-01-01\n", True),
        ("截至: 2022-01-01\n项目: {'02': {完成时限: 2022-01-01}}\n", False),
        ("截至: 2022-01-01\n项目: {'02': {完成时限: 2022-06-30, 状态: 已取消}}\n", True),
        ("截至: 2022-01-01\n项目共有: {完成时限: null}\n", False),
        ("成果: {综合验收: {日期: 2021-06-30}}\n", True),
        ("成果: {综合验收: {日期: 2021-07-01}}\n", False),
    ],
)
def test_coverage_is_judged_when_the_projects_are_due(overlay: str, is_due: bool) -> None:
    found = messages("C102", overlay + _goals("行政村电商服务覆盖率", 当前="'88'", 截至="2021-05-31"))
    assert found == (["行政村电商服务覆盖率截至 2021-05-31 88%，目标是全覆盖"] if is_due else [])
