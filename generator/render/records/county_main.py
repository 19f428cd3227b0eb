"""The wide column of a county's page: money, projects, goals, plan, acceptance and rectification, findings."""

from generator.model.outcome import FinalAcceptance
from generator.model.plan import ImplementationPlan
from generator.model.project import Withdrawal
from generator.model.withheld import Rest
from generator.render import charts
from generator.render.blocks import Table, blocks
from generator.render.records import parts
from generator.render.records.parts import DIRECTIONS, END, card, table_or
from generator.render.sheet import Sheet
from generator.render.words import (
    NOTHING,
    Shape,
    Words,
    day,
    fixed,
    layout,
    number,
    or_gap,
    or_nothing,
    percent,
    resting,
    term,
    wan,
    words,
)
from generator.views.county import CountyView, RectificationLine

_MONEY = card("资金")
_UNIT = blocks("单位：万元。拨付率是已拨付占扶持资金额度的比例。")
_DIRECTIONS_TOTAL = DIRECTIONS.row("| **合计** | {} | {} | {} | {} | |")
_RECEIPTS, _NO_RECEIPTS = blocks("### 资金到账"), blocks("到账情况未公开。")
_RECEIPT_TABLE = Table("| 日期 | 金额（万元） | 文号 |\n| --- | ---: | --- |")
_PROJECTS = card("项目")
_GOALS, _NO_GOALS = card("工作目标"), blocks("工作目标未公开。")
_GOAL_TABLE = Table("| 指标 | 单位 | 基期 | 目标 | 当前 | 截至 |\n| --- | --- | ---: | ---: | ---: | --- |")
_PLAN, _NO_PLAN = card("实施方案"), blocks("实施方案未公开。")
_ISSUED = blocks("""
**{}** {}，{} {} 印发

- 责任主体：{}
- 工作目标：{}
- 建设内容：{}
- 时间节点：{}
- 验收考核标准：{}

### 备案
""")
_NO_FILINGS = blocks("备案情况未公开。")
_FILING_TABLE = Table("| 层级 | 日期 | 文号 |\n| --- | --- | --- |")
_ATTACHMENT = Shape("附件：{}")
_ADJUSTMENTS, _NO_ADJUSTMENTS = blocks("### 方案调整"), blocks("没有方案调整。")
_ADJUSTMENT_TABLE = Table("| 日期 | 内容 | 原因 | 批准文号 | 备案日期 |\n| --- | --- | --- | --- | --- |")
_DECISIONS, _NO_DECISIONS = blocks("## 决策过程"), blocks("决策过程未公开。")
_DECISION_TABLE = Table("| 日期 | 会议或文件 | 事项 | 决策 | 结论 |\n| --- | --- | --- | --- | --- |")
_OUTCOME, _NOT_ACCEPTED = card("验收、绩效评价与整改"), blocks("尚未综合验收。")
_ACCEPTED = blocks("**综合验收{}**，{}，{}")
_GOALS_MET, _EFFECTS, _PROBLEMS = Shape("目标完成情况：{}"), Shape("实际效果：{}"), Shape("存在问题：{}")
_IMPROVEMENTS, _ADVICE = Shape("改进要求：{}"), Shape("工作建议：{}")
_FUND_USE = Shape("报告所列使用率：{}；按台账计算：{}")
_RECHECKED = blocks("**省级复核{}**，{}。{}")
_EVALUATIONS, _NO_EVALUATIONS = blocks("### 绩效评价"), blocks("尚无绩效评价。")
_EVALUATION_TABLE = Table(
    "| 年度 | 类型 | 得分 | 满分 | 结论 | 评价机构 |\n| --- | --- | ---: | ---: | --- | --- |"
)
_RECTIFICATIONS, _NO_RECTIFICATIONS = blocks("### 整改清单"), blocks("没有整改事项。")
_RECTIFICATION_TABLE = Table(
    "| 编号 | 问题 | 措施 | 负责人 | 期限 | 销号 |\n| --- | --- | --- | --- | --- | --- |"
)
_OPEN, _STILL_OPEN = Shape("***逾期 {} 天***"), fixed("未销号")
_WITHDRAWN = card("撤回和更正")
_KEPT = blocks("已撤回的项目保留网页，不计入任何合计。")
_WITHDRAWN_TABLE = Table("| 项目 | 撤回日期 | 原因 | 批准 |\n| --- | --- | --- | --- |")


def main(sheet: Sheet, view: CountyView) -> None:
    """The wide column."""
    _money(sheet, view)
    _projects(sheet, view)
    sheet.add(_GOALS)
    table_or(sheet, _GOAL_TABLE, _goals(view), _NO_GOALS)
    sheet.add(END)
    _plan(sheet, view)
    _outcome(sheet, view)
    parts.findings(sheet, view.findings, own=False, unsettled=view.unsettled)
    if view.withdrawn or view.corrections:
        _withdrawn(sheet, view)
    parts.changes(sheet, view.changes, view.coverage)


def _money(sheet: Sheet, view: CountyView) -> None:
    sheet.add(_MONEY)
    chart = charts.money_chart(view.directions, view.county.name)
    if chart and Rest.MISSING not in view.rests[1:]:
        sheet.written(layout(charts.inline(chart)))
    sheet.add(_UNIT)
    rests = view.rests
    everything = (
        number(len(view.rows)),
        resting(wan(view.allocated), rests.allocated),
        resting(wan(view.paid), rests.paid),
        resting(wan(view.spent), rests.spent),
    )
    sheet.table(DIRECTIONS, parts.directions(view.directions), _DIRECTIONS_TOTAL, *everything)
    sheet.add(_RECEIPTS)
    receipts = [(day(row.date), wan(row.amount), or_gap(row.document)) for row in view.county.receipts]
    table_or(sheet, _RECEIPT_TABLE, receipts, _NO_RECEIPTS)
    sheet.add(END)


def _projects(sheet: Sheet, view: CountyView) -> None:
    sheet.add(_PROJECTS)
    chart = charts.deadlines_chart(view.rows, view.as_of)
    if chart:
        sheet.written(layout(charts.inline(chart)))
    parts.projects(sheet, view.rows, with_county=False)
    sheet.add(END)


def _goals(view: CountyView) -> list[tuple[Words, ...]]:
    return [
        (
            words(goal.indicator),
            or_nothing(goal.unit),
            number(goal.baseline),
            number(goal.target),
            number(goal.current),
            day(goal.as_of),
        )
        for goal in view.goals
    ]


def _plan(sheet: Sheet, view: CountyView) -> None:
    sheet.add(_PLAN)
    parts.earlier(sheet, view.plan)
    if view.plan.plan:
        _issued(sheet, view.plan.plan, view)
    else:
        sheet.add(_NO_PLAN)
    sheet.add(_ADJUSTMENTS)
    adjustments = [
        (
            day(change.date),
            words(change.content),
            or_gap(change.reason),
            or_gap(change.approval),
            day(change.filing_date),
        )
        for change in view.plan.plan_changes
    ]
    table_or(sheet, _ADJUSTMENT_TABLE, adjustments, _NO_ADJUSTMENTS)
    sheet.add(_DECISIONS)
    decisions = [
        (
            day(row.date),
            words(row.occasion),
            words(row.subject),
            or_gap(row.decided_by),
            or_gap(row.conclusion),
        )
        for row in view.plan.decisions
    ]
    table_or(sheet, _DECISION_TABLE, decisions, _NO_DECISIONS)
    sheet.add(END)


def _issued(sheet: Sheet, plan: ImplementationPlan, view: CountyView) -> None:
    """The plan, the five things that clause 五（二）asks of it, and where it was filed."""
    sheet.add(
        _ISSUED,
        words(plan.title),
        or_nothing(plan.number),
        or_gap(plan.issuer),
        day(plan.date),
        or_gap(plan.responsible_body),
        or_gap(plan.objectives),
        or_gap(plan.content),
        or_gap(plan.milestones),
        or_gap(plan.acceptance_standard),
    )
    filings = [(term(filing.level), day(filing.date), or_gap(filing.document)) for filing in plan.filings]
    table_or(sheet, _FILING_TABLE, filings, _NO_FILINGS)
    for name in plan.attachments:
        sheet.paragraph(_ATTACHMENT(parts.attachment(sheet, name, view.county.code, view.attached)))


def _outcome(sheet: Sheet, view: CountyView) -> None:
    sheet.add(_OUTCOME)
    parts.earlier(sheet, view.outcome)
    if view.outcome.final_acceptance:
        _accepted(sheet, view.outcome.final_acceptance, view)
    else:
        sheet.add(_NOT_ACCEPTED)
    recheck = view.outcome.provincial_recheck
    if recheck:
        sheet.add(_RECHECKED, term(recheck.conclusion), day(recheck.date), or_nothing(recheck.note))
    sheet.add(_EVALUATIONS)
    evaluations = [
        (
            number(row.year),
            term(row.kind),
            number(row.score),
            number(row.full_score),
            term(row.grade),
            or_gap(row.evaluator),
        )
        for row in view.outcome.evaluations
    ]
    table_or(sheet, _EVALUATION_TABLE, evaluations, _NO_EVALUATIONS)
    sheet.add(_RECTIFICATIONS)
    rectifications = [_rectification(line) for line in view.rectifications]
    table_or(sheet, _RECTIFICATION_TABLE, rectifications, _NO_RECTIFICATIONS)
    sheet.add(END)


def _accepted(sheet: Sheet, made: FinalAcceptance, view: CountyView) -> None:
    """The six parts that clause 五（四）asks of the report, and the share spent as stated and as computed."""
    sheet.add(_ACCEPTED, term(made.conclusion), day(made.date), or_gap(made.third_party))
    sheet.items(
        [
            _GOALS_MET(or_gap(made.goals_met)),
            _EFFECTS(or_gap(made.effects)),
            _PROBLEMS(or_gap(made.problems)),
            _IMPROVEMENTS(or_gap(made.improvements)),
            _ADVICE(or_gap(made.advice)),
            _FUND_USE(
                percent(made.fund_use), resting(percent(view.spent_share, "不适用"), view.rests.spent_share)
            ),
            *(
                _ATTACHMENT(parts.attachment(sheet, name, view.county.code, view.attached))
                for name in made.attachments
            ),
        ]
    )


def _rectification(line: RectificationLine) -> tuple[Words, ...]:
    item = line.item
    closed = day(item.closed) if item.closed else NOTHING
    if not item.closed:
        closed = _OPEN(number(line.days_open)) if line.days_open else _STILL_OPEN
    return (
        words(item.number),
        words(item.problem),
        or_gap(item.measure),
        or_gap(item.owner),
        day(item.due),
        closed,
    )


def _withdrawn(sheet: Sheet, view: CountyView) -> None:
    sheet.add(_WITHDRAWN)
    gone = [(project, project.withdrawal) for project in view.withdrawn if project.withdrawal]
    if gone:
        sheet.add(_KEPT)
        sheet.table(
            _WITHDRAWN_TABLE,
            [(sheet.link(project.title, f"projects/{project.id}.html"), *_why(why)) for project, why in gone],
        )
    if view.corrections:
        parts.corrections(sheet, view.corrections)
    sheet.add(END)


def _why(why: Withdrawal) -> tuple[Words, Words, Words]:
    return day(why.date), words(why.reason), or_gap(why.approval)
