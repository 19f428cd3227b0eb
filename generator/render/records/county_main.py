"""The wide parts of a county's page: money; projects; goals and plan; acceptance, rectification, findings, changes."""

from collections.abc import Sequence

from generator.model.codelists import Direction, FeedTopic, ReceiptKind, UnitLevel
from generator.model.county import Allocation, County, Goal, Receipt
from generator.model.ending import Withdrawal
from generator.model.outcome import Evaluation, FinalAcceptance, Outcome, Rectification
from generator.model.plan import Decision, Filing, ImplementationPlan, Plan, PlanChange
from generator.model.project import Project
from generator.model.withheld import OF_PROJECTS, Rest
from generator.render import charts
from generator.render.blocks import blocks
from generator.render.columns import Column, Columns, Facts, field, nothing, resting_field
from generator.render.folds import FIGURES, SENTENCES, SHOWN, folded
from generator.render.records import change_table, contract_tables, parts
from generator.render.records.earlier_note import earlier
from generator.render.records.fees import fees
from generator.render.records.monthly_totals import monthly_totals
from generator.render.records.parts import DIRECTIONS, END, card, card_of
from generator.render.records.untold import figure
from generator.render.sheet import Sheet
from generator.render.words import (
    PAID_OF_SUBSIDY,
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
    stated,
    term,
    wan,
    words,
    year,
)
from generator.views.county import CountyView, RectificationLine
from generator.views.county_headings import RESULTS
from generator.views.rows import ProjectRow

_MONEY = card(FeedTopic.FUNDS.label)
_NO_CENTRAL = blocks("项目不用中央财政专项资金，资金来源列在各项目的页面上。")
_UNIT = blocks(f"单位：万元。{PAID_OF_SUBSIDY}是已拨付占扶持资金额度的比例。")
_WAN = blocks("单位：万元。")
_RECEIPTS, _NO_RECEIPTS = blocks(f"### {County.label_of('receipts')}"), blocks("到账情况未公开。")
_RECEIPT_TABLE = Columns[Receipt](
    field(Receipt, "date", day), field(Receipt, "amount", wan), field(Receipt, "document", or_gap)
)
_FLOW_TABLE = Columns[Receipt](
    field(Receipt, "date", day),
    Column(Receipt.label_of("kind"), lambda _, row: term(row.kind or ReceiptKind.RECEIVED)),
    field(Receipt, "amount", wan),
    field(Receipt, "document", or_gap),
)
"""With money that was recalled."""
_BATCH_TABLE = Columns[CountyView](
    Column("批次", lambda _, view: year(view.county.cohort)),
    Column("项目", lambda _, view: resting(number(len(view.rows)), view.rests.projects), is_number=True),
    Column(
        Allocation.label_of("central"),
        lambda _, view: resting(wan(view.central), view.rests.received),
        is_number=True,
    ),
    resting_field("已到账", "received", "rests.received", wan),
    resting_field("安排到项目", "allocated", "rests.allocated", wan),
    resting_field("已拨付", "paid", "rests.paid", wan),
    Column(
        "拨付率",
        lambda _, view: resting(percent(view.paid_share, "不适用"), view.rests.paid_share),
        is_number=True,
    ),
    resting_field("已使用", "spent", "rests.spent", wan),
    Column(
        "使用率",
        lambda _, view: resting(percent(view.spent_share, "不适用"), view.rests.spent_share),
        is_number=True,
    ),
)
"""The money of each batch, in a county with several."""
_PROJECTS, _MOST_PROJECTS, _MOST_DEADLINES = card("项目"), 12, 5
_NO_PROJECTS = blocks("暂无项目。")
_YEAR = blocks("{} 年批次。")
_GOALS, _NO_GOALS = (
    ImplementationPlan.label_of("objectives"),
    blocks(f"{ImplementationPlan.label_of('objectives')}未公开。"),
)
_GOAL_TABLE = Columns[Goal](
    Column(Goal.label_of("indicator"), lambda _, goal: parts.indicator(goal)),
    field(Goal, "unit", or_nothing),
    field(Goal, "baseline", stated),
    field(Goal, "target", stated),
    field(Goal, "current", stated),
    field(Goal, "as_of", day),
)
_PLAN, _NO_PLAN = Plan.label_of("plan"), blocks(f"{Plan.label_of('plan')}未公开。")
_ISSUED = blocks("**{}** {}，{} {} 印发")
_PLAN_PARTS = Facts[ImplementationPlan](
    field(ImplementationPlan, "responsible_body", or_gap),
    field(ImplementationPlan, "objectives", or_gap),
    field(ImplementationPlan, "content", or_gap),
    field(ImplementationPlan, "milestones", or_gap),
    field(ImplementationPlan, "acceptance_standard", or_gap),
)
_FILINGS, _NO_FILINGS = (
    blocks(f"### {ImplementationPlan.label_of('filings')}"),
    blocks(f"{ImplementationPlan.label_of('filings')}情况未公开。"),
)
_FILING_TABLE = Columns[Filing](
    field(Filing, "level", term), field(Filing, "date", day), field(Filing, "document", or_gap)
)
_ATTACHMENT = Shape(f"{ImplementationPlan.label_of('attachments')}：{{}}")
_ADJUSTMENTS, _NO_ADJUSTMENTS = (
    blocks(f"### {Plan.label_of('plan_changes')}"),
    blocks(f"暂无{Plan.label_of('plan_changes')}。"),
)
_ADJUSTMENT_TABLE = Columns[PlanChange](
    field(PlanChange, "date", day),
    field(PlanChange, "content", words),
    field(PlanChange, "reason", or_gap),
    field(PlanChange, "approval", or_gap),
    field(PlanChange, "filing_date", day),
)
_DECISIONS, _NO_DECISIONS = (
    blocks(f"## {Plan.label_of('decisions')}"),
    blocks(f"{Plan.label_of('decisions')}未公开。"),
)
_DECISION_TABLE = Columns[Decision](
    field(Decision, "date", day),
    field(Decision, "occasion", words),
    field(Decision, "subject", words),
    field(Decision, "decided_by", or_gap, heading="决策"),
    field(Decision, "conclusion", or_gap),
)
_OUTCOME, _NOT_ACCEPTED = RESULTS, blocks("未登记综合验收。")
_ACCEPTED = blocks("**综合验收{}**，{}，{}")
_REPORT_PARTS = tuple(
    (name, Shape(f"{FinalAcceptance.label_of(name)}：{{}}"))
    for name in ("goals_met", "effects", "problems", "improvements", "advice")
)
_FUND_USE = Shape("报告所列使用率：{}；按台账计算：{}")
_RECHECKED = blocks("**省级复核{}**，{}。{}")
_EVALUATIONS, _NO_EVALUATIONS = (
    blocks(f"### {Outcome.label_of('evaluations')}"),
    blocks(f"暂无{Outcome.label_of('evaluations')}。"),
)
_EVALUATION_TABLE = Columns[Evaluation](
    field(Evaluation, "year", year),
    field(Evaluation, "kind", term),
    field(Evaluation, "score", number),
    field(Evaluation, "full_score", number),
    field(Evaluation, "grade", term),
    field(Evaluation, "evaluator", or_gap),
)
_RECTIFICATIONS, _NO_RECTIFICATIONS = (
    blocks(f"### {Outcome.label_of('rectifications')}"),
    blocks("暂无整改事项。"),
)
_OPEN, _STILL_OPEN = Shape("***逾期 {} 天***"), fixed("未销号")
_WITHDRAWN = card("撤回和更正")
_KEPT = blocks("已撤回的项目保留网页，不计入任何合计。")


def _closed(_: Sheet, line: RectificationLine) -> Words:
    if line.item.closed:
        return day(line.item.closed)
    return _OPEN(number(line.days_open)) if line.days_open else _STILL_OPEN


_RECTIFICATION_TABLE = Columns[RectificationLine](
    field(Rectification, "number", words, inside="item"),
    field(Rectification, "problem", words, inside="item"),
    field(Rectification, "measure", or_gap, inside="item"),
    field(Rectification, "owner", or_gap, inside="item"),
    field(Rectification, "due", day, inside="item"),
    Column("销号", _closed),
)
_WITHDRAWN_TABLE = Columns[Project](
    Column("项目", lambda sheet, project: sheet.link(project.title, f"projects/{project.id}.html")),
    field(Withdrawal, "date", day, inside="withdrawal", heading="撤回日期"),
    field(Withdrawal, "reason", words, inside="withdrawal"),
    field(Withdrawal, "approval", or_gap, inside="withdrawal"),
)


def main(sheet: Sheet, view: CountyView) -> None:
    is_county = view.county.level is UnitLevel.COUNTY
    for batch in view.parts:
        if is_county or batch.goals:
            _begin(sheet, _GOALS, batch)
            _GOAL_TABLE.folded(sheet, batch.goals, _NO_GOALS, most=SHOWN if batch.year else FIGURES)
            sheet.add(END)
    for batch in view.parts:
        plan = batch.plan
        if is_county or plan.plan or plan.plan_changes or plan.decisions:
            _plan(sheet, batch)


def _begin(sheet: Sheet, title: str, view: CountyView) -> None:
    """Begins a section of a batch; of a county with several it says of which."""
    sheet.add(card_of(title, view.year if view.is_later else None))
    if view.year and not view.is_later:
        sheet.add(_YEAR, year(view.year))


def results(sheet: Sheet, view: CountyView) -> None:
    """Adds what came of it, over the full width."""
    for batch in view.parts:
        _outcome(sheet, batch)
    parts.findings(sheet, view.findings, own=False, unsettled=view.unsettled)
    if view.of_others:
        parts.findings_above(sheet, view.of_others)
    if view.withdrawn or view.corrections:
        _withdrawn(sheet, view)
    change_table.changes(sheet, view.changes, view.coverage, are_unadopted=view.are_unadopted)


def money(sheet: Sheet, view: CountyView) -> None:
    sheet.add(_MONEY)
    if view.is_without_central:
        sheet.add(_NO_CENTRAL)
    else:
        _central(sheet, view)
    monthly_totals(sheet, view.snapshots, are_of_batches=bool(view.batches))
    sheet.add(END)


def _central(sheet: Sheet, view: CountyView) -> None:
    if view.batches:
        sheet.add(_WAN)
        _BATCH_TABLE.onto(sheet, view.batches)
    for batch in view.parts:
        with folded(sheet, f"{batch.year} 年批次各方向的资金", when=bool(batch.year)):
            _directions(sheet, batch)
    sheet.add(_RECEIPTS)
    for batch in view.parts:
        if batch.year:
            sheet.add(_YEAR, year(batch.year))
        receipts = batch.county.receipts
        table = _FLOW_TABLE if any(receipt.kind for receipt in receipts) else _RECEIPT_TABLE
        table.folded(sheet, receipts, _NO_RECEIPTS)
        fees(sheet, batch.county.fees)


def _directions(sheet: Sheet, view: CountyView) -> None:
    """Adds the chart and the table of the directions; the whole is folded away if it is one batch of several."""
    if view.year:  # the page's text has no folds
        sheet.add(_YEAR, year(view.year))
    chart = charts.money_chart(view.directions, view.county.name)
    figure(sheet, chart, view.rests.of_projects, view.lack.why(OF_PROJECTS))
    with folded(sheet, "各方向的项目数和合计", when=not view.year):
        sheet.add(_UNIT)
        DIRECTIONS.onto(sheet, view.directions, view.all_directions)


def projects(sheet: Sheet, view: CountyView) -> None:
    """Adds the projects over the full width: nine columns need it; many are folded away by batch or direction."""
    sheet.add(_PROJECTS)
    chart = charts.deadlines_chart(view.rows, view.as_of, _MOST_DEADLINES)
    if chart:
        sheet.written(layout(charts.inline(chart)))
    if view.batches:
        for batch in view.batches:
            sheet.heading(3, words(f"{batch.year} 年批次"))
            _listed(sheet, batch.rows, batch.rests.projects, most=SHOWN)
    elif len(view.rows) > _MOST_PROJECTS:
        for direction in Direction:
            rows = [row for row in view.rows if row.direction is direction]
            if rows:
                sheet.heading(3, term(direction))
                _listed(sheet, rows, view.rests.projects, most=0)
    else:
        _listed(sheet, view.rows, view.rests.projects, most=_MOST_PROJECTS)
    sheet.add(END)
    contract_tables.of_county(sheet, view)


def _listed(sheet: Sheet, rows: Sequence[ProjectRow], rest: Rest, *, most: int) -> None:
    """Adds the projects under one heading, folded away if there are more than ``most``."""
    late = sum(row.days_overdue > 0 for row in rows)
    with folded(sheet, f"{len(rows)} 个项目{f'，逾期 {late} 个' if late else ''}", when=len(rows) > most):
        parts.PROJECTS.or_else(sheet, rows, _NO_PROJECTS, rest)


def _plan(sheet: Sheet, view: CountyView) -> None:
    _begin(sheet, _PLAN, view)
    earlier(sheet, view.plan)
    if view.plan.plan:
        _issued(sheet, view.plan.plan, view)
    else:
        sheet.add(nothing(_NO_PLAN, view.rests.plan))
    _ADJUSTMENT_TABLE.folded(
        sheet,
        view.plan.plan_changes,
        _NO_ADJUSTMENTS,
        view.rests.plan,
        most=SENTENCES,
        heading=_ADJUSTMENTS,
    )
    sheet.add(_DECISIONS)
    _DECISION_TABLE.folded(sheet, view.plan.decisions, _NO_DECISIONS, view.rests.plan, most=SENTENCES)
    sheet.add(END)


def _issued(sheet: Sheet, plan: ImplementationPlan, view: CountyView) -> None:
    """Adds the plan with the five parts that clause 五（二） requires, and its filings."""
    sheet.add(
        _ISSUED,
        words(plan.title),
        or_nothing(plan.number),
        or_gap(plan.issuer),
        day(plan.date),
    )
    with folded(sheet, "责任主体、目标、建设内容、时间节点和验收标准"):
        _PLAN_PARTS.onto(sheet, plan)
    sheet.add(_FILINGS)
    _filings(sheet, plan.filings)
    for name in plan.attachments:
        sheet.paragraph(_ATTACHMENT(parts.attachment(sheet, name, view.county.code, view.attached)))


def _filings(sheet: Sheet, filings: Sequence[Filing]) -> None:
    """Adds at which levels the plan was filed; when and under which number is folded away."""
    if filings:
        levels = "、".join(dict.fromkeys(filing.level.label for filing in filings))
        with folded(sheet, f"{levels}，{len(filings)} 条"):
            _FILING_TABLE.onto(sheet, filings)
    else:
        sheet.add(_NO_FILINGS)


def _outcome(sheet: Sheet, view: CountyView) -> None:
    _begin(sheet, _OUTCOME, view)
    earlier(sheet, view.outcome)
    if view.outcome.final_acceptance:
        _accepted(sheet, view.outcome.final_acceptance, view)
    else:
        sheet.add(nothing(_NOT_ACCEPTED, view.rests.outcome))
    recheck = view.outcome.provincial_recheck
    if recheck:
        sheet.add(_RECHECKED, term(recheck.conclusion), day(recheck.date), or_nothing(recheck.note))
    _EVALUATION_TABLE.folded(
        sheet, view.outcome.evaluations, _NO_EVALUATIONS, view.rests.outcome, heading=_EVALUATIONS
    )
    _RECTIFICATION_TABLE.folded(
        sheet,
        view.rectifications,
        _NO_RECTIFICATIONS,
        view.rests.outcome,
        most=SENTENCES,
        heading=_RECTIFICATIONS,
    )
    sheet.add(END)


def _accepted(sheet: Sheet, made: FinalAcceptance, view: CountyView) -> None:
    """Adds the parts of the report that clause 五（四） requires, and the share spent as stated and as calculated."""
    sheet.add(_ACCEPTED, term(made.conclusion), day(made.date), or_gap(made.third_party))
    with folded(sheet, "目标完成、实际效果、问题、改进、建议和资金使用"):
        sheet.items(
            [
                *(shape(or_gap(getattr(made, name))) for name, shape in _REPORT_PARTS),
                _FUND_USE(
                    percent(made.fund_use),
                    resting(percent(view.spent_share, "不适用"), view.rests.spent_share),
                ),
                *(
                    _ATTACHMENT(parts.attachment(sheet, name, view.county.code, view.attached))
                    for name in made.attachments
                ),
            ]
        )


def _withdrawn(sheet: Sheet, view: CountyView) -> None:
    sheet.add(_WITHDRAWN)
    gone = [project for project in view.withdrawn if project.withdrawal]
    if gone:
        sheet.add(_KEPT)
        _WITHDRAWN_TABLE.folded(sheet, gone, most=SENTENCES)
    if view.corrections:
        parts.corrections(sheet, view.corrections)
    sheet.add(END)
