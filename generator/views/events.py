"""Dated events of the disclosure: what a reader of the feeds and of 最新公开 is told."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from generator.model.codelists import FeedTopic, Status
from generator.model.disclosure import CountyDisclosure
from generator.model.documents import Notice, Policy
from generator.model.money import format_percent, format_wan
from generator.model.project import Project
from generator.model.site import Site


@dataclass(frozen=True)
class Event:
    """One dated thing that happened, in words and with the record it is about.

    ``key`` is stable: it names table, record and date, never wording or position in a file; it becomes the tag URI.
    """

    key: str
    date: date
    topic: FeedTopic
    title: str
    text: tuple[str, ...]
    """The full text, a paragraph each; plain text as the county wrote it, not yet escaped for anything."""
    url: str
    """Root-relative page the event is about, e.g. ``projects/210198-2020-03.html``."""
    county_code: str = ""
    county_name: str = ""
    project: str = ""
    contractor_keys: tuple[str, ...] = ()
    publisher: str = ""
    """The body that publishes it: the county's lead department, or the province for policies and notices."""
    is_demo: bool = False


def county_events(county: CountyDisclosure) -> tuple[Event, ...]:
    """Every dated event of one county, newest first."""
    maker = _Maker(county)
    events = [
        *(event for project in county.projects for event in maker.project(project)),
        *maker.ledgers(),
        *maker.plan(),
        *maker.outcome(),
        *maker.cases(),
    ]
    return newest_first(events)


def document_events(policies: Iterable[Policy], notices: Iterable[Notice], site: Site) -> tuple[Event, ...]:
    """Policies and notices as events, newest first; a policy without a date is no event."""
    events = []
    for policy in policies:
        day = policy.published or policy.date
        if day is not None:
            facts = (f"文号：{policy.number or '无'}", f"发文机关：{policy.issuer or '未注明'}")
            events.append(
                Event(
                    f"policies/{policy.id}",
                    day,
                    FeedTopic.POLICIES,
                    f"政策文件：{policy.title}",
                    (*facts, *_paragraphs(policy.text)),
                    f"policies/{policy.id}.html",
                    publisher=policy.issuer or site.publisher,
                    is_demo=policy.is_demo,
                )
            )
    for notice in notices:
        events.append(
            Event(
                f"notices/{notice.id}",
                notice.date,
                FeedTopic.NOTICES,
                f"{notice.kind.label}：{notice.title}",
                _paragraphs(notice.text),
                f"notices/{notice.id}.html",
                publisher=notice.source or site.publisher,
                is_demo=notice.is_demo,
            )
        )
    return newest_first(events)


def newest_first(events: Iterable[Event]) -> tuple[Event, ...]:
    """By date, newest first; the key decides within a day, so that the order never wavers."""
    return tuple(sorted(events, key=lambda event: (event.date, event.key), reverse=True))


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.split("\n") if line.strip())


class _Maker:
    """Makes the events of one county; counts rows of a day so that each keeps its own key."""

    def __init__(self, county: CountyDisclosure) -> None:
        self.county = county
        self.seen: Counter[str] = Counter()
        department = county.county.lead_department
        self.publisher = (department.name if department else None) or f"{county.county.name}人民政府"

    def event(
        self,
        table: str,
        day: date,
        topic: FeedTopic,
        title: str,
        text: Iterable[str],
        project: Project | None = None,
    ) -> Event:
        """One event; ``table`` and the record make its key."""
        record = project.id if project else self.county.code
        stem = f"{table}/{record}/{day.isoformat()}"
        self.seen[stem] += 1
        ordinal = self.seen[stem]
        contractor = project.contractor if project else None
        companies = (contractor, *contractor.consortium) if contractor else ()
        return Event(
            key=stem if ordinal == 1 else f"{stem}/{ordinal}",
            date=day,
            topic=topic,
            title=f"{self.county.county.name} {project.title}：{title}"
            if project
            else f"{self.county.county.name}：{title}",
            text=tuple(line for line in text if line),
            url=f"projects/{project.id}.html" if project else f"counties/{self.county.code}.html",
            county_code=self.county.code,
            county_name=self.county.county.name,
            project=project.id if project else "",
            contractor_keys=tuple(company.key for company in companies),
            publisher=self.publisher,
            is_demo=self.county.county.is_demo,
        )

    def project(self, project: Project) -> Iterator[Event]:
        bought = project.procurement
        first = (bought.notice_date if bought else None) or project.planned_start
        if first is not None:
            amount = (
                f"扶持资金额度：{format_wan(project.subsidy)} 万元" if project.subsidy is not None else ""
            )
            deadline = f"完成时限：{project.deadline}" if project.deadline else ""
            text: tuple[str, ...] = (
                f"项目编号：{project.id}",
                f"支持方向：{project.direction}",
                amount,
                deadline,
                project.description or "",
            )
            yield self.event("projects", first, FeedTopic.PROJECTS, "新项目公告", text, project)
        if bought and bought.award_date and project.contractor:
            amount = (
                f"中标金额：{format_wan(bought.award_amount)} 万元" if bought.award_amount is not None else ""
            )
            text = (
                f"承办单位：{project.contractor.name}",
                amount,
                f"采购方式：{bought.method}" if bought.method else "",
            )
            yield self.event(
                "awards",
                bought.award_date,
                FeedTopic.PROJECTS,
                f"由{project.contractor.name}承办",
                text,
                project,
            )
        if project.acceptance:
            done = project.acceptance
            text = (
                f"结论：{done.conclusion}",
                f"验收单位：{done.unit}" if done.unit else "",
                done.rectification or "",
            )
            yield self.event(
                "acceptance", done.date, FeedTopic.ACCEPTANCE, f"验收{done.conclusion}", text, project
            )
        if project.cancellation and project.status is Status.CANCELLED:
            gone = project.cancellation
            text = (f"原因：{gone.reason}", f"文号：{gone.document}" if gone.document else "")
            yield self.event("cancellations", gone.date, FeedTopic.CHANGES, "项目取消", text, project)

    def ledgers(self) -> Iterator[Event]:
        text: tuple[str, ...]
        for report in self.county.progress:
            project = self.county.by_id.get(report.project)
            if project:
                percent = format_percent(report.percent)
                status = f"状态：{report.status}" if report.status else ""
                title = f"进度 {percent}" + (f"，{report.note}" if report.note else "")
                text = (f"进度：{percent}", status, report.note or "")
                yield self.event("progress", report.date, FeedTopic.PROGRESS, title, text, project)
        for payment in self.county.payments:
            project = self.county.by_id.get(payment.project)
            if project:
                amount = format_wan(payment.amount)
                payee = f"收款单位：{payment.payee}" if payment.payee else ""
                text = (f"金额：{amount} 万元", payee, f"用途：{payment.purpose}" if payment.purpose else "")
                yield self.event(
                    "payments", payment.date, FeedTopic.FUNDS, f"拨付 {amount} 万元", text, project
                )

    def plan(self) -> Iterator[Event]:
        plan = self.county.plan
        text: tuple[str, ...]
        if plan.plan and plan.plan.date:
            text = (plan.plan.title, f"文号：{plan.plan.number}" if plan.plan.number else "")
            yield self.event("plan", plan.plan.date, FeedTopic.PROJECTS, "印发实施方案", text)
        for change in plan.plan_changes:
            approval = f"批准文号：{change.approval}" if change.approval else "批准文号：未公开"
            text = (change.content, f"原因：{change.reason}" if change.reason else "", approval)
            yield self.event(
                "plan-changes", change.date, FeedTopic.CHANGES, f"方案调整：{change.content}", text
            )

    def outcome(self) -> Iterator[Event]:
        outcome = self.county.outcome
        text: tuple[str, ...]
        final, recheck = outcome.final_acceptance, outcome.provincial_recheck
        if final:
            conclusion = final.conclusion.label if final.conclusion else "未公开结论"
            text = (
                final.goals_met or "",
                final.effects or "",
                f"存在问题：{final.problems}" if final.problems else "",
            )
            yield self.event(
                "final-acceptance", final.date, FeedTopic.ACCEPTANCE, f"综合验收{conclusion}", text
            )
        if recheck:
            conclusion = recheck.conclusion.label if recheck.conclusion else "未公开结论"
            yield self.event(
                "recheck", recheck.date, FeedTopic.ACCEPTANCE, f"省级复核{conclusion}", (recheck.note or "",)
            )
        for evaluation in outcome.evaluations:
            if evaluation.completed:
                grade = evaluation.grade.label if evaluation.grade else "未公开"
                title = f"{evaluation.year} 年绩效评价（{evaluation.kind}）结论：{grade}"
                score = (
                    f"得分：{evaluation.score:f} / {evaluation.full_score:f}"
                    if evaluation.score is not None
                    else ""
                )
                yield self.event(
                    "evaluations",
                    evaluation.completed,
                    FeedTopic.EVALUATION,
                    title,
                    (score, evaluation.advice or ""),
                )
        for item in outcome.rectifications:
            if item.closed:
                text = (f"问题：{item.problem}", f"措施：{item.measure}" if item.measure else "")
                title = f"整改事项 {item.number} 销号：{item.problem}"
                yield self.event("rectifications", item.closed, FeedTopic.RECTIFICATION, title, text)

    def cases(self) -> Iterator[Event]:
        for case in self.county.cases:
            yield Event(
                f"cases/{self.county.code}/{case.id}",
                case.date,
                FeedTopic.CASES,
                f"{self.county.county.name}典型案例：{case.title}",
                _paragraphs(case.text),
                f"cases/{case.id}.html",
                self.county.code,
                self.county.county.name,
                publisher=self.publisher,
                is_demo=self.county.county.is_demo,
            )
