"""F104–F106, F111: subsidies for shipping, clause 四 1."""

import re
from collections.abc import Iterator
from datetime import date

from generator.model.codelists import ShipmentLeg, SpendingCategory
from generator.model.disclosure import CountyDisclosure
from generator.model.ledgers import Expenditure, Payment
from generator.model.logistics import LogisticsSubsidy
from generator.model.money import total
from generator.model.partial_day import earliest, told
from generator.model.project import Project
from generator.rules.base import Hit, Scene, rule
from generator.rules.basis import duty
from generator.rules.facts import TERMS, live_projects, missing_labels, wan

_CAPPED = duty("logistics", "应明确补贴上限和退补时间")

_SUBSIDY, _DOWN = SpendingCategory.LOGISTICS_SUBSIDY, ShipmentLeg.DOWN
_NOT_DOWN = re.compile("下行[^，。；]{0,4}不|不[^，。；]{0,6}下行")

_EXAMPLE = """项目:
  '01':
    资金用途: [{类别: 物流补贴, 用途: %s快件补贴, 金额: '400'}]
    物流补贴: {环节: %s, 补贴上限: %s, 退补日期: %s, 每单补贴: '%s', 与省会物流成本差额: '1.50'}
"""


@rule(
    "F104",
    basis=_CAPPED,
    title="物流补贴没有上限或退补日期",
    reads=("projects",),
    explanation="确需支持的物流补贴项目，应明确补贴上限和退补时间。资金用途里有物流补贴而没有填写「物流补贴」一项的，同样列出。",
    cure="在「物流补贴」里补上「补贴上限」和「退补日期」。",
    good=_EXAMPLE % ("上行", "上行", "'400'", "2022-12-31", "1.50"),
    bad=_EXAMPLE % ("上行", "上行", "'400'", "null", "1.50"),
)
def subsidy_is_limited(scene: Scene) -> Iterator[Hit]:
    for project in live_projects(scene):
        terms = project.logistics_subsidy
        if terms is None and not _plans_subsidy(project):
            continue
        missing = missing_labels(terms or LogisticsSubsidy(), ("ceiling", "end_date"))
        if missing:
            message = f"物流补贴没有写明{'和'.join(missing)}"
            yield Hit(project.place("logistics_subsidy"), message, project.id, terms=missing)


def _plans_subsidy(project: Project) -> bool:
    return any(line.category is _SUBSIDY for line in project.budget_lines)


@rule(
    "F105",
    basis=duty("logistics", "原则上只能补贴物流上行部分"),
    title="物流补贴用于下行",
    reads=("projects", "expenditures"),
    explanation="物流补贴原则上只能补贴物流上行部分。「环节」写下行的，或者物流补贴的资金用途、支出用途写到下行的（写明下行不补的除外），列为发现。",
    cure="停止下行补贴；已补的核实处理，确有需要的在「答复」里说明。",
    good=_EXAMPLE % ("上行", "上行", "'400'", "2022-12-31", "1.50"),
    bad=_EXAMPLE % ("上行", "下行", "'400'", "2022-12-31", "1.50"),
)
def subsidy_goes_to_the_upward_leg(scene: Scene) -> Iterator[Hit]:
    for project in live_projects(scene):
        terms = project.logistics_subsidy
        if terms is not None and terms.leg is _DOWN:
            place = project.place("logistics_subsidy", "leg")
            yield Hit(place, "物流补贴的环节是下行，通知只支持补贴上行", project.id)
            continue
        for index, line in enumerate(project.budget_lines):
            if line.category is _SUBSIDY and _says_downward(line.purpose):
                place = project.place("budget_lines", index, "purpose")
                yield Hit(
                    place, f"资金用途「{line.purpose}」{wan(line.amount)}，是下行的物流补贴", project.id
                )
        for row in scene.county.expenditures_of[project.id]:
            if row.category is _SUBSIDY and _says_downward(row.purpose):
                message = f"{row.date} 支出「{row.purpose}」{wan(row.amount)}，是下行的物流补贴"
                yield Hit(row.place("purpose"), message, project.id, row.date)


def _says_downward(purpose: str) -> bool:
    return _DOWN.label in purpose and not _NOT_DOWN.search(purpose)


@rule(
    "F106",
    basis=duty("logistics", "每单补贴额度不超过当地与省会城市的物流成本差额"),
    title="每单补贴高于物流成本差额",
    reads=("projects",),
    explanation="每单补贴额度不超过当地与省会城市的物流成本差额，相等不算超过。",
    cure="把每单补贴降到差额以内；多补的核实处理。",
    good=_EXAMPLE % ("上行", "上行", "'400'", "2022-12-31", "1.50"),
    bad=_EXAMPLE % ("上行", "上行", "'400'", "2022-12-31", "1.500001"),
)
def subsidy_per_order_within_the_gap(scene: Scene) -> Iterator[Hit]:
    for project in live_projects(scene):
        terms = project.logistics_subsidy
        if terms is None or terms.per_order is None or terms.cost_gap is None:
            continue
        if terms.per_order > terms.cost_gap:
            message = f"每单补贴 {terms.per_order} 元，高于与省会的物流成本差额 {terms.cost_gap} 元"
            yield Hit(project.place("logistics_subsidy", "per_order"), message, project.id)


@rule(
    "F111",
    basis=_CAPPED,
    title="退补日期之后仍付物流补贴",
    reads=("projects", "payments", "expenditures"),
    explanation="物流补贴到期退出。退补日期之后，县里向只有物流补贴的项目拨付、或以补贴名义拨付，承办单位支出物流补贴，都列出；当日不算。"
    "补付到期之前单量的，在「答复」里说明。" + TERMS,
    cure="停止补贴；确属到期之前发生、之后结算的，在「答复」里说明。",
    good=_EXAMPLE % ("上行", "上行", "'400'", "2021-03-20", "1.50"),
    bad=_EXAMPLE % ("上行", "上行", "'400'", "2021-03-19", "1.50"),
    covers=("F113",),
)
def no_subsidy_after_its_end(scene: Scene) -> Iterator[Hit]:
    for project in scene.county.projects:
        terms = project.logistics_subsidy
        ends = project.day_of(terms.end_date) if terms else None
        late = _subsidies_after(scene.county, project, ends) if ends else ()
        if terms and ends and late:
            written = told(terms.end_date, ends)
            message = f"退补日期是 {written}，{late[0].date} 起仍有物流补贴：{_paid_and_spent(late)}"
            yield Hit(late[0].place("date"), message, project.id, late[0].date)


def _subsidies_after(
    county: CountyDisclosure, project: Project, ends: date
) -> tuple[Payment | Expenditure, ...]:
    """Returns payments and expenditures of a subsidy after its end, by date."""
    lines = project.budget_lines
    only_subsidy = all(line.category is _SUBSIDY for line in lines)
    payments = [
        row
        for row in county.payments_of[project.id]
        if earliest(row.date) > ends and not row.is_back and (only_subsidy or "补贴" in (row.purpose or ""))
    ]
    spent = [
        row
        for row in county.expenditures_of[project.id]
        if earliest(row.date) > ends and row.category is _SUBSIDY
    ]
    return tuple(sorted((*payments, *spent), key=lambda row: row.date))


def _paid_and_spent(rows: tuple[Payment | Expenditure, ...]) -> str:
    """「拨付 12.00 万元、支出 5.00 万元」: not added up, since the same money is in both ledgers."""
    paid = total(row.amount for row in rows if isinstance(row, Payment))
    spent = total(row.amount for row in rows if isinstance(row, Expenditure))
    parts = (("拨付", paid), ("支出", spent))
    return "、".join(f"{label} {wan(amount)}" for label, amount in parts if amount)
