"""County codes and codes of companies: what is worked out here is what stdnum says."""

from hypothesis import given
from hypothesis import strategies as st
from stdnum import numdb
from stdnum.cn import uscc

from generator.model.identifiers import is_registered_county, is_uscc

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


_MARKS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@given(st.from_regex(f"[0-9]{{8}}[{_MARKS}]{{9}}", fullmatch=True))
def test_one_check_digit_is_right_and_it_is_that_of_stdnum(body: str) -> None:
    assert [mark for mark in _MARKS if is_uscc(body + mark)] == [uscc.calc_check_digit(body)]


@given(st.text(f"{_MARKS}IOSVZal -－０9", min_size=16, max_size=20) | st.text(max_size=20))
def test_what_stdnum_would_mend_or_refuse_is_no_code(text: str) -> None:
    assert is_uscc(text) is (uscc.is_valid(text) and uscc.validate(text) == text)
