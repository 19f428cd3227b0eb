"""The time zone of China, one object in every process: times of different zone objects compare slowly, by offsets."""

import copyreg
from datetime import timedelta, timezone
from typing import Any

BEIJING = timezone(timedelta(hours=8), "Asia/Shanghai")
"""China keeps one time without summer time, so a fixed offset is exact and needs no time zone data."""


def _beijing() -> timezone:
    return BEIJING


def _packed(zone: timezone) -> Any:
    """Pickle a zone that equals BEIJING as a reference to it."""
    return (_beijing, ()) if zone == BEIJING else zone.__reduce__()


copyreg.pickle(timezone, _packed)
