"""A county's later batches in its workbook: round trip, change record, what is wrong, merge, template."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.history import read_history
from generator.intake.county.county_folder import read_county
from generator.intake.workbook.sheets import sheets
from generator.model.finding import Severity
from generator.workbook.convert import to_text, to_workbook
from generator.workbook.lying import rows_of
from generator.workbook.merge import merge
from tests.support.one_county import CODE, OneCounty, errors, is_same, one_county
from tests.support.project import tree
from tests.support.workbooks import read, xlsx

BATCH = "示范批次: {year}\n专项资金:\n  中央财政: 420.00\n资金到账:\n  - 日期: 2022-05-30\n    金额: 252.00\n"
FILES = {
    "batches/2021/batch.yaml": BATCH.format(year=2021)
    + "费用:\n  - 名称: 监理\n    类别: 服务\n    金额: 2\n",
    "batches/2021/plan.yaml": "实施方案:\n  标题: 第二批实施方案\n  印发日期: 2021-12-06\n",
    "batches/2022/batch.yaml": BATCH.format(year=2022),
    "batches/2022/outcome.yaml": "整改清单:\n  - 编号: 一\n    问题: 标识不全\n    期限: 2022-12-31\n",
}
"""Two later batches: one with a plan, one with nothing but an outcome, of which the form is empty."""


@pytest.fixture
def county(tmp_path: Path) -> OneCounty:
    made = one_county(tmp_path / "r")
    for name, text in FILES.items():
        made.write(name, text)
    made.commit()
    assert errors(made.checked()) == []
    return made


@pytest.fixture
def book(county: OneCounty) -> Path:
    (path,) = to_workbook(county.repository.content, CODE).written
    county.commit()
    return path


def typed(path: Path, sheet: str, cell: str, value: Any) -> None:
    found = openpyxl.load_workbook(path)
    found[sheet][cell] = value
    found.save(path)


def told(county: OneCounty) -> list[tuple[str, str, str, str]]:
    history = read_history(county.repository.content, None).county(CODE)
    assert history is not None
    return [(one.record, one.field, one.old, one.new) for one in history.changes]


def test_all_batches_go_into_the_workbook_and_back(county: OneCounty) -> None:
    before, files = county.county(), tree(county.path("batches"))
    assert [batch.county.cohort for batch in before.batches] == [2020, 2021, 2022]
    (path,) = to_workbook(county.repository.content, CODE).written
    county.commit()
    assert sorted(found.name for found in path.parent.iterdir()) == ["cases", "台账.xlsx"]
    assert is_same(county.county(), before)
    to_text(county.repository.content, CODE)
    county.commit()
    assert is_same(county.county(), before)
    assert set(tree(county.path("batches"))) == set(files)
    assert told(county) == []


def test_a_cell_of_a_later_batch_is_one_change(county: OneCounty, book: Path) -> None:
    typed(book, "后续批次·资金到账", "C3", 251)
    typed(book, "后续批次·整改清单", "D2", "标识缺失")
    county.commit()
    assert sorted(told(county)) == [
        (f"{CODE}/batches/2022/batch", "资金到账 › “2022-05-30” › 金额", "252.00", "251.00"),
        (f"{CODE}/batches/2022/outcome", "整改清单 › “一” › 问题", "标识不全", "标识缺失"),
    ]


@pytest.mark.parametrize("data", [b"damaged", b"PK\x03\x04"])
def test_what_a_refused_workbook_held_of_a_batch_stands(data: bytes, county: OneCounty, book: Path) -> None:
    before, sound = county.county(), book.read_bytes()
    book.write_bytes(data)
    county.commit()
    assert told(county) == []
    assert is_same(county.county(), before)
    book.write_bytes(sound)
    typed(book, "后续批次·资金到账", "C3", 251)
    county.commit()
    assert [change[2:] for change in told(county)] == [("252.00", "251.00")]


def test_a_batch_that_goes_from_the_workbook_is_missed(county: OneCounty, book: Path) -> None:
    found = openpyxl.load_workbook(book)
    for sheet in found:
        if sheet.title.startswith("后续批次"):
            for row in range(sheet.max_row, 1, -1):
                if str(sheet.cell(row, 1).value) == "2021":
                    sheet.delete_rows(row)
    found.save(book)
    county.commit()
    assert set(errors(county.checked())) == {"E012"}


def test_a_batch_beside_the_workbook_is_read_as_before(county: OneCounty, book: Path) -> None:
    text = "综合验收:\n  日期: 2022-06-10\n  结论: 合格\n"
    county.write("batches/2021/outcome.yaml", text)
    county.commit()
    assert errors(county.checked()) == []
    assert (
        next(one for one in county.county().batches if one.county.cohort == 2021).outcome.final_acceptance
        is not None
    )
    county.write("batches/2022/outcome.yaml", FILES["batches/2022/outcome.yaml"])
    county.commit()
    (error,) = [one for one in county.checked().findings if one.severity is Severity.ERROR]
    assert error.code == "E006"
    assert "后续批次·整改清单" in error.message
    assert "batches/2022/outcome.yaml" in error.message


TOP = ["示范批次*", "专项资金 › 中央财政（万元）"]
PLAN = ["示范批次*", "实施方案 › 标题"]


@pytest.mark.parametrize(
    ("given", "code", "place", "word"),
    [
        ({"后续批次·资金和目标": [TOP, ["二期", 1]]}, "E004", "第2行A列", "入选的年份"),
        ({"后续批次·资金和目标": [TOP, ["22", 1]]}, "E004", "第2行A列", "入选的年份"),
        ({"后续批次·资金和目标": [TOP, [2022, 1], [2022, 2]]}, "E006", "第3行A列", "同一个批次"),
        (
            {"后续批次·资金到账": [["示范批次*", "日期*", "金额（万元）*"], [2022, "2022-05-30", 1]]},
            "E007",
            "第2行A列",
            "后续批次·资金和目标",
        ),
        ({"后续批次·实施方案": [PLAN, [2022, "甲"], [2022, "乙"]]}, "E006", "第3行A列", "同一个批次"),
        (
            {"后续批次·整改清单": [["示范批次*", "编号*", "问题*"], ["二", "一", "慢"]]},
            "E004",
            "第2行A列",
            "年份",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_cell(given: Any, code: str, place: str, word: str) -> None:
    _, report = read("台账.xlsx", xlsx(given))
    (error,) = [one for one in report.findings if one.severity is Severity.ERROR]
    assert error.code == code
    assert place in str(error.place)
    assert word in f"{error.message}{error.cure}"


def test_a_year_may_be_a_number_or_a_text() -> None:
    for year in (2022, "2022", "２０２２", "2022年", "二〇二二年"):
        found, report = read("台账.xlsx", xlsx({"后续批次·资金和目标": [TOP, [year, 1]]}))
        assert set(found.files) == {"batches/2022/batch.yaml"}, report.findings


def test_changes_of_several_batches_are_merged(book: Path, tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours.xlsx", tmp_path / "theirs.xlsx"
    for path in (ours, theirs):
        path.write_bytes(book.read_bytes())
    typed(ours, "后续批次·资金到账", "C2", 250)
    typed(ours, "后续批次·实施方案", "B2", "第二批实施方案（修订）")
    typed(theirs, "后续批次·资金到账", "C3", 251)
    typed(theirs, "后续批次·整改清单", "D2", "标识缺失")
    found = merge(*map(rows_of, (book, ours, theirs)))
    assert found.conflicts == []
    rows = {sheet.title: rows for sheet, rows in found.rows.items()}
    assert [row["金额"] for row in rows["后续批次·资金到账"]] == ["250.00", "251.00"]
    assert rows["后续批次·实施方案"][0]["实施方案 › 标题"] == "第二批实施方案（修订）"
    assert rows["后续批次·整改清单"][0]["问题"] == "标识缺失"
    typed(theirs, "后续批次·实施方案", "B2", "第二批实施方案（再修订）")
    (conflict,) = merge(*map(rows_of, (book, ours, theirs))).conflicts
    assert conflict.told().startswith("冲突 后续批次·实施方案 › 2021 › 实施方案 › 标题：")


def run(*arguments: str) -> Any:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def test_a_batch_is_filled_in_from_a_template(tmp_path: Path) -> None:
    made = one_county(tmp_path / "r")
    out = tmp_path / "台账.xlsx"
    root = ("--root", str(made.repository.root))
    assert run(*root, "template", "--county", CODE, "--batch", "2022", "--out", str(out)).exit_code == 0
    before = made.county()
    typed(out, "后续批次·资金和目标", "B2", 420)
    to_workbook(made.repository.content, CODE)
    made.path("台账.xlsx").write_bytes(out.read_bytes())
    made.commit()
    assert errors(made.checked()) == []
    county = read_county(made.repository.content, CODE, None).disclosure
    assert county is not None
    assert [batch.county.cohort for batch in county.batches] == [2020, 2022]
    assert county.projects == before.projects
    assert [str(batch.county.allocation.central) for batch in county.batches] == ["None", "420.00"]


@pytest.mark.parametrize("year", ["22", "1999", "二〇二二"])
def test_a_year_that_is_none_is_one_line(year: str, tmp_path: Path) -> None:
    done = run("template", "--batch", year, "--out", str(tmp_path / "台账.xlsx"))
    assert done.exit_code == 2
    assert not (tmp_path / "台账.xlsx").exists()


def test_no_two_sheets_have_one_title() -> None:
    assert len({sheet.title for sheet in sheets()}) == len(sheets())
