"""L: plan and decisions, clauses 五（一）（二）."""

from collections.abc import Iterator

from generator.model.codelists import FilingLevel
from generator.model.plan import ImplementationPlan, Plan
from generator.model.project import Project
from generator.rules.base import Hit, Scene, rule

CLAUSE = "五（二）"
PLAN_PARTS = ("responsible_body", "objectives", "content", "milestones", "acceptance_standard")
"""责任主体, 工作目标, 建设内容, 时间节点, 验收考核标准: what clause 五（二） asks of the plan."""
WATCHED = ("扶持资金额度", "完成时限", "承办单位", "建设内容")
"""Fields of a project that may not change without an adjustment of the plan."""


@rule(
    "L101",
    clause=CLAUSE,
    title="没有实施方案或没有备案",
    explanation="示范县应当制订实施方案，经市审核后逐级上报国家有关部门备案。",
    cure="在 plan.yaml 里补上「实施方案」和「备案」。",
    good="{}",
    bad="方案: {实施方案: {备案: null}}",
)
def plan_is_filed(scene: Scene) -> Iterator[Hit]:
    plan = scene.county.plan.plan
    if plan is None:
        yield Hit(scene.county.county.place("name"), "没有公开实施方案")
    elif not plan.filings:
        yield Hit(scene.county.plan.place("plan"), "没有公开实施方案的备案情况")


@rule(
    "L102",
    clause=CLAUSE,
    title="方案调整没有按原程序报批",
    explanation="实施方案不得随意调整，确需调整的，按原制发程序进行：应写明本次程序和批准文号。",
    cure="补上「本次程序」和「批准文号」。",
    good="方案: {方案调整: [{日期: 2021-05-01, 内容: 延期, 原制发程序: 常务会议, 本次程序: 常务会议, 批准文号: 示例〔2021〕9号}]}",
    bad="方案: {方案调整: [{日期: 2021-05-01, 内容: 延期, 原制发程序: 常务会议, 本次程序: 常务会议}]}",
)
def changes_are_approved(scene: Scene) -> Iterator[Hit]:
    for index, change in enumerate(scene.county.plan.plan_changes):
        missing = [
            label
            for label, value in (("本次程序", change.procedure), ("批准文号", change.approval))
            if not value
        ]
        if missing:
            place = scene.county.plan.place("plan_changes", index)
            message = f"{change.date} 的方案调整没有写明{'、'.join(missing)}：{change.content}"
            yield Hit(place, message, since=change.date)


@rule(
    "L103",
    clause=CLAUSE,
    title="项目变更没有对应的方案调整",
    needs_history=True,
    explanation="项目公开以后，扶持资金额度、完成时限、承办单位或建设内容有变更的，应有一条「方案调整」写到这个项目，"
    "日期不晚于变更公开之日。依据变更历史核对。",
    cure="按原制发程序报批，并在「方案调整」里写明涉及的项目。",
    good="变更: [[210198-2020-01, 扶持资金额度, '300', '400', '2021-05-02T00:00:00+08:00']]\n"
    "方案: {方案调整: [{日期: 2021-05-01, 内容: 调整, 涉及项目: [210198-2020-01], 本次程序: 一, 批准文号: 二}]}",
    bad="变更: [[210198-2020-01, 扶持资金额度, '300', '400', '2021-05-02T00:00:00+08:00']]",
)
def changes_are_covered(scene: Scene) -> Iterator[Hit]:
    for change in scene.history.changes if scene.history else ():
        project = scene.county.by_id.get(change.record)
        if project is None or change.field not in WATCHED or not change.old:
            continue
        day = change.published.date()
        if not _is_covered(scene.county.plan, project, day.isoformat()):
            message = f"{day} 公开的「{change.field}」由 {change.old} 改为 {change.new}，没有对应的方案调整"
            yield Hit(project.place(), message, project.id, day)


def _is_covered(plan: Plan, project: Project, day: str) -> bool:
    return any(
        project.id in change.projects and change.date.isoformat() <= day for change in plan.plan_changes
    )


@rule(
    "L104",
    clause="五（一）",
    title="没有写明责任人",
    explanation="要明确工作职责，落实责任主体：示范县和每个未取消的项目都应写明责任人，写职务即可。",
    cure="补上「责任人」或「县级责任人」的职务。",
    good="项目: {'01': {县级责任人: {职务: 副局长}}}",
    bad="项目: {'01': {县级责任人: null}}",
)
def people_are_accountable(scene: Scene) -> Iterator[Hit]:
    person = scene.county.county.accountable_person
    if person is None or not (person.name or person.post):
        yield Hit(scene.county.county.place("accountable_person"), "示范县没有写明责任人")
    for project in scene.county.projects:
        named = project.accountable_person
        if project.cancellation is None and (named is None or not (named.name or named.post)):
            yield Hit(project.place("accountable_person"), "没有写明县级责任人", project.id)


@rule(
    "L105",
    clause=CLAUSE,
    title="实施方案内容不全",
    explanation="实施方案应明确责任主体、工作目标、建设内容、时间节点和验收考核标准。",
    cure="补上缺少的部分。",
    good="{}",
    bad="方案: {实施方案: {时间节点: null}}",
)
def plan_has_its_parts(scene: Scene) -> Iterator[Hit]:
    plan = scene.county.plan.plan
    if plan is None:
        return
    missing = [ImplementationPlan.label_of(name) for name in PLAN_PARTS if not getattr(plan, name)]
    if missing:
        yield Hit(scene.county.plan.place("plan"), f"实施方案没有写明{'、'.join(missing)}")


@rule(
    "L106",
    clause=CLAUSE,
    title="备案缺少一级",
    explanation="实施方案由市审核，逐级上报国家有关部门备案：市、省、国家三级都应有记录。",
    cure="补上缺少的备案记录。",
    good="{}",
    bad="方案: {实施方案: {备案: [{层级: 市}, {层级: 国家}]}}",
)
def filing_chain_is_whole(scene: Scene) -> Iterator[Hit]:
    plan = scene.county.plan.plan
    if plan is None or not plan.filings:
        return
    filed = {filing.level for filing in plan.filings}
    missing = [level.label for level in FilingLevel if level not in filed]
    if missing:
        yield Hit(scene.county.plan.place("plan", "filings"), f"缺少{'、'.join(missing)}级备案记录")


@rule(
    "L107",
    clause="五（一）",
    title="没有县领导挂帅的工作机制",
    explanation="示范县人民政府要建立县领导挂帅、相关部门参与的工作协调机制。",
    cure="在「组织领导」里写明牵头县领导职务和成员部门。",
    good="{}",
    bad="县: {组织领导: {牵头县领导职务: null}}",
)
def county_leader_is_in_charge(scene: Scene) -> Iterator[Hit]:
    group = scene.county.county.steering_group
    if group is None or not group.leader_post or not group.members:
        yield Hit(scene.county.county.place("steering_group"), "没有写明牵头县领导职务或成员部门")


@rule(
    "L108",
    clause="五（一）",
    title="没有项目或资金管理办法",
    explanation="示范县要完善管理制度：至少有项目管理办法和资金管理办法。",
    cure="在「管理制度」里补上名称和文号。",
    good="{}",
    bad="县: {管理制度: [{名称: 项目管理办法}]}",
)
def regulations_exist(scene: Scene) -> Iterator[Hit]:
    names = [regulation.name for regulation in scene.county.county.regulations]
    missing = [f"{word}管理办法" for word in ("项目", "资金") if not any(word in name for name in names)]
    if missing:
        yield Hit(scene.county.county.place("regulations"), f"没有公开{'、'.join(missing)}")
