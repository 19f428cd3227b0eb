"""V103–V107: what supervision must lead to, clause 五（三）. For the duty to visit see visits.py."""

from collections.abc import Iterator
from datetime import date, timedelta

from generator.model.codelists import Conclusion, InspectionLevel, Measure, NoticeKind
from generator.model.county import County
from generator.model.disclosure import CountyDisclosure
from generator.model.documents import Notice
from generator.model.finding import DutyOf
from generator.model.partial_day import told
from generator.model.project import Project
from generator.rules.base import Hit, Scene, rule
from generator.rules.basis import agreed, duty, in_settings
from generator.rules.facts import (
    NOT_STARTED,
    SINCE,
    TERMS,
    begun_on,
    changes_of_fields,
    contract_date,
    done_on,
    is_done,
    listed,
    live_projects,
    sells,
)
from generator.rules.spans import (
    DAY,
    month_name,
    month_of,
    months_away,
    next_month,
    whole_months,
)

_CRITICISM = Measure.CRITICISM
_CRITICS = {InspectionLevel.CITY: DutyOf.CITY, InspectionLevel.PROVINCE: DutyOf.PROVINCE}
"""Who sets the limit of a criticism; of any other it is the county."""
_ORDERS = (Measure.ORDER_TO_START, Measure.DISQUALIFY)
"""What answers a late start."""


@rule(
    "V103",
    basis=agreed("problem"),
    title="检查发现的问题逾期未登记完成",
    reads=("inspections",),
    explanation="检查发现的问题、作出的处置，过了“完成期限”仍未填写“完成日期”的列为发现；发现问题未写明期限的，按发现之后的天数计算"
    f"（{in_settings('problem')}）。期限当日不算逾期。是否处理完毕只看“完成日期”，“处理情况”写到哪一步不算；"
    "检查督导页的“已处理”“逾期未处理”同此。" + TERMS,
    cure="处理完毕后填写“完成日期”和“处理情况”。",
    good="+inspections: [{日期: 2021-06-01, 层级: 县, 项目编号: 210198-2020-01, 发现问题: 标识不全, 处置: 限期整改, 完成期限: 2021-06-30}]",
    bad="+inspections: [{日期: 2021-06-01, 层级: 县, 项目编号: 210198-2020-01, 发现问题: 标识不全, 处置: 限期整改, 完成期限: 2021-06-29}]",
    duty_of=DutyOf.CONTRACTOR,
    covers=("V106",),
)
def problems_are_handled(scene: Scene) -> Iterator[Hit]:
    for visit in scene.county.inspections:
        due = None if visit.is_handled else visit.handle_by(scene.site.limits.problem)
        if due is not None and scene.as_of > due:
            days = (scene.as_of - due).days
            what = f"发现“{visit.problem}”" if visit.problem else str(visit.measure)
            limit = f"期限 {told(visit.due, due)}" if visit.due else f"未写明期限，按 {due.isoformat()} 计"
            message = f"{visit.date} {what}，{limit}，已超过 {days} 天，未登记完成日期"
            yield Hit(visit.place("due"), message, visit.project or "", due + DAY)


@rule(
    "V104",
    basis=duty("supervision", "督促承办企业严格按有关规定上报生产经营等统计数据", limit="statistics"),
    title="未按时登记交易数据",
    reads=("projects", "progress", "payments", "transactions"),
    explanation="要督促承办企业按规定上报生产经营等统计数据。一个项目从首次报送的月份起（未报送过的，从建成的次月起），"
    f"每月结束后在期限（{in_settings('statistics')}）之内都应有一行交易数据。只核对已经拨付资金、未取消的项目；"
    "人才培训项目报送过的才核对。从未报送又无活动信息的另见 I113。",
    cure="督促承办单位补报 transactions.csv；无交易的月份填 0。",
    good="截至: 2021-07-31",
    bad="截至: 2021-08-01\n项目: {'02': {状态: 已取消}, '03': {状态: 已取消}}",
    duty_of=DutyOf.CONTRACTOR,
    counted="个项目未按时登记交易数据",
)
def statistics_are_reported(scene: Scene) -> Iterator[Hit]:
    deadline = scene.as_of - timedelta(days=scene.site.limits.statistics)
    for project in live_projects(scene):
        if not scene.county.payments_of[project.id]:
            continue
        due = _months_due(scene.county, project, deadline)
        if not due:
            continue
        rows = scene.county.transactions_of[project.id]
        reported = {row.month for row in rows}
        missing = [month for month in map(month_name, due) if month not in reported]
        if missing:
            place = rows[-1].place("month") if rows else project.place("status")
            message = f"未登记 {len(missing)} 个月的交易数据：{listed(missing)}"
            yield Hit(place, message, project.id, _overdue_since(missing[0], scene), terms=tuple(missing))


def _months_due(county: CountyDisclosure, project: Project, deadline: date) -> range:
    """Returns the months that had to be reported, from the first report or completion to ``deadline``, as numbers."""
    rows = county.transactions_of[project.id]
    if rows:
        return range(month_of(_first_of(rows[0].month)), month_of(deadline))
    done = done_on(county, project) if is_done(project) and sells(project) else None
    return whole_months(done, deadline) if done is not None else range(0)


def _first_of(month: str) -> date:
    return date.fromisoformat(f"{month}-01")


def _overdue_since(month: str, scene: Scene) -> date:
    end = next_month(_first_of(month))
    return end + timedelta(days=scene.site.limits.statistics)


@rule(
    "V105",
    basis=duty("supervision", "对未按计划开工建设的项目要责令承办企业及时开工建设", limit="ordering"),
    title="未按计划开工，未登记责令开工",
    reads=("projects", "inspections"),
    explanation=f"对未按计划开工建设的项目，要责令承办企业及时开工建设。计划开工之后超过期限（{in_settings('ordering')}）"
    "仍未开工的，应有计划开工之日或者其后的“责令开工”（或取消承办资格）的检查记录，更早的不算；写全县的记录也算。"
    + SINCE
    + TERMS,
    cure="责令开工，并登记在 inspections.csv。",
    good="截至: 2021-03-15\n项目: {'01': {状态: 未开工}}",
    bad="截至: 2021-03-16\n项目: {'01': {状态: 未开工}}",
    covers=("G101",),
)
def start_is_ordered(scene: Scene) -> Iterator[Hit]:
    within = timedelta(days=scene.site.limits.ordering)
    for project in live_projects(scene):
        start = project.start
        if start is None or scene.as_of <= start + within:
            continue
        if project.status_after(start + within) is not NOT_STARTED:
            continue
        visits = (*scene.county.inspections_of[project.id], *scene.county.inspections_of[""])
        orders = [visit.date for visit in visits if visit.measure in _ORDERS]
        if all(day < start for day in orders):
            earlier = f"（{max(orders)} 的早于计划开工）" if orders else ""
            planned = told(project.planned_start or start, start)
            message = f"计划 {planned} 开工，至今未开工，未登记责令开工{earlier}"
            since = start + within + DAY
            yield Hit(project.place("planned_start"), message, project.id, since)


@rule(
    "V106",
    basis=duty("supervision", "要通报批评，限期整改"),
    title="通报批评未写明整改期限",
    reads=("inspections",),
    explanation="对不配合开展统计工作或报送虚假数据等情况的，要通报批评，限期整改：通报批评应同时写明“完成期限”。市、省检查时作出的，由市、省负责。",
    cure="补上“完成期限”。",
    good="+inspections: [{日期: 2021-06-01, 层级: 市, 项目编号: 210198-2020-01, 处置: 通报批评, 完成期限: 2021-07-01}]",
    bad="+inspections: [{日期: 2021-06-01, 层级: 市, 项目编号: 210198-2020-01, 处置: 通报批评}]",
)
def criticism_has_a_limit(scene: Scene) -> Iterator[Hit]:
    for visit in scene.county.inspections:
        if visit.measure is _CRITICISM and visit.due is None:
            message = f"{visit.date} 通报批评，未登记整改期限"
            whose = _CRITICS.get(visit.level, DutyOf.COUNTY)
            yield Hit(visit.place("due"), message, visit.project or "", visit.date, duty_of=whose)


@rule(
    "V107",
    basis=duty("supervision", "省商务厅将定期对示范县工作推进情况进行督导并通报结果", limit="circulars"),
    title="未公开按期的省级督导通报",
    reads=("county", "plan", "batch_plans", "projects", "outcome", "batch_outcomes", "notices"),
    explanation=f"省商务厅定期对示范县工作推进情况进行督导并通报结果。数据截至日之前的期限（{in_settings('circulars')}）内，未见督导通报写到本县的列为发现。"
    "“涉及县”写名称或代码；未填写“涉及县”的通报，看标题和正文。本县印发实施方案（未印发的，签订第一份合同，不算续建项目的）不满这个期限的不计，"
    "综合验收合格之后不计；有几个批次的，看尚未验收的批次。",
    cure="省级补发督导通报，或在通报的“涉及县”里写明。",
    good="截至: 2022-06-01",
    bad="截至: 2022-06-02",
    of_counties=True,
    duty_of=DutyOf.PROVINCE,
)
def province_reports(scene: Scene) -> Iterator[Hit]:
    open_batches = (batch for batch in scene.of_batches if not _is_over(batch))
    begun = min((day for batch in open_batches if (day := begun_on(batch))), default=None)
    if begun is None:
        return
    record = scene.county.county
    named = [notice.date for notice in scene.notices if _is_circular_on(notice, record, scene.as_of)]
    last = max(named, default=begun)
    months = scene.site.limits.circulars
    if last < months_away(scene.as_of, -months):
        none = f"{begun} 以来本栏目未公开写到{record.name}的督导通报"
        what = f"最近一份写到{record.name}的督导通报是 {last}" if named else none
        message = f"{what}，已超过 {months} 个月"
        yield Hit(record.place("name"), message, since=months_away(last, months) + DAY)


def _is_over(batch: Scene) -> bool:
    """Whether 综合验收 of a batch was passed."""
    final = batch.county.outcome.final_acceptance
    return final is not None and final.conclusion is Conclusion.PASSED and final.date <= batch.as_of


def _is_circular_on(notice: Notice, county: County, as_of: date) -> bool:
    if notice.kind is not NoticeKind.CIRCULAR or notice.date > as_of:
        return False
    if notice.counties:
        return county.name in notice.counties or county.code in notice.counties
    return county.name in f"{notice.title}\n{notice.text}"


_DISQUALIFIED = "+inspections: [{日期: 2021-05-01, 层级: 县, 项目编号: 210198-2020-01, 处置: 取消承办资格}]"


@rule(
    "V108",
    basis=duty("supervision", "不能完成项目建设任务的要取消承办资格", limit="winding_up"),
    title="取消承办资格后仍由原单位承办",
    is_major=True,
    reads=("contracts", "plan", "projects", "inspections"),
    explanation=f"不能完成项目建设任务的要取消承办资格。检查记录里对一个项目的处置是取消承办资格的，过了期限（{in_settings('winding_up')}），"
    "项目应当已经取消，或者更换了承办单位：其后另签合同，承办单位有变更，或者有写到这个项目的方案调整。写全县的记录不看。",
    cure="填写项目的“取消”；更换承办单位的，更新“承办单位”和合同，并登记方案调整。",
    good=f"{_DISQUALIFIED}\n截至: 2021-06-30",
    bad=f"{_DISQUALIFIED}\n截至: 2021-07-01",
)
def disqualification_has_consequences(scene: Scene) -> Iterator[Hit]:
    within = timedelta(days=scene.site.limits.winding_up)
    for project in live_projects(scene):
        visits = scene.county.inspections_of[project.id]
        days = [visit.date for visit in visits if visit.measure is Measure.DISQUALIFY]
        if not days or scene.as_of <= (last := max(days)) + within or _is_replaced(scene, project, last):
            continue
        row = next(visit for visit in visits if visit.date == last and visit.measure is Measure.DISQUALIFY)
        message = f"{last} 取消承办资格，至今未登记项目取消或更换承办单位"
        yield Hit(row.place("measure"), message, project.id, last + within + DAY)


def _is_replaced(scene: Scene, project: Project, since: date) -> bool:
    """Whether something tells that the contractor was replaced since a day."""
    contracts = scene.county.contracts_of[project.id]
    signed = [contract.date for contract in contracts] + [contract_date(project)]
    if any(day is not None and day >= since for day in signed):
        return True
    if any(
        project.id in change.projects and change.date >= since for change in scene.county.plan.plan_changes
    ):
        return True
    names = Project.label_of("contractor", "name"), Project.label_of("contractor", "code")
    changes = (change for name in names for change in changes_of_fields(scene).get((project.id, name), ()))
    return any(change.old and change.published.date() >= since for change in changes)
