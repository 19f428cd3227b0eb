"""What spreadsheets make of a value, read as it was typed: 2021/6/3 0:00, 44350, Jun-21, 1,200.50, ￥350, ３５０.

Only a value that its field would refuse is read otherwise, and only if it can mean one thing alone.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from generator.model.fields import held_by, said_of
from generator.model.types import (
    Count,
    Day,
    LedgerDay,
    Money,
    Month,
    MovedMoney,
    Number,
    Percent,
    Phone,
    PlannedDay,
    ProjectId,
    Uscc,
)

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MIDNIGHT = re.compile(r"[T ]\s*0?0:00(?::00(?:\.0+)?)?(?:\s*AM)?")
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_SHORT_DAY = re.compile(r"(\d{1,2})-([A-Za-z]{3})-(\d{2}|\d{4})")
_WRITTEN_TOGETHER = re.compile(r"(20\d{2})(\d{2})(\d{2})?")
_SERIAL = re.compile(r"[3-7]\d{4}")
_FIRST_SERIAL = date(1899, 12, 30)
"""The day from which spreadsheets count."""
_MONTH = re.compile(r"(\d{4})\s*[-/年]\s*(\d{1,2})\s*月?|(20\d{2})\.(\d{2}|[2-9])")
_SHORT_MONTH = re.compile(r"([A-Za-z]{3})-(\d{2}|\d{4})")
_COMMAS = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_TEXT_MARK = "'"
"""What is typed before a number that is to stay a text; a spreadsheet saved as CSV may keep it."""
_LOST = re.compile(r"\d(?:\.\d+)?[eE]\+?\d{2,3}")
_MONEY_SIGN = "¥"
_DASHES = str.maketrans(dict.fromkeys("－–—−‐‑", "-"))


def meant(text: str, info: FieldInfo) -> str:
    """A value as its field is written; the text itself if it fits, or if it is not sure what it means."""
    if text.startswith(_TEXT_MARK) and _TEXT_MARK not in text[1:]:
        text = text[1:]
    held, readings = _reader(info)
    if readings is None or _fits(held, text):
        return text
    plain = unicodedata.normalize("NFKC", text).strip()
    for found in readings(plain, str(said_of(info, "unit") or "")):
        if found != text and _fits(held, found):
            return found
    return text


def doubt(text: str, info: FieldInfo) -> tuple[str, str] | None:
    """(message, cure) for a value that fits its field but is probably not what was typed; None for any other."""
    held, readings = _reader(info)
    if held == Percent and (found := re.fullmatch(r"0?(\.\d+)", text)) and found[1].strip(".0"):
        whole = f"{Decimal(text) * 100:f}".rstrip("0").rstrip(".")
        return (
            f"“{info.alias}”写的是 {text}，看不出是 {whole}% 还是 {text}%",
            f"{whole}% 写成 {whole}；确是 {text}% 的写成 {text}%",
        )
    if readings or not _LOST.fullmatch(text):
        return None
    cure = "把这一列的格式设为“文本”，对照原件重新输入"
    return f"“{info.alias}”的长数字被改成了科学计数 {text}，末几位已经丢失", cure


@cache
def _reader(info: FieldInfo) -> tuple[Any, Callable[[str, str], Iterator[str]] | None]:
    """The type of a field, and what reads its values; None: they are read as they are."""
    held = held_by(info)
    return held, _READINGS.get(held)


@cache
def _adapter(held: Any) -> TypeAdapter[Any]:
    return TypeAdapter(held)


@lru_cache(maxsize=10_000)
def _fits(held: Any, text: str) -> bool:
    try:
        _adapter(held).validate_python(text)
    except ValidationError:
        return False
    return True


def _days(text: str, _unit: str) -> Iterator[str]:
    text = _MIDNIGHT.sub("", text)
    if found := _DAY.fullmatch(text) or _WRITTEN_TOGETHER.fullmatch(text):
        yield "-".join(part.zfill(2) for part in found.groups() if part)
    if found := _SHORT_DAY.fullmatch(text):
        yield f"{_year(found[3])}-{_month(found[2])}-{found[1].zfill(2)}"
    if _SERIAL.fullmatch(text):
        yield (_FIRST_SERIAL + timedelta(int(text))).isoformat()


def _months(text: str, unit: str) -> Iterator[str]:
    if found := _MONTH.fullmatch(text):
        year, month = filter(None, found.groups())
        yield f"{year}-{month.zfill(2)}"
    if (found := _WRITTEN_TOGETHER.fullmatch(text)) and not found[3]:
        yield f"{found[1]}-{found[2]}"
    if found := _SHORT_MONTH.fullmatch(text):
        yield f"{_year(found[2])}-{_month(found[1])}"
    for day in _days(text, unit):
        if day.endswith("-01"):  # what Excel makes of a month
            yield day[:7]


def _year(text: str) -> str:
    return text if len(text) == 4 else f"20{text}"


def _month(name: str) -> str:
    """Number of a month by its English name; empty for any other word."""
    name = name.lower()
    return f"{_MONTHS.index(name) + 1:02d}" if name in _MONTHS else ""


def _numbers(text: str, unit: str) -> Iterator[str]:
    bare = "".join(text.split()).removeprefix(_MONEY_SIGN).removesuffix(unicodedata.normalize("NFKC", unit))
    yield bare.replace(",", "") if _COMMAS.fullmatch(bare) else bare


def _identifiers(text: str, _unit: str) -> Iterator[str]:
    yield "".join(text.translate(_DASHES).split())


_READINGS: dict[Any, Callable[[str, str], Iterator[str]]] = {
    **dict.fromkeys((Day, LedgerDay, PlannedDay), _days),
    Month: _months,
    **dict.fromkeys((Money, MovedMoney, Number, Percent, Count), _numbers),
    **dict.fromkeys((ProjectId, Uscc, Phone), _identifiers),
}
