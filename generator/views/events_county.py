"""The dated events of one county's records, in words."""

from collections.abc import Iterator
from datetime import date
from urllib.parse import quote

from generator.model.canonical import digest
from generator.model.codelists import FeedTopic, Status
from generator.model.disclosure import CountyDisclosure, LedgerRow
from generator.model.files import LEDGERS
from generator.model.ledgers import Transaction
from generator.model.money import format_percent, format_wan
from generator.model.project import Project
from generator.model.row_key import NamedRow, rows_named
from generator.rules.spans import next_month
from generator.views.corrections import words
from generator.views.event_maker import EventMaker
from generator.views.events import Event, newest_first, paragraphs
from generator.views.provenance import Provenance

_TITLES = {kind.name: kind.title for kind in LEDGERS}
_TOPICS = {"progress": FeedTopic.PROGRESS, "payments": FeedTopic.FUNDS, "expenditures": FeedTopic.FUNDS}
"""Ledger → what its rows are told under, also when they are corrected."""


def county_events(county: CountyDisclosure, provenance: Provenance | None = None) -> tuple[Event, ...]:
    """Every dated event of one county, newest first."""
    maker = _Maker(county, provenance or Provenance(None, date.max))
    events = [
        *(event for project in county.projects for event in maker.project(project)),
        *maker.ledgers(),
        *maker.corrections(),
        *maker.plan(),
        *maker.outcome(),
        *maker.cases(),
    ]
    if county.withdrawn is not None:
        gone = _Maker(county.withdrawn, maker.provenance)
        events += [event for project in county.withdrawn.projects for event in gone.project(project)]
        events += gone.ledgers()
    return newest_first(events)


def _told_on(row: LedgerRow) -> date:
    """The day a row bears; a month's figures are there when the month is over."""
    return next_month(date.fromisoformat(f"{row.month}-01")) if isinstance(row, Transaction) else row.date


class _Maker(EventMaker):
    """The events of one county, by kind of record."""

    def project(self, project: Project) -> Iterator[Event]:
        yield from self._announced(project)
        yield from self._awarded(project)
        yield from self._withdrawn(project)
        text: tuple[str, ...]
        if project.acceptance:
            done = project.acceptance
            text = (
                f"结论：{done.conclusion}",
                f"验收单位：{done.unit}" if done.unit else "",
                done.rectification or "",
            )
            yield self.event(
                f"acceptance/{project.id}",
                done.date,
                FeedTopic.ACCEPTANCE,
                f"验收{done.conclusion}",
                text,
                [project.id, done],
                record=project.id,
                label="验收 › 日期",
                fields=("验收",),
                project=project,
            )
        if project.cancellation and project.status is Status.CANCELLED:
            gone = project.cancellation
            text = (f"原因：{gone.reason}", f"文号：{gone.document}" if gone.document else "")
            yield self.event(
                f"cancellations/{project.id}",
                gone.date,
                FeedTopic.CHANGES,
                "项目取消",
                text,
                [project.id, gone],
                record=project.id,
                label="取消 › 日期",
                fields=("取消",),
                project=project,
            )

    def _announced(self, project: Project) -> Iterator[Event]:
        bought = project.procurement
        first = (bought.notice_date if bought else None) or project.planned_start
        if first is None:
            return
        amount = f"扶持资金额度：{format_wan(project.subsidy)} 万元" if project.subsidy is not None else ""
        text = (
            f"项目编号：{project.id}",
            f"支持方向：{project.direction}",
            amount,
            f"完成时限：{project.deadline}" if project.deadline else "",
            project.description or "",
        )
        told = (project.title, project.direction, project.subsidy, project.deadline, project.description)
        yield self.event(
            f"projects/{project.id}",
            first,
            FeedTopic.PROJECTS,
            "新项目公告",
            text,
            [project.id, *told],
            record=project.id,
            fields=("项目名称", "支持方向", "扶持资金额度", "完成时限", "建设内容"),
            project=project,
        )

    def _awarded(self, project: Project) -> Iterator[Event]:
        bought, contractor = project.procurement, project.contractor
        if not (bought and bought.award_date and contractor):
            return
        amount = (
            f"中标金额：{format_wan(bought.award_amount)} 万元" if bought.award_amount is not None else ""
        )
        text = (
            f"承办单位：{contractor.name}",
            amount,
            f"采购方式：{bought.method}" if bought.method else "",
        )
        yield self.event(
            f"awards/{project.id}",
            bought.award_date,
            FeedTopic.PROJECTS,
            f"由{contractor.name}承办",
            text,
            [project.id, contractor.name, contractor.code, bought],
            record=project.id,
            label="采购 › 中标日期",
            fields=("承办单位 › 名称", "承办单位 › 统一社会信用代码", "采购"),
            project=project,
        )

    def _withdrawn(self, project: Project) -> Iterator[Event]:
        gone = project.withdrawal
        if gone is None:
            return
        yield self.event(
            f"withdrawals/{project.id}",
            gone.date,
            FeedTopic.CHANGES,
            "撤回",
            (f"原因：{gone.reason}", f"批准：{gone.approval}" if gone.approval else "批准：未公开"),
            [project.id, gone],
            record=project.id,
            label="撤回 › 日期",
            fields=("撤回",),
            project=project,
        )

    def corrections(self) -> Iterator[Event]:
        """A row that corrects another one is told as that, not as a further payment or report."""
        names: dict[str, dict[int, NamedRow[LedgerRow]]] = {}
        for item in self.county.corrections:
            if item.ledger not in names:
                rows = rows_named(getattr(self.county, item.ledger))
                names[item.ledger] = {id(row.row): row for row in rows}
            named = names[item.ledger][id(item.new)]
            project = self.county.by_id.get(item.new.project or "")
            event = self.event(
                f"corrections/{item.ledger}/{item.new.project or self.code}/{named.key}",
                _told_on(item.new),
                FeedTopic.CHANGES,
                f"更正{_TITLES[item.ledger]}",
                (f"原来：{words(item.old)}", f"更正为：{words(item.new)}"),
                [item.old, item.new],
                record=f"{self.code}/{item.ledger}",
                row=named,
                project=project,
            )
            yield event._replace(also=_TOPICS.get(item.ledger), tags=("更正",))

    def ledgers(self) -> Iterator[Event]:
        yield from self._reports(f"{self.code}/progress")
        yield from self._payments(f"{self.code}/payments")

    def _reports(self, record: str) -> Iterator[Event]:
        for named in rows_named(self.county.progress):
            report = named.row
            project = self.county.by_id.get(report.project)
            if project and report.corrects is None:
                percent, note = format_percent(report.percent), report.note or ""
                status = f"状态：{report.status.label}" if report.status else ""
                yield self.event(
                    f"progress/{project.id}/{report.date}/{named.key}",
                    report.date,
                    FeedTopic.PROGRESS,
                    f"进度 {percent}，{note}" if note else f"进度 {percent}",
                    (f"进度：{percent}", status, note),
                    report,
                    record=record,
                    row=named,
                    project=project,
                )

    def _payments(self, record: str) -> Iterator[Event]:
        for named in rows_named(self.county.payments):
            payment = named.row
            project = self.county.by_id.get(payment.project)
            if project and payment.corrects is None:
                amount = format_wan(payment.amount)
                payee = f"收款单位：{payment.payee}" if payment.payee else ""
                text = (f"金额：{amount} 万元", payee, f"用途：{payment.purpose}" if payment.purpose else "")
                yield self.event(
                    f"payments/{project.id}/{payment.date}/{named.key}",
                    payment.date,
                    FeedTopic.FUNDS,
                    f"拨付 {amount} 万元",
                    text,
                    payment,
                    record=record,
                    row=named,
                    project=project,
                )

    def plan(self) -> Iterator[Event]:
        plan, record = self.county.plan, f"{self.code}/plan"
        text: tuple[str, ...]
        if plan.plan and plan.plan.date:
            text = (plan.plan.title, f"文号：{plan.plan.number}" if plan.plan.number else "")
            yield self.event(
                f"plan/{self.code}",
                plan.plan.date,
                FeedTopic.PROJECTS,
                "印发实施方案",
                text,
                plan.plan,
                record=record,
                label="实施方案 › 印发日期",
                fields=("实施方案",),
            )
        for index, change in enumerate(plan.plan_changes, 1):
            approval = f"批准文号：{change.approval}" if change.approval else "批准文号：未公开"
            text = (change.content, f"原因：{change.reason}" if change.reason else "", approval)
            which = digest([change.date, change.projects])[:12]
            yield self.event(
                f"plan-changes/{self.code}/{change.date}/{which}",
                change.date,
                FeedTopic.CHANGES,
                f"方案调整：{change.content}",
                text,
                change,
                record=record,
                label=f"方案调整 › 第{index}项 › 日期",
                fields=(f"方案调整 › 第{index}项",),
            )

    def outcome(self) -> Iterator[Event]:
        outcome, record = self.county.outcome, f"{self.code}/outcome"
        final, recheck = outcome.final_acceptance, outcome.provincial_recheck
        if final:
            conclusion = final.conclusion.label if final.conclusion else "未公开结论"
            text = (
                final.goals_met or "",
                final.effects or "",
                f"存在问题：{final.problems}" if final.problems else "",
            )
            yield self.event(
                f"final-acceptance/{self.code}",
                final.date,
                FeedTopic.ACCEPTANCE,
                f"综合验收{conclusion}",
                text,
                final,
                record=record,
                label="综合验收 › 日期",
                fields=("综合验收",),
            )
        if recheck:
            conclusion = recheck.conclusion.label if recheck.conclusion else "未公开结论"
            yield self.event(
                f"recheck/{self.code}",
                recheck.date,
                FeedTopic.ACCEPTANCE,
                f"省级复核{conclusion}",
                (recheck.note or "",),
                recheck,
                record=record,
                label="省级复核 › 日期",
                fields=("省级复核",),
            )
        yield from self._evaluations(record)
        yield from self._rectifications(record)

    def _evaluations(self, record: str) -> Iterator[Event]:
        for index, evaluation in enumerate(self.county.outcome.evaluations, 1):
            if not evaluation.completed:
                continue
            grade = evaluation.grade.label if evaluation.grade else "未公开"
            score = (
                f"得分：{evaluation.score:f} / {evaluation.full_score:f}"
                if evaluation.score is not None
                else ""
            )
            yield self.event(
                f"evaluations/{self.code}/{evaluation.year}/{evaluation.kind.name.lower()}",
                evaluation.completed,
                FeedTopic.EVALUATION,
                f"{evaluation.year} 年绩效评价（{evaluation.kind}）结论：{grade}",
                (score, evaluation.advice or ""),
                evaluation,
                record=record,
                label=f"绩效评价 › 第{index}项 › 完成日期",
                fields=(f"绩效评价 › 第{index}项",),
            )

    def _rectifications(self, record: str) -> Iterator[Event]:
        for index, item in enumerate(self.county.outcome.rectifications, 1):
            if not item.closed:
                continue
            yield self.event(
                f"rectifications/{self.code}/{quote(item.number, safe='')}",
                item.closed,
                FeedTopic.RECTIFICATION,
                f"整改事项 {item.number} 销号：{item.problem}",
                (f"问题：{item.problem}", f"措施：{item.measure}" if item.measure else ""),
                item,
                record=record,
                label=f"整改清单 › 第{index}项 › 销号日期",
                fields=(f"整改清单 › 第{index}项",),
            )

    def cases(self) -> Iterator[Event]:
        for case in self.county.cases:
            record = f"{self.code}/cases/{case.id}"
            yield Event(
                f"cases/{self.code}/{case.id}",
                case.date,
                FeedTopic.CASES,
                f"{self.name}典型案例：{case.title}",
                paragraphs(case.text),
                f"cases/{case.id}.html",
                self.code,
                self.name,
                publisher=self.publisher,
                is_demo=self.is_demo,
                stamp=self.provenance.stamp(record, case.date),
                digest=digest(case),
                record=record,
            )
