"""E017: figures and names that are unlikely to be what was meant. Only the submitter is told; nothing is concluded from them."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from operator import attrgetter

from generator.model.base import Record
from generator.model.codelists import Conclusion
from generator.model.finding import Severity
from generator.model.ledgers import Transaction
from generator.model.measures import Bound, Stated, measure
from generator.rules.base import Hit, Scene, rule
from generator.rules.basis import agreed
from generator.rules.facts import listed
from generator.rules.spans import months_away

_COLUMNS = ("retail_sales", "farm_sales", "orders", "parcels_up", "parcels_down")
_VALUES = attrgetter(*_COLUMNS)
_FAR = 1000
"""How many times its neighbours a month must be: 元 written for 万元 is ten thousand times too much."""
_OLD_MONTHS = 12
_KINDS = "公司|合作社|联合社|集团|中心|协会|商会|学校|学院|大学|研究院|厂|场|店|社|站"
_TWO_FIRMS = re.compile(
    rf"(?:{_KINDS})(?:[（(][^（()）]*[)）])?[、，,;；/／＋+和与及](?:\S{{0,30}})(?:{_KINDS})"
)
_BETWEEN = frozenset("、，,;；/／＋+和与及")
_PARTNERS = re.compile(r"供销[、和与及]\S*社")
"""What looks like two and is one."""


@rule(
    "E017",
    basis=agreed(),
    title="数字或名称看来不对，请核对",
    reads=("county", "contracts", "projects", "transactions", "outcome"),
    explanation="农产品网络零售额大于网络零售额，一个月的交易数据是前后月份的一千倍以上或不足千分之一，覆盖率超过 100%，全县绩效目标的“截至”已过 12 个月"
    "（综合验收合格以后不看），承办单位一栏写了两家单位。这些不一定错，照原样公开，不下结论；这一条只告诉报送的人，不公开。",
    cure="核对原件：写错的改正，如把元写成了万元；两家单位的，另一家写在“联合体”；无误的不必改。",
    good="+transactions: [{月份: 2021-06, 项目编号: 210198-2020-01, 网络零售额: '10', 农产品网络零售额: '10'}]",
    bad="+transactions: [{月份: 2021-06, 项目编号: 210198-2020-01, 网络零售额: '10', 农产品网络零售额: '10.01'}]",
    severity=Severity.NOTICE,
    per_batch=True,
)
def figures_are_plausible(scene: Scene) -> Iterator[Hit]:
    for project, rows in scene.county.transactions_of.items():
        # one pass: most counties have nothing odd in any column
        columns = zip(*map(_VALUES, rows), strict=True)
        yield from _farm_above_all(project, rows)
        for name, column in zip(_COLUMNS, columns, strict=False):  # no columns of a project without rows
            values = list(filter(None, column))
            if values and max(values) >= _FAR * min(values):
                yield from _far_from_neighbours(project, rows, name)
    yield from _above_the_whole(scene)
    yield from _old_goals(scene)
    yield from _two_firms(scene)


def _farm_above_all(project: str, rows: Sequence[Transaction]) -> Iterator[Hit]:
    odd = [
        row
        for row in rows
        if row.farm_sales is not None and row.retail_sales is not None and row.farm_sales > row.retail_sales
    ]
    if odd:
        farm, retail = Transaction.label_of("farm_sales"), Transaction.label_of("retail_sales")
        message = f"{listed([row.month for row in odd])} 的{farm}大于{retail}"
        yield Hit(odd[0].place("farm_sales"), message, project)


def _far_from_neighbours(project: str, rows: Sequence[Transaction], name: str) -> Iterator[Hit]:
    """Yields the first month that is a thousand times both months beside it, or less than a thousandth of them."""
    told = [(row, value) for row in rows if (value := getattr(row, name))]
    values = [value for _, value in told]
    # the ends come last: of two months apart, one that stands between others is the odd one
    for at in (*range(1, len(told) - 1), 0, len(told) - 1):
        row, value = told[at]
        beside = values[max(at - 1, 0) : at] + values[at + 1 : at + 2]
        is_less = len(beside) > 1 and value * _FAR <= min(beside)
        if beside and (value >= _FAR * max(beside) or is_less):
            near = "、".join(f"{one:f}" if isinstance(one, Decimal) else str(one) for one in beside)
            message = f"{row.month} 的{row.label_of(name)}是 {value}，前后月份是 {near}"
            yield Hit(row.place(name), message, project)
            return


def _above_the_whole(scene: Scene) -> Iterator[Hit]:
    county = scene.county.county
    for at, goal in enumerate(county.goals):
        for name in ("target", "current"):
            if _is_above_the_whole(goal.name, getattr(goal, name), goal.unit):
                yield Hit(county.place("goals", at, name), _above(goal, goal.name, name))
    for project in scene.county.projects:
        for at, target in enumerate(project.targets):
            for name in ("value", "achieved"):
                if _is_above_the_whole(target.name, getattr(target, name), target.unit):
                    place = project.place("targets", at, name)
                    yield Hit(place, _above(target, target.name, name), project.id)


def _is_above_the_whole(indicator: str, value: Stated | None, unit: str | None) -> bool:
    if "覆盖率" not in indicator:
        return False
    found = measure(value, unit)
    return found is not None and found.bound is Bound.EXACT and found.unit in {"", "%"} and found.number > 100


def _above(record: Record, indicator: str, name: str) -> str:
    return f"“{indicator}”的{record.label_of(name)}是 {getattr(record, name)}，超过 100%"


def _old_goals(scene: Scene) -> Iterator[Hit]:
    final = scene.county.outcome.final_acceptance
    if final and final.conclusion is Conclusion.PASSED and final.date <= scene.as_of:
        return
    county, limit = scene.county.county, months_away(scene.as_of, -_OLD_MONTHS)
    old = [(at, goal) for at, goal in enumerate(county.goals) if goal.as_of and goal.as_of < limit]
    if old:
        at, goal = min(old, key=lambda told: told[1].as_of or limit)
        message = f"{len(old)} 项绩效目标已过 {_OLD_MONTHS} 个月未更新，最早的截至 {goal.as_of}"
        yield Hit(county.place("goals", at, "as_of"), message)


def _two_firms(scene: Scene) -> Iterator[Hit]:
    for project in scene.county.projects:
        lead = project.contractor
        for company in (lead, *lead.consortium) if lead and not lead.is_person else ():
            if _BETWEEN.isdisjoint(company.name):
                continue
            if _TWO_FIRMS.search(company.name) and not _PARTNERS.search(company.name):
                place = project.place("contractor", "name")
                yield Hit(place, f"“{company.name}”看来是两家单位", project.id)
