"""A city and its counties: what the notice asks of the city in each, and the counties side by side.

Counties directly under the province, and what the province does itself, belong to no city.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from generator.model.cities import City
from generator.model.codelists import InspectionLevel
from generator.model.finding import DutyOf
from generator.model.ledgers import Inspection
from generator.model.outcome import Rectification
from generator.model.partial_day import earliest
from generator.model.withheld import SOUND, Rest, Rests, together
from generator.rules.base import registered_as
from generator.views.county import days_open
from generator.views.dates import latest
from generator.views.funds import funds_view
from generator.views.lack import NOTHING_LACKS, Lack, lacking
from generator.views.of_city import Final, city_url
from generator.views.overviews.compliance import FoundLine, found_line
from generator.views.overviews.listings import CountyLine, all_counties, county_lines
from generator.views.overviews.supervision import missed_periods, visits_of_level
from generator.views.portal import Portal
from generator.views.summary import MONTH_MISSED, CountySummary, other_units


@dataclass(frozen=True, slots=True)
class DutyLine:
    """What the city does in one 示范县, or in all of them."""

    name: str
    url: str
    due: int
    """Months in which the city had to visit."""
    missed: tuple[str, ...]
    """Of these, the months (YYYY-MM) without a visit on record."""
    gaps: int
    """Their number."""
    visits: int
    last: date | None
    problems: int
    """Visits of the city that found a problem or ordered a measure."""
    late: int
    """Of these, past the limit and not handled."""
    accepted: int
    signed: int
    """Accepted projects of which the city's signature is on record."""
    finals: tuple[Final, ...]
    items: int
    """Entries of the rectification list."""
    open: int
    overdue: int
    rechecked: int
    """Closed entries after which the city visited the county."""
    rests: Rests

    @property
    def made(self) -> int:
        return self.due - self.gaps

    @property
    def closed(self) -> int:
        return self.items - self.open

    @property
    def concluded(self) -> Rest:
        """How withheld records affect which months were due and missed."""
        return self.rests.of(registered_as(MONTH_MISSED).reads)

    @property
    def followed(self) -> Rest:
        """How withheld records affect what came after an entry was closed."""
        return max(self.rests.results, self.rests.inspections)


@dataclass(frozen=True, slots=True)
class CityFinding:
    """A finding that the city can answer for."""

    code: str
    line: FoundLine

    @property
    def rule_url(self) -> str:
        return f"rules.html#{self.code.lower()}"


@dataclass(frozen=True)
class CityView:
    city: City
    codes: tuple[str, ...]
    """Of its counties and other units."""
    counties: int
    """示范县 among them."""
    others: str
    """、1 个市本级, see ``other_units``."""
    duties: tuple[DutyLine, ...]
    """Of its 示范县."""
    all_duties: DutyLine
    found: tuple[CityFinding, ...]
    unsettled: Rest
    """How withheld records affect the findings."""
    lines: tuple[CountyLine, ...]
    """Its counties and other units."""
    all_lines: CountyLine
    lack: Lack
    """What of it was never published."""
    is_demo: bool
    updated: date | None

    @property
    def url(self) -> str:
        return city_url(self.city)


def by_city(summaries: Sequence[CountySummary]) -> Iterator[tuple[City, tuple[CountySummary, ...]]]:
    """Yields the cities that have published counties or units, in the order of their codes."""
    for city in sorted({summary.city for summary in summaries if summary.city.is_city}):
        yield city, tuple(summary for summary in summaries if summary.city == city)


def city_view(
    city: City, summaries: Sequence[CountySummary], portal: Portal, lack: Lack = NOTHING_LACKS
) -> CityView:
    """Gathers a city's page.

    Args:
        summaries: of its counties and other units.
        lack: of the province.
    """
    absent = lacking(lack.within(city).counties, (summary.lack for summary in summaries))
    duties = tuple(_duties(summary, portal) for summary in summaries if summary.is_county)
    funds = funds_view(summaries, absent)
    lines = county_lines(summaries, funds)
    return CityView(
        city=city,
        codes=tuple(summary.code for summary in summaries),
        counties=len(duties),
        others=other_units(summaries),
        duties=duties,
        all_duties=_together(duties, absent),
        found=tuple(_found(summaries)),
        unsettled=max(absent.rests.worst, *(summary.rests.worst for summary in summaries)),
        lines=lines,
        all_lines=all_counties(lines, funds, absent.rests.county),
        lack=absent,
        is_demo=any(summary.is_demo for summary in summaries),
        updated=latest([funds.updated, *(day for summary in summaries for day in _days(summary))]),
    )


def _days(summary: CountySummary) -> Iterator[date | None]:
    """Yields the dates of the records that the page shows, besides those of money."""
    yield from (visit.date for visit in summary.inspections)
    yield from (item.closed for item in summary.all_rectifications)
    yield from (day for row in summary.projects for day in (row.last_report, row.accepted_on))
    yield from (final.record.date for final in summary.of_city.finals)


def _duties(summary: CountySummary, portal: Portal) -> DutyLine:
    own, missed = summary.of_city, tuple(sorted(missed_periods(summary, MONTH_MISSED)))
    visits = [visit for visit in summary.inspections if visit.level is InspectionLevel.CITY]
    of_visits = visits_of_level(summary, InspectionLevel.CITY, portal)
    items = summary.all_rectifications
    waiting = [item for item in items if item.closed is None]
    return DutyLine(
        name=summary.name,
        url=summary.url,
        due=len(own.months),
        missed=missed,
        gaps=len(missed),
        visits=len(visits),
        last=latest(visit.date for visit in visits),
        problems=of_visits.problems,
        late=of_visits.overdue,
        accepted=own.accepted,
        signed=own.signed,
        finals=own.finals,
        items=len(items),
        open=len(waiting),
        overdue=0 if summary.rests.results else sum(days_open(item, portal.as_of) > 0 for item in waiting),
        rechecked=sum(_is_rechecked(item, visits) for item in items),
        rests=summary.rests,
    )


def _is_rechecked(item: Rectification, visits: Sequence[Inspection]) -> bool:
    """Whether the city visited the county on the day on which an entry was closed, or later."""
    return item.closed is not None and any(earliest(visit.date) >= item.closed for visit in visits)


def _together(lines: Sequence[DutyLine], absent: Lack) -> DutyLine:
    def total(name: str) -> int:
        return sum(getattr(line, name) for line in lines)

    return DutyLine(
        name="",
        url="",
        missed=(),
        last=latest(line.last for line in lines),
        finals=tuple(final for line in lines for final in line.finals),
        rests=together(absent.rests, *(line.rests for line in lines)) if lines else SOUND,
        **{name: total(name) for name in _SUMMED},
    )


_SUMMED = (
    "due",
    "gaps",
    "visits",
    "problems",
    "late",
    "accepted",
    "signed",
    "items",
    "open",
    "overdue",
    "rechecked",
)


def _found(summaries: Sequence[CountySummary]) -> Iterator[CityFinding]:
    for summary in summaries:
        for finding in summary.of_others:
            if finding.duty_of is DutyOf.CITY:
                yield CityFinding(finding.code, found_line(summary, finding))
