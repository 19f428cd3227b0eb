"""The sections of a project's page: content, money, progress, changes; targets, procurement, acceptance, visits, files."""

from generator.model.ledgers import Inspection
from generator.model.project import Acceptance, LogisticsSubsidy, Procurement
from generator.render import charts
from generator.render.blocks import Entries, Table, blocks
from generator.render.records import parts
from generator.render.records.parts import END, END_DIV, TIMELINE, card, dated, table_or, with_comma
from generator.render.sheet import Sheet
from generator.render.words import (
    GAP,
    NOTHING,
    Shape,
    Words,
    day,
    ending,
    fixed,
    layout,
    number,
    or_gap,
    or_nothing,
    paragraphs,
    percent,
    resting,
    term,
    together,
    wan,
    words,
)
from generator.views.project import ProjectView, TargetLine

_CONTENT = card("建设内容")
_REQUIREMENTS, _REUSE = blocks("## 工作要求"), blocks("## 利用现有设施")
_MONEY = card("资金用在哪里")
_UNIT = blocks("单位：万元。拨付是县里付给承办单位的钱，使用是承办单位花出去的钱。")
_SPENDING_TABLE = Table("| 类别 | 用途 | 额度 | 已使用 |\n| --- | --- | ---: | ---: |")
_SPENDING_TOTAL = _SPENDING_TABLE.row("| **合计** | | {} | {} |")
_OUTSIDE = fixed("不在资金用途之内")
_NO_SPENDING = blocks("资金用途未公开。")
_PAYMENTS, _NO_PAYMENTS = blocks("### 拨付记录"), blocks("尚未拨付。")
_EXPENDITURES, _NO_EXPENDITURES = blocks("### 使用记录"), blocks("尚无使用记录。")
_PAYMENT_TABLE = Table("| 日期 | 金额（万元） | 收款单位 | 用途 |\n| --- | ---: | --- | --- |")
_EXPENDITURE_TABLE = Table("| 日期 | 类别 | 用途 | 金额（万元） | 凭证 |\n| --- | --- | --- | ---: | --- |")
_COURSE, _NO_REPORTS = card("进度"), blocks("尚无进度报告。")
_REPORT = Entries("**{}** {}{}")
_TRAININGS = card("培训记录")
_TRAINING_TABLE = Table(
    "| 日期 | 主题 | 对象 | 学时 | 人次 | 跟踪服务 | 就业创业 |\n"
    "| --- | --- | --- | ---: | ---: | ---: | ---: |"
)
_TRANSACTIONS = card("交易数据")
_TRANSACTION_TABLE = Table(
    "| 月份 | 网络零售额（万元） | 其中农产品（万元） | 订单量（单） | 上行件量（件） | 下行件量（件） |\n"
    "| --- | ---: | ---: | ---: | ---: | ---: |"
)
_ACTIVITIES = card("活动信息")
_ACTIVITY_TABLE = Table("| 日期 | 名称 | 地点 | 参与人次 |\n| --- | --- | --- | ---: |")
_CORRECTIONS = card("更正")
_TARGETS, _NO_TARGETS = card("绩效目标"), blocks("绩效目标未公开。")
_TARGET_TABLE = Table("| 指标 | 目标 | 完成 | 完成率 |\n| --- | ---: | ---: | ---: |")
_IN_UNITS = Shape("（{}）")
_PROCUREMENT, _NO_PROCUREMENT = card("采购"), blocks("采购信息未公开。")
_METHOD, _LINKED, _UNLINKED = blocks("{}"), blocks("{}，{} {}"), blocks("{}，公告日期 {}，公告链接未公开")
_AWARD, _AWARD_AMOUNT, _CONTRACT = blocks("中标 {}{}"), Shape("，{} 万元"), blocks("合同 {}")
_EXCEPTION = blocks("未采用公开招标的理由：{}")
_CONSORTIUM = blocks("联合体成员：{}")
_LOGISTICS = blocks("""
<section class="card">

## 物流补贴

- 环节：{}
- 补贴上限（万元）：{}
- 退补日期：{}
- 每单补贴（元）：{}
- 与省会物流成本差额（元）：{}

</section>
""")
_ACCEPTANCE, _NOT_ACCEPTED = card("验收"), blocks("尚未验收。")
_ACCEPTED = blocks("""
{} 验收**{}**，{}

签字：{}
""")
_SIGNATURE = Shape("{}{} {}")
_RECTIFIED = blocks("""
整改要求：{}

整改期限：{}；完成日期：{}
""")
_NOT_YET = fixed("尚未完成")
_CANCELLED, _IN_BRACKETS = blocks("{} 取消。{}{}"), Shape("（{}）")
_VISITS, _NO_VISITS = card("检查记录"), blocks("尚无针对本项目的检查记录。")
_VISIT, _NO_PROBLEM = Entries("**{}** {}级 {}：{}{}{}{}"), fixed("未发现问题")
_DUE, _DONE = Shape("（期限 {}，{}）"), Shape("{} 完成")
_FILES = card("文件与下载")


def main(sheet: Sheet, view: ProjectView) -> None:
    """The wide column."""
    _content(sheet, view)
    _money(sheet, view)
    _course(sheet, view)
    _records(sheet, view)
    if view.corrections:
        sheet.add(_CORRECTIONS)
        parts.corrections(sheet, view.corrections)
        sheet.add(END)
    parts.changes(sheet, view.changes, view.coverage)


def aside(sheet: Sheet, view: ProjectView) -> None:
    """The narrow column."""
    _targets(sheet, view)
    _procurement(sheet, view)
    if view.project.logistics_subsidy:
        _logistics(sheet, view.project.logistics_subsidy)
    _acceptance(sheet, view)
    _inspections(sheet, view)
    _files(sheet, view)


def _content(sheet: Sheet, view: ProjectView) -> None:
    project = view.project
    sheet.add(_CONTENT)
    sheet.written(paragraphs(project.description))
    sheet.add(_REQUIREMENTS)
    sheet.written(paragraphs(project.requirements))
    if project.reuse_statement:
        sheet.add(_REUSE)
        sheet.written(paragraphs(project.reuse_statement))
    sheet.add(END)


def _money(sheet: Sheet, view: ProjectView) -> None:
    sheet.add(_MONEY)
    if view.spending:
        sheet.add(_UNIT)
        spending = [
            (
                term(line.category),
                words(line.purposes) if line.purposes else _OUTSIDE,
                wan(line.budget),
                resting(wan(line.spent), view.rests.spent),
            )
            for line in view.spending
        ]
        spent = resting(wan(view.spent), view.rests.spent)
        sheet.table(_SPENDING_TABLE, spending, _SPENDING_TOTAL, wan(view.project.subsidy), spent)
    else:
        sheet.add(_NO_SPENDING)
    sheet.add(_PAYMENTS)
    payments = [
        (dated(row), wan(row.amount), or_gap(row.payee), or_nothing(row.purpose)) for row in view.payments
    ]
    table_or(sheet, _PAYMENT_TABLE, payments, _NO_PAYMENTS)
    sheet.add(_EXPENDITURES)
    expenditures = [
        (dated(row), term(row.category), words(row.purpose), wan(row.amount), or_nothing(row.voucher_kind))
        for row in view.expenditures
    ]
    table_or(sheet, _EXPENDITURE_TABLE, expenditures, _NO_EXPENDITURES)
    sheet.add(END)


def _course(sheet: Sheet, view: ProjectView) -> None:
    """How it went: the chart, and every report."""
    sheet.add(_COURSE)
    chart = charts.course_chart(view)
    if chart:
        sheet.written(layout(charts.inline(chart)))
    if view.reports:
        sheet.add(TIMELINE)
        reports = [(dated(row), percent(row.percent), ending(row.note)) for row in view.reports]
        sheet.alike(_REPORT, reports)
        sheet.add(END_DIV)
    else:
        sheet.add(_NO_REPORTS)
    sheet.add(END)


def _records(sheet: Sheet, view: ProjectView) -> None:
    """Trainings, trade and events; a section without a row is left out."""
    trainings = [
        (
            dated(row),
            words(row.topic),
            or_gap(row.audience),
            number(row.hours),
            number(row.people),
            number(row.followed_up),
            number(row.employed),
        )
        for row in view.trainings
    ]
    transactions = [
        (
            parts.marked(words(row.month), row.earlier),
            wan(row.retail_sales),
            wan(row.farm_sales),
            number(row.orders),
            number(row.parcels_up),
            number(row.parcels_down),
        )
        for row in view.transactions
    ]
    activities = [
        (dated(row), words(row.name), or_nothing(row.venue), number(row.people)) for row in view.activities
    ]
    for title, table, rows in (
        (_TRAININGS, _TRAINING_TABLE, trainings),
        (_TRANSACTIONS, _TRANSACTION_TABLE, transactions),
        (_ACTIVITIES, _ACTIVITY_TABLE, activities),
    ):
        if rows:
            sheet.add(title)
            sheet.table(table, rows)
            sheet.add(END)


def _targets(sheet: Sheet, view: ProjectView) -> None:
    sheet.add(_TARGETS)
    table_or(sheet, _TARGET_TABLE, [_target(line) for line in view.targets], _NO_TARGETS)
    sheet.add(END)


def _target(line: TargetLine) -> tuple[Words, ...]:
    target = line.target
    unit = _IN_UNITS(words(target.unit)) if target.unit else NOTHING
    return (
        together(words(target.indicator), unit),
        number(target.value),
        number(target.achieved),
        percent(line.percent, "—"),
    )


def _procurement(sheet: Sheet, view: ProjectView) -> None:
    sheet.add(_PROCUREMENT)
    if view.project.procurement:
        _procured(sheet, view.project.procurement)
    else:
        sheet.add(_NO_PROCUREMENT)
    if len(view.parties) > 1:
        members = [sheet.link(party.name, party.url) for party in view.parties[1:]]
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
    sheet.add(
        _LOGISTICS,
        term(subsidy.leg),
        wan(subsidy.ceiling),
        day(subsidy.end_date),
        number(subsidy.per_order),
        number(subsidy.cost_gap),
    )


def _acceptance(sheet: Sheet, view: ProjectView) -> None:
    sheet.add(_ACCEPTANCE)
    cancelled = view.project.cancellation
    if view.project.acceptance:
        _accepted(sheet, view.project.acceptance)
    elif cancelled:
        document = _IN_BRACKETS(words(cancelled.document)) if cancelled.document else NOTHING
        sheet.add(_CANCELLED, day(cancelled.date), words(cancelled.reason), document)
    else:
        sheet.add(_NOT_ACCEPTED)
    sheet.add(END)


def _accepted(sheet: Sheet, made: Acceptance) -> None:
    signed = made.signature
    signature = (
        _SIGNATURE(or_nothing(signed.unit), or_nothing(signed.post), day(signed.date)) if signed else GAP
    )
    sheet.add(_ACCEPTED, day(made.date), term(made.conclusion), or_gap(made.unit), signature)
    if made.rectification:
        done = day(made.rectified_on) if made.rectified_on else _NOT_YET
        sheet.add(_RECTIFIED, words(made.rectification), day(made.rectify_by), done)


def _inspections(sheet: Sheet, view: ProjectView) -> None:
    sheet.add(_VISITS)
    if view.inspections:
        sheet.add(TIMELINE)
        sheet.alike(_VISIT, [_visit(row) for row in view.inspections])
        sheet.add(END_DIV)
    else:
        sheet.add(_NO_VISITS)
    sheet.add(END)


def _visit(row: Inspection) -> tuple[Words, ...]:
    due = NOTHING
    if row.due:
        due = _DUE(day(row.due), _DONE(day(row.done)) if row.done else _NOT_YET)
    return (
        dated(row),
        term(row.level),
        term(row.method) if row.method else NOTHING,
        words(row.problem) if row.problem else _NO_PROBLEM,
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
            sheet.link("订阅本县动态（RSS）", f"counties/{view.county_code}.xml"),
        ]
    )
    sheet.add(END)
