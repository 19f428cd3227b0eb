"""F101, F110, F114: what the money was spent on, the negative list of clause 四."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.model.base import Record
from generator.model.codelists import SpendingCategory
from generator.model.place import Place
from generator.rules.base import Hit, Scene, rule
from generator.rules.facts import live_projects, wan
from generator.rules.negative_list import forbidden_words

CLAUSE = "四"

PARK = "产业园|创业园|孵化园|电商园|展示中心|展销中心|展示馆|展销馆|展览馆|体验馆|体验中心|特产馆|展示展销厅"
"""Parks and exhibition halls by the names they go by."""
_NAMED = re.compile(PARK)
_BUILT = re.compile(f"(?:新建|兴建|扩建|建设|建成|打造)[^，。；、]{{0,10}}?(?:{PARK})")


@rule(
    "F101",
    clause=CLAUSE,
    title="支出疑似在负面清单之内",
    explanation="财政资金不得用于网络交易平台、楼堂馆所建设、征地拆迁、购买流量、人员经费等经常性开支以及提取工作经费，"
    "不得用于与农村电商示范工作无关的支出。按经审定的词表（含同义说法）核对资金用途、拨付用途和支出用途的文字，"
    "列出所依据的词；文字只是线索，是否违规要看实际支出。「类别」本身就在负面清单之内的见 F114。",
    cure="核实这笔支出：确属负面清单的追回资金，不属于的把用途写明白，或在「答复」里说明。",
    good="+expenditures: [{日期: 2021-05-01, 项目编号: 210198-2020-01, 类别: 服务, 用途: 直播带货培训场地, 金额: '1'}]",
    bad="+expenditures: [{日期: 2021-05-01, 项目编号: 210198-2020-01, 类别: 服务, 用途: 直播间付费推流充值, 金额: '1'}]",
)
def nothing_forbidden_by_its_wording(scene: Scene) -> Iterator[Hit]:
    for line in _lines(scene, _is_suspect):
        found = forbidden_words(line.purpose)
        kinds = "、".join(f"「{kind}」" for kind, _ in found)
        words = tuple(word for _, word in found)
        message = f"{line.what}，用途「{line.purpose}」疑似{kinds}，依据的词是「{'」「'.join(words)}」"
        yield Hit(line.place("purpose"), message, line.project, line.date, terms=words)


def _is_suspect(purpose: str, category: SpendingCategory | None) -> bool:
    """Whether the words are forbidden; where the category is, F114 says so."""
    return bool(forbidden_words(purpose)) and not _is_forbidden(purpose, category)


def _is_forbidden(_: str, category: SpendingCategory | None) -> bool:
    return category is not None and category.is_forbidden


@dataclass(frozen=True, slots=True)
class _Line:
    """One amount with the words that say what it is for."""

    verb: str
    amount: Decimal
    purpose: str
    category: SpendingCategory | None
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


def _lines(scene: Scene, is_meant: Callable[[str, SpendingCategory | None], bool]) -> Iterator[_Line]:
    """What says what money is for: spent, paid, and planned for projects not cancelled.

    Args:
        is_meant: given purpose and category, whether the line is asked for.
    """
    for row in scene.county.expenditures:
        if is_meant(row.purpose, row.category):
            yield _Line("支出", row.amount, row.purpose, row.category, row.project, row.date, row)
    for payment in scene.county.payments:
        purpose = payment.purpose or ""
        if is_meant(purpose, None):
            yield _Line("拨付", payment.amount, purpose, None, payment.project, payment.date, payment)
    for project in live_projects(scene):
        for index, line in enumerate(project.budget_lines):
            if is_meant(line.purpose, line.category):
                path = ("budget_lines", index)
                yield _Line(
                    "资金用途安排", line.amount, line.purpose, line.category, project.id, None, project, path
                )


@rule(
    "F110",
    clause=CLAUSE,
    title="建设产业园或展示中心没有说明利用现有设施",
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
        texts = [project.description or "", *(line.purpose for line in project.budget_lines)]
        found = _NAMED.search(project.title) or next(filter(None, map(_BUILT.search, texts)), None)
        if found:
            message = f"项目写到「{found[0]}」，没有说明怎样利用现有设施"
            yield Hit(project.place("reuse_statement"), message, project.id, terms=(found[0],))


@rule(
    "F114",
    clause=CLAUSE,
    title="支出类别在负面清单之内",
    explanation="支出或资金用途的「类别」就是负面清单里的一类：网络交易平台、楼堂馆所建设、征地拆迁、购买流量、人员经费等经常性开支、"
    "提取工作经费、与示范工作无关的支出。",
    cure="追回资金；类别填错的改正。",
    good="+expenditures: [{日期: 2021-05-01, 项目编号: 210198-2020-01, 类别: 其他, 用途: 标识制作, 金额: '1'}]",
    bad="+expenditures: [{日期: 2021-05-01, 项目编号: 210198-2020-01, 类别: 征地拆迁, 用途: 场地补偿, 金额: '1'}]",
)
def nothing_in_a_forbidden_category(scene: Scene) -> Iterator[Hit]:
    for line in _lines(scene, _is_forbidden):
        category = str(line.category)
        message = f"{line.what}，用途「{line.purpose}」，类别是负面清单所列的「{category}」"
        yield Hit(line.place("category"), message, line.project, line.date, terms=(category,))
