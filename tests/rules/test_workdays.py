"""Twenty working days as the State Council's calendars count them."""

from datetime import date

import pytest

from generator.rules.workdays import working_day_after


@pytest.mark.parametrize(
    ("day", "count", "found"),
    [
        (date(2021, 3, 1), 1, date(2021, 3, 2)),
        (date(2021, 3, 5), 1, date(2021, 3, 8)),
        (date(2021, 3, 6), 1, date(2021, 3, 8)),
        (date(2021, 3, 1), 20, date(2021, 3, 29)),
        # National Day 2020: 1–8 October off, Sunday 27 September and Saturday 10 October worked.
        (date(2020, 9, 25), 1, date(2020, 9, 27)),
        (date(2020, 9, 30), 1, date(2020, 10, 9)),
        (date(2020, 10, 9), 1, date(2020, 10, 10)),
        # Spring Festival 2021: 11–17 February off.
        (date(2021, 2, 10), 1, date(2021, 2, 18)),
    ],
)
def test_working_days(day: date, count: int, found: date) -> None:
    assert working_day_after(day, count) == found
