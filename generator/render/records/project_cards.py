"""The sections of a project's page: content, money, progress, changes; targets, procurement, acceptance, visits, files."""

from generator.model.ledgers import Inspection
from generator.model.project import Acceptance, LogisticsSubsidy, Procurement
from generator.render import charts
from generator.render.records import parts
from generator.render.records.parts import END, END_DIV, TIMELINE, card, table_or, with_comma
from generator.render.sheet import Sheet, Table
from generator.render.words import (
    GAP,
    NOTHING,
    Shape,
    Words,
    day,
    fixed,
    layout,
    number,
    or_gap,
    or_nothing,
    paragraphs,
    percent,
    term,
    together,
    wan,
    words,
)
from generator.views.project import ProjectView, TargetLine

_CONTENT, _REQUIREMENTS, _REUSE = fixed("建设内容"), fixed("工作要求"), fixed("利用现有设施")
_MONEY, _PAYMENTS, _EXPENDITURES = fixed("资金用在哪里"), fixed("拨付记录"), fixed("使用记录")
_UNIT = fixed("单位：万元。拨付是县里付给承办单位的钱，使用是承办单位花出去的钱。")
_SPENDING_TABLE = Table("| 类别 | 用途 | 额度 | 已使用 |\n| --- | --- | ---: | ---: |")
_SPENDING_TOTAL = _SPENDING_TABLE.row("| **合计** | | {} | {} |")
_OUTSIDE = fixed("不在资金用途之内")
_NO_SPENDING, _NO_PAYMENTS = fixed("资金用途未公开。"), fixed("尚未拨付。")
_NO_EXPENDITURES = fixed("尚无使用记录。")
_PAYMENT_TABLE = Table("| 日期 | 金额（万元） | 收款单位 | 用途 |\n| --- | ---: | --- | --- |")
_EXPENDITURE_TABLE = Table("| 日期 | 类别 | 用途 | 金额（万元） | 凭证 |\n| --- | --- | --- | ---: | --- |")
_COURSE, _NO_REPORTS = fixed("进度"), fixed("尚无进度报告。")
_REPORT = Shape("**{}** {} {}")
_TRAININGS = fixed("培训记录")
_TRAINING_TABLE = Table(
    "| 日期 | 主题 | 对象 | 学时 | 人次 | 跟踪服务 | 就业创业 |\n"
    "| --- | --- | --- | ---: | ---: | ---: | ---: |"
)
_TRANSACTIONS = fixed("交易数据")
_TRANSACTION_TABLE = Table(
    "| 月份 | 网络零售额（万元） | 其中农产品（万元） | 订单量（单） | 上行件量（件） | 下行件量（件） |\n"
    "| --- | ---: | ---: | ---: | ---: | ---: |"
)
_ACTIVITIES = fixed("活动信息")
_ACTIVITY_TABLE = Table("| 日期 | 名称 | 地点 | 参与人次 |\n| --- | --- | --- | ---: |")
_CORRECTIONS = fixed("更正")
_TARGETS, _NO_TARGETS = fixed("绩效目标"), fixed("绩效目标未公开。")
_TARGET_TABLE = Table("| 指标 | 目标 | 完成 | 完成率 |\n| --- | ---: | ---: | ---: |")
_IN_UNITS = Shape("（{}）")
_PROCUREMENT, _NO_PROCUREMENT = fixed("采购"), fixed("采购信息未公开。")
_NOTICE, _NOTICE_UNLINKED = Shape("，{} {}"), Shape("，公告日期 {}，公告链接未公开")
_AWARD, _AWARD_AMOUNT, _CONTRACT = Shape("中标 {}{}"), Shape("，{} 万元"), Shape("合同 {}")
_EXCEPTION = Shape("未采用公开招标的理由：{}")
_CONSORTIUM = Shape("联合体成员：{}")
_LOGISTICS = fixed("物流补贴")
_LEG, _CEILING, _END_DATE = Shape("环节：{}"), Shape("补贴上限（万元）：{}"), Shape("退补日期：{}")
_PER_ORDER, _COST_GAP = Shape("每单补贴（元）：{}"), Shape("与省会物流成本差额（元）：{}")
_ACCEPTANCE, _NOT_ACCEPTED = fixed("验收"), fixed("尚未验收。")
_ACCEPTED, _SIGNED, _SIGNATURE = Shape("{} 验收**{}**，{}"), Shape("签字：{}"), Shape("{}{} {}")
_RECTIFY, _RECTIFY_BY = Shape("整改要求：{}"), Shape("整改期限：{}；完成日期：{}")
_NOT_YET = fixed("尚未完成")
_CANCELLED, _IN_BRACKETS = Shape("{} 取消。{}{}"), Shape("（{}）")
_VISITS, _NO_VISITS = fixed("检查记录"), fixed("尚无针对本项目的检查记录。")
_VISIT, _NO_PROBLEM = Shape("**{}** {}级 {}：{}{}{}{}"), fixed("未发现问题")
_DUE, _DONE = Shape("（期限 {}，{}）"), Shape("{} 完成")
_FILES = fixed("文件与下载")


def main(sheet: Sheet, view: ProjectView) -> None:
    """The wide column."""
    _content(sheet, view)
    _money(sheet, view)
    _course(sheet, view)
    _records(sheet, view)
    if view.corrections:
        card(sheet, _CORRECTIONS)
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
    card(sheet, _CONTENT)
    sheet.add(paragraphs(project.description))
    sheet.heading(2, _REQUIREMENTS)
    sheet.add(paragraphs(project.requirements))
    if project.reuse_statement:
        sheet.heading(2, _REUSE)
        sheet.add(paragraphs(project.reuse_statement))
    sheet.add(END)


def _money(sheet: Sheet, view: ProjectView) -> None:
    card(sheet, _MONEY)
    if view.spending:
        sheet.paragraph(_UNIT)
        spending = [
            (
                term(line.category),
                words(line.purposes) if line.purposes else _OUTSIDE,
                wan(line.budget),
                wan(line.spent),
            )
            for line in view.spending
        ]
        sheet.table(_SPENDING_TABLE, spending, _SPENDING_TOTAL(wan(view.project.subsidy), wan(view.spent)))
    else:
        sheet.paragraph(_NO_SPENDING)
    sheet.heading(3, _PAYMENTS)
    payments = [
        (day(row.date), wan(row.amount), or_gap(row.payee), or_nothing(row.purpose)) for row in view.payments
    ]
    table_or(sheet, _PAYMENT_TABLE, payments, _NO_PAYMENTS)
    sheet.heading(3, _EXPENDITURES)
    expenditures = [
        (day(row.date), term(row.category), words(row.purpose), wan(row.amount), or_nothing(row.voucher_kind))
        for row in view.expenditures
    ]
    table_or(sheet, _EXPENDITURE_TABLE, expenditures, _NO_EXPENDITURES)
    sheet.add(END)


def _course(sheet: Sheet, view: ProjectView) -> None:
    """How it went: the chart, and every report."""
    card(sheet, _COURSE)
    chart = charts.course_chart(view)
    if chart:
        sheet.add(layout(charts.inline(chart)))
    if view.reports:
        sheet.add(TIMELINE)
        reports = [(day(row.date), percent(row.percent), or_nothing(row.note)) for row in view.reports]
        sheet.alike(_REPORT, reports)
        sheet.add(END_DIV)
    else:
        sheet.paragraph(_NO_REPORTS)
    sheet.add(END)


def _records(sheet: Sheet, view: ProjectView) -> None:
    """Trainings, trade and events; a section without a row is left out."""
    trainings = [
        (
            day(row.date),
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
            words(row.month),
            wan(row.retail_sales),
            wan(row.farm_sales),
            number(row.orders),
            number(row.parcels_up),
            number(row.parcels_down),
        )
        for row in view.transactions
    ]
    activities = [
        (day(row.date), words(row.name), or_nothing(row.venue), number(row.people)) for row in view.activities
    ]
    for title, table, rows in (
        (_TRAININGS, _TRAINING_TABLE, trainings),
        (_TRANSACTIONS, _TRANSACTION_TABLE, transactions),
        (_ACTIVITIES, _ACTIVITY_TABLE, activities),
    ):
        if rows:
            card(sheet, title)
            sheet.table(table, rows)
            sheet.add(END)


def _targets(sheet: Sheet, view: ProjectView) -> None:
    card(sheet, _TARGETS)
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
    card(sheet, _PROCUREMENT)
    if view.project.procurement:
        for line in _procured(sheet, view.project.procurement):
            sheet.paragraph(line)
    else:
        sheet.paragraph(_NO_PROCUREMENT)
    if len(view.parties) > 1:
        members = [sheet.link(party.name, party.url) for party in view.parties[1:]]
        sheet.paragraph(_CONSORTIUM(together(*members, by="、")))
    sheet.add(END)


def _procured(sheet: Sheet, made: Procurement) -> list[Words]:
    notice = NOTHING
    if made.notice_url:
        notice = _NOTICE(sheet.link("采购公告", made.notice_url), day(made.notice_date))
    elif made.notice_date:
        notice = _NOTICE_UNLINKED(day(made.notice_date))
    lines = [together(term(made.method), notice)]
    if made.award_date:
        amount = NOTHING if made.award_amount is None else _AWARD_AMOUNT(wan(made.award_amount))
        lines.append(_AWARD(day(made.award_date), amount))
    if made.contract_date:
        lines.append(_CONTRACT(day(made.contract_date)))
    if made.exception_reason:
        lines.append(_EXCEPTION(words(made.exception_reason)))
    return lines


def _logistics(sheet: Sheet, subsidy: LogisticsSubsidy) -> None:
    card(sheet, _LOGISTICS)
    sheet.items(
        (
            _LEG(term(subsidy.leg)),
            _CEILING(wan(subsidy.ceiling)),
            _END_DATE(day(subsidy.end_date)),
            _PER_ORDER(number(subsidy.per_order)),
            _COST_GAP(number(subsidy.cost_gap)),
        )
    )
    sheet.add(END)


def _acceptance(sheet: Sheet, view: ProjectView) -> None:
    card(sheet, _ACCEPTANCE)
    cancelled = view.project.cancellation
    if view.project.acceptance:
        for line in _accepted(view.project.acceptance):
            sheet.paragraph(line)
    elif cancelled:
        document = _IN_BRACKETS(words(cancelled.document)) if cancelled.document else NOTHING
        sheet.paragraph(_CANCELLED(day(cancelled.date), words(cancelled.reason), document))
    else:
        sheet.paragraph(_NOT_ACCEPTED)
    sheet.add(END)


def _accepted(made: Acceptance) -> list[Words]:
    signed = made.signature
    signature = (
        _SIGNATURE(or_nothing(signed.unit), or_nothing(signed.post), day(signed.date)) if signed else GAP
    )
    lines = [_ACCEPTED(day(made.date), term(made.conclusion), or_gap(made.unit)), _SIGNED(signature)]
    if made.rectification:
        done = day(made.rectified_on) if made.rectified_on else _NOT_YET
        lines += [_RECTIFY(words(made.rectification)), _RECTIFY_BY(day(made.rectify_by), done)]
    return lines


def _inspections(sheet: Sheet, view: ProjectView) -> None:
    card(sheet, _VISITS)
    if view.inspections:
        sheet.add(TIMELINE)
        sheet.items([_visit(row) for row in view.inspections])
        sheet.add(END_DIV)
    else:
        sheet.paragraph(_NO_VISITS)
    sheet.add(END)


def _visit(row: Inspection) -> Words:
    due = NOTHING
    if row.due:
        due = _DUE(day(row.due), _DONE(day(row.done)) if row.done else _NOT_YET)
    return _VISIT(
        day(row.date),
        term(row.level),
        term(row.method) if row.method else NOTHING,
        words(row.problem) if row.problem else _NO_PROBLEM,
        with_comma(row.measure.label if row.measure and row.problem else None),
        with_comma(row.handling),
        due,
    )


def _files(sheet: Sheet, view: ProjectView) -> None:
    card(sheet, _FILES)
    sheet.items(
        [
            *(sheet.link(policy.title, f"policies/{policy.id}.html") for policy in view.policies),
            *(parts.attachment(sheet, name, view.county_code) for name in view.attachments),
            sheet.link("本页文字（Markdown）", f"projects/{view.project.id}.md"),
            sheet.link("订阅本县动态（RSS）", f"counties/{view.county_code}.xml"),
        ]
    )
    sheet.add(END)
