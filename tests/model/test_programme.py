"""The programme's data and the program name the same things."""

import pytest

from generator.model.base import Codelist
from generator.model.codelists import CaseKind, Direction, SpendingCategory
from generator.model.programme import named, programme

LISTS: list[tuple[str, type[Codelist], set[Codelist]]] = [
    ("支持方向", Direction, {Direction.UNSORTED}),
    ("支出类别", SpendingCategory, set()),
    ("典型案例类别", CaseKind, {CaseKind.OTHER}),
]
"""Part of the data, the codelist of it, and members that the program adds to it."""


@pytest.mark.parametrize(("part", "codes", "added"), LISTS, ids=[part for part, _, _ in LISTS])
def test_a_codelist_has_what_the_programme_lists_in_its_order(
    part: str, codes: type[Codelist], added: set[Codelist]
) -> None:
    listed = [(entry["编号"], entry["名称"], entry["英文"]) for entry in programme()[part]]
    members = [member for member in codes if member not in added]
    assert listed == [
        (member.name.lower().replace("_", "-"), member.label, member.title) for member in members
    ]


def test_what_the_programme_does_not_list_has_no_name() -> None:
    with pytest.raises(KeyError):
        named("支持方向", "tourism")


def test_the_kinds_that_the_notice_forbids() -> None:
    forbidden = [category.label for category in SpendingCategory if category.is_forbidden]
    assert forbidden == [
        "网络交易平台", "楼堂馆所建设", "征地拆迁", "购买流量", "人员经费等经常性开支", "提取工作经费", "与示范工作无关的支出",
    ]  # fmt: skip
