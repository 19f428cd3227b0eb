"""Working days of the People's Republic: public holidays out, make-up days in."""

from datetime import date
from functools import cache, lru_cache
from typing import Any


@cache
def _calendar() -> Any:
    """The State Council's yearly calendars; loaded only when a rule needs them."""
    import holidays

    return holidays.country_holidays("CN")


@lru_cache(maxsize=10_000)
def working_day_after(day: date, count: int) -> date:
    """The ``count``-th working day after ``day``, which itself does not count.

    Years whose calendar the State Council has not issued yet have the statutory holidays and no make-up days.
    """
    found: date = _calendar().get_nth_working_day(day, count)
    return found
