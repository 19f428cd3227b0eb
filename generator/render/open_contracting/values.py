"""Amounts, days and texts as JSON of the open contracting standards has them."""

from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

import orjson

from generator.model.partial_day import DayInWords, PartialDay, Planned, earliest
from generator.model.types import HIDDEN

YUAN_PER_WAN = Decimal(10_000)
Json = dict[str, Any]
_HOLDERS = (dict, list, tuple)


class Told(dict[str, Any]):
    """An object in which nothing is empty: ``filled`` does not go through it. Nobody changes one once it is made."""


def exact(number: Decimal) -> int | orjson.Fragment:
    """A JSON number with every digit of the decimal: whole numbers as integers, no number through a float."""
    if number == number.to_integral_value():
        return int(number)
    return orjson.Fragment(f"{number.normalize():f}")


def money(wan: Decimal | None) -> Told | None:
    """A Value in 元 of an amount in 万元; None: not disclosed, which is not nothing."""
    return None if wan is None else Told(amount=exact(wan * YUAN_PER_WAN), currency="CNY")


@lru_cache(maxsize=4096)
def moment(day: Planned | None) -> str | None:
    """The date-time of a day, its beginning in China; the last day of one known less exactly; None for words."""
    return None if day is None or isinstance(day, DayInWords) else f"{day:%Y-%m-%d}T00:00:00+08:00"


def period(start: Planned | None, end: Planned | None) -> Json:
    return {"startDate": moment(start), "endDate": moment(end)}


@lru_cache(maxsize=4096)
def on(day: date) -> Told:
    """The period in which something of a day took place: that day, or all days that it may mean."""
    last = day.last if isinstance(day, PartialDay) else day
    return Told(filled(period(earliest(day), last)))


def told(text: str | None) -> str | None:
    """A text; None for one that was taken back."""
    return None if text == HIDDEN else text


def filled(value: Any) -> Any:
    """A JSON value without what is empty, which the standards leave out: None, blank texts, empty lists and objects.

    The texts that stay are unchanged.
    """
    if type(value) is Told:
        return value
    if isinstance(value, dict):
        found = {}
        for key, given in value.items():
            each = filled(given) if isinstance(given, _HOLDERS) else given
            if not _is_empty(each):
                found[key] = each
        return found
    if isinstance(value, list | tuple):
        return [each for each in map(filled, value) if not _is_empty(each)]
    return value


def _is_empty(value: Any) -> bool:
    if isinstance(value, str):
        return not value or value.isspace()
    return value is None or (not value and isinstance(value, _HOLDERS))


def told_of(**values: Any) -> Told:
    """An object of those values that are told; what its values hold is ``Told`` itself."""
    return Told({key: each for key, each in values.items() if not _is_empty(each)})
