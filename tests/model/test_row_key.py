"""Rows are known by their key columns, records by their content."""

from generator.model.canonical import canonical_json, digest
from generator.model.ledgers import Payment, Progress
from generator.model.project import Project
from generator.model.row_key import numbered, row_keys, rows_named

PAID = {"日期": "2021-03-10", "项目编号": "210198-2020-01", "金额": "50.00", "收款单位": "甲公司"}


def payments(*rows: dict[str, str]) -> list[str]:
    return [named.key(str) for named in rows_named(tuple(Payment.model_validate(PAID | row) for row in rows))]


def test_another_payment_of_the_day_above_it_leaves_a_row_its_key() -> None:
    (alone,) = payments({})
    assert payments({"金额": "20"}, {})[1] == alone
    assert len(set(payments({"金额": "20"}, {}))) == 2


def test_wording_and_the_way_a_number_is_written_are_no_part_of_a_row() -> None:
    assert payments({"用途": "首付款"}) == payments({"金额": "50"}) == payments({})


def test_a_payment_with_a_voucher_stays_itself_when_its_amount_is_put_right() -> None:
    assert payments({"凭证号": "一号"}) == payments({"凭证号": "一号", "金额": "60"}) != payments({})


def test_the_second_of_two_alike_is_labelled_as_such() -> None:
    row = {"日期": "2021-03-10", "项目编号": "210198-2020-01"}
    rows = tuple(Progress.model_validate(row | {"进度": percent}) for percent in ("10", "20"))
    labels = [named.label for named in rows_named(rows)]
    assert labels == ["2021-03-10 210198-2020-01", "2021-03-10 210198-2020-01（2）"]


def test_the_key_of_a_row_is_that_of_its_name_and_the_second_alike_has_a_number() -> None:
    days = ("2021-03-10", "2021-03-11", "2021-03-10")
    rows = [
        Progress.model_validate({"日期": day, "项目编号": "210198-2020-01", "进度": "20"}) for day in days
    ]
    keys = row_keys(rows, tuple)
    assert list(keys) == [named.key(str) for named in rows_named(rows)]
    assert list(numbered(keys)) == [keys[0], keys[1], f"{keys[0]}-2"]
    assert not row_keys([], tuple)


def test_canonical_json_is_the_content_alone() -> None:
    fields = {"项目编号": "210198-2020-01", "项目名称": "冷库", "支持方向": "物流配送", "状态": "在建"}
    one = Project.model_validate(fields | {"扶持资金额度": "350.00", "完成时限": "2021-12-31"})
    other = Project.model_validate(
        dict(reversed(fields.items())) | {"完成时限": "2021-12-31", "扶持资金额度": "350"}
    )
    assert canonical_json(one).decode() == (
        '{"完成时限":"2021-12-31","扶持资金额度":"350","支持方向":"物流配送","状态":"在建","项目名称":"冷库",'
        '"项目编号":"210198-2020-01"}'
    )
    assert digest(one) == digest(other)
    assert digest(one) != digest(one.model_copy(update={"title": "冷库二期"}))
