"""``gongkai template`` and ``gongkai convert --merge`` as a clerk meets them."""

import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from tests.support.one_county import CODE, FILES, one_county


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project folder with one county; not to be changed."""
    return one_county(tmp_path_factory.mktemp("root") / "r").repository.root


@pytest.fixture(scope="module")
def book(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The county's workbook; not to be changed."""
    path = tmp_path_factory.mktemp("book") / "台账.xlsx"
    assert run(root, "template", "--county", CODE, "--out", str(path)).exit_code == 0
    return path


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), *arguments], catch_exceptions=False)


def typed(source: Path, target: Path, sheet: str, cell: str, value: Any) -> Path:
    """A copy of a workbook in which a value was typed."""
    found = openpyxl.load_workbook(source)
    found[sheet][cell] = value
    found.save(target)
    return target


def test_a_blank_workbook_needs_no_project_folder(tmp_path: Path) -> None:
    out = tmp_path / "空白.xlsx"
    done = run(tmp_path, "template", "--out", str(out))
    assert (done.exit_code, done.output) == (0, f"已写入 {out}\n")
    assert openpyxl.load_workbook(out)["项目"].max_row == 1


def test_a_county_s_records_are_filled_in(book: Path) -> None:
    found = openpyxl.load_workbook(book)
    assert [cell.value for cell in found["专项资金拨付"][2]][:3] == ["2021-03-10", f"{CODE}-2020-01", 50]
    assert found["示范县基本信息"]["B3"].value == CODE


def test_an_empty_one_has_the_county_s_name_code_city_and_cohort_alone(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "台账.xlsx"
    assert run(root, "template", "--county", CODE, "--empty", "--out", str(out)).exit_code == 0
    found = openpyxl.load_workbook(out)
    form = {
        row[0].value: row[1].value for row in found["示范县基本信息"].iter_rows(min_row=2) if row[1].value
    }
    assert set(form) == {"名称*", "行政区划代码*", "所属市*", "示范批次*"}
    assert all(page.max_row == 1 for page in found if page.title in {"项目", "专项资金拨付", "监督电话"})


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--county", "999999"], f"找不到代码为“999999”的县；现有：{CODE}。"),
        (["--county", "../210198"], "找不到代码为“../210198”的县"),
        (["--county", "甲县"], "找不到代码为“甲县”的县"),
        (["--empty"], "--empty 要和 --county 一起写"),
    ],
)
def test_wrong_use_is_one_line_and_exit_code_two(
    arguments: list[str], said: str, root: Path, tmp_path: Path
) -> None:
    out = tmp_path / "台账.xlsx"
    done = run(root, "template", *arguments, "--out", str(out))
    assert done.exit_code == 2
    assert said in done.output
    assert len(done.output.strip().splitlines()) == 1
    assert not out.exists()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("台账.csv", "文件名应以 .xlsx 结尾"),
        ("台账.xls", "文件名应以 .xlsx 结尾"),
        ("台账", "文件名应以 .xlsx 结尾"),
        ("有了.xlsx", "文件已经存在，未改动"),
        ("文件夹.xlsx", "文件已经存在，未改动"),
        ("没有/下层/台账.xlsx", "不能写入（找不到文件或文件夹："),
        ("有了.xlsx/台账.xlsx", "不能写入（"),
    ],
)
def test_a_name_that_cannot_be_written_is_one_line(name: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "有了.xlsx").write_bytes(b"mine")
    (tmp_path / "文件夹.xlsx").mkdir()
    done = run(tmp_path, "template", "--out", str(tmp_path / name))
    assert done.exit_code == 2
    assert said in done.output
    assert len(done.output.strip().splitlines()) == 1
    assert (tmp_path / "有了.xlsx").read_bytes() == b"mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["文件夹.xlsx", "有了.xlsx"]


def test_what_cannot_be_read_is_told_not_left_out_in_silence(tmp_path: Path) -> None:
    county = one_county(tmp_path / "r")
    county.write("plan.yaml", "实施方案: 一\n方案: 二\n")
    county.write("payments.csv", FILES["payments.csv"] + "2021-05-10,甲,乙,丙,丁,戊,己,庚\n")
    out = tmp_path / "台账.xlsx"
    done = run(county.repository.root, "template", "--county", CODE, "--out", str(out))
    assert done.exit_code == 1
    assert out.exists()
    assert f"counties/{CODE}/plan.yaml 第1行第7列“实施方案” 这一项在工作簿里无对应的列" in done.output
    assert f"counties/{CODE}/plan.yaml 第2行第5列“方案”" in done.output
    assert f"counties/{CODE}/payments.csv 第4行" in done.output
    assert "有 3 处读不出，未填进去" in done.output


def test_a_merge_writes_a_workbook_with_both_changes(book: Path, tmp_path: Path) -> None:
    ours = typed(book, tmp_path / "a.xlsx", "专项资金拨付", "C2", 51.5)
    theirs = typed(book, tmp_path / "b.xlsx", "专项资金拨付", "C3", 31)
    out = tmp_path / "out.xlsx"
    done = run(tmp_path, "convert", "--merge", str(book), str(ours), str(theirs), "--out", str(out))
    assert (done.exit_code, done.output.splitlines()) == (
        0,
        ["OURS：新增 0 条、改动 1 条、删去 0 条", "THEIRS：新增 0 条、改动 1 条、删去 0 条", f"已写入 {out}"],
    )
    page = openpyxl.load_workbook(out)["专项资金拨付"]
    assert [page["C2"].value, page["C3"].value] == [51.5, 31]


def test_a_conflict_is_told_and_nothing_is_written_unless_asked(book: Path, tmp_path: Path) -> None:
    ours = typed(book, tmp_path / "a.xlsx", "专项资金拨付", "C2", 51.5)
    theirs = typed(book, tmp_path / "b.xlsx", "专项资金拨付", "C2", 52)
    out = tmp_path / "out.xlsx"
    command = ["convert", "--merge", str(book), str(ours), str(theirs), "--out", str(out)]
    done = run(tmp_path, *command)
    assert (done.exit_code, out.exists()) == (1, False)
    assert (
        f"冲突 专项资金拨付 › 2021-03-10 {CODE}-2020-01 一号 › 金额：原来：“50.00”；OURS（{ours} 工作表“专项资金拨付”第2行C列）：“51.50”"
        in done.output
    )
    assert "有 1 处冲突，未写文件" in done.output
    done = run(tmp_path, *command, "--prefer", "theirs")
    assert done.exit_code == 1
    assert f"已写入 {out}，冲突的 1 处照 THEIRS" in done.output
    assert openpyxl.load_workbook(out)["专项资金拨付"]["C2"].value == 52


def test_the_side_that_is_ours_may_be_written_over_as_git_asks(book: Path, tmp_path: Path) -> None:
    """A merge driver of git gets files without a suffix, and leaves the result in the second."""
    base, ours, theirs = (tmp_path / f".merge_file_{name}" for name in "abc")
    shutil.copy(book, base)
    typed(book, tmp_path / "x.xlsx", "专项资金拨付", "C2", 51.5).rename(ours)
    typed(book, tmp_path / "y.xlsx", "专项资金拨付", "C3", 31).rename(theirs)
    done = run(tmp_path, "convert", "--merge", str(base), str(ours), str(theirs), "--out", str(ours))
    assert done.exit_code == 0
    ours.rename(tmp_path / "z.xlsx")
    page = openpyxl.load_workbook(tmp_path / "z.xlsx")["专项资金拨付"]
    assert [page["C2"].value, page["C3"].value] == [51.5, 31]


def test_a_county_s_folder_is_one_side_too(root: Path, book: Path, tmp_path: Path) -> None:
    folder = root / "content_data/counties" / CODE
    theirs = typed(book, tmp_path / "b.xlsx", "专项资金拨付", "C3", 31)
    out = tmp_path / "out.xlsx"
    done = run(tmp_path, "convert", "--merge", str(folder), str(folder), str(theirs), "--out", str(out))
    assert done.exit_code == 0
    assert openpyxl.load_workbook(out)["专项资金拨付"]["C3"].value == 31


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"no workbook", "有读不出的内容，不能合并，未写文件"),
        (b"PK\x03\x04", "有读不出的内容，不能合并，未写文件"),
        (None, "的值不对"),
    ],
)
def test_what_is_no_workbook_is_not_merged(data: bytes | None, said: str, book: Path, tmp_path: Path) -> None:
    other = tmp_path / "b.xlsx"
    if data is not None:
        other.write_bytes(data)
    out = tmp_path / "out.xlsx"
    done = run(tmp_path, "convert", "--merge", str(book), str(book), str(other), "--out", str(out))
    assert done.exit_code == 2
    assert said in done.output
    assert not out.exists()


def test_what_a_side_holds_in_a_column_that_nobody_knows_is_not_lost(book: Path, tmp_path: Path) -> None:
    found = openpyxl.load_workbook(book)
    found["专项资金拨付"]["K1"], found["专项资金拨付"]["K2"] = "经手", "财政股"
    found.save(tmp_path / "b.xlsx")
    out = tmp_path / "out.xlsx"
    done = run(
        tmp_path, "convert", "--merge", str(book), str(book), str(tmp_path / "b.xlsx"), "--out", str(out)
    )
    assert done.exit_code == 2
    assert f"{tmp_path / 'b.xlsx'} 工作表“专项资金拨付”第1行K列" in done.output
    assert "不在数据字典内" in done.output


@pytest.mark.parametrize("arguments", [[CODE], ["--to", "text"]])
def test_a_merge_names_no_county(arguments: list[str], book: Path, tmp_path: Path) -> None:
    done = run(tmp_path, "convert", *arguments, "--merge", *[str(book)] * 3)
    assert (done.exit_code, done.output) == (2, "gongkai：合并时不写县代码和 --to。\n")
