"""What was reported and visited in each month of one county."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from generator.model.codelists import InspectionLevel
from generator.model.disclosure import CountyDisclosure
from generator.model.ledgers import Inspection
from generator.views.dates import month_of


@dataclass(frozen=True, slots=True)
class MonthActivity:
    """One month."""

    month: str
    """YYYY-MM."""
    reported: int
    """Projects that reported progress."""
    city_visits: int
    county_visits: int
    found: int
    """Visits of any level that found a problem or ordered a measure."""
    handled: int
    """Those of them that are handled today."""


def activity_of(county: CountyDisclosure) -> tuple[MonthActivity, ...]:
    """Counts by month, oldest first; months without anything are left out."""
    reported: dict[str, set[Any]] = defaultdict(set)
    for report in county.progress:
        reported[month_of(report.date)].add(report.project)
    visits: dict[str, list[Inspection]] = defaultdict(list)
    for visit in county.inspections:
        visits[month_of(visit.date)].append(visit)
    return tuple(
        _month(month, len(reported.get(month, ())), visits.get(month, []))
        for month in sorted({*reported, *visits})
    )


def _month(month: str, reported: int, visits: list[Inspection]) -> MonthActivity:
    levels = [visit.level for visit in visits]
    found = [visit for visit in visits if visit.has_result]
    return MonthActivity(
        month,
        reported,
        levels.count(InspectionLevel.CITY),
        levels.count(InspectionLevel.COUNTY),
        len(found),
        sum(visit.is_handled for visit in found),
    )
