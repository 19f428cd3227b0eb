"""What an .xls or an .ods must not bring: macros, links to outside, private values where nobody looks."""

import struct
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from xlwt.CompoundDoc import XlsDoc

from generator.intake.workbook.old_records import opened, records
from generator.model.finding import Severity
from tests.support.project import ROOT
from tests.support.workbooks import ROWS, changed, ods, paid, read, xls, xlsx

SAVED = ROOT / "tests/fixtures/saved"
MOBILE = "13800138000"


def with_record(kind: int, data: bytes) -> bytes:
    """An .xls with one record more, after the first."""
    _, stream = opened(xls(paid(*ROWS)))
    first, *_ = found = list(records(stream))
    sheet = next(piece for piece in found if piece.kind == 0x85)
    new = struct.pack("<HH", kind, len(data)) + data
    begins = struct.pack("<I", struct.unpack_from("<I", sheet.data)[0] + len(new))
    stream = stream[: sheet.start + 4] + begins + stream[sheet.start + 8 :]
    end = first.start + 4 + len(first.data)
    return packed(stream[:end] + new + stream[end:])


def with_sheet_of(kind: int) -> bytes:
    """An .xls whose sheet is said to be of another kind: 1 macros of Excel 4, 6 a module of Visual Basic."""
    _, stream = opened(xls(paid(*ROWS)))
    sheet = next(piece for piece in records(stream) if piece.kind == 0x85)
    place = sheet.start + 4 + 5
    return packed(stream[:place] + bytes([kind]) + stream[place + 1 :])


def packed(stream: bytes) -> bytes:
    out = BytesIO()
    XlsDoc().save(out, stream)
    return out.getvalue()


def with_stream(name: str) -> bytes:
    """An .xls, saved by LibreOffice, with a stream of another name."""
    data = (SAVED / "ledger.xls").read_bytes()
    old = "\x01CompObj".encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", 18)
    assert old in data
    new = name.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", 2 * len(name) + 2)
    return data.replace(old, new)


def outside(name: str) -> bytes:
    """What a record of a workbook elsewhere holds: one sheet, and the address."""
    return struct.pack("<HHB", 1, len(name) + 1, 1) + b"\x01\x00\x01\x00" + name.encode("utf-16-le")


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "a project of macros": (lambda: with_record(0xD3, b""), "宏"),
    "a sheet of macros": (lambda: with_sheet_of(1), "宏"),
    "a module": (lambda: with_sheet_of(6), "宏"),
    "a folder of Visual Basic": (lambda: with_stream("_VBA_PROJECT_CUR"), "宏"),
    "a folder of macros": (lambda: with_stream("Macros"), "宏"),
    "controls": (lambda: with_stream("Ctls"), "控件"),
    "an embedded file": (lambda: with_stream("MBD0018A2C4"), "嵌"),
    "another workbook": (lambda: with_record(0x1AE, outside("\x01\x01Cother.xls")), "外面"),
    "a workbook on a server": (lambda: with_record(0x1AE, outside("\x01\x01@server\x03a.xls")), "外面"),
    "a query": (lambda: with_record(0xDC, b"\0" * 12), "外面"),
    "a connection": (lambda: with_record(0x1B5, b"\0" * 8), "外面"),
    "a password": (lambda: with_record(0x2F, b"\1\0" * 27), "密"),
    "a picture": (lambda: with_record(0x5D, struct.pack("<HHHH", 0x15, 18, 8, 1) + b"\0" * 14), "图片"),
    "a control": (lambda: with_record(0x5D, struct.pack("<HHHH", 0x15, 18, 0x0B, 1) + b"\0" * 14), "控件"),
    "a hyperlink to a file": ((SAVED / "hyperlink.xls").read_bytes, "外面"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_an_old_workbook_with_more_than_cells_is_refused_whole(case: str) -> None:
    make, word = REFUSED[case]
    found, report = read("台账.xls", make())
    (error,) = [one for one in report.findings if one.severity is Severity.ERROR]
    assert not found.files
    assert word in error.message
    assert error.cure


def test_records_that_say_nothing_of_the_kind_are_no_reason() -> None:
    found, report = read("台账.xls", with_record(0x5E, b"\0" * 2))
    assert report.findings == []
    assert found.files


def hidden_sheet(book: Any) -> None:
    page = book.add_sheet("名单")
    page.write(6, 1, f"联系电话 {MOBILE}")
    page.visibility = 1


def very_hidden_sheet(book: Any) -> None:
    hidden_sheet(book)
    book.get_sheet(1).visibility = 2


def hidden_row(book: Any) -> None:
    page = book.get_sheet(0)
    page.write(9, 7, f"电话{MOBILE}")
    page.row(9).hidden = True


def hidden_column(book: Any) -> None:
    page = book.get_sheet(0)
    page.write(1, 8, f"电话{MOBILE}")
    page.col(8).hidden = True


PRIVATE_XLS: dict[str, Callable[[], bytes]] = {
    **{
        change.__name__: (lambda change=change: xls(paid(*ROWS), change))  # type: ignore[misc]
        for change in (hidden_sheet, very_hidden_sheet, hidden_row, hidden_column)
    },
    "comment": (SAVED / "comment.xls").read_bytes,
}
CONTENT = "content.xml"


def annotated() -> bytes:
    note = f"<office:annotation><text:p>联系人{MOBILE}</text:p></office:annotation><text:p>首付款".encode()
    return changed(ods(paid(*ROWS)), CONTENT, "<text:p>首付款".encode(), note)


def hidden_in_ods(*rows: tuple[Any, ...]) -> bytes:
    """With the row of a private value hidden."""
    data = ods(paid(*ROWS, *rows))
    at = b'<table:table-row><table:table-cell office:value-type="string"><text:p>2021-05-10'
    return changed(data, CONTENT, at, at.replace(b"-row>", b'-row table:visibility="collapse">', 1))


def sheet_not_shown() -> bytes:
    data = ods({**paid(*ROWS), "名单": [["姓名"], [f"甲 {MOBILE}"]]})
    style = b'<table:table table:style-name="hidden" table:name="'
    return changed(data, CONTENT, '<table:table table:name="名单'.encode(), style + "名单".encode())


PRIVATE_ODS: dict[str, Callable[[], bytes]] = {
    "comment": annotated,
    "hidden row": lambda: hidden_in_ods(("2021-05-10", None, None, None, None, f"电话{MOBILE}")),
    "hidden sheet": sheet_not_shown,
    "a name of a range": lambda: ods(
        paid(*ROWS),
        inside=f'<table:named-expressions><table:named-range table:name="x" table:base-cell-address="{MOBILE}"/></table:named-expressions>',
    ),
    "a label of validation": lambda: ods(
        paid(*ROWS),
        inside=f'<table:content-validations><table:content-validation><table:help-message><text:p>问 {MOBILE}</text:p></table:help-message></table:content-validation></table:content-validations>',
    ),
    "properties": lambda: ods(
        paid(*ROWS),
        parts={"meta.xml": f'<m xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>甲 {MOBILE}</dc:creator></m>'.encode()},
    ),
}  # fmt: skip


def shown_nowhere(data: bytes) -> bytes:
    """An .ods with its only sheet in a style that is not displayed."""
    style = b'<style:style style:name="hidden" xmlns:style="s"><style:table-properties table:display="false"/></style:style>'
    data = changed(
        data,
        CONTENT,
        b"<office:body>",
        b"<office:automatic-styles>" + style + b"</office:automatic-styles><office:body>",
    )
    return changed(
        data, CONTENT, b"<table:table table:name", b'<table:table table:style-name="hidden" table:name'
    )


def hide(book: Any, kind: Any) -> None:
    if hasattr(book, "get_sheet"):
        book.get_sheet(0).visibility = kind
        book.add_sheet("填报说明")
        book.set_active_sheet(1)
    else:
        book.create_sheet("填报说明")
        book.worksheets[0].sheet_state = kind


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("xlsx", xlsx(paid(*ROWS), lambda book: hide(book, "hidden"))),
        ("xlsx", xlsx(paid(*ROWS), lambda book: hide(book, "veryHidden"))),
        ("xls", xls(paid(*ROWS), lambda book: hide(book, 1))),
        ("xls", xls(paid(*ROWS), lambda book: hide(book, 2))),
        ("ods", shown_nowhere(ods(paid(*ROWS)))),
    ],
)
def test_a_hidden_sheet_of_records_is_read_with_a_remark(kind: str, data: bytes) -> None:
    found, report = read(f"台账.{kind}", data)
    (one,) = report.findings
    assert one.severity is Severity.NOTICE
    assert "专项资金拨付" in f"{one.place} {one.message}"
    assert "隐藏" in one.message
    assert found.files["payments.csv"].text.count("2021-0") == 2


@pytest.mark.parametrize(
    ("kind", "case"), [("xls", one) for one in PRIVATE_XLS] + [("ods", one) for one in PRIVATE_ODS]
)
def test_a_private_value_where_nobody_looks_is_refused(kind: str, case: str) -> None:
    make = {"xls": PRIVATE_XLS, "ods": PRIVATE_ODS}[kind][case]
    _, report = read(f"台账.{kind}", make())
    codes = [one.code for one in report.findings if one.severity is Severity.ERROR]
    assert "P005" in codes
    assert MOBILE not in str(report.findings)
