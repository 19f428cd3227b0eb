"""F: funds, clause 四."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import timedelta

from generator.model.ledgers import Payment
from generator.model.money import ZERO, format_wan, total
from generator.model.project import Project
from generator.rules.base import Hit, Scene, rule
from generator.rules.negative_list import forbidden_words

CLAUSE = "四"


@rule(
    "F101",
    clause=CLAUSE,
    title="支出疑似在负面清单之内",
    explanation="财政资金不得用于网络交易平台、楼堂馆所建设、征地拆迁、购买流量、人员经费等经常性开支以及提取工作经费。"
    "按经审定的词表核对资金用途和支出用途的文字，列出所依据的词。",
    cure="核实这笔支出；确属负面清单的追回资金，不属于的在「答复」里说明。",
    good="+expenditures: [{日期: 2021-05-01, 项目编号: 210198-2020-01, 类别: 服务, 用途: 直播带货培训场地, 金额: '1'}]",
    bad="+expenditures: [{日期: 2021-05-01, 项目编号: 210198-2020-01, 类别: 服务, 用途: 直播间付费推流充值, 金额: '1'}]",
)
def negative_list_by_words(scene: Scene) -> Iterator[Hit]:
    for row in scene.county.expenditures:
        for kind, word in forbidden_words(row.purpose)[:1]:
            message = f"{format_wan(row.amount)} 万元用于「{row.purpose}」，疑似{kind}"
            yield Hit(row.place("purpose"), message, row.project, row.date, terms=(word,))
    for project in scene.county.projects:
        for index, line in enumerate(project.budget_lines):
            for kind, word in forbidden_words(line.purpose)[:1]:
                message = f"资金用途「{line.purpose}」{format_wan(line.amount)} 万元，疑似{kind}"
                yield Hit(project.place("budget_lines", index, "purpose"), message, project.id, terms=(word,))


@rule(
    "F102",
    clause=CLAUSE,
    title="扶持资金合计超过专项资金",
    explanation="未取消项目的扶持资金额度之和，不得超过县里的中央财政专项资金。",
    cure="核对各项目额度，或按程序调整方案。",
    good="县: {专项资金: {中央财政: '1000'}}",
    bad="县: {专项资金: {中央财政: '999.99'}}",
)
def subsidies_within_allocation(scene: Scene) -> Iterator[Hit]:
    central = scene.county.county.allocation.central
    if central is not None and scene.county.subsidies > central:
        over = scene.county.subsidies - central
        message = (
            f"各项目扶持资金合计 {format_wan(scene.county.subsidies)} 万元，"
            f"超过专项资金 {format_wan(central)} 万元，多出 {format_wan(over)} 万元"
        )
        yield Hit(scene.county.county.place("allocation", "central"), message)


@rule(
    "F103",
    clause=CLAUSE,
    title="拨付超过额度或合同",
    explanation="对一个项目的累计拨付，不得超过扶持资金额度，也不得超过中标（合同）金额。",
    cure="核对拨付台账；多付的追回，或补充合同与调整批复。",
    good="项目: {'01': {采购: {中标金额: '400'}}}",
    bad="项目: {'01': {采购: {中标金额: '399.99'}}}",
)
def payments_within_subsidy(scene: Scene) -> Iterator[Hit]:
    for project in scene.county.projects:
        award = project.procurement.award_amount if project.procurement else None
        limits = [limit for limit in (project.subsidy, award) if limit is not None]
        if not limits:
            continue
        paid = ZERO
        for row in scene.county.payments_of[project.id]:
            paid += row.amount
            if paid > min(limits):
                message = (
                    f"累计拨付 {format_wan(paid)} 万元，超过额度或合同金额 {format_wan(min(limits))} 万元"
                )
                yield Hit(row.place("amount"), message, project.id, row.date)
                break


@rule(
    "F104",
    clause="四 1",
    title="物流补贴没有上限或退补日期",
    explanation="确需支持的物流补贴项目，应明确补贴上限和退补时间。",
    cure="在「物流补贴」里补上「补贴上限」和「退补日期」。",
    good="项目: {'01': {物流补贴: {环节: 上行, 补贴上限: '50', 退补日期: 2022-12-31, 每单补贴: '1', 与省会物流成本差额: '1'}}}",
    bad="项目: {'01': {物流补贴: {环节: 上行, 补贴上限: '50', 每单补贴: '1', 与省会物流成本差额: '1'}}}",
)
def logistics_subsidy_is_limited(scene: Scene) -> Iterator[Hit]:
    for project in scene.county.projects:
        subsidy = project.logistics_subsidy
        if subsidy is None:
            continue
        missing = [
            label
            for label, value in (("补贴上限", subsidy.ceiling), ("退补日期", subsidy.end_date))
            if value is None
        ]
        if missing:
            yield Hit(project.place("logistics_subsidy"), f"物流补贴没有写明{'和'.join(missing)}", project.id)


@rule(
    "F105",
    clause="四 1",
    title="物流补贴用于下行",
    explanation="物流补贴原则上只能补贴物流上行部分。",
    cure="停止下行补贴，已补的核实处理。",
    good="项目: {'01': {物流补贴: {环节: 上行, 补贴上限: '50', 退补日期: 2022-12-31, 每单补贴: '1', 与省会物流成本差额: '1'}}}",
    bad="项目: {'01': {物流补贴: {环节: 下行, 补贴上限: '50', 退补日期: 2022-12-31, 每单补贴: '1', 与省会物流成本差额: '1'}}}",
)
def logistics_subsidy_is_upward(scene: Scene) -> Iterator[Hit]:
    for project in scene.county.projects:
        subsidy = project.logistics_subsidy
        if subsidy is not None and subsidy.leg is not None and subsidy.leg.name == "DOWN":
            yield Hit(project.place("logistics_subsidy", "leg"), "物流补贴用于下行环节", project.id)


@rule(
    "F106",
    clause="四 1",
    title="每单补贴高于物流成本差额",
    explanation="每单补贴额度不超过当地与省会城市的物流成本差额。",
    cure="把每单补贴降到差额以内，多补的核实处理。",
    good="项目: {'01': {物流补贴: {环节: 上行, 补贴上限: '50', 退补日期: 2022-12-31, 每单补贴: '1.50', 与省会物流成本差额: '1.50'}}}",
    bad="项目: {'01': {物流补贴: {环节: 上行, 补贴上限: '50', 退补日期: 2022-12-31, 每单补贴: '1.51', 与省会物流成本差额: '1.50'}}}",
)
def subsidy_per_order_within_gap(scene: Scene) -> Iterator[Hit]:
    for project in scene.county.projects:
        subsidy = project.logistics_subsidy
        if subsidy is None or subsidy.per_order is None or subsidy.cost_gap is None:
            continue
        if subsidy.per_order > subsidy.cost_gap:
            message = f"每单补贴 {subsidy.per_order} 元，高于与省会的物流成本差额 {subsidy.cost_gap} 元"
            yield Hit(project.place("logistics_subsidy", "per_order"), message, project.id)


@rule(
    "F107",
    clause=CLAUSE,
    title="收款单位不是承办单位",
    explanation="专项资金应付给项目的承办单位或联合体成员；付给别人的，可能是挪用。比较名称时不计空格和全角半角。",
    cure="核对收款单位；名称写错的改正，确付他人的说明理由或追回。",
    good="+payments: [{日期: 2021-04-01, 项目编号: 210198-2020-01, 金额: '0', 收款单位: 甲 公司}]",
    bad="+payments: [{日期: 2021-04-01, 项目编号: 210198-2020-01, 金额: '0', 收款单位: 丁公司}]",
)
def payee_is_the_contractor(scene: Scene) -> Iterator[Hit]:
    for row in scene.county.payments:
        project = scene.county.by_id.get(row.project)
        if project is None or project.contractor is None or not row.payee:
            continue
        names = {
            _plain(project.contractor.name),
            *(_plain(each.name) for each in project.contractor.consortium),
        }
        if _plain(row.payee) not in names:
            message = (
                f"{format_wan(row.amount)} 万元付给「{row.payee}」，承办单位是「{project.contractor.name}」"
            )
            yield Hit(row.place("payee"), message, row.project, row.date)


def _plain(name: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", name))


@rule(
    "F108",
    clause=CLAUSE,
    title="资金到账后长期未拨付",
    explanation="任何单位不得滞留资金。按先到先付计算：一笔到账超过期限（栏目设置「规则期限 › 资金滞留」，默认 90 天）"
    "仍没有拨付完的部分，算作滞留。",
    cure="加快拨付；不能拨付的在「答复」里说明原因。",
    good="截至: 2021-06-08\npayments: []\nexpenditures: []",
    bad="截至: 2021-06-09\npayments: []\nexpenditures: []",
)
def funds_do_not_lie_idle(scene: Scene) -> Iterator[Hit]:
    limit = timedelta(days=scene.site.limits.idle_funds)
    paid = scene.county.paid
    received = ZERO
    idle, since, first = ZERO, None, 0
    for index, receipt in enumerate(scene.county.county.receipts):
        received += receipt.amount
        unpaid = max(received - paid, ZERO) - idle
        if unpaid > 0 and receipt.date + limit < scene.as_of:
            if since is None:
                since, first = receipt.date + limit + timedelta(days=1), index
            idle += unpaid
    if idle > 0 and since is not None:
        message = f"到账超过 {scene.site.limits.idle_funds} 天仍有 {format_wan(idle)} 万元没有拨付"
        yield Hit(scene.county.county.place("receipts", first, "date"), message, since=since)


@rule(
    "F109",
    clause="五（三）",
    title="合同签订之前拨付",
    explanation="项目按公平、公正、公开的原则选定承办单位，签订合同之后才能拨付。",
    cure="核对拨付日期和合同日期。",
    good="+payments: [{日期: 2021-03-01, 项目编号: 210198-2020-01, 金额: '0', 收款单位: 甲公司}]",
    bad="+payments: [{日期: 2021-02-28, 项目编号: 210198-2020-01, 金额: '0', 收款单位: 甲公司}]",
)
def no_payment_before_contract(scene: Scene) -> Iterator[Hit]:
    for row, project in _payments(scene):
        signed = project.procurement.contract_date if project.procurement else None
        if signed is not None and row.date < signed:
            message = f"{row.date} 拨付 {format_wan(row.amount)} 万元，早于合同日期 {signed}"
            yield Hit(row.place("date"), message, row.project, row.date)


def _payments(scene: Scene) -> Iterator[tuple[Payment, Project]]:
    for row in scene.county.payments:
        project = scene.county.by_id.get(row.project)
        if project is not None:
            yield row, project


@rule(
    "F110",
    clause=CLAUSE,
    title="新建产业园或展示中心没有说明",
    explanation="要最大限度利用现有园区、厂房和社会资源，避免盲目建设电商产业园、产品展示中心。"
    "名称或建设内容写到这两类设施的，应填写「利用现有设施」。",
    cure="补填「利用现有设施」，说明利用了哪些现有园区、厂房或设备。",
    good="项目: {'02': {项目名称: 电商产业园改造, 利用现有设施: 利用闲置粮库}}",
    bad="项目: {'02': {项目名称: 新建电商产业园}}",
)
def parks_are_justified(scene: Scene) -> Iterator[Hit]:
    words = re.compile(r"电商产业园|电子商务产业园|产品展示中心|展示展销中心|产品体验馆")
    for project in scene.county.projects:
        found = words.search(f"{project.title} {project.description or ''}")
        if found and not project.reuse_statement and project.cancellation is None:
            message = f"项目涉及「{found[0]}」，没有说明怎样利用现有设施"
            yield Hit(project.place("title"), message, project.id, terms=(found[0],))


@rule(
    "F111",
    clause="四 1",
    title="退补日期之后仍付物流补贴",
    explanation="物流补贴到期退出，退补日期之后不再拨付。",
    cure="停止拨付；退补之前发生的单量在凭证里注明。",
    good="项目: {'01': {物流补贴: {环节: 上行, 补贴上限: '400', 退补日期: 2021-03-20, 每单补贴: '1', 与省会物流成本差额: '1'}}}",
    bad="项目: {'01': {物流补贴: {环节: 上行, 补贴上限: '400', 退补日期: 2021-03-19, 每单补贴: '1', 与省会物流成本差额: '1'}}}",
)
def no_subsidy_after_its_end(scene: Scene) -> Iterator[Hit]:
    for row, project in _payments(scene):
        ends = project.logistics_subsidy.end_date if project.logistics_subsidy else None
        if ends is not None and row.date > ends:
            message = f"退补日期是 {ends}，{row.date} 仍拨付 {format_wan(row.amount)} 万元"
            yield Hit(row.place("date"), message, row.project, row.date)


@rule(
    "F112",
    clause=CLAUSE,
    title="资金用途合计与额度不符",
    explanation="「资金用途」逐项列明扶持资金付什么，各项之和应当等于「扶持资金额度」。",
    cure="核对「资金用途」各项金额和「扶持资金额度」。",
    good="项目: {'01': {资金用途: [{类别: 设施设备, 用途: 分拣线, 金额: '300'}, {类别: 服务, 用途: 安装, 金额: '100'}]}}",
    bad="项目: {'01': {资金用途: [{类别: 设施设备, 用途: 分拣线, 金额: '399.99'}]}}",
)
def budget_adds_up(scene: Scene) -> Iterator[Hit]:
    for project in scene.county.projects:
        if not project.budget_lines or project.subsidy is None:
            continue
        budget = total(line.amount for line in project.budget_lines)
        if budget != project.subsidy:
            message = (
                f"资金用途合计 {format_wan(budget)} 万元，扶持资金额度 {format_wan(project.subsidy)} 万元"
            )
            yield Hit(project.place("budget_lines"), message, project.id)


@rule(
    "F113",
    clause=CLAUSE,
    title="使用超过拨付",
    explanation="任何一天，一个项目累计使用的专项资金都不应超过已经拨付的；超过说明台账有漏记，或者动用了别的钱。",
    cure="核对拨付台账和使用台账的日期、金额。",
    good="+expenditures: [{日期: 2021-05-01, 项目编号: 210198-2020-01, 类别: 服务, 用途: 维保, 金额: '300'}]",
    bad="+expenditures: [{日期: 2021-05-01, 项目编号: 210198-2020-01, 类别: 服务, 用途: 维保, 金额: '300.01'}]",
)
def spending_within_payments(scene: Scene) -> Iterator[Hit]:
    for project in scene.county.projects:
        payments = scene.county.payments_of[project.id]
        spent = ZERO
        for row in scene.county.expenditures_of[project.id]:
            spent += row.amount
            paid = total(payment.amount for payment in payments if payment.date <= row.date)
            if spent > paid:
                message = (
                    f"到 {row.date} 累计使用 {format_wan(spent)} 万元，累计拨付只有 {format_wan(paid)} 万元"
                )
                yield Hit(row.place("amount"), message, project.id, row.date)
                break


@rule(
    "F114",
    clause=CLAUSE,
    title="支出类别在负面清单之内",
    explanation="支出或资金用途的「类别」就是负面清单里的一类。",
    cure="追回资金；类别填错的改正。",
    good="+expenditures: [{日期: 2021-05-01, 项目编号: 210198-2020-01, 类别: 其他, 用途: 标识制作, 金额: '1'}]",
    bad="+expenditures: [{日期: 2021-05-01, 项目编号: 210198-2020-01, 类别: 征地拆迁, 用途: 场地补偿, 金额: '1'}]",
)
def forbidden_category(scene: Scene) -> Iterator[Hit]:
    for row in scene.county.expenditures:
        if row.category.is_forbidden:
            message = f"{format_wan(row.amount)} 万元用于「{row.category}」（{row.purpose}）"
            yield Hit(row.place("category"), message, row.project, row.date, terms=(row.category.label,))
    for project in scene.county.projects:
        for index, line in enumerate(project.budget_lines):
            if line.category.is_forbidden:
                message = f"资金用途安排 {format_wan(line.amount)} 万元用于「{line.category}」"
                place = project.place("budget_lines", index, "category")
                yield Hit(place, message, project.id, terms=(line.category.label,))
