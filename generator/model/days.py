"""Days as files and pages write them."""

import re
from datetime import date
from functools import lru_cache

_HAN = r"[\u4e00-\u9fff]"
_QUOTED_OR_DAY = re.compile(
    rf"“[^”]*”|第 ?[\w-]+ ?[项号]|(?:(?<={_HAN}) )?(?<![\d-])(\d{{4}})-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?(?![\d-])(?: (?={_HAN}))?"
)
"""A quotation, a number such as 第 2021-01 项, or a day or month as files write it, with the spaces that set it apart
from Chinese words."""


@lru_cache(maxsize=4096)
def iso(day: date) -> str:
    """YYYY-MM-DD, a ``PartialDay`` as its file has it; cached, since each of a few thousand days is written often."""
    return str(day)


def chinese(day: date) -> str:
    """``2022年3月1日``."""
    return f"{day.year}年{day.month}月{day.day}日"


def in_sentence(text: str) -> str:
    """Writes the days and months of a sentence in Chinese, as all sentences on pages do; quotations stay as they are."""
    return _QUOTED_OR_DAY.sub(_in_chinese, text)


def _in_chinese(found: re.Match[str]) -> str:
    year, month, day = found.groups()
    if not year:
        return found[0]
    return f"{year}年{int(month)}月{f'{int(day)}日' if day else ''}"
