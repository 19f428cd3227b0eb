"""A ledger in several files is one sheet of the county's workbook."""

import shutil
from pathlib import Path

import pytest

from generator.intake import read_county
from generator.workbook.convert import to_workbook

ROOT, CODE = Path(__file__).parents[2], "210197"


@pytest.mark.parametrize("rows", [0, 2])
def test_the_rows_of_all_files_are_in_the_workbook(tmp_path: Path, rows: int) -> None:
    content = tmp_path / "content_data"
    shutil.copytree(ROOT / "content_data", content)
    folder = content / "counties" / CODE
    head, *body = (folder / "payments.csv").read_text("utf-8").splitlines(keepends=True)
    before = read_county(content, CODE, None).disclosure
    (folder / "payments-2022.csv").write_text(head + "".join(body[rows:]), "utf-8")
    (folder / "payments.csv").write_text(head + "".join(body[:rows]), "utf-8")
    to_workbook(content, CODE)
    assert not list(folder.glob("*.csv"))
    after = read_county(content, CODE, None).disclosure
    assert before
    assert after
    assert after.payments == before.payments
