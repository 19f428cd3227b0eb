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
_OPEN = (dict, list, tuple)


class Told(dict[str, Any]):
    """An object in which nothing is empty: ``filled`` does not go through it. Nobody changes one once it is made."""


class ToldList(list[Json]):
    """A list of objects in which nothing is empty, as of the rows of a ledger; ``filled`` does not go through it."""


_TOLD = (Told, ToldList)


@lru_cache(maxsize=4096)
def exact(number: Decimal) -> int | orjson.Fragment:
    """A JSON number with every digit of the decimal: whole numbers as integers, no number through a float."""
    if number == number.to_integral_value():
        return int(number)
    return orjson.Fragment(f"{number.normalize():f}")


@lru_cache(maxsize=4096)
def money(wan: Decimal | None) -> Told | None:
    """A Value in 元 of an amount in 万元; None: not disclosed, which is not nothing."""
    return None if wan is None else Told(amount=exact(wan * YUAN_PER_WAN), currency="CNY")


@lru_cache(maxsize=4096)
def moment(day: Planned | None) -> str | None:
    """The date-time of a day, its beginning in China; the last day of one known less exactly; None for words."""
    return None if day is None or isinstance(day, DayInWords) else f"{day:%Y-%m-%d}T00:00:00+08:00"


@lru_cache(maxsize=4096)
def period(start: Planned | None, end: Planned | None) -> Told:
    return Told(filled({"startDate": moment(start), "endDate": moment(end)}))


@lru_cache(maxsize=4096)
def on(day: date) -> Told:
    """The period in which something of a day took place: that day, or all days that it may mean."""
    return period(earliest(day), day.last if isinstance(day, PartialDay) else day)


def told(text: str | None) -> str | None:
    """A text; None for one that was taken back."""
    return None if text == HIDDEN else text


def filled(value: Any) -> Any:
    """A JSON value without what is empty, which the standards leave out: None, blank texts, empty lists and objects.

    The texts that stay are unchanged.
    """
    kind = type(value)
    if kind is dict:
        found: Json = {}
        # Asked here what has_content asks: a call for each of a county's values would cost more than all else.
        for key, given in value.items():
            inside = type(given)
            if inside is str:
                if given and not given.isspace():
                    found[key] = given
            elif inside in _OPEN:
                if each := filled(given):
                    found[key] = each
            elif given is not None and (given or inside not in _TOLD):
                found[key] = given
        return found
    if kind is list or kind is tuple:
        return [
            each for given in value if has_content(each := filled(given) if type(given) in _OPEN else given)
        ]
    return value


def has_content(value: Any) -> bool:
    """Whether a filled value is told: 0 is, and a text that is not blank."""
    if isinstance(value, str):
        return bool(value) and not value.isspace()
    return value is not None and (bool(value) or not isinstance(value, _OPEN))


def with_told(found: Json, **texts: str | None) -> Json:
    """The same object, with those of the texts that are told."""
    for key, text in texts.items():
        if text and not text.isspace():
            found[key] = text
    return found
