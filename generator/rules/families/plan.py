"""L: plan and decisions, clauses 五（一）（二）."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise

from generator.model.base import asked_fields
from generator.model.codelists import FilingLevel, UnitLevel
from generator.model.fields import field_in_words
from generator.model.finding import DutyOf
from generator.model.plan import Filing, PlanChange
from generator.rules.base import Hit, Scene, rule
from generator.rules.basis import duty, in_settings
from generator.rules.facts import contract_date, missing_labels
from generator.rules.places import in_plan
from generator.rules.spans import DAY
from generator.rules.watched import MONEY, WATCHED, watched_changes, watched_field

_FILED = duty("plan", "逐级上报国家有关部门备案")

_BY_MISTAKE = re.compile("重复|误|写错|填错|报错")
"""Why a project is withdrawn that never was in the plan."""
_END = re.compile("取消|终止|撤销|撤项|退出|不再|停止|核减")
_MORE = re.compile(
    "(?:增加|新增|增补|增设|追加|补充)[^，。；]{0,20}?项目|项目[^，。；]{0,12}(?:增加|增至|调整)[为到至]?"
)
_NUMERALS = "一二三四五六七八九十"
_NUMBER = re.compile(
    rf"(?<!首批)(?<!第一批)(?<!一期)(?<!\d)(\d+|(?<![{_NUMERALS}百])[{_NUMERALS}])\s*个(?:子|具体|建设|示范)?项目(?![点地库])"
)
"""How many projects a text says there are."""
PLAN_PARTS = ("responsible_body", "objectives", "content", "milestones", "acceptance_standard")
"""责任主体, 工作目标, 建设内容, 时间节点, 验收考核标准: required in the plan by clause 五（二）."""
FILING_CHAIN = (FilingLevel.CITY, FilingLevel.PROVINCE, FilingLevel.STATE)
"""逐级上报国家有关部门备案: levels at which the plan must be filed, clause 五（二）."""
_SEAT = "[县区市旗]"
COUNTY_LEADERS = re.compile(
    rf"{_SEAT}长(?!办|热线|信箱|秘书)|(?<![镇乡])政府党组(?:副?书记|成员)|^(?:党委)?副?书记|^常委"
    rf"|{_SEAT}委(?:副?书记(?!秘书)|常委(?!会)|(?:组织|宣传|统战)部部?长|政法委(?:员会)?书记)"
    rf"|(?:^|{_SEAT})(?:纪委书记|监委主任|政法委书记)"
    r"|(?<![镇乡])人大(?:常委会|常务委员会)?(?:党组)?(?:副?书记|副?主任(?!委员))|政协(?:党组)?(?:副?主席|副?书记)"
    rf"|{_SEAT}(?:委|政府|人民政府|级)?(?:主要|分管|有关)?(?:领导|负责(?:同志|人))"
)
"""Posts of county leaders (县领导): of 县委, 人大常委会, 人民政府 and 政协, not of their offices nor of bureaus."""
ZONE_LEADERS = re.compile("管委会(?:常务)?副?主任|工委(?:常务)?副?书记")
"""Who leads a development zone that is a 示范县 of its own."""


@rule(
    "L101",
    basis=_FILED,
    title="未登记实施方案或备案",
    is_major=True,
    reads=("plan",),
    explanation="示范县应当制订实施方案，经市严格审核后，逐级上报国家有关部门备案。未登记实施方案，或者有方案而无任何备案记录的，列为发现。",
    cure="在 plan.yaml 里补上“实施方案”和“备案”。",
    good="方案: {实施方案: {备案: [{层级: 市, 日期: 2020-11-25}, {层级: 省, 日期: 2020-12-01}, {层级: 国家, 日期: 2020-12-10}]}}",
    bad="方案: {实施方案: {备案: null}}",
    of_counties=True,
    per_batch=True,
)
def plan_is_filed(scene: Scene) -> Iterator[Hit]:
    plan = scene.county.plan.plan
    if plan is None:
        yield Hit(in_plan(scene.county, "plan"), "未登记实施方案和备案记录")
    elif not plan.filings:
        place = in_plan(scene.county, "plan", "filings")
        yield Hit(place, "实施方案未登记备案", since=plan.date)


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
            message = f"{change.date} 的方案调整未写明{'、'.join(missing)}：{_short(change.content)}"
            place = in_plan(scene.county, "plan_changes", index)
            yield Hit(place, message, since=change.date, terms=missing)


@rule(
    "L103",
    basis=duty("plan", "实施方案一经制定，不得随意调整"),
    title="项目变更未登记对应的方案调整",
    is_major=True,
    reads=("county", "plan", "projects"),
    needs_history=True,
    explanation="项目公开以后，扶持资金额度、资金来源、资金用途的金额和类别、完成时限、承办单位或建设内容有变更，绩效目标（包括全县的）删去或者降低的，"
    "应有一条“方案调整”写到这个项目（或不写项目，即涉及全部项目），日期不晚于变更公开之日，并晚于同一内容的上一次变更：一次调整不能当作多次变更的依据；"
    "写明资金额度不变的，不是资金变更的依据，其他内容同此。依据变更历史核对；一次提交里同一笔资金的几处改动列一次；"
    "首次补充内容、只改文字、各项换了次序、承办单位换联系人或写明曾用名的改名、完成时限换个写法而最后一天未变的不算变更。",
    cure="按原制发程序报批，并在“方案调整”里写明涉及的项目；填错更正的，在“答复”里说明。",
    good="变更: [[210198-2020-01, 扶持资金额度, '300', '400', '2021-05-02T09:00:00+08:00']]\n"
    "方案: {方案调整: [{日期: 2021-05-02, 内容: 调整, 涉及项目: [210198-2020-01], 原因: 一, 原制发程序: 二,"
    " 本次程序: 二, 批准文号: 三, 备案日期: 2021-05-10}]}",
    bad="变更: [[210198-2020-01, 扶持资金额度, '300', '400', '2021-05-02T09:00:00+08:00']]\n"
    "方案: {方案调整: [{日期: 2021-05-03, 内容: 调整, 涉及项目: [210198-2020-01], 原因: 一, 原制发程序: 二,"
    " 本次程序: 二, 批准文号: 三, 备案日期: 2021-05-10}]}",
    per_batch=True,
    covers=("G105",),
)
def project_changes_are_covered(scene: Scene) -> Iterator[Hit]:
    told: set[tuple[str, str, str]] = set()
    for change, adjustment in watched_changes(scene.county, scene.history, scene.as_of):
        label = str(watched_field(change))
        one = change.record, "资金" if label in MONEY else label, change.commit
        if adjustment is None and one not in told:
            told.add(
                one
            )  # name and code of a new contractor are one change, a subsidy and what it pays for are another
            project = scene.county.by_id.get(change.record)
            new = f"改为“{_short(change.new)}”" if change.new else "删去"
            day = change.published.date()
            message = f"“{field_in_words(change.field)}”由“{_short(change.old)}”{new}（{day} 公开），未登记对应的方案调整"
            place = project.place(WATCHED[label]) if project else scene.county.county.place("goals")
            yield Hit(place, message, project.id if project else "", day)


def _short(text: str, limit: int = 40) -> str:
    return text.rstrip("。") if len(text) <= limit else f"{text[:limit]}…"


@rule(
    "L109",
    basis=duty("plan", "实施方案一经制定，不得随意调整", limit="winding_up"),
    title="增加、取消项目未登记对应的方案调整",
    is_major=True,
    reads=("plan", "projects"),
    explanation=f"实施方案一经制定，不得随意调整。项目取消的，过了期限（{in_settings('winding_up')}）应有写到它的方案调整"
    "（取消之前的，要写明取消、终止）；签订合同以后撤回的项目，因为取消、不再实施等原因撤回的，同样，写明重复、误报的除外。实施方案的建设内容写明项目个数，而公开的项目"
    "（不含无中央资金的）更多的，应有增加项目的方案调整。项目内容的变更见 L103。",
    cure="按原制发程序报批，登记“方案调整”，写明涉及的项目；填错的在“答复”里说明。",
    good="方案: {实施方案: {建设内容: 3个项目}}",
    bad="方案: {实施方案: {建设内容: 2个项目}}",
    per_batch=True,
)
def projects_are_those_of_the_plan(scene: Scene) -> Iterator[Hit]:
    yield from _dropped(scene)
    yield from _added(scene)


def _dropped(scene: Scene) -> Iterator[Hit]:
    """Yields projects that were cancelled, or withdrawn after their contract was signed, without an adjustment."""
    within = timedelta(days=scene.site.limits.winding_up)
    changes = scene.county.plan.plan_changes
    for project in scene.county.projects:
        ended = project.cancellation
        if ended and scene.as_of > ended.date + within and not _tells_end(changes, project.id, ended.date):
            message = f"项目于 {ended.date} 取消，未登记对应的方案调整"
            yield Hit(project.place("cancellation"), message, project.id, ended.date + within + DAY)
    gone = scene.county.withdrawn.projects if scene.county.withdrawn and scene.whole is None else ()
    for project in gone:
        taken, signed = project.withdrawal, contract_date(project)
        if taken is None or _BY_MISTAKE.search(taken.reason) or not (signed or _END.search(taken.reason)):
            continue
        if scene.as_of > taken.date + within and not _tells_end(changes, project.id, taken.date):
            what = f"{signed} 签订合同的项目" if signed else "项目"
            message = (
                f"{what} {project.id} 于 {taken.date} 撤回（{_short(taken.reason)}），未登记对应的方案调整"
            )
            yield Hit(project.place("withdrawal"), message, since=taken.date + within + DAY)


def _tells_end(changes: Iterable[PlanChange], project: str, ended: date) -> bool:
    """Whether an adjustment names a project after its end, or says before it that it ends."""
    named = (change for change in changes if project in change.projects or not change.projects)
    return any(change.date >= ended or _END.search(change.content) for change in named)


def _added(scene: Scene) -> Iterator[Hit]:
    """Yields a county that discloses more projects than its plan says there are."""
    plan = scene.county.plan.plan
    told = _NUMBER.findall(plan.content or "") if plan else []
    projects = [project for project in scene.county.projects if not project.is_without_central]
    if len(told) != 1 or len(projects) <= (planned := _number(told[0])):
        return
    if any(_MORE.search(change.content) for change in scene.county.plan.plan_changes):
        return
    message = f"实施方案写明 {planned} 个项目，公开了 {len(projects)} 个，未登记增加项目的方案调整"
    yield Hit(in_plan(scene.county, "plan", "content"), message)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else _NUMERALS.index(text) + 1


@rule(
    "L104",
    basis=duty("leadership", "落实责任主体"),
    title="未写明责任人",
    reads=("county", "projects"),
    explanation="示范县人民政府是直接责任主体，要明确工作职责，落实责任主体：示范县要写明责任人和主管部门，每个未取消的项目要写明县级责任人。"
    "责任人写职务即可。",
    cure="补上“责任人”“主管部门”或“县级责任人”。",
    good="项目: {'01': {县级责任人: {姓名: null, 职务: 副局长}}}",
    bad="项目: {'01': {县级责任人: {职务: null, 单位: 县商务局}}}",
)
def people_are_accountable(scene: Scene) -> Iterator[Hit]:
    county = scene.county.county
    person, department = county.accountable_person, county.lead_department
    is_county = county.level is UnitLevel.COUNTY
    if is_county and (person is None or not (person.name or person.post)):
        yield Hit(county.place("accountable_person"), "示范县未写明责任人")
    if is_county and (department is None or not department.name):
        yield Hit(county.place("lead_department"), "示范县未写明主管部门")
    for project in scene.county.projects:
        named = project.accountable_person
        if project.cancellation is None and (named is None or not (named.name or named.post)):
            yield Hit(project.place("accountable_person"), "未写明县级责任人", project.id)


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
        message = f"实施方案未写明{'、'.join(missing)}"
        yield Hit(in_plan(scene.county, "plan"), message, since=plan.date, terms=missing)


@rule(
    "L106",
    basis=_FILED,
    title="未登记逐级备案",
    reads=("plan",),
    explanation="实施方案要逐级上报国家有关部门备案：市、省、国家三级都应有备案记录和日期，日期依次不倒置。一级备案记录都未登记的见 L101。只有国家一级的备案未登记或日期不对的，由省负责，其余由所属市负责。",
    cure="补上缺少的备案记录和日期；日期倒置的核对。",
    good="方案: {实施方案: {备案: [{层级: 市, 日期: 2020-12-01}, {层级: 省, 日期: 2020-12-01}, {层级: 国家, 日期: 2020-12-10}]}}",
    bad="方案: {实施方案: {备案: [{层级: 市, 日期: 2020-12-02}, {层级: 省, 日期: 2020-12-01}, {层级: 国家, 日期: 2020-12-10}]}}",
    of_counties=True,
    per_batch=True,
    duty_of=DutyOf.CITY,
)
def filing_chain_is_whole(scene: Scene) -> Iterator[Hit]:
    plan = scene.county.plan.plan
    if plan is None or not plan.filings:
        return
    filed = {filing.level: filing for filing in plan.filings}
    faults = tuple(_filing_faults(filed))
    if faults:
        place = in_plan(scene.county, "plan", "filings")
        message = f"实施方案备案：{'；'.join(faults)}"
        yield Hit(place, message, since=plan.date, terms=faults, duty_of=_who_files(filed))


def _who_files(filed: Mapping[FilingLevel, Filing]) -> DutyOf:
    """The province, if the city filed with it in order and only the state's filing is at fault; otherwise the city."""
    city, province = (filed[level].date if level in filed else None for level in FILING_CHAIN[:2])
    return DutyOf.PROVINCE if city and province and city <= province else DutyOf.CITY


def _filing_faults(filed: Mapping[FilingLevel, Filing]) -> Iterator[str]:
    missing = [level.label for level in FILING_CHAIN if level not in filed]
    if missing:
        yield f"未登记{'、'.join(missing)}级备案"
    undated = [level.label for level in FILING_CHAIN if level in filed and filed[level].date is None]
    if undated:
        yield f"{'、'.join(undated)}级备案未写明日期"
    dated = [(level, day) for level in FILING_CHAIN if level in filed and (day := filed[level].date)]
    for (lower, first), (upper, then) in pairwise(dated):
        if then < first:
            yield f"{upper.label}级备案 {then} 早于{lower.label}级 {first}"


@rule(
    "L107",
    basis=duty("leadership", "县领导挂帅，相关部门参与的工作协调机制"),
    title="未公开县领导挂帅的工作机制",
    reads=("county",),
    explanation="示范县人民政府要建立县领导挂帅、相关部门参与的工作协调机制：写明牵头县领导的职务（县委书记、副书记、常委，县长、副县长，"
    "县人大常委会主任、副主任，县政协主席、副主席等；功能区是管委会主任、工委书记）和成员部门。只由部门负责人牵头的，不算县领导挂帅，"
    "县委办公室主任、县政府办公室主任也是部门负责人。",
    cure="在“组织领导”里写明牵头县领导职务和成员部门。",
    good="县: {组织领导: {牵头县领导职务: 县委常委、副县长}}",
    bad="县: {组织领导: {牵头县领导职务: 县商务局党组书记、局长}}",
    of_counties=True,
)
def county_leader_is_in_charge(scene: Scene) -> Iterator[Hit]:
    place = scene.county.county.place("steering_group")
    group = scene.county.county.steering_group
    if group is None:
        yield Hit(place, "未公开县领导挂帅的工作机制")
        return
    faults = []
    if not group.leader_post:
        faults.append("未写明牵头县领导职务")
    elif not _is_county_leader(group.leader_post, is_zone=scene.county.county.zone is not None):
        faults.append(f"牵头的“{group.leader_post}”不是县领导")
    if not group.members:
        faults.append("未写明成员部门")
    if faults:
        yield Hit(place, f"工作机制{'，'.join(faults)}")


def _is_county_leader(post: str, *, is_zone: bool) -> bool:
    """Whether one of the posts of a person, 县委常委、副县长, is that of a county leader."""
    posts = [one.strip() for one in re.split("[、，,/；;兼]", post)]
    return any(COUNTY_LEADERS.search(one) or (is_zone and ZONE_LEADERS.search(one)) for one in posts)


@rule(
    "L108",
    basis=duty("leadership", "完善管理制度"),
    title="未公开项目或资金管理办法",
    reads=("county",),
    explanation="示范县要完善管理制度：至少有项目管理办法和资金管理办法。一份办法的名称同时写到项目和资金的（如“项目和资金管理办法”），两项都算。",
    cure="在“管理制度”里补上名称、文号和日期。",
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
        yield Hit(place, f"未公开{'、'.join(missing)}", terms=missing)


def _is_on_funds(name: str) -> bool:
    return "资金" in name


def _is_on_projects(name: str) -> bool:
    """True for 项目管理办法 and 项目和资金管理办法; false for 项目资金管理办法, which is about money alone."""
    return bool(re.search(r"项目(?!(专项|扶持|补助|建设)?资金)", name))
