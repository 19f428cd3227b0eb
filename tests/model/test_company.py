"""One organisation under several keys: who was called otherwise before, and who was merged into whom."""

import pytest

from generator.model.company import Company, Organisation, keys_of, successors
from generator.model.identifiers import contractor_key

X, Y, Z = "91110000600037341L", "91210198MA0001001R", "91210198MA0001002P"


def named(name: str) -> str:
    return contractor_key(name, None)


def company(
    name: str, code: str | None = None, *former: str, merged: tuple[Organisation, ...] = ()
) -> Company:
    return Company.model_construct(name=name, code=code, former_names=former, merged=merged)


def found(*companies: Company) -> dict[str, str]:
    return dict(successors(map(keys_of, companies)))


def test_a_former_name_leads_to_the_code_or_the_name_of_today() -> None:
    assert found(company("乙公司", X, "甲公司")) == {named("甲公司"): X}
    assert found(company("乙公司", None, "甲 公司")) == {named("甲公司"): named("乙公司")}
    assert found(company("乙公司", X)) == {}


def test_all_former_names_and_a_chain_lead_to_the_last() -> None:
    two = company("丙公司", X, "甲公司", "乙公司")
    assert found(two) == {named("甲公司"): X, named("乙公司"): X}
    chain = company("丙公司", X, "乙公司"), company("乙公司", None, "甲公司")
    assert found(*chain) == found(*chain[::-1]) == {named("甲公司"): X, named("乙公司"): X}


def test_who_was_merged_leads_by_code_and_by_name() -> None:
    gone = Organisation.model_construct(name="甲公司", code=Y)
    assert found(company("乙公司", X, merged=(gone,))) == {named("甲公司"): X, Y: X}
    without = Organisation.model_construct(name="甲公司", code=None)
    assert found(company("乙公司", X, merged=(without,))) == {named("甲公司"): X}


def test_what_two_claim_is_nobodys() -> None:
    assert found(company("乙公司", X, "甲公司"), company("丙公司", Y, "甲公司")) == {}
    assert found(company("乙公司", X, "甲公司"), company("乙公司", X, "甲公司")) == {named("甲公司"): X}


def test_a_name_that_another_bears_with_its_code_is_not_taken_from_it() -> None:
    assert found(company("乙公司", X, "甲公司"), company("甲公司", Y)) == {}
    same = company("甲公司", X)  # a county that has not heard of the new name
    assert found(company("乙公司", X, "甲公司"), same) == {named("甲公司"): X}


@pytest.mark.parametrize("more", [(), (company("丙公司", Z, "丁公司"),)])
def test_who_each_claims_to_have_been_the_other_stays_apart(more: tuple[Company, ...]) -> None:
    circle = found(company("乙公司", None, "甲公司"), company("甲公司", None, "乙公司"), *more)
    assert named("甲公司") not in circle
    assert named("乙公司") not in circle
    assert circle == ({named("丁公司"): Z} if more else {})


def test_its_own_name_of_today_among_the_former_is_no_other() -> None:
    assert found(company("乙公司", None, "乙公司", "甲公司")) == {named("甲公司"): named("乙公司")}
    assert found(company("乙公司", X, "乙公司")) == {named("乙公司"): X}


def test_a_name_is_its_own_whatever_the_width() -> None:
    other = Organisation.model_construct(name="丁公司", code=Y)
    one = company("乙（集团）公司", X, "甲公司", merged=(other,))
    assert all(map(one.goes_by, ("乙(集团)公司", "甲 公司", "丁公司", X, Y)))
    assert not any(map(one.goes_by, ("丙公司", Z, "", "乙公司")))
