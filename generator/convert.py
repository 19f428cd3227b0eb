"""Turns a county's text files into a workbook and back; what was read before is read afterwards."""

from collections.abc import Mapping
from dataclasses import fields, replace
from pathlib import Path

from generator import intake
from generator.intake.attachments.kinds import WORKBOOKS
from generator.intake.workbook.sheets import KINDS
from generator.model.canonical import digest
from generator.model.files import Format, parts_of_ledger
from generator.model.finding import Severity
from generator.template import Row, rows_in, workbook

WORKBOOK = WORKBOOKS[0]


class NotConvertedError(ValueError):
    """A county that cannot be turned into the other form; the message is in Chinese."""


def to_workbook(content: Path, code: str) -> list[Path]:
    """Writes a county's workbook and removes the text files that it stands for; returns the workbook.

    Raises:
        NotConvertedError: there is no such county, it has errors, or a value has no place in a workbook.
    """
    folder = content / "counties" / code
    before = _sound(content, code)
    if (folder / WORKBOOK).exists():
        raise NotConvertedError(f"{code} 已经有 {WORKBOOK}。")
    source = intake.county_folder(content, code)
    data = workbook(rows_in(source))
    texts = {path: path.read_bytes() for path in _text_files(folder)}
    return _exchanged(content, code, before, texts, {folder / WORKBOOK: data})


def to_text(content: Path, code: str) -> list[Path]:
    """Writes the text files that a county's workbook stands for and removes the workbook; returns the text files.

    Raises:
        NotConvertedError: there is no such county or workbook, or it has errors.
    """
    folder = content / "counties" / code
    before = _sound(content, code)
    lying = {folder / name: (folder / name).read_bytes() for name in WORKBOOKS if (folder / name).exists()}
    if not lying:
        raise NotConvertedError(f"{code} 没有 {WORKBOOK}。")
    unpacked = intake.county_folder(content, code).unpacked
    return _exchanged(content, code, before, lying, {folder / name: data for name, data in unpacked.items()})


def blank_for(content: Path, code: str, *, is_empty: bool) -> bytes:
    """A county's workbook with its records, or with its name, code, city and cohort alone.

    Raises:
        NotConvertedError: there is no such county.
    """
    if not (content / "counties" / code).is_dir():
        raise NotConvertedError(f"没有代码为“{code}”的县。")
    rows = rows_in(intake.county_folder(content, code))
    if is_empty:
        rows = {
            sheet: _required(found)
            for sheet, found in rows.items()
            if sheet.kind.name == "county" and sheet.is_form
        }
    return workbook(rows)


def _required(rows: list[Row]) -> list[Row]:
    return [{column: text for column, text in row.items() if column.is_required} for row in rows]


def _text_files(folder: Path) -> list[Path]:
    names = [path.name for path in folder.glob("*.csv")]
    return [
        path
        for kind in KINDS
        for path in (
            [folder / name for name in parts_of_ledger(kind.path, names)]
            if kind.format is Format.CSV
            else sorted(folder.glob(kind.path))
        )
    ]


def _sound(content: Path, code: str) -> str:
    """The digest of a county's records.

    Raises:
        NotConvertedError: there is no such county, or it has errors.
    """
    if not (content / "counties" / code).is_dir():
        raise NotConvertedError(f"没有代码为“{code}”的县。")
    found = intake.read_county(content, code, None)
    if found.disclosure is None or any(problem.severity is Severity.ERROR for problem in found.problems):
        raise NotConvertedError(f"{code} 有错误，先用 gongkai check 核对、改正。")
    county = replace(found.disclosure, attachments=())
    return digest([getattr(county, part.name) for part in fields(county)])


def _exchanged(
    content: Path, code: str, before: str, old: Mapping[Path, bytes], new: Mapping[Path, bytes]
) -> list[Path]:
    """Exchanges files; puts the old ones back if other records would be read afterwards."""
    for path in old:
        path.unlink()
    for path, data in new.items():
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    try:
        if _sound(content, code) == before:
            return list(new)
    except NotConvertedError:
        pass
    for path in new:
        path.unlink()
    for path, data in old.items():
        path.write_bytes(data)
    raise NotConvertedError(
        f"{code} 没有转换：转换以后读出的内容与原来的不同，文件没有改动。请报告给维护人员。"
    )
