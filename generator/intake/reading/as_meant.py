"""What spreadsheets make of a value, read as it was typed: 2021/6/3 0:00, 44350, Jun-21, 1,200.50, ￥350, ３５０.

Only a value that its field would refuse is read otherwise, and only if it can mean one thing alone.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date, timedelta
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
    Year,
)

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TIME = re.compile(r"(?:[T ]\s*|(?<=日))\s*(?:上午|下午)?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s*[AP]M)?$")
_WEEKDAY = re.compile(r"[ ,(]*(?:星期|周)[一二三四五六日天]\)?$|^[A-Z][a-z]+day,\s*")
_DAY = re.compile(r"(20\d{2}|\d{2}(?=\s*年))\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?")
_SHORT_DAY = re.compile(r"(\d{1,2})[- ]([A-Za-z]{3})[a-z]*[- ](\d{4}|\d{2})")
_ENGLISH_DAY = re.compile(r"([A-Za-z]{3})[a-z]* (\d{1,2}), ?(\d{4})")
_YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](20\d{2})")
_WRITTEN_TOGETHER = re.compile(r"(20\d{2})(\d{2})(\d{2})?")
_SERIAL = re.compile(r"([3-7]\d{4})(?:\.\d+)?")
_FIRST_SERIAL = date(1899, 12, 30)
"""The day from which spreadsheets count."""
_FIGURES = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_TENS = re.compile(r"(\d?)十(\d?)")
_MONTH = re.compile(r"(20\d{2}|\d{2}(?=\s*年))\s*[-/年]\s*(\d{1,2})\s*月?|(20\d{2})\.(\d{2}|[2-9])")
_SHORT_MONTH = re.compile(r"([A-Za-z]{3})-(\d{2}|\d{4})")
_COMMAS = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_TEXT_MARKS = "'\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}"
"""What is typed before a number that is to stay a text; a spreadsheet saved as CSV may keep it."""
_MONEY_SIGNS = ("¥", "RMB", "人民币")
_UNIT_MARKS = "万元亿千百圆整人次个单件家户场班期天小时分%学"
"""Characters of units that may stand behind a number."""
_BRACKETS = str.maketrans("[]【】〔〕{}<>〈〉", "()()()()()()")
_DASHES = str.maketrans(dict.fromkeys("－–—−‐‑", "-"))


def meant(text: str, info: FieldInfo) -> str:
    """A value as its field is written; the text itself if it fits, or if it is not sure what it means."""
    text = _unmarked(text)
    held, readings = _reader(info)
    if readings is None or fits(held, text):
        return text
    found = {reading for reading in readings(plain(text), unit_of(info)) if fits(held, reading)}
    return found.pop() if len(found) == 1 else text


def _unmarked(text: str) -> str:
    """A value without the mark that keeps it a text; of several such marks at its beginning, the first is it."""
    rest = text.lstrip(_TEXT_MARKS)
    return text if len(rest) == len(text) or set(_TEXT_MARKS) & set(rest) else text[1:].strip()


def plain(text: str) -> str:
    """A value in characters of ordinary width."""
    return unicodedata.normalize("NFKC", text).strip()


def round_brackets(text: str) -> str:
    """A text with all its brackets round: 金额[万元] as 金额(万元)."""
    return text.translate(_BRACKETS)


def unit_of(info: FieldInfo) -> str:
    """The unit of a field's values; empty: none."""
    return str(said_of(info, "unit") or "")


@cache
def _reader(info: FieldInfo) -> tuple[Any, Callable[[str, str], Iterator[str]] | None]:
    """The type of a field, and what reads its values; None: they are read as they are."""
    held = held_by(info)
    return held, _READINGS.get(held)


@cache
def _adapter(held: Any) -> TypeAdapter[Any]:
    return TypeAdapter(held)


@lru_cache(maxsize=10_000)
def fits(held: Any, text: str) -> bool:
    """Whether a value is one of its kind."""
    try:
        _adapter(held).validate_python(text)
    except ValidationError:
        return False
    return True


def _days(text: str, _unit: str) -> Iterator[str]:
    text = _WEEKDAY.sub("", _TIME.sub("", _in_figures(text))).strip()
    if found := _DAY.fullmatch(text) or _WRITTEN_TOGETHER.fullmatch(text):
        year, *rest = filter(None, found.groups())
        yield "-".join((_year(year), *(part.zfill(2) for part in rest)))
    if found := _SHORT_DAY.fullmatch(text):
        yield f"{_year(found[3])}-{_month(found[2])}-{found[1].zfill(2)}"
    if found := _ENGLISH_DAY.fullmatch(text):
        yield f"{found[3]}-{_month(found[1])}-{found[2].zfill(2)}"
    if found := _YEAR_LAST.fullmatch(text):
        first, second = found[1].zfill(2), found[2].zfill(2)
        yield from (f"{found[3]}-{first}-{second}", f"{found[3]}-{second}-{first}")
    if found := _SERIAL.fullmatch(text):
        yield (_FIRST_SERIAL + timedelta(int(found[1]))).isoformat()


def _in_figures(text: str) -> str:
    """二〇二一年六月三日 → 2021年6月3日; any other text as it is."""
    if "年" not in text or text.isascii():
        return text
    day, mark, rest = text.partition("星期")
    return _TENS.sub(lambda ten: f"{ten[1] or 1}{ten[2] or 0}", day.translate(_FIGURES)) + mark + rest


def _months(text: str, unit: str) -> Iterator[str]:
    text = _in_figures(text)
    if found := _MONTH.fullmatch(text):
        year, month = filter(None, found.groups())
        yield f"{_year(year)}-{month.zfill(2)}"
    if (found := _WRITTEN_TOGETHER.fullmatch(text)) and not found[3]:
        yield f"{found[1]}-{found[2]}"
    if found := _SHORT_MONTH.fullmatch(text):
        yield f"{_year(found[2])}-{_month(found[1])}"
    if not _YEAR_LAST.fullmatch(text):
        for day in _days(text, unit):
            if day.endswith("-01"):  # what Excel makes of a month
                yield day[:7]


def _year(text: str) -> str:
    return text if len(text) == 4 else f"20{text}"


def _month(name: str) -> str:
    """Number of a month by its English name; empty for any other word."""
    name = name.lower()
    return f"{_MONTHS.index(name) + 1:02d}" if name in _MONTHS else ""


def bare_number(text: str) -> str:
    """A number, with its unit if it has one, without blanks, signs of money and thousands' commas."""
    bare = "".join(text.split())
    for sign in _MONEY_SIGNS:
        bare = bare.removeprefix(sign)
    number, unit = _parted(bare)
    return (number.replace(",", "") if _COMMAS.fullmatch(number) else number) + unit


def _parted(text: str) -> tuple[str, str]:
    number = text.rstrip(_UNIT_MARKS)
    return number, text[len(number) :]


def _numbers(text: str, unit: str) -> Iterator[str]:
    unit = unicodedata.normalize("NFKC", unit)
    number, written = _parted(bare_number(text))
    if not written or written in {unit, unit.removesuffix("元")}:
        yield number


def _years(text: str, _unit: str) -> Iterator[str]:
    yield _in_figures(text).removesuffix("年").strip()


def _identifiers(text: str, _unit: str) -> Iterator[str]:
    yield "".join(text.translate(_DASHES).split())


_READINGS: dict[Any, Callable[[str, str], Iterator[str]]] = {
    **dict.fromkeys((Day, LedgerDay, PlannedDay), _days),
    Month: _months,
    **dict.fromkeys((Money, MovedMoney, Number, Percent, Count), _numbers),
    Year: _years,
    **dict.fromkeys((ProjectId, Uscc, Phone), _identifiers),
}
