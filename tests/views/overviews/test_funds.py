"""Sums of the province against numbers added up by hand."""

from decimal import Decimal

from generator.views.funds import FundsView, funds_view
from tests.support.overviews import county_c, summaries, summary

VIEW = funds_view(summaries())


def test_totals_are_exact_to_the_last_decimal() -> None:
    assert VIEW.central == 1500
    assert VIEW.received == 600 + 300 + 500
    assert VIEW.allocated == Decimal("400.123456") + 300 + 100 + 150
    assert VIEW.paid == Decimal("670.123456")
    assert VIEW.spent == Decimal("560.000001")
    assert VIEW.projects == 6


def test_shares_are_of_the_central_funds() -> None:
    assert VIEW.paid_share == Decimal("670.123456") * 100 / 1500
    assert VIEW.spent_share == Decimal("560.000001") * 100 / 1500
    assert VIEW.allocated_paid_share == Decimal("670.123456") * 100 / Decimal("950.123456")


def test_what_is_not_disclosed_is_named_and_left_out() -> None:
    assert VIEW.undisclosed == ("丙县",)
    assert VIEW.without_subsidy == 1
    line = VIEW.counties[2]
    assert (line.central, line.paid_share, line.no_share) == (None, None, "未公开")


def test_directions_in_the_order_of_the_notice() -> None:
    lines = {line.direction.label: line for line in VIEW.directions}
    assert list(lines) == ["物流配送", "农产品进城", "工业品下乡", "人才培训"]
    logistics = lines["物流配送"]
    assert (logistics.projects, logistics.subsidy) == (2, Decimal("550.123456"))
    assert (logistics.paid, logistics.spent) == (Decimal("350.123456"), Decimal("300.000001"))
    goods = lines["工业品下乡"]
    assert (goods.subsidy, goods.paid, goods.paid_share) == (0, 50, None)
    training = lines["人才培训"]
    assert (training.projects, training.subsidy, training.paid, training.paid_share) == (2, 100, 20, 20)


def test_directions_add_up_to_the_totals() -> None:
    for step, whole in (("subsidy", VIEW.allocated), ("paid", VIEW.paid), ("spent", VIEW.spent)):
        assert sum(getattr(line, step) for line in VIEW.directions) == whole
    assert round(sum(line.part or Decimal(0) for line in VIEW.directions), 20) == 100


def test_counties_and_months_add_up_to_the_totals() -> None:
    for step in ("received", "paid", "spent"):
        assert sum(getattr(line, step) for line in VIEW.counties) == getattr(VIEW, step)
        assert sum(getattr(line, step) for line in VIEW.months) == getattr(VIEW, step)


def test_months_newest_first() -> None:
    months = [(line.month, line.received, line.paid, line.spent) for line in VIEW.months]
    assert months == [
        ("2021-05", 300, 0, 0),
        ("2021-04", 0, 0, 250),
        ("2021-03", 0, 300, Decimal("310.000001")),
        ("2021-02", 500, Decimal("370.123456"), 0),
        ("2021-01", 600, 0, 0),
    ]
    assert VIEW.updated is not None
    assert VIEW.updated.isoformat() == "2021-05-10"


def test_nothing_disclosed_is_not_zero_per_cent() -> None:
    view = funds_view((summary(county_c()),))
    assert (view.central, view.paid_share, view.no_share) == (None, None, "未公开")
    assert view.updated is None


def test_an_empty_province() -> None:
    view: FundsView = funds_view(())
    assert (view.central, view.received, view.paid_share, view.months) == (0, 0, None, ())
    assert view.no_share == "不适用"
    assert [line.part for line in view.directions] == [None] * 4
