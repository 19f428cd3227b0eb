"""The one place that asks what day it is; everything else takes the as-of date as a parameter."""

from datetime import date, datetime, timedelta, timezone

BEIJING_TIME = timezone(timedelta(hours=8), "Asia/Shanghai")
"""China keeps one time without summer time, so a fixed offset is exact and needs no time zone data."""


def today() -> date:
    """The date in Asia/Shanghai."""
    return datetime.now(BEIJING_TIME).date()
