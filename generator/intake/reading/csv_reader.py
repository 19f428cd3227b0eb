"""A ledger → its rows as documents, each cell with its line and column."""

import re
from collections.abc import Collection, Iterator
from itertools import islice
from typing import NamedTuple

from generator.intake.reading.csv_cells import Field, ScanError, scan
from generator.intake.reading.did_you_mean import cure_for, resembling
from generator.intake.screening.document import is_told_private
from generator.intake.screening.report import Document, RefusedRow, Report
from generator.intake.screening.unseen import REFUSED, seen_value
from generator.model.base import Record
from generator.model.place import KeyPath, Origin, Place
from generator.model.types import MAX_TEXT

MAX_ROWS = 100_000
_SUM = re.compile("(?:本页|本月|本年|全县)?(?:总|小|合|共|累)计[:：]?")
_NOTE = re.compile(
    "(?:(?:备?注|附注|说明)[:：]|(?:填(?:表|报)|制表|审核|复核|联系)(?:人|单位)[:：]|单位[:：])"
)
_SHOWN = 5
"""Headings that a message lists."""
_SEPARATORS = {"\t": "制表符（Tab）", ";": "分号", "；": "分号", "，": "中文逗号", "|": "竖线"}


def read_csv(
    text: str, model: type[Record], report: Report, needed: Collection[str] | None = None
) -> Iterator[Document | None]:
    """The rows of a ledger, keyed by the headings of ``model``; None for a row that cannot be read.

    The errors of a row are in ``report`` when it is yielded.

    Args:
        needed: headings without which no row is read; None: those that the model requires, and then a line that lacks
            their cells and reads like a sum or a note is refused as no row.
    """
    rows = _rows(text, report)
    report.unread = _filled_lines(text, after=1)
    errors = report.errors
    header = next(rows, [])
    if not any(field.text.strip() for field in header):
        if report.errors == errors:
            words = ",".join(model.labels().values())
            report.error("E002", "缺少表头", f"第一行写：{words}", at=Place(report.file, 1, 1))
        return
    required = [info.alias or name for name, info in model.model_fields.items() if info.is_required()]
    headings = _headings(header, model, report, required if needed is None else needed)
    if headings is None:
        return
    report.unread = 0
    for row in islice(rows, MAX_ROWS):
        if not any(field.text.strip() for field in row):
            continue
        if needed is None and _report_no_record(row, headings, required, report):
            yield None
            continue
        document = _document(row, headings, report)
        if document is None:
            pairs = zip(headings, row, strict=False)
            cells = {heading: cell for heading, field in pairs if heading and (cell := field.text.strip())}
            report.refused.append(RefusedRow(row[0].line, cells))
        yield document
    beyond = next(rows, None)
    if beyond is not None:
        place = Place(report.file, beyond[0].line, 1)
        report.unread = _filled_lines(text, after=place.line - 1)
        report.error("S005", f"超过 {MAX_ROWS} 行，以下没有读取", "删去空行和无关内容", at=place)


def _filled_lines(text: str, *, after: int) -> int:
    """How many lines after line number ``after`` hold something besides commas and blanks."""
    return sum(bool(line.strip(" ,\t")) for line in text.split("\n")[after:])


def _rows(text: str, report: Report) -> Iterator[list[Field]]:
    """The rows up to the first that cannot be read, which is reported."""
    try:
        yield from scan(text)
    except ScanError as error:
        report.unread = _filled_lines(text, after=error.line - 1)
        report.error("E001", error.message, error.cure, at=Place(report.file, error.line, error.column))


def _headings(
    row: list[Field], model: type[Record], report: Report, needed: Collection[str]
) -> list[str] | None:
    """The heading of each column, empty for one that is not known.

    None when a required heading is missing, so that rows would make no sense.
    """
    known = list(model.labels().values())
    if _report_no_header(row, known, report):
        return None
    found: list[str] = []
    wrong: list[_WrongHeading] = []
    for field in row:
        place = Place(report.file, field.line, field.column)
        heading = "".join(seen_value(field.text, "这个列名", place, report).split())
        problem = _heading_problem(heading, known, found, report)
        if problem:
            unused = [name for name in known if name not in found]
            wrong.append(
                _WrongHeading(place, *problem, resembling(heading.replace(REFUSED, ""), unused) or "")
            )
        found.append("" if problem else heading)
    missing = [heading for heading in needed if heading not in found]
    _report_headings(wrong, missing, known, report)
    return None if missing else found


class _WrongHeading(NamedTuple):
    """A wrong heading; ``message`` is empty if it is reported already."""

    place: Place
    message: str
    cure: str
    meant: str
    """The known heading that was probably meant; empty: none."""


def _report_headings(
    wrong: list[_WrongHeading], missing: list[str], known: list[str], report: Report
) -> None:
    """E003 for each wrong heading; one E002 if more required ones are missing than the wrong ones may stand for."""
    lost = [heading for heading in missing if heading not in {column.meant for column in wrong}]
    others = [column for column in wrong if column.meant not in missing]
    is_told = len(lost) <= sum(not column.message for column in others)
    for column in wrong:
        if column.message and (is_told or column.meant in missing):
            report.error("E003", column.message, column.cure, at=column.place)
    if not is_told:
        names = "".join(f"「{heading}」" for heading in lost)
        count = f"这 {len(lost)} 列" if len(lost) > 1 else "一列"
        odd = [column.message for column in others[:_SHOWN] if column.message]
        message = "；".join([f"缺少{names}{count}", *odd])
        report.error("E002", message, f"表头写成：{','.join(known)}", at=Place(report.file, 1, 1))


def _report_no_header(row: list[Field], known: list[str], report: Report) -> bool:
    """One error instead of many if the first row is a title, a record, or not separated by commas; whether it is."""
    place = Place(report.file, row[0].line, row[0].column)
    written = [field.text.strip() for field in row]
    parted = [name for mark, name in _SEPARATORS.items() if len(row) == 1 and mark in written[0]]
    if parted and any(heading in written[0] for heading in known):
        cure = "另存为“CSV UTF-8（逗号分隔）”；各格之间只用英文逗号"
        report.error("E001", f"各格之间用的是{parted[0]}", cure, at=place)
        return True
    if any(resembling(heading, known) for heading in written):
        return False
    report.error(
        "E002", "第一行不是表头", f"第一行写：{','.join(known)}；表格标题、单位说明等各行请删去", at=place
    )
    return True


def _heading_problem(
    heading: str, known: list[str], found: list[str], report: Report
) -> tuple[str, str] | None:
    """(message, cure) for a wrong heading, both empty if that is reported already; None if the heading is right."""
    if not heading:
        return "有一列没有列名", f"删去空列，或写上列名：{'、'.join(known)}"
    if REFUSED in heading or (heading not in known and is_told_private(heading, report)):
        return "", ""
    if heading not in known:
        return f"不认识的列名「{heading}」", cure_for(heading, known, "列名")
    if heading in found:
        return f"列名「{heading}」出现了两次", "只保留一列"
    return None


def _report_no_record(row: list[Field], headings: list[str], needed: Collection[str], report: Report) -> bool:
    """One error instead of many for a line that is a sum, a note or the headings again; returns whether it is."""
    cells = ["".join(field.text.split()) for field in row]
    filled = list(filter(None, cells))
    first = next(iter(filled), "")
    if first in headings and all(
        cell in {"", heading} for cell, heading in zip(cells, headings, strict=False)
    ):
        message, cure = "这一行又是表头", "删去这一行"
    elif all(dict(zip(headings, cells, strict=False)).get(heading) for heading in needed) and not all(
        map(_NOTE.match, filled)
    ):
        return False
    elif _SUM.fullmatch(first):
        message, cure = f"这一行是“{first}”，不是一笔记录", "删去这一行；合计由本软件计算"
    elif _NOTE.match(first):
        message, cure = "这一行是说明文字，不是一笔记录", "删去这一行；需要公开的说明写在有关记录的说明里"
    else:
        return False
    report.error("E001", message, cure, at=Place(report.file, row[0].line, row[0].column))
    return True


def _document(row: list[Field], headings: list[str], report: Report) -> Document | None:
    """One row by headings; None with an error when its cells do not fit the headings or one is too long."""
    start = Place(report.file, row[0].line, row[0].column)
    stray = next((field for field in row if field.stray), None)
    if stray is not None:
        place = Place(report.file, stray.line, stray.column)
        cure = "整格用一对英文双引号；格子里的英文双引号写两个，或改用中文引号“”"
        if REFUSED not in stray.text:
            report.error("E001", "英文双引号后面还有文字", cure, at=place)
        return None
    is_shifted = len(row) > len(headings) and not row[0].text.strip()
    if len(row) < len(headings) or is_shifted or any(field.text.strip() for field in row[len(headings) :]):
        message = f"这一行有 {len(row)} 格，表头有 {len(headings)} 格"
        cure = "检查是否少写或多写了英文逗号；文字里有英文逗号时，给整格加上英文双引号"
        if not any(REFUSED in field.text for field in row):
            report.error("E001", message, cure, at=start)
        return None
    values: dict[str, str] = {}
    marks: dict[KeyPath, tuple[int, int]] = {(): (row[0].line, 1)}
    for heading, field in zip(headings, row, strict=False):
        if not heading:
            continue
        where = Place(report.file, field.line, field.column, heading)
        text = seen_value(field.text, f"「{heading}」", where, report).strip()
        if len(text) > MAX_TEXT:
            report.error("S005", f"这一格有 {len(text)} 字", f"压缩到 {MAX_TEXT} 字以内", at=where)
            return None
        marks[(heading,)] = (field.line, field.column)
        if text:
            values[heading] = text
    return Document(values, Origin(report.file, marks))
