"""The first screen of the column."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.model.codelists import Status
from generator.model.finding import Finding
from generator.model.money import share
from generator.model.site import Site
from generator.rules.checklist import Disclosed
from generator.views.column import Column
from generator.views.events import Event
from generator.views.overviews.funds import FundsView, funds_view
from generator.views.summary import CountySummary

NEWEST = 8


@dataclass(frozen=True, slots=True)
class Attention:
    """A thing to look at: how many there are and where they are listed."""

    label: str
    count: int
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class CountyCard:
    """A county at a glance; shares in %."""

    name: str
    url: str
    city: str
    projects: int
    paid_share: Decimal | None
    disclosed: int
    due: int
    findings: int


@dataclass(frozen=True)
class HomeView:
    """The home page; money in 万元."""

    site: Site
    as_of: str
    counties: tuple[CountyCard, ...]
    cities: int
    projects: int
    accepted: int
    funds: FundsView
    newest: tuple[Event, ...]
    attention: tuple[Attention, ...]


def home_view(summaries: Sequence[CountySummary], events: Sequence[Event], column: Column) -> HomeView:
    """Reduce the province to its first screen."""
    rows = [row for summary in summaries for row in summary.projects]
    return HomeView(
        site=column.site,
        as_of=column.as_of.isoformat(),
        counties=tuple(county_card(summary) for summary in summaries),
        cities=len({summary.city for summary in summaries}),
        projects=len(rows),
        accepted=sum(row.status is Status.ACCEPTED for row in rows),
        funds=funds_view(summaries),
        newest=tuple(events[:NEWEST]),
        attention=tuple(item for item in _attention(summaries) if item.count),
    )


def county_card(summary: CountySummary) -> CountyCard:
    """One county's card."""
    due = [item for item in summary.checklist if item.state is not Disclosed.NOT_DUE]
    return CountyCard(
        summary.name,
        summary.url,
        summary.city.full,
        len(summary.projects),
        share(summary.paid, summary.central) if summary.central else None,
        sum(item.state is Disclosed.FULLY for item in due),
        len(due),
        len(summary.findings),
    )


def _attention(summaries: Sequence[CountySummary]) -> tuple[Attention, ...]:
    rows = [row for summary in summaries for row in summary.projects]
    findings = [finding for summary in summaries for finding in summary.findings]
    open_items = sum(item.closed is None for summary in summaries for item in summary.rectifications)
    missing = sum(
        item.state in (Disclosed.NOT, Disclosed.PARTLY) for summary in summaries for item in summary.checklist
    )
    return (
        Attention(
            "逾期",
            sum(row.days_overdue > 0 for row in rows),
            "超过完成时限仍未完成的项目",
            "progress.html#逾期项目",
        ),
        Attention("变更", _count(findings, "L102", "L103"), "未见调整批复的方案变更", "compliance.html#l102"),
        Attention("滞留", _count(findings, "F108"), "到账后超过时限未拨付的资金", "compliance.html#f108"),
        Attention("整改", open_items, "尚未销号的整改事项", "evaluation.html#整改清单"),
        Attention("未公开", missing, "县级应公开而未公开或不全的事项", "compliance.html#公开事项"),
    )


def _count(findings: Sequence[Finding], *codes: str) -> int:
    return sum(finding.code in codes for finding in findings)
