"""git merges two branches that changed a county's workbook, with ``gongkai convert --merge`` as its merge driver."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.history import read_history
from generator.workbook.convert import to_workbook
from tests.support.one_county import CODE, OneCounty, errors, one_county
from tests.support.project import ROOT
from tests.support.workbooks import ROWS, ods, paid

DRIVER = f"env PYTHONPATH={ROOT} {sys.executable} -m generator.cli convert --merge %O %A %B --out %A"
PAID, DONE = "专项资金拨付", "项目建设进度"


@pytest.fixture
def county(tmp_path: Path) -> OneCounty:
    """A county with a workbook, in a repository that is set up as docs/workbook.md says."""
    made = one_county(tmp_path / "r")
    to_workbook(made.repository.content, CODE)
    guide = (ROOT / "docs/workbook.md").read_text("utf-8")
    (line,) = [line for line in guide.splitlines() if line.endswith("merge=gongkai")]
    (made.repository.root / ".gitattributes").write_text(f"{line}\n", "utf-8")
    made.repository.git("config", "merge.gongkai.name", "by record")
    made.repository.git("config", "merge.gongkai.driver", DRIVER)
    made.commit()
    return made


def typed(county: OneCounty, sheet: str, *cells: tuple[str, Any]) -> None:
    path = county.path("台账.xlsx")
    found = openpyxl.load_workbook(path)
    for cell, value in cells:
        found[sheet][cell] = value
    found.save(path)


def branches(county: OneCounty, ours: Callable[[], None], theirs: Callable[[], None]) -> tuple[int, str]:
    """Commits a change to each of two branches and merges the second into the first; exit code and what git says."""
    git = county.repository.git
    git("checkout", "-q", "-b", "theirs")
    theirs()
    county.commit()
    git("checkout", "-q", "main")
    ours()
    county.commit()
    try:
        return 0, git("merge", "theirs")
    except subprocess.CalledProcessError as error:
        return error.returncode, f"{error.stdout}{error.stderr}"


def test_branches_that_changed_different_records_are_merged(county: OneCounty) -> None:
    code, said = branches(
        county,
        lambda: typed(county, PAID, ("F2", "预付款")),
        lambda: typed(county, DONE, ("E3", "主体完工")),
    )
    assert code == 0, said
    assert "OURS：新增 0 条、改动 1 条、删去 0 条" in said
    assert county.repository.git("status", "--porcelain") == ""
    assert errors(county.checked()) == []
    found = county.county()
    assert [row.purpose for row in found.payments] == ["预付款", "首付款"]
    assert [row.note for row in found.progress] == ["开工", "主体完工"]
    history = read_history(county.repository.content, None).county(CODE)
    assert history is not None
    assert sorted(one.new for one in history.changes) == ["主体完工", "预付款"]


def test_branches_that_changed_one_record_are_a_conflict_told_by_record(county: OneCounty) -> None:
    code, said = branches(
        county,
        lambda: typed(county, PAID, ("C2", 51)),
        lambda: typed(county, PAID, ("C2", 52)),
    )
    assert code == 1
    assert f"冲突 {PAID} › 2021-03-10 {CODE}-2020-01 一号 › 金额" in said
    assert all(value in said for value in ("50.00", "51.00", "52.00", "第2行C列"))
    assert county.repository.git("status", "--porcelain").startswith("UU")
    assert [str(row.amount) for row in county.county().payments] == ["51.00", "30.00"]


def test_a_workbook_that_both_branches_brought_is_merged(county: OneCounty) -> None:
    book = county.path("台账.xlsx").read_bytes()
    county.path("台账.xlsx").unlink()
    county.commit()

    def bring(voucher: str) -> None:
        county.path("台账.xlsx").write_bytes(book)
        typed(county, PAID, ("A4", "2021-05-10"), ("B4", f"{CODE}-2020-02"), ("C4", 3), ("G4", voucher))

    code, said = branches(county, lambda: bring("三号"), lambda: bring("四号"))
    assert code == 0, said
    assert [row.voucher for row in county.county().payments] == ["一号", "二号", "三号", "四号"]


def test_a_workbook_of_another_kind_is_not_written_over(tmp_path: Path) -> None:
    data = ods(paid(*ROWS))
    for name in ("base", "ours", "theirs"):
        (tmp_path / name).write_bytes(data)
    arguments = ["convert", "--merge", *(str(tmp_path / name) for name in ("base", "ours", "theirs"))]
    done = CliRunner().invoke(main, [*arguments, "--out", str(tmp_path / "ours")])
    assert done.exit_code == 2
    assert "先另存为 台账.xlsx" in done.output
    assert (tmp_path / "ours").read_bytes() == data


@pytest.mark.parametrize("side", ["ours", "theirs"])
def test_a_workbook_that_cannot_be_read_is_left_for_people(side: str, county: OneCounty) -> None:
    def spoil() -> None:
        county.path("台账.xlsx").write_bytes(b"PK\x03\x04 damaged")

    def change() -> None:
        typed(county, PAID, ("F2", "预付款"))

    ours, theirs = (spoil, change) if side == "ours" else (change, spoil)
    code, said = branches(county, ours, theirs)
    assert code == 1
    assert "损坏" in said
    assert "Traceback" not in said
    assert county.repository.git("status", "--porcelain").startswith("UU")
