"""A county that hands in a workbook is reviewed as one that hands in text: by field, and never by a private cell."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment

from generator.intake.reading.folder import Folder
from generator.review.reports import FORMATS, format_review
from tests.review.conftest import MINE, errors, kinds, reviewed
from tests.support.repository import Repository
from tests.support.workbooks import workbook_of

MOBILE, ID_CARD = "13800138000", "11010519491231002X"


@pytest.fixture
def book(repository: Repository) -> Path:
    """The county's workbook, in place of its text files on the main line; the branch ``next`` is checked out."""
    folder = repository.content / MINE
    repository.git("checkout", "-q", "main")
    data = workbook_of(Folder(folder, f"{MINE}/", MINE[-6:]))
    for file in (*folder.glob("*.yaml"), *folder.glob("*.csv"), *folder.glob("projects/*")):
        file.unlink()
    (folder / "台账.xlsx").write_bytes(data)
    repository.commit("a workbook")
    repository.git("checkout", "-q", "-b", "next")
    return folder / "台账.xlsx"


def typed(path: Path, type_in: Callable[[Any], object]) -> None:
    found = openpyxl.load_workbook(path)
    type_in(found)
    found.save(path)


def replace(found: Any, old: str, new: object) -> None:
    """Types over the first cell that holds a text."""
    cell = next(cell for sheet in found for row in sheet for cell in row if str(cell.value) == old)
    cell.value = new


def test_cells_that_changed_are_as_many_changes(book: Path, repository: Repository) -> None:
    def five(found: Any) -> None:
        replace(found, "青禾县", "青禾新县")
        replace(found, "县级仓储配送中心", "县级仓储中心")
        replace(found, "在建", "基本完成")
        replace(found, "2022-12-31", "2023-12-31")
        replace(found, "物流配送", "人才培训")

    typed(book, five)
    repository.commit("five cells")
    found = reviewed(repository)
    assert kinds(found) == []
    assert sorted((line.old, line.new) for line in found.lines) == [
        ("2022-12-31", "2023-12-31"),
        ("县级仓储配送中心", "县级仓储中心"),
        ("在建", "基本完成"),
        ("物流配送", "人才培训"),
        ("青禾县", "青禾新县"),
    ]


PAID = "专项资金拨付"


def amount(found: Any) -> None:
    found[PAID]["C2"] = 74.41


def two_cells(found: Any) -> None:
    found[PAID]["C3"], found[PAID]["F3"] = 10.01, "其他用途"


def moved_down(found: Any) -> None:
    found[PAID].insert_rows(2, 3)
    found[PAID]["C5"] = 74.41


def moved_to_the_right(found: Any) -> None:
    found[PAID].insert_cols(1)
    found[PAID]["D2"] = 74.41


def emptied(found: Any) -> None:
    found[PAID]["F2"] = None


def below_a_new_row(found: Any) -> None:
    for column, text in enumerate(("2021-02-01", "210198-2020-01", "1.00", "甲公司"), 1):
        found[PAID].insert_rows(2) if column == 1 else None
        found[PAID].cell(2, column).value = text
    found[PAID]["C3"] = 74.41


@pytest.mark.parametrize(
    ("how", "place", "column"),
    [
        (amount, "第2行C列", "金额"),
        (two_cells, "第3行", "金额、用途"),
        (moved_down, "第5行C列", "金额"),
        (moved_to_the_right, "第2行D列", "金额"),
        (emptied, "第2行", "用途"),
        (below_a_new_row, "第3行C列", "金额"),
    ],
)
def test_a_rewritten_row_is_told_with_sheet_and_row(
    how: Callable[[Any], None], place: str, column: str, book: Path, repository: Repository
) -> None:
    typed(book, how)
    repository.commit("rewritten")
    found = reviewed(repository)
    (refusal,) = found.refusals
    assert (refusal.kind, refusal.path) == ("rewritten", f"content_data/{MINE}/台账.xlsx")
    assert refusal.message.startswith(f"工作表“{PAID}”{place}：")
    assert refusal.message.endswith(f"改写了{column}")
    assert refusal.message in format_review(found, "md")


def test_a_row_rewritten_on_the_way_into_a_workbook_is_told_there(repository: Repository) -> None:
    folder = repository.content / MINE
    data = workbook_of(Folder(folder, f"{MINE}/", MINE[-6:]))
    for file in (*folder.glob("*.yaml"), *folder.glob("*.csv"), *folder.glob("projects/*")):
        file.unlink()
    (folder / "台账.xlsx").write_bytes(data)
    typed(folder / "台账.xlsx", amount)
    repository.commit("a workbook, and a row rewritten")
    (refusal,) = reviewed(repository).refusals
    assert (refusal.kind, refusal.path) == ("rewritten", f"content_data/{MINE}/台账.xlsx")


def test_a_ledger_beside_a_workbook_is_told_by_its_own_name(book: Path, repository: Repository) -> None:
    repository.git("checkout", "-q", "main")
    text = f"日期,项目编号,进度,状态,说明\n2021-05-31,{MINE[-6:]}-2020-01,20,在建,开工\n"
    repository.write(f"{MINE}/progress.csv", text)
    repository.commit("progress")
    repository.git("checkout", "-q", "-b", "later")
    repository.write(f"{MINE}/progress.csv", text.replace(",20,", ",30,"))
    repository.commit("rewritten")
    (refusal,) = reviewed(repository).refusals
    assert refusal.path == f"content_data/{MINE}/progress.csv"


def hidden(found: Any) -> None:
    page = found.create_sheet("名单")
    page["B7"] = ID_CARD
    page.sheet_state = "hidden"


def very_hidden(found: Any) -> None:
    hidden(found)
    found["名单"].sheet_state = "veryHidden"


def comment(found: Any) -> None:
    found.worksheets[0]["A2"].comment = Comment(f"联系人 {MOBILE}", "录入")


def in_a_cell(found: Any) -> None:
    replace(found, "县级仓储配送中心", f"中心{MOBILE}")


def title(found: Any) -> None:
    found.create_sheet(MOBILE)


@pytest.mark.parametrize("how", [hidden, very_hidden, comment, in_a_cell, title])
def test_a_private_value_anywhere_in_it_is_refused_and_not_repeated(
    how: Callable[[Any], None], book: Path, repository: Repository
) -> None:
    typed(book, how)
    repository.commit("private")
    found = reviewed(repository)
    assert not found.is_passed
    assert [code for code in errors(found) if code.startswith("P")]
    for form in FORMATS:
        text = format_review(found, form)
        assert MOBILE not in text
        assert ID_CARD not in text
