"""Records and documents as plain values: machine names, exact decimals as text, what is absent or empty left out."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache, lru_cache
from operator import attrgetter
from types import NoneType
from typing import Any, get_args

import orjson

from generator.model.base import Record, earlier_days
from generator.model.cities import City, Region
from generator.model.files import LEDGERS

EARLIER = "earlier"
"""Member of a record that is shown in an earlier version: the day on which that version was published."""
Plain = Callable[[Any], Any]
_NUMBERS = frozenset((int, bool, Decimal))
"""Types of which a value tells something even if it is 0."""
_LEDGERS = frozenset(kind.model for kind in LEDGERS)


def as_json(values: object) -> bytes:
    """Writes plain values as one line of JSON, UTF-8; a ledger's few days that are no dates are made plain here."""
    return orjson.dumps(values, plain, orjson.OPT_APPEND_NEWLINE)


@lru_cache(20_000)
def decimal(value: Decimal) -> str:
    """Writes a number exactly, without trailing zeros: 350.00 as 350."""
    return f"{value.normalize():f}" if value else "0"


def plain(value: Any) -> Any:
    """Returns a document or record as lists, mappings and values that JSON has."""
    way = _WAYS[type(value)]
    return way(value) if way else value


class _Ways(dict[type, Plain | None]):
    """Type → the function that writes its values; None: they are written as they are."""

    def __missing__(self, kind: type) -> Plain | None:
        self[kind] = found = _way(kind)
        return found


_WAYS = _Ways()
_AS_IT_IS = frozenset((str, int, bool, date))


def _way(kind: type) -> Plain | None:
    """Returns how values of a type are written."""
    if kind in _AS_IT_IS:
        return None
    if issubclass(kind, Record):
        return _of_record(tuple(kind.model_fields))
    if is_dataclass(kind) and not issubclass(kind, City | Region):
        return _of_document(tuple(field.name for field in fields(kind)))
    ways: tuple[tuple[Any, Plain], ...] = (
        (tuple | list, _items),
        (dict, lambda values: {str(key): plain(item) for key, item in values.items()}),
        (Enum, attrgetter("_value_")),
        (City | Region, str),
        (Decimal, decimal),
        (datetime, datetime.isoformat),
        (date, str),
        (str, str),
    )
    return next((way for base, way in ways if issubclass(kind, base)), None)


def _of_record(names: tuple[str, ...]) -> Plain:
    def written(item: Record) -> dict[str, Any]:
        found = _filled(names, item.__dict__)  # faster than attribute access
        if item.earlier:
            found[EARLIER] = item.earlier
        return found

    return written


def _of_document(names: tuple[str, ...]) -> Plain:
    return lambda item: _filled(names, {name: getattr(item, name) for name in names})


def _filled(names: Iterable[str], values: Mapping[str, Any]) -> dict[str, Any]:
    """Writes those members that are neither absent nor empty."""
    found = {}
    for name in names:
        value = values[name]
        kind = type(value)
        if value or kind in _NUMBERS:
            way = _WAYS[kind]
            told = way(value) if way else value
            if told or kind in _NUMBERS:
                found[name] = told
    return found


def _items(values: Sequence[Any]) -> list[Any]:
    """Writes the items of a list; the rows of a ledger together, which is faster than one by one."""
    if values and type(values[0]) in _LEDGERS:
        return _rows(values)
    return [plain(item) for item in values]


def _rows(rows: Sequence[Record]) -> list[dict[str, Any]]:
    names, ways = _columns(type(rows[0]))
    found = [
        {name: value for name in names if (value := own[name]) or (value is not None and value == 0)}
        for own in [row.__dict__ for row in rows]
    ]
    for name, way in ways:
        for told in found:
            if name in told:
                told[name] = way(told[name])
    if any(earlier := earlier_days(rows)):
        for told, day in zip(found, earlier, strict=True):
            if day:
                told[EARLIER] = day
    return found


@cache
def _columns(model: type[Record]) -> tuple[Sequence[str], Sequence[tuple[str, Plain]]]:
    """The names of a ledger's columns, and how those are written that orjson does not write as we do."""
    ways = {name: _way_of(info.annotation) for name, info in model.model_fields.items()}
    return [*ways], [(name, way) for name, way in ways.items() if way]


def _way_of(hint: Any) -> Plain | None:
    """How the values of a column are written: those of one type alike, others each by its own."""
    ways = {_WAYS[kind] for kind in _types(hint)}
    return ways.pop() if len(ways) == 1 else plain


def _types(hint: Any) -> Iterator[type]:
    """Yields the types of values that a column may hold, but for None."""
    inside = get_args(hint)
    for each in inside:
        yield from _types(each)
    if not inside and isinstance(hint, type) and hint is not NoneType:
        yield hint
