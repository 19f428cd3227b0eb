"""Working days in China: without public holidays, with make-up days."""

from datetime import date
from functools import cache, lru_cache
from typing import Any


@cache
def _calendar() -> Any:
    """Returns the State Council's calendars; the library is loaded only when a rule needs it."""
    import holidays

    return holidays.country_holidays("CN")


@lru_cache(maxsize=10_000)
def working_day_after(day: date, count: int) -> date:
    """Returns the ``count``-th working day after ``day``.

    A year whose calendar the State Council has not issued yet has the statutory holidays and no make-up days.
    """
    found: date = _calendar().get_nth_working_day(day, count)
    return found
