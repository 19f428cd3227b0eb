"""Days, weeks and months of the overview pages, counted back from the as-of date."""

from collections.abc import Iterable
from datetime import date

from generator.rules.spans import WEEK, monday_of


def latest(days: Iterable[date | None]) -> date | None:
    """The last of the days that are known."""
    return max((day for day in days if day is not None), default=None)


def month_of(day: date) -> str:
    """YYYY-MM."""
    return f"{day:%Y-%m}"


def last_months(as_of: date, number: int) -> tuple[str, ...]:
    """The last months up to as-of, its own included, oldest first, as YYYY-MM."""
    first = as_of.year * 12 + as_of.month - number
    return tuple(f"{month // 12}-{month % 12 + 1:02d}" for month in range(first, first + number))


def last_weeks(as_of: date, number: int) -> tuple[date, ...]:
    """Mondays of the last weeks that had wholly passed by as-of, oldest first."""
    newest = monday_of(as_of) - WEEK
    return tuple(newest - WEEK * back for back in range(number - 1, -1, -1))
