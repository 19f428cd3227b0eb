"""The dated events of one county's records, in words."""

from collections.abc import Iterator
from datetime import date
from urllib.parse import quote

from generator.model.canonical import digest
from generator.model.codelists import FeedTopic, PaymentKind, Status
from generator.model.disclosed_records import LedgerRow
from generator.model.disclosure import CountyDisclosure
from generator.model.ending import Withdrawal
from generator.model.files import LEDGERS
from generator.model.ledgers import Enforcement, Payment, Progress, Snapshot, Transaction
from generator.model.money import format_percent, format_wan
from generator.model.outcome import Evaluation, Outcome
from generator.model.partial_day import earliest
from generator.model.plan import Plan
from generator.model.project import Project
from generator.model.row_key import NamedRow, rows_named
from generator.rules.spans import next_month
from generator.views.corrections import changes_amount, headline, largest_amount, words
from generator.views.event_maker import EventMaker
from generator.views.events import MAJOR, Event, newest_first
from generator.views.events_announced import announcement
from generator.views.events_contracts import contract_events_of
from generator.views.events_enforcement import enforcement_events
from generator.views.events_fees import fee_events_of
from generator.views.events_own_documents import document_events_of
from generator.views.provenance import Provenance
from generator.views.said import said, said_or_gap

_TITLES = {kind.name: kind.title for kind in LEDGERS}
_TOPICS = {"progress": FeedTopic.PROGRESS, "payments": FeedTopic.FUNDS, "expenditures": FeedTopic.FUNDS}
"""Ledger → topic of its rows, also of their corrections."""
_CONTRACTOR, _AWARDED_ON = Project.label_of("contractor"), Project.label_of("procurement", "award_date")
_AWARD_FIELDS = (
    Project.label_of("contractor", "name"),
    Project.label_of("contractor", "code"),
    Project.label_of("procurement"),
)
_ACCEPTANCE, _ACCEPTED_ON = Project.label_of("acceptance"), Project.label_of("acceptance", "date")
_CANCELLATION, _CANCELLED_ON = Project.label_of("cancellation"), Project.label_of("cancellation", "date")
_PAYEE = Payment.label_of("payee")
_REASON = Withdrawal.label_of("reason")
_WITHDRAWAL, _WITHDRAWN_ON = Project.label_of("withdrawal"), Project.label_of("withdrawal", "date")
_SCORE = Evaluation.label_of("score")
_FINAL, _RECHECK = Outcome.label_of("final_acceptance"), Outcome.label_of("provincial_recheck")
_CORRECTION = Progress.label_of("corrects")


def county_events(county: CountyDisclosure, provenance: Provenance | None = None) -> tuple[Event, ...]:
    """Returns every dated event of one county, newest first."""
    maker = _Maker(county, provenance or Provenance(None, date.max))
    events = [
        *(event for project in county.projects for event in maker.project(project)),
        *maker.ledgers(),
        *maker.corrections(),
        *contract_events_of(maker),
        *(event for batch in county.batches for event in _of_batch(maker, batch)),
        *document_events_of(maker),
    ]
    if county.withdrawn is not None:
        gone = _Maker(county.withdrawn, maker.provenance)
        events += [event for project in county.withdrawn.projects for event in gone.project(project)]
        events += gone.ledgers()
    return newest_first(events)


def _of_batch(maker: "_Maker", batch: CountyDisclosure) -> Iterator[Event]:
    own = maker if batch is maker.county else _Maker(batch, maker.provenance)
    yield from own.plan()
    yield from own.outcome()
    yield from fee_events_of(own)


def _told_on(row: LedgerRow) -> date:
    """Returns the date of a row; for a month's figures, the first day of the next month."""
    return (
        next_month(date.fromisoformat(f"{row.month}-01"))
        if isinstance(row, Transaction | Snapshot)
        else row.date
    )


class _Maker(EventMaker):
    def project(self, project: Project) -> Iterator[Event]:
        yield announcement(self, project)
        yield from self._awarded(project)
        yield from self._withdrawn(project)
        text: tuple[str, ...]
        if project.acceptance:
            done = project.acceptance
            text = (*said(done, "conclusion", "unit"), done.rectification or "")
            yield self.event(
                f"acceptance/{project.id}",
                done.date,
                FeedTopic.ACCEPTANCE,
                f"{_ACCEPTANCE}{done.conclusion}",
                text,
                [project.id, done],
                record=project.id,
                label=_ACCEPTED_ON,
                fields=(_ACCEPTANCE,),
                project=project,
            )
        if project.cancellation and project.status is Status.CANCELLED:
            gone = project.cancellation
            yield self.event(
                f"cancellations/{project.id}",
                gone.date,
                FeedTopic.CHANGES,
                "项目取消",
                (*said(project, "subsidy"), *self._party(project), *said(gone, "reason", "document")),
                [project.id, gone],
                record=project.id,
                label=_CANCELLED_ON,
                fields=(_CANCELLATION,),
                project=project,
                tags=(MAJOR,),
            )

    def _awarded(self, project: Project) -> Iterator[Event]:
        bought, contractor = project.procurement, project.contractor
        if not (bought and bought.award_date and contractor):
            return
        text = (
            f"{_CONTRACTOR}：{contractor.name}",
            *said(bought, "award_amount"),
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
            label=_AWARDED_ON,
            fields=_AWARD_FIELDS,
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
            _WITHDRAWAL,
            (
                *said(project, "subsidy"),
                *self._party(project),
                *said(gone, "reason"),
                said_or_gap(gone, "approval"),
            ),
            [project.id, gone],
            record=project.id,
            label=_WITHDRAWN_ON,
            fields=(_WITHDRAWAL,),
            project=project,
            tags=(MAJOR,),
        )

    def _party(self, project: Project) -> tuple[str, ...]:
        """Returns a line with the contractor's name; nothing if there is none."""
        return (f"{_CONTRACTOR}：{project.contractor.name}",) if project.contractor else ()

    def corrections(self) -> Iterator[Event]:
        """Yields corrections as such, not as further payments or reports."""
        names: dict[str, dict[int, NamedRow[LedgerRow]]] = {}
        for item in self.county.corrections:
            if item.ledger not in names:
                rows = rows_named(getattr(self.county, item.ledger))
                names[item.ledger] = {id(row.row): row for row in rows}
            named = names[item.ledger][id(item.new)]
            project = self.county.by_id.get(item.new.project or "")
            changed = headline(item.old, item.new)
            event = self.event(
                f"corrections/{item.ledger}/{item.new.project or self.code}/{named.key(self.county.lasting)}",
                _told_on(item.new),
                FeedTopic.CHANGES,
                f"{_CORRECTION}{_TITLES[item.ledger]}{f'：{changed}' if changed else ''}",
                (f"原来：{words(item.old)}", f"更正为：{words(item.new)}"),
                [item.old, item.new],
                record=f"{self.code}/{item.ledger}",
                row=named,
                project=project,
            )
            if isinstance(item.new, Enforcement):
                event = self.of_company(event, item.new)
            major = (MAJOR,) if changes_amount(item.old, item.new) else ()
            yield event._replace(
                also=_TOPICS.get(item.ledger),
                tags=(_CORRECTION, *major),
                amount=largest_amount(item.old, item.new),
            )

    def ledgers(self) -> Iterator[Event]:
        yield from self._reports(f"{self.code}/progress")
        yield from self._payments(f"{self.code}/payments")
        yield from self._snapshots(f"{self.code}/snapshots")
        yield from enforcement_events(self)

    def _reports(self, record: str) -> Iterator[Event]:
        """Yields progress reports; a title says all, as feeds list the reports of a month."""
        county = self.county
        for named, key in zip(rows_named(county.progress), county.row_keys["progress"], strict=True):
            report = named.row
            project = self.county.by_id.get(report.project)
            if project and report.corrects is None:
                percent, note = format_percent(report.percent), report.note or ""
                yield self.event(
                    f"progress/{project.id}/{earliest(report.date).isoformat()}/{key}",
                    report.date,
                    FeedTopic.PROGRESS,
                    f"进度 {percent}，{note}" if note else f"进度 {percent}",
                    (),
                    report,
                    record=record,
                    row=named,
                    project=project,
                )

    def _payments(self, record: str) -> Iterator[Event]:
        county = self.county
        for named, key in zip(rows_named(county.payments), county.row_keys["payments"], strict=True):
            payment = named.row
            project = self.county.by_id.get(payment.project)
            if project and payment.corrects is None:
                amount = format_wan(payment.amount)
                payee: tuple[str, ...] = (f"{_PAYEE}：{payment.paid_to}",) if payment.paid_to else ()
                why = said(payment, "purpose")
                if payment.is_back:
                    payee = payee or self._party(project) or (f"{_PAYEE}：未公开",)
                    why = (f"{_REASON}：{payment.purpose or '未公开'}",)
                yield self.event(
                    f"payments/{project.id}/{earliest(payment.date).isoformat()}/{key}",
                    payment.date,
                    FeedTopic.FUNDS,
                    f"{payment.kind or PaymentKind.PAID} {amount} 万元",
                    (*said(payment, "kind", "amount"), *payee, *why),
                    payment,
                    record=record,
                    row=named,
                    project=project,
                    amount=payment.amount,
                )

    def _snapshots(self, record: str) -> Iterator[Event]:
        """Yields the totals of the whole county; those of its projects repeat what the projects tell themselves."""
        for named in rows_named(self.county.snapshots):
            report = named.row
            if report.project is None and report.corrects is None:
                yield self.event(
                    f"snapshots/{self.code}/{named.key(self.county.lasting)}",
                    _told_on(report),
                    FeedTopic.FUNDS,
                    f"截至 {report.month} 的资金累计数",
                    (*said(report, "paid", "spent"), report.note or ""),
                    report,
                    record=record,
                    row=named,
                )

    def plan(self) -> Iterator[Event]:
        plan, record = self.county.plan, self.county.record_of("plan")
        if plan.plan and plan.plan.date:
            yield self.event(
                f"plan/{self.batch}",
                plan.plan.date,
                FeedTopic.PROJECTS,
                "印发实施方案",
                (plan.plan.title, *said(plan.plan, "number")),
                plan.plan,
                record=record,
                label=Plan.label_of("plan", "date"),
                fields=(Plan.label_of("plan"),),
            )
        for index, change in enumerate(plan.plan_changes):
            projects = tuple(map(self.county.lasting, change.projects))
            which = digest([change.date, projects])[:12]
            yield self.event(
                f"plan-changes/{self.batch}/{change.date}/{which}",
                change.date,
                FeedTopic.CHANGES,
                f"{Plan.label_of('plan_changes')}：{change.content}",
                (change.content, *said(change, "reason"), said_or_gap(change, "approval")),
                change,
                record=record,
                label=self.county.plan.label_in("plan_changes", index, "date"),
                fields=(self.county.plan.label_in("plan_changes", index),),
            )

    def outcome(self) -> Iterator[Event]:
        outcome, record = self.county.outcome, self.county.record_of("outcome")
        final, recheck = outcome.final_acceptance, outcome.provincial_recheck
        if final:
            conclusion = final.conclusion.label if final.conclusion else "未公开结论"
            text = (
                final.goals_met or "",
                final.effects or "",
                *said(final, "problems"),
            )
            yield self.event(
                f"final-acceptance/{self.batch}",
                final.date,
                FeedTopic.ACCEPTANCE,
                f"{_FINAL}{conclusion}",
                text,
                final,
                record=record,
                label=Outcome.label_of("final_acceptance", "date"),
                fields=(_FINAL,),
            )
        if recheck:
            conclusion = recheck.conclusion.label if recheck.conclusion else "未公开结论"
            yield self.event(
                f"recheck/{self.batch}",
                recheck.date,
                FeedTopic.ACCEPTANCE,
                f"{_RECHECK}{conclusion}",
                (recheck.note or "",),
                recheck,
                record=record,
                label=Outcome.label_of("provincial_recheck", "date"),
                fields=(_RECHECK,),
            )
        yield from self._evaluations(record)
        yield from self._rectifications(record)

    def _evaluations(self, record: str) -> Iterator[Event]:
        for index, evaluation in enumerate(self.county.outcome.evaluations):
            if not evaluation.completed:
                continue
            grade = evaluation.grade.label if evaluation.grade else "未公开"
            score = (
                f"{_SCORE}：{evaluation.score:f} / {evaluation.full_score:f}"
                if evaluation.score is not None
                else ""
            )
            yield self.event(
                f"evaluations/{self.batch}/{evaluation.year}/{evaluation.kind.name.lower()}",
                evaluation.completed,
                FeedTopic.EVALUATION,
                f"{evaluation.year} 年绩效评价（{evaluation.kind}）结论：{grade}",
                (score, evaluation.advice or ""),
                evaluation,
                record=record,
                label=self.county.outcome.label_in("evaluations", index, "completed"),
                fields=(self.county.outcome.label_in("evaluations", index),),
            )

    def _rectifications(self, record: str) -> Iterator[Event]:
        for index, item in enumerate(self.county.outcome.rectifications):
            if not item.closed:
                continue
            yield self.event(
                f"rectifications/{self.batch}/{quote(item.number, safe='')}",
                item.closed,
                FeedTopic.RECTIFICATION,
                f"整改事项 {item.number} 销号：{item.problem}",
                said(item, "problem", "measure"),
                item,
                record=record,
                label=self.county.outcome.label_in("rectifications", index, "closed"),
                fields=(self.county.outcome.label_in("rectifications", index),),
            )
