"""Text → typed value: exact, and refused with a cure."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from generator.model import place_names, types
from generator.model.money import format_percent, format_wan, share, total

AMOUNTS = st.decimals(min_value=0, max_value=1_000_000, places=6, allow_nan=False, allow_infinity=False)


@given(AMOUNTS)
def test_money_is_exact_from_text_to_text(amount: Decimal) -> None:
    assert types.parse_money(str(f"{amount:f}")) == amount
    shown = format_wan(amount)
    assert Decimal(shown.replace(",", "")) == amount
    assert len(shown.partition(".")[2]) >= 2


def test_nothing_and_less_than_nothing_rounded_to_it_look_different_whichever_is_asked_for_first() -> None:
    assert [format_wan(Decimal(text)) for text in ("0", "-0", "0.00")] == ["0.00", "-0.00", "0.00"]
    assert [format_percent(Decimal(text)) for text in ("-0", "0")] == ["-0%", "0%"]


@given(st.lists(AMOUNTS))
def test_a_sum_does_not_depend_on_order(amounts: list[Decimal]) -> None:
    assert total(amounts) == total(reversed(amounts))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("89.99", "89.99"),
        ("89.96", "89.9%"),
        ("90", "90%"),
        ("99.97", "99.9%"),
        ("100", "100%"),
        ("77.44", "77.4%"),
    ],
)
def test_a_rounded_percentage_never_reaches_a_threshold_that_the_exact_one_has_not(
    value: str, shown: str
) -> None:
    assert format_percent(Decimal(value), 2 if value == "89.99" else 1).rstrip("%") == shown.rstrip("%")


def test_a_share_of_nothing_is_none() -> None:
    assert share(Decimal(1), Decimal(0)) is None
    assert share(Decimal(9), Decimal(10)) == 90


@pytest.mark.parametrize(
    ("parse", "text", "cure"),
    [
        (types.parse_money, "-1", "不能为负"),
        (types.parse_money, "1.1234567", "六位"),
        (types.parse_money, "2000000", "误以元"),
        (types.parse_money, "", "写成数字"),
        (types.parse_money, "1e3", "写成数字"),
        (types.parse_money, "NaN", "写成数字"),
        (types.parse_date, "2021年6月30日", "2021-06-30"),
        (types.parse_date, "2021.6.30", "2021-06-30"),
        (types.parse_date, "2021-6-3", "2021-06-03"),
        (types.parse_date, "2021年底", "年-月-日"),
        (types.parse_date, "0221-06-30", "核对年份"),
        (types.parse_month, "2021/6", "2021-06"),
        (types.parse_month, "2021-13", "2021-06"),
        (types.parse_month_day, "6月30日", "06-30"),
        (types.parse_month_day, "02-29", "06-30"),
        (types.parse_month_day, "13-01", "06-30"),
        (types.parse_percent, "101", "0 到 100"),
        (types.parse_percent, "85％", "85"),
        (types.parse_count, "1.5", "正整数"),
        (types.parse_phone, "024 8888", "区号-号码"),
        (types.parse_url, "www.example.gov.cn", "https://"),
        (types.parse_url, "http://[", "https://"),
        (types.parse_bool, "可能", "true"),
        (types.parse_uscc, "91110000600037341M", "逐位核对"),
        (types.parse_uscc, "9.1110000600037E+17", "文本"),
        (types.parse_project_id, "210198-2020-3", "210198-2020-03"),
        (place_names.parse_county_code, "２１０１９８", "六位数字"),
    ],
)
def test_what_is_refused_comes_with_a_cure(parse: object, text: str, cure: str) -> None:
    with pytest.raises(PydanticCustomError) as caught:
        parse(text)  # type: ignore[operator]
    assert cure in (caught.value.context or {})["cure"]


def test_a_mobile_number_in_an_office_telephone_is_a_privacy_error() -> None:
    with pytest.raises(PydanticCustomError) as caught:
        types.parse_phone("138-0013-8000")
    assert caught.value.type == "P002"


@pytest.mark.parametrize(
    "text", ["024-88888888", "0412-1234567-801", "12345", "400-123-4567", "待填", "（待填）"]
)
def test_office_telephones(text: str) -> None:
    assert types.parse_phone(text) == text


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 12, 31)))
def test_dates_round_trip(day: date) -> None:
    assert types.parse_date(day.isoformat()) == day


@given(st.text(max_size=30))
def test_no_text_breaks_a_parser(text: str) -> None:
    for parse in (
        types.parse_money,
        types.parse_date,
        types.parse_month,
        types.parse_month_day,
        types.parse_url,
        types.parse_phone,
        types.parse_uscc,
    ):
        try:
            parse(text)
        except PydanticCustomError as error:
            assert (error.context or {})["cure"]
