"""C: goals, clause 三."""

from collections.abc import Iterator
from decimal import Decimal

from generator.model.county import Goal
from generator.model.measures import Bound, Measure, Stated, measure
from generator.model.national import NationalAverage
from generator.rules.base import Hit, Scene, rule
from generator.rules.basis import duty
from generator.rules.facts import live_projects

FULL_COVERAGE = Decimal(100)
"""%: delivery must reach all townships and villages, e-commerce service all villages."""
LOGISTICS_GOALS = ("乡镇物流覆盖率", "行政村物流覆盖率")
SERVICE_GOALS = ("行政村电商服务覆盖率", "建档立卡贫困村电商服务覆盖率")
GROWTH_GOALS = ("农村网络零售额增速", "农产品网络零售额增速")

_DUE = "当前值在目标到期以后才核对：综合验收之日，未综合验收的，是各项目完成时限中最晚的一天；项目都未写完成时限的不核对。"
_COMPARED = "写成文字的（如明显提高）、单位不同的不比较；写成“不低于95%”“约98%”的，肯定不够的才列。"


def _with(indicators: tuple[str, ...], *current: str) -> str:
    """Returns an example county with only these goals, each with its current value in %."""
    goals = (
        f"{{指标: {indicator}, 单位: '%', 目标: '100', 当前: '{value}'}}"
        for indicator, value in zip(indicators, current, strict=True)
    )
    return f"县: {{绩效目标: [{', '.join(goals)}]}}"


@rule(
    "C101",
    basis=duty("goals", "形成乡镇和行政村全覆盖的物流配送网络"),
    title="物流未覆盖全部乡镇或行政村",
    reads=("county", "projects", "outcome"),
    explanation="目标是形成乡镇和行政村全覆盖的物流配送网络：乡镇物流覆盖率和行政村物流覆盖率的目标和当前值都应为 100%。"
    "未公开这个指标或其当前值的，也列为发现；全县绩效目标一项也未公开的见 I108。" + _DUE + _COMPARED,
    cure="加快建设，完成后更新“当前”；缺少的指标予以补上。",
    good="截至: 2021-12-31\n" + _with(LOGISTICS_GOALS, "100", "99.99"),
    bad="截至: 2022-01-01\n" + _with(LOGISTICS_GOALS, "100", "99.99"),
    of_counties=True,
    per_batch=True,
)
def logistics_reach_everyone(scene: Scene) -> Iterator[Hit]:
    yield from _in_one(hit for indicator in LOGISTICS_GOALS for hit in _coverage(scene, indicator))


@rule(
    "C102",
    basis=duty("goals", "电商服务对于行政村和建档立卡贫困村全覆盖"),
    title="电商服务未覆盖全部村",
    reads=("county", "projects", "outcome"),
    explanation="目标是电商服务对于行政村和建档立卡贫困村全覆盖：两个覆盖率的目标和当前值都应为 100%。"
    "未公开这个指标或其当前值的，也列为发现；全县绩效目标一项也未公开的见 I108。" + _DUE + _COMPARED,
    cure="加快建设，完成后更新“当前”；缺少的指标予以补上。",
    good=_with(SERVICE_GOALS, "100", "100"),
    bad=_with(SERVICE_GOALS[:1], "100"),
    of_counties=True,
    per_batch=True,
)
def services_reach_everyone(scene: Scene) -> Iterator[Hit]:
    yield from _in_one(hit for indicator in SERVICE_GOALS for hit in _coverage(scene, indicator))


def _in_one(hits: Iterator[Hit]) -> Iterator[Hit]:
    """Yields one hit with the messages of several."""
    if found := list(hits):
        yield found[0]._replace(message="；".join(hit.message for hit in found))


def _coverage(scene: Scene, indicator: str) -> Iterator[Hit]:
    county = scene.county.county
    found = _find(county.goals, indicator)
    if found is None:
        if county.goals:
            yield Hit(county.place("goals"), f"未公开{indicator}")
        return
    index, goal = found
    current, target = _share(goal.current, goal.unit), _share(goal.target, goal.unit)
    if goal.current is None:
        yield Hit(county.place("goals", index), f"未公开{indicator}的当前值")
    elif current and current.is_surely_below(FULL_COVERAGE) and _is_due(scene):
        place = county.place("goals", index, "current")
        yield Hit(place, f"{indicator}{_dated(goal)} {_percent(goal.current)}，目标是全覆盖")
    elif target and target.bound is not Bound.ABOUT and target.number < FULL_COVERAGE:
        place = county.place("goals", index, "target")
        yield Hit(place, f"{indicator}的目标定为 {_percent(goal.target)}，应当是全覆盖")


def _is_due(scene: Scene) -> bool:
    """Whether goals must have been reached: 综合验收 took place, or the last deadline of the projects has passed."""
    final = scene.county.outcome.final_acceptance
    if final is not None and final.date <= scene.as_of:
        return True
    last = max((project.due for project in live_projects(scene) if project.due), default=None)
    return last is not None and scene.as_of > last


def _share(value: Stated | None, unit: str | None) -> Measure | None:
    """A value in %; None for words, and for another unit: 12 个 is no share."""
    found = measure(value, unit)
    return found if found and found.unit in {"", "%"} else None


def _percent(value: Stated | None) -> str:
    """99 → 99%; a text as written."""
    return value if isinstance(value, str) else f"{value}%"


@rule(
    "C103",
    basis=duty("goals", "农村网络零售额和农产品网络零售额等数据指标要高于全国平均水平"),
    title="网络零售额增速不高于全国平均",
    reads=("county", "national"),
    explanation="农村网络零售额和农产品网络零售额等数据指标要高于全国平均水平，持平不算高于。与全国平均（national.csv）比较，"
    "取不晚于“截至”之年的最近一年，未填写“截至”的按数据截至日；单位不同的不比较。未公开这个指标或其当前值的，也列为发现。"
    + _COMPARED,
    cure="核对数据；确实偏低的在“答复”里说明原因和措施；缺少的指标予以补上。",
    good=_with(GROWTH_GOALS, "8.91", "26.3"),
    bad=_with(GROWTH_GOALS, "8.9", "26.3"),
    of_counties=True,
    per_batch=True,
)
def growth_beats_the_nation(scene: Scene) -> Iterator[Hit]:
    yield from _in_one(_growth(scene))


def _growth(scene: Scene) -> Iterator[Hit]:
    county = scene.county.county
    for indicator in GROWTH_GOALS:
        found = _find(county.goals, indicator)
        if found is None:
            if county.goals:
                yield Hit(county.place("goals"), f"未公开{indicator}")
            continue
        index, goal = found
        average, current = _average(scene, goal), _share(goal.current, goal.unit)
        if goal.current is None:
            yield Hit(county.place("goals", index), f"未公开{indicator}的当前值")
        elif average and current and current.is_surely_below(average.value, or_equal=True):
            message = f"{indicator}{_dated(goal)} {_percent(goal.current)}，不高于 {average.year} 年全国平均 {average.value}%"
            yield Hit(county.place("goals", index, "current"), message)


def _find(goals: tuple[Goal, ...], indicator: str) -> tuple[int, Goal] | None:
    return next(((index, goal) for index, goal in enumerate(goals) if goal.name == indicator), None)


def _dated(goal: Goal) -> str:
    return f"{goal.label_of('as_of')} {goal.as_of}" if goal.as_of else goal.label_of("current")


def _average(scene: Scene, goal: Goal) -> NationalAverage | None:
    """Returns the national average that a goal's current value is compared with."""
    year = (goal.as_of or scene.as_of).year
    known = [
        row
        for row in scene.national
        if row.indicator == goal.name
        and row.year <= year
        and (None in (row.unit, goal.unit) or row.unit == goal.unit)
    ]
    return max(known, key=lambda row: row.year, default=None)
