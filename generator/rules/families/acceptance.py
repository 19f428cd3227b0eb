"""A: acceptance, clause 五（四）."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from generator.model.codelists import Conclusion, Status
from generator.model.disclosure import CountyDisclosure
from generator.model.money import format_percent, share, total
from generator.model.outcome import FinalAcceptance
from generator.model.project import Signature
from generator.rules.base import Hit, Scene, rule

CLAUSE = "五（四）"
FUND_USE_REQUIRED = Decimal(90)
"""% of the special funds that must be used before 综合验收."""
REPORT_PARTS = ("goals_met", "effects", "problems", "conclusion", "improvements", "advice")
"""目标完成情况, 实际效果, 存在问题, 结论, 改进要求, 工作建议."""


def fund_use(county: CountyDisclosure, day: date | None = None) -> Decimal | None:
    """使用率: expenditures (up to ``day``) over 中央财政, %, exact; None without an allocation."""
    central = county.county.allocation.central
    if not central:
        return None
    spent = total(row.amount for row in county.expenditures if day is None or row.date <= day)
    return share(spent, central)


_FINAL = (
    "成果: {综合验收: {日期: 2021-06-20, 第三方机构: 事务所, 目标完成情况: 一, 实际效果: 二, 存在问题: 三, 结论: 合格, 改进要求: 四,"
    " 工作建议: 五, 签字: {单位: 市商务局, 职务: 副局长}}, 省级复核: {日期: 2021-06-25, 结论: 合格}}\n"
)
_DONE = "项目: {'01': {状态: 投入使用}, '02': {状态: 投入使用}, '03': {状态: 投入使用}}\n"
_USED = (
    "expenditures: [{日期: 2021-04-20, 项目编号: 210198-2020-01, 类别: 服务, 用途: 安装, 金额: '400'},"
    " {日期: 2021-04-20, 项目编号: 210198-2020-02, 类别: 服务, 用途: 安装, 金额: '400'},"
    " {日期: 2021-04-20, 项目编号: 210198-2020-03, 类别: 培训, 用途: 教材, 金额: '%s'}]\n"
)


@rule(
    "A101",
    clause=CLAUSE,
    title="项目没有全部投入使用就综合验收",
    explanation="全部项目基本完成并投入使用，才可以委托第三方机构验收。已取消的项目不计。",
    cure="待全部项目投入使用后重新验收。",
    good=_FINAL + _DONE,
    bad=_FINAL + "项目: {'01': {状态: 投入使用}, '02': {状态: 基本完成}, '03': {状态: 投入使用}}\n",
)
def every_project_is_in_use(scene: Scene) -> Iterator[Hit]:
    final = scene.county.outcome.final_acceptance
    if final is None:
        return
    done = (Status.IN_USE, Status.ACCEPTED, Status.CANCELLED)
    open_ = [project for project in scene.county.projects if project.status not in done]
    if open_:
        ids = "、".join(project.id for project in open_)
        message = f"{final.date} 综合验收，还有 {len(open_)} 个项目没有投入使用：{ids}"
        yield Hit(scene.county.outcome.place("final_acceptance", "date"), message, since=final.date)


@rule(
    "A102",
    clause=CLAUSE,
    title="资金使用率不足 90% 就综合验收",
    explanation="专项资金使用 90% 以上，才可以委托第三方机构验收。使用率是截至验收之日的使用台账合计除以中央财政专项资金，"
    "按分精确计算：90.00% 可以，89.99% 不可以。",
    cure="待使用率达到 90% 后重新验收。",
    good=_FINAL + _DONE + _USED % "100",
    bad=_FINAL + _DONE + _USED % "99.9999",
)
def enough_is_used(scene: Scene) -> Iterator[Hit]:
    final = scene.county.outcome.final_acceptance
    if final is None:
        return
    used = fund_use(scene.county, final.date)
    if used is not None and used < FUND_USE_REQUIRED:
        message = f"{final.date} 综合验收时专项资金使用率是 {format_percent(used, 2)}，不到 90%"
        yield Hit(scene.county.outcome.place("final_acceptance", "date"), message, since=final.date)


@rule(
    "A103",
    clause=CLAUSE,
    title="验收意见书没有签字",
    explanation="验收完成后应在验收意见书上签字确认验收结论，并对验收真实性负责。综合验收和每个项目的验收都要有签字单位或职务。",
    cure="补上「签字」。",
    good=_FINAL,
    bad=_FINAL.replace(", 签字: {单位: 市商务局, 职务: 副局长}", ""),
)
def opinions_are_signed(scene: Scene) -> Iterator[Hit]:
    final = scene.county.outcome.final_acceptance
    if final is not None and not _is_signed(final.signature):
        yield Hit(scene.county.outcome.place("final_acceptance"), f"{final.date} 的综合验收意见书没有签字")
    for project in scene.county.projects:
        if project.acceptance is not None and not _is_signed(project.acceptance.signature):
            message = f"{project.acceptance.date} 的验收意见书没有签字"
            yield Hit(project.place("acceptance"), message, project.id, project.acceptance.date)


def _is_signed(signature: Signature | None) -> bool:
    return signature is not None and bool(signature.unit or signature.post)


_FAILED = "项目: {'01': {验收: {日期: 2021-05-20, 结论: 不合格, 签字: {单位: 局}%s}}}"


@rule(
    "A104",
    clause=CLAUSE,
    title="验收不合格没有限期整改，或逾期没有整改",
    explanation="对验收不合格的项目要督促限期整改，整改不到位或未整改的可取消其承办资格。",
    cure="补上「整改期限」；整改完成后填写「整改完成日期」。",
    good=_FAILED % ", 整改期限: 2021-06-30",
    bad=_FAILED % ", 整改期限: 2021-06-29",
)
def failures_are_rectified(scene: Scene) -> Iterator[Hit]:
    for project in scene.county.projects:
        done = project.acceptance
        if done is None or done.conclusion is Conclusion.PASSED or project.cancellation is not None:
            continue
        if done.rectify_by is None:
            yield Hit(
                project.place("acceptance"), f"{done.date} 验收不合格，没有整改期限", project.id, done.date
            )
        elif done.rectified_on is None and scene.as_of > done.rectify_by:
            days = (scene.as_of - done.rectify_by).days
            message = f"验收不合格，整改期限 {done.rectify_by}，已超过 {days} 天没有完成"
            since = done.rectify_by + timedelta(days=1)
            yield Hit(project.place("acceptance", "rectify_by"), message, project.id, since)


@rule(
    "A105",
    clause=CLAUSE,
    title="综合验收报告内容不全",
    explanation="验收报告要如实反映目标完成情况、实际效果和存在问题，作出验收结论，提出改进要求和工作建议。",
    cure="补上缺少的部分。",
    good=_FINAL,
    bad=_FINAL.replace(" 工作建议: 五,", ""),
)
def report_has_its_parts(scene: Scene) -> Iterator[Hit]:
    final = scene.county.outcome.final_acceptance
    if final is None:
        return
    missing = [FinalAcceptance.label_of(name) for name in REPORT_PARTS if not getattr(final, name)]
    if missing:
        message = f"综合验收报告没有写明{'、'.join(missing)}"
        yield Hit(scene.county.outcome.place("final_acceptance"), message, since=final.date)


@rule(
    "A106",
    clause=CLAUSE,
    title="综合验收合格后没有省级复核",
    explanation="省商务厅组织第三方机构赴示范县现场复核。",
    cure="等待或申请省级复核，完成后填写「省级复核」。",
    good=_FINAL,
    bad=_FINAL.replace(", 省级复核: {日期: 2021-06-25, 结论: 合格}", ""),
)
def province_rechecks(scene: Scene) -> Iterator[Hit]:
    final = scene.county.outcome.final_acceptance
    if final and final.conclusion is Conclusion.PASSED and scene.county.outcome.provincial_recheck is None:
        message = f"{final.date} 综合验收合格，没有省级复核的记录"
        yield Hit(scene.county.outcome.place("final_acceptance", "conclusion"), message, since=final.date)


@rule(
    "A107",
    clause=CLAUSE,
    title="报告所列使用率与台账不符",
    explanation="综合验收报告所列的专项资金使用率，与截至验收之日的使用台账计算的不一致。比较到小数点后两位。",
    cure="核对报告和使用台账。",
    good=_FINAL.replace("结论: 合格, 改进", "结论: 合格, 专项资金使用率: '30', 改进"),
    bad=_FINAL.replace("结论: 合格, 改进", "结论: 合格, 专项资金使用率: '30.01', 改进"),
)
def stated_use_is_the_ledgers(scene: Scene) -> Iterator[Hit]:
    final = scene.county.outcome.final_acceptance
    if final is None or final.fund_use is None:
        return
    used = fund_use(scene.county, final.date)
    if used is not None and round(used, 2) != round(final.fund_use, 2):
        message = f"报告所列使用率 {final.fund_use}%，按台账计算是 {format_percent(used, 2)}"
        yield Hit(scene.county.outcome.place("final_acceptance", "fund_use"), message, since=final.date)
