"""Visits by month: a month without any is a row of its own."""

from datetime import date

import pytest

from generator.model.ledgers import Inspection
from generator.views.county import VisitMonth, visit_months


def _visit(day: str, level: str = "县") -> Inspection:
    return Inspection.model_validate({"日期": day, "层级": level})


def test_a_month_without_a_visit_stands_between_the_others() -> None:
    visits = (_visit("2021-11-03"), _visit("2022-02-08", "市"))
    assert visit_months(visits, date(2022, 2, 28)) == (
        VisitMonth("2022-02", 1, 0, 0),
        VisitMonth("2022-01", 0, 0, 0),
        VisitMonth("2021-12", 0, 0, 0),
        VisitMonth("2021-11", 0, 1, 0),
    )


@pytest.mark.parametrize(
    ("as_of", "count"), [("2021-11-30", 1), ("2021-12-01", 2), ("2022-06-30", 8), ("2021-10-31", 1)]
)
def test_months_since_the_last_visit_stand_there_too(as_of: str, count: int) -> None:
    months = visit_months((_visit("2021-11-03"),), date.fromisoformat(as_of))
    assert len(months) == count
    assert sum(month.county for month in months) == 1


def test_without_a_visit_there_is_no_month() -> None:
    assert visit_months((), date(2022, 6, 30)) == ()
