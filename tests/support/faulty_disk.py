"""A disk that fails at a place.

From the first operation on that matches a pattern (``open PATH``, ``os.mkdir PATH``, ``os.rename PATH``) nothing below
a folder ``faulty`` can be written, made or renamed, in this process and in its workers.
"""

import os
import re
import sys
from pathlib import Path
from typing import Any

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def break_at(pattern: str, number: int, marker: Path) -> None:
    """Let every operation from the first match on fail with an error of the system; it leaves ``marker`` behind."""
    wanted = re.compile(pattern)

    def look(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            is_write = isinstance(arguments[2], int) and arguments[2] & _WRITES
        else:
            is_write = event in {"os.mkdir", "os.rename"}
        if not is_write or not isinstance(arguments[0], str | bytes):
            return
        place = os.fsdecode(arguments[0])
        if wanted.search(f"{event} {place}") and not marker.exists():
            marker.mkdir()
        if "/faulty/" in place and marker.exists():
            raise OSError(number, os.strerror(number), place)

    sys.addaudithook(look)
