"""I: completeness of disclosure, clause 六."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from generator.model.codelists import Status
from generator.model.ledgers import Expenditure, Payment
from generator.model.project import Project
from generator.rules.base import Hit, Scene, rule
from generator.rules.checklist import has_accountable_people, is_awarded

CLAUSE = "六"
SURELY_LATE = timedelta(days=39)
"""Twenty working days never take longer, not even around the longest holidays (two of seven days in a row)."""
GRACE = timedelta(days=90)
"""A funded project is given so long before transactions and activities must be there."""


@rule(
    "I101",
    clause=CLAUSE,
    title="没有公开综合示范方案",
    explanation="示范县要公开综合示范方案。",
    cure="在 plan.yaml 里补上「实施方案」。",
    good="{}",
    bad="方案: {实施方案: null}",
)
def plan_is_disclosed(scene: Scene) -> Iterator[Hit]:
    if scene.county.plan.plan is None:
        yield Hit(scene.county.county.place("name"), "没有公开综合示范方案")


@rule(
    "I102",
    clause=CLAUSE,
    title="没有公开决策过程",
    explanation="示范县要公开决策过程：会议或文件、事项、结论。",
    cure="在 plan.yaml 里补上「决策过程」。",
    good="{}",
    bad="方案: {决策过程: []}",
)
def decisions_are_disclosed(scene: Scene) -> Iterator[Hit]:
    if not scene.county.plan.decisions:
        yield Hit(scene.county.county.place("name"), "没有公开决策过程")


@rule(
    "I103",
    clause=CLAUSE,
    title="没有公开项目",
    explanation="示范县要公开项目信息，至少一个项目。",
    cure="为每个项目建立 projects/ 下的文件。",
    good="{}",
    bad="项目: {'01': null, '02': null, '03': null}\n"
    "progress: []\npayments: []\nexpenditures: []\ntransactions: []\nactivities: []\ntrainings: []\n县: {资金到账: null}",
)
def projects_are_disclosed(scene: Scene) -> Iterator[Hit]:
    if not scene.county.projects:
        yield Hit(scene.county.county.place("name"), "没有公开任何项目")


def _gaps(
    scene: Scene, label: str, name: str, holds: Callable[[Project], bool], due: Callable[[Project], bool]
) -> Iterator[Hit]:
    """One hit a project that lacks an item it owes."""
    for project in scene.county.projects:
        if due(project) and not holds(project):
            yield Hit(project.place(name), f"没有公开{label}", project.id)


def _always(project: Project) -> bool:
    return bool(project.id)


@rule(
    "I104",
    clause=CLAUSE,
    title="没有公开建设内容或工作要求",
    explanation="每个项目要公开建设内容和工作要求。",
    cure="补上「建设内容」和「工作要求」。",
    good="{}",
    bad="项目: {'01': {工作要求: null}}",
)
def content_is_disclosed(scene: Scene) -> Iterator[Hit]:
    yield from _gaps(
        scene,
        "建设内容或工作要求",
        "description",
        lambda one: bool(one.description and one.requirements),
        _always,
    )


@rule(
    "I105",
    clause=CLAUSE,
    title="没有公开承办单位",
    explanation="已经中标或开工的项目，要公开承办单位名称。",
    cure="补上「承办单位」。",
    good="项目: {'01': {状态: 未开工, 采购: {中标日期: null}, 承办单位: null}}",
    bad="项目: {'01': {承办单位: null}}",
)
def contractor_is_disclosed(scene: Scene) -> Iterator[Hit]:
    yield from _gaps(scene, "承办单位名称", "contractor", lambda one: one.contractor is not None, is_awarded)


@rule(
    "I106",
    clause=CLAUSE,
    title="没有公开扶持资金额度",
    explanation="每个项目要公开扶持资金额度；没有扶持资金的写 0。",
    cure="补上「扶持资金额度」。",
    good="{}",
    bad="项目: {'01': {扶持资金额度: null}}",
)
def subsidy_is_disclosed(scene: Scene) -> Iterator[Hit]:
    yield from _gaps(scene, "扶持资金额度", "subsidy", lambda one: one.subsidy is not None, _always)


@rule(
    "I107",
    clause=CLAUSE,
    title="没有公开完成时限",
    explanation="每个项目要公开完成时限。",
    cure="补上「完成时限」。",
    good="{}",
    bad="项目: {'01': {完成时限: null}}",
)
def deadline_is_disclosed(scene: Scene) -> Iterator[Hit]:
    yield from _gaps(scene, "完成时限", "deadline", lambda one: one.deadline is not None, _always)


@rule(
    "I108",
    clause=CLAUSE,
    title="没有公开绩效目标",
    explanation="每个项目要公开绩效目标。",
    cure="补上「绩效目标」。",
    good="{}",
    bad="项目: {'01': {绩效目标: null}}",
)
def targets_are_disclosed(scene: Scene) -> Iterator[Hit]:
    yield from _gaps(scene, "绩效目标", "targets", lambda one: bool(one.targets), _always)


@rule(
    "I109",
    clause=CLAUSE,
    title="没有公开相关政策文件",
    explanation="每个项目要列出相关政策文件。",
    cure="在「相关政策文件」里写 policies/ 下的文件名。",
    good="{}",
    bad="项目: {'01': {相关政策文件: null}}",
)
def policies_are_disclosed(scene: Scene) -> Iterator[Hit]:
    yield from _gaps(scene, "相关政策文件", "policies", lambda one: bool(one.policies), _always)


@rule(
    "I110",
    clause=CLAUSE,
    title="没有公开责任人",
    explanation="已经中标或开工的项目，要公开示范县和承办单位双方的责任人，写职务即可。",
    cure="补上「县级责任人」和承办单位的「责任人」或「职务」。",
    good="{}",
    bad="项目: {'01': {承办单位: {名称: 甲公司, 责任人: null}}}",
)
def people_are_disclosed(scene: Scene) -> Iterator[Hit]:
    yield from _gaps(scene, "双方责任人", "accountable_person", has_accountable_people, is_awarded)


@rule(
    "I111",
    clause=CLAUSE,
    title="没有公开项目建设进度",
    explanation="已经开工的项目，要公开建设进度。",
    cure="在 progress.csv 里补报。",
    good="{}",
    bad="progress: [{日期: 2021-06-20, 项目编号: 210198-2020-02, 进度: '30'}, {日期: 2021-06-20, 项目编号: 210198-2020-03, 进度: '30'}]",
)
def progress_is_disclosed(scene: Scene) -> Iterator[Hit]:
    started = (Status.UNDER_WAY, Status.MOSTLY_COMPLETE, Status.IN_USE, Status.ACCEPTED)
    for project in scene.county.projects:
        if project.status in started and not scene.county.progress_of[project.id]:
            yield Hit(project.place("status"), "没有公开项目建设进度", project.id)


@rule(
    "I112",
    clause=CLAUSE,
    title="没有公开专项资金使用情况",
    explanation="资金到账以后，要公开拨付台账和使用台账。",
    cure="补报 payments.csv 和 expenditures.csv。",
    good="{}",
    bad="expenditures: []",
)
def use_of_funds_is_disclosed(scene: Scene) -> Iterator[Hit]:
    if not scene.county.county.receipts:
        return
    tables = (("拨付", scene.county.payments), ("使用", scene.county.expenditures))
    missing = [label for label, rows in tables if not rows]
    if missing:
        message = f"资金已到账，没有公开资金{'和'.join(missing)}情况"
        yield Hit(scene.county.county.place("receipts"), message, since=scene.county.county.receipts[0].date)


@rule(
    "I113",
    clause=CLAUSE,
    title="受补贴项目没有交易数据或活动信息",
    explanation="接受财政补贴的项目要按要求提供交易数据和活动信息。首次拨付满 90 天仍一条也没有的。",
    cure="补报 transactions.csv 和 activities.csv。",
    good="截至: 2021-06-18\nactivities: []",
    bad="截至: 2021-06-19\nactivities: []\n项目: {'02': {状态: 已取消}, '03': {状态: 已取消}}",
)
def funded_projects_report(scene: Scene) -> Iterator[Hit]:
    for project in scene.county.projects:
        payments = scene.county.payments_of[project.id]
        if not payments or project.status is Status.CANCELLED or scene.as_of <= payments[0].date + GRACE:
            continue
        tables = (("交易数据", scene.county.transactions_of), ("活动信息", scene.county.activities_of))
        missing = [label for label, rows in tables if not rows[project.id]]
        if missing:
            since = payments[0].date + GRACE + timedelta(days=1)
            yield Hit(
                project.place("title"),
                f"{payments[0].date} 起拨付，没有{'和'.join(missing)}",
                project.id,
                since,
            )


@rule(
    "I114",
    clause=CLAUSE,
    title="没有县级公开专栏的安全链接",
    explanation="示范县要通过县（市）政府门户网站公开；专栏的链接应当是 https。",
    cure="补上「公开专栏」，网址以 https:// 开头。",
    good="{}",
    bad="县: {公开专栏: http://example.gov.cn/}",
)
def county_column_is_linked(scene: Scene) -> Iterator[Hit]:
    url = scene.county.county.disclosure_url
    place = scene.county.county.place("disclosure_url")
    if url is None:
        yield Hit(place, "没有写明县政府门户网站的公开专栏")
    elif not url.lower().startswith("https://"):
        yield Hit(place, "县政府门户网站公开专栏的链接不是 https")


@rule(
    "I115",
    clause=CLAUSE,
    title="没有典型案例",
    explanation="各市要督促示范县报送典型经验和成功案例。示范批次当年及次年六月底以前不计。",
    cure="在 cases/ 里补报至少一个案例。",
    good="截至: 2021-06-30\n案例: []",
    bad="截至: 2021-07-01\n案例: []",
)
def a_case_is_told(scene: Scene) -> Iterator[Hit]:
    due = date(scene.county.county.cohort + 1, 7, 1)
    if scene.as_of >= due and not scene.county.cases:
        yield Hit(scene.county.county.place("name"), "没有典型案例", since=due)


@rule(
    "I116",
    clause="政府信息公开条例第二十六条",
    title="公开晚于二十个工作日",
    needs_history=True,
    explanation="政府信息应当自形成或者变更之日起二十个工作日内公开。依据变更历史核对：记录首次公开的日期与记录所载日期之间"
    "超过 39 天（二十个工作日加上两头周末和最长的七天长假调休）的，一定超过二十个工作日，因此只会少报，不会错报。",
    cure="及时提交；已经晚了的在「答复」里说明。",
    good="变更: []",
    bad="变更: [[210198-2020-01, 采购 › 中标日期, '', '2021-02-20', '2021-06-02T00:00:00+08:00']]",
)
def disclosed_in_time(scene: Scene) -> Iterator[Hit]:
    for change in scene.history.changes if scene.history else ():
        if change.old or not change.field.endswith("日期"):
            continue
        try:
            formed = date.fromisoformat(change.new)
        except ValueError:
            continue
        published = change.published.date()
        project = scene.county.by_id.get(change.record)
        if project is not None and published - formed > SURELY_LATE:
            message = f"「{change.field}」{formed} 形成，{published} 才公开"
            yield Hit(project.place(), message, project.id, published)


@rule(
    "I117",
    clause=CLAUSE,
    title="台账没有记录或长期没有更新",
    explanation="公开要及时：县里有在建项目时，督导检查台账一条也没有的；拨付、使用台账的最近一条"
    "距数据截至日超过更新时限（栏目设置「更新时限 › 资金」，默认 31 天）的三倍，而资金还没有拨付完的。",
    cure="补报台账。",
    good="{}",
    bad="inspections: []\n截至: 2021-03-15\n项目: {'01': {状态: 在建}}",
)
def ledgers_are_kept(scene: Scene) -> Iterator[Hit]:
    county = scene.county
    if not any(project.status is Status.UNDER_WAY for project in county.projects):
        return
    place = county.county.place("name")
    if not county.inspections:
        yield Hit(place, "有在建项目，督导检查台账没有记录")
    limit = 3 * scene.site.staleness_days.funds
    for label, last in (("拨付", _last(county.payments)), ("使用", _last(county.expenditures))):
        if last is not None and county.paid < county.county.received and (scene.as_of - last).days > limit:
            message = f"资金{label}台账最近一条是 {last}，已 {(scene.as_of - last).days} 天没有更新"
            yield Hit(place, message, since=last + timedelta(days=limit + 1))


def _last(rows: tuple[Payment, ...] | tuple[Expenditure, ...]) -> date | None:
    return rows[-1].date if rows else None
