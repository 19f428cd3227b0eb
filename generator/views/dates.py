"""Days, weeks and months of the overview pages, counted back from the as-of date."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from generator.rules.spans import WEEK, monday_of


def latest(days: Iterable[date | None]) -> date | None:
    """Returns the latest of the known days; None if there is none."""
    return max((day for day in days if day is not None), default=None)


@lru_cache(maxsize=4096)
def month_of(day: date) -> str:
    """YYYY-MM; cached, since the rows of all ledgers are asked for theirs and have few days."""
    return day.isoformat()[:7]


def months_since(first: str, as_of: date) -> tuple[str, ...]:
    """The months from ``first`` (YYYY-MM) to as-of's own, oldest first, as YYYY-MM."""
    start = int(first[:4]) * 12 + int(first[5:]) - 1
    return tuple(
        f"{month // 12}-{month % 12 + 1:02d}" for month in range(start, as_of.year * 12 + as_of.month)
    )


def weeks_until(as_of: date, number: int) -> tuple[date, ...]:
    """Returns the Mondays of the last ``number`` weeks that ended before ``as_of``'s, oldest first."""
    newest = monday_of(as_of) - WEEK
    return tuple(newest - WEEK * back for back in range(number - 1, -1, -1))
