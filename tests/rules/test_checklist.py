"""The checklist counts what is due, and the rules I101–I112 say what of it is missing."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from generator.rules import check_county
from generator.rules.checklist import ChecklistItem, Disclosed, checklist
from generator.rules.example import AS_OF, scene

CODES = tuple(f"I1{number:02d}" for number in range(1, 13))


def _items(overlay: str = "") -> dict[str, ChecklistItem]:
    seen = scene(overlay)
    return {item.code: item for item in checklist(seen.county, seen.as_of, check_county(seen))}


def test_twelve_items_in_the_order_of_the_notice() -> None:
    items = _items()
    assert tuple(items) == CODES
    assert {item.state for item in items.values()} == {Disclosed.FULLY}
    assert {item.share for item in items.values()} == {100}


def test_what_is_due_of_a_whole_county() -> None:
    due = {code: item.due for code, item in _items().items()}
    assert due == {
        "I101": 1, "I102": 1, "I103": 3, "I104": 3, "I105": 3, "I106": 3, "I107": 3, "I108": 4, "I109": 3,
        "I110": 3, "I111": 3, "I112": 4,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("overlay", "code", "disclosed", "due"),
    [
        ("方案: {实施方案: null}", "I101", 0, 1),
        ("方案: {决策过程: []}", "I102", 0, 1),
        ("项目: {'01': null, '02': null, '03': null}", "I103", 0, 1),
        ("项目: {'01': {工作要求: null}}", "I104", 2, 3),
        ("项目: {'01': {承办单位: null}, '02': {承办单位: null}, '03': {承办单位: null}}", "I105", 0, 3),
        ("项目: {'01': {状态: 未开工, 采购: null, 承办单位: null}}", "I105", 2, 2),
        ("县: {绩效目标: []}", "I108", 3, 4),
        ("项目: {'01': {县级责任人: null}}", "I110", 2, 3),
        ("项目: {'01': {状态: 未开工}}", "I111", 2, 2),
        ("expenditures: []", "I112", 3, 4),
        ("expenditures: []\n截至: 2021-04-01", "I112", 3, 3),
    ],
)
def test_one_missing_record_is_one_less(overlay: str, code: str, disclosed: int, due: int) -> None:
    item = _items(overlay)[code]
    assert (item.disclosed, item.due) == (disclosed, due)


def test_the_states() -> None:
    part = _items("项目: {'01': {工作要求: null}}")["I104"]
    assert (part.state, part.share) == (Disclosed.PARTLY, Decimal(200) / 3)
    assert _items("方案: {决策过程: []}")["I102"].state is Disclosed.NOT
    none = _items("项目: {'01': {状态: 未开工}, '02': {状态: 未开工}, '03': {状态: 未开工}}")["I111"]
    assert (none.state, none.share) == (Disclosed.NOT_DUE, None)


def test_a_county_that_has_received_nothing_owes_no_account_of_it() -> None:
    overlay = "县: {资金到账: [], 专项资金: {中央财政: null}}\npayments: []\nexpenditures: []"
    item = _items(overlay)["I112"]
    assert (item.disclosed, item.due, item.state) == (0, 1, Disclosed.NOT)


def test_dates_of_the_latest_record_not_after_the_as_of_date() -> None:
    items = _items()
    assert items["I101"].updated == date(2020, 11, 20)
    assert items["I102"].updated == date(2020, 11, 10)
    assert items["I111"].updated == date(2021, 6, 20)
    assert items["I112"].updated == date(2021, 4, 20)
    seen = replace(scene(), as_of=date(2021, 3, 15))
    earlier = {item.code: item for item in checklist(seen.county, seen.as_of, ())}
    assert earlier["I111"].updated is None
    that_day = checklist(seen.county, date(2021, 3, 10), ())
    assert that_day[-1].updated == date(2021, 3, 10)
    assert earlier["I112"].updated == date(2021, 3, 10)


def test_the_share_of_an_item() -> None:
    assert ChecklistItem("I104", "二", 1, 4, None, "二").share == 25
    assert ChecklistItem("I111", "三", 0, 0, None, "三").share is None


def test_other_findings_do_not_count() -> None:
    seen = scene("项目: {'01': {完成时限: 2021-05-31}}")
    assert checklist(seen.county, AS_OF, check_county(seen)) == checklist(seen.county, AS_OF, ())
