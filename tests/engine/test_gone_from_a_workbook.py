"""What goes from a workbook is missed in its sheet: nobody who hands in a workbook has a file payments.csv."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from generator.model.finding import Severity
from generator.workbook.convert import to_workbook
from tests.support.one_county import CODE, OneCounty, one_county

BOOK = f"counties/{CODE}/台账.xlsx"


@pytest.fixture
def county(tmp_path: Path) -> OneCounty:
    made = one_county(tmp_path / "r")
    made.write("batches/2022/batch.yaml", "示范批次: 2022\n资金到账:\n  - {日期: 2022-02-01, 金额: 1}\n")
    made.commit()
    to_workbook(made.repository.content, CODE)
    made.commit()
    return made


def without(title: str) -> Callable[[Any], None]:
    return lambda book: book.__delitem__(title)


def emptied(title: str) -> Callable[[Any], None]:
    return lambda book: book[title].delete_rows(2, 9)


@pytest.mark.parametrize(
    ("change", "sheet"),
    [
        (without("专项资金拨付"), "专项资金拨付"),
        (emptied("项目建设进度"), "项目建设进度"),
        (lambda book: book["项目"].delete_rows(3), "项目"),
        (without("整改清单"), "综合验收、省级复核"),
        (lambda book: setattr(book["专项资金拨付"], "title", "拨付"), "专项资金拨付"),
        (lambda book: book["专项资金拨付"].delete_rows(2), "专项资金拨付"),
    ],
)
def test_what_is_gone_is_missed_in_its_sheet(
    change: Callable[[Any], None], sheet: str, county: OneCounty
) -> None:
    path = county.path("台账.xlsx")
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    county.commit()
    found = [one for one in county.checked().findings if one.code == "E012"]
    assert found
    assert {(one.place.file, one.place.sheet) for one in found} == {(BOOK, sheet)}
    assert not any("文件" in one.cure for one in found)


def test_a_file_beside_the_workbook_is_missed_by_its_own_name(county: OneCounty) -> None:
    county.path("cases/yi-ge.md").unlink()
    county.commit()
    (one,) = [one for one in county.checked().findings if one.severity is Severity.ERROR]
    assert one.place.file == f"counties/{CODE}/cases/yi-ge.md"
    assert "恢复此文件" in one.cure


def test_a_withheld_batch_of_a_workbook_keeps_its_name(county: OneCounty) -> None:
    path = county.path("台账.xlsx")
    book = openpyxl.load_workbook(path)
    book["后续批次·资金到账"]["C2"] = "一"
    book.save(path)
    county.commit()
    withheld = [item for item in county.county().withheld if item.kind == "batches"]
    assert [item.place.file for item in withheld] == [f"counties/{CODE}/batches/2022/batch.yaml"]
    (one,) = [one for one in county.checked().findings if one.severity is Severity.ERROR]
    assert one.place.sheet == "后续批次·资金到账"
