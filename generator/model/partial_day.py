"""Days that a file gives less exactly than to the day, by an event, or not at all: ``2021-12``, ``合同签订后90日``, ``尽快``."""

import calendar
import re
import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, NamedTuple, Self

from generator.model.codelists import BaseEvent

YEARS = range(2000, 2101)
"""Years that a date can lie in."""


class PartialDay(date):
    """A day known only to lie between two: as a date it is the last of them, as a text what the file says.

    It equals no plain date, so that ``2021-12`` and ``2021-12-31`` are two values; ``<`` and ``>`` compare last days,
    and what is added to it or taken from it counts from the last day.
    """

    __slots__ = ("first", "written")
    first: date
    written: str

    def __new__(cls, first: date, last: date, written: str) -> Self:
        made = super().__new__(cls, last.year, last.month, last.day)
        made.first, made.written = first, written
        return made

    @property
    def last(self) -> date:
        """The last of the days, a plain date."""
        return date(self.year, self.month, self.day)

    def __str__(self) -> str:
        return self.written

    def __format__(self, form: str) -> str:
        return format(self.last, form) if form else self.written

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, PartialDay):
            return False
        return (self.last, self.first, self.written) == (other.last, other.first, other.written)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash((self.last, self.first, self.written))

    def __add__(self, other: Any) -> Any:
        return self.last + other

    __radd__ = __add__

    def __sub__(self, other: Any) -> Any:
        return self.last - other

    def __reduce__(self) -> Any:
        return PartialDay, (self.first, self.last, self.written)


class Within(NamedTuple):
    """A term counted from an event: 合同签订后90日."""

    event: BaseEvent | None
    """None: an event whose day no record gives."""
    number: int
    unit: str
    """日, 周, 月 or 年; 工作日, which nothing here counts."""

    def after(self, day: date) -> date | None:
        """The last day of the term if the event took place on ``day``, which does not count; None for 工作日."""
        if self.unit in {"日", "周"}:
            return day + timedelta(days=self.number * (7 if self.unit == "周" else 1))
        if self.unit == "工作日":
            return None
        months = day.year * 12 + day.month - 1 + self.number * (12 if self.unit == "年" else 1)
        return _clipped(months // 12, months % 12 + 1, day.day)


class DayInWords(str):
    """A planned date that is no date, as the file writes it: a term counted from an event, or words such as 尽快."""

    __slots__ = ()

    @property
    def within(self) -> Within | None:
        """The term that the words name; None: no date can ever be read from them."""
        return _within(_plain(self))

    @property
    def is_countable(self) -> bool:
        """Whether it will be a date once its event is recorded."""
        within = self.within
        return within is not None and within.event is not None and within.unit != "工作日"


Planned = date | DayInWords
"""A planned date: to the day, a ``PartialDay``, or in words."""


def earliest(day: date) -> date:
    """The first day that a date may mean."""
    return day.first if isinstance(day, PartialDay) else day


def known_day(term: Planned | None) -> date | None:
    """The last day of a planned date; None where it is in words."""
    return None if isinstance(term, DayInWords) else term


def told(term: Planned | str | None, day: date) -> str:
    """A planned date as written, with the day by which it is judged if that is another text."""
    written, judged = str(term), day.isoformat()
    return written if written == judged else f"{written}（按 {judged} 计）"


def _plain(text: str) -> str:
    """Half-width forms, years, months and days in digits, 半年 as months; no blanks, no remark in brackets at the end."""
    short = _REMARK.sub("", "".join(unicodedata.normalize("NFKC", text).split()))
    if short.isascii():
        return short
    short = short.replace("○", "〇")
    short = _YEAR_IN_WORDS.sub(
        lambda found: "".join(str(_DIGITS.index(sign) % 10) for sign in found[0]), short
    )
    short = _IN_WORDS.sub(lambda found: str(_number(found[0])), short)
    return short.replace("一年半", "18个月").replace("后半年", "后6个月").replace("起半年", "起6个月")


_DIGITS = "零一二三四五六七八九〇"
_YEAR_IN_WORDS = re.compile(rf"[{_DIGITS}]{{4}}(?=年)")
_IN_WORDS = re.compile("[一二三四五六七八九十]{1,3}(?=[月日])")
_REMARK = re.compile(r"\([^()]{0,12}\)$")
_NUMERAL = "[一二三四五六七八九十百两]{1,5}"
_AIM = "(?:基本|全部)?(?:完成|签订合同|完工|竣工|建成|交付|开工|启动|动工|实施|投入使用|验收)?(?:建设|施工)?"
_BY = f"(?:之前|以前|前|以内|之内|内|止)?{_AIM}"
_PARTIAL = re.compile(
    r"(?P<led>不晚于|不迟于|最迟|最晚|预计|计划|拟|力争|确保|[于在至到约])?"
    r"(?P<year>\d{4})(?:年度?|[-/.](?=\d))?"
    r"(?:第?(?P<quarter>[一二三四1-4])季度|Q(?P<q>[1-4])|(?P<half>[上下])半年"
    r"|(?<=[年/.-])(?P<month>\d{1,2})(?:[-/.月](?P<day>\d{1,2})日?|月?(?:份)?(?P<third>上中|中上|中下|[上中下])旬|月(?:份)?(?P<part>[初中])|月?(?:份)?))?"
    rf"(?:[年月]?[底末])?(?P<by>{_BY})"
)
_WITHIN = re.compile(
    r"(?:自|从|在)?(?P<event>[^\d]{2,20}?)(?:之日|次日)?(?:起算?|以后|之后|后)的?(?:第)?"
    rf"(?P<count>\d{{1,4}}|{_NUMERAL})个?(?P<unit>工作日|日历[天日]|自然[天日]|[日天周年]|星期|月)(?:之?内|以内)?{_BY}"
)
_EVENTS = (
    (BaseEvent.CONTRACT, r"(?:签订|签署|签定)(?:\w{0,4})合同|(?:\w{0,4})合同(?:签订|签署|签定)?|签约"),
    (BaseEvent.AWARD, r"中标(?:通知书)?(?:发出|下达|公示|公告)?|确定中标(?:人|单位|供应商)?"),
    (BaseEvent.NOTICE, r"(?:招标|采购)公告(?:发布|公布)?|发布(?:招标|采购)公告"),
    (BaseEvent.ACCEPTANCE, r"(?:项目)?验收(?:合格|通过)|通过验收"),
)
_NOT_THE_CONTRACT = re.compile("监理|设计|审计|咨询|租赁|补充")
_UNITS = {"天": "日", "星期": "周"}
_STARTS = {"上": 1, "中": 11, "下": 21}
_ENDS = {"上": 10, "中": 20, "下": 31}
_TO = re.compile(
    r"至|到|[—–~]+|--+|(?<=[月日度])-(?=[\d第])|(?<=年\d)-(?=\d{1,2}月)|(?<=年\d\d)-(?=\d{1,2}月)|(?<=\d{4})-(?=\d{4}年)"
)
"""Between the ends of a range: 2021年6月—9月."""
_WORD = re.compile("[一-鿿]")
_NO_QUARTER = re.compile("[05-9五六七八九十]季度")
_NAMED = re.compile(r"(?:(?P<year>\d{4})年)?(?<!\d)(?P<month>\d{1,2})月(?:份?(?P<day>\d{1,2})日)?")
"""A month or a day within words; figures with other signs between them may count anything."""


@lru_cache(20_000)
def planned_day(text: str) -> Planned | None:
    """Reads a planned date; None if the text is none. Plain ISO dates are read before this is asked.

    Words that name no day, such as 尽快, are kept as they are. A day that no calendar has, a range that runs backwards
    and figures without a word are slips, and no dates.
    """
    short = _plain(text)
    found = _PARTIAL.fullmatch(short)
    if found is None:
        return _in_words(text, short)
    is_asked_for = found["day"] and "年" not in short and not (found["by"] or found["led"])
    span = None if is_asked_for else _span(found)  # 2021/6/3 is asked for as 2021-06-03
    return PartialDay(*span, text) if span else None


def _in_words(text: str, short: str) -> Planned | None:
    """What a planned date says that is no single day, month, quarter or year."""
    span = _range(short)
    if span:
        return PartialDay(*span, text) if span[0] <= span[1] else None
    is_slip = (
        not _WORD.search(text) or _NO_QUARTER.search(short) or any(map(_is_no_day, _NAMED.finditer(short)))
    )
    return None if is_slip else DayInWords(text)


def _is_no_day(named: re.Match[str]) -> bool:
    """Whether no calendar has a day or month that is named within words; 18月 alone is how long something takes."""
    year, month, day = named.group("year", "month", "day")
    is_named = year or day
    return bool(is_named) and _exact(int(year or 2000), int(month), int(day or 1)) is None


def ledger_day(text: str) -> PartialDay | None:
    """Reads the date of something past that is known to the month or to a third of it; None if the text is none."""
    short = _plain(text)
    found = _PARTIAL.fullmatch(short)
    if found is None:
        span = _range(short)
        is_within_a_month = span and span[0] <= span[1] and span[0].replace(day=1) == span[1].replace(day=1)
        return PartialDay(*span, text) if span and is_within_a_month else None
    if not found["month"] or found["day"] or found["by"] or found["led"]:
        return None
    span = _span(found)
    return PartialDay(*span, text) if span else None


def lacks_year(text: str) -> bool:
    """Whether a date of something past would be one if its year stood before it: 6月初, 六月三日, 6月上旬."""
    short = _plain(text)
    if "月" not in short:
        return False
    found = _PARTIAL.fullmatch(f"2000年{short}")  # a leap year, for 2月29日
    return bool(found and found["month"] and _span(found)) or ledger_day(f"2000年{short}") is not None


@lru_cache(20_000)
def judged_day(text: str) -> date | None:
    """The last day, a plain date, of a date in the change record; None where it depends on an event or is no date."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        found = planned_day(text) if text else None
        return found.last if isinstance(found, PartialDay) else None


def is_date_alone(text: str) -> bool:
    """Whether a planned date is a date and says nothing beside it: 2021-12, 2021年底前; not 合同签订后90日, 2021-12（暂定）."""
    return judged_day(text) is not None and not _REMARK.search(unicodedata.normalize("NFKC", text))


def _range(short: str) -> tuple[date, date] | None:
    """The first and last day of a range, whose end may leave out the year and the month of its beginning.

    The first may be the later one: then the range runs backwards.
    """
    first, *others = _TO.split(short)
    begun = _PARTIAL.fullmatch(first)
    start = _span(begun) if begun else None
    if not (begun and start) or len(others) != 1:
        return None
    year = f"{begun['year']}年"
    for told in (others[0], f"{year}{others[0]}", f"{year}{begun['month']}月{others[0]}"):
        ended = _PARTIAL.fullmatch(told)
        end = _span(ended) if ended else None
        if end:
            return start[0], end[1]
    return None


def _span(found: re.Match[str]) -> tuple[date, date] | None:
    """The first and last day that a match of ``_PARTIAL`` names; None if the calendar has none such."""
    year = int(found["year"])
    if year not in YEARS:
        return None
    if found["day"]:
        day = _exact(year, int(found["month"]), int(found["day"]))
        return (day, day) if day else None
    if not found["month"]:
        first, last = next(_months_of(found))
        return date(year, first, 1), _clipped(year, last, 31)
    month = int(found["month"])
    if not 1 <= month <= 12:
        return None
    third = found["third"] or ("上" if found["part"] == "初" else "上下")  # 6月中: 中旬, or some day of June
    third = "上中" if third == "中上" else third
    return date(year, month, _STARTS[third[0]]), _clipped(year, month, _ENDS[third[-1]])


def _months_of(found: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Yields the first and last month of a quarter, half year or year."""
    if quarter := found["quarter"] or found["q"]:
        number = "一二三四".find(quarter) + 1 or int(quarter)
        yield number * 3 - 2, number * 3
    if half := found["half"]:
        yield (1, 6) if half == "上" else (7, 12)
    yield 1, 12


def _within(short: str) -> Within | None:
    found = _WITHIN.fullmatch(short)
    if found is None:
        return None
    said = found["event"]
    event = next((event for event, form in _EVENTS if re.fullmatch(form, said)), None)
    if _NOT_THE_CONTRACT.search(said):
        event = None
    unit = _UNITS.get(found["unit"], found["unit"])
    count = int(found["count"]) if found["count"].isdigit() else _number(found["count"])
    return Within(event, count, "日" if unit[:2] in {"日历", "自然"} else unit)


def _number(numeral: str) -> int:
    """九十 → 90, 一百二十 → 120."""
    whole = current = 0
    for sign in numeral.replace("两", "二"):
        if sign in "十百":
            whole += (current or 1) * (10 if sign == "十" else 100)
            current = 0
        else:
            current = "一二三四五六七八九".index(sign) + 1
    return whole + current


def _exact(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _clipped(year: int, month: int, day: int) -> date:
    """The day of a month, or the month's last if it has fewer."""
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))
