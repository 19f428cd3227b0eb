"""Whole months and weeks (ISO, Monday to Sunday) between two days, in which visiting duties are counted.

Months and weeks are consecutive numbers.
"""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from operator import attrgetter

DAY = timedelta(days=1)
WEEK = timedelta(days=7)


def week_of(day: date) -> int:
    """Returns the number of a day's week, counted from 1 January of year 1, a Monday."""
    return (day.toordinal() - 1) // 7


def monday(week: int) -> date:
    """Returns the Monday of a week by its number."""
    return date.fromordinal(week * 7 + 1)


HOLIDAY_WEEKS = frozenset(map(week_of, (date(2020, 1, 27), date(2022, 1, 31), date(2026, 2, 16))))
"""Weeks without a working day: 春节 as set each year by 国务院办公厅. No visit is due then."""


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def next_month(day: date) -> date:
    """Returns the first day of the next month."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def month_of(day: date) -> int:
    """Returns the number of a day's month, counted from January of year 0."""
    return day.year * 12 + day.month - 1


@lru_cache(maxsize=2_000)
def month_name(month: int) -> str:
    """“2021-06”."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


@lru_cache(maxsize=2_000)
def week_name(first: date) -> str:
    """Names a week by its Monday: “2021年第25周（6月21日至6月27日）”; V102's terms use the same name."""
    year, number, _ = first.isocalendar()
    days = "至".join(f"{day.month}月{day.day}日" for day in (first, first + WEEK - DAY))
    return f"{year}年第{number}周（{days}）"


def first_day(month: int) -> date:
    """Returns the first day of a month by its number."""
    return date(month // 12, month % 12 + 1, 1)


def whole_months(start: date, end: date) -> range:
    """Returns the whole months after ``start``'s month that ended before ``end``'s."""
    return range(month_of(start) + 1, month_of(end))


def months_within(start: date, end: date) -> range:
    """Returns the whole months between ``start`` and ``end`` (both included)."""
    return range(month_of(start) + (start.day > 1), month_of(end + DAY))


def whole_weeks(start: date, end: date) -> range:
    """Returns the whole weeks between ``start`` and ``end`` (both included), holiday weeks too."""
    return range((start.toordinal() - 2) // 7 + 1, end.toordinal() // 7)


def together(spans: Iterable[range]) -> set[int]:
    """Returns the numbers in any of the spans, which may overlap widely."""
    found: set[int] = set()
    end = 0
    for span in sorted(spans, key=attrgetter("start")):
        found.update(range(max(span.start, end), span.stop))
        end = max(end, span.stop)
    return found


def months_away(day: date, months: int) -> date:
    """Returns the same day some months later, or earlier if negative; the last of a month that is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
