"""Whole months and weeks."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.rules.spans import (
    HOLIDAY_WEEKS,
    WEEK,
    first_day,
    monday,
    month_name,
    month_of,
    months_away,
    months_within,
    next_month,
    together,
    week_of,
    whole_months,
    whole_weeks,
)

DAYS = st.dates(date(2019, 1, 1), date(2030, 12, 31))


def _months(start: date, end: date) -> list[date]:
    return [first_day(month) for month in whole_months(start, end)]


def _mondays(start: date, end: date) -> list[date]:
    return [monday(week) for week in sorted({*whole_weeks(start, end)} - HOLIDAY_WEEKS)]


def test_a_month_counts_once_it_is_over_and_from_the_one_after_the_start() -> None:
    start = date(2021, 3, 1)
    assert _months(start, date(2021, 4, 30)) == []
    assert _months(start, date(2021, 5, 1)) == [date(2021, 4, 1)]
    assert _months(date(2021, 11, 30), date(2022, 2, 1)) == [date(2021, 12, 1), date(2022, 1, 1)]


def test_a_week_counts_if_all_its_days_lie_within() -> None:
    begin, sunday = date(2021, 6, 21), date(2021, 6, 27)
    assert _mondays(begin, sunday) == [begin]
    assert _mondays(begin + timedelta(days=1), sunday) == []
    assert _mondays(begin, sunday - timedelta(days=1)) == []


def test_no_visit_is_due_in_a_week_without_a_working_day() -> None:
    assert _mondays(date(2022, 1, 24), date(2022, 2, 13)) == [date(2022, 1, 24), date(2022, 2, 7)]


@pytest.mark.parametrize("day", ["2020-01-27", "2022-01-31", "2026-02-16"])
def test_spring_festivals_that_fill_a_week_are_known(day: str) -> None:
    begin = date.fromisoformat(day)
    assert begin.weekday() == 0
    assert _mondays(begin, begin + timedelta(days=6)) == []


@pytest.mark.parametrize(
    ("day", "before", "after"),
    [
        (date(2021, 6, 30), date(2020, 6, 30), date(2022, 6, 30)),
        (date(2024, 2, 29), date(2023, 2, 28), date(2025, 2, 28)),
    ],
)
def test_a_year_is_a_year_even_from_a_leap_day(day: date, before: date, after: date) -> None:
    assert (months_away(day, -12), months_away(day, 12)) == (before, after)


@given(DAYS, st.integers(0, 800))
def test_weeks_lie_whole_inside_and_none_is_left_out(start: date, length: int) -> None:
    end = start + timedelta(days=length)
    found = _mondays(start, end)
    assert all(
        first.weekday() == 0 and start <= first and first + timedelta(days=6) <= end for first in found
    )
    days = (start + timedelta(days=number) for number in range(length + 1))
    mondays = [day for day in days if day.weekday() == 0 and day + WEEK - timedelta(days=1) <= end]
    assert found == [first for first in mondays if week_of(first) not in HOLIDAY_WEEKS]


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60))))
def test_spans_together_are_all_their_numbers(bounds: list[tuple[int, int]]) -> None:
    spans = [range(*each) for each in bounds]
    assert together(spans) == {number for span in spans for number in span}


@given(DAYS, DAYS)
def test_months_follow_each_other_and_are_over(start: date, end: date) -> None:
    found = _months(start, end)
    assert all(next_month(month) <= end and month > start and month.day == 1 for month in found)
    assert all(next_month(earlier) == later for earlier, later in pairwise(found))


@given(DAYS, st.integers(0, 800))
def test_months_within_are_those_of_which_every_day_lies_between(start: date, length: int) -> None:
    end = start + timedelta(days=length)
    days = [start + timedelta(days=number) for number in range(length + 1)]
    firsts = [day for day in days if day.day == 1 and next_month(day) - timedelta(days=1) <= end]
    assert [first_day(month) for month in months_within(start, end)] == firsts


@given(DAYS)
def test_a_number_leads_back_to_its_week_and_its_month(day: date) -> None:
    assert monday(week_of(day)) <= day < monday(week_of(day) + 1)
    assert monday(week_of(day)).weekday() == 0
    assert first_day(month_of(day)) == day.replace(day=1)
    assert month_name(month_of(day)) == f"{day:%Y-%m}"
