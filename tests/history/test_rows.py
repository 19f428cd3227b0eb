"""Rows of a ledger from one version to the next."""

from generator.history.compare import changes, new_rows
from generator.history.published import as_it_stands
from generator.history.records import Content, holding, version_of

LEDGER = "210198/payments"
HEAD = "日期,项目编号,金额,收款单位,用途,凭证号\n"
FIRST = "2022-01-10,210198-2020-01,100.00,甲公司,首付款,\n"
SECOND = "2022-01-10,210198-2020-01,20,甲公司,,\n"


def version(*rows: str) -> dict[str, Content]:
    held = holding("counties/210198/payments.csv")
    assert held is not None
    found = as_it_stands(version_of(held, (HEAD + "".join(rows)).encode()), "payments.csv", "0")
    assert found is not None
    return {found.record: found.content}


def test_a_row_above_one_of_the_same_day_changes_neither() -> None:
    before, after = version(FIRST), version(SECOND, FIRST)
    assert list(changes(before, after)) == []
    assert list(new_rows(LEDGER, before[LEDGER], after[LEDGER])) == [
        f"{LEDGER} › 2022-01-10 210198-2020-01 20 甲公司"
    ]


def test_the_row_that_changed_is_named_and_not_its_neighbour() -> None:
    before, after = version(SECOND, FIRST), version(SECOND, FIRST.replace("100.00", "90"))
    (change,) = changes(before, after)
    assert (change.field, change.old, change.new) == ("2022-01-10 210198-2020-01（2） › 金额", "100.00", "90")
    assert list(new_rows(LEDGER, before[LEDGER], after[LEDGER])) == []


def test_rows_of_other_records_are_none() -> None:
    assert list(new_rows("210198-2020-01", {"状态": "在建"}, {"状态": "已取消"})) == []
