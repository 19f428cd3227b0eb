"""Days as files and pages write them."""

from datetime import date
from functools import lru_cache

iso = lru_cache(maxsize=4096)(date.isoformat)
"""YYYY-MM-DD; cached, since each of a portal's few thousand days is written in many places."""


def chinese(day: date) -> str:
    """``2022年3月1日``."""
    return f"{day.year}年{day.month}月{day.day}日"
