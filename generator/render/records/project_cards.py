"""The sections of a project's page, in a wide (``main``) and a narrow column (``aside``)."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from generator.model.base import asked_fields
from generator.model.codelists import PaymentKind
from generator.model.ledgers import (
    Activity,
    Expenditure,
    Inspection,
    Payment,
    Progress,
    Training,
    Transaction,
)
from generator.model.logistics import LogisticsSubsidy
from generator.model.project import (
    FISCAL,
    BudgetLine,
    PayeeRelation,
    Procurement,
    Project,
    Source,
    Target,
)
from generator.model.withheld import Rest
from generator.render import charts
from generator.render.blocks import Blocks, Entries, blocks
from generator.render.columns import Column, Columns, Facts, field, nothing
from generator.render.folds import FIGURES, SENTENCES, few_first
from generator.render.records import change_table, contract_tables, enforcement, parts
from generator.render.records.monthly_totals import monthly_totals
from generator.render.records.parts import END, END_DIV, TIMELINE, card, dated, with_comma
from generator.render.records.project_acceptance import acceptance
from generator.render.records.project_particulars import particulars
from generator.render.records.untold import figure
from generator.render.sheet import Sheet
from generator.render.words import (
    NOTHING,
    Shape,
    Words,
    day,
    ending,
    fixed,
    marked,
    number,
    or_gap,
    or_nothing,
    paragraphs,
    percent,
    resting,
    stated,
    term,
    together,
    wan,
    words,
)
from generator.views.project import ProjectView, SpendingLine, TargetLine

_label = Project.label_of
_TEXTS = (
    "description",
    "requirements",
    "reuse_statement",
    "note",
)
_CONTENT = tuple(
    (
        name,
        blocks(f"## {_label(name)}") if name != _TEXTS[0] else card(_label(name)),
        name in asked_fields(Project),
    )
    for name in _TEXTS
)
"""(field, heading, whether it is required) of a project's texts; an empty one is left out if not required."""
_MONEY = card("资金用在哪里")
_UNIT = blocks("单位：万元。拨付：县里付给承办单位的资金；使用：承办单位实际支出的资金。")
_SOURCES = blocks(f"### {_label('sources')}")
_SOURCE_TABLE = Columns[tuple[str, Decimal, str]](
    Column(Source.label_of("source"), lambda _, row: words(row[0])),
    Column("金额（万元）", lambda _, row: wan(row[1]), is_number=True),
    Column(Source.label_of("document"), lambda _, row: or_nothing(row[2])),
    total_named=FISCAL,
)
_OUTSIDE = fixed(f"不在{_label('budget_lines')}之内")
_SPENDING_TABLE = Columns[tuple[SpendingLine, Rest]](
    Column(BudgetLine.label_of("category"), lambda _, row: term(row[0].category)),
    Column(
        BudgetLine.label_of("purpose"),
        lambda _, row: words(row[0].purposes) if row[0].purposes else _OUTSIDE,
        in_total=False,
    ),
    Column("额度", lambda _, row: wan(row[0].budget), is_number=True),
    Column("已使用", lambda _, row: resting(wan(row[0].spent), row[1]), is_number=True),
)
_NO_SPENDING = blocks(f"{_label('budget_lines')}未公开。")
_PAYMENTS, _NO_PAYMENTS = blocks("### 拨付记录"), blocks("未登记拨付。")
_NO_ROW = blocks("暂无逐笔拨付记录，累计数见下面的月报。")
_EXPENDITURES, _NO_EXPENDITURES = blocks("### 使用记录"), blocks("暂无使用记录。")
_DATE: Column[Any] = Column(Payment.label_of("date"), lambda _, row: dated(row))


def _paid_to(sheet: Sheet, row: Payment | Expenditure) -> Words:
    if row.people and row.notice_url:
        return sheet.link(row.paid_to, row.notice_url)
    return or_gap(row.paid_to) if isinstance(row, Payment) else or_nothing(row.paid_to)


_PAYEE: Column[Any] = Column(Payment.label_of("payee"), _paid_to)
_PAYMENT_TABLE = Columns[Payment](
    _DATE,
    field(Payment, "amount", wan),
    _PAYEE,
    field(Payment, "purpose", or_nothing),
)
_MOVES_TABLE = Columns[Payment](
    _DATE,
    Column(Payment.label_of("kind"), lambda _, row: term(row.kind or PaymentKind.PAID)),
    field(Payment, "amount", wan),
    _PAYEE,
    field(Payment, "purpose", or_nothing),
)
"""With money that came back, or was retained."""
_UNSPENT = blocks("使用合计已减去收回的已用资金 {}。")
_EXPENDITURE_TABLE = Columns[Expenditure](
    _DATE,
    field(Expenditure, "category", term),
    field(Expenditure, "purpose", words),
    field(Expenditure, "amount", wan),
    field(Expenditure, "voucher_kind", or_nothing, heading="凭证"),
)
_EXPENDITURES_TO_WHOM = Columns[Expenditure](
    _DATE,
    field(Expenditure, "category", term),
    field(Expenditure, "purpose", words),
    field(Expenditure, "amount", wan),
    _PAYEE,
    field(Expenditure, "voucher_kind", or_nothing, heading="凭证"),
)
"""With those whom the contractor paid."""
_RELATIONS = blocks(f"### {_label('payees')}")
_RELATION_TABLE = Columns[PayeeRelation](
    field(PayeeRelation, "unit", words),
    field(PayeeRelation, "relation", words),
    field(PayeeRelation, "basis", or_gap),
)
_COURSE, _NO_REPORTS = card(Progress.label_of("percent")), blocks("暂无进度报告。")
_REPORT = Entries("**{}** {}{}")
_TRAININGS = card("培训记录")
_TRAINING_TABLE = Columns[Training](
    _DATE,
    field(Training, "topic", words),
    field(Training, "audience", or_gap),
    field(Training, "hours", number),
    field(Training, "people", number),
    field(Training, "followed_up", number, heading="跟踪服务"),
    field(Training, "employed", number, heading="就业创业"),
)
_TRANSACTIONS = card("交易数据")
_TRANSACTION_TABLE = Columns[Transaction](
    Column(Transaction.label_of("month"), lambda _, row: marked(words(row.month), row.earlier)),
    field(Transaction, "retail_sales", wan),
    field(Transaction, "farm_sales", wan, heading="其中农产品（万元）"),
    field(Transaction, "orders", number),
    field(Transaction, "parcels_up", number),
    field(Transaction, "parcels_down", number),
)
_ACTIVITIES = card("活动信息")
_ACTIVITY_TABLE = Columns[Activity](
    _DATE,
    field(Activity, "name", words),
    field(Activity, "venue", or_nothing),
    field(Activity, "people", number),
)
_CORRECTIONS = card(Progress.label_of("corrects"))
_TARGETS, _NO_TARGETS = card(_label("targets")), blocks(f"{_label('targets')}未公开。")
_IN_UNITS = Shape("（{}）")


def _indicator(_: Sheet, line: TargetLine) -> Words:
    unit = _IN_UNITS(words(line.target.unit)) if line.target.unit else NOTHING
    return together(parts.indicator(line.target), unit)


def _completion(_: Sheet, line: TargetLine) -> Words:
    return words(line.verdict) if line.verdict else percent(line.percent, "—")


_TARGET_TABLE = Columns[TargetLine](
    Column(Target.label_of("indicator"), _indicator),
    field(Target, "value", stated, inside="target", heading="目标"),
    field(Target, "achieved", stated, inside="target", heading="完成"),
    Column("完成率", _completion, is_number=True),
)
_PROCUREMENT, _NO_PROCUREMENT = card(_label("procurement")), blocks("采购信息未公开。")
_METHOD, _LINKED = blocks("{}"), blocks("{}，{} {}")
_UNLINKED = blocks(
    f"{{}}，{Procurement.label_of('notice_date')} {{}}，{Procurement.label_of('notice_url')}未公开"
)
_AWARD, _AWARD_AMOUNT, _CONTRACT = blocks("中标 {}{}"), Shape("，{} 万元"), blocks("合同 {}")
_EXCEPTION = blocks("未采用公开招标的理由：{}")
_CONSORTIUM = blocks("联合体成员：{}")
_LOGISTICS = Facts(
    field(LogisticsSubsidy, "leg", term),
    field(LogisticsSubsidy, "ceiling", wan),
    field(LogisticsSubsidy, "end_date", day),
    field(LogisticsSubsidy, "per_order", number),
    field(LogisticsSubsidy, "cost_gap", number),
)
_LOGISTICS_CARD = card(_label("logistics_subsidy"))
_LOGISTICS_TERMS = blocks("上行：农产品等从农村运往城市；退补：补贴到期退出。")
_NOT_YET = fixed("未登记完成日期")
_VISITS, _NO_VISITS = card("检查记录"), blocks("暂无针对本项目的检查记录。")
_VISIT, _NO_PROBLEM = Entries("**{}** {}级 {}：{}{}{}{}"), fixed("未发现问题")
_UNKNOWN = fixed("是否有问题暂不下结论")
_DUE, _IN_BRACKETS, _DONE = Shape("（期限 {}，{}）"), Shape("（{}）"), Shape("{} 完成")
_FILES = card("文件与下载")


def main(sheet: Sheet, view: ProjectView) -> None:
    _content(sheet, view)
    _money(sheet, view)
    _course(sheet, view)
    _records(sheet, view)
    if view.corrections:
        sheet.add(_CORRECTIONS)
        parts.corrections(sheet, view.corrections)
        sheet.add(END)
    change_table.changes(sheet, view.changes, view.coverage, are_unadopted=view.are_unadopted)


def aside(sheet: Sheet, view: ProjectView) -> None:
    particulars(sheet, view)
    _targets(sheet, view)
    _procurement(sheet, view)
    contract_tables.of_project(sheet, view)
    if view.project.logistics_subsidy:
        _logistics(sheet, view.project.logistics_subsidy)
    acceptance(sheet, view)
    _inspections(sheet, view)
    enforcement.of_project(sheet, view.enforcement, view.rests.enforcement)
    _files(sheet, view)


def _content(sheet: Sheet, view: ProjectView) -> None:
    for name, heading, is_asked in _CONTENT:
        text = getattr(view.project, name)
        if text or is_asked:
            sheet.add(heading)
            sheet.written(paragraphs(text))
    sheet.add(END)


def _money(sheet: Sheet, view: ProjectView) -> None:
    sheet.add(_MONEY)
    if view.project.sources:
        sheet.add(_SOURCES)
        _SOURCE_TABLE.onto(sheet, view.project.all_sources, ("", view.project.fiscal, ""))
    if view.spending:
        sheet.add(_UNIT)
        rest = view.rests.spent
        rows = [(line, rest) for line in view.spending]
        total = SpendingLine(None, "", view.project.support, view.spent)
        _SPENDING_TABLE.onto(sheet, rows, (total, rest))
        if view.unspent and rest is not Rest.MISSING:
            sheet.add(_UNSPENT, wan(view.unspent))
    else:
        sheet.add(_NO_SPENDING)
    sheet.add(_PAYMENTS)
    table = _MOVES_TABLE if any(row.kind for row in view.payments) else _PAYMENT_TABLE
    none = _NO_ROW if any(row.paid for row in view.snapshots) else _NO_PAYMENTS
    table.folded(sheet, view.payments, none, view.rests.payments)
    declared = (view.project.payees, *(contract.payees for contract in view.contracts))
    relations = [one for payees in declared for one in payees]
    if relations:
        sheet.add(_RELATIONS)
        _RELATION_TABLE.folded(sheet, relations, most=SENTENCES)
    sheet.add(_EXPENDITURES)
    spent = _EXPENDITURES_TO_WHOM if any(row.paid_to for row in view.expenditures) else _EXPENDITURE_TABLE
    spent.folded(sheet, view.expenditures, _NO_EXPENDITURES, view.rests.expenditures)
    monthly_totals(sheet, view.snapshots)
    sheet.add(END)


def _course(sheet: Sheet, view: ProjectView) -> None:
    """Adds the chart of progress and payments, and the reports."""
    sheet.add(_COURSE)
    rest = max(view.rests.reports, view.rests.payments)
    figure(sheet, charts.course_chart(view), rest, view.lack.why(("projects", "progress", "payments")))
    if view.reports:
        sheet.add(TIMELINE)
        reports = [(dated(row), percent(row.percent), ending(row.note)) for row in view.reports]
        few_first(sheet, _REPORT, reports)
        sheet.add(END_DIV)
    else:
        sheet.add(nothing(_NO_REPORTS, view.rests.progress))
    sheet.add(END)


def _records(sheet: Sheet, view: ProjectView) -> None:
    """Adds trainings, transactions and activities; a section without rows is left out."""
    tables: tuple[tuple[Blocks, Columns[Any], Sequence[Any]], ...] = (
        (_TRAININGS, _TRAINING_TABLE, view.trainings),
        (_TRANSACTIONS, _TRANSACTION_TABLE, view.transactions),
        (_ACTIVITIES, _ACTIVITY_TABLE, view.activities),
    )
    for title, table, rows in tables:
        if rows:
            sheet.add(title)
            table.folded(sheet, rows)
            sheet.add(END)


def _targets(sheet: Sheet, view: ProjectView) -> None:
    sheet.add(_TARGETS)
    _TARGET_TABLE.folded(sheet, view.targets, _NO_TARGETS, most=FIGURES)
    sheet.add(END)


def _procurement(sheet: Sheet, view: ProjectView) -> None:
    sheet.add(_PROCUREMENT)
    if view.project.procurement:
        _procured(sheet, view.project.procurement)
    else:
        sheet.add(_NO_PROCUREMENT)
    if len(view.parties) > 1:
        members = [parts.party(sheet, member) for member in view.parties[1:]]
        sheet.add(_CONSORTIUM, together(*members, by="、"))
    sheet.add(END)


def _procured(sheet: Sheet, made: Procurement) -> None:
    if made.notice_url:
        sheet.add(_LINKED, term(made.method), sheet.link("采购公告", made.notice_url), day(made.notice_date))
    elif made.notice_date:
        sheet.add(_UNLINKED, term(made.method), day(made.notice_date))
    else:
        sheet.add(_METHOD, term(made.method))
    if made.award_date:
        amount = NOTHING if made.award_amount is None else _AWARD_AMOUNT(wan(made.award_amount))
        sheet.add(_AWARD, day(made.award_date), amount)
    if made.contract_date:
        sheet.add(_CONTRACT, day(made.contract_date))
    if made.exception_reason:
        sheet.add(_EXCEPTION, words(made.exception_reason))


def _logistics(sheet: Sheet, subsidy: LogisticsSubsidy) -> None:
    sheet.add(_LOGISTICS_CARD)
    _LOGISTICS.onto(sheet, subsidy)
    sheet.add(_LOGISTICS_TERMS)
    sheet.add(END)


def _inspections(sheet: Sheet, view: ProjectView) -> None:
    sheet.add(_VISITS)
    if view.inspections:
        sheet.add(TIMELINE)
        few_first(sheet, _VISIT, [_visit(row) for row in view.inspections])
        sheet.add(END_DIV)
    else:
        sheet.add(nothing(_NO_VISITS, view.rests.inspections))
    sheet.add(END)


def _visit(row: Inspection) -> tuple[Words, ...]:
    done = _DONE(day(row.done)) if row.done else _NOT_YET
    due = NOTHING
    if row.due:
        due = _DUE(day(row.due), done)
    elif row.done or row.problem:
        due = _IN_BRACKETS(done)
    return (
        dated(row),
        term(row.level),
        term(row.method) if row.method else NOTHING,
        words(row.problem) if row.problem else _UNKNOWN if row.earlier else _NO_PROBLEM,
        with_comma(row.measure.label if row.measure and row.problem else None),
        with_comma(row.handling),
        due,
    )


def _files(sheet: Sheet, view: ProjectView) -> None:
    sheet.add(_FILES)
    sheet.items(
        [
            *(sheet.link(policy.title, f"policies/{policy.id}.html") for policy in view.policies),
            *(parts.attachment(sheet, name, view.county_code, view.attached) for name in view.attachments),
            sheet.link("本页文字（Markdown）", f"projects/{view.project.id}.md"),
            sheet.link("本页数据（JSON）", f"projects/{view.project.id}.json"),
            sheet.link("本县全部表格（xlsx）", f"counties/{view.county_code}.xlsx"),
            sheet.link("订阅本县动态（RSS）", f"counties/{view.county_code}.xml"),
        ]
    )
    sheet.add(END)
