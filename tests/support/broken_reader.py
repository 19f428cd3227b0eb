"""The process that looks through attachments, with a library that ends it, or never ends, over certain files."""

import os
import re
import sys
import time
from pathlib import Path

from generator.intake.attachments import child, examine
from generator.intake.attachments.screen import Screen

CRASH, LEAVE, LEAVE_AS_IF_LATE, LOOP, SLEEP, FILL, DEEP, RAISE, PRINT, ONCE = (
    b"CRASH",
    b"LEAVE",
    b"LEAVE AS IF LATE",
    b"LOOP",
    b"SLEEP",
    b"FILL",
    b"DEEP",
    b"RAISE",
    b"PRINT",
    b"ONCE ",
)


def _read(_suffix: str, data: bytes, screen: Screen) -> bytes:
    if data == CRASH:
        os.abort()
    if data == LEAVE:
        os._exit(3)
    if data == LEAVE_AS_IF_LATE:
        os._exit(1)
    if data == DEEP:
        raise RecursionError
    if data == RAISE:
        raise ValueError("13800138000")
    if data == LOOP:  # in the library itself, which lets no other code run meanwhile
        re.match(r"(a+)+$", "a" * 60 + "b")
    if data == SLEEP:
        time.sleep(600)
    if data == FILL:
        bytearray(child._MEMORY)
    if data == PRINT:
        sys.stdout.write("a word of the library")
        sys.stdout.flush()
        os.write(1, b"another")
    if data.startswith(ONCE) and not (mark := Path(data.removeprefix(ONCE).decode())).exists():
        mark.touch()
        os.abort()
    screen.text("里", data.decode(errors="replace"))
    return b""


def main() -> None:
    examine._READERS[".pdf"] = _read
    child._SECONDS, child._PATIENCE = 1, 2
    child._MEMORY = 1_000_000_000
    child.main()
