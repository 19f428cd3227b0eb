"""What LibreOffice saved of a workbook from the template: the records are those of the county's text files.

Saved once and kept (see tests/fixtures/README.md), and saved anew where the program is installed.
"""

from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from generator.intake.attachments.old_workbook import without_layout
from generator.intake.reading.folder import Folder
from generator.intake.workbook.old_records import opened
from generator.model.files import Format
from generator.workbook.lying import rows_of, rows_of_data
from generator.workbook.rows import Rows, rows_in
from generator.workbook.template import workbook
from tests.support.office_program import needs_office, saved_by_office
from tests.support.project import ROOT
from tests.support.workbooks import read
from tests.workbook.test_round_trip import values

SAVED = ROOT / "tests/fixtures/saved"
COUNTY = ROOT / "tests/fixtures/demonstration-2020/content_data/counties/210397"
TITLES = {"示范县基本信息", "资金到账", "专项资金拨付", "项目建设进度"}
"""The sheets that are kept of the county's workbook."""


@pytest.fixture(scope="module")
def text() -> Rows:
    """The rows of the county's text files."""
    return rows_of(COUNTY)


def some(rows: Rows) -> dict[str, Any]:
    return {title: found for title, found in values(rows).items() if title in TITLES}


@pytest.mark.parametrize("form", ["xls", "ods", "xlsx"])
def test_a_workbook_that_was_saved_is_read_to_the_same_records(form: str, text: Rows) -> None:
    assert some(rows_of(SAVED / f"ledger.{form}")) == some(text)


@pytest.mark.parametrize("form", ["xls", "ods", "xlsx"])
def test_nothing_in_it_is_asked_about(form: str) -> None:
    _, report = read(f"台账.{form}", (SAVED / f"ledger.{form}").read_bytes())
    assert report.findings == []


@pytest.mark.parametrize("name", ["payments.csv", "progress.csv"])
def test_a_ledger_in_gbk_is_read_to_the_same_records(name: str, text: Rows) -> None:
    data = (SAVED / name).read_bytes()
    with pytest.raises(UnicodeDecodeError):
        data.decode()
    found = rows_in(Folder(Path(), "", held={name: data}, is_all_held=True))
    assert found.problems == []
    (title,) = values(found)
    assert values(found)[title] == values(text)[title]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the program keeps its profile, which takes longer to make than a file to save."""
    return tmp_path_factory.mktemp("office")


@needs_office
def test_what_the_program_saves_today_is_read_to_the_same_records(text: Rows, folder: Path) -> None:
    rows = {
        sheet: [row.cells for row in lying] for sheet, lying in text.of_sheet.items() if sheet.title in TITLES
    }
    source = folder / "book.xlsx"
    source.write_bytes(_without_blank_sheets(workbook(rows)))
    data = saved_by_office(source, "xls", folder).read_bytes()
    assert some(rows_of_data("台账.xls", data)) == some(text)


def _without_blank_sheets(data: bytes) -> bytes:
    """A workbook of which a clerk has kept the sheets that are used."""
    book = openpyxl.load_workbook(BytesIO(data))
    for title in book.sheetnames:
        if title not in TITLES:
            del book[title]
    out = BytesIO()
    book.save(out)
    return out.getvalue()


@needs_office
def test_what_the_program_saves_today_as_csv_in_gbk_is_read(text: Rows, folder: Path) -> None:
    (sheet,) = [one for one in text.of_sheet if one.kind.name == "payments"]
    assert sheet.kind.format is Format.CSV
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.append([column.name for column in sheet.columns])
    for row in text.of_sheet[sheet]:
        page.append([row.cells.get(column.name) for column in sheet.columns])
    source = folder / "payments.xlsx"
    book.save(source)
    made = saved_by_office(source, "csv:Text - txt - csv (StarCalc):44,34,67,1", folder).read_bytes()
    found = rows_in(Folder(Path(), "", held={"payments.csv": made}, is_all_held=True))
    assert values(found)[sheet.title] == values(text)[sheet.title]


NUMBER = "13800138000"


@pytest.mark.parametrize(
    ("before", "written"),
    [
        (None, f"tel:{NUMBER},".encode().ljust(512, b"\0")),
        (b"\xe0\x00\x14\x00", f"tel:{NUMBER},".encode()),
    ],
)
def test_a_private_number_is_found_wherever_it_lies_in_an_old_file(
    before: bytes | None, written: bytes
) -> None:
    """Behind the end, and in the place of a cell style."""
    data = (SAVED / "ledger.xls").read_bytes()
    at = len(data) if before is None else data.index(before) + (4 if len(before) == 4 else 0)
    _, report = read("台账.xls", data[:at] + written + data[at + len(written) :])
    assert [one.code for one in report.findings][:1] == ["P005"]
    assert NUMBER not in str(report.findings)


def test_what_old_files_say_of_empty_cells_is_not_searched() -> None:
    data = (SAVED / "ledger.xls").read_bytes()
    _, stream = opened(data)
    assert len(without_layout(data, stream)) < len(data) / 2
    assert len(without_layout(data, b"")) == len(data)
