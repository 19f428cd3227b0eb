"""Days as files and pages write them."""

from datetime import date
from functools import lru_cache


@lru_cache(maxsize=4096)
def iso(day: date) -> str:
    """YYYY-MM-DD, a ``PartialDay`` as its file has it; cached, since each of a few thousand days is written often."""
    return str(day)


def chinese(day: date) -> str:
    """``2022年3月1日``."""
    return f"{day.year}年{day.month}月{day.day}日"
