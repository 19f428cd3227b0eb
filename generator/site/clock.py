"""The one place that asks what day it is; everything else takes the as-of date as a parameter."""

from datetime import date, datetime

from generator.model.beijing import BEIJING


def today() -> date:
    """The date in Asia/Shanghai."""
    return datetime.now(BEIJING).date()
