"""Attachments are looked through in a process of its own, one for each process that meets any.

Files from outside are read by libraries that may end their process, or never end, over a file made for that. Such a file
costs that process and is told as an error; all others go on. The process ends when this one does, whatever ends it: it
waits for what this one writes, and its time is limited while it does not.
"""

import atexit
import os
import pickle  # nosec B403  # what our own process wrote
import subprocess  # nosec B404  # this program itself
import sys
import threading
from collections import OrderedDict
from contextlib import suppress
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from generator.intake.attachments.child import TOO_LONG
from generator.intake.attachments.examine import Examined
from generator.intake.attachments.screen import Fault

CHILD = "generator.intake.attachments.child"
"""The module that the other process runs."""
_MOMENT = 10
"""s that a process may take to end after its last word."""
_SOURCES = Path(__file__).parents[3]
_REMEMBERED = 64_000_000
"""Bytes of pictures that a process keeps in memory."""
_CURE = "用原来的软件重新导出，删去不用的内容；仍然如此的，请告知维护人员"


class _Memory:
    """What this process found lately: a build stages what it has just looked through, a preview reads all again."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[str, bytes], Examined] = OrderedDict()
        self._size = 0

    def examined(self, suffix: str, data: bytes) -> Examined:
        """What looking through an attachment comes to; never raises for what the bytes are."""
        key = (suffix, sha256(data).digest())
        found = self._known.pop(key, None)
        if found is None:
            found = _reader(os.getpid()).examined(suffix, data)
            self._size += len(found.published)
        self._known[key] = found
        while self._size > _REMEMBERED:
            self._size -= len(self._known.popitem(last=False)[1].published)
        return found


class _Reader:
    """The other process: started when it is first needed, and anew when it ended."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        atexit.register(self._stop)

    def examined(self, suffix: str, data: bytes) -> Examined:
        """One that ends over a file, and not for the time that it took, is tried once more: something else may have ended it."""
        with self._lock:
            found = self._asked(suffix, data)
            if isinstance(found, int) and found not in TOO_LONG:
                found = self._asked(suffix, data)
        if isinstance(found, Examined):
            return found
        why = "用时过长" if found in TOO_LONG else "使读取它的程序意外结束"
        return Examined((), (Fault("S003", f"附件核对不了（{why}）", _CURE),))

    def _asked(self, suffix: str, data: bytes) -> Examined | int:
        """What was found; or the code with which the process ended over it."""
        process = self._process = self._process or _started()
        assert process.stdin
        assert process.stdout
        try:
            pickle.dump((suffix, data), process.stdin, pickle.HIGHEST_PROTOCOL)
            process.stdin.flush()
            found: Examined = pickle.load(process.stdout)  # nosec B301
        except (OSError, EOFError, pickle.UnpicklingError):
            self._process = None
            return _ended(process)
        except BaseException:  # Ctrl-C: its answer is still to come, and would be taken for that to the next
            self._stop()
            raise
        return found

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            _ended(process)


def _ended(process: "subprocess.Popen[bytes]") -> int:
    """The code of a process that ended, or is about to."""
    try:
        process.wait(_MOMENT)
    except subprocess.TimeoutExpired:
        process.kill()
    with suppress(OSError):  # for what it never took
        process.communicate()
    return process.returncode


def _started() -> "subprocess.Popen[bytes]":
    paths = os.pathsep.join([str(_SOURCES), *filter(None, sys.path)])
    return subprocess.Popen(  # nosec B603
        [sys.executable, "-P", "-c", f"from {CHILD} import main; main()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": paths},
    )


@lru_cache(maxsize=1)
def _reader(_: int) -> _Reader:
    """That of this process: what a forked one inherits is its parent's."""
    return _Reader()


_memory = _Memory()
examined = _memory.examined
