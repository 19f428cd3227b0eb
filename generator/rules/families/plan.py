"""L: plan and decisions, clauses 五（一）（二）."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from generator.model.base import asked_fields
from generator.model.codelists import FilingLevel, UnitLevel
from generator.model.plan import Filing, PlanChange
from generator.rules.base import Hit, Scene, rule
from generator.rules.basis import duty
from generator.rules.facts import missing_labels
from generator.rules.places import in_plan
from generator.rules.watched import WATCHED, watched_changes, watched_field

_FILED = duty("plan", "逐级上报国家有关部门备案")

PLAN_PARTS = ("responsible_body", "objectives", "content", "milestones", "acceptance_standard")
"""责任主体, 工作目标, 建设内容, 时间节点, 验收考核标准: required in the plan by clause 五（二）."""
FILING_CHAIN = (FilingLevel.CITY, FilingLevel.PROVINCE, FilingLevel.STATE)
"""逐级上报国家有关部门备案: levels at which the plan must be filed, clause 五（二）."""
COUNTY_LEADERS = re.compile(r"县长|区长|市长|旗长|[县区市旗]委|^副?书记|政府党组")
"""Posts of county leaders (县领导), not of heads of a bureau."""


@rule(
    "L101",
    basis=_FILED,
    title="没有实施方案或没有备案",
    reads=("plan",),
    explanation="示范县应当制订实施方案，经市严格审核后，逐级上报国家有关部门备案。没有实施方案，或者有方案而没有任何备案记录的，列为发现。",
    cure="在 plan.yaml 里补上「实施方案」和「备案」。",
    good="方案: {实施方案: {备案: [{层级: 市, 日期: 2020-11-25}, {层级: 省, 日期: 2020-12-01}, {层级: 国家, 日期: 2020-12-10}]}}",
    bad="方案: {实施方案: {备案: null}}",
    of_counties=True,
    per_batch=True,
)
def plan_is_filed(scene: Scene) -> Iterator[Hit]:
    plan = scene.county.plan.plan
    if plan is None:
        yield Hit(in_plan(scene.county, "plan"), "没有实施方案，也查不到备案记录")
    elif not plan.filings:
        place = in_plan(scene.county, "plan", "filings")
        yield Hit(place, "实施方案没有备案记录", since=plan.date)


@rule(
    "L102",
    basis=duty("plan", "应严格按照原制发程序进行调整"),
    title="方案调整手续不全",
    reads=("plan",),
    explanation="实施方案一经制定，不得随意调整；确需调整的，应严格按照原制发程序进行。每次调整都要写明原因、原制发程序、本次程序、"
    "批准文号和备案日期；两个程序并列公布，供读者对照。",
    cure="按原制发程序报批、备案后，补上缺少的内容。",
    good="方案: {方案调整: [{日期: 2021-05-01, 内容: 延期, 原因: 冬季停工, 原制发程序: 常务会议审议,"
    " 本次程序: 常务会议审议, 批准文号: 示例〔2021〕9号, 备案日期: 2021-05-20}]}",
    bad="方案: {方案调整: [{日期: 2021-05-01, 内容: 延期, 原因: 冬季停工, 原制发程序: 常务会议审议,"
    " 本次程序: 常务会议审议, 备案日期: 2021-05-20}]}",
    per_batch=True,
)
def adjustments_are_approved(scene: Scene) -> Iterator[Hit]:
    for index, change in enumerate(scene.county.plan.plan_changes):
        missing = missing_labels(change, asked_fields(PlanChange))
        if missing:
            message = f"{change.date} 的方案调整没有写明{'、'.join(missing)}：{_short(change.content)}"
            place = in_plan(scene.county, "plan_changes", index)
            yield Hit(place, message, since=change.date, terms=missing)


@rule(
    "L103",
    basis=duty("plan", "实施方案一经制定，不得随意调整"),
    title="项目变更没有对应的方案调整",
    reads=("plan", "projects"),
    needs_history=True,
    explanation="项目公开以后，扶持资金额度、完成时限、承办单位或建设内容有变更的，应有一条「方案调整」写到这个项目（或不写项目，即涉及全部项目），"
    "日期不晚于变更公开之日，并晚于同一内容的上一次变更：一次调整不能当作多次变更的依据。依据变更历史核对；"
    "首次补充内容、只改文字、承办单位换联系人或写明曾用名的改名、完成时限换个写法而最后一天没有变的不算变更。",
    cure="按原制发程序报批，并在「方案调整」里写明涉及的项目；填错更正的，在「答复」里说明。",
    good="变更: [[210198-2020-01, 扶持资金额度, '300', '400', '2021-05-02T09:00:00+08:00']]\n"
    "方案: {方案调整: [{日期: 2021-05-02, 内容: 调整, 涉及项目: [210198-2020-01], 原因: 一, 原制发程序: 二,"
    " 本次程序: 二, 批准文号: 三, 备案日期: 2021-05-10}]}",
    bad="变更: [[210198-2020-01, 扶持资金额度, '300', '400', '2021-05-02T09:00:00+08:00']]\n"
    "方案: {方案调整: [{日期: 2021-05-03, 内容: 调整, 涉及项目: [210198-2020-01], 原因: 一, 原制发程序: 二,"
    " 本次程序: 二, 批准文号: 三, 备案日期: 2021-05-10}]}",
    per_batch=True,
)
def project_changes_are_covered(scene: Scene) -> Iterator[Hit]:
    told: set[tuple[str, str | None, str]] = set()
    for change, adjustment in watched_changes(scene.county, scene.history, scene.as_of):
        one = change.record, watched_field(change), change.commit
        if adjustment is None and one not in told:
            told.add(one)  # name and code of a new contractor are one change
            project = scene.county.by_id[change.record]
            new = f"改为「{_short(change.new)}」" if change.new else "删去"
            day = change.published.date()
            message = f"「{change.field}」由「{_short(change.old)}」{new}（{day} 公开），没有对应的方案调整"
            yield Hit(project.place(WATCHED[str(watched_field(change))]), message, project.id, day)


def _short(text: str, limit: int = 40) -> str:
    return text.rstrip("。") if len(text) <= limit else f"{text[:limit]}…"


@rule(
    "L104",
    basis=duty("leadership", "落实责任主体"),
    title="没有落实责任人",
    reads=("county", "projects"),
    explanation="示范县人民政府是直接责任主体，要明确工作职责，落实责任主体：示范县要写明责任人和主管部门，每个未取消的项目要写明县级责任人。"
    "责任人写职务即可。",
    cure="补上「责任人」「主管部门」或「县级责任人」。",
    good="项目: {'01': {县级责任人: {姓名: null, 职务: 副局长}}}",
    bad="项目: {'01': {县级责任人: {职务: null, 单位: 县商务局}}}",
)
def people_are_accountable(scene: Scene) -> Iterator[Hit]:
    county = scene.county.county
    person, department = county.accountable_person, county.lead_department
    is_county = county.level is UnitLevel.COUNTY
    if is_county and (person is None or not (person.name or person.post)):
        yield Hit(county.place("accountable_person"), "示范县没有写明责任人")
    if is_county and (department is None or not department.name):
        yield Hit(county.place("lead_department"), "示范县没有写明主管部门")
    for project in scene.county.projects:
        named = project.accountable_person
        if project.cancellation is None and (named is None or not (named.name or named.post)):
            yield Hit(project.place("accountable_person"), "没有写明县级责任人", project.id)


@rule(
    "L105",
    basis=duty("plan", "明确具体项目责任主体、工作目标、建设内容、时间节点和验收考核标准等内容"),
    title="实施方案内容不全",
    reads=("plan",),
    explanation="实施方案应明确具体项目责任主体、工作目标、建设内容、时间节点和验收考核标准五项内容。",
    cure="补上缺少的部分。",
    good="方案: {实施方案: {标题: 方案, 责任主体: 一, 工作目标: 二, 建设内容: 三, 时间节点: 四, 验收考核标准: 五}}",
    bad="方案: {实施方案: {时间节点: null}}",
    per_batch=True,
)
def plan_has_its_parts(scene: Scene) -> Iterator[Hit]:
    plan = scene.county.plan.plan
    if plan is None:
        return
    missing = missing_labels(plan, PLAN_PARTS)
    if missing:
        message = f"实施方案没有写明{'、'.join(missing)}"
        yield Hit(in_plan(scene.county, "plan"), message, since=plan.date, terms=missing)


@rule(
    "L106",
    basis=_FILED,
    title="备案没有逐级到位",
    reads=("plan",),
    explanation="实施方案要逐级上报国家有关部门备案：市、省、国家三级都应有备案记录和日期，日期依次不倒置。一级备案记录也没有的见 L101。",
    cure="补上缺少的备案记录和日期；日期倒置的核对。",
    good="方案: {实施方案: {备案: [{层级: 市, 日期: 2020-12-01}, {层级: 省, 日期: 2020-12-01}, {层级: 国家, 日期: 2020-12-10}]}}",
    bad="方案: {实施方案: {备案: [{层级: 市, 日期: 2020-12-02}, {层级: 省, 日期: 2020-12-01}, {层级: 国家, 日期: 2020-12-10}]}}",
    of_counties=True,
    per_batch=True,
)
def filing_chain_is_whole(scene: Scene) -> Iterator[Hit]:
    plan = scene.county.plan.plan
    if plan is None or not plan.filings:
        return
    filed = {filing.level: filing for filing in plan.filings}
    faults = tuple(_filing_faults(filed))
    if faults:
        place = in_plan(scene.county, "plan", "filings")
        yield Hit(place, f"实施方案备案：{'；'.join(faults)}", since=plan.date, terms=faults)


def _filing_faults(filed: Mapping[FilingLevel, Filing]) -> Iterator[str]:
    missing = [level.label for level in FILING_CHAIN if level not in filed]
    if missing:
        yield f"缺少{'、'.join(missing)}级备案"
    undated = [level.label for level in FILING_CHAIN if level in filed and filed[level].date is None]
    if undated:
        yield f"{'、'.join(undated)}级备案没有日期"
    dated = [(level, day) for level in FILING_CHAIN if level in filed and (day := filed[level].date)]
    for (lower, first), (upper, then) in pairwise(dated):
        if then < first:
            yield f"{upper.label}级备案 {then} 早于{lower.label}级 {first}"


@rule(
    "L107",
    basis=duty("leadership", "县领导挂帅，相关部门参与的工作协调机制"),
    title="没有县领导挂帅的工作机制",
    reads=("county",),
    explanation="示范县人民政府要建立县领导挂帅、相关部门参与的工作协调机制：写明牵头县领导的职务（县长、副县长、县委书记等）和成员部门。"
    "只由部门负责人牵头的，不算县领导挂帅。",
    cure="在「组织领导」里写明牵头县领导职务和成员部门。",
    good="县: {组织领导: {牵头县领导职务: 县委常委、副县长}}",
    bad="县: {组织领导: {牵头县领导职务: 县商务局党组书记、局长}}",
    of_counties=True,
)
def county_leader_is_in_charge(scene: Scene) -> Iterator[Hit]:
    place = scene.county.county.place("steering_group")
    group = scene.county.county.steering_group
    if group is None:
        yield Hit(place, "没有公开县领导挂帅的工作机制")
        return
    faults = []
    if not group.leader_post:
        faults.append("没有写明牵头县领导职务")
    elif not COUNTY_LEADERS.search(group.leader_post):
        faults.append(f"牵头的「{group.leader_post}」不是县领导")
    if not group.members:
        faults.append("没有写明成员部门")
    if faults:
        yield Hit(place, f"工作机制{'，'.join(faults)}")


@rule(
    "L108",
    basis=duty("leadership", "完善管理制度"),
    title="没有项目或资金管理办法",
    reads=("county",),
    explanation="示范县要完善管理制度：至少有项目管理办法和资金管理办法。一份办法的名称同时写到项目和资金的（如“项目和资金管理办法”），两项都算。",
    cure="在「管理制度」里补上名称、文号和日期。",
    good="县: {管理制度: [{名称: 示范项目及资金管理办法}]}",
    bad="县: {管理制度: [{名称: 示范项目资金管理办法}]}",
    of_counties=True,
)
def regulations_exist(scene: Scene) -> Iterator[Hit]:
    names = [regulation.name for regulation in scene.county.county.regulations]
    missing = tuple(
        title
        for title, is_one in (("项目管理办法", _is_on_projects), ("资金管理办法", _is_on_funds))
        if not any(is_one(name) for name in names)
    )
    if missing:
        place = scene.county.county.place("regulations")
        yield Hit(place, f"没有公开{'、'.join(missing)}", terms=missing)


def _is_on_funds(name: str) -> bool:
    return "资金" in name


def _is_on_projects(name: str) -> bool:
    """True for 项目管理办法 and 项目和资金管理办法; false for 项目资金管理办法, which is about money alone."""
    return bool(re.search(r"项目(?!(专项|扶持|补助|建设)?资金)", name))
