"""F102–F113: how much was paid, to whom and when, clause 四. What it was spent on: see spending.py and logistics.py."""

import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from operator import itemgetter

from generator.model.base import Record
from generator.model.codelists import FundSource
from generator.model.county import County
from generator.model.disclosure import CountyDisclosure
from generator.model.ledgers import Payment
from generator.model.money import ZERO, total
from generator.model.money_back import course
from generator.model.place import Place
from generator.model.project import LOCAL, PRIVATE, Project
from generator.rules.base import Hit, Scene, rule
from generator.rules.basis import COMPARED, duty, in_settings
from generator.rules.facts import contract_date, has_payments_without_rows, is_cancelled, not_due, wan

_ROUNDED = Decimal("0.01")
"""万元: lines of a budget that are rounded differ from the whole by no more than this each."""


@rule(
    "F102",
    basis=COMPARED,
    title="扶持资金合计超过专项资金",
    is_major=True,
    reads=("county", "projects"),
    explanation="未取消的各项目扶持资金额度与不属于项目的费用（监理费、审计费等）之和，不得超过本县的中央财政专项资金。只算中央资金；"
    "未填写扶持资金额度的，按资金来源里的中央资金计算；费用按安排的数，支付得更多的按支付的数。",
    cure="核对各项目的“扶持资金额度”和“费用”的金额；确实超出的，按程序调整方案。",
    good="县: {专项资金: {中央财政: '1000'}}",
    bad="县: {专项资金: {中央财政: '999.999999'}}",
    per_batch=True,
)
def subsidies_within_allocation(scene: Scene) -> Iterator[Hit]:
    record = scene.county.county
    promised = scene.county.subsidies + record.fees_planned
    central = record.allocation.central
    if central is not None and promised > central:
        fees = "和费用" if record.fees else ""
        message = f"各项目扶持资金{fees}合计 {wan(promised)}，超过中央财政专项资金 {wan(central)}，多 {wan(promised - central)}"
        yield Hit(record.place("allocation", "central"), message)


@rule(
    "F103",
    basis=COMPARED,
    title="拨付超过额度或合同",
    is_major=True,
    reads=("contracts", "projects", "payments"),
    explanation="对一个项目的累计拨付，不得超过扶持资金额度（无中央资金的，是财政资金合计），也不得超过合同（中标）金额；两者取小的一个。"
    "已取消的项目同样核对。"
    "累计拨付减去退回、收回的计算，多付的收回以后不再列出。",
    cure="核对拨付台账；多付的追回，或补充合同与方案调整的批复。",
    good="项目: {'01': {采购: {中标金额: '400'}}}",
    bad="项目: {'01': {采购: {中标金额: '399.999999'}}}",
)
def payments_within_subsidy(scene: Scene) -> Iterator[Hit]:
    for project in scene.county.projects:
        limit = _payment_limit(project)
        if limit is None:
            continue
        label, most = limit
        whole, back = scene.county.paid_of[project.id], scene.county.returned_of[project.id]
        if whole <= most:
            continue
        row = _overpaid_by(scene.county.payments_of[project.id], most)
        paid = (
            f"累计拨付 {wan(whole + back)}，减去退回、收回的 {wan(back)}，"
            if back
            else f"累计拨付 {wan(whole)}，"
        )
        message = f"{paid}超过{label} {wan(most)}，多 {wan(whole - most)}"
        yield Hit(row.place("amount"), message, project.id, row.date)


def _overpaid_by(payments: Iterable[Payment], most: Decimal) -> Payment:
    """Returns the payment since which more than ``most`` has been paid without a break; there must be one."""
    paid, found = ZERO, None
    for row in payments:
        paid += row.net
        if paid <= most:
            found = None
        elif found is None:
            found = row
    assert found is not None
    return found


def _payment_limit(project: Project) -> tuple[str, Decimal] | None:
    """Returns the smaller of subsidy and contract, with its label; None if neither is disclosed."""
    award = project.procurement.award_amount if project.procurement else None
    support = project.support
    if support is not None and (award is None or support <= award):
        return project.support_label, support
    return None if award is None else ("合同（中标）金额", award)


@rule(
    "F107",
    basis=duty("spending", "任何单位或者个人不得滞留、截留、挤占、挪用"),
    title="收款单位不是承办单位",
    is_major=True,
    reads=("contracts", "projects", "payments"),
    explanation="专项资金要专款专用，不得挪用：应付给项目的承办单位或联合体成员。未写明收款单位的无法核对，一并列出。"
    "比较名称时不计空格和全角半角，写了曾用名、并入单位的，旧名称也算。退回、收回的不核对；项目或合同的“收款关系”里写明的单位，和写了公示链接的个人，不列。",
    cure="核对收款单位；名称写错的改正；确实付给他人的，在“收款关系”里写明关系和依据，付给个人的写收款人数和公示链接，无依据的追回。",
    good="+payments: [{日期: 2021-04-01, 项目编号: 210198-2020-01, 金额: '0', 收款单位: 甲 公司}]",
    bad="+payments: [{日期: 2021-04-01, 项目编号: 210198-2020-01, 金额: '0', 收款单位: 丁公司}]",
)
def payee_is_the_contractor(scene: Scene) -> Iterator[Hit]:
    for row in scene.county.payments:
        project = scene.county.by_id.get(row.project)
        if project is None or project.contractor is None or row.is_back:
            continue
        if row.people:
            if not row.notice_url:
                message = f"{row.date} {wan(row.amount)}付给{row.paid_to}，未填写公示链接"
                yield Hit(row.place("notice_url"), message, row.project, row.date)
            continue
        if not row.payee:
            message = f"{row.date} 拨付 {wan(row.amount)}，未写明收款单位"
            yield Hit(row.place("payee"), message, row.project, row.date)
            continue
        if row.payee == project.contractor.name:
            continue
        if _plain(row.payee) not in _may_be_paid(scene.county, project):
            message = f"{wan(row.amount)}付给“{row.payee}”，承办单位是“{project.contractor.name}”"
            yield Hit(row.place("payee"), message, row.project, row.date, terms=(row.payee,))


def _may_be_paid(county: CountyDisclosure, project: Project) -> set[str]:
    """Returns the names, normalized, of the contractors and of the units whose relation to them is declared."""
    contracts = county.contracts_of[project.id]
    leads = filter(None, (project.contractor, *(contract.contractor for contract in contracts)))
    taking_part = [company for lead in leads for company in (lead, *lead.consortium)]
    names = [name for company in taking_part for name in (company.name, *company.earlier_names)]
    declared = (project.payees, *(contract.payees for contract in contracts))
    names += [other.unit for payees in declared for other in payees]
    return set(map(_plain, names))


@lru_cache(maxsize=10_000)
def _plain(name: str) -> str:
    """Normalizes a company's name: no blanks, no full-width forms."""
    return "".join(unicodedata.normalize("NFKC", name).split())


@rule(
    "F108",
    basis=duty("spending", "指导督促示范县加快资金拨付进度", limit="idle_funds"),
    title="资金到账后长期未拨付",
    is_major=True,
    reads=("county", "contracts", "projects", "payments", "snapshots"),
    explanation="要加快资金拨付进度，任何单位或者个人不得滞留资金。按先到先付计算：一笔资金到账超过期限"
    f"（{in_settings('idle_funds')}）仍未拨付完的部分，列为发现。从承办单位退回、收回的，从收到那天另算；被上级收回的不计。"
    "合同的“付款约定”写明尚未到付款节点的、留作质保金的，计划开工日期未到、也未拨付过的项目的，不计；一份合同涉及几个批次的，按各项目的金额分到各批次。资金累计月报的累计拨付多于台账各行之和的，拨付了多少还不清楚，不列出。一个批次有几笔的，合成一项。",
    cure="加快拨付；按合同还不到付款节点的、留作质保金的，在 contracts.yaml 的“付款约定”里写明。",
    good="截至: 2021-06-08\npayments: []",
    bad="截至: 2021-06-09\npayments: []",
    per_batch=True,
)
def funds_do_not_lie_idle(scene: Scene) -> Iterator[Hit]:
    if has_payments_without_rows(scene):
        return
    limit, record = scene.site.limits.idle_funds, scene.county.county
    left_to_match = scene.county.paid + scene.county.returned
    left_to_match += total(receipt.amount for receipt in record.receipts if receipt.is_recalled)
    left_to_match += not_due(scene)
    idle: list[tuple[date, Decimal, str, Place]] = []
    for when, what, amount, holder, path in sorted(_incoming(scene.county), key=itemgetter(0)):
        unpaid = max(amount - left_to_match, ZERO)
        left_to_match = max(left_to_match - amount, ZERO)
        days = (scene.as_of - when).days
        if unpaid > 0 and days > limit:
            told = f"{when} {what}的 {wan(amount)}，{days} 天后台账中仍有 {wan(unpaid)}未拨付"
            idle.append((when, unpaid, told, holder.place(*path)))
    if idle:
        (first, _, message, place), *more = idle
        if more:
            parts = "；".join(told for _, _, told, _ in idle)
            message = (
                f"{len(idle)} 笔资金，合计 {wan(total(unpaid for _, unpaid, _, _ in idle))}未拨付：{parts}"
            )
        yield Hit(place, message, since=first + timedelta(days=limit + 1))


def _incoming(county: CountyDisclosure) -> Iterator[tuple[date, str, Decimal, Record, tuple[str | int, ...]]]:
    """Yields money received from above, and money that came back from contractors, with the place of the amount."""
    for index, receipt in enumerate(county.county.receipts):
        if not receipt.is_recalled:
            yield receipt.date, "到账", receipt.amount, county.county, ("receipts", index, "amount")
    if not county.returned:
        return
    for row in county.central_payments:
        if row.is_back:
            yield row.date, str(row.kind), row.amount, row, ("amount",)
    for index, fee in enumerate(county.county.fees):
        for number, payment in enumerate(fee.payments):
            if payment.is_back:
                path = ("fees", index, "payments", number, "amount")
                yield payment.date, str(payment.kind), payment.amount, county.county, path


@rule(
    "F109",
    basis=COMPARED,
    title="合同签订之前拨付",
    reads=("contracts", "projects", "payments"),
    explanation="按照公平、公正、公开原则选定承办单位、签订合同之后才能拨付。已经拨付而未公开合同日期的，无法核对，一并列出。",
    cure="核对拨付日期和合同日期；未公开合同日期的补上。",
    good="+payments: [{日期: 2021-03-01, 项目编号: 210198-2020-01, 金额: '0', 收款单位: 甲公司}]",
    bad="+payments: [{日期: 2021-02-28, 项目编号: 210198-2020-01, 金额: '0', 收款单位: 甲公司}]",
)
def no_payment_before_contract(scene: Scene) -> Iterator[Hit]:
    for project in scene.county.projects:
        rows = [row for row in scene.county.payments_of[project.id] if not row.is_back]
        if not rows or project.procurement is None:
            continue
        signed = contract_date(project)
        if signed is None:
            message = f"{rows[0].date} 起已拨付 {wan(total(row.amount for row in rows))}，未公开合同日期"
            place = project.place("procurement", "contract_date")
            yield Hit(place, message, project.id, rows[0].date)
            continue
        if rows[0].date < signed:
            early = [row for row in rows if row.date < signed]
            amount = wan(total(row.amount for row in early))
            message = f"{early[0].date} 起拨付 {amount}，早于合同日期 {signed}"
            yield Hit(early[0].place("date"), message, project.id, early[0].date)


@rule(
    "F112",
    basis=COMPARED,
    title="资金用途合计与额度不符",
    reads=("projects",),
    explanation="“资金用途”逐项列明扶持资金付什么，各项之和应当等于“扶持资金额度”（无中央资金的，是财政资金合计）。未列出资金用途的，无法与负面清单核对，一并列出。"
    "逐项取到 0.01 万元的，每项相差不超过 0.01 万元不算不符。",
    cure="核对“资金用途”各项金额和“扶持资金额度”。",
    good="项目: {'01': {资金用途: [{类别: 设施设备, 用途: 分拣线, 金额: '300'}, {类别: 服务, 用途: 安装, 金额: '100'}]}}",
    bad="项目: {'01': {资金用途: [{类别: 设施设备, 用途: 分拣线, 金额: '399.98'}]}}",
)
def budget_adds_up(scene: Scene) -> Iterator[Hit]:
    for project in scene.county.projects:
        support, label = project.support, project.support_label
        if support is None or is_cancelled(project):
            continue
        budget = total(line.amount for line in project.budget_lines)
        if not project.budget_lines and support > 0:
            message = f"{label} {wan(support)}，未列出资金用途"
            yield Hit(project.place("budget_lines"), message, project.id)
        elif budget != support and abs(budget - support) > _ROUNDED * len(project.budget_lines):
            message = f"资金用途合计 {wan(budget)}，{label} {wan(support)}，相差 {wan(abs(budget - support))}"
            yield Hit(project.place("budget_lines"), message, project.id)


@rule(
    "F117",
    basis=COMPARED,
    title="资金来源与分项金额不符",
    reads=("projects",),
    explanation="写了“资金来源”，又写了扶持资金额度、地方配套或企业投入的，同一种钱的两个数应当相等：扶持资金额度是中央资金，"
    "地方配套是省级、市级、县级资金之和，企业投入是自筹和社会资本之和。资金来源里无这种资金的（如中央资金只写在扶持资金额度），不比较。",
    cure="核对资金来源各行和分项金额；地方配套、企业投入已经在资金来源里逐项列出的，可以删去。",
    good="项目: {'01': {资金来源: [{来源: 中央, 金额: '400'}, {来源: 市级, 金额: '30'}], 地方配套: '30'}}",
    bad="项目: {'01': {资金来源: [{来源: 中央, 金额: '399.999999'}]}}",
)
def sources_agree_with_amounts(scene: Scene) -> Iterator[Hit]:
    for project in scene.county.projects:
        for name, stated, listed_ in _stated_and_listed(project) if project.sources else ():
            if stated != listed_:
                message = f"{project.label_of(name)} {wan(stated)}，资金来源里的合计 {wan(listed_)}，相差 {wan(abs(stated - listed_))}"
                yield Hit(project.place("sources"), message, project.id, terms=(project.label_of(name),))


def _stated_and_listed(project: Project) -> Iterator[tuple[str, Decimal, Decimal]]:
    """Yields (field, its amount, the sum of the sources it stands for) where both are given."""
    central = [line.amount for line in project.sources if line.source is FundSource.CENTRAL]
    if project.subsidy is not None and central:
        yield "subsidy", project.subsidy, total(central)
    local = [line.amount for line in project.sources if line.source in LOCAL]
    if project.local_match is not None and local:
        yield "local_match", project.local_match, total(local)
    private = [line.amount for line in project.sources if line.source in PRIVATE]
    if project.contractor_investment is not None and private:
        yield "contractor_investment", project.contractor_investment, total(private)


@rule(
    "F113",
    basis=COMPARED,
    title="使用超过拨付，或拨付超过到账",
    is_major=True,
    reads=("county", "projects", "payments", "expenditures"),
    explanation="资金一步一步走：到账、拨付、使用。任何一天，一个项目累计使用的专项资金都不应超过已经拨付的；"
    "到数据截至日，全县拨付合计不应超过到账合计。都减去退回、收回的计算：承办单位先退尚未使用的钱，再退已经用掉的钱。"
    "超过的，说明台账有漏记，或者动用了别的钱。拨付超过额度见 F103。",
    cure="核对到账、拨付、使用三本台账的日期和金额。",
    good="+expenditures: [{日期: 2021-05-01, 项目编号: 210198-2020-01, 类别: 服务, 用途: 维保, 金额: '300'}]",
    bad="+expenditures: [{日期: 2021-05-01, 项目编号: 210198-2020-01, 类别: 服务, 用途: 维保, 金额: '300.000001'}]",
    per_batch=True,
)
def each_step_within_the_one_before(scene: Scene) -> Iterator[Hit]:
    for project in scene.county.projects:
        yield from _spent_beyond_paid(scene.county, project)
    record, paid = scene.county.county, scene.county.paid
    if record.receipts and paid > record.received:
        message = (
            f"累计拨付 {wan(paid)}，超过累计到账 {wan(record.received)}，多 {wan(paid - record.received)}"
        )
        yield Hit(record.place("receipts"), message, since=_overdrawn_since(scene.county, record))


def _spent_beyond_paid(county: CountyDisclosure, project: Project) -> Iterator[Hit]:
    """Yields a hit at the first row where more was spent than paid up to that day."""
    for row, held, spent, _ in course(county.payments_of[project.id], county.expenditures_of[project.id]):
        if held < 0:
            message = (
                f"到 {row.date} 累计使用 {wan(spent)}，超过累计拨付 {wan(spent + held)}，多 {wan(-held)}"
            )
            yield Hit(row.place("amount"), message, project.id, row.date)
            return


def _overdrawn_since(county: CountyDisclosure, record: County) -> date | None:
    """Returns since when, without a break, more was paid than received."""
    moves = [(receipt.date, receipt.net) for receipt in record.receipts]
    moves += [(payment.date, -payment.net) for payment in county.central_payments]
    moves += [(payment.date, -payment.net) for payment in county.fee_payments]
    since: date | None = None
    for day in sorted({when for when, _ in moves}):
        balance = total(amount for when, amount in moves if when <= day)
        if balance >= 0:
            since = None
        elif since is None:
            since = day
    return since


_CANCELLED = "项目: {'01': {状态: 已取消, 取消: {日期: 2021-05-01, 原因: 一}}}\n截至: 2021-07-01\n"


@rule(
    "F119",
    basis=duty("spending", "任何单位或者个人不得滞留、截留、挤占、挪用", limit="winding_up"),
    title="项目取消后未登记退回资金",
    is_major=True,
    reads=("projects", "payments", "expenditures"),
    explanation=f"任何单位或者个人不得滞留、截留资金。项目取消的，过了期限（{in_settings('winding_up')}），已经拨付而未使用的部分，"
    "应当退回或者收回。拨付、使用都减去退回、收回的计算；取消以前已经使用的不列。",
    cure="收回未使用的资金，在拨付台账写一行“退回”或“收回”；已经使用、台账漏登的予以补登。",
    good=_CANCELLED + "+payments: [{日期: 2021-06-01, 项目编号: 210198-2020-01, 金额: '300', 类型: 退回}]",
    bad=_CANCELLED
    + "+payments: [{日期: 2021-06-01, 项目编号: 210198-2020-01, 金额: '299.999999', 类型: 退回}]",
)
def cancelled_projects_keep_no_money(scene: Scene) -> Iterator[Hit]:
    within = timedelta(days=scene.site.limits.winding_up)
    for project in scene.county.projects:
        ended = project.cancellation
        if ended is None or scene.as_of <= ended.date + within:
            continue
        paid, spent = scene.county.paid_of[project.id], scene.county.spent_of[project.id]
        if paid > spent:
            message = f"项目于 {ended.date} 取消，拨付 {wan(paid)}，使用 {wan(spent)}，其余 {wan(paid - spent)}未登记退回、收回"
            yield Hit(
                project.place("cancellation"), message, project.id, ended.date + within + timedelta(days=1)
            )
