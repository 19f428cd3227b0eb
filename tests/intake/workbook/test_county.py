"""A county that hands in a workbook: what is wrong is told once with its cell, the record is withheld, the rest stands."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from generator import intake
from generator.engine.steps.whole_portal import check_portal
from generator.intake.reading.folder import Folder
from generator.intake.workbook.sheets import KINDS
from generator.model.finding import Finding, Severity
from tests.support.single_faults import AS_OF, CODE, COUNTY, province
from tests.support.workbooks import workbook_of

BOOK = f"{COUNTY}/台账.xlsx"
PAID = "专项资金拨付"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small province, whose county hands in a workbook."""
    root = tmp_path / "content_data"
    province(root)
    data = workbook_of(Folder(root / COUNTY, f"{COUNTY}/", CODE))
    for kind in KINDS:
        for file in (root / COUNTY).glob(kind.path):
            file.unlink()
    (root / BOOK).write_bytes(data)
    return root


def typed(root: Path, change: Callable[[Any], None]) -> None:
    book = openpyxl.load_workbook(root / BOOK)
    change(book)
    out = io.BytesIO()
    book.save(out)
    (root / BOOK).write_bytes(out.getvalue())


def put(sheet: str, heading: str, row: int, value: Any) -> Callable[[Any], None]:
    """Types a value below a heading."""

    def change(book: Any) -> None:
        column = next(cell.column for cell in book[sheet][1] if str(cell.value).startswith(heading))
        book[sheet].cell(row, column).value = value

    return change


def errors(root: Path) -> list[Finding]:
    return [one for one in check_portal(root, AS_OF, AS_OF).findings if one.severity is Severity.ERROR]


def test_a_sound_workbook_gives_the_records_of_the_text_files(root: Path, tmp_path: Path) -> None:
    assert errors(root) == []
    province(tmp_path / "text")
    county = intake.read_county(root, CODE, None).disclosure
    text = intake.read_county(tmp_path / "text", CODE, None).disclosure
    assert county is not None
    assert text is not None
    assert county.projects == text.projects
    assert county.payments == text.payments
    assert county.snapshots == text.snapshots


@pytest.mark.parametrize(
    ("change", "place", "word"),
    [
        (put(PAID, "金额", 2, "=1+1"), f"工作表“{PAID}”第2行C列", "公式"),
        (put(PAID, "金额", 2, "五十"), f"工作表“{PAID}”第2行C列", "金额"),
        (put(PAID, "日期", 3, "2021-02-30"), f"工作表“{PAID}”第3行A列", "日期"),
        (put(PAID, "项目编号", 3, f"{CODE}-2020-09"), f"工作表“{PAID}”第3行B列", "找不到编号为"),
        (put(PAID, "用途", 2, "电话13800138000"), f"工作表“{PAID}”第2行F列", "手机号码"),
        (put("项目", "扶持资金额度", 3, "=1+1"), "工作表“项目”第3行AG列", "公式"),
        (put("项目", "状态", 3, "已经完成"), "工作表“项目”第3行E列", "状态"),
        (put("项目", "项目编号", 3, "二号"), "工作表“项目”第3行A列", "写法"),
        (put("项目", "项目编号", 3, f"{CODE}-2020-01"), "工作表“项目”第3行A列", "同一个项目"),
        (put("项目建设进度", "进度", 2, "0.4"), "工作表“项目建设进度”第2行C列", "40%"),
        (put("资金到账", "金额", 2, "一千"), "工作表“资金到账”第2行B列", "金额"),
    ],
)
def test_a_fault_in_a_cell_is_told_with_its_cell(
    root: Path, change: Callable[[Any], None], place: str, word: str
) -> None:
    typed(root, change)
    found = errors(root)
    assert any(place in str(one.place) and word in one.message for one in found), found
    assert {one.place.file for one in found} == {BOOK}
    assert len({one.place for one in found}) == len(found)
    assert not any("损坏" in one.message for one in found)


def test_a_cell_that_cannot_be_read_withholds_its_record_alone(root: Path) -> None:
    typed(root, put(PAID, "金额", 2, "=1+1"))
    assert len(errors(root)) == 1
    found = intake.read_county(root, CODE, None).disclosure
    assert found is not None
    assert [str(row.amount) for row in found.payments] == ["30.00"]
    typed(root, put("项目", "扶持资金额度", 3, "=1+1"))
    found = intake.read_county(root, CODE, None).disclosure
    assert found is not None
    assert [project.id[-2:] for project in found.projects] == ["01", "03"]


def test_a_record_given_twice_is_an_error_naming_both_places(root: Path) -> None:
    (root / COUNTY / "payments.csv").write_text("日期,项目编号,金额\n", "utf-8")
    (error,) = errors(root)
    assert error.place.file == BOOK
    assert f"工作表“{PAID}”" in error.message
    assert "payments.csv" in error.message


def test_two_workbooks_are_an_error(root: Path) -> None:
    (root / COUNTY / "台账.ods").write_bytes((root / BOOK).read_bytes())
    (error,) = errors(root)
    assert "台账.xlsx、台账.ods" in error.message


def test_a_refused_workbook_is_one_error(root: Path) -> None:
    (root / BOOK).write_bytes(b"damaged")
    assert [(one.place.file, one.code) for one in errors(root)] == [(BOOK, "S003")]


def test_an_answer_of_the_province_holds_for_a_cell_of_the_workbook(root: Path) -> None:
    typed(root, put(PAID, "用途", 2, "咨询 zhangsan@qq.com"))
    assert [one.code for one in errors(root)] == ["P004"]
    (root / "not-private.yaml").write_text(
        f"不含个人信息:\n  - 记录: {BOOK}\n    栏目: 用途\n    值: zhangsan@qq.com\n    说明: 单位邮箱\n",
        "utf-8",
    )
    assert errors(root) == []
