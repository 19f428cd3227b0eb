"""The rows of a table, of a CSV file or of a sheet → documents, each value with the place of its cell."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pydantic.fields import FieldInfo

from generator.intake.reading.as_meant import plain, round_brackets, unit_of
from generator.intake.reading.csv_cells import Field
from generator.intake.reading.did_you_mean import cure_for, resembling
from generator.intake.reading.no_records import (
    are_headings,
    is_note_line,
    report_headings_again,
    report_note,
)
from generator.intake.reading.questions import Question, as_read, typed
from generator.intake.reading.sums import Sums, is_sum
from generator.intake.screening.document import is_told_private
from generator.intake.screening.report import Document, RefusedRow, Report
from generator.intake.screening.unseen import REFUSED, is_seen, seen_value
from generator.model.place import KeyPath, Origin, Place
from generator.model.types import MAX_TEXT

_WITH_UNIT = re.compile(r"([^()]+)\((?:单位[:：]?)?([^()]*)\)")
_NO_FIELDS: Mapping[str, FieldInfo] = {}
_NAMELESS = "\t"
"""Stands for the heading of a column that has none: a spreadsheet saves empty columns at the end, too."""
_SHOWN = 5
"""Headings that a message lists."""
_SEPARATORS = {"\t": "制表符（Tab）", ";": "分号", "；": "分号", "，": "中文逗号", "|": "竖线"}


def documents_in(
    rows: Iterable[list[Field]],
    headings: list[str],
    report: Report,
    required: Collection[str] | None,
    fields: Mapping[str, FieldInfo],
) -> Iterator[Document | None]:
    """The rows below the headings; None for a row that cannot be read. Rows without a filled cell are left out.

    The errors of a row are in ``report`` when it is yielded.

    Args:
        required: headings of what each record must have: a line that reads like a sum, a note or the headings is no
            record; None: every line is one.
        fields: heading → the field that its values must fit.
    """
    sums = Sums(fields)
    is_note = False
    for row in rows:
        if not any(field.text.strip() for field in row):
            continue
        cells = [
            (heading, cell)
            for heading, field in zip(headings, row, strict=False)
            if (cell := field.text.strip())
        ]
        if required is not None and _report_sum(row[0], cells, sums, report):
            continue
        is_note = required is not None and is_note_line(cells, required, fields, goes_on=is_note)
        if is_note or (required is not None and are_headings(cells)):
            say = report_note if is_note else report_headings_again
            say(report, Place(report.file, row[0].line, row[0].column))
            continue
        document = _document(row, headings, report, fields)
        if document is None:
            report.refused.append(
                RefusedRow(row[0].line, {heading: cell for heading, cell in cells if heading.strip()})
            )
        else:
            sums.add(document)
        yield document


def headings_in(
    row: list[Field],
    known: list[str],
    report: Report,
    needed: Collection[str],
    fields: Mapping[str, FieldInfo] = _NO_FIELDS,
) -> list[str] | None:
    """The heading of each column, empty for one that is not known.

    None when a needed heading is missing, so that rows would make no sense.

    Args:
        fields: heading → its field, whose unit may stand behind the heading: 金额（万元）.
    """
    if [field.text for field in row] == known:
        return list(known)
    row = [field._replace(text=_without_unit(field.text, fields)) for field in row]
    if _report_no_header(row, known, report):
        return None
    found: list[str] = []
    wrong: list[_WrongHeading] = []
    for field in row:
        place = Place(report.file, field.line, field.column)
        heading = "".join(seen_value(field.text, "这个列名", place, report).split())
        if not heading:
            found.append(_NAMELESS)
            continue
        problem = _heading_problem(heading, known, found, report, fields)
        if problem:
            unused = [name for name in known if name not in found]
            wrong.append(
                _WrongHeading(place, *problem, resembling(_bare(heading.replace(REFUSED, "")), unused) or "")
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
        names = "".join(f"“{heading}”" for heading in lost)
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
    filled = [heading for heading in written if heading]
    alike = [heading for heading in filled if resembling(heading, known)]
    if any("".join(heading.split()) in known for heading in filled) or 2 * len(alike) > len(filled):
        return False
    report.error(
        "E002", "第一行不是表头", f"第一行写：{','.join(known)}；表格标题、单位说明等各行请删去", at=place
    )
    return True


def _bare(heading: str) -> str:
    """A heading without what stands in brackets behind it."""
    found = _WITH_UNIT.fullmatch(round_brackets(plain(heading)))
    return found[1] if found else heading


def _without_unit(text: str, fields: Mapping[str, FieldInfo]) -> str:
    """A heading without its unit, if that is its field's, and without the mark of required columns."""
    bare = text.strip().rstrip("*＊:：")
    found = _WITH_UNIT.fullmatch(round_brackets(plain(bare)))
    if found and (info := fields.get("".join(found[1].split()))) and found[2] == plain(unit_of(info)):
        return found[1]
    return bare


def _heading_problem(
    heading: str, known: list[str], found: list[str], report: Report, fields: Mapping[str, FieldInfo]
) -> tuple[str, str] | None:
    """(message, cure) for a wrong heading, both empty if that is reported already; None if the heading is right."""
    if REFUSED in heading or (heading not in known and is_told_private(heading, report)):
        return "", ""
    named = _WITH_UNIT.fullmatch(round_brackets(plain(heading)))
    if named and (info := fields.get(named[1])) and "元" in named[2] and (unit := unit_of(info)):
        return (
            f"列名“{heading}”写的单位是{named[2]}，这一列的单位是{unit}",
            f"把各行的数换算成{unit}，列名写成“{named[1]}”",
        )
    if heading not in known:
        return f"列名“{heading}”不在数据字典内", cure_for(heading, known, "列名")
    if heading in found:
        return f"列名“{heading}”出现了两次", "只保留一列"
    return None


def _report_sum(line: Field, cells: Sequence[tuple[str, str]], sums: Sums, report: Report) -> bool:
    """A remark for a line that is a sum, which is not read; returns whether it is one."""
    name = "".join(cells[0][1].split())
    if not is_sum(name):
        return False
    wrong = sums.told(name, cells)
    message = f"这一行是“{name}”，不是一笔记录，未读取{f'；{wrong}' if wrong else ''}"
    cure = (
        "核对各行和这一行，看是否漏了、多了或写错了数"
        if wrong
        else "不影响公开；合计由本软件计算，这一行可以删去"
    )
    report.notice("E001", message, cure, at=Place(report.file, line.line, line.column))
    return True


def _document(
    row: list[Field], headings: list[str], report: Report, fields: Mapping[str, FieldInfo]
) -> Document | None:
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
    is_short = any(heading != _NAMELESS for heading in headings[len(row) :])
    if is_short or is_shifted or any(field.text.strip() for field in row[len(headings) :]):
        message = f"这一行有 {len(row)} 格，表头有 {len(headings)} 格"
        cure = "检查是否少写或多写了英文逗号；文字里有英文逗号时，给整格加上英文双引号"
        if not any(REFUSED in field.text for field in row):
            report.error("E001", message, cure, at=start)
        return None
    values: dict[str, str] = {}
    marks: dict[KeyPath, tuple[int, int]] = {(): (row[0].line, 1)}
    are_seen = is_seen("\n".join([field.text for field in row]))
    for number, (heading, field) in enumerate(zip(headings, row, strict=False)):
        if heading == _NAMELESS:
            _report_nameless(field, number, headings, report)
        if not heading.strip():
            continue
        marks[(heading,)] = (field.line, field.column)
        if not field.text:
            continue
        text = field.text.strip() if are_seen else _seen(field, heading, report)
        if len(text) > MAX_TEXT:
            message = f"这一格有 {len(text)} 字"
            report.error("S005", message, f"压缩到 {MAX_TEXT} 字以内", at=_at(field, heading, report))
            return None
        if text and (info := fields.get(heading)):
            asked, found = as_read(text, info)
            if asked or found != text:
                _report_read(text, asked, found, info, _at(field, heading, report), report)
            text = found
        if text:
            values[heading] = text
    return Document(values, Origin(report.file, marks))


def _report_nameless(field: Field, number: int, headings: list[str], report: Report) -> None:
    """E003 for something in a column without a heading, once a column."""
    key = f"nameless {number}"
    if field.text.strip() and key not in report.remarked:
        report.remarked.add(key)
        names = "、".join(heading for heading in headings if heading.strip())
        at = Place(report.file, field.line, field.column)
        report.error("E003", "这一格所在的列无列名", f"写上列名，或删去这一列；已有的列名：{names}", at=at)


def _seen(field: Field, heading: str, report: Report) -> str:
    """The text of a cell; what nobody can see in it is told, and marked."""
    return seen_value(field.text, f"“{heading}”", _at(field, heading, report), report).strip()


def _at(field: Field, heading: str, report: Report) -> Place:
    return Place(report.file, field.line, field.column, heading)


def _report_read(
    text: str, asked: Question, found: str, info: FieldInfo, where: Place, report: Report
) -> None:
    """An error for a doubtful cell; one remark a column for cells that are read otherwise than they are written."""
    key = f"{where.label} as meant"
    if asked:
        report.error("E004", *asked, at=where)
    elif key not in report.remarked and typed(found, info) != text:
        report.remarked.add(key)
        message = f"“{where.label}”一列有表格软件改写的值，按原意读取，如 {text} 读作 {found}"
        report.notice("E004", message, "不影响公开；把这一列的格式设为“文本”，表格软件就不再改写", at=where)
