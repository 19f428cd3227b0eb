"""Files of a county as they were under a former code → as if it had always had the one of today.

Only what names the county by its code is touched: its 行政区划代码, the 县 of a case, and the ids of its projects. Both
codes have six digits, so nothing else moves.
"""

import re
from functools import lru_cache

_KEYS = "行政区划代码|县".encode()


def called_as_today(data: bytes, old: str, new: str) -> bytes:
    """A file's bytes, in whatever encoding that holds ASCII."""
    for pattern in _patterns(old):
        data = pattern.sub(rb"\g<before>" + new.encode(), data)
    return data


@lru_cache(maxsize=64)
def _patterns(old: str) -> tuple[re.Pattern[bytes], re.Pattern[bytes]]:
    code = old.encode()
    return (
        re.compile(rb"(?P<before>(?<![0-9A-Za-z]))" + code + rb"(?=-[0-9]{4}-[0-9]{2}(?![0-9]))"),
        re.compile(rb"(?P<before>(?:" + _KEYS + rb")['\"]?[ \t]*:[ \t]*['\"]?)" + code + rb"(?![0-9])"),
    )
