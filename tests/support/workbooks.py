"""Small workbooks of a county, as people save them: in memory, with openpyxl, xlwt or as an .ods of a few lines."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import openpyxl
import xlwt

from generator.intake.attachments.examine import Examined, examine
from generator.intake.attachments.workbook import told_of
from generator.intake.reading.folder import Folder
from generator.intake.screening.report import Report
from generator.intake.workbook.unpack import Unpacked
from generator.workbook.convert import cells_of
from generator.workbook.rows import rows_in
from generator.workbook.template import workbook

CODE = "210198"
PAID = ("日期*", "项目编号*", "金额（万元）*", "收款单位", "用途")
ROWS: tuple[tuple[Any, ...], ...] = (
    ("2021-03-10", f"{CODE}-2020-01", 50.0, "甲公司", "首付款"),
    ("2021-04-10", f"{CODE}-2020-01", 30.5, "乙公司", "进度款"),
)
Sheets = Mapping[str, Sequence[Sequence[Any]]]


def xlsx(sheets: Sheets, change: Any = None) -> bytes:
    """A workbook; ``change`` may alter it before it is saved."""
    book = openpyxl.Workbook()
    del book["Sheet"]
    for title, rows in sheets.items():
        page = book.create_sheet(title)
        for row in rows:
            page.append(list(row))
    if change:
        change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def xls(sheets: Sheets, change: Any = None) -> bytes:
    """The same of Excel 97 to 2003; a value may be (value, number format)."""
    book = xlwt.Workbook()
    for title, rows in sheets.items():
        page = book.add_sheet(title)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, tuple):
                    page.write(number, column, value[0], xlwt.easyxf(num_format_str=value[1]))
                elif value is not None:
                    page.write(number, column, value)
    if change:
        change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


_NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0"'
)


def ods(sheets: Sheets, *, parts: Mapping[str, bytes] | None = None, inside: str = "") -> bytes:
    """The same of LibreOffice.

    Args:
        parts: further parts of the archive.
        inside: XML before the first sheet.
    """
    tables = "".join(
        f"<table:table table:name={quoteattr(title)}>{''.join(map(_row, rows))}</table:table>"
        for title, rows in sheets.items()
    )
    content = f"<office:document-content {_NAMES}><office:body><office:spreadsheet>{inside}{tables}</office:spreadsheet></office:body></office:document-content>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content, zipfile.ZIP_DEFLATED)
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        for name, data in (parts or {}).items():
            archive.writestr(name, data)
    return out.getvalue()


_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


def _row(row: Sequence[Any]) -> str:
    return f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>"


def _cell(value: Any) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, dict):  # ready: attributes and text
        text = value.get("text", "")
        attributes = " ".join(f"{key}={quoteattr(str(one))}" for key, one in value.items() if key != "text")
        return f"<table:table-cell {attributes}><text:p>{escape(text)}</text:p></table:table-cell>"
    if isinstance(value, float | int):
        return f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'
    return f'<table:table-cell office:value-type="string"><text:p>{escape(str(value))}</text:p></table:table-cell>'


def paid(*rows: Sequence[Any], head: Sequence[Any] = PAID) -> Sheets:
    """The sheet of payments."""
    return {"专项资金拨付": [head, *rows]}


def read(name: str, data: bytes) -> tuple[Unpacked, Report]:
    """What a workbook stands for, and what is told of it; screened in this process."""
    report = Report(f"counties/{CODE}/{name}", CODE)
    found: Examined = examine(name, data)
    return told_of(found, name, report), report


def changed(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """An .xlsx or .ods with other bytes in one of its parts."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            text = before.read(name)
            if name == part:
                assert old in text, text
                text = text.replace(old, new)
            after.writestr(name, text, before.getinfo(name).compress_type)
    return out.getvalue()


def workbook_of(folder: Folder) -> bytes:
    """The workbook that stands for a folder's files; what cannot be read is not in it."""
    return workbook(cells_of(rows_in(folder)))
