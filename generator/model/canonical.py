"""The canonical JSON of a record and its sha256: the same for the same content, however a file is laid out.

Keys are the Chinese keys of the data dictionary in the order of their code points, absent values are left out, numbers
lose the zeros at their end (350 = 350.00), dates are ISO 8601, no blanks, UTF-8.
"""

import hashlib
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any

import orjson

from generator.model.base import Record


def canonical_json(value: Any) -> bytes:
    """A record, or lists and mappings of records and plain values, as canonical JSON."""
    return orjson.dumps(_plain(value), option=orjson.OPT_SORT_KEYS)


def digest(value: Any) -> str:
    """sha256 of the canonical JSON, 64 hexadecimal digits."""
    return hashlib.sha256(canonical_json(value)).hexdigest()


@cache
def _labels(model: type[Record]) -> tuple[tuple[str, str], ...]:
    return tuple(model.labels().items())


def _plain(value: Any) -> Any:
    found = value
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, Record):
        pairs = ((label, _plain(getattr(value, name))) for name, label in _labels(type(value)))
        found = {label: item for label, item in pairs if item not in (None, [], "", {})}
    elif isinstance(value, (tuple, list)):
        found = [_plain(item) for item in value]
    elif isinstance(value, dict):
        found = {str(key): _plain(item) for key, item in value.items()}
    elif isinstance(value, Enum):
        found = value.value
    elif isinstance(value, Decimal):
        found = f"{value.normalize():f}"
    elif isinstance(value, date):
        found = value.isoformat()
    return found
