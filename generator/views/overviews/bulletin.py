"""The facts of one month for the province's 通报, clause 五（三）: sentences to be edited, and a table by county."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

from generator.model.change import Change, Weight
from generator.model.codelists import Status
from generator.model.incomplete import INCOMPLETE
from generator.model.money import ZERO, format_wan, total
from generator.model.withheld import Rest, Rests, together
from generator.rules.spans import monday_of, week_name
from generator.views.activity import MonthActivity
from generator.views.county import days_open
from generator.views.dates import latest, month_of
from generator.views.earlier_versions import EarlierVersions
from generator.views.funds import FundsView
from generator.views.lack import Lack
from generator.views.overviews.supervision import missed_periods
from generator.views.own_records import THE_PORTAL
from generator.views.portal import Portal
from generator.views.press import Money, found, money_sentences, source_lines, told
from generator.views.rows import ProjectRow
from generator.views.summary import MONTH_MISSED, WEEK_MISSED, CountySummary, other_units

_NAMED = 30
"""Most counties or projects that a sentence names; the table has all counties."""
_UNDER_WAY = frozenset({Status.UNDER_WAY, Status.MOSTLY_COMPLETE})


class Named(NamedTuple):
    """A county or project that a sentence names, with its page."""

    text: str
    url: str


_COMPLIANCE, _CHANGES = Named("公开情况", "compliance.html"), Named("变更记录", "changes.html")
Sentence = tuple[str | Named, ...]
"""Text and names, in order."""


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class CountyLine:
    """One county's month; money in 万元."""

    name: str
    url: str
    reported: int
    """Projects that reported progress in the month."""
    paid: Decimal
    city_visits: int
    county_visits: int
    major_changes: int | None
    """Of what is published, in the month; None: there is no change record."""
    overdue: int
    """Projects past their deadline today, not in the month."""
    findings: int
    """Of today, not of the month."""
    rests: Rests


@dataclass(frozen=True)
class BulletinView:
    """One month; figures that are not of the month are of ``as_of``, and say so."""

    month: str
    """YYYY-MM."""
    as_of: date
    sections: tuple[Section, ...]
    lines: tuple[CountyLine, ...]
    source: tuple[str, ...]
    updated: date | None
    is_demo: bool
    lack: Lack
    earlier_versions: EarlierVersions

    @property
    def title(self) -> str:
        return f"{month_in_words(self.month)}督导通报素材"


def last_whole_month(as_of: date) -> str:
    """Returns the last month (YYYY-MM) that has ended by the end of a day."""
    tomorrow = as_of + timedelta(days=1)
    return month_of(tomorrow.replace(day=1) - timedelta(days=1))


def month_in_words(month: str) -> str:
    """2022-06 → 2022年6月."""
    return f"{month[:4]}年{int(month[5:])}月"


def bulletin_view(
    summaries: Sequence[CountySummary],
    funds: FundsView,
    portal: Portal,
    lack: Lack,
    month: str = "",
    own_changes: Sequence[Change] = (),
) -> BulletinView:
    """Gathers one month of all counties.

    Args:
        month: YYYY-MM, not later than the as-of date; empty: the last whole month.
        own_changes: those of the portal's own records.
    """
    facts = _Month(summaries, funds, portal, lack, month or last_whole_month(portal.as_of), own_changes)
    sections = (
        Section("一、项目进展", tuple(facts.progress())),
        Section("二、资金", tuple(facts.money())),
        Section("三、督导检查", tuple(facts.visits())),
        Section("四、已公开内容的改动", tuple(facts.changes())),
        Section("五、整改", tuple(facts.rectifications())),
        Section("六、信息公开", tuple(facts.disclosure())),
    )
    days = [summary.money_updated for summary in summaries]
    return BulletinView(
        month=facts.month,
        as_of=portal.as_of,
        sections=sections,
        lines=tuple(map(facts.line, summaries)),
        source=source_lines(portal, is_demo=portal.is_demo),
        updated=latest(days),
        is_demo=portal.is_demo,
        lack=lack,
        earlier_versions={
            address: day for summary in summaries for address, day in summary.earlier_versions.items()
        },
    )


@dataclass(frozen=True)
class _Month:
    """What the sentences of one month are made from."""

    summaries: Sequence[CountySummary]
    funds: FundsView
    portal: Portal
    lack: Lack
    month: str
    own_changes: Sequence[Change]

    @property
    def today(self) -> str:
        return f"截至 {self.portal.as_of}"

    @cached_property
    def rests(self) -> Rests:
        """On which versions figures over all counties rest."""
        return together(self.lack.rests, *(summary.rests for summary in self.summaries))

    def progress(self) -> Iterator[Sentence]:
        rest = self.rests.reports
        reported = [(summary, self.activity(summary).reported) for summary in self.summaries]
        projects, counties = (
            sum(number for _, number in reported),
            [one for one, number in reported if number],
        )
        yield _unless_missing(
            rest,
            "本月报送进度的项目数",
            f"本月报送进度的项目 {told(projects, rest)} 个，分布在 {_units(counties)}。",
        )
        silent = self._by_county(self._is_silent, lambda rests: rests.reports)
        if silent:
            yield ("自本月起未报送进度的在建项目：", *_names(silent), "。")
        accepted = [
            row for row in self._rows() if row.accepted_on and month_of(row.accepted_on) == self.month
        ]
        if accepted:
            names = [(Named(row.title, row.url), _conclusion(row)) for row in accepted]
            yield (f"本月验收项目 {len(accepted)} 个：", *_names(names), "。")
        late = self._by_county(lambda row: row.days_overdue > 0, lambda rests: rests.projects)
        if late:
            yield (f"{self.today}，逾期项目：", *_names(late), "。")

    def _rows(self) -> Iterator[ProjectRow]:
        return (row for summary in self.summaries for row in summary.projects)

    def _is_silent(self, row: ProjectRow) -> bool:
        """Whether a project under way has reported neither in the month nor later."""
        is_older = row.last_report is None or month_of(row.last_report) < self.month
        return row.status in _UNDER_WAY and row.earlier is None and is_older

    def _by_county(
        self, holds: Callable[[ProjectRow], bool], of: Callable[[Rests], Rest]
    ) -> list[tuple[Named, str]]:
        """Returns the counties with such projects and their number; without those of which it is not sure."""
        counted = [
            (summary, sum(map(holds, summary.projects)))
            for summary in self.summaries
            if of(summary.rests) is Rest.LATEST
        ]
        return [(_county(summary), f"（{number} 个）") for summary, number in counted if number]

    def money(self) -> Iterator[Sentence]:
        rest = self.rests.money
        of_month = [line for summary in self.summaries for line in summary.months if line.month == self.month]
        received, paid, spent = (
            format_wan(total(getattr(line, name) for line in of_month))
            for name in ("received", "paid", "spent")
        )
        note = "（含上一次公开的记录）" if rest else ""
        yield _unless_missing(
            rest,
            "本月到账、拨付和使用的合计",
            f"本月到账 {received} 万元，拨付 {paid} 万元，使用 {spent} 万元{note}；收回、退回的已扣除。",
        )
        unpaid = [
            (_county(summary), "")
            for summary in self.summaries
            if summary.rests.paid is Rest.LATEST
            and (summary.central or ZERO) > summary.paid
            and not any(line.paid for line in summary.months if line.month == self.month)
        ]
        if unpaid:
            yield ("专项资金未全部拨付、本月未在本栏目登记拨付的：", *_names(unpaid), "。")
        funds = self.funds
        sums = Money(funds.central, funds.received, funds.allocated, funds.paid, funds.spent, funds.rests)
        yield from ((f"{self.today}，{sentence}",) for sentence in money_sentences("全省", sums, self.lack))

    def visits(self) -> Iterator[Sentence]:
        rest = self.rests.inspections
        months = [(summary, self.activity(summary)) for summary in self.summaries]
        for who, of, rule in (
            ("市商务部门", attrgetter("city_visits"), MONTH_MISSED),
            ("示范县商务部门", attrgetter("county_visits"), WEEK_MISSED),
        ):
            visits, visited = (
                sum(of(month) for _, month in months),
                [one for one, month in months if of(month)],
            )
            yield (
                *_unless_missing(
                    rest,
                    f"{who}本月检查的次数",
                    f"{who}本月检查 {told(visits, rest)} 次，到 {_units(visited)}。",
                ),
                *self._missed(rule),
            )
        found_, handled = (sum(getattr(month, name) for _, month in months) for name in ("found", "handled"))
        yield _unless_missing(
            rest,
            "本月检查发现问题的项数",
            f"本月检查发现问题或提出处置 {told(found_, rest)} 项，{self.today}，其中 {told(handled, rest)} 项已完成处理。",
        )

    def activity(self, summary: CountySummary) -> MonthActivity:
        """Returns what a county reported and who visited it in the month."""
        found_ = (month for month in summary.activity if month.month == self.month)
        return next(found_, MonthActivity(self.month, 0, 0, 0, 0, 0))

    def _missed(self, rule: str) -> Sentence:
        """Names the counties of which a rule found a visit missing in the month; the rule decides, not this page."""
        terms = {self.month} if rule == MONTH_MISSED else _weeks_of(self.month)
        missed = [
            (_county(summary), f"（{number} 周）" if rule == WEEK_MISSED else "")
            for summary in self.summaries
            if (number := len(missed_periods(summary, rule) & terms))
        ]
        if not missed:
            return ()
        what = "未在本栏目登记本月检查的：" if rule == MONTH_MISSED else "有整周未在本栏目登记检查的："
        return (what, *_names(missed), "。")

    def changes(self) -> Iterator[Sentence]:
        if any(summary.changes is None for summary in self.summaries):
            yield (f"{INCOMPLETE}，本月的改动暂缺。",)
            return
        counted = [(summary, *_changes(summary.changes or (), self.month)) for summary in self.summaries]
        own, own_major = _changes(self.own_changes, self.month)
        every, major = sum(number for _, number, _ in counted), sum(heavy for *_, heavy in counted)
        of_portal = f"（{THE_PORTAL}的 {own} 处，不属于哪个县）" if own else ""
        yield (
            f"本月已公开内容的改动 {every + own} 处{of_portal}，其中重大 {major + own_major} 处，原值和新值见",
            _CHANGES,
            "。",
        )
        heavy = [(_county(summary), f"（{number} 处）") for summary, _, number in counted if number]
        if heavy:
            yield ("有重大改动的：", *_names(heavy), "。")

    def rectifications(self) -> Iterator[Sentence]:
        rest = self.rests.results
        items = [item for summary in self.summaries for item in summary.all_rectifications]
        closed = sum(item.closed is not None and month_of(item.closed) == self.month for item in items)
        waiting = sum(item.closed is None for item in items)
        yield _unless_missing(
            rest,
            "整改销号的项数",
            f"本月销号 {told(closed, rest)} 项；{self.today}，未销号 {told(waiting, rest)} 项。",
        )
        late = [
            (_county(summary), f"（{number} 项）")
            for summary in self.summaries
            if summary.rests.results is Rest.LATEST
            and (number := sum(days_open(item, self.portal.as_of) > 0 for item in summary.all_rectifications))
        ]
        if late:
            yield ("其中过了期限的：", *_names(late), "。")

    def disclosure(self) -> Iterator[Sentence]:
        number = sum(len(summary.findings) for summary in self.summaries)
        rest = self.rests.worst
        whole = [
            summary
            for summary in self.summaries
            if all(item.disclosed == item.due and not item.is_unknown for item in summary.checklist)
        ]
        items = max((len(summary.checklist) for summary in self.summaries), default=0)
        yield _unless_missing(
            rest,
            f"应公开的 {items} 项内容全部公开的示范县数",
            f"{self.today}，应公开的 {items} 项内容全部公开的有 {_units(whole)}。",
        )
        yield (f"{self.today}，按规则目录核对，发现 {found(number, rest)} 项，见", _COMPLIANCE, "。")

    def line(self, summary: CountySummary) -> CountyLine:
        activity = self.activity(summary)
        return CountyLine(
            name=summary.name,
            url=summary.url,
            reported=activity.reported,
            paid=total(line.paid for line in summary.months if line.month == self.month),
            city_visits=activity.city_visits,
            county_visits=activity.county_visits,
            major_changes=None if summary.changes is None else _changes(summary.changes or (), self.month)[1],
            overdue=sum(row.days_overdue > 0 for row in summary.projects),
            findings=len(summary.findings),
            rests=summary.rests,
        )


def _county(summary: CountySummary) -> Named:
    return Named(summary.name, summary.url)


def _unless_missing(rest: Rest, what: str, sentence: str) -> Sentence:
    """Returns the sentence; if a figure in it rests on a record that was never published, that it is not told."""
    return (f"因有记录未通过核对，{what}暂不计算。" if rest is Rest.MISSING else sentence,)


def _units(found: Sequence[CountySummary]) -> str:
    """Counts counties, and what else has projects, in words."""
    return f"{sum(summary.is_county for summary in found)} 个示范县{other_units(found)}"


def _conclusion(row: ProjectRow) -> str:
    return f"（{row.conclusion.label}）" if row.conclusion else "（结论未公开）"


def _names(named: Sequence[tuple[Named, str]]) -> Iterator[str | Named]:
    """Yields names with what is said of each, parted by commas; the first of many."""
    for number, (name, said) in enumerate(named[:_NAMED]):
        yield from ("、" if number else "", name, said)
    if len(named) > _NAMED:
        yield f"等 {len(named)} 个，见下表"


def _weeks_of(month: str) -> set[str]:
    """Returns the names of the weeks that begin in a month."""
    first = date(int(month[:4]), int(month[5:]), 1)
    days = (first + timedelta(days=day) for day in range(31))
    return {week_name(day) for day in days if month_of(day) == month and monday_of(day) == day}


def _changes(changes: Sequence[Change], month: str) -> tuple[int, int]:
    """Returns how many of the changes are of the month, and how many of these are major."""
    weights = [change.weight for change in changes if month_of(change.published.date()) == month]
    return len(weights), weights.count(Weight.MAJOR)
