"""County codes: a province's part of the list says what the whole list says."""

from hypothesis import given
from hypothesis import strategies as st
from stdnum import numdb

from generator.model.identifiers import is_registered_county

_PREFIXES = ("11", "21", "46", "65", "71", "82", "99", "00")


@given(st.sampled_from(_PREFIXES), st.integers(0, 9999))
def test_a_code_is_registered_where_the_whole_list_has_it(prefix: str, rest: int) -> None:
    code = f"{prefix}{rest:04d}"
    whole = numdb.get("cn/loc").info(code)
    assert is_registered_county(code) is any("county" in properties for _, properties in whole)


def test_real_and_made_up_codes() -> None:
    assert is_registered_county("210123")
    assert not is_registered_county("210396")
    assert not is_registered_county("21012")
