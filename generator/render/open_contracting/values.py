"""Amounts, days and texts as JSON of the open contracting standards has them."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import orjson

from generator.model.partial_day import DayInWords, PartialDay, Planned, earliest
from generator.model.types import HIDDEN

YUAN_PER_WAN = Decimal(10_000)
Json = dict[str, Any]


def exact(number: Decimal) -> int | orjson.Fragment:
    """A JSON number with every digit of the decimal: whole numbers as integers, no number through a float."""
    if number == number.to_integral_value():
        return int(number)
    return orjson.Fragment(f"{number.normalize():f}")


def money(wan: Decimal | None) -> Json | None:
    """A Value in 元 of an amount in 万元; None: not disclosed, which is not nothing."""
    return None if wan is None else {"amount": exact(wan * YUAN_PER_WAN), "currency": "CNY"}


def moment(day: Planned | None) -> str | None:
    """The date-time of a day, its beginning in China; the last day of one known less exactly; None for words."""
    return None if day is None or isinstance(day, DayInWords) else f"{day:%Y-%m-%d}T00:00:00+08:00"


def period(start: Planned | None, end: Planned | None) -> Json:
    return {"startDate": moment(start), "endDate": moment(end)}


def on(day: date) -> Json:
    """The period in which something of a day took place: that day, or all days that it may mean."""
    last = day.last if isinstance(day, PartialDay) else day
    return period(earliest(day), last)


def told(text: str | None) -> str | None:
    """A text; None for one that was taken back."""
    return None if text == HIDDEN else text


def filled(value: Any) -> Any:
    """A JSON value without what is empty, which the standards leave out: None, blank texts, empty lists and objects.

    The texts that stay are unchanged.
    """
    if isinstance(value, Mapping):
        found = {key: filled(each) for key, each in value.items()}
        return {key: each for key, each in found.items() if not _is_empty(each)}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [each for each in map(filled, value) if not _is_empty(each)]
    return value


def _is_empty(value: Any) -> bool:
    if isinstance(value, str):
        return not value.strip()
    return value is None or value in ([], {})
