"""使用率 in whole 分: 90.00 % passes, 89.99 % does not, and nothing between is rounded up to it."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.rules.example import scene
from generator.rules.fund_use import FundUse, fund_use


@pytest.mark.parametrize(
    ("used", "is_enough"),
    [(900_000_000, True), (900_000_001, True), (899_999_999, False), (899_900_000, False)],
)
def test_ninety_per_cent_is_enough_to_the_fen(used: int, is_enough: bool) -> None:
    assert FundUse(central=1_000_000_000, paid=0, used=used).is_enough is is_enough


@given(central=st.integers(1, 10**12), used=st.integers(0, 10**12))
def test_enough_is_judged_exactly(central: int, used: int) -> None:
    assert FundUse(central, 0, used).is_enough is (Decimal(used) / central >= Decimal("0.9"))


@given(central=st.integers(10**4, 10**12), used=st.integers(0, 10**12), decimals=st.integers(0, 4))
def test_the_rounded_and_the_cut_off_figure_agree_on_one_side_of_the_threshold(
    central: int, used: int, decimals: int
) -> None:
    use = FundUse(central, 0, used)
    step = Decimal(1).scaleb(-decimals)
    cut = (Decimal(used * 100) / central // step * step).quantize(step)
    assert use.agrees_with(cut) is ((cut >= 90) == use.is_enough)
    assert not use.agrees_with(cut + 2 * step)
    assert not use.agrees_with(cut - step)


@pytest.mark.parametrize(
    ("stated", "agrees"),
    [("92.34", True), ("92.35", True), ("92.3", True), ("92", True), ("92.33", False), ("92.36", False), ("93", False)],
)  # fmt: skip
def test_a_stated_figure_is_read_at_its_own_decimals(stated: str, agrees: bool) -> None:
    assert FundUse(1_000_000_000, 0, 923_450_000).agrees_with(Decimal(stated)) is agrees


def test_a_figure_rounded_up_to_the_threshold_does_not_agree() -> None:
    below = FundUse(1_000_000_000, 0, 899_960_000)
    assert not below.agrees_with(Decimal("90"))
    assert not below.agrees_with(Decimal("90.00"))
    assert below.agrees_with(Decimal("89.99"))


def test_the_county_s_ledgers_up_to_a_day() -> None:
    county = scene().county
    whole = fund_use(county)
    assert whole == FundUse(central=1_000_000_000, paid=1_000_000_000, used=300_000_000)
    assert (whole.used_share, whole.paid_share) == (30, 100)
    assert fund_use(county, date(2021, 4, 19)) == FundUse(1_000_000_000, 1_000_000_000, 0)
    assert fund_use(county, date(2021, 4, 20)) == whole
    assert fund_use(county, date(2021, 3, 20)) == FundUse(1_000_000_000, 1_000_000_000, 0)
    assert fund_use(county, date(2021, 3, 19)) == FundUse(1_000_000_000, 0, 0)


def test_without_an_allocation_there_is_no_share() -> None:
    assert fund_use(scene("县: {专项资金: {中央财政: null}}").county) is None
    assert fund_use(scene("县: {专项资金: {中央财政: '0'}}").county) is None
