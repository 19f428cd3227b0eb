"""Bytes of a file become its text, whatever program saved it."""

from pathlib import Path

import pytest

from generator.intake.reading.source import CSV_LIMIT, Source, read_source
from generator.intake.screening.report import Report

TEXT = "项目编号,金额\n210123-2020-01,12.50\n"


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_what_excel_saves_is_as_clear_as_what_programs_write(
    tmp_path: Path, start: bytes, line_end: str
) -> None:
    file = tmp_path / "payments.csv"
    file.write_bytes(start + TEXT.replace("\n", line_end).encode())
    report = Report("payments.csv")
    assert read_source(str(file), CSV_LIMIT, report) == Source(TEXT, is_clear=True)
    assert not report.findings
