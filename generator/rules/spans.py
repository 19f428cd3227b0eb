"""Whole months and whole weeks (ISO, Monday to Sunday) of a stretch of days: what visiting duties are counted in."""

from collections.abc import Iterator
from datetime import date, timedelta

DAY = timedelta(days=1)
WEEK = timedelta(days=7)

HOLIDAY_WEEKS = frozenset({date(2020, 1, 27), date(2022, 1, 31), date(2026, 2, 16)})
"""Mondays of the weeks without a single working day: 春节 as set each year by 国务院办公厅. No visit is due then."""


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def next_month(day: date) -> date:
    """The first day of the month after ``day``'s."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def whole_months(start: date, end: date) -> Iterator[date]:
    """First days of the months that lie whole after ``start``'s month and were over before ``end``."""
    month = next_month(start)
    while next_month(month) <= end:
        yield month
        month = next_month(month)


def whole_weeks(start: date, end: date) -> list[date]:
    """Mondays of the weeks that lie whole between ``start`` and ``end`` (both included), holiday weeks left out."""
    first = start.toordinal() - start.weekday() + (7 if start.weekday() else 0)
    mondays = map(date.fromordinal, range(first, end.toordinal() - 5, 7))
    return [monday for monday in mondays if monday not in HOLIDAY_WEEKS]


def year_before(day: date) -> date:
    """The same day a year earlier; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return date(day.year - 1, 2, 28)


def year_after(day: date) -> date:
    """The same day a year later; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 2, 28)
