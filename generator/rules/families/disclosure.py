"""I101–I112: the items that clause 五（六） asks a county to disclose, one finding per record and item.

rules/checklist.py decides what is due, and counts these findings.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from generator.model.company import Contractor
from generator.model.place import Place
from generator.model.project import Project
from generator.model.types import is_placeholder
from generator.rules.base import Hit, Scene, rule
from generator.rules.basis import duty, in_settings
from generator.rules.checklist import (
    is_awarded,
    is_listed,
    owes_central,
    owes_goals,
    owes_people,
    owes_progress,
)
from generator.rules.facts import BEGUN, missing_labels
from generator.rules.places import in_file, in_plan

_TO_INFORM = (
    "示范县要通过县（市）政府门户网站及时公开综合示范方案、决策过程、项目信息和专项资金使用情况等信息"
)
_INFORM = duty("disclosure", _TO_INFORM)
_ITEMS = duty(
    "disclosure",
    "包括（但不限于）项目名称、建设内容和工作要求，项目承办单位名称、扶持资金额度、完成时限、绩效目标、相关政策文件、示范县和项目承办单位责任人、项目建设进度等",
)

PLAN_FACTS = ("date", "issuer")
"""印发日期, 印发机关: without them a plan is not an issued document."""
_CONTRACTOR_PERSON = Project.label_of("contractor") + Contractor.label_of("person")


def is_said(text: str | None) -> bool:
    """Whether a text is more than a placeholder such as 待定."""
    return bool(text) and not is_placeholder(text or "")


@rule(
    "I101",
    basis=_INFORM,
    title="未公开综合示范方案",
    is_major=True,
    reads=("plan",),
    explanation="示范县要通过门户网站及时公开综合示范方案：标题、印发日期、印发机关和内容。内容是否齐全见 L105，备案见 L101、L106。",
    cure="在 plan.yaml 里补上“实施方案”及其印发日期、印发机关。",
    good="方案: {实施方案: {备案: null}}",
    bad="方案: {实施方案: {印发机关: null}}",
    of_counties=True,
    per_batch=True,
    covers=("L101",),
)
def plan_is_disclosed(scene: Scene) -> Iterator[Hit]:
    plan = scene.county.plan.plan
    place = in_plan(scene.county, "plan")
    if plan is None or not is_said(plan.title):
        yield Hit(place, "未公开综合示范方案")
        return
    missing = missing_labels(plan, PLAN_FACTS)
    if missing:
        yield Hit(place, f"综合示范方案未公开{'、'.join(missing)}", terms=missing)


@rule(
    "I102",
    basis=_INFORM,
    title="未公开决策过程",
    reads=("plan",),
    explanation="示范县要公开决策过程：哪次会议或哪份文件、什么事项、什么结论。无记录的列为发现。",
    cure="在 plan.yaml 里补上“决策过程”。",
    good="方案: {决策过程: [{日期: 2020-11-10, 会议或文件: 县政府常务会议, 事项: 审议实施方案}]}",
    bad="方案: {决策过程: []}",
    of_counties=True,
    per_batch=True,
)
def decisions_are_disclosed(scene: Scene) -> Iterator[Hit]:
    if not scene.county.plan.decisions:
        yield Hit(in_plan(scene.county, "decisions"), "未公开决策过程")


def _gap(project: Project, *names: str) -> Hit:
    """Makes the hit for a project that lacks these fields."""
    labels = tuple(Project.label_of(name) for name in names)
    return Hit(project.place(names[0]), f"未公开{'、'.join(labels)}", project.id, terms=labels)


@rule(
    "I103",
    basis=_ITEMS,
    title="未公开项目名称",
    reads=("projects",),
    explanation="示范县要公开项目信息，首先是项目名称：至少有一个项目，每个项目有确定的名称，写“待定”的不算。",
    cure="为每个项目建立 projects/ 下的文件，写明“项目名称”。",
    good="项目: {'01': {项目名称: 待客中心}}",
    bad="项目: {'01': {项目名称: 待定}}",
)
def titles_are_disclosed(scene: Scene) -> Iterator[Hit]:
    if not scene.county.projects:
        yield Hit(in_file(scene.county, "projects"), "未公开任何项目")
    for project in scene.county.projects:
        if not is_said(project.title) and is_listed(project):
            yield _gap(project, "title")


@rule(
    "I104",
    basis=_ITEMS,
    title="未公开建设内容或工作要求",
    reads=("projects",),
    explanation="每个项目要公开建设内容和工作要求，写“待定”的不算。",
    cure="补上“建设内容”和“工作要求”。",
    good="项目: {'01': {建设内容: 分拣线一条, 工作要求: 按月报送}}",
    bad="项目: {'01': {工作要求: 待定}}",
)
def content_is_disclosed(scene: Scene) -> Iterator[Hit]:
    for project in scene.county.projects:
        said = {"description": is_said(project.description), "requirements": is_said(project.requirements)}
        if not all(said.values()) and is_listed(project):
            yield _gap(project, *(name for name, is_there in said.items() if not is_there))


@rule(
    "I105",
    basis=_ITEMS,
    title="未公开承办单位名称",
    reads=("contracts", "projects"),
    explanation="已经中标或开工的项目，要公开承办单位名称；尚未确定承办单位的不计。" + BEGUN,
    cure="补上“承办单位”。",
    good="项目: {'01': {状态: 未开工, 采购: {中标日期: null, 合同日期: null}, 承办单位: null}}",
    bad="项目: {'01': {状态: 未开工, 采购: {合同日期: null}, 承办单位: null}}",
)
def contractor_is_disclosed(scene: Scene) -> Iterator[Hit]:
    for project in scene.county.projects:
        is_named = project.contractor is not None and is_said(project.contractor.name)
        if not is_named and is_awarded(project):
            yield _gap(project, "contractor")


@rule(
    "I106",
    basis=_ITEMS,
    title="未公开扶持资金额度",
    reads=("projects",),
    explanation="每个项目要公开扶持资金额度，无扶持资金的写 0。",
    cure="补上“扶持资金额度”，单位万元。",
    good="项目: {'01': {扶持资金额度: '0'}}",
    bad="项目: {'01': {扶持资金额度: null}}",
)
def subsidy_is_disclosed(scene: Scene) -> Iterator[Hit]:
    for project in scene.county.projects:
        if project.central is None and is_listed(project):
            yield _gap(project, "subsidy")


@rule(
    "I107",
    basis=_ITEMS,
    title="未公开完成时限",
    reads=("projects",),
    explanation="每个项目要公开完成时限。",
    cure="补上“完成时限”。",
    good="项目: {'01': {完成时限: 2021-12-31}}",
    bad="项目: {'01': {完成时限: null}}",
)
def deadline_is_disclosed(scene: Scene) -> Iterator[Hit]:
    for project in scene.county.projects:
        if project.deadline is None and is_listed(project):
            yield _gap(project, "deadline")


@rule(
    "I108",
    basis=_ITEMS,
    title="未公开绩效目标",
    reads=("county", "projects"),
    explanation="每个项目要公开绩效目标，至少一项有目标值；示范县要公开全县的绩效目标。全县目标缺少某个指标的见 C101–C103。",
    cure="补上“绩效目标”，写明指标、目标值和单位。",
    good="项目: {'01': {绩效目标: [{指标: 品控体系}, {指标: 站点, 目标值: '60', 单位: 个}]}}",
    bad="项目: {'01': {绩效目标: [{指标: 品控体系}, {指标: 站点, 单位: 个}]}}",
    per_batch=True,
)
def targets_are_disclosed(scene: Scene) -> Iterator[Hit]:
    if not scene.county.county.goals and owes_goals(scene.county):
        yield Hit(scene.county.county.place("goals"), "未公开全县的绩效目标")
    for project in scene.county.projects:
        values = [target.value for target in project.targets if target.value is not None]
        if not values and is_listed(project):
            yield _gap(project, "targets")


@rule(
    "I109",
    basis=_ITEMS,
    title="未公开相关政策文件",
    reads=("projects",),
    explanation="每个项目要列出所依据的相关政策文件。",
    cure="在“相关政策文件”里写 policies/ 下的文件名，不带 .md。",
    good="项目: {'01': {相关政策文件: ['2020-226']}}",
    bad="项目: {'01': {相关政策文件: null}}",
)
def policies_are_disclosed(scene: Scene) -> Iterator[Hit]:
    for project in scene.county.projects:
        if not project.policies and is_listed(project):
            yield _gap(project, "policies")


@rule(
    "I110",
    basis=_ITEMS,
    title="未公开责任人",
    reads=("contracts", "projects"),
    explanation="要公开示范县和项目承办单位责任人：每个项目写明县级责任人，已经确定承办单位的还要写明承办单位责任人。姓名或职务有一个即可；"
    "中标以前取消的项目不计。",
    cure="补上“县级责任人”和承办单位的“责任人”或“职务”。",
    good="项目: {'01': {状态: 未开工, 采购: {中标日期: null, 合同日期: null}, 承办单位: null}}",
    bad="项目: {'01': {县级责任人: null, 承办单位: {责任人: null}}}",
    covers=("L104",),
)
def people_are_disclosed(scene: Scene) -> Iterator[Hit]:
    for project in scene.county.projects:
        missing = _missing_people(project) if owes_people(project) else {}
        if missing:
            message = f"未公开{'、'.join(missing)}"
            yield Hit(next(iter(missing.values())), message, project.id, terms=tuple(missing))


def _missing_people(project: Project) -> dict[str, Place]:
    """Returns the label of each missing person → where it should be."""
    county, contractor = project.accountable_person, project.contractor
    missing = {}
    if county is None or not (county.name or county.post):
        missing[project.label_of("accountable_person")] = project.place("accountable_person")
    if contractor is not None and not (contractor.is_person or contractor.person or contractor.post):
        missing[_CONTRACTOR_PERSON] = project.place("contractor", "person")
    return missing


@rule(
    "I111",
    basis=_ITEMS,
    title="未公开项目建设进度",
    reads=("projects", "progress"),
    explanation="已经开工的项目要公开建设进度，无进度报告的列为发现；报过而未按时续报的见 G103。" + BEGUN,
    cure="在 progress.csv 里补报。",
    good="项目: {'01': {状态: 未开工}}\nprogress: [{日期: 2021-06-20, 项目编号: 210198-2020-02, 进度: '30'},"
    " {日期: 2021-06-20, 项目编号: 210198-2020-03, 进度: '30'}]",
    bad="progress: [{日期: 2021-06-20, 项目编号: 210198-2020-02, 进度: '30'}, {日期: 2021-06-20, 项目编号: 210198-2020-03, 进度: '30'}]",
    covers=("G103",),
)
def progress_is_disclosed(scene: Scene) -> Iterator[Hit]:
    for project in scene.county.projects:
        if owes_progress(project) and not scene.county.progress_of[project.id]:
            yield Hit(project.place("status"), "未公开项目建设进度", project.id)


@rule(
    "I112",
    basis=duty("disclosure", _TO_INFORM, limit="funds"),
    title="未公开专项资金使用情况",
    is_major=True,
    reads=("county", "payments", "expenditures"),
    explanation="要公开专项资金使用情况：中央财政专项资金数额、到账、拨付、使用。到账（或首次拨付）超过更新时限"
    f"（{in_settings('funds')}）仍无拨付（或使用）记录的，每种台账列一条发现；不属于项目的费用的支付也算拨付。",
    cure="补上所缺的数额或台账；确实未拨付、使用的，在“答复”里说明。",
    good="截至: 2021-04-20\nexpenditures: []",
    bad="截至: 2021-04-21\nexpenditures: []",
    per_batch=True,
)
def use_of_funds_is_disclosed(scene: Scene) -> Iterator[Hit]:
    county = scene.county
    record = county.county
    if record.allocation.central is None and owes_central(county):
        yield Hit(record.place("allocation", "central"), "未公开中央财政专项资金数额")
    received = min((receipt.date for receipt in record.receipts), default=None)
    paid = county.payments[0].date if county.payments else None
    moved = county.payments or record.fee_payments
    if received is None and owes_central(county) and (moved or county.expenditures):
        since = min(
            (row.date for rows in (county.payments[:1], record.fee_payments) for row in rows), default=None
        )
        yield Hit(record.place("receipts"), "已有拨付或使用记录，未公开资金到账", since=since)
    steps = (
        (received, moved, "payments.csv", "到账", "拨付"),
        (paid, county.expenditures, "expenditures.csv", "开始拨付", "使用"),
    )
    for begun, rows, file, before, what in steps:
        overdue = _overdue(scene, begun)
        if overdue is not None and not rows:
            message = f"专项资金 {begun} {before}，未公开资金{what}情况"
            yield Hit(in_file(county, file), message, since=overdue)


def _overdue(scene: Scene, begun: date | None) -> date | None:
    """Returns the first day on which a record due after ``begun`` was overdue; None if it is not overdue."""
    if begun is None:
        return None
    first = begun + timedelta(days=scene.site.staleness_days.funds + 1)
    return first if scene.as_of >= first else None
