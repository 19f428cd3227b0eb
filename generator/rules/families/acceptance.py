"""A: acceptance, clause 五（四）."""

from collections.abc import Iterator
from datetime import date, timedelta

from generator.model.codelists import Conclusion, Status
from generator.model.disclosure import CountyDisclosure
from generator.model.finding import DutyOf
from generator.model.money import format_percent
from generator.model.outcome import FinalAcceptance
from generator.model.partial_day import earliest, told
from generator.model.project import Project
from generator.rules.base import Hit, Scene, rule
from generator.rules.basis import duty
from generator.rules.facts import IN_USE_OR_ACCEPTED, SINCE, TERMS, missing_labels, unsigned
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
    title="项目没有全部投入使用就综合验收",
    reads=("projects", "progress", "outcome"),
    explanation="全部项目基本完成并投入使用，才可委托第三方机构验收。按验收当日计算：现在仍未投入使用的，以及进度台账表明验收之后才投入使用的，"
    "都算没有投入使用；已取消的项目不计。" + SINCE,
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
        message = f"{final.date} 综合验收时，还有 {len(open_)} 个项目没有投入使用：{'、'.join(open_)}"
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
    title="资金使用率不足 90% 就综合验收",
    reads=("county", "projects", "payments", "expenditures", "outcome"),
    explanation="专项资金使用 90% 以上，才可委托第三方机构验收。使用率是截至验收当日使用台账（expenditures.csv）合计除以中央财政专项资金，"
    "按分计算，不四舍五入：90.00% 可以，89.99% 不可以。旁边并列拨付率。",
    cure="待使用率达到 90% 后重新验收；使用台账有遗漏的予以补登。",
    good=_FINAL + _IN_USE + _SPENT % "900.000000",
    bad=_FINAL + _IN_USE + _SPENT % "899.999999",
    per_batch=True,
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
    yield Hit(in_outcome(scene.county, "final_acceptance", "date"), message, since=final.date)


@rule(
    "A103",
    basis=duty("acceptance", "验收完成后应在验收意见书上签字确认验收结论"),
    title="验收意见书没有签字",
    reads=("projects", "outcome"),
    explanation="验收完成后应在验收意见书上签字确认验收结论，并对验收真实性负责。综合验收和每个项目的验收，签字的单位或职务、日期都应写明。",
    cure="补上「签字」的单位、职务和日期。",
    good=_FINAL + _IN_USE + _ENOUGH,
    bad=_FINAL.replace(", 日期: 2021-06-22", "") + _IN_USE + _ENOUGH,
    per_batch=True,
)
def opinions_are_signed(scene: Scene) -> Iterator[Hit]:
    final = _final(scene)
    if final is not None and (fault := unsigned(final.signature)):
        place = in_outcome(scene.county, "final_acceptance", "signature")
        yield Hit(place, f"{final.date} 的综合验收意见书{fault}", since=final.date)
    for project in scene.county.projects:
        if project.acceptance is not None and (fault := unsigned(project.acceptance.signature)):
            day = project.acceptance.date
            place = project.place("acceptance", "signature")
            yield Hit(place, f"{day} 的验收意见书{fault}", project.id, day)


_FAILED = "项目: {'01': {验收: {日期: 2021-05-20, 结论: 不合格, 签字: {单位: 局, 日期: 2021-05-21}%s}}}"


@rule(
    "A104",
    basis=duty("final-acceptance", "对验收不合格的项目要督促限期整改"),
    title="验收不合格没有限期整改，或逾期没有整改",
    reads=("projects",),
    explanation="对验收不合格的项目要督促限期整改，整改不到位或未整改的可取消其承办资格。不合格而没有整改期限，或者过了期限仍没有完成的，列为发现；"
    "已取消的项目不计。" + TERMS,
    cure="写明「整改期限」；完成后填写「整改完成日期」，逾期不改的按程序取消承办资格。",
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
            message = f"{failed.date} 验收不合格，没有整改期限"
            yield Hit(project.place("acceptance", "rectify_by"), message, project.id, failed.date)
        elif (last := project.day_of(limit)) is not None and scene.as_of > last:
            message = (
                f"验收不合格，整改期限 {told(limit, last)}，已过 {(scene.as_of - last).days} 天仍未完成整改"
            )
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
        message = f"综合验收报告没有写明{'、'.join(missing)}"
        place = in_outcome(scene.county, "final_acceptance")
        yield Hit(place, message, since=final.date, terms=missing)


@rule(
    "A106",
    basis=duty("acceptance", "省商务厅负责组织示范项目验收工作，组织第三方机构赴示范县现场复核"),
    title="综合验收合格后没有省级复核",
    reads=("outcome",),
    explanation="省商务厅负责组织示范项目验收工作，组织第三方机构赴示范县现场复核。综合验收结论为合格而没有其后的省级复核记录的，列为发现。",
    cure="配合省级复核；完成后填写「省级复核」。",
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
        message = f"{final.date} 综合验收合格，其后没有省级复核的记录"
        yield Hit(in_outcome(scene.county, "final_acceptance", "conclusion"), message, since=final.date)


@rule(
    "A107",
    basis=duty("final-acceptance", "验收报告要如实反映目标完成情况、实际效果和存在问题等"),
    title="报告所列使用率与台账不符",
    reads=("county", "projects", "payments", "expenditures", "outcome"),
    explanation="综合验收报告所列的专项资金使用率，应与截至验收当日按使用台账计算的一致。按报告所写的小数位数比较，四舍五入或舍去尾数都可以，"
    "但不能由不足 90% 进到 90%。",
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
