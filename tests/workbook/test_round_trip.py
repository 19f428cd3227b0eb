"""Text → workbook → text: what was read before is read afterwards, of the demonstration and of whatever may be typed."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from generator import intake
from generator.intake.reading.folder import Folder
from generator.model.disclosure import CountyDisclosure
from generator.workbook.convert import cells_of, to_text, to_workbook
from generator.workbook.identity import value_of
from generator.workbook.lying import files_of
from generator.workbook.plain_files import plain_files
from generator.workbook.rows import Rows, rows_in
from generator.workbook.template import workbook
from tests.support.project import ROOT, tree
from tests.support.random_county import counties

CODES = sorted(path.name for path in (ROOT / "content_data/counties").iterdir())


def rows_of(files: dict[str, bytes]) -> Rows:
    return rows_in(Folder(Path(), "", held=files, is_all_held=True))


def values(rows: Rows) -> dict[str, list[dict[str, str]]]:
    """Title of a sheet → the values of its rows, 1.5 and 1.50 as one amount."""
    return {
        sheet.title: [
            {
                column.name: value_of(column, row.cells[column.name])
                for column in sheet.all_columns
                if column.name in row.cells
            }
            for row in found
        ]
        for sheet, found in rows.of_sheet.items()
        if found
    }


def records(content: Path, code: str) -> CountyDisclosure:
    found = intake.read_county(content, code, None)
    assert found.disclosure is not None
    assert [told for told in found.problems if told.code[0] != "P"] == []
    return found.disclosure


@pytest.mark.parametrize("code", CODES)
def test_a_county_of_the_demonstration_reads_the_same_from_a_workbook_and_from_text_again(
    code: str, tmp_path: Path
) -> None:
    folder = tmp_path / "counties" / code
    for name, data in tree(ROOT / "content_data/counties" / code).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    (tmp_path / "site.yaml").write_bytes((ROOT / "content_data/site.yaml").read_bytes())
    before, beside = records(tmp_path, code), _beside(folder)
    done = to_workbook(tmp_path, code)
    assert [path.name for path in done.written] == ["台账.xlsx"]
    assert records(tmp_path, code) == before
    assert _beside(folder) == beside
    assert to_text(tmp_path, code).removed == done.written
    assert records(tmp_path, code) == before


def _beside(folder: Path) -> dict[str, bytes]:
    """The files that no workbook stands for."""
    return {
        name: data
        for name, data in tree(folder).items()
        if name.split("/")[0] in {"cases", "policies", "attachments"}
    }


@settings(max_examples=5, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(counties())
def test_whatever_may_be_typed_reads_the_same(files: dict[str, bytes]) -> None:
    before = rows_of(files)
    assert before.problems == []
    made = workbook(cells_of(before))
    after = files_of(made)
    assert values(rows_of(dict(after))) == values(before)
    plain = plain_files(after)
    again = rows_of(plain)
    assert again.problems == []
    assert values(again) == values(before)
    assert plain_files(files_of(workbook(cells_of(again)))) == plain
