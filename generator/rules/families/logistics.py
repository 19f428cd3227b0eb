"""F104–F106, F111: subsidies for shipping, clause 四 1."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from generator.model.base import asked_fields
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
_CALLED_SUBSIDY = re.compile(
    "(?:物流|快递|运费|寄递|邮费|邮寄|快件|包裹)(?:费用?)?补贴(?!的?(?:系统|平台|软件|政策|办法|审计|宣传|核算))"
)
"""What a purpose calls a subsidy for shipping, whatever its category."""
_DELIVERED = "(?<!村)(?<!站点)(?:到|进|入|下|至)(?:行政|自然|各)?(?:村|户|乡|镇)|派件|派送|投递|取件|到件|末端配送|下沉|通村|到家|最后一公里"
_DOWNWARD = re.compile(f"{_DOWN.label}|{_DELIVERED}")
_NOT_DOWN = re.compile(
    f"(?:{_DOWN.label}|派件|派送|到村)[^，。；]{{0,4}}(?:不|除外)|[不除][^，。；]{{0,6}}(?:{_DOWN.label}|派件|派送|到村)"
)
_UPWARD = re.compile("上行|出村|进城|外发|发往|揽收|揽件|寄出|寄件|出港|集货")

_EXAMPLE = """项目:
  '01':
    资金用途: [{类别: 物流补贴, 用途: %s快件补贴, 金额: '400'}]
    物流补贴: {环节: %s, 补贴上限: %s, 退补日期: %s, 每单补贴: '%s', 与省会物流成本差额: '1.50'}
"""


@rule(
    "F104",
    basis=duty(
        "logistics",
        "应明确补贴上限和退补时间，原则上只能补贴物流上行部分，且每单补贴额度不超过当地与省会城市的物流成本差额",
    ),
    title="物流补贴未登记上限、退补日期等",
    reads=("projects", "payments", "expenditures"),
    explanation="确需支持的物流补贴项目，应明确补贴上限和退补时间，只补上行，每单补贴不超过物流成本差额：“物流补贴”一项要写明环节、补贴上限、退补日期、"
    "每单补贴和与省会物流成本差额。资金用途里有物流补贴的，拨付、使用台账里有物流补贴（类别或者用途写明的）而安排里未写的，未填写这一项，同样列出。",
    cure="在“物流补贴”里补上缺少的内容；安排里无物流补贴的，按程序调整方案，或者改正台账的类别和用途。",
    good=_EXAMPLE % ("上行", "上行", "'400'", "2022-12-31", "1.50"),
    bad=_EXAMPLE % ("上行", "上行", "'400'", "null", "1.50"),
)
def subsidy_is_limited(scene: Scene) -> Iterator[Hit]:
    for project in live_projects(scene):
        terms = project.logistics_subsidy
        if terms is None and not _plans_subsidy(project):
            yield from _subsidy_out_of_plan(scene.county, project)
            continue
        missing = missing_labels(terms or LogisticsSubsidy(), asked_fields(LogisticsSubsidy))
        if missing:
            message = f"物流补贴未写明{'、'.join(missing)}"
            yield Hit(project.place("logistics_subsidy"), message, project.id, terms=missing)


def _subsidy_out_of_plan(county: CountyDisclosure, project: Project) -> Iterator[Hit]:
    """Yields a project that pays for shipping although nothing of the kind is planned."""
    rows: list[Payment | Expenditure] = [
        row for row in county.payments_of[project.id] if _is_subsidy(row) and not row.is_back
    ]
    rows += [row for row in county.expenditures_of[project.id] if _is_subsidy(row)]
    rows.sort(key=lambda row: row.date)
    if rows:
        message = f"{rows[0].date} 起有物流补贴：{_paid_and_spent(tuple(rows))}，资金用途和物流补贴都未登记"
        yield Hit(rows[0].place("purpose"), message, project.id, rows[0].date)


def _is_subsidy(row: Payment | Expenditure) -> bool:
    """Whether a row is a subsidy for shipping, by its category or by what its purpose calls it."""
    if isinstance(row, Expenditure) and row.category is _SUBSIDY:
        return True
    purpose = row.purpose or ""
    return "补贴" in purpose and bool(_CALLED_SUBSIDY.search(purpose))


def _plans_subsidy(project: Project) -> bool:
    return any(line.category is _SUBSIDY for line in project.budget_lines)


@rule(
    "F105",
    basis=duty("logistics", "原则上只能补贴物流上行部分"),
    title="物流补贴用于下行",
    is_major=True,
    reads=("projects", "expenditures"),
    explanation="物流补贴原则上只能补贴物流上行部分。“环节”写下行的，物流补贴的资金用途、支出用途写到下行的，或者写到村快递、派件、送货下乡一类"
    "实际是下行的（需说明），列为发现；写明下行不补的、同时写上行、揽收、进城的除外。",
    cure="停止下行补贴，已补的核实处理；不是下行的把用途写明白，确有需要的在“答复”里说明。",
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
            if line.category is _SUBSIDY and (words := _downward(line.purpose)):
                place = project.place("budget_lines", index, "purpose")
                message = f"资金用途“{line.purpose}”{wan(line.amount)}，{_judged(words)}"
                yield Hit(place, message, project.id, terms=(words,))
        for row in scene.county.expenditures_of[project.id]:
            if _is_subsidy(row) and (words := _downward(row.purpose)):
                message = f"{row.date} 支出“{row.purpose}”{wan(row.amount)}，{_judged(words)}"
                yield Hit(row.place("purpose"), message, project.id, row.date, terms=(words,))


def _downward(purpose: str) -> str:
    """The words of a purpose that say, or mean, that goods go down to the village; empty if none do."""
    found = _DOWNWARD.search(purpose)
    if found is None or _NOT_DOWN.search(purpose):
        return ""
    if _DOWN.label in purpose:
        return _DOWN.label
    return "" if _UPWARD.search(purpose) else found[0]


def _judged(words: str) -> str:
    if words == _DOWN.label:
        return "是下行的物流补贴"
    return f"写到“{words}”，需说明是不是下行的物流补贴"


@rule(
    "F106",
    basis=duty("logistics", "每单补贴额度不超过当地与省会城市的物流成本差额"),
    title="每单补贴高于物流成本差额",
    is_major=True,
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
    title="物流补贴超过上限或到期仍付",
    is_major=True,
    reads=("projects", "payments", "expenditures"),
    explanation="物流补贴有上限，到期退出。支出的物流补贴（只有物流补贴的项目，也看拨付）合计超过“补贴上限”的列出，减去退回、收回的计算。"
    "退补日期之后，县里向只有物流补贴的项目拨付、或以补贴名义拨付，承办单位支出物流补贴，都列出；当日不算。"
    "补付到期之前单量的，在“答复”里说明。" + TERMS,
    cure="停止补贴，多付的收回；确属到期之前发生、之后结算的，在“答复”里说明。",
    good=_EXAMPLE % ("上行", "上行", "'400'", "2021-03-20", "1.50"),
    bad=_EXAMPLE % ("上行", "上行", "'400'", "2021-03-19", "1.50"),
    covers=("F113",),
)
def no_subsidy_above_its_ceiling_or_after_its_end(scene: Scene) -> Iterator[Hit]:
    for project in scene.county.projects:
        terms = project.logistics_subsidy
        if terms and terms.ceiling is not None:
            yield from _above(scene.county, project, terms.ceiling)
        ends = project.day_of(terms.end_date) if terms else None
        late = _subsidies_after(scene.county, project, ends) if ends else ()
        if terms and ends and late:
            written = told(terms.end_date, ends)
            message = f"退补日期是 {written}，{late[0].date} 起仍有物流补贴：{_paid_and_spent(late)}"
            yield Hit(late[0].place("date"), message, project.id, late[0].date)


def _above(county: CountyDisclosure, project: Project, ceiling: Decimal) -> Iterator[Hit]:
    """Yields a project whose subsidy for shipping adds up to more than its ceiling, in either ledger."""
    spent = [row for row in county.expenditures_of[project.id] if row.category is _SUBSIDY]
    back = total(item.amount for item in county.unspent if item.project == project.id)
    sums = [("支出物流补贴", total(row.amount for row in spent) - back)]
    is_all = all(line.category is _SUBSIDY for line in project.budget_lines)
    if is_all and (project.support is None or ceiling < project.support):  # else F103 says it
        sums.append(("拨付", county.paid_of[project.id]))
    label, most = max(sums, key=lambda told: told[1])
    if most > ceiling:
        message = f"补贴上限 {wan(ceiling)}，累计{label} {wan(most)}，多 {wan(most - ceiling)}"
        yield Hit(project.place("logistics_subsidy", "ceiling"), message, project.id)


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
    """“拨付 12.00 万元、支出 5.00 万元”: not added up, since the same money is in both ledgers."""
    paid = total(row.amount for row in rows if isinstance(row, Payment))
    spent = total(row.amount for row in rows if isinstance(row, Expenditure))
    parts = (("拨付", paid), ("支出", spent))
    return "、".join(f"{label} {wan(amount)}" for label, amount in parts if amount)
