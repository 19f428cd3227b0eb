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
"""An object; nobody changes one once it stands in another, since many share their amounts and days."""


@lru_cache(maxsize=4096)
def exact(number: Decimal) -> int | orjson.Fragment:
    """A JSON number with every digit of the decimal: whole numbers as integers, no number through a float."""
    if number == number.to_integral_value():
        return int(number)
    return orjson.Fragment(f"{number.normalize():f}")


@lru_cache(maxsize=4096)
def money(wan: Decimal | None) -> Json | None:
    """A Value in 元 of an amount in 万元; None: not disclosed, which is not nothing."""
    return None if wan is None else {"amount": exact(wan * YUAN_PER_WAN), "currency": "CNY"}


@lru_cache(maxsize=4096)
def moment(day: Planned | None) -> str | None:
    """The date-time of a day, its beginning in China; the last day of one known less exactly; None for words."""
    return None if day is None or isinstance(day, DayInWords) else f"{day:%Y-%m-%d}T00:00:00+08:00"


@lru_cache(maxsize=4096)
def period(start: Planned | None, end: Planned | None) -> Json:
    return filled(startDate=moment(start), endDate=moment(end))


@lru_cache(maxsize=4096)
def on(day: date) -> Json:
    """The period in which something of a day took place: that day, or all days that it may mean."""
    return period(earliest(day), day.last if isinstance(day, PartialDay) else day)


def told(text: str | None) -> str | None:
    """A text; None for one that was taken back."""
    return None if text == HIDDEN else text


def filled(**found: Any) -> Json:
    """An object without what is empty, which the standards leave out: None, empty texts, lists and objects; 0 stays.

    What stands in it must have been filled when it was made. A text is never blank: records strip what they are given.
    """
    for key in [key for key, value in found.items() if not value and value != 0]:
        del found[key]
    return found


def together(*texts: str | None) -> str:
    """Sentences as one text; empty if none is told."""
    *before, last = [text for text in texts if text] or [""]
    return "；".join((*(text.removesuffix("。") for text in before), last))


def document(id_: str, kind: str | None, title: str, **more: str | None) -> Json:
    """A document of either standard, without what is empty."""
    return filled(id=id_, documentType=kind, title=title, **more, language="zh")
