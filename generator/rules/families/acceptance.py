"""A: acceptance, clause 五（四）."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from generator.model.codelists import Conclusion, Status, UnitLevel
from generator.model.disclosure import CountyDisclosure
from generator.model.ending import Signature
from generator.model.finding import DutyOf
from generator.model.money import format_percent
from generator.model.outcome import FinalAcceptance, Rectification
from generator.model.partial_day import earliest, known_day, told
from generator.model.project import Project
from generator.rules.base import Hit, Scene, rule
from generator.rules.basis import COMPARED, duty, in_settings
from generator.rules.facts import (
    IN_USE_OR_ACCEPTED,
    SINCE,
    TERMS,
    live_projects,
    missing_labels,
    unsigned,
)
from generator.rules.families.evaluation import is_of_acceptance
from generator.rules.fund_use import FUND_USE_REQUIRED, fund_use
from generator.rules.places import in_outcome

_READY = duty(
    "final-acceptance",
    "示范县全部项目基本完成并投入使用、专项资金使用 90% 以上，可委托第三方机构开展项目验收并形成验收报告",
)

REPORT_PARTS = ("goals_met", "effects", "problems", "conclusion", "improvements", "advice")
"""The six parts of the report: 目标完成情况, 实际效果, 存在问题, 结论, 改进要求, 工作建议."""

_FINAL = (
    "成果: {综合验收: {日期: 2021-06-20, 第三方机构: 事务所, 目标完成情况: 一, 实际效果: 二, 存在问题: 三, 结论: 合格,"
    " 改进要求: 四, 工作建议: 五, 签字: {单位: 市商务局, 职务: 副局长, 日期: 2021-06-22}},"
    " 省级复核: {日期: 2021-06-25, 结论: 合格}}\n"
)
_IN_USE = "项目: {'01': {状态: 投入使用}, '02': {状态: 投入使用}, '03': {状态: 投入使用}}\n"
_SPENT = "expenditures: [{日期: 2021-06-20, 项目编号: 210198-2020-01, 类别: 服务, 用途: 安装, 金额: '%s'}]\n"
_ENOUGH = _SPENT % "900"
_STATED = _FINAL.replace("结论: 合格, 改进要求", "结论: 合格, 专项资金使用率: '%s', 改进要求")


def _final(scene: Scene) -> FinalAcceptance | None:
    """Returns 综合验收 if it took place by the as-of date."""
    final = scene.county.outcome.final_acceptance
    return final if final is not None and final.date <= scene.as_of else None


@rule(
    "A101",
    basis=_READY,
    title="项目未全部投入使用即综合验收",
    is_major=True,
    reads=("projects", "progress", "outcome"),
    explanation="全部项目基本完成并投入使用，才可委托第三方机构验收。按验收当日计算：现在仍未投入使用的，以及进度台账表明验收之后才投入使用的，"
    "都算未投入使用；已取消的项目不计。" + SINCE,
    cure="待全部项目投入使用后重新验收；状态或日期填错的予以更正。",
    good=_FINAL + _ENOUGH + "项目: {'01': {状态: 投入使用}, '02': {状态: 投入使用}, '03': {状态: 投入使用}}\n"
    "+progress: [{日期: 2021-06-20, 项目编号: 210198-2020-02, 进度: '100', 状态: 投入使用}]",
    bad=_FINAL + _ENOUGH + "项目: {'01': {状态: 投入使用}, '02': {状态: 投入使用}, '03': {状态: 投入使用}}\n"
    "+progress: [{日期: 2021-06-21, 项目编号: 210198-2020-02, 进度: '100', 状态: 投入使用}]",
    per_batch=True,
)
def every_project_is_in_use(scene: Scene) -> Iterator[Hit]:
    final = _final(scene)
    if final is None:
        return
    open_ = tuple(
        project.id for project in scene.county.projects if not _was_in_use(scene.county, project, final.date)
    )
    if open_:
        message = f"{final.date} 综合验收时，还有 {len(open_)} 个项目未登记投入使用：{'、'.join(open_)}"
        place = in_outcome(scene.county, "final_acceptance", "date")
        yield Hit(place, message, since=final.date, terms=open_)


def _was_in_use(county: CountyDisclosure, project: Project, day: date) -> bool:
    """Whether a project was in use or cancelled on a day, as far as status, acceptance and reports tell."""
    if project.status_after(day) in (None, Status.CANCELLED):
        return True
    if project.status not in IN_USE_OR_ACCEPTED:
        return False
    known = [earliest(row.date) for row in county.progress_of[project.id] if row.status in IN_USE_OR_ACCEPTED]
    known += [project.acceptance.date] if project.acceptance else []
    return min(known, default=day) <= day


@rule(
    "A102",
    basis=_READY,
    title=f"资金使用率不足 {FUND_USE_REQUIRED}% 就综合验收",
    is_major=True,
    reads=("county", "projects", "payments", "expenditures", "outcome"),
    explanation=f"专项资金使用 {FUND_USE_REQUIRED}% 以上，才可委托第三方机构验收。使用率是截至验收当日使用台账（expenditures.csv）合计除以中央财政专项资金，"
    f"按分计算，不四舍五入：{FUND_USE_REQUIRED}.00% 可以，{FUND_USE_REQUIRED - 1}.99% 不可以。旁边并列拨付率；报告所列的使用率不同的，一并写明。",
    cure=f"待使用率达到 {FUND_USE_REQUIRED}% 后重新验收；使用台账有遗漏的予以补登。",
    good=_FINAL + _IN_USE + _SPENT % "900.000000",
    bad=_FINAL + _IN_USE + _SPENT % "899.999999",
    per_batch=True,
    covers=("A107",),
)
def enough_is_used(scene: Scene) -> Iterator[Hit]:
    final = _final(scene)
    use = fund_use(scene.county, final.date) if final else None
    if final is None or use is None or use.is_enough:
        return
    message = (
        f"{final.date} 综合验收时，专项资金使用率 {format_percent(use.used_share, 2)}，不足 {FUND_USE_REQUIRED}%"
        f"（拨付率 {format_percent(use.paid_share, 2)}）"
    )
    if final.fund_use is not None and not use.agrees_with(final.fund_use):
        message += f"，报告所列为 {final.fund_use}%"
    yield Hit(in_outcome(scene.county, "final_acceptance", "fund_use"), message, since=final.date)


@rule(
    "A103",
    basis=duty("acceptance", "验收完成后应在验收意见书上签字确认验收结论"),
    title="验收意见书未登记签字，或需说明",
    reads=("county", "projects", "outcome"),
    explanation="验收完成后应在验收意见书上签字确认验收结论，并对验收真实性负责。综合验收和每个项目的验收，签字的单位或职务、日期都应写明，"
    "签字不早于验收之日。这一句的主语是“各市”，也可以读作示范县：综合验收只登记了县级签字的，列为需说明；项目的验收由县里负责，不问市级签字。综合验收的签字由所属市负责。",
    cure="补上“签字”的单位、职务和日期，日期写错的改正；综合验收未登记市级签字的，在“答复”里说明。",
    good=_FINAL + _IN_USE + _ENOUGH,
    bad=_FINAL.replace(", 日期: 2021-06-22", "") + _IN_USE + _ENOUGH,
    per_batch=True,
)
def opinions_are_signed(scene: Scene) -> Iterator[Hit]:
    final = _final(scene)
    if final is not None:
        place, what = (
            in_outcome(scene.county, "final_acceptance", "signature"),
            f"{final.date} 的综合验收意见书",
        )
        if fault := _signing_fault(final.signature, final.date):
            yield Hit(place, f"{what}{fault}", since=final.date)
        elif fault := _without_city(final.signature, scene):
            yield Hit(place, f"{what}{fault}", since=final.date, duty_of=DutyOf.CITY)
    for project in scene.county.projects:
        made = project.acceptance
        if made is not None and (fault := _signing_fault(made.signature, made.date)):
            day = made.date
            place = project.place("acceptance", "signature")
            yield Hit(place, f"{day} 的验收意见书{fault}", project.id, day)


def _signing_fault(signature: Signature | None, accepted: date) -> str:
    """What is wrong with the signature of an acceptance, in words that follow 意见书; empty: nothing."""
    if fault := unsigned(signature):
        return fault
    if signature and signature.date and signature.date < accepted:
        return f"签字日期 {signature.date} 早于验收日期"
    return ""


def _without_city(signature: Signature | None, scene: Scene) -> str:
    """Says that the county alone signed 综合验收, where its name or 县 stands in the signature and no city does."""
    county = scene.county.county
    if signature is None or county.level is not UnitLevel.COUNTY:
        return ""
    told = "".join(filter(None, (signature.unit, signature.post)))
    others = told.replace(county.name, "")
    is_county_s = county.name in told or bool(
        re.search("(?<!全)县(?!域)|本[县区]|区(?:商务|人民政府|政府)", told)
    )
    if not is_county_s or re.search("[市省州盟]|地区|自治区", others):
        return ""
    return f"由“{signature.unit or signature.post}”签字，未登记市级签字，需说明"


_FAILED = "项目: {'01': {验收: {日期: 2021-05-20, 结论: 不合格, 签字: {单位: 局, 日期: 2021-05-21}%s}}}"


@rule(
    "A104",
    basis=duty("final-acceptance", "对验收不合格的项目要督促限期整改"),
    title="验收不合格，未登记按期整改",
    is_major=True,
    reads=("projects",),
    explanation="对验收不合格的项目要督促限期整改，整改不到位或未整改的可取消其承办资格。不合格而未写明整改期限，或者过了期限仍未完成的，列为发现；"
    "已取消的项目不计。写明期限由示范县负责，按期完成由承办单位负责。" + TERMS,
    cure="写明“整改期限”；完成后填写“整改完成日期”，逾期不改的按程序取消承办资格。",
    good=_FAILED % ", 整改期限: 2021-06-30",
    bad=_FAILED % ", 整改期限: 2021-06-29",
)
def failures_are_rectified(scene: Scene) -> Iterator[Hit]:
    for project in scene.county.projects:
        failed = project.acceptance
        if failed is None or failed.conclusion is Conclusion.PASSED or project.cancellation is not None:
            continue
        limit = failed.rectify_by
        if failed.rectified_on is not None and failed.rectified_on <= scene.as_of:
            continue
        if limit is None:
            message = f"{failed.date} 验收不合格，未写明整改期限"
            yield Hit(project.place("acceptance", "rectify_by"), message, project.id, failed.date)
        elif (last := project.day_of(limit)) is not None and scene.as_of > last:
            late = (scene.as_of - last).days
            kept = "，也未登记取消承办资格" if late > scene.site.limits.winding_up else ""
            message = f"验收不合格，整改期限 {told(limit, last)}，已过 {late} 天，未登记整改完成{kept}"
            since = last + timedelta(days=1)
            place = project.place("acceptance", "rectify_by")
            yield Hit(place, message, project.id, since, duty_of=DutyOf.CONTRACTOR)


@rule(
    "A105",
    basis=duty(
        "final-acceptance",
        "验收报告要如实反映目标完成情况、实际效果和存在问题等，作出验收结论(合格或不合格)，提出改进要求和工作建议等",
    ),
    title="综合验收报告内容不全",
    reads=("outcome",),
    explanation="验收报告要如实反映目标完成情况、实际效果和存在问题，作出验收结论，提出改进要求和工作建议，共六项。",
    cure="补上缺少的部分。",
    good=_FINAL + _IN_USE + _ENOUGH,
    bad=_FINAL.replace(" 工作建议: 五,", "").replace(" 存在问题: 三,", "") + _IN_USE + _ENOUGH,
    per_batch=True,
)
def report_has_its_parts(scene: Scene) -> Iterator[Hit]:
    final = _final(scene)
    if final is None:
        return
    missing = missing_labels(final, REPORT_PARTS)
    if missing:
        message = f"综合验收报告未写明{'、'.join(missing)}"
        place = in_outcome(scene.county, "final_acceptance")
        yield Hit(place, message, since=final.date, terms=missing)


@rule(
    "A106",
    basis=duty("acceptance", "省商务厅负责组织示范项目验收工作，组织第三方机构赴示范县现场复核"),
    title="综合验收合格后未登记省级复核",
    reads=("outcome",),
    explanation="省商务厅负责组织示范项目验收工作，组织第三方机构赴示范县现场复核。综合验收结论为合格而无其后的省级复核记录的，列为发现。",
    cure="配合省级复核；完成后填写“省级复核”。",
    good=_FINAL.replace("2021-06-25", "2021-06-20") + _IN_USE + _ENOUGH,
    bad=_FINAL.replace("2021-06-25", "2021-06-19") + _IN_USE + _ENOUGH,
    of_counties=True,
    per_batch=True,
    duty_of=DutyOf.PROVINCE,
)
def province_rechecks(scene: Scene) -> Iterator[Hit]:
    final, recheck = _final(scene), scene.county.outcome.provincial_recheck
    if final is None or final.conclusion is not Conclusion.PASSED:
        return
    if recheck is None or not final.date <= recheck.date <= scene.as_of:
        message = f"{final.date} 综合验收合格，其后未登记省级复核"
        yield Hit(in_outcome(scene.county, "final_acceptance", "conclusion"), message, since=final.date)


@rule(
    "A107",
    basis=duty("final-acceptance", "验收报告要如实反映目标完成情况、实际效果和存在问题等"),
    title="报告所列使用率与台账不符",
    is_major=True,
    reads=("county", "projects", "payments", "expenditures", "outcome"),
    explanation="综合验收报告所列的专项资金使用率，应与截至验收当日按使用台账计算的一致。按报告所写的小数位数比较，四舍五入或舍去尾数都可以，"
    f"但不能由不足 {FUND_USE_REQUIRED}% 进到 {FUND_USE_REQUIRED}%。",
    cure="核对报告和使用台账，更正有误的一方。",
    good=_STATED % "92.34" + _IN_USE + _SPENT % "923.450000",
    bad=_STATED % "92.36" + _IN_USE + _SPENT % "923.450000",
    per_batch=True,
)
def stated_use_is_the_ledgers(scene: Scene) -> Iterator[Hit]:
    final = _final(scene)
    use = fund_use(scene.county, final.date) if final else None
    if final is None or final.fund_use is None or use is None or use.agrees_with(final.fund_use):
        return
    message = (
        f"报告所列专项资金使用率 {final.fund_use}%，按台账计算为 {format_percent(use.used_share, 2)}"
        f"（拨付率 {format_percent(use.paid_share, 2)}）"
    )
    yield Hit(in_outcome(scene.county, "final_acceptance", "fund_use"), message, since=final.date)


_REPORTED_60 = "+progress: [{日期: 2021-06-25, 项目编号: 210198-2020-01, 进度: '%s', 状态: %s}]"
_PASSED = (
    "项目: {'01': {状态: 已验收, 验收: {日期: 2021-06-26, 结论: 合格, 签字: {单位: 局, 日期: 2021-06-26}}}}\n"
)
_NEARLY = Decimal(90)


@rule(
    "A108",
    basis=duty("final-acceptance", "对验收不合格的项目要督促限期整改"),
    title="不合格而未登记整改期限",
    is_major=True,
    reads=("outcome",),
    explanation="对验收不合格的项目要督促限期整改。综合验收的结论，或者其后省级复核的结论是不合格的，整改清单里应有“来源”写明综合验收（或验收复核）"
    "的事项，写明期限，到期销号；后来复核合格的不再列出。单个项目的验收见 A104。" + TERMS,
    cure="在“整改清单”里逐项写明问题、措施、负责人和期限，“来源”写“综合验收”；完成后填写“销号日期”。",
    good=_FINAL.replace(
        "2021-06-25, 结论: 合格}",
        "2021-06-25, 结论: 不合格}, 整改清单: [{编号: '1', 来源: 综合验收省级复核,"
        " 问题: 站点停用, 措施: 补建, 负责人: 股长, 期限: 2021-06-30}]",
    ),
    bad=_FINAL.replace(
        "2021-06-25, 结论: 合格}",
        "2021-06-25, 结论: 不合格}, 整改清单: [{编号: '1', 来源: 综合验收省级复核,"
        " 问题: 站点停用, 措施: 补建, 负责人: 股长, 期限: 2021-06-29}]",
    ),
    per_batch=True,
)
def failed_counties_are_rectified(scene: Scene) -> Iterator[Hit]:
    if (failed := _failed(scene)) is None:
        return
    day, what, part = failed
    items = [item for item in scene.county.outcome.rectifications if is_of_acceptance(item)]
    fault = "" if items else "整改清单未登记来源是综合验收的事项"
    if undated := [item.number for item in items if item.due is None and item.closed is None]:
        fault = f"整改清单第 {'、'.join(undated)} 项未写明期限"
    elif late := [item.number for item in items if _is_late(item, scene.as_of)]:
        fault = f"整改清单第 {'、'.join(late)} 项已过期限，未登记销号"
    if fault:
        yield Hit(in_outcome(scene.county, part, "conclusion"), f"{day} {what}，{fault}", since=day)


def _failed(scene: Scene) -> tuple[date, str, str] | None:
    """Returns (day, what it was, field) of the last acceptance of a county if it was failed."""
    final, recheck = _final(scene), scene.county.outcome.provincial_recheck
    if (
        recheck
        and recheck.date <= scene.as_of
        and recheck.conclusion
        and (not final or final.date <= recheck.date)
    ):
        is_other = final is not None and final.conclusion is Conclusion.PASSED
        what = f"省级复核不合格{'（综合验收的结论是合格）' if is_other else ''}"
        failed = recheck.conclusion is Conclusion.FAILED
        return (recheck.date, what, "provincial_recheck") if failed else None
    if final and final.conclusion is Conclusion.FAILED:
        return final.date, "综合验收不合格", "final_acceptance"
    return None


def _is_late(item: Rectification, as_of: date) -> bool:
    due = known_day(item.due)
    return item.closed is None and due is not None and due < as_of


@rule(
    "A109",
    basis=COMPARED,
    title="已验收而进度报告仍未完成",
    reads=("projects", "progress"),
    explanation="验收合格的、状态写明投入使用或已验收的项目，最近一次进度报告应当是 100%，或者写明基本完成、投入使用、已验收。进度在 90% 以上的，"
    f"验收（未验收的，那次报告）之后一个报告期（{in_settings('progress')}）以内的不列。从未报告进度的不比较。",
    cure="核对验收、状态和进度；漏报的进度补登 progress.csv。",
    good=_PASSED + _REPORTED_60 % ("60", "基本完成"),
    bad=_PASSED + _REPORTED_60 % ("60", "在建"),
)
def what_is_accepted_was_reported_done(scene: Scene) -> Iterator[Hit]:
    within = timedelta(days=scene.site.staleness_days.progress)
    for project in live_projects(scene):
        reports, made = scene.county.progress_of[project.id], project.acceptance
        is_passed = made is not None and made.conclusion is Conclusion.PASSED and made.date <= scene.as_of
        is_said = project.status in IN_USE_OR_ACCEPTED and not project.is_status_derived
        if not reports or not (is_passed or is_said):
            continue
        last = reports[-1]
        if last.percent >= 100 or (last.status and last.status.is_done):
            continue
        since = made.date if made and is_passed else last.date
        if last.percent < _NEARLY or last.date > since or scene.as_of > since + within:
            what = f"{made.date} 验收合格" if made and is_passed else f"状态是{project.status.label}"
            message = f"{what}，最近一次进度报告（{last.date}）是 {last.percent.normalize():f}%"
            yield Hit(last.place("percent"), message, project.id, made.date if made and is_passed else None)
