"""Lines of a table that hold no record: notes, who filled it in, the headings again."""

import re
from collections.abc import Collection, Mapping, Sequence

from pydantic.fields import FieldInfo

from generator.intake.reading.as_meant import fits, meant, plain
from generator.intake.reading.sums import is_sum
from generator.intake.screening.report import Report
from generator.model.fields import held_by
from generator.model.place import Place
from generator.model.types import Prose, Text

Cells = Sequence[tuple[str, str]]
"""Heading and text of each filled cell of a line."""
_SAYING = (
    "备?注(?:释|意|明)?|附注|(?:填[表报写]?|补充|其他|情况|有关)?说明|(?:资料|数据)?来源|口径|统计口径|单位|计量单位"
    "|截[至止](?:日期|时间)?"
)
_SIGNING = (
    "(?:填[表报写]|制[表单]|编制|报送|统计|上报)(?:人员?|单位|部门|日期|时间|机构)?"
    "|(?:[审复初]核|审[批签定查]|校对|经办|录入|联系|统计)(?:人员?|单位|部门|电话|方式|日期|意见)?"
    "|(?:(?:单位|部门|机构|财务|分管|主管)?(?:负责人|领导|主管)|法定代表人)"
    "|(?:日期|(?:单位|公章|签[字名章]|盖章))"
)
_BRACKETS = r"(?:\([^()]{0,20}\))?"
_NOTE = re.compile(
    rf"[*※#(\[【]*(?:{_SAYING}|{_SIGNING})[一二三四五\d]{{0,2}}{_BRACKETS}[)】\]]?:.*", re.DOTALL
)
_LABEL = re.compile(rf"(?:{_SAYING}|{_SIGNING}){_BRACKETS}")
"""A cell of its own, with what it announces in the next one."""
_END = re.compile(
    r"[-—*(]*以下(?:空白|无正文|无内容)[-—*)。]*|[-—(]*第\d+页[,/]?(?:共\d+页)?[-—)]*|[-—(]*(?:完|结束)[-—)]*"
)
_WORDS = (Text, Prose)


def are_headings(cells: Cells) -> bool:
    return all(heading == "".join(cell.split()) for heading, cell in cells)


def is_note_line(
    cells: Cells, required: Collection[str], fields: Mapping[str, FieldInfo], *, goes_on: bool = False
) -> bool:
    """Whether a line is a note or says who filled the table in, and nothing in it may belong to a record.

    Args:
        required: headings of what each record must have.
        goes_on: whether the line above is a note.
    """
    heading, text = cells[0]
    if not (announces(text, is_alone=len(cells) > 1) or (goes_on and len(cells) == 1)):
        return False
    if heading in required and not _is_value(text, fields.get(heading)):
        return not any(_is_value(cell, fields.get(name)) for name, cell in cells if name in required)
    return not any(name in required and not announces(cell) for name, cell in cells)


def is_no_record(cells: Cells, fields: Mapping[str, FieldInfo], *, goes_on: bool = False) -> bool:
    """Whether a line of a ledger is a sum, a note or the headings again, as its reader takes it (``table``)."""
    first = cells[0][1]
    if first[:1].isdigit():  # a day, as nearly every row begins
        return False
    required = [heading for heading, info in fields.items() if info.is_required()]
    is_sum_or_headings = is_sum("".join(first.split())) or are_headings(cells)
    return is_sum_or_headings or is_note_line(cells, required, fields, goes_on=goes_on)


def report_note(report: Report, at: Place) -> None:
    cure = "不影响公开；需要公开的说明写在有关记录里"
    report.notice("E001", "这一行是说明文字，不是一笔记录，未读取", cure, at=at)


def report_headings_again(report: Report, at: Place) -> None:
    report.notice("E001", "这一行又是表头，未读取", "不影响公开；这一行可以删去", at=at)


def announces(text: str, *, is_alone: bool = False) -> bool:
    """Whether a cell begins like a note, or like the name of who filled the table in.

    Args:
        is_alone: whether its words alone do, without a colon.
    """
    found = "".join(plain(text).split())
    return bool(_NOTE.match(found) or _END.fullmatch(found) or (is_alone and _LABEL.fullmatch(found)))


def _is_value(text: str, info: FieldInfo | None) -> bool:
    """Whether a text is a value of its column: of one that takes any words, nothing is known."""
    if info is None or (held := held_by(info)) in _WORDS:
        return False
    return fits(held, meant(text, info))
