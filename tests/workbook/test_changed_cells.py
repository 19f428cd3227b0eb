"""Five cells typed into a workbook, and the whole of it saved by another program: five changes, whatever else it rewrote."""

import shutil
from pathlib import Path
from typing import Any

import openpyxl

from generator.history import read_history
from generator.workbook.convert import to_workbook
from tests.support.office_program import needs_office, saved_by_office
from tests.support.project import ROOT
from tests.support.repository import Repository

CODE = "210997"
"""It has contracts with several projects, decisions, an evaluation and a rectification."""
TYPED: dict[str, tuple[str, int, Any]] = {
    "示范县基本信息": ("主管部门 › 联系人", 2, "电子商务科科长"),
    "项目": ("扶持资金额度（万元）", 2, 1.25),
    "专项资金拨付": ("用途", 3, "按进度拨付"),
    "合同": ("合同日期", 2, "2021-02-28"),
    "项目建设进度": ("说明", 4, "货架到货 12 组"),
}
"""Sheet → (heading or name, row from 1, what is typed)."""


def type_in(path: Path) -> dict[str, tuple[str, str]]:
    """Type the five values; returns the field's name → (old, new)."""
    book = openpyxl.load_workbook(path)
    found = {}
    for title, (name, number, value) in TYPED.items():
        page = book[title]
        if page["A1"].value == "名称":
            cell = next(row[1] for row in page.iter_rows() if str(row[0].value).rstrip("*") == name)
        else:
            headings = [str(heading.value).rstrip("*") for heading in page[1]]
            cell = page.cell(number, headings.index(name) + 1)
        found[name.partition("（")[0]] = str(cell.value), str(value)
        cell.value = value
    book.save(path)
    return found


@needs_office
def test_five_cells_are_five_changes(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "r")
    shutil.copytree(ROOT / f"content_data/counties/{CODE}", repository.content / f"counties/{CODE}")
    shutil.copy(ROOT / "content_data/site.yaml", repository.content)
    repository.commit("text")
    (path,) = to_workbook(repository.content, CODE).written
    repository.commit("workbook")
    typed = type_in(path)
    path.write_bytes(saved_by_office(path, "xlsx", tmp_path).read_bytes())
    repository.commit("typed")
    history = read_history(repository.content, tmp_path / "cache").county(CODE)
    assert history is not None
    told = [(change.field, change.new) for change in history.changes]
    assert len(told) == len(TYPED)
    for name, (_, new) in typed.items():
        assert any(field.endswith(name) and value == new for field, value in told), (name, told)
