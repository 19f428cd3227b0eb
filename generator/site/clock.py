"""The only place that asks for today's date; everything else takes the as-of date as a parameter."""

from datetime import date, datetime

from generator.model.beijing import BEIJING


def today() -> date:
    """Returns today's date in Asia/Shanghai."""
    return datetime.now(BEIJING).date()
