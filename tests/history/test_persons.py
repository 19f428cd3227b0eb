"""A contractor who turned out to be a natural person: the change to it repeats nothing of before."""

import pytest

from generator.history.compare import changes
from generator.history.persons import without_persons
from generator.model.types import HIDDEN

P = "210198-2020-01"
LEAD, MEMBER = "承办单位", "承办单位 › 联合体 › 第%d项"


def party(part: str, **told: str) -> dict[str, str]:
    return {f"{part} › {label}": value for label, value in told.items()}


def person(part: str) -> dict[str, str]:
    return party(part, 类型="自然人", 所在乡镇="青山镇")


def values(before: dict[str, str], after: dict[str, str]) -> set[str]:
    """All that the changes from one version to the next tell of the first."""
    return {str(change.old) for change in changes({P: before}, {P: after})} - {""}


@pytest.mark.parametrize(
    "part", [LEAD, MEMBER % 1, "合同 › “HT-01” › 承办单位", "合同 › “HT-01” › " + MEMBER % 2]
)
def test_whoever_stood_there_is_hidden(part: str) -> None:
    before = party(part, 名称="扎西卓玛", 责任人="扎西卓玛", 办公电话="024-00000000") | {
        f"{part} › 曾用名 › 第1项": "扎西"
    }
    assert values(before, person(part)) == {HIDDEN}


def test_the_place_in_the_list_does_not_matter() -> None:
    before = party(MEMBER % 1, 名称="扎西卓玛") | party(MEMBER % 2, 名称="丙公司")
    assert values(before, party(MEMBER % 1, 名称="丙公司") | person(MEMBER % 2)) == {HIDDEN}


def test_a_leader_may_have_become_a_member() -> None:
    before = party(LEAD, 名称="扎西卓玛")
    assert values(before, party(LEAD, 名称="甲公司") | person(MEMBER % 1)) == {HIDDEN}


@pytest.mark.parametrize(
    "told", [{"统一社会信用代码": "91110000600037341L"}, {"类型": "合作社"}, {"类型": "农民专业合作社"}]
)
def test_an_organisation_that_was_replaced_is_told(told: dict[str, str]) -> None:
    before = party(LEAD, 名称="甲公司", 责任人="经理", **told)
    assert {"甲公司", "经理"} <= values(before, person(LEAD))


@pytest.mark.parametrize("kind", ["个体工商户", "个体户"])
def test_a_shop_may_have_been_the_person(kind: str) -> None:
    assert HIDDEN in values(party(LEAD, 名称="扎西卓玛", 类型=kind), person(LEAD))


def test_other_contractors_of_the_record_are_told() -> None:
    one, other = (f"合同 › “{number}” › 承办单位" for number in ("HT-01", "HT-02"))
    before = party(one, 名称="扎西卓玛") | party(other, 名称="丁公司")
    assert values(before, person(one) | party(other, 名称="戊公司")) == {HIDDEN, "丁公司"}


def test_versions_without_persons_are_the_same() -> None:
    before = party(LEAD, 名称="甲公司")
    assert without_persons(before, party(LEAD, 名称="乙公司")) is before
    assert values(person(LEAD), party(LEAD, 名称="乙公司")) == {"自然人", "青山镇"}
