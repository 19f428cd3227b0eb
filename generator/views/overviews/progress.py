"""Progress, supervision, acceptance and evaluation over all counties."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from generator.model.codelists import City, Conclusion, EvaluationKind, InspectionLevel, Measure, Status
from generator.model.ledgers import Inspection
from generator.model.money import share
from generator.model.outcome import Evaluation, FinalAcceptance, ProvincialRecheck
from generator.views.column import Column
from generator.views.county import RectificationLine, days_open
from generator.views.rows import ProjectRow
from generator.views.summary import CountySummary

SOON = timedelta(days=90)
"""How far ahead deadlines are listed."""
FUND_USE_REQUIRED = Decimal(90)
"""% of the special funds that must be used before 综合验收, clause 五（四）."""


@dataclass(frozen=True, slots=True)
class CountyStates:
    """How many of a county's projects are in each state, in the order of ``Status``."""

    name: str
    url: str
    counts: tuple[int, ...]
    overdue: int


@dataclass(frozen=True)
class ProgressView:
    statuses: tuple[Status, ...]
    counties: tuple[CountyStates, ...]
    overdue: tuple[ProjectRow, ...]
    """Longest overdue first."""
    soon: tuple[ProjectRow, ...]
    """Deadlines of the next 90 days, nearest first."""
    stale: tuple[ProjectRow, ...]
    """Under way and without a report within the limit."""
    stale_days: int


def progress_view(summaries: Sequence[CountySummary], column: Column) -> ProgressView:
    """States, deadlines and reports of every project."""
    rows = [row for summary in summaries for row in summary.projects]
    limit = column.site.staleness_days.progress
    statuses = tuple(Status)
    return ProgressView(
        statuses=statuses,
        counties=tuple(_states(summary, statuses) for summary in summaries),
        overdue=tuple(
            sorted((row for row in rows if row.days_overdue), key=lambda row: (-row.days_overdue, row.id))
        ),
        soon=tuple(
            sorted(
                (row for row in rows if _is_due_soon(row, column.as_of)),
                key=lambda row: (row.deadline or date.max, row.id),
            )
        ),
        stale=tuple(row for row in rows if _is_stale(row, column.as_of, limit)),
        stale_days=limit,
    )


def _states(summary: CountySummary, statuses: tuple[Status, ...]) -> CountyStates:
    counts = Counter(row.status for row in summary.projects)
    overdue = sum(row.days_overdue > 0 for row in summary.projects)
    return CountyStates(summary.name, summary.url, tuple(counts[status] for status in statuses), overdue)


def _is_due_soon(row: ProjectRow, as_of: date) -> bool:
    open_ = not row.status.is_done and not row.is_cancelled
    return open_ and row.deadline is not None and as_of <= row.deadline <= as_of + SOON


def _is_stale(row: ProjectRow, as_of: date, limit: int) -> bool:
    if row.status not in (Status.UNDER_WAY, Status.MOSTLY_COMPLETE):
        return False
    return row.last_report is None or (as_of - row.last_report).days > limit


@dataclass(frozen=True, slots=True)
class VisitCounts:
    """Visits of one place, one count a period."""

    name: str
    url: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """A visit that found something."""

    county: str
    url: str
    visit: Inspection
    days_open: int


@dataclass(frozen=True)
class SupervisionView:
    """Visits against the duty to visit, clause 五（三）."""

    months: tuple[str, ...]
    """The last twelve, oldest first."""
    city_visits: tuple[VisitCounts, ...]
    """City visits to each county by month; the duty is once a month."""
    weeks: tuple[str, ...]
    """First days of the last twelve whole weeks, oldest first."""
    county_visits: tuple[VisitCounts, ...]
    """The county's own visits by week; the duty is once a week."""
    problems: tuple[ProblemLine, ...]
    """Newest first."""


def supervision_view(summaries: Sequence[CountySummary], column: Column) -> SupervisionView:
    """Who visited whom, and what came of it."""
    months = last_months(column.as_of, 12)
    monday = column.as_of - timedelta(days=column.as_of.weekday())
    weeks = tuple(monday - timedelta(weeks=back) for back in range(11, -1, -1))
    problems = [
        ProblemLine(summary.name, summary.url, visit, _days_unhandled(visit, column.as_of))
        for summary in summaries
        for visit in summary.inspections
        if visit.problem or (visit.measure and visit.measure is not Measure.NONE)
    ]
    return SupervisionView(
        months=months,
        city_visits=tuple(_by_month(summary, months) for summary in summaries),
        weeks=tuple(f"{week:%m-%d}" for week in weeks),
        county_visits=tuple(_by_week(summary, weeks) for summary in summaries),
        problems=tuple(sorted(problems, key=lambda line: (line.visit.date, line.county), reverse=True)),
    )


def last_months(as_of: date, number: int) -> tuple[str, ...]:
    """The last months up to as-of, oldest first, as YYYY-MM."""
    first = as_of.year * 12 + as_of.month - number
    return tuple(f"{month // 12}-{month % 12 + 1:02d}" for month in range(first, first + number))


def _by_month(summary: CountySummary, months: tuple[str, ...]) -> VisitCounts:
    counts = Counter(
        f"{visit.date:%Y-%m}" for visit in summary.inspections if visit.level is InspectionLevel.CITY
    )
    return VisitCounts(summary.name, summary.url, tuple(counts[month] for month in months))


def _by_week(summary: CountySummary, weeks: tuple[date, ...]) -> VisitCounts:
    counts = Counter(
        visit.date - timedelta(days=visit.date.weekday())
        for visit in summary.inspections
        if visit.level is InspectionLevel.COUNTY
    )
    return VisitCounts(summary.name, summary.url, tuple(counts[week] for week in weeks))


def _days_unhandled(visit: Inspection, as_of: date) -> int:
    if visit.due is None or visit.done is not None:
        return 0
    return max((as_of - visit.due).days, 0)


@dataclass(frozen=True, slots=True)
class AcceptanceLine:
    """Where a county stands on the way to 综合验收; fund use in %."""

    name: str
    url: str
    done: int
    projects: int
    """Of the projects not cancelled."""
    fund_use: Decimal | None
    is_fund_use_enough: bool
    final: FinalAcceptance | None
    recheck: ProvincialRecheck | None
    stage: str


@dataclass(frozen=True)
class AcceptanceView:
    required: Decimal
    counties: tuple[AcceptanceLine, ...]
    accepted: tuple[ProjectRow, ...]
    """Newest first."""
    failed: tuple[ProjectRow, ...]


def acceptance_view(summaries: Sequence[CountySummary]) -> AcceptanceView:
    """The path of clause 五（四）, county by county."""
    rows = [row for summary in summaries for row in summary.projects]
    decided = sorted(
        (row for row in rows if row.accepted_on), key=lambda row: (row.accepted_on, row.id), reverse=True
    )
    return AcceptanceView(
        FUND_USE_REQUIRED,
        tuple(_acceptance(summary) for summary in summaries),
        tuple(row for row in decided if row.conclusion is Conclusion.PASSED),
        tuple(row for row in decided if row.conclusion is Conclusion.FAILED),
    )


def _acceptance(summary: CountySummary) -> AcceptanceLine:
    rows = [row for row in summary.projects if not row.is_cancelled]
    done = sum(row.status in (Status.IN_USE, Status.ACCEPTED) for row in rows)
    fund_use = share(summary.spent, summary.central) if summary.central else None
    enough = fund_use is not None and fund_use >= FUND_USE_REQUIRED
    final, recheck = summary.final_acceptance, summary.provincial_recheck
    if recheck:
        stage = "已完成省级复核"
    elif final:
        stage = "已综合验收，待省级复核"
    elif done < len(rows):
        stage = f"建设中，还有 {len(rows) - done} 个项目未投入使用"
    elif not enough:
        stage = "项目均已投入使用，资金使用率不足 90%"
    else:
        stage = "可以委托第三方机构验收"
    return AcceptanceLine(summary.name, summary.url, done, len(rows), fund_use, enough, final, recheck, stage)


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """Self-evaluation and provincial re-check of one year side by side."""

    county: str
    url: str
    year: int
    own: Evaluation | None
    provincial: Evaluation | None
    difference: Decimal | None
    """Own score less the provincial one, on a scale of 100."""


@dataclass(frozen=True, slots=True)
class RectificationRow:
    """An entry of a rectification list with its county."""

    county: str
    url: str
    line: RectificationLine


@dataclass(frozen=True)
class EvaluationView:
    scores: tuple[ScoreLine, ...]
    rectifications: tuple[RectificationRow, ...]
    """Open ones first, longest past the limit first."""
    open: int
    closed: int


def evaluation_view(summaries: Sequence[CountySummary], column: Column) -> EvaluationView:
    """Scores, grades and rectification lists, clause 五（五）."""
    rows = [
        RectificationRow(summary.name, summary.url, RectificationLine(item, days_open(item, column.as_of)))
        for summary in summaries
        for item in summary.rectifications
    ]
    rows.sort(
        key=lambda row: (
            row.line.item.closed is not None,
            -row.line.days_open,
            row.county,
            row.line.item.number,
        )
    )
    closed = sum(row.line.item.closed is not None for row in rows)
    return EvaluationView(
        tuple(line for summary in summaries for line in _scores(summary)),
        tuple(rows),
        len(rows) - closed,
        closed,
    )


def _scores(summary: CountySummary) -> tuple[ScoreLine, ...]:
    lines = []
    for year in sorted({evaluation.year for evaluation in summary.evaluations}, reverse=True):
        own, provincial = (
            next((item for item in summary.evaluations if item.year == year and item.kind is kind), None)
            for kind in (EvaluationKind.SELF, EvaluationKind.PROVINCIAL)
        )
        lines.append(
            ScoreLine(summary.name, summary.url, year, own, provincial, _difference(own, provincial))
        )
    return tuple(lines)


def _difference(own: Evaluation | None, provincial: Evaluation | None) -> Decimal | None:
    scores = [
        share(item.score, item.full_score) for item in (own, provincial) if item and item.score is not None
    ]
    if len(scores) != 2 or scores[0] is None or scores[1] is None:
        return None
    return scores[0] - scores[1]


def cities_of(summaries: Sequence[CountySummary]) -> tuple[City, ...]:
    """The cities that have a demonstration county, in the order of their codes."""
    found = {summary.city for summary in summaries}
    return tuple(city for city in City if city in found)
