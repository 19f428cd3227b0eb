"""V: supervision, clause 五（三）."""

from collections.abc import Iterator
from datetime import date, timedelta

from generator.model.codelists import InspectionLevel, Measure, NoticeKind, Status
from generator.model.disclosure import CountyDisclosure
from generator.model.project import Project
from generator.rules.base import Hit, Scene, rule

CLAUSE = "五（三）"
_WEEK = timedelta(days=7)


@rule(
    "V101",
    clause=CLAUSE,
    title="有的月份没有市级督导",
    explanation="各市商务部门每月至少开展 1 次调研、指导和督查。从第一份合同的次月起，到数据截至日的上月止，"
    "或到全部项目验收之月止。通知没有写明按县还是按项目计算，这里按县计算，县页另列各月次数。",
    cure="补登督导记录；确未开展的尽快开展。",
    good="{}",
    bad="inspections: [{日期: 2021-05-15, 层级: 市}, {日期: 2021-03-08, 层级: 县}]\n项目: {'01': null, '02': null,"
    " '03': {状态: 投入使用}}\npayments: []\nexpenditures: []\nprogress: []\nactivities: []\n县: {资金到账: null}",
)
def city_visits_every_month(scene: Scene) -> Iterator[Hit]:
    visited = {
        f"{visit.date:%Y-%m}" for visit in scene.county.inspections if visit.level is InspectionLevel.CITY
    }
    missed = [month for month in _duty_months(scene) if month not in visited]
    if missed:
        message = f"{len(missed)} 个月没有市级督导：{'、'.join(missed)}"
        since = date.fromisoformat(f"{missed[0]}-01")
        yield Hit(scene.county.county.place("city"), message, since=since, terms=tuple(missed))


def _duty_months(scene: Scene) -> list[str]:
    """Whole months between the first contract and as-of in which some project was not yet accepted."""
    contracts = [
        project.procurement.contract_date
        for project in scene.county.projects
        if project.procurement and project.procurement.contract_date
    ]
    if not contracts:
        return []
    last = _all_done(scene.county) or scene.as_of
    month = min(contracts).replace(day=1)
    months: list[str] = []
    while True:
        month = (month + timedelta(days=32)).replace(day=1)
        end = (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        if end >= min(last, scene.as_of):
            return months
        months.append(f"{month:%Y-%m}")


def _all_done(county: CountyDisclosure) -> date | None:
    """The day on which the last project was accepted or cancelled; None while one is open."""
    ends = [_end(project) for project in county.projects]
    days = [day for day in ends if day is not None]
    return max(days) if len(days) == len(ends) and days else None


def _end(project: Project) -> date | None:
    if project.acceptance is not None:
        return project.acceptance.date
    return project.cancellation.date if project.cancellation else None


@rule(
    "V102",
    clause=CLAUSE,
    title="有的周没有县级走访",
    explanation="示范县商务部门每周要赴承办企业调查了解项目进展。一周（周一至周日）之内始终有项目在建，而没有一次县级走访的，"
    "算作缺一周。通知没有写明按县还是按项目计算，两个数都公布：按县缺几周，按项目合计缺几个项目周。",
    cure="补登走访记录；确未走访的尽快走访。",
    good="{}",
    bad="inspections: [{日期: 2021-04-15, 层级: 市}, {日期: 2021-05-15, 层级: 市}, {日期: 2021-06-15, 层级: 市}]",
)
def county_visits_every_week(scene: Scene) -> Iterator[Hit]:
    visits = [visit for visit in scene.county.inspections if visit.level is InspectionLevel.COUNTY]
    visited = {_monday(visit.date) for visit in visits}
    visited_projects = {(_monday(visit.date), visit.project) for visit in visits}
    missed, project_weeks = [], 0
    for monday, projects in _duty_weeks(scene):
        if monday not in visited:
            missed.append(monday)
        project_weeks += sum((monday, project.id) not in visited_projects for project in projects)
    if missed:
        message = (
            f"{len(missed)} 周没有县级走访（按项目计算合计缺 {project_weeks} 个项目周），"
            f"最近一次缺的是 {missed[-1]} 起的一周"
        )
        terms = tuple(week.isoformat() for week in missed)
        yield Hit(scene.county.county.place("lead_department"), message, since=missed[0], terms=terms)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _duty_weeks(scene: Scene) -> Iterator[tuple[date, list[Project]]]:
    """Whole weeks up to as-of with the projects that were under way throughout."""
    started = [
        project
        for project in scene.county.projects
        if project.planned_start and project.status not in (Status.NOT_STARTED, Status.CANCELLED)
    ]
    if not started:
        return
    monday = _monday(min(project.planned_start for project in started if project.planned_start))
    while monday + _WEEK <= scene.as_of:
        under_way = [project for project in started if _is_under_way(project, monday)]
        if under_way:
            yield monday, under_way
        monday += _WEEK


def _is_under_way(project: Project, monday: date) -> bool:
    if project.planned_start is None or project.planned_start > monday:
        return False
    end = project.acceptance.date if project.acceptance else None
    return end is None or end >= monday + _WEEK


@rule(
    "V103",
    clause=CLAUSE,
    title="检查发现的问题逾期没有处理",
    explanation="检查发现问题并定了期限的，期限过后应有完成日期。",
    cure="处理完毕后填写「完成日期」和「处理情况」。",
    good="+inspections: [{日期: 2021-06-01, 层级: 县, 项目编号: 210198-2020-01, 发现问题: 标识不全, 处置: 限期整改, 完成期限: 2021-06-30}]",
    bad="+inspections: [{日期: 2021-06-01, 层级: 县, 项目编号: 210198-2020-01, 发现问题: 标识不全, 处置: 限期整改, 完成期限: 2021-06-29}]",
)
def problems_are_handled(scene: Scene) -> Iterator[Hit]:
    for visit in scene.county.inspections:
        if visit.problem and visit.due is not None and visit.done is None and scene.as_of > visit.due:
            message = f"{visit.date} 发现「{visit.problem}」，期限 {visit.due}，已超过 {(scene.as_of - visit.due).days} 天"
            yield Hit(visit.place("due"), message, visit.project or "", visit.due + timedelta(days=1))


@rule(
    "V104",
    clause=CLAUSE,
    title="承办单位没有按时报送交易数据",
    explanation="承办企业要按规定上报生产经营等统计数据。已拨付资金、在建或已投入使用的项目，应有上个月的交易数据；"
    "从未报送的见 I113。",
    cure="督促承办单位补报 transactions.csv。",
    good="截至: 2021-06-30",
    bad="截至: 2021-07-01\n项目: {'02': {状态: 已取消}, '03': {状态: 已取消}}",
)
def statistics_are_reported(scene: Scene) -> Iterator[Hit]:
    expected = f"{scene.as_of.replace(day=1) - timedelta(days=1):%Y-%m}"
    for project in scene.county.projects:
        rows = scene.county.transactions_of[project.id]
        if project.status is Status.CANCELLED or not scene.county.payments_of[project.id] or not rows:
            continue
        if rows[-1].month < expected:
            message = f"交易数据只报到 {rows[-1].month}，缺 {expected}"
            yield Hit(rows[-1].place("month"), message, project.id)


@rule(
    "V105",
    clause=CLAUSE,
    title="未按计划开工，没有责令开工",
    explanation="对未按计划开工建设的项目，要责令承办企业及时开工建设，并有记录。",
    cure="责令开工，并登记在 inspections.csv。",
    good="项目: {'01': {状态: 未开工}}\n+inspections: [{日期: 2021-04-01, 层级: 县, 项目编号: 210198-2020-01, 处置: 责令开工}]",
    bad="项目: {'01': {状态: 未开工}}",
)
def start_is_ordered(scene: Scene) -> Iterator[Hit]:
    for project in scene.county.projects:
        start = project.planned_start
        if project.status is not Status.NOT_STARTED or start is None or scene.as_of <= start:
            continue
        visits = scene.county.inspections_of[project.id]
        if not any(visit.measure in (Measure.ORDER_TO_START, Measure.DISQUALIFY) for visit in visits):
            message = f"计划 {start} 开工，至今未开工，没有责令开工的记录"
            yield Hit(project.place("planned_start"), message, project.id, start + timedelta(days=1))


@rule(
    "V106",
    clause=CLAUSE,
    title="通报批评没有整改期限",
    explanation="对不配合统计或报送虚假数据的，要通报批评，限期整改。",
    cure="补上「完成期限」。",
    good="+inspections: [{日期: 2021-06-01, 层级: 市, 项目编号: 210198-2020-01, 处置: 通报批评, 完成期限: 2021-07-01}]",
    bad="+inspections: [{日期: 2021-06-01, 层级: 市, 项目编号: 210198-2020-01, 处置: 通报批评}]",
)
def criticism_has_a_limit(scene: Scene) -> Iterator[Hit]:
    for visit in scene.county.inspections:
        if visit.measure is Measure.CRITICISM and visit.due is None:
            yield Hit(
                visit.place("measure"),
                f"{visit.date} 通报批评，没有限定整改期限",
                visit.project or "",
                visit.date,
            )


@rule(
    "V107",
    clause=CLAUSE,
    title="一年之内没有省级督导通报",
    explanation="省商务厅定期对示范县工作推进情况进行督导并通报结果。数据截至日之前十二个月内，没有一份督导通报写到本县。"
    "示范批次当年及次年六月底以前不计。",
    cure="省级补发督导通报，或在通报的「涉及县」里写明。",
    good="截至: 2022-06-01",
    bad="截至: 2022-07-01\n通报: [{标题: 通报, 日期: 2021-06-30, 类型: 督导通报, 涉及县: [示例县]}]",
)
def province_reports(scene: Scene) -> Iterator[Hit]:
    record = scene.county.county
    if scene.as_of < date(record.cohort + 1, 7, 1):
        return
    earliest = scene.as_of.replace(year=scene.as_of.year - 1)
    for notice in scene.notices:
        if notice.kind is not NoticeKind.CIRCULAR or not earliest <= notice.date <= scene.as_of:
            continue
        if {record.name, record.code} & set(notice.counties) or record.name in f"{notice.title}{notice.text}":
            return
    yield Hit(record.place("name"), f"{earliest} 以来没有一份省级督导通报写到本县")
