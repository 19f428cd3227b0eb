"""The change record reads a workbook as the text files that it stands for."""

import shutil
from pathlib import Path

import openpyxl
import pytest

from generator.history import read_history
from generator.intake.reading.folder import Folder
from generator.intake.workbook.sheets import KINDS
from tests.support.repository import Repository
from tests.support.workbooks import workbook_of

ROOT = Path(__file__).parents[2]
CODE = "210197"
COUNTY = f"counties/{CODE}"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """The demonstration's first county as text files, committed."""
    made = Repository(tmp_path / "r")
    shutil.copytree(ROOT / "content_data" / COUNTY, made.content / COUNTY)
    shutil.copy(ROOT / "content_data/site.yaml", made.content)
    made.commit("text")
    return made


def as_workbook(repository: Repository) -> Path:
    """Turn the county's text files into a workbook."""
    folder = repository.content / COUNTY
    data = workbook_of(Folder(folder, f"{COUNTY}/", CODE))
    for kind in KINDS:
        for file in folder.glob(kind.path):
            file.unlink()
    target = folder / "台账.xlsx"
    target.write_bytes(data)
    return target


def typed(path: Path, sheet: str, cell: str, value: str) -> None:
    """Type a value into a cell."""
    book = openpyxl.load_workbook(path)
    book[sheet][cell] = value
    book.save(path)


def told(repository: Repository, cache: Path) -> list[tuple[str, str, str, str]]:
    history = read_history(repository.content, cache).county(CODE)
    assert history is not None
    changes = history.changes
    return [(change.record, change.field, change.old, change.new) for change in changes]


def test_turning_text_into_a_workbook_is_no_change(repository: Repository, tmp_path: Path) -> None:
    as_workbook(repository)
    repository.commit("workbook")
    assert told(repository, tmp_path / "cache") == []


def test_a_value_typed_into_a_workbook_is_one_change(repository: Repository, tmp_path: Path) -> None:
    path = as_workbook(repository)
    repository.commit("workbook")
    cells = openpyxl.load_workbook(path)["项目"]
    headings = [cell.value for cell in cells[1]]
    column = headings.index("扶持资金额度（万元）")
    old = cells.cell(2, column + 1).value
    typed(path, "项目", cells.cell(2, column + 1).coordinate, "1.25")
    repository.commit("typed")
    assert [change[1:] for change in told(repository, tmp_path / "cache")] == [
        ("扶持资金额度", f"{old:.2f}", "1.25")
    ]


@pytest.mark.parametrize("data", [b"no workbook", b"PK\x03\x04"])
def test_what_a_damaged_workbook_held_stands_until_it_is_mended(
    data: bytes, repository: Repository, tmp_path: Path
) -> None:
    path = as_workbook(repository)
    repository.commit("workbook")
    sound = path.read_bytes()
    path.write_bytes(data)
    repository.commit("damaged")
    assert told(repository, tmp_path / "cache") == []
    path.write_bytes(sound)
    typed(path, "资金到账", "B2", "1.25")
    repository.commit("mended")
    assert [change[1:] for change in told(repository, tmp_path / "cache")] == [
        ("资金到账 › “2020-12-11” › 金额", "1110.00", "1.25")
    ]


SAVED = ROOT / "tests/fixtures/saved"
OLD = ROOT / "tests/fixtures/demonstration-2020/content_data"


@pytest.mark.parametrize("forms", [("xlsx", "xls", "ods"), ("ods", "xlsx"), ("xls", "ods", "xls")])
def test_another_kind_of_file_with_the_same_contents_is_no_change(
    forms: tuple[str, ...], tmp_path: Path
) -> None:
    repository = Repository(tmp_path / "r")
    folder = repository.content / "counties/210397"
    shutil.copytree(OLD / "counties/210397/projects", folder / "projects")
    shutil.copy(OLD / "site.yaml", repository.content)
    for form in forms:
        for lying in folder.glob("台账.*"):
            lying.unlink()
        shutil.copy(SAVED / f"ledger.{form}", folder / f"台账.{form}")
        repository.commit(form)
    history = read_history(repository.content, tmp_path / "cache").county("210397")
    assert history is not None
    assert history.changes == ()
    assert "210397/payments" in dict(history.first_published)
