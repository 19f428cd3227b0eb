"""R: evaluation and rectification, clause 五（五）."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import product

from generator.model.codelists import EvaluationKind, Grade
from generator.model.disclosure import CountyDisclosure
from generator.model.finding import DutyOf, Severity
from generator.model.money import decimals_apart
from generator.model.outcome import Evaluation, Rectification
from generator.model.partial_day import known_day, told
from generator.model.project import Project
from generator.rules.base import Hit, Rule, Scene, add, rule
from generator.rules.basis import agreed, duty, in_settings
from generator.rules.facts import missing_labels, unsigned
from generator.rules.places import in_outcome

FULL_SCORE = Decimal(100)
_MOST_DECIMALS = 6
REPORT_PARTS = ("score", "grade", "advice")
"""得分, 结论, 整改建议: required in the report of every evaluation."""
OWN_REPORTS = (EvaluationKind.SELF, EvaluationKind.PROVINCIAL)
"""Evaluations whose reports clause 五（五） describes; 日常评价 is the ministry's."""

add(
    Rule(
        "R101",
        duty(
            "evaluation",
            "报告应包括绩效评价得分情况、绩效评价结论(好、较好、一般和较差)、需要整改的项目和整改建议等",
        ),
        "绩效评价结论不在四个等次之内",
        f"绩效评价结论分为{'、'.join(grade.label for grade in Grade)}。其他说法（如优秀、良好）出自别的办法，不能照抄，也不自动换算。",
        "对照评价报告，改写成四个等次之一。",
        good="outcome.yaml: |\n  绩效评价:\n    - {年度: 2021, 类型: 自评, 结论: 较好}\n",
        bad="outcome.yaml: |\n  绩效评价:\n    - {年度: 2021, 类型: 自评, 结论: 良好}\n",
        check=None,
        severity=Severity.ERROR,
    )
)


def is_over(evaluation: Evaluation, as_of: date) -> bool:
    """Whether an evaluation has ended: by its date of completion; without one, if it has a score or a grade."""
    if evaluation.completed is not None:
        return evaluation.completed <= as_of
    return evaluation.score is not None or evaluation.grade is not None


def end_year(evaluation: Evaluation) -> int:
    """The year in which an evaluation ended (绩效评价结束当年)."""
    return evaluation.completed.year if evaluation.completed else evaluation.year


def evaluation_behind(
    item: Rectification, evaluations: Iterable[Evaluation], as_of: date
) -> Evaluation | None:
    """Returns the evaluation that a rectification item comes from.

    来源 names it by year, and by kind if there are several in a year; without either it is the latest that has ended.
    None for items of inspections and audits, which have other time limits.
    """
    source = item.source or ""
    if source and (is_of_acceptance(item) or not re.search("评价|自评|复核", source)):
        return None
    over = [evaluation for evaluation in evaluations if is_over(evaluation, as_of)]
    years = {int(year) for year in re.findall(r"20\d\d", source)}
    named = [each for each in over if each.year in years] if years else over
    of_kind = [each for each in named if each.kind.label in source]
    return max(of_kind or named, key=lambda each: (end_year(each), each.completed or date.min), default=None)


def is_of_acceptance(item: Rectification) -> bool:
    """Whether an item comes from 综合验收 or its re-check."""
    source = item.source or ""
    return Project.label_of("acceptance") in source and "评价" not in source


def closing_limit(county: CountyDisclosure, item: Rectification, as_of: date) -> date | None:
    """Returns 31 December of the year in which the item's evaluation ended; None if it comes from no evaluation."""
    found = evaluation_behind(item, county.outcome.evaluations, as_of)
    return date(end_year(found), 12, 31) if found else None


@rule(
    "R102",
    basis=duty("evaluation", "并在绩效评价意见书上签字确认绩效评价结果"),
    title="绩效评价意见书未登记签字",
    reads=("outcome",),
    explanation="要在绩效评价意见书上签字确认评价结果，并对真实性负责。自评和省级复核完成后，签字的单位或职务、日期都应写明。省级复核的由省负责。",
    cure="补上“签字”的单位、职务和日期。",
    good="成果: {绩效评价: [{年度: 2020, 类型: 自评, 得分: '90', 结论: 好, 整改建议: 无,"
    " 签字: {单位: 县政府, 职务: 副县长, 日期: 2021-03-01}}]}",
    bad="成果: {绩效评价: [{年度: 2020, 类型: 自评, 得分: '90', 结论: 好, 整改建议: 无,"
    " 签字: {单位: 县政府, 职务: 副县长}}]}",
    per_batch=True,
)
def results_are_signed(scene: Scene) -> Iterator[Hit]:
    for index, evaluation in enumerate(scene.county.outcome.evaluations):
        if evaluation.kind not in OWN_REPORTS or not is_over(evaluation, scene.as_of):
            continue
        if fault := unsigned(evaluation.signature):
            place = in_outcome(scene.county, "evaluations", index, "signature")
            message = f"{evaluation.year} 年度{evaluation.kind.label}意见书{fault}"
            yield Hit(place, message, since=evaluation.completed, duty_of=_whose(evaluation))


def _whose(evaluation: Evaluation) -> DutyOf:
    return DutyOf.PROVINCE if evaluation.kind is EvaluationKind.PROVINCIAL else DutyOf.COUNTY


@rule(
    "R103",
    basis=duty("evaluation", "明确整改措施和负责人"),
    title="整改事项未写明措施或负责人",
    reads=("outcome",),
    explanation="针对绩效评价发现的问题形成整改清单，每一项都要明确整改措施和负责人。负责人写职务即可。",
    cure="补上“措施”和“负责人”。",
    good="成果: {整改清单: [{编号: '1', 问题: 台账不全, 措施: 补登, 负责人: 股长, 销号日期: 2021-06-01}]}",
    bad="成果: {整改清单: [{编号: '1', 问题: 台账不全, 措施: 补登, 销号日期: 2021-06-01}]}",
    per_batch=True,
)
def items_have_measure_and_owner(scene: Scene) -> Iterator[Hit]:
    for index, item in enumerate(scene.county.outcome.rectifications):
        missing = missing_labels(item, ("measure", "owner"))
        if missing:
            place = in_outcome(scene.county, "rectifications", index)
            message = f"整改清单第 {item.number} 项未写明{'、'.join(missing)}：{item.problem}"
            yield Hit(place, message, terms=missing)


@rule(
    "R104",
    basis=duty("evaluation", "确保各示范县在绩效评价结束当年完成整改工作"),
    title="整改未在评价结束当年登记销号",
    is_major=True,
    reads=("outcome",),
    explanation="示范县要在绩效评价结束当年完成整改，逐项销号，问题见底清零。结束当年取评价“完成日期”的年份，未填写的取“年度”。"
    "整改事项按“来源”对应到评价；来源未写明是哪次的，按最近一次结束的评价算；来自督导、审计的不按此条。"
    "次年才销号的也列出，写明销号日期；期限定在当年以后、尚未销号的，当年就列出。",
    cure="期限改到当年之内，完成整改，填写“销号日期”和“佐证”；迟了的在“答复”里说明原因。",
    good="截至: 2021-12-31\n成果: {绩效评价: [{年度: 2020, 类型: 日常评价, 完成日期: 2021-03-01}],"
    " 整改清单: [{编号: '1', 来源: 2020年日常评价, 问题: 台账不全, 措施: 补登, 负责人: 股长}]}",
    bad="截至: 2022-01-01\n成果: {绩效评价: [{年度: 2020, 类型: 日常评价, 完成日期: 2021-03-01}],"
    " 整改清单: [{编号: '1', 来源: 2020年日常评价, 问题: 台账不全, 措施: 补登, 负责人: 股长}]}",
    per_batch=True,
)
def items_are_closed_within_the_year(scene: Scene) -> Iterator[Hit]:
    for index, item in enumerate(scene.county.outcome.rectifications):
        limit = closing_limit(scene.county, item, scene.as_of)
        if limit is None:
            continue
        if scene.as_of <= limit:
            due = known_day(item.due)
            if due is not None and due > limit and not (item.closed and item.closed <= scene.as_of):
                what = f"整改清单第 {item.number} 项（{item.problem}）的期限 {told(item.due, due)}"
                place = in_outcome(scene.county, "rectifications", index, "due")
                yield Hit(place, f"{what}，晚于绩效评价结束当年的 {limit}")
            continue
        what = f"整改清单第 {item.number} 项（{item.problem}）应于 {limit} 前销号"
        since = limit + timedelta(days=1)
        if item.closed is None or item.closed > scene.as_of:
            message = f"{what}，已过 {(scene.as_of - limit).days} 天，未登记销号"
            yield Hit(in_outcome(scene.county, "rectifications", index), message, since=since)
        elif item.closed > limit:
            message = f"{what}，{item.closed} 才销号，迟 {(item.closed - limit).days} 天"
            place = in_outcome(scene.county, "rectifications", index, "closed")
            yield Hit(place, message, since=since)


@rule(
    "R105",
    basis=duty("evaluation", "示范县要针对绩效评价发现的问题形成整改清单"),
    title="需要整改而未公开整改清单",
    is_major=True,
    reads=("outcome",),
    explanation="绩效评价列出“需要整改的项目”的，要形成整改清单；结论是较差的，既无需要整改的项目，也未登记整改清单，同样列出。"
    "清单按“来源”对应到评价年度；一个年度列一次。",
    cure="在“整改清单”里逐项写明问题、措施、负责人和期限，“来源”写明是哪一年的评价。",
    good="成果: {绩效评价: [{年度: 2020, 类型: 日常评价, 完成日期: 2021-03-01, 需要整改的项目: [210198-2020-01]}],"
    " 整改清单: [{编号: '1', 来源: 2020年评价, 问题: 台账不全, 措施: 补登, 负责人: 股长}]}",
    bad="成果: {绩效评价: [{年度: 2020, 类型: 日常评价, 完成日期: 2021-03-01, 需要整改的项目: [210198-2020-01]}],"
    " 整改清单: [{编号: '1', 来源: 2021年5月督导检查, 问题: 台账不全, 措施: 补登, 负责人: 股长}]}",
    per_batch=True,
)
def needed_lists_exist(scene: Scene) -> Iterator[Hit]:
    outcome = scene.county.outcome
    behind = [evaluation_behind(item, outcome.evaluations, scene.as_of) for item in outcome.rectifications]
    listed = {found.year for found in behind if found}
    for index, evaluation in enumerate(outcome.evaluations):
        needed = evaluation.projects_to_rectify
        if not (needed or evaluation.grade is Grade.POOR) or not is_over(evaluation, scene.as_of):
            continue
        if evaluation.year in listed:
            continue
        listed.add(evaluation.year)
        what = f"要求整改 {'、'.join(needed)}" if needed else f"结论是{Grade.POOR}，未登记需要整改的项目"
        message = f"{evaluation.year} 年度{evaluation.kind.label}{what}，未登记整改清单"
        place = in_outcome(scene.county, "evaluations", index, "projects_to_rectify")
        yield Hit(place, message, since=evaluation.completed, terms=evaluation.projects_to_rectify)


@rule(
    "R106",
    basis=agreed("score_gap"),
    title="自评与省级复核相差较大",
    reads=("outcome",),
    explanation="省商务厅对各示范县绩效评价工作进行复核。同一年度的自评得分与省级复核得分并列公布；折算成百分制后相差超过约定"
    f"（{in_settings('score_gap')}）的列为发现，正好等于的不列；通知未规定相差多少。",
    cure="核对自评依据，在“答复”里说明分差的原因。",
    good="成果: {绩效评价: [{年度: 2020, 类型: 自评, 得分: '92', 结论: 好, 整改建议: 无, 签字: {单位: 县, 日期: 2021-03-01}},"
    " {年度: 2020, 类型: 省级复核, 得分: '82', 结论: 较好, 整改建议: 无, 签字: {单位: 省, 日期: 2021-04-01}}]}",
    bad="成果: {绩效评价: [{年度: 2020, 类型: 自评, 得分: '92', 结论: 好, 整改建议: 无, 签字: {单位: 县, 日期: 2021-03-01}},"
    " {年度: 2020, 类型: 省级复核, 得分: '81.99', 结论: 较好, 整改建议: 无, 签字: {单位: 省, 日期: 2021-04-01}}]}",
    per_batch=True,
)
def scores_agree(scene: Scene) -> Iterator[Hit]:
    evaluations, limit = scene.county.outcome.evaluations, scene.site.limits.score_gap
    own = [each for each in evaluations if each.kind is EvaluationKind.SELF]
    rechecked = [
        (index, each) for index, each in enumerate(evaluations) if each.kind is EvaluationKind.PROVINCIAL
    ]
    for mine, (index, theirs) in product(own, rechecked):
        if mine.year != theirs.year or not is_over(theirs, scene.as_of):
            continue
        first, second = _of_hundred(mine), _of_hundred(theirs)
        if first is None or second is None or abs(first - second) <= limit:
            continue
        message = (
            f"{mine.year} 年度自评 {_points(first, limit)} 分，省级复核 {_points(second, limit)} 分，"
            f"相差 {_points(abs(first - second), limit)} 分（百分制）"
        )
        place = in_outcome(scene.county, "evaluations", index, "score")
        yield Hit(place, message, since=theirs.completed)


def _of_hundred(evaluation: Evaluation) -> Decimal | None:
    """Returns the score on a scale of 100 points; None without a score."""
    if evaluation.score is None or evaluation.full_score <= 0:
        return None
    return evaluation.score * FULL_SCORE / evaluation.full_score


def _points(score: Decimal, limit: int) -> str:
    """Writes a score as it is, or rounded if it is endless; a gap wider than ``limit`` does not look like it."""
    exact = score.normalize()
    exponent = exact.as_tuple().exponent
    if isinstance(exponent, int) and exponent >= -_MOST_DECIMALS:
        return f"{exact:f}"
    return f"{score:.{decimals_apart(score, limit)}f}".rstrip("0").rstrip(".")


@rule(
    "R107",
    basis=duty(
        "evaluation",
        "报告应包括绩效评价得分情况、绩效评价结论(好、较好、一般和较差)、需要整改的项目和整改建议等",
    ),
    title="绩效评价报告内容不全",
    reads=("outcome",),
    explanation="绩效评价报告应包括得分情况、评价结论、需要整改的项目和整改建议。无项目需要整改的，“需要整改的项目”可以不写，"
    "其余三项都要写。省级复核的报告由省负责。",
    cure="补上缺少的部分；无整改建议的写明“无”。",
    good="成果: {绩效评价: [{年度: 2020, 类型: 自评, 完成日期: 2021-07-01}]}",
    bad="成果: {绩效评价: [{年度: 2020, 类型: 自评, 得分: '90', 结论: 好, 完成日期: 2021-06-30,"
    " 签字: {单位: 县政府, 日期: 2021-06-30}}]}",
    per_batch=True,
)
def reports_have_their_parts(scene: Scene) -> Iterator[Hit]:
    for index, evaluation in enumerate(scene.county.outcome.evaluations):
        if evaluation.kind not in OWN_REPORTS or not is_over(evaluation, scene.as_of):
            continue
        missing = missing_labels(evaluation, REPORT_PARTS)
        if missing:
            message = f"{evaluation.year} 年度{evaluation.kind.label}报告未写明{'、'.join(missing)}"
            place = in_outcome(scene.county, "evaluations", index)
            whose = _whose(evaluation)
            yield Hit(place, message, since=evaluation.completed, terms=missing, duty_of=whose)
