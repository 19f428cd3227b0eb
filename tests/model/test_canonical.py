"""Canonical JSON: the bytes that sha256 digests of records are taken of, as the standard library would write them."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from generator.model.canonical import canonical_json

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
VALUES = st.recursive(
    TEXTS | st.booleans() | st.none() | st.integers(-(2**53), 2**53),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_bytes_are_those_of_the_standard_library(value: Any) -> None:
    expected = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert canonical_json(value) == expected.encode()


def test_numbers_lose_their_zeros_and_dates_are_iso() -> None:
    value = [Decimal("350.00"), Decimal(350), Decimal("0.10"), date(2022, 6, 30)]
    assert canonical_json(value) == b'["350","350","0.1","2022-06-30"]'
