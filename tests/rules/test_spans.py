"""Whole months and weeks."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.rules.spans import (
    HOLIDAY_WEEKS,
    WEEK,
    next_month,
    whole_months,
    whole_weeks,
    year_after,
    year_before,
)

DAYS = st.dates(date(2019, 1, 1), date(2030, 12, 31))


def test_a_month_counts_once_it_is_over_and_from_the_one_after_the_start() -> None:
    start = date(2021, 3, 1)
    assert list(whole_months(start, date(2021, 4, 30))) == []
    assert list(whole_months(start, date(2021, 5, 1))) == [date(2021, 4, 1)]
    assert list(whole_months(date(2021, 11, 30), date(2022, 2, 1))) == [date(2021, 12, 1), date(2022, 1, 1)]


def test_a_week_counts_if_all_its_days_lie_within() -> None:
    monday, sunday = date(2021, 6, 21), date(2021, 6, 27)
    assert list(whole_weeks(monday, sunday)) == [monday]
    assert list(whole_weeks(monday + timedelta(days=1), sunday)) == []
    assert list(whole_weeks(monday, sunday - timedelta(days=1))) == []


def test_no_visit_is_due_in_a_week_without_a_working_day() -> None:
    assert list(whole_weeks(date(2022, 1, 24), date(2022, 2, 13))) == [date(2022, 1, 24), date(2022, 2, 7)]


@pytest.mark.parametrize("day", ["2020-01-27", "2022-01-31", "2026-02-16"])
def test_spring_festivals_that_fill_a_week_are_known(day: str) -> None:
    monday = date.fromisoformat(day)
    assert monday.weekday() == 0
    assert list(whole_weeks(monday, monday + timedelta(days=6))) == []


@pytest.mark.parametrize(
    ("day", "before", "after"),
    [
        (date(2021, 6, 30), date(2020, 6, 30), date(2022, 6, 30)),
        (date(2024, 2, 29), date(2023, 2, 28), date(2025, 2, 28)),
    ],
)
def test_a_year_is_a_year_even_from_a_leap_day(day: date, before: date, after: date) -> None:
    assert (year_before(day), year_after(day)) == (before, after)


@given(DAYS, st.integers(0, 800))
def test_weeks_lie_whole_inside_and_none_is_left_out(start: date, length: int) -> None:
    end = start + timedelta(days=length)
    found = list(whole_weeks(start, end))
    assert all(
        monday.weekday() == 0 and start <= monday and monday + timedelta(days=6) <= end for monday in found
    )
    days = (start + timedelta(days=number) for number in range(length + 1))
    mondays = [day for day in days if day.weekday() == 0 and day + WEEK - timedelta(days=1) <= end]
    assert found == [monday for monday in mondays if monday not in HOLIDAY_WEEKS]


@given(DAYS, DAYS)
def test_months_follow_each_other_and_are_over(start: date, end: date) -> None:
    found = list(whole_months(start, end))
    assert all(next_month(month) <= end and month > start and month.day == 1 for month in found)
    assert all(next_month(earlier) == later for earlier, later in pairwise(found))
