"""What a clerk is told at a cell, and which values a spreadsheet asks about: all from the models."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic.fields import FieldInfo

from generator.intake.workbook.sheets import Column
from generator.model.base import Codelist
from generator.model.blank import example_of
from generator.model.fields import codelist_of, held_by, said_of
from generator.model.programme import clause
from generator.model.types import (
    Count,
    Day,
    Flag,
    LedgerDay,
    Money,
    Month,
    MovedMoney,
    Number,
    Percent,
    Phone,
    PlannedDay,
    ProjectId,
    Prose,
    StatedValue,
    Uscc,
    Year,
    flag_in_words,
)

TEXT = "@"
"""The format of texts: the only one that no spreadsheet rewrites."""
_NUMBERS: Mapping[Any, str] = {
    **dict.fromkeys((Money, MovedMoney), "0.00####"),
    **dict.fromkeys((Number, Percent), "General"),
    Count: "0",
}
"""Type of a value that is typed as a number → how a cell shows it; all others are texts."""
_MOST_MONEY = 1_000_000
_LONGEST_TITLE, _LONGEST = 32, 255
"""Characters that a spreadsheet takes of a note's title, and of a note."""
_CUT = "…"
_WAYS: Mapping[Any, str] = {
    LedgerDay: "只知道月份的写 2021-06",
    PlannedDay: "未定到日的照文件写，如 2021年12月底前、合同签订后90日",
    Percent: "85% 写成 85",
    **dict.fromkeys((Money, MovedMoney, Number, Count), "只写数，不写单位"),
    Uscc: "十八位，照营业执照写",
    Phone: "写办公座机",
    Prose: "可以换行分段",
}
"""Type of a value → what else there is to say of how it is written."""
_SHORT = frozenset(
    {Day, LedgerDay, PlannedDay, Month, Money, MovedMoney, Percent, Count, Year, Phone, ProjectId}
)
"""Types of which an example says more than a word."""


@dataclass(frozen=True)
class Limits:
    """Which values a spreadsheet takes without a question.

    Args:
        of: (the topmost cell of the column) → what XlsxWriter takes for a validation.
    """

    of: Callable[[str], dict[str, Any]]


def _length(length: int, dashes: tuple[int, ...] = ()) -> Limits:
    """Texts of one length with dashes at some places, counted from 1."""

    def of(cell: str) -> dict[str, Any]:
        parts = [f"LEN({cell})={length}", *(f'MID({cell},{place},1)="-"' for place in dashes)]
        return {"validate": "custom", "value": f"=AND({','.join(parts)})"}

    return Limits(of)


def _between(kind: str, least: int, most: int) -> Limits:
    return Limits(lambda _: {"validate": kind, "criteria": "between", "minimum": least, "maximum": most})


_LIMITS: Mapping[Any, Limits] = {
    Day: _length(10, (5, 8)),
    Month: _length(7, (5,)),
    Uscc: _length(18),
    **dict.fromkeys((Money, MovedMoney), _between("decimal", 0, _MOST_MONEY)),
    Percent: _between("decimal", 0, 100),
    Count: _between("integer", 0, 10**9),
}


def number_format(info: FieldInfo) -> str:
    """How the cells of a field show their values; ``TEXT`` for all but numbers."""
    return _NUMBERS.get(held_by(info), TEXT)


def as_chosen(info: FieldInfo, text: str) -> str:
    """A text as the drop-down of its field has it: 是 for true."""
    return flag_in_words(text) if held_by(info) == Flag else text


def is_long(info: FieldInfo) -> bool:
    """Whether a value may be a paragraph."""
    return bool(held_by(info) == Prose)


def is_project(info: FieldInfo) -> bool:
    return bool(held_by(info) == ProjectId)


def words_of(info: FieldInfo) -> list[str]:
    """The words that a value is taken from; none for any other field."""
    codelist: type[Codelist] | None = codelist_of(info)
    if codelist:
        return [entry.label for entry in codelist]
    return ["是", "否"] if held_by(info) == Flag else []


def note(column: Column) -> str:
    """What a clerk is told at a cell, in at most 255 characters: need, meaning, how it is written, choices."""
    info = column.info
    need = "必填" if column.is_required else "通知要求公开" if said_of(info, "asked") else ""
    id_ = said_of(info, "clause")
    need = f"{need}，见{clause(id_).in_words}" if need and id_ else need
    held = held_by(info)
    sample = example_of(info) if held in _SHORT or held == StatedValue else ""
    words = words_of(info)
    parts = (
        need,
        info.description or "",
        f"如 {sample}" if sample else "",
        _WAYS.get(held, ""),
        f"可选：{'、'.join(words)}" if words else "",
        "可以写几项，一行一项" if column.is_list else "",
    )
    told = "；".join(part.rstrip("。") for part in parts if part)
    return told if len(told) <= _LONGEST else f"{told[: _LONGEST - 1]}{_CUT}"


def validation(column: Column, cell: str, choices: str) -> dict[str, Any]:
    """What XlsxWriter takes for the note of a column and its limits.

    A value beyond the limits is asked about, not refused: the check knows more, and says what to do.

    Args:
        cell: the topmost cell, e.g. ``B2``.
        choices: the cells that hold what can be chosen, as a formula; empty: nothing.
    """
    told = note(column)
    limits = None if column.is_list else _LIMITS.get(held_by(column.info))
    found: dict[str, Any] = {"validate": "any"}
    if choices and not column.is_list:
        found = {"validate": "list", "source": choices}
    elif limits:
        found = limits.of(cell)
    if found["validate"] != "any":
        found |= {
            "error_type": "warning",
            "error_title": "请核对",
            "error_message": f"这一格的写法：{told}"[:_LONGEST],
        }
    if told:
        found |= {"input_title": column.heading[:_LONGEST_TITLE], "input_message": told}
    return found
