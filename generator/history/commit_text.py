"""What a commit says of itself: which one came before it, and for a demonstration when it was published."""

import re
from datetime import datetime

_PARENT = re.compile(rb"tree [0-9a-f]{40}\nparent ([0-9a-f]{40})\n")
_PUBLISHED = re.compile(rb"^Published: (\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}[+-]\d{2}:\d{2})$", re.MULTILINE)


def written_parent(raw: bytes) -> str | None:
    """Returns the first parent that a commit names, whatever .git/info/grafts and .git/shallow say; None if it has none."""
    found = _PARENT.match(raw)
    return found[1].decode("ascii") if found else None


def told_time(message: bytes) -> int | None:
    """Returns the time that a commit message names (seconds since 1970); None if it names none or an impossible one."""
    told = _PUBLISHED.search(message)
    try:
        return int(datetime.fromisoformat(told[1].decode("ascii")).timestamp()) if told else None
    except (ValueError, OverflowError):
        return None
