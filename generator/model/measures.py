"""Targets and results as counties write them: a number, a bound (≤120万元, 不低于95%), or words (明显改善)."""

import re
import unicodedata
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from generator.model.money import share

Stated = Decimal | str
"""A plain number, or a text as written."""


class Bound(Enum):
    """How a number bounds what it is said of."""

    EXACT = "="
    AT_LEAST = "≥"
    MORE = ">"
    AT_MOST = "≤"
    LESS = "<"
    ABOUT = "约"

    @property
    def is_upper(self) -> bool:
        """Whether less is better or as good: the number must not be exceeded."""
        return self in (Bound.AT_MOST, Bound.LESS)


class Measure(NamedTuple):
    """What can be compared of a target or a result."""

    bound: Bound
    number: Decimal
    unit: str
    """Without a multiple: 120万元 is 1 200 000 元; empty if none is written."""

    def is_surely_below(self, limit: Decimal, *, or_equal: bool = False) -> bool:
        """Whether whatever the measure may mean lies below ``limit``, or at it if that is asked."""
        if self.bound in (Bound.EXACT, Bound.AT_MOST):
            return self.number <= limit if or_equal else self.number < limit
        return self.bound is Bound.LESS and self.number <= limit


class Completion(NamedTuple):
    """How far a target is met, where it can be compared with the result."""

    percent: Decimal | None = None
    """Share of a number to be reached."""
    verdict: str = ""
    """Of a number not to be exceeded: 符合 or 超出."""


_BEFORE = (
    (Bound.AT_LEAST, "≥|≧|>=|大于等于|大于或等于|不低于|不少于|不小于|不得低于|不得少于|至少|最低|最少"),
    (
        Bound.AT_MOST,
        "≤|≦|<=|小于等于|小于或等于|不高于|不超过|不大于|不多于|不得超过|不得高于|控制在|至多|最多|最高",
    ),
    (Bound.MORE, ">|大于|高于|多于|超过"),
    (Bound.LESS, "<|小于|低于|少于|不到|不足"),
    (Bound.ABOUT, "约为|大约|约|近|左右"),
    (Bound.EXACT, "=|等于|达到|达|为|完成"),
)
_AFTER = (
    (Bound.AT_LEAST, r"(?:及|或|含|\(含\))?以上|起"),
    (Bound.AT_MOST, r"(?:及|或|含|\(含\))?以下|(?:之|以)?内"),
    (Bound.ABOUT, "左右|上下"),
)
_UNIT = r"(?![年月日])[A-Za-z%‰℃°/·\u4e00-\u9fff]{0,10}?[23]?"
_MEASURE = re.compile(
    rf"(?:达到|达|为)?(?P<before>{'|'.join(form for _, form in _BEFORE)})?"
    rf"(?P<number>-?\d+(?:\.\d+)?|-?\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?)(?P<unit>{_UNIT})"
    rf"(?P<after>{'|'.join(form for _, form in _AFTER)})?"
)
_MULTIPLES = (("百万", 6), ("千万", 7), ("万", 4), ("亿", 8))


@lru_cache(20_000)
def measure(value: Stated | None, unit: str | None = None) -> Measure | None:
    """Reads what can be compared of a value; None for words, ranges and what contradicts itself.

    Args:
        unit: the unit given beside it; one in the text goes before.
    """
    if value is None:
        return None
    if isinstance(value, Decimal):
        return _scaled(Bound.EXACT, value, unit or "")
    found = _MEASURE.fullmatch("".join(unicodedata.normalize("NFKC", value).split()))
    if found is None:
        return None
    before, after = _bound(_BEFORE, found["before"]), _bound(_AFTER, found["after"])
    if before and after and before is not Bound.EXACT and before is not after:
        return None
    number = Decimal(found["number"].replace(",", ""))
    bound = after if before in (None, Bound.EXACT) and after else before
    return _scaled(bound or Bound.EXACT, number, found["unit"] or unit or "")


def completion(target: Stated | None, result: Stated | None, unit: str | None = None) -> Completion:
    """Compares a result with its target; nothing where either cannot be compared, or their units differ."""
    aim = measure(target, unit)
    if aim is None:
        return Completion()
    reached = measure(result, unit or (_unit_of(target) if isinstance(target, str) else ""))
    if reached is None or aim.unit != reached.unit:
        return Completion()
    if not aim.bound.is_upper:
        is_known = reached.bound in (Bound.EXACT, Bound.ABOUT)
        return Completion(share(reached.number, aim.number) if is_known else None)
    if reached.is_surely_below(aim.number, or_equal=aim.bound is Bound.AT_MOST):
        return Completion(verdict="符合")
    is_over = reached.bound in (Bound.EXACT, Bound.AT_LEAST, Bound.MORE)
    return Completion(verdict="超出") if is_over else Completion()


def _unit_of(text: str) -> str:
    """The unit in a text, with its multiple: 万元."""
    found = _MEASURE.fullmatch("".join(unicodedata.normalize("NFKC", text).split()))
    return found["unit"] if found else ""


def _bound(forms: tuple[tuple[Bound, str], ...], text: str | None) -> Bound | None:
    return next((bound for bound, form in forms if text and re.fullmatch(form, text)), None)


def _scaled(bound: Bound, number: Decimal, unit: str) -> Measure:
    plain = "".join(unicodedata.normalize("NFKC", unit).split())
    for word, zeros in _MULTIPLES:
        if plain.startswith(word):
            return Measure(bound, number.scaleb(zeros), plain.removeprefix(word))
    return Measure(bound, number, plain)
