"""C: goals, clause 三."""

from collections.abc import Iterator
from decimal import Decimal

from generator.model.county import Goal
from generator.model.national import NationalAverage
from generator.rules.base import Hit, Scene, rule

CLAUSE = "三"
FULL_COVERAGE = Decimal(100)
"""%: delivery reaches all townships and villages, e-commerce service all villages."""
LOGISTICS_GOALS = ("乡镇物流覆盖率", "行政村物流覆盖率")
SERVICE_GOALS = ("行政村电商服务覆盖率", "建档立卡贫困村电商服务覆盖率")
GROWTH_GOALS = ("农村网络零售额增速", "农产品网络零售额增速")


def _with(indicator: str, value: str) -> str:
    return f"县: {{绩效目标: [{{指标: {indicator}, 单位: '%', 目标: '100', 当前: '{value}'}}]}}"


@rule(
    "C101",
    clause=CLAUSE,
    title="物流没有覆盖全部乡镇或行政村",
    explanation="目标是形成乡镇和行政村全覆盖的物流配送网络：当前值应为 100%。",
    cure="加快建设，完成后更新「当前」。",
    good=_with("乡镇物流覆盖率", "100"),
    bad=_with("乡镇物流覆盖率", "99.9"),
)
def logistics_reach_everyone(scene: Scene) -> Iterator[Hit]:
    yield from _coverage(scene, LOGISTICS_GOALS)


@rule(
    "C102",
    clause=CLAUSE,
    title="电商服务没有覆盖全部行政村或贫困村",
    explanation="目标是电商服务对于行政村和建档立卡贫困村全覆盖：当前值应为 100%。",
    cure="加快建设，完成后更新「当前」。",
    good=_with("行政村电商服务覆盖率", "100"),
    bad=_with("行政村电商服务覆盖率", "99.9"),
)
def services_reach_everyone(scene: Scene) -> Iterator[Hit]:
    yield from _coverage(scene, SERVICE_GOALS)


def _coverage(scene: Scene, indicators: tuple[str, ...]) -> Iterator[Hit]:
    for index, goal in enumerate(scene.county.county.goals):
        if goal.indicator in indicators and goal.current is not None and goal.current < FULL_COVERAGE:
            place = scene.county.county.place("goals", index, "current")
            yield Hit(place, f"{goal.indicator}当前是 {goal.current}%，目标是全覆盖")


@rule(
    "C103",
    clause=CLAUSE,
    title="网络零售额增速不高于全国平均",
    explanation="农村网络零售额和农产品网络零售额等指标要高于全国平均水平。与全国平均（national.csv）中"
    "不晚于数据截至日上一年的最近一年比较。",
    cure="核对数据；确实偏低的在「答复」里说明。",
    good=_with("农村网络零售额增速", "9"),
    bad=_with("农村网络零售额增速", "8.9"),
)
def growth_beats_the_nation(scene: Scene) -> Iterator[Hit]:
    for index, goal in enumerate(scene.county.county.goals):
        average = _average(scene, goal)
        if average is None or goal.current is None or goal.indicator not in GROWTH_GOALS:
            continue
        if goal.current <= average.value:
            place = scene.county.county.place("goals", index, "current")
            yield Hit(
                place, f"{goal.indicator} {goal.current}%，全国平均（{average.year} 年）是 {average.value}%"
            )


def _average(scene: Scene, goal: Goal) -> NationalAverage | None:
    known = [row for row in scene.national if row.indicator == goal.indicator and row.year < scene.as_of.year]
    return max(known, key=lambda row: row.year, default=None)
