"""F101, F110, F114, F118: what the money was spent on, the negative list of clause 四."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.model.base import Record
from generator.model.codelists import SpendingCategory
from generator.model.county import County
from generator.model.fees import Fee
from generator.model.ledgers import Expenditure, Payment
from generator.model.money import ZERO
from generator.model.place import Place
from generator.model.project import BudgetLine, Project
from generator.rules.base import Hit, Scene, fact, rule
from generator.rules.facts import live_projects, wan
from generator.rules.negative_list import forbidden_words

CLAUSE = "四"

PARK = "产业园|创业园|孵化园|电商园|展示中心|展销中心|展示馆|展销馆|展览馆|体验馆|体验中心|特产馆|展示展销厅"
"""Names of parks and exhibition halls."""
_LAST = frozenset(name[-1] for name in PARK.split("|"))
"""Last characters of these names; a text without any of them is not searched further."""
_NAMED = re.compile(PARK)
_BUILT = re.compile(f"(?:新建|兴建|扩建|建设|建成|打造)[^，。；、]{{0,10}}?(?:{PARK})")


@rule(
    "F101",
    clause=CLAUSE,
    title="支出疑似在负面清单之内",
    reads=("projects", "payments", "expenditures"),
    explanation="财政资金不得用于网络交易平台、楼堂馆所建设、征地拆迁、购买流量、人员经费等经常性开支以及提取工作经费，"
    "不得用于与农村电商示范工作无关的支出。按经审定的词表（含同义说法）核对资金用途、拨付用途和支出用途的文字，"
    "列出所依据的词；文字只是线索，是否违规要看实际支出。「类别」本身就在负面清单之内的见 F114。支出以后从这个项目退回、收回的，"
    "先抵 F114 的支出，再抵这里的，抵完的不再列出。",
    cure="核实这笔支出：确属负面清单的追回资金，不属于的把用途写明白，或在「答复」里说明。",
    good="+expenditures: [{日期: 2021-05-01, 项目编号: 210198-2020-01, 类别: 服务, 用途: 直播带货培训场地, 金额: '1'}]",
    bad="+expenditures: [{日期: 2021-05-01, 项目编号: 210198-2020-01, 类别: 服务, 用途: 直播间付费推流充值, 金额: '1'}]",
)
def nothing_forbidden_by_its_wording(scene: Scene) -> Iterator[Hit]:
    county, suspect = scene.county, _suspect_purposes(scene)
    if not suspect:
        return
    lines = (
        *(
            _spent(row)
            for row in county.expenditures
            if row.purpose in suspect and not row.category.is_forbidden and _left_of(scene).get(id(row)) != 0
        ),
        *(_paid(row) for row in county.payments if row.purpose in suspect and not row.is_back),
        *(
            _planned(*own)
            for own in _budget_lines(scene)
            if own[2].purpose in suspect and not own[2].category.is_forbidden
        ),
    )
    for line in lines:
        found = forbidden_words(line.purpose)
        kinds = "、".join(f"「{kind}」" for kind, _ in found)
        words = tuple(word for _, word in found)
        message = f"{line.what}，用途「{line.purpose}」疑似{kinds}，依据的词是「{'」「'.join(words)}」"
        yield Hit(line.place("purpose"), message, line.project, line.date, terms=words)


def _suspect_purposes(scene: Scene) -> set[str | None]:
    """Returns the purposes with a forbidden wording; a county's many rows share few purposes."""
    said: set[str | None] = {row.purpose for row in scene.county.expenditures}
    said.update(row.purpose for row in scene.county.payments if not row.is_back)
    said.update(line.purpose for _, _, line in _budget_lines(scene))
    return {purpose for purpose in said if purpose and forbidden_words(purpose)}


@dataclass(frozen=True, slots=True)
class _Line:
    verb: str
    amount: Decimal
    purpose: str
    project: str
    date: date | None
    record: Record
    path: tuple[str | int, ...] = ()

    @property
    def what(self) -> str:
        """「2021-05-01 支出 1.00 万元」."""
        day = f"{self.date} " if self.date else ""
        return f"{day}{self.verb} {wan(self.amount)}"

    def place(self, field: str) -> Place:
        return self.record.place(*self.path, field)


def _spent(row: Expenditure) -> _Line:
    return _Line("支出", row.amount, row.purpose, row.project, row.date, row)


def _paid(row: Payment) -> _Line:
    return _Line("拨付", row.amount, row.purpose or "", row.project, row.date, row)


def _planned(project: Project, index: int, line: BudgetLine) -> _Line:
    path = ("budget_lines", index)
    return _Line("资金用途安排", line.amount, line.purpose, project.id, None, project, path)


@fact
def _budget_lines(scene: Scene) -> tuple[tuple[Project, int, BudgetLine], ...]:
    """Returns the budget lines of projects not cancelled: (project, position of the line, line)."""
    return tuple(
        [
            (project, index, line)
            for project in live_projects(scene)
            for index, line in enumerate(project.budget_lines)
        ]
    )


@rule(
    "F110",
    clause=CLAUSE,
    title="建设产业园或展示中心没有说明利用现有设施",
    reads=("projects",),
    explanation="要充分利用县域内各类产业园区、闲置厂房，避免盲目建设电商产业园、产品展示中心。项目名称是园区、展示馆一类，"
    "或者建设内容、资金用途写到建设这类设施的，应填写「利用现有设施」，说明利用了什么。",
    cure="补填「利用现有设施」，说明利用了哪些现有园区、厂房或设备。",
    good="项目: {'02': {项目名称: 电商产业园改造, 利用现有设施: 利用闲置粮库}}",
    bad="项目: {'02': {建设内容: 新建农产品展示中心 1 处}}",
)
def parks_are_justified(scene: Scene) -> Iterator[Hit]:
    for project in live_projects(scene):
        if project.reuse_statement:
            continue
        texts = [project.title, project.description or "", *[line.purpose for line in project.budget_lines]]
        if not any(map("".join(texts).__contains__, _LAST)):
            continue
        found = _NAMED.search(project.title) or next(filter(None, map(_BUILT.search, texts[1:])), None)
        if found:
            message = f"项目写到「{found[0]}」，没有说明怎样利用现有设施"
            yield Hit(project.place("reuse_statement"), message, project.id, terms=(found[0],))


@rule(
    "F114",
    clause=CLAUSE,
    title="支出类别在负面清单之内",
    reads=("projects", "payments", "expenditures"),
    explanation="支出或资金用途的「类别」就是负面清单里的一类：网络交易平台、楼堂馆所建设、征地拆迁、购买流量、人员经费等经常性开支、"
    "提取工作经费、与示范工作无关的支出。支出以后从这个项目退回、收回的，按支出先后相抵，抵完的不再列出。",
    cure="追回资金，在拨付台账写一行「收回」；类别填错的改正。",
    good="+expenditures: [{日期: 2021-05-01, 项目编号: 210198-2020-01, 类别: 其他, 用途: 标识制作, 金额: '1'}]",
    bad="+expenditures: [{日期: 2021-05-01, 项目编号: 210198-2020-01, 类别: 征地拆迁, 用途: 场地补偿, 金额: '1'}]",
)
def nothing_in_a_forbidden_category(scene: Scene) -> Iterator[Hit]:
    left_of = _left_of(scene)
    for row in [row for row in scene.county.expenditures if row.category.is_forbidden]:
        left = left_of.get(id(row))
        if left is None:
            yield _in_category(_spent(row), row.category)
        elif left:
            yield _in_category(_spent(row), row.category, f"，已收回 {wan(row.amount - left)}")
    for own in _budget_lines(scene):
        if own[2].category.is_forbidden:
            yield _in_category(_planned(*own), own[2].category)


@rule(
    "F118",
    clause=CLAUSE,
    title="费用疑似在负面清单之内",
    reads=("county",),
    explanation="财政资金不得用于人员经费等经常性开支以及提取工作经费。不属于项目的费用，「类别」是负面清单里的一类的，名称、依据里有词表"
    "（见 F101）所列说法的（项目管理费、工作经费、按比例提取的管理费等），付给主管部门自己的，列为发现；文字只是线索。按合同付给"
    "第三方的监理费、审计费、评审费、验收费、招标代理费，通知没有列入负面清单，不列。支付以后全部退回、收回的不再列出。",
    cure="属于负面清单的不得用专项资金支付，追回已经支付的，在「支付」里写一项「收回」；不属于的把名称、依据写明白，或在「答复」里说明。",
    good="县: {费用: [{名称: 工程监理费, 类别: 服务, 金额: '5', 收款单位: 甲监理公司}]}",
    bad="县: {费用: [{名称: 项目管理费, 金额: '5'}]}",
)
def no_cost_is_forbidden(scene: Scene) -> Iterator[Hit]:
    record = scene.county.county
    for index, fee in enumerate(record.fees):
        suspicion = _suspicion(fee, record)
        if suspicion is None or (fee.returned and not fee.paid):
            continue
        field, why, terms = suspicion
        recovered = f"，已收回 {wan(fee.returned)}" if fee.returned else ""
        amount = max(fee.planned, fee.paid + fee.returned)
        message = f"费用“{fee.name}”{wan(amount)}，{why}{recovered}"
        since = min((payment.date for payment in fee.payments), default=None)
        yield Hit(record.place("fees", index, field), message, since=since, terms=terms)


def _suspicion(fee: Fee, county: County) -> tuple[str, str, tuple[str, ...]] | None:
    """Returns why a cost may be on the negative list: the field that tells, in words, the terms; None: nothing says so."""
    if fee.category and fee.category.is_forbidden:
        return "category", f"类别是负面清单所列的“{fee.category}”", (fee.category.label,)
    basis = fee.basis or ""
    for field, text in (("name", fee.name), ("basis", basis), ("basis", f"{basis}{fee.name}")):
        if found := forbidden_words(text):
            kinds, words = ("、".join(f"“{one}”" for one in told) for told in zip(*found, strict=True))
            terms = tuple(word for _, word in found)
            return field, f"{fee.label_of(field)}疑似{kinds}，依据的词是{words}", terms
    department = county.lead_department.name if county.lead_department else None
    if department and fee.payee == department:
        return "payee", f"付给主管部门“{department}”自己，疑似“{SpendingCategory.WORK_FUNDS}”", (department,)
    return None


def _in_category(line: _Line, category: SpendingCategory, recovered: str = "") -> Hit:
    message = f"{line.what}，用途「{line.purpose}」，类别是负面清单所列的「{category}」{recovered}"
    return Hit(line.place("category"), message, line.project, line.date, terms=(category.label,))


@fact
def _left_of(scene: Scene) -> Mapping[int, Decimal]:
    """Returns the identity (``id``) of an expenditure under F114 or F101, if money came back of it → what is left, 万元.

    Which expenditure the money belongs to is not recorded: forbidden categories come first, then the oldest.
    """
    found: dict[int, Decimal] = {}
    for project in scene.county.returned_of:
        returns = [row for row in scene.county.payments_of[project] if row.is_back]
        unused = [row.amount for row in returns]
        rows = [row for row in scene.county.expenditures_of[project] if _is_suspect(row)]
        for row in sorted(rows, key=lambda row: not row.category.is_forbidden):
            for place, back in enumerate(returns):
                left = found.get(id(row), row.amount)
                taken = min(unused[place], left) if back.date >= row.date else ZERO
                if taken:
                    found[id(row)] = left - taken
                    unused[place] -= taken
    return found


def _is_suspect(row: Expenditure) -> bool:
    return row.category.is_forbidden or bool(forbidden_words(row.purpose))
