"""F101, F110, F114, F118: what the money was spent on, the negative list of clause 四."""

import re
from collections.abc import Iterable, Iterator

from generator.model.codelists import SpendingCategory
from generator.model.county import County
from generator.model.fees import Fee
from generator.rules.base import Hit, Scene, rule
from generator.rules.basis import duty
from generator.rules.facts import live_projects, wan
from generator.rules.negative_list import Suspicion, suspicions
from generator.rules.purposes import doubtful_purposes

_FORBIDDEN = duty(
    "spending",
    "不得用于网络交易平台、楼堂馆所建设、征地拆迁、购买流量、人员经费等经常性开支以及提取工作经费，不得用于与农村电商示范工作无关的支出",
)

PARK = "产业园|创业园|孵化园|电商园|展示中心|展销中心|展示馆|展销馆|展览馆|体验馆|体验中心|特产馆|展示展销厅"
"""Names of parks and exhibition halls."""
_LAST = frozenset(name[-1] for name in PARK.split("|"))
"""Last characters of these names; a text without any of them is not searched further."""
_TO_EXPLAIN = "在“答复”里说明这笔支出是什么，或者把用途写明白；确属负面清单的追回资金。"
_NAMED = re.compile(PARK)
_BUILT = re.compile(f"(?:新建|兴建|扩建|建设|建成|打造)[^，。；、]{{0,10}}?(?:{PARK})")


@rule(
    "F101",
    basis=_FORBIDDEN,
    title="支出疑似在负面清单之内",
    is_major=True,
    reads=("projects", "payments", "expenditures"),
    explanation="财政资金不得用于网络交易平台、楼堂馆所建设、征地拆迁、购买流量、人员经费等经常性开支以及提取工作经费，"
    "不得用于与农村电商示范工作无关的支出。按经审定的词表核对资金用途、拨付用途和支出用途的文字：要有不得列支的事物，一般还要有建设、购买、"
    "支付一类的动作；写明不含、除外、企业自筹的，培训的内容，入驻、对接已有平台，利用闲置房屋改作他用，地名，都不算。"
    "分两种：“命中”，文字就是清单所列的事；“需说明”，文字上可能是，要县里说明。是否与示范工作无关，只凭文字不能断定，只会是“需说明”。"
    "两种都写出所依据的词；文字只是线索，是否违规要看实际支出。同一个项目、同一个用途，安排、拨付、支出是一项发现，写明每一处。"
    "“类别”本身就在负面清单之内的见 F114。支出以后从这个项目退回、收回的，先抵 F114 的支出，再抵这里的，抵完的不再列出。",
    cure="核实这笔支出：确属负面清单的追回资金，不属于的把用途写明白，或在“答复”里说明。",
    good="+expenditures: [{日期: 2021-05-01, 项目编号: 210198-2020-01, 类别: 服务, 用途: 直播带货培训场地, 金额: '1'}]",
    bad="+expenditures: [{日期: 2021-05-01, 项目编号: 210198-2020-01, 类别: 服务, 用途: 直播间付费推流充值, 金额: '1'}]",
    covers=("F113",),
)
def nothing_forbidden_by_its_wording(scene: Scene) -> Iterator[Hit]:
    for purpose in doubtful_purposes(scene):
        found = suspicions(purpose.text)
        if found and not purpose.forbidden:
            first, words = purpose.lines[0], tuple(one.words for one in found)
            message = f"用途“{purpose.text}”{suspected(found)}：{purpose.told}"
            cure = "" if any(one.is_certain for one in found) else _TO_EXPLAIN
            yield Hit(first.place, message, purpose.project, purpose.since, cure, words)


def suspected(found: Iterable[Suspicion]) -> str:
    """“命中负面清单所列的“购买流量”（依据的词是“买量”），需说明是否属于…”."""
    degrees = {True: "命中负面清单所列的", False: "需说明是否属于负面清单所列的"}
    return "，".join(f"{degrees[one.is_certain]}“{one.category}”（依据的词是“{one.words}”）" for one in found)


@rule(
    "F110",
    basis=duty("spending", "避免盲目建设电商产业园、产品展示中心"),
    title="新建园区未说明利用现有设施",
    reads=("projects",),
    explanation="要充分利用县域内各类产业园区、闲置厂房，避免盲目建设电商产业园、产品展示中心。项目名称是园区、展示馆一类，"
    "或者建设内容、资金用途写到建设这类设施的，应填写“利用现有设施”，说明利用了什么。",
    cure="补填“利用现有设施”，说明利用了哪些现有园区、厂房或设备。",
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
            message = f"项目写到“{found[0]}”，未说明怎样利用现有设施"
            yield Hit(project.place("reuse_statement"), message, project.id, terms=(found[0],))


@rule(
    "F114",
    basis=_FORBIDDEN,
    title="支出类别在负面清单之内",
    is_major=True,
    reads=("projects", "payments", "expenditures"),
    explanation="支出或资金用途的“类别”就是负面清单里的一类：网络交易平台、楼堂馆所建设、征地拆迁、购买流量、人员经费等经常性开支、"
    "提取工作经费、与示范工作无关的支出。支出以后从这个项目退回、收回的，按支出先后相抵，抵完的不再列出。"
    "同一个项目、同一个用途，安排、拨付、支出是一项发现，写明每一处。",
    cure="追回资金，在拨付台账写一行“收回”；类别填错的改正。",
    good="+expenditures: [{日期: 2021-05-01, 项目编号: 210198-2020-01, 类别: 其他, 用途: 标识制作, 金额: '1'}]",
    bad="+expenditures: [{日期: 2021-05-01, 项目编号: 210198-2020-01, 类别: 征地拆迁, 用途: 场地补偿, 金额: '1'}]",
    covers=("F113",),
)
def nothing_in_a_forbidden_category(scene: Scene) -> Iterator[Hit]:
    for purpose in doubtful_purposes(scene):
        if forbidden := purpose.forbidden:
            named = "、".join(f"“{kind}”" for kind in forbidden.categories)
            message = f"用途“{purpose.text}”，类别是负面清单所列的{named}：{forbidden.told}"
            place, kinds = forbidden.category_place, forbidden.categories
            yield Hit(place, message, purpose.project, forbidden.since, terms=kinds)


@rule(
    "F118",
    basis=_FORBIDDEN,
    title="费用疑似在负面清单之内",
    is_major=True,
    reads=("county",),
    explanation="财政资金不得用于人员经费等经常性开支以及提取工作经费。不属于项目的费用，“类别”是负面清单里的一类的，名称、依据里有词表"
    "（见 F101，分“命中”和“需说明”）所列说法的（项目管理费、工作经费、按比例提取的管理费等），付给主管部门自己的，列为发现；文字只是线索。按合同付给"
    "第三方的监理费、审计费、评审费、验收费、招标代理费，通知未列入负面清单，不列。支付以后全部退回、收回的不再列出。",
    cure="属于负面清单的不得用专项资金支付，追回已经支付的，在“支付”里写一项“收回”；不属于的把名称、依据写明白，或在“答复”里说明。",
    good="县: {费用: [{名称: 工程监理费, 类别: 服务, 金额: '5', 收款单位: 甲监理公司}]}",
    bad="县: {费用: [{名称: 项目管理费, 金额: '5'}]}",
    per_batch=True,
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
    texts = (("name", fee.name), ("basis", basis), ("basis", f"{basis}{fee.name}"))
    told = [(field, found) for field, text in texts if (found := suspicions(text))]
    if told:
        certain = (one for one in told if any(each.is_certain for each in one[1]))
        field, found = next(certain, told[0])
        return field, f"{fee.label_of(field)}{suspected(found)}", tuple(one.words for one in found)
    department = county.lead_department.name if county.lead_department else None
    if department and fee.payee == department:
        return "payee", f"付给主管部门“{department}”自己，疑似“{SpendingCategory.WORK_FUNDS}”", (department,)
    return None
