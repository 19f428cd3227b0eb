"""Rows of a ledger: what is in error or went stands as it was published last, and nothing counts twice."""

from datetime import date
from pathlib import Path

import pytest

from generator.engine.steps.earlier_rows import InError, put_back, withheld_rows
from generator.intake.county.county_folder import Unread
from generator.intake.screening.report import RefusedRow
from generator.model.disclosure import CountyDisclosure
from generator.model.ledgers import Payment
from generator.model.withheld import causes
from tests.intake.conftest import PROJECT
from tests.support.effort import lines_run
from tests.support.one_county import CODE, FIRST, P1, P2, PAYMENTS, PROGRESS, OneCounty, errors, one_county

HEAD = PAYMENTS.split("\n")[0]


@pytest.fixture
def portal(tmp_path: Path) -> OneCounty:
    return one_county(tmp_path / "checkout")


def amounts(county: CountyDisclosure) -> list[tuple[str, str]]:
    return [(str(row.date), str(row.amount)) for row in county.payments]


AS_PUBLISHED = [("2021-03-10", "50.00"), ("2021-04-10", "30.00")]
SLIPS = {
    "an amount in words": ("50.00,", "五十万元,"),
    "a day that there is not": ("2021-03-10", "2021-03-32"),
    "a month that there is not": ("2021-03-10", "2021-13-10"),
    "a day written in words": ("2021-03-10", "三月十日"),
    "a day to come": ("2021-03-10", "2031-03-10"),
    "a project that there is not": (f"2021-03-10,{P1}", f"2021-03-10,{CODE}-2020-77"),
    "a project otherwise written": (f"2021-03-10,{P1}", "2021-03-10,01号项目"),
    "a cell too many": ("首付款,一号", "首付款,一号,多余"),
    "a cell too few": ("首付款,一号", "首付款"),
    "a comma in a text": ("甲公司,首付款", "甲公司,首付款,含设备"),
    "text behind a quote": ("甲公司,", '"甲"公司,'),
    "a mobile number": ("甲公司", "甲公司 13812345678"),
    "markup": ("首付款,一号", "<b>首付款</b>,一号"),
    "a formula": ("甲公司", "=HYPERLINK(1)"),
}


@pytest.mark.parametrize("committed", [True, False], ids=["committed", "not committed"])
@pytest.mark.parametrize("slip", SLIPS)
def test_a_row_in_error_stands_as_it_was_published(portal: OneCounty, slip: str, committed: bool) -> None:
    portal.change("payments.csv", *SLIPS[slip])
    if committed:
        portal.commit()
    checked = portal.checked()
    county = checked.disclosure
    assert county is not None
    assert amounts(county) == AS_PUBLISHED
    (withheld,) = county.withheld
    assert (withheld.kind, withheld.project, withheld.since) == ("payments", P1, FIRST)
    assert withheld.place.file == f"counties/{CODE}/payments.csv"
    assert withheld.place.line == 2


NEW = {
    "": f"2021-05-20,{P1},二十万元,甲公司,二期款,三号",
    "day": f"2021-05-99,{P1},20.00,甲公司,二期款,三号",
    "cells": f"2021-05-20,{P1},20.00,甲公司,二期款,三号,多余",
    "other project": f"2021-05-20,{P2},二十,甲公司,二期款,三号",
}


@pytest.mark.parametrize("slip", NEW)
def test_a_new_row_in_error_is_missing(portal: OneCounty, slip: str) -> None:
    portal.write("payments.csv", f"{PAYMENTS}{NEW[slip]}\n")
    portal.commit()
    county = portal.county()
    assert amounts(county) == AS_PUBLISHED
    (withheld,) = county.withheld
    assert (withheld.project, withheld.since, withheld.place.line) == (P2 if "other" in slip else P1, None, 4)


def test_a_new_row_of_which_nobody_can_tell_the_project(portal: OneCounty) -> None:
    portal.write("payments.csv", f"{PAYMENTS}2021-05-20,01号项目,20.00,甲公司,二期款,三号\n")
    (withheld,) = portal.county().withheld
    assert (withheld.project, withheld.since) == (None, None)
    assert withheld.concerns(P1)
    assert withheld.concerns(P2)


def test_a_row_that_never_was_published_is_known_to_have_come_with_the_first_version_in_error(
    portal: OneCounty,
) -> None:
    """So what was told of the time before stays."""
    row = f"2021-08-31,{P1},1OO,投入使用,完成\n"
    portal.write("progress.csv", PROGRESS + row)
    (uncommitted,) = portal.county().withheld
    portal.commit()
    (item,) = portal.county().withheld
    portal.write("progress.csv", f"{PROGRESS}2021-07-31,{P1},60,在建,一层\n{row}")
    portal.commit()
    (still,) = portal.county().withheld
    assert (uncommitted.since, item.since, still.since) == (None, None, None)
    assert uncommitted.ended is None
    assert item.ended is not None
    assert item.ended.hour == 2  # the second commit, an hour after the first
    assert still.ended == item.ended


@pytest.mark.parametrize("own_slips", [0, 1])
def test_rows_of_a_project_that_never_was_published_are_kept_back_with_it(
    portal: OneCounty, own_slips: int
) -> None:
    """One record failed, and beside it only those rows that have a slip of their own."""
    third = P1.replace("-01", "-03")
    portal.write("projects/03.yaml", PROJECT.format(code=CODE, number="03") + "多余: 1\n")
    rows = f"2021-05-10,{third},{'9吨' if own_slips else '9'},某公司,首付款,三号\n"
    portal.write("payments.csv", f"{PAYMENTS}{rows}2021-06-10,{third},8,某公司,余款,四号\n")
    portal.write("progress.csv", f"{PROGRESS}2021-06-30,{third},10,在建,动工\n")
    withheld = portal.county().withheld
    assert sorted(item.kind for item in withheld) == ["payments", "payments", "progress", "projects"]
    groups = causes(withheld)
    assert [group[0].place.file.rpartition("/")[2] for group in groups] == [
        "03.yaml",
        *["payments.csv"] * own_slips,
    ]
    assert {item.project for item in withheld} == {third}


def test_a_quote_that_swallows_the_rest_takes_no_published_row_away(portal: OneCounty) -> None:
    portal.change("payments.csv", "甲公司", '"甲公司')
    county = portal.county()
    assert amounts(county) == AS_PUBLISHED
    assert {item.since for item in county.withheld} == {FIRST}


def test_a_quote_that_swallows_new_rows_leaves_them_missing(portal: OneCounty) -> None:
    portal.change("payments.csv", "甲公司", '"甲公司')
    portal.write(
        "payments.csv",
        portal.path("payments.csv").read_text("utf-8") + f"2021-05-20,{P1},20,甲公司,二期款,三号\n",
    )
    county = portal.county()
    assert amounts(county) == AS_PUBLISHED
    assert sorted(item.since is None for item in county.withheld) == [False, False, True]


@pytest.mark.parametrize(
    "header",
    [
        "日期,项目编号,收款单位,用途,凭证号",
        "2021年拨付台账,,,,,",
        "日期;项目编号;金额;收款单位;用途;凭证号",
        "",
    ],
)
def test_a_ledger_without_a_sound_header_stands(portal: OneCounty, header: str) -> None:
    portal.write("payments.csv", PAYMENTS.replace(HEAD, header))
    county = portal.county()
    assert amounts(county) == AS_PUBLISHED
    assert {item.since for item in county.withheld} == {FIRST}


def test_a_ledger_that_is_no_text_stands(portal: OneCounty) -> None:
    portal.path("payments.csv").write_bytes(b"PK\x03\x04\x00\x00")
    county = portal.county()
    assert amounts(county) == AS_PUBLISHED
    assert {item.since for item in county.withheld} == {FIRST}


@pytest.mark.parametrize("name", ["payments.csv", "progress.csv"])
def test_a_ledger_that_was_taken_away_stands(portal: OneCounty, name: str) -> None:
    before = portal.county()
    portal.path(name).unlink()
    portal.commit()
    county = portal.county()
    assert (county.payments, county.progress) == (before.payments, before.progress)
    assert {(item.kind, item.since) for item in county.withheld} == {(name.removesuffix(".csv"), FIRST)}


def test_a_row_that_was_taken_away_stands_and_is_told(portal: OneCounty) -> None:
    portal.write("payments.csv", "\n".join([HEAD, PAYMENTS.split("\n")[2]]) + "\n")
    portal.commit()
    portal.write("payments.csv", f"{PAYMENTS.replace('50.00', '五十')}2021-05-20,{P2},20,乙公司,,三号\n")
    portal.commit()
    checked = portal.checked()
    assert "E004" in errors(checked)
    assert checked.disclosure is not None
    assert amounts(checked.disclosure) == [*AS_PUBLISHED, ("2021-05-20", "20")]


def test_the_newest_sound_version_of_a_row_stands(portal: OneCounty) -> None:
    for old, new in (("50.00", "55.00"), ("55.00", "五十六"), ("五十六", "五十七")):
        portal.change("payments.csv", old, new)
        portal.commit()
    assert amounts(portal.county()) == [("2021-03-10", "55.00"), AS_PUBLISHED[1]]


def test_a_key_that_was_put_right_does_not_count_twice(portal: OneCounty) -> None:
    """The day of one row is put right without 更正 while another row is in error."""
    portal.change("payments.csv", "2021-03-10", "2021-03-11")
    portal.change("payments.csv", "30.00", "三十")
    portal.commit()
    assert amounts(portal.county()) == [("2021-03-11", "50.00"), AS_PUBLISHED[1]]


@pytest.mark.parametrize(
    "slip", [("50.00,", "50.00元,"), ("甲公司,首", "甲公司 13812345678,首"), ("一号", "一号,多")]
)
def test_a_new_row_of_the_same_content_takes_no_row_in_error_away(
    portal: OneCounty, slip: tuple[str, str]
) -> None:
    """The next payment of the same amount to the same company."""
    new = f"2021-06-10,{P1},50.00,甲公司,首付款,四号\n"
    portal.change("payments.csv", *slip)
    portal.write("payments.csv", portal.path("payments.csv").read_text("utf-8") + new)
    portal.commit()
    county = portal.county()
    assert amounts(county) == [*AS_PUBLISHED, ("2021-06-10", "50.00")]
    assert [item.since for item in county.withheld] == [FIRST]


@pytest.mark.parametrize("first", ["50.00", "20.00", "30.00"])
def test_of_several_rows_of_one_name_the_right_one_stands(portal: OneCounty, first: str) -> None:
    rows = [f"2021-02-10,{P1},{amount},甲公司,第{amount}笔," for amount in ("50.00", "20.00", "30.00")]
    text = PAYMENTS + "\n".join(rows) + "\n"
    portal.write("payments.csv", text)
    portal.commit()
    before = portal.county().payments
    portal.write("payments.csv", text.replace(f"2021-02-10,{P1},{first},", f"2021-02-10,{P1},{first}元,"))
    portal.commit()
    county = portal.county()
    assert county.payments == before
    assert len(county.withheld) == 1


def test_rows_of_one_day_keep_their_order(portal: OneCounty) -> None:
    rows = [f"2021-02-10,{P1},{amount},甲公司,,{amount}号" for amount in (1, 2, 3, 4)]
    text = PAYMENTS + "\n".join(rows) + "\n"
    portal.write("payments.csv", text)
    portal.commit()
    portal.write("payments.csv", text.replace(",2,", ",贰,").replace(",3,", ",叁,"))
    assert [str(row.amount) for row in portal.county().payments[:4]] == ["1", "2", "3", "4"]


def test_a_report_of_progress_in_error_stands_as_well(portal: OneCounty) -> None:
    portal.write("progress.csv", PROGRESS.replace("40,", "四成,"))
    portal.commit()
    county = portal.county()
    assert [str(row.percent) for row in county.progress] == ["20", "40"]
    assert [(item.kind, item.project, item.since) for item in county.withheld] == [("progress", P1, FIRST)]


def test_a_row_that_was_private_when_it_was_published_never_was(portal: OneCounty) -> None:
    portal.write("payments.csv", f"{PAYMENTS}2021-05-20,{P1},20,甲公司 13812345678,,三号\n")
    portal.commit()
    portal.change("payments.csv", "甲公司 13812345678", "=1")
    portal.commit()
    county = portal.county()
    assert amounts(county) == AS_PUBLISHED
    assert [item.since for item in county.withheld] == [None]


def payment(number: int, amount: str = "") -> Payment:
    return Payment.model_validate(
        {"日期": "2021-03-10", "项目编号": P1, "金额": amount or f"{number + 1}", "用途": f"第{number}笔"}
    )


def lines_for(number: int) -> int:
    """Lines of the program run for a ledger of so many rows, all of one day, each of which is in error."""
    from generator.engine.steps.earlier_rows import Published

    old = tuple(payment(at) for at in range(number))
    refused = tuple(
        RefusedRow(at + 2, {"日期": "2021/3/10", "项目编号": P1, "金额": str(at + 1)}) for at in range(number)
    )

    def work() -> None:
        none: tuple[Payment, ...] = ()
        rows, back = put_back(none, [Published(old, date(2021, 3, 10), None)])
        assert rows == old
        wrong = InError("payments", "payments.csv", {"payments.csv": Unread(refused, 0)}, ())
        assert {item.since for item in withheld_rows(wrong, back, {P1})} == {date(2021, 3, 10)}

    return lines_run(work)


def test_a_ledger_of_errors_costs_as_much_as_it_is_long() -> None:
    once, twice, four = (lines_for(number) for number in (300, 600, 1200))
    assert twice < 2.5 * once
    assert four < 2.5 * twice
