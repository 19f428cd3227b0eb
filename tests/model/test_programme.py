"""The programme's data and the program name the same things."""

import re
from pathlib import Path

import pytest

from generator.model.base import Codelist, Record
from generator.model.codelists import CaseKind, Direction, SpendingCategory
from generator.model.programme import DEMONSTRATION_COUNTY, clauses, limits, named, programme
from generator.model.site import Site, StalenessDays, TimeLimits
from generator.rules.basis import in_settings

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


@pytest.mark.parametrize("settings", [StalenessDays, TimeLimits])
def test_the_settings_of_limits_are_those_of_the_data_with_its_numbers(settings: type[Record]) -> None:
    part = Site.label_of("staleness_days" if settings is StalenessDays else "limits")
    given = [
        (entry["编号"], entry["名称"], entry["数"], entry.get("单位", ""), entry.get("说明"))
        for entry in programme()[part]
    ]
    fields = settings.model_fields.items()
    assert given == [
        (name, info.alias, info.default, settings.unit_of(name), info.description) for name, info in fields
    ]


def test_an_id_is_given_to_one_limit() -> None:
    parts = ("通知规定的数", "更新时限", "规则期限")
    assert len(limits()) == sum(len(programme()[part]) for part in parts)


def test_a_limit_is_either_the_notices_or_a_setting() -> None:
    of_notice = {id_ for id_, limit in limits().items() if limit.clause}
    assert of_notice == {"fund_use"}
    assert {limits()[id_].clause for id_ in of_notice} <= clauses().keys()
    assert limits().keys() - of_notice == {*StalenessDays.model_fields, *TimeLimits.model_fields}


def test_explanations_name_the_setting_and_its_default() -> None:
    assert in_settings("winding_up") == "栏目设置“规则期限 › 取消后办理”，默认 60 天"
    assert in_settings("concentration") == "栏目设置“规则期限 › 承办集中度”，默认 50%"
    assert in_settings("self_evaluation") == "栏目设置“规则期限 › 年度自评”，默认 12-31"
    assert in_settings("funds") == "栏目设置“更新时限 › 资金”，默认 31 天"


def test_headings_and_labels_take_the_word_for_its_counties_from_the_data() -> None:
    word = DEMONSTRATION_COUNTY
    alone = re.compile(f'"[各按]?{word}"|^#+ .*{word}|county:{word}|>{word}</label>', re.M)
    files = [path for path in Path("generator").rglob("*") if path.suffix in {".py", ".j2"}]
    assert [str(path) for path in files if alone.search(path.read_text("utf-8"))] == []
    read = [path for path in files if "DEMONSTRATION_COUNTY" in path.read_text("utf-8")]
    assert {".py", ".j2"} == {path.suffix for path in read}
