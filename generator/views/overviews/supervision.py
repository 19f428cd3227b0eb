"""Visits compared with the duty to visit, clause 五（三）, and what they found.

Rules V101 and V102 decide which month or week was missed; this page shows what they found.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby

from generator.model.codelists import InspectionLevel
from generator.model.identifiers import by_number
from generator.model.ledgers import Inspection
from generator.model.partial_day import PartialDay, known_day
from generator.model.withheld import Rest
from generator.rules.base import registered_as
from generator.rules.spans import monday_of, week_name
from generator.views.dates import latest, month_of, months_since, weeks_until
from generator.views.lack import NOTHING_LACKS, Lack
from generator.views.of_city import city_url
from generator.views.portal import Portal
from generator.views.summary import MONTH_MISSED, WEEK_MISSED, CountySummary, lapses

YEARS = 10
"""How many years back weeks are searched; a demonstration lasts three."""
_LEVELS = {
    InspectionLevel.MINISTRY: "商务部",
    InspectionLevel.PROVINCE: "省级",
    InspectionLevel.CITY: "市级",
    InspectionLevel.COUNTY: "县级",
    InspectionLevel.THIRD_PARTY: "第三方",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """Visits in one period."""

    count: int
    is_missed: bool
    """A visit was due and none was made."""


@dataclass(frozen=True, slots=True)
class VisitLine:
    """Visits to one county, one cell per period."""

    city: str
    city_url: str
    """Address of the city's page; empty: there is none."""
    name: str
    url: str
    cells: tuple[Cell, ...]
    missed: int
    """Periods missed since the beginning, including those not shown."""
    rest: Rest
    """How withheld records affect which periods count as missed."""
    visits: Rest
    """How withheld records affect the number of visits."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """A part of the calendar: periods in columns, counties in lines."""

    title: str
    """2021 年, or 2021 年第 2 季度."""
    periods: tuple[str, ...]
    """Months (MM) or Mondays (MM-DD), oldest first."""
    lines: tuple[VisitLine, ...]


@dataclass(frozen=True, slots=True)
class LevelLine:
    """All visits to a county by who made them, and how the problems they found were handled."""

    name: str
    url: str
    counts: tuple[int, ...]
    """In the order of ``InspectionLevel``."""
    visits: int
    problems: int
    handled: int
    overdue: int
    rest: Rest


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """A visit that found a problem or ordered a measure."""

    county: str
    county_url: str
    project: str
    """Title of the project; empty for a visit to the whole county."""
    visit: Inspection
    state: str
    days_overdue: int

    @property
    def visitor(self) -> str:
        """The unit that visited, or its level if no unit is named."""
        return self.visit.unit or _LEVELS[self.visit.level]


@dataclass(frozen=True)
class SupervisionView:
    months: tuple[Calendar, ...]
    """City visits (duty: once a month), a calendar per year, newest first; includes the current month."""
    weeks: tuple[Calendar, ...]
    """The county's visits (duty: once a week), a calendar per quarter, newest first; whole weeks only."""
    by_level: tuple[LevelLine, ...]
    total: LevelLine
    problems: tuple[ProblemLine, ...]
    """Newest first."""
    updated: date | None


def supervision_view(
    summaries: Sequence[CountySummary], portal: Portal, lack: Lack = NOTHING_LACKS
) -> SupervisionView:
    """Gathers visits, misses and problems of all counties."""
    problems = [line for summary in summaries for line in _problems(summary, portal)]
    problems.sort(
        key=lambda line: (line.visit.date, line.county_url, by_number(line.visit.project or "")), reverse=True
    )
    visits = tuple(visit for summary in summaries for visit in summary.inspections)
    rests = [lack.rests.inspections, *(summary.rests.inspections for summary in summaries)]
    return SupervisionView(
        months=tuple(_months(summaries, portal.as_of)),
        weeks=tuple(_weeks(summaries, portal.as_of)),
        by_level=tuple(
            _levels(summary.name, summary.url, summary.inspections, portal, summary.rests.inspections)
            for summary in summaries
        ),
        total=_levels("合计", "", visits, portal, max(rests)),
        problems=tuple(problems),
        updated=latest(visit.date for visit in visits),
    )


def _months(summaries: Sequence[CountySummary], as_of: date) -> Iterator[Calendar]:
    """Yields city visits by month, from the first month with a visit or a miss."""
    counts = [_counts(summary, InspectionLevel.CITY, month_of) for summary in summaries]
    missed = [missed_periods(summary, MONTH_MISSED) for summary in summaries]
    first = min((month for found in [*counts, *missed] for month in found), default="")
    months = months_since(first, as_of) if first else ()
    for year in sorted({month[:4] for month in months}, reverse=True):
        shown = tuple(month for month in months if month.startswith(year))
        lines = tuple(
            _line(summary, shown, found, gaps, MONTH_MISSED)
            for summary, found, gaps in zip(summaries, counts, missed, strict=True)
        )
        yield Calendar(f"{year} 年", tuple(month[5:] for month in shown), lines)


def _weeks(summaries: Sequence[CountySummary], as_of: date) -> Iterator[Calendar]:
    """Yields the counties' visits by week, from the first week with a visit or a miss."""
    counts = [_counts(summary, InspectionLevel.COUNTY, _week_of, is_week=True) for summary in summaries]
    missed = [missed_periods(summary, WEEK_MISSED) for summary in summaries]
    noted = {name for found in [*counts, *missed] for name in found}
    weeks = weeks_until(as_of, YEARS * 53)
    begun = next((number for number, week in enumerate(weeks) if week_name(week) in noted), len(weeks))
    quarters = groupby(weeks[begun:], key=lambda week: (week.year, (week.month + 2) // 3))
    for (year, quarter), found in reversed([(key, tuple(group)) for key, group in quarters]):
        names = tuple(week_name(week) for week in found)
        lines = tuple(
            _line(summary, names, visits, gaps, WEEK_MISSED)
            for summary, visits, gaps in zip(summaries, counts, missed, strict=True)
        )
        yield Calendar(f"{year} 年第 {quarter} 季度", tuple(f"{week:%m-%d}" for week in found), lines)


@lru_cache(maxsize=YEARS * 366)
def _week_of(day: date) -> str:
    """Returns the name of the day's week; cached, since counties visit on the same days."""
    return week_name(monday_of(day))


def _counts(
    summary: CountySummary, level: InspectionLevel, period: Callable[[date], str], *, is_week: bool = False
) -> Counter[str]:
    """Counts the visits of a level by month or week; one whose month alone is known is in no week."""
    days = [visit.date for visit in summary.inspections if visit.level is level]
    return Counter(period(day) for day in days if not (is_week and isinstance(day, PartialDay)))


def _line(
    summary: CountySummary, periods: Sequence[str], counts: Counter[str], missed: frozenset[str], rule: str
) -> VisitLine:
    rests = summary.rests
    cells = tuple(Cell(counts[period], period in missed) for period in periods)
    rest = rests.of(registered_as(rule).reads)
    return VisitLine(
        summary.city.full,
        city_url(summary.city),
        summary.name,
        summary.url,
        cells,
        len(missed),
        rest,
        rests.inspections,
    )


def missed_periods(summary: CountySummary, code: str) -> frozenset[str]:
    """The months (YYYY-MM) or weeks (``week_name``) that a rule found without a visit."""
    return frozenset(term for finding in lapses(summary) if finding.code == code for term in finding.terms)


def _levels(name: str, url: str, visits: Sequence[Inspection], portal: Portal, rest: Rest) -> LevelLine:
    counts = Counter(visit.level for visit in visits)
    found = [visit for visit in visits if visit.has_result]
    return LevelLine(
        name,
        url,
        tuple(counts[level] for level in InspectionLevel),
        len(visits),
        len(found),
        sum(visit.is_handled for visit in found),
        sum(_days_overdue(visit, portal) > 0 for visit in found),
        rest,
    )


def visits_of_level(summary: CountySummary, level: InspectionLevel, portal: Portal) -> LevelLine:
    """Returns the visits to a county by one level, and how what they found was handled."""
    visits = [visit for visit in summary.inspections if visit.level is level]
    return _levels(summary.name, summary.url, visits, portal, summary.rests.inspections)


def _days_overdue(visit: Inspection, portal: Portal) -> int:
    """Days since the last day for handling what it found, as rule V103 counts them; 0 if it is handled or not due."""
    due = visit.handle_by(portal.site.limits.problem)
    if due is None or visit.is_handled or visit.earlier:
        return 0
    return max((portal.as_of - due).days, 0)


def _problems(summary: CountySummary, portal: Portal) -> Iterator[ProblemLine]:
    titles = {row.id: row.title for row in summary.projects}
    for visit in summary.inspections:
        if visit.has_result:
            project = titles.get(visit.project, visit.project) if visit.project else ""
            late = _days_overdue(visit, portal)
            state = _state(visit, late, portal)
            yield ProblemLine(summary.name, summary.url, project, visit, state, late)


def _state(visit: Inspection, late: int, portal: Portal) -> str:
    """Returns how the problem was handled, in a few Chinese words."""
    said = visit.handling or ""
    if visit.done is not None:
        return f"{visit.done} 完成" + (f"，{said}" if said else "")
    if visit.due is None:
        judged = visit.handle_by(portal.site.limits.problem)
        limit = f"期限未写明，按 {judged} 计" if late and judged else ""
        return "，".join(part for part in (limit, said or "处理情况未公开") if part)
    is_open = known_day(visit.due) is not None and not late
    waiting = "未到期" if is_open and not visit.earlier else ""
    return "，".join(part for part in (f"期限 {visit.due}", waiting, said) if part)
