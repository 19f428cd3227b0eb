"""The canonical JSON of a record and its sha256: the same for the same content, however a file is laid out.

Keys are the Chinese keys of the data dictionary in the order of their code points, absent values are left out, numbers
lose trailing zeros (350 = 350.00), dates are ISO 8601, no white space, UTF-8.
"""

import hashlib
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

import orjson

from generator.model.base import Record
from generator.model.cities import City, Region

_EMPTY: tuple[Any, ...] = ([], "", {})
Plain = Callable[[Any], Any]


def canonical_json(value: Any) -> bytes:
    """A record, or lists and mappings of records and plain values, as canonical JSON."""
    return orjson.dumps(_plain(value), option=orjson.OPT_SORT_KEYS)


def digest(value: Any) -> str:
    """sha256 of the canonical JSON, 64 hexadecimal digits."""
    return hashlib.sha256(canonical_json(value)).hexdigest()


def _plain(value: Any) -> Any:
    plain = _WAYS[type(value)]
    return plain(value) if plain else value


def _way(kind: type) -> Plain | None:
    if kind is date or issubclass(kind, str):
        return None
    if issubclass(kind, Record):
        return _of_record(kind)
    ways = (
        (tuple, _list),
        (list, _list),
        (dict, _dictionary),
        (Enum, _value),
        (City | Region, str),
        (Decimal, _number),
    )
    return next((way for base, way in (*ways, (date, _moment)) if issubclass(kind, base)), None)


class _Ways(dict[type, Plain | None]):
    """Type → the function that turns its values into what orjson writes, or None if orjson takes them as they are."""

    def __missing__(self, kind: type) -> Plain | None:
        self[kind] = found = _way(kind)
        return found


_WAYS = _Ways()


def _of_record(kind: type[Record]) -> Plain:
    labels = tuple(kind.labels().items())

    def plain(record: Record) -> dict[str, Any]:
        found = {}
        values = record.__dict__  # faster than attribute access
        for name, label in labels:
            item = values[name]
            if item is not None:
                way = _WAYS[type(item)]
                item = way(item) if way else item
                if item or item not in _EMPTY:
                    found[label] = item
        return found

    return plain


def _list(values: Any) -> list[Any]:
    return [_plain(item) for item in values]


def _dictionary(values: dict[Any, Any]) -> dict[str, Any]:
    return {str(key): _plain(item) for key, item in values.items()}


def _value(item: Enum) -> Any:
    return item._value_  # the same as ``value``, a slower property


def _number(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _moment(time: date) -> str:
    return time.isoformat() if isinstance(time, datetime) else str(time)
