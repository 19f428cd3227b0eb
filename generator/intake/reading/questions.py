"""Values that may mean two things, or that a spreadsheet has spoilt: they are refused, with what they may have meant."""

import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from pydantic.fields import FieldInfo

from generator.intake.reading.as_meant import bare_number, fits, meant, plain, unit_of
from generator.model.fields import held_by
from generator.model.types import (
    Count,
    Day,
    LedgerDay,
    Money,
    Month,
    MovedMoney,
    Number,
    Percent,
    PlannedDay,
    ProjectId,
    Prose,
    Text,
    Uscc,
)

Question = tuple[str, str] | None
"""(message, cure)."""
_FRACTION = re.compile(r"0?(\.\d+)")
_SCIENTIFIC = re.compile(r"[-+]?\d(?:\.\d+)?[eE]\+?\d{1,3}")
_SPOILT = re.compile(r"\d(?:\.\d+)?[eE]\+\d{2,3}|\d\.\d+[eE]\d{2,3}")
_ROUNDED = re.compile(r"[1-9]\d{14}0{2,}")
"""More figures than a spreadsheet keeps of a number, which makes zeros of the last ones."""
_IN_MONEY = re.compile(r"(-?\d+(?:\.\d+)?)(百万元|千元|千|万元|万|亿元|亿|元|圆)整?")
_WORTH = {"元": 1, "圆": 1, "千": 1_000, "千元": 1_000, "万": 10_000, "万元": 10_000}
_WORTH |= {"百万元": 1_000_000, "亿": 100_000_000, "亿元": 100_000_000}
"""Units of money in 元."""
_OCTOBER = re.compile(r"(20\d{2})\.10?")
_NO_YEAR = re.compile(r"(?:([A-Za-z]{3})-(\d{1,2})|(\d{1,2})-([A-Za-z]{3}))")
_SHORT_YEAR = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{1,2})")
_YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](20\d{2})")
_LAST_MONTH = 12
_AS_TEXT = "把这一列的格式设为“文本”，对照原件重新输入"


def question(text: str, info: FieldInfo) -> Question:
    """What is asked of a value that is not sure to be what was typed; None for any other."""
    ask = _asker(info)
    found = ask(plain(text), info) if ask else None
    return (f"“{info.alias}”{found[0]}", found[1]) if found else None


@lru_cache(maxsize=10_000)
def as_read(text: str, info: FieldInfo) -> tuple[Question, str]:
    """What is asked of a value, which is then read as it is written, and how it is read else."""
    asked = question(text, info)
    return asked, text if asked else meant(text, info)


def typed(text: str, info: FieldInfo) -> str:
    """A value as it stands in a table that is to be read as this value: behind the mark of a text if need be."""
    if meant(text, info) == text and question(text, info) is None:
        return text
    marked = as_text(text)
    return marked if meant(marked, info) == text else text


def as_text(text: str) -> str:
    """A value behind the mark that keeps it a text: nothing is asked of it, and nothing else read."""
    return f"'{text}"


def has_zeros_for_digits(text: str) -> bool:
    """Whether a number has the zeros that stand in a spreadsheet for the last of more than fifteen digits."""
    return bool(_ROUNDED.fullmatch(text))


@cache
def _asker(info: FieldInfo) -> Callable[[str, FieldInfo], Question] | None:
    return _ASKED.get(held_by(info))


def _of_percent(text: str, info: FieldInfo) -> Question:
    found = _FRACTION.fullmatch(text)
    if not found or not found[1].strip(".0"):
        return _of_number(text, info)
    whole, exact = f"{(Decimal(text) * 100).normalize():f}", f"{Decimal(text):f}"
    cure = f"{whole}% 写成 {whole}；确是 {exact}% 的写成 {exact}%"
    return f"写的是“{text}”，看不出是 {whole}% 还是 {exact}%", cure


def _of_number(text: str, _info: FieldInfo) -> Question:
    if not _SCIENTIFIC.fullmatch(text):
        return None
    cure = f"是否应为 {Decimal(text):f}？对照原件，写成普通的数"
    return f"写的是“{text}”，是科学计数", cure


def _of_money(text: str, info: FieldInfo) -> Question:
    found, unit = _IN_MONEY.fullmatch(bare_number(text)), unit_of(info)
    if not found or unit not in _WORTH or _WORTH[found[2]] == _WORTH[unit]:
        return _of_number(text, info)
    amount = Decimal(found[1]) * _WORTH[found[2]] / _WORTH[unit]
    shown = f"{amount.normalize():f}"
    whole, _, part = shown.partition(".")
    return (
        f"写的是“{text}”，这一列的单位是{unit}",
        f"是否应为 {whole}.{part.ljust(2, '0')} {unit}？是的写成 {whole}.{part.ljust(2, '0')}，只写数字",
    )


def _of_day(text: str, info: FieldInfo) -> Question:
    if found := _OCTOBER.fullmatch(text):
        year = found[1]
        return (
            f"写的是“{text}”，看不出是 {year}年10月还是 {year}年1月",
            f"10月写成 {year}-10，1月写成 {year}-01；这一列的格式设为“文本”",
        )
    if _NO_YEAR.fullmatch(text) and not fits(held_by(info), meant(text, info)):
        cure = "对照原件写成 年-月-日，如 2021-06-21；只知道月份的写成 2021-06"
        return f"写的是“{text}”，是表格软件改写的，年份或日子已经丢失", cure
    if found := _SHORT_YEAR.fullmatch(text):
        cure = "写成 年-月-日，年份四位，如 2021-06-30"
        reading = f"20{found[1]}-{found[2].zfill(2)}-{found[3].zfill(2)}"
        if int(found[1]) > _LAST_MONTH and fits(Day, reading):
            cure = f"是否应为 {reading}？年份写四位"
        return f"写的是“{text}”，看不出哪个是年份", cure
    if (found := _YEAR_LAST.fullmatch(text)) and found[1] != found[2]:
        first, second, year = found[1].zfill(2), found[2].zfill(2), found[3]
        if max(int(first), int(second)) <= _LAST_MONTH:
            either = f"{year}-{first}-{second} 还是 {year}-{second}-{first}"
            return f"写的是“{text}”，看不出是 {either}", "写成 年-月-日，如 2021-06-30"
    return None


def _of_month(text: str, info: FieldInfo) -> Question:
    if found := _of_day(text, info):
        return found
    day = meant(text, _ANY_DAY)
    if fits(Day, day) and not fits(Month, meant(text, info)):
        month = day.rpartition("-")[0]
        return f"写的是“{text}”，是一天，不是一个月份", f"是否应为 {month}？"
    return None


def _of_text(text: str, _info: FieldInfo) -> Question:
    if _SPOILT.fullmatch(text):
        return f"写的是“{text}”，长数字被改成了科学计数，末几位已经丢失", _AS_TEXT
    if _ROUNDED.fullmatch(text):
        return (
            f"写的是“{text}”，表格软件只保留前 15 位，末几位变成了 0",
            f"{_AS_TEXT}；确是这个号码的，前面加一个英文单引号 '",
        )
    return None


_ANY_DAY = FieldInfo(annotation=Day)
_ASKED: dict[Any, Callable[[str, FieldInfo], Question]] = {
    **dict.fromkeys((Money, MovedMoney), _of_money),
    **dict.fromkeys((Number, Count), _of_number),
    Percent: _of_percent,
    **dict.fromkeys((Day, LedgerDay, PlannedDay), _of_day),
    Month: _of_month,
    **dict.fromkeys((Text, Prose, Uscc, ProjectId), _of_text),
}
