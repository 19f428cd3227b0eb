"""B: procurement, clause 五（三）."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from generator.model.codelists import ProcurementMethod, Status
from generator.model.company import Company, keys_of, successors
from generator.model.money import decimals_apart, format_percent, share, total
from generator.model.project import Project
from generator.rules.base import Cancelled, Hit, Scene, rule
from generator.rules.basis import COMPARED, agreed, duty, in_settings
from generator.rules.facts import BEGUN, contract_date, live_projects, missing_labels, wan

_TENDERED = duty("supervision", "按照公平、公正、公开原则，采取公开招标等政府采购方式选择项目承办企业(单位)")

_ACCEPTED = Status.ACCEPTED
_NOT_BEGUN = frozenset({None, Status.NOT_STARTED, Status.CANCELLED})


@rule(
    "B101",
    basis=_TENDERED,
    title="未公开采购方式，或未说明理由",
    is_major=True,
    reads=("contracts", "projects"),
    explanation="承办单位按照公平、公正、公开原则，采取公开招标等政府采购方式选择。单一来源不经竞争，申报评审、以奖代补、竞争性比选不是政府采购方式，"
    "应写明“非公开招标理由”；竞争性磋商等其他政府采购方式不必写。已经开工而未公开采购方式的，一并列出。"
    + BEGUN,
    cure="补填“采购方式”；单一来源和不属于政府采购方式的，补填“非公开招标理由”。",
    good="项目: {'01': {采购: {方式: 单一来源, 非公开招标理由: 只有一家有冷链资质}}}",
    bad="项目: {'01': {采购: {方式: 单一来源}}}",
)
def exceptions_have_reasons(scene: Scene) -> Iterator[Hit]:
    for project in scene.county.projects:
        bought = project.procurement
        if bought is None or bought.method is None:
            if _is_tendered(project):
                place = project.place("procurement", "method") if bought else project.place("procurement")
                yield Hit(place, "项目已经采购或开工，未公开采购方式", project.id)
        elif _needs_reason(bought.method) and not bought.exception_reason:
            message = f"采用{bought.method}，未说明理由"
            since = bought.award_date or bought.contract_date
            yield Hit(project.place("procurement", "method"), message, project.id, since)


def _needs_reason(method: ProcurementMethod) -> bool:
    """Whether a way has no competition, or is none of 公开招标等政府采购方式."""
    return method is ProcurementMethod.SINGLE_SOURCE or not method.is_procurement


def _is_tendered(project: Project) -> bool:
    """Whether the tender must be over: awarded or signed, or the project has begun."""
    bought = project.procurement
    if bought is not None and (bought.award_date or bought.contract_date):
        return True
    return project.known_status not in _NOT_BEGUN


@rule(
    "B102",
    basis=_TENDERED,
    title="未公开采购公告的链接或日期",
    reads=("contracts", "projects"),
    explanation="采购要公开：采购已经公告或完成的项目，应写明“公告日期”和“公告链接”。无任何采购信息的见 B101。",
    cure="补上“公告日期”和“公告链接”。",
    good="项目: {'01': {采购: {公告日期: 2021-01-20, 公告链接: https://example.gov.cn/2.html}}}",
    bad="项目: {'01': {采购: {公告链接: null}}}",
    counted="个项目未公开采购公告的链接或日期",
)
def notices_are_linked(scene: Scene) -> Iterator[Hit]:
    for project in scene.county.projects:
        bought = project.procurement
        if bought is None or not (bought.notice_date or bought.notice_url or _is_tendered(project)):
            continue
        if not (bought.notice_date and bought.notice_url):
            missing = missing_labels(bought, ("notice_date", "notice_url"))
            message = f"采购未写明{'、'.join(missing)}"
            since = bought.award_date or bought.contract_date
            yield Hit(project.place("procurement"), message, project.id, since, terms=missing)


@rule(
    "B103",
    basis=COMPARED,
    title="承办单位在别县被取消资格",
    reads=("contracts", "projects"),
    explanation="不能完成项目建设任务的要取消承办资格。承办单位（含联合体成员）在一个县被取消，又在本县承办尚未验收的项目的，提示各方注意，写明的曾用名、并入单位也算；"
    "这不等于本县的项目有问题。",
    cure="核实该单位的履约能力，并在“答复”里说明。",
    good="截至: 2021-03-31\n项目: {'01': {承办单位: {名称: 甲公司, 统一社会信用代码: 91110000600037341L}}}\n"
    "别县取消: {91110000600037341L: [['210397', 乙县, 210397-2020-01, '2021-04-01']]}",
    bad="截至: 2021-04-01\n项目: {'01': {承办单位: {名称: 甲公司, 统一社会信用代码: 91110000600037341L}}}\n"
    "别县取消: {91110000600037341L: [['210397', 乙县, 210397-2020-01, '2021-04-01']]}",
)
def contractors_cancelled_elsewhere(scene: Scene) -> Iterator[Hit]:
    for project in live_projects(scene):
        if project.contractor is None or project.status is _ACCEPTED:
            continue
        for company in (project.contractor, *project.contractor.consortium):
            for place, then in _cancelled(scene, company).items():
                if place.date > scene.as_of:
                    continue
                name = f"{company.name}（当时是{then}）" if then else company.name
                message = f"{name}于 {place.date} 在{place.county_name}被取消承办资格（{place.project}）"
                since = max(place.date, contract_date(project) or place.date)
                yield Hit(project.place("contractor"), message, project.id, since, terms=(place.project,))


def _cancelled(scene: Scene, company: Company) -> dict[Cancelled, str]:
    """Returns where a company was cancelled → the name that it bore then; empty if it is that of today."""
    found: dict[Cancelled, str] = {}
    for key, name in {company.key: "", **company.earlier_keys}.items() if company.key else ():
        for place in scene.cancelled_elsewhere.get(key, ()):
            found.setdefault(place, name)
    return found


@rule(
    "B104",
    basis=agreed("concentration"),
    title="承办资金过于集中",
    reads=("county", "contracts", "projects"),
    explanation=f"一家单位牵头承办的扶持资金，超过全县未取消项目扶持资金的一定比例（{in_settings('concentration')}），"
    "提示各方注意；写明了曾用名、并入单位的按一家算；集中不等于违规。只有一个项目的不看。",
    cure="核实采购过程，并在“答复”里说明。",
    good="项目: {'01': {扶持资金额度: '300'}, '02': {扶持资金额度: '500'}}",
    bad="项目: {'01': {扶持资金额度: '300'}, '02': {扶持资金额度: '500.000001'}}",
    of_counties=True,
    per_batch=True,
)
def subsidies_are_not_concentrated(scene: Scene) -> Iterator[Hit]:
    limit, whole = scene.site.limits.concentration, scene.county.subsidies
    if len(live_projects(scene)) == 1:
        return
    for projects in _by_contractor(scene):
        held = total(project.central for project in projects)
        if held * 100 <= whole * limit:
            continue
        part = share(held, whole)
        name = projects[0].contractor.name if projects[0].contractor else ""
        shown = format_percent(part, decimals_apart(part, limit)) if part is not None else ""
        message = f"{name}承办 {len(projects)} 个项目，扶持资金 {wan(held)}，占各项目合计（{wan(whole)}）的 {shown}，超过 {limit}%"
        signed = [day for project in projects if (day := contract_date(project))]
        since: date | None = max(signed) if len(signed) == len(projects) else None
        yield Hit(scene.county.county.place("allocation"), message, since=since, terms=(name,))


def _by_contractor(scene: Scene) -> Iterator[list[Project]]:
    """Yields each contractor's projects that are not cancelled, by the number of the first; 曾用名 are one contractor."""
    groups: dict[str, list[Project]] = defaultdict(list)
    led = [
        (project, project.contractor)
        for project in live_projects(scene)
        if project.contractor and project.contractor.key
    ]
    later = successors(keys_of(contractor) for _, contractor in led)
    for project, contractor in led:
        groups[later.get(contractor.key, contractor.key)].append(project)
    yield from groups.values()
