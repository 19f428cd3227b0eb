"""B: procurement, clause 五（三）."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from generator.model.codelists import ProcurementMethod, Status
from generator.model.money import ZERO, format_percent, share, total
from generator.rules.base import Hit, Scene, rule

CLAUSE = "五（三）"


@rule(
    "B101",
    clause=CLAUSE,
    title="没有公开招标，也没有说明理由",
    explanation="按照公平、公正、公开原则，采取公开招标等政府采购方式选择承办单位；采用其他方式的应说明理由。",
    cure="补填「非公开招标理由」。",
    good="项目: {'01': {采购: {方式: 竞争性磋商, 非公开招标理由: 两次招标不足三家}}}",
    bad="项目: {'01': {采购: {方式: 竞争性磋商}}}",
)
def exceptions_have_reasons(scene: Scene) -> Iterator[Hit]:
    for project in scene.county.projects:
        bought = project.procurement
        if bought is None or bought.method in (None, ProcurementMethod.OPEN) or bought.exception_reason:
            continue
        yield Hit(project.place("procurement", "method"), f"采用{bought.method}，没有说明理由", project.id)


@rule(
    "B102",
    clause=CLAUSE,
    title="没有采购公告的链接或日期",
    explanation="采购要公开：已经采购的项目应写明公告日期和公告链接。",
    cure="补上「公告日期」和「公告链接」。",
    good="{}",
    bad="项目: {'01': {采购: {公告链接: null}}}",
)
def notices_are_linked(scene: Scene) -> Iterator[Hit]:
    for project in scene.county.projects:
        bought = project.procurement
        if bought is None:
            continue
        pairs = (("公告日期", bought.notice_date), ("公告链接", bought.notice_url))
        missing = [label for label, value in pairs if value is None]
        if missing:
            yield Hit(project.place("procurement"), f"没有写明{'、'.join(missing)}", project.id)


@rule(
    "B103",
    clause=CLAUSE,
    title="承办单位在别县被取消资格",
    explanation="不能完成任务的承办单位要取消承办资格。在一个县被取消的，仍在别县承办项目的，提示各方注意。",
    cure="核实该单位的履约能力，并在「答复」里说明。",
    good="别县取消: {91210397MA0002002X: [['210397', 乙县, 210397-2020-01, '2021-04-01']]}",
    bad="项目: {'01': {承办单位: {名称: 甲公司, 责任人: 经理, 统一社会信用代码: 91110000600037341L}}}\n"
    "别县取消: {91110000600037341L: [['210397', 乙县, 210397-2020-01, '2021-04-01']]}",
)
def cancelled_elsewhere(scene: Scene) -> Iterator[Hit]:
    for project in scene.county.projects:
        if project.contractor is None or project.status in (Status.CANCELLED, Status.ACCEPTED):
            continue
        for place in scene.cancelled_elsewhere.get(project.contractor.key, ()):
            message = (
                f"{project.contractor.name}于 {place.date} 在{place.county_name}被取消承办（{place.project}）"
            )
            yield Hit(project.place("contractor"), message, project.id, place.date)


@rule(
    "B104",
    clause=CLAUSE,
    title="一家单位承办了大部分资金",
    explanation="一家单位牵头承办的扶持资金超过全县的一定比例（栏目设置「规则期限 › 承办集中度」，默认 50%），提示各方注意。",
    cure="核实采购过程，并在「答复」里说明。",
    good="项目: {'01': {承办单位: {名称: 丙公司, 责任人: 经理}, 扶持资金额度: '300', 资金用途: null},"
    " '02': {扶持资金额度: '500', 资金用途: null}}\npayments: []\nexpenditures: []\n县: {资金到账: null}",
    bad="项目: {'01': {承办单位: {名称: 丙公司, 责任人: 经理}}}\npayments: []\nexpenditures: []\n县: {资金到账: null}",
)
def contractors_are_not_concentrated(scene: Scene) -> Iterator[Hit]:
    sums: dict[str, Decimal] = defaultdict(lambda: ZERO)
    names: dict[str, str] = {}
    for project in scene.county.projects:
        if project.contractor and project.subsidy and project.status is not Status.CANCELLED:
            sums[project.contractor.key] += project.subsidy
            names[project.contractor.key] = project.contractor.name
    whole = total(sums.values())
    for key, amount in sums.items():
        part = share(amount, whole)
        if part is not None and len(sums) > 1 and part > scene.site.limits.concentration:
            message = f"{names[key]}承办了全县扶持资金的 {format_percent(part)}"
            yield Hit(scene.county.county.place("allocation"), message)
