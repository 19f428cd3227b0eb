"""I113–I117: what funded projects report, and whether a county's own page is linked, kept up and in time."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from generator.model.change import Change, History
from generator.model.codelists import Status
from generator.model.county import County
from generator.model.days import iso
from generator.model.disclosure import CountyDisclosure
from generator.model.fields import field_in_words, general
from generator.model.files import LEDGERS
from generator.model.finding import DutyOf, Severity
from generator.model.outcome import Outcome
from generator.model.place import INSIDE, Place
from generator.model.plan import Plan
from generator.model.programme import clause
from generator.model.project import Project
from generator.model.withheld import OF_BATCHES
from generator.rules.base import Hit, Scene, fact, rule
from generator.rules.basis import Basis, agreed, convention, duty, in_settings
from generator.rules.facts import changes_of_fields, done_on, is_done, live_projects, sells
from generator.rules.places import in_file, in_outcome, in_plan
from generator.rules.workdays import working_day_after

_DAY = timedelta(days=1)
_IN_USE = frozenset({Status.IN_USE, Status.ACCEPTED})
_OPEN = frozenset({Status.UNDER_WAY, Status.MOSTLY_COMPLETE})
_CLOSED = frozenset({Status.ACCEPTED, Status.CANCELLED, None})
"""None: nobody knows whether it is open."""
_STARTED = frozenset((*_OPEN, *_IN_USE))
_TITLES = {kind.name: kind.title for kind in LEDGERS}


@rule(
    "I113",
    basis=duty("disclosure", "接受财政补贴的项目按要求提供交易数据和活动信息", limit="reporting"),
    title="受补贴项目未登记交易数据或活动信息",
    reads=("projects", "progress", "payments", "transactions", "activities"),
    explanation="接受财政补贴的项目按要求提供交易数据和活动信息。基本完成以后，拨付和完成都超过期限"
    f"（{in_settings('reporting')}）而交易数据无记录的，列为发现；活动信息也未登记的一并写明。建设期间无交易，不要求；"
    "报送过而中断的见 V104，全县暂无记录活动信息的见 I117。人才培训项目和未分类的项目不要求；已取消的项目不计。",
    cure="补报 transactions.csv 和 activities.csv。",
    good="截至: 2021-09-18\ntransactions: []\n项目: {'01': {状态: 投入使用}}\n"
    "+progress: [{日期: 2021-06-20, 项目编号: 210198-2020-01, 进度: '100', 状态: 投入使用}]",
    bad="截至: 2021-09-19\ntransactions: []\n项目: {'01': {状态: 投入使用}}\n"
    "+progress: [{日期: 2021-06-20, 项目编号: 210198-2020-01, 进度: '100', 状态: 投入使用}]",
    covers=("V104",),
    counted="个受补贴项目未登记交易数据",
    duty_of=DutyOf.CONTRACTOR,
)
def funded_projects_report(scene: Scene) -> Iterator[Hit]:
    grace, county = timedelta(days=scene.site.limits.reporting), scene.county
    for project in live_projects(scene):
        payments = county.payments_of[project.id]
        done = done_on(county, project) if is_done(project) else None
        if not payments or done is None or not sells(project) or county.transactions_of[project.id]:
            continue
        since = max(done, payments[0].date) + grace + _DAY
        if scene.as_of >= since:
            missing = ("交易数据",) if county.activities_of[project.id] else ("交易数据", "活动信息")
            message = f"{iso(done)} 建成，未登记{'和'.join(missing)}"
            yield Hit(project.place("status"), message, project.id, since, terms=missing)


@rule(
    "I114",
    basis=Basis(clause("disclosure"), convention("https"), "示范县要通过县（市）政府门户网站及时公开"),
    title="未公开县级公开专栏的安全链接",
    reads=("county", "projects"),
    explanation="示范县要通过县（市）政府门户网站及时公开；本栏目给出县级专栏的链接，链接应当是 https。写了“项目链接”的，也应当是 https。",
    cure="补上“公开专栏”，网址以 https:// 开头；“项目链接”也是。",
    good="县: {公开专栏: 'HTTPS://example.gov.cn/'}",
    bad="县: {公开专栏: 'http://example.gov.cn/'}",
    of_counties=True,
)
def county_column_is_linked(scene: Scene) -> Iterator[Hit]:
    url = scene.county.county.disclosure_url
    place = scene.county.county.place("disclosure_url")
    if url is None:
        yield Hit(place, "未写明县政府门户网站的公开专栏")
    elif not url.lower().startswith("https://"):
        yield Hit(place, f"县政府门户网站公开专栏的链接不是 https：{url}")
    for project in scene.county.projects:
        if project.url and not project.url.lower().startswith("https://"):
            yield Hit(project.place("url"), f"项目链接不是 https：{project.url}", project.id)


@rule(
    "I115",
    basis=duty("disclosure", "各市要督促示范县做好信息报送和宣传推广工作"),
    title="未公开典型案例",
    reads=("projects", "cases"),
    explanation="对于典型经验和做法，各市要督促示范县做好信息报送和宣传推广。已有项目投入使用而无典型案例的，提醒报送的人；通知要求的是督促，未公开案例不算违反，不公开。",
    cure="在 cases/ 里报送至少一个案例。",
    good="案例: []\n项目: {'01': {状态: 基本完成}}",
    bad="案例: []\n项目: {'01': {状态: 投入使用}}",
    severity=Severity.NOTICE,
    of_counties=True,
)
def a_case_is_told(scene: Scene) -> Iterator[Hit]:
    if not scene.county.cases and any(project.known_status in _IN_USE for project in scene.county.projects):
        yield Hit(in_file(scene.county, "cases"), "已有项目投入使用，未公开典型案例")


@dataclass(frozen=True, slots=True)
class _Dated:
    """A document or event with its date."""

    record: str
    """Key in the change record: project id, or county code and file, e.g. ``210198/plan``."""
    field: str
    """Label of the date, with its place in lists."""
    known: str
    """Its label in the change record."""
    day: date
    place: Callable[[], Place]
    project: str = ""


@rule(
    "I116",
    basis=Basis(other=f"{agreed('disclosure').other}，参照政府信息公开条例第二十六条"),
    title="未在约定期限内在本栏目公开",
    reads=("county", "plan", "projects", "outcome", *OF_BATCHES.values()),
    needs_history=True,
    explanation="本栏目约定：文件形成、事项发生之日起二十个工作日内在本栏目公开（栏目设置“规则期限 › 公开”），与政府信息公开条例第二十六条的期限相同。"
    "只说本栏目，不说县政府门户网站等处何时公开。示范县的记录第一次在本栏目公开之前形成的文件、发生的事项不计。"
    "工作日按国务院办公厅公布的放假调休安排计算，当日不计。方案印发、方案调整、决策，中标，验收，取消，综合验收，绩效评价，管理制度，资金到账，以记录所载日期与变更历史中首次公开的日期核对；"
    "变更历史不及的不计。",
    cure="文件形成后及时提交到本栏目；已经晚了的在“答复”里说明原因。",
    good="变更: [[210198-2020-01, 采购 › 中标日期, '', '2021-02-20', '2021-03-19T18:00:00+08:00']]",
    bad="变更: [[210198-2020-01, 采购 › 中标日期, '', '2021-02-20', '2021-03-22T09:00:00+08:00']]",
)
def disclosed_in_time(scene: Scene) -> Iterator[Hit]:
    history = scene.history
    if history is None:
        return
    allowed, joined = scene.site.limits.disclosure, _joined(history)
    for dated in _dated(scene.county):
        if dated.day < joined:
            continue
        published = _published(scene, history, dated)
        if published is None or published > scene.as_of:
            continue
        due = working_day_after(dated.day, allowed)
        if published > due:
            message = f"{field_in_words(dated.field)} {dated.day}，{published} 在本栏目首次公开，约定最迟 {due}（{allowed} 个工作日）"
            yield Hit(dated.place(), message, dated.project, due + _DAY)


def _joined(history: History) -> date:
    """Returns the first day on which anything of the county was published here; ``date.min`` if that is not known."""
    return min((published.date() for _, published in history.first_published), default=date.min)


def _published(scene: Scene, history: History, dated: _Dated) -> date | None:
    """Returns when the date was first published; None if the change record does not reach back or does not know."""
    item, day = dated.known.rpartition(INSIDE)[0], str(dated.day)
    of_field = changes_of_fields(scene).get((dated.record, dated.known), ())
    of_item = [change for change in changes_of_fields(scene).get((dated.record, item), ()) if not change.old]
    corrected = _corrected(scene).get((dated.record, general(dated.field), day), ())
    found = [change.published for change in (*of_field, *corrected) if change.new == day]
    found += [change.published for change in of_item]
    first = (
        min(found, default=None)
        if (*of_field, *of_item, *corrected)
        else _first_published(scene).get(dated.record)
    )
    if first is None or (history.reaches_back_to is not None and first <= history.reaches_back_to):
        return None
    return first.date()


@fact
def _corrected(scene: Scene) -> Mapping[tuple[str, str, str], list[Change]]:
    """Returns (record, label without items, new value) → changes: an item that a date names had another name before."""
    found: dict[tuple[str, str, str], list[Change]] = defaultdict(list)
    for change in scene.history.changes if scene.history else ():
        if change.old and (label := general(change.field)) != change.field:
            found[change.record, label, change.new].append(change)
    return found


@fact
def _first_published(scene: Scene) -> Mapping[str, datetime]:
    return dict(scene.history.first_published) if scene.history else {}


def _dated(county: CountyDisclosure) -> Iterator[_Dated]:
    """Yields every document and event of a county whose date is in its files."""
    for batch in county.batches:
        yield from _dated_of_batch(batch)
    for index, regulation in enumerate(county.county.regulations):
        if regulation.date:
            path: tuple[str | int, ...] = ("regulations", index, "date")
            place = partial(county.county.place, *path)
            label, known = County.label_of(*path), county.county.label_in(*path)
            yield _Dated(f"{county.code}/county", label, known, regulation.date, place)
    for project in county.projects:
        for path, day in _of_project(project):
            label, known = Project.label_of(*path), project.label_in(*path)
            yield _Dated(project.id, label, known, day, partial(project.place, *path), project.id)


def _dated_of_batch(batch: CountyDisclosure) -> Iterator[_Dated]:
    files = f"{batch.code}/{batch.below}"
    for record, where, key, found in (
        (batch.plan, partial(in_plan, batch), f"{files}plan", _of_plan(batch.plan)),
        (batch.outcome, partial(in_outcome, batch), f"{files}outcome", _of_outcome(batch.outcome)),
        (
            batch.county,
            batch.county.place,
            f"{files}{'batch' if batch.below else 'county'}",
            _of_money(batch.county),
        ),
    ):
        for path, day in found:
            yield _Dated(key, record.label_of(*path), record.label_in(*path), day, partial(where, *path))


_DatedPath = tuple[tuple[str | int, ...], date]
"""(field names and list positions, the date there)."""


def _of_plan(plan: Plan) -> Iterator[_DatedPath]:
    if plan.plan is not None and plan.plan.date is not None:
        yield ("plan", "date"), plan.plan.date
    for index, change in enumerate(plan.plan_changes):
        yield ("plan_changes", index, "date"), change.date
    for index, decision in enumerate(plan.decisions):
        yield ("decisions", index, "date"), decision.date


def _of_outcome(outcome: Outcome) -> Iterator[_DatedPath]:
    if outcome.final_acceptance is not None:
        yield ("final_acceptance", "date"), outcome.final_acceptance.date
    if outcome.provincial_recheck is not None:
        yield ("provincial_recheck", "date"), outcome.provincial_recheck.date
    for index, evaluation in enumerate(outcome.evaluations):
        if evaluation.completed is not None:
            yield ("evaluations", index, "completed"), evaluation.completed


def _of_money(county: County) -> Iterator[_DatedPath]:
    for index, receipt in enumerate(county.receipts):
        yield ("receipts", index, "date"), receipt.date


def _of_project(project: Project) -> Iterator[_DatedPath]:
    if project.procurement is not None and project.procurement.award_date is not None:
        yield ("procurement", "award_date"), project.procurement.award_date
    if project.acceptance is not None:
        yield ("acceptance", "date"), project.acceptance.date
    if project.cancellation is not None:
        yield ("cancellation", "date"), project.cancellation.date


@rule(
    "I117",
    basis=duty(
        "disclosure",
        "示范县要通过县（市）政府门户网站及时公开综合示范方案、决策过程、项目信息和专项资金使用情况等信息",
    ),
    title="台账中未登记任何记录",
    reads=("projects", "inspections", "activities"),
    explanation="公开要及时，空白的台账视为未公开：有项目开工而督导检查台账空白，有项目投入使用而活动信息空白的，列为发现。"
    "一个示范县的检查一次也未登记的，见 V102；进度、拨付、使用、培训、交易数据见 I111、I112、T101、I113。未按时续报的，"
    "进度见 G103，交易数据见 V104，资金见 F108：台账很久无新的一行，可能只是未拨付，不单独列出。",
    cure="补登台账；确实未发生的，在“答复”里说明。",
    good="activities: []",
    bad="activities: []\n项目: {'01': {状态: 投入使用}}",
)
def ledgers_are_kept(scene: Scene) -> Iterator[Hit]:
    county = scene.county
    started = any(project.known_status in _STARTED for project in county.projects)
    used = any(project.known_status in _IN_USE for project in county.projects)
    due = (("inspections", started, "有项目开工"), ("activities", used, "有项目投入使用"))
    for name, is_due, reason in due:
        if is_due and not getattr(county, name):
            yield Hit(in_file(county, f"{name}.csv"), f"{reason}，{_TITLES[name]}空白")
