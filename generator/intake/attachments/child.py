"""The child process: screens attachments one after the other, within limits, until its standard input ends.

The limits are enforced from outside the Python code, so that they also end a library that never returns.
"""

import faulthandler
import gc
import os
import pickle  # nosec B403  # what our own process wrote
import signal
import sys
import time
from typing import IO

from generator.intake.attachments.examine import examine

_SECONDS, _SECONDS_A_MB = 60, 15
"""Processor time that one attachment may take, and more for each MB; the largest take a tenth of it."""
_PATIENCE = 5
"""Limit of time by the clock, as a multiple: for busy machines, and systems without a limit of processor time."""
_MEMORY = 4_000_000_000
"""Bytes of memory that the process may take; a large picture takes a tenth."""
_MANY = 100_000
"""New objects after which garbage is looked for."""
HAS_TIMER = hasattr(signal, "setitimer")
TOO_LONG = frozenset({-signal.SIGXCPU, -signal.SIGALRM} if HAS_TIMER else {1})
"""Exit codes when the time is over: the system's, which nothing else has; on Windows, faulthandler's."""
READY = "ready"
"""The first answer, before any request: the process has started."""


def main() -> None:
    """Answer requests until standard input ends."""
    asked = sys.stdin.buffer
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # keeps what a library prints out of the answers
    _limit_memory()
    gc.set_threshold(
        _MANY
    )  # a workbook's cells are no garbage: looking for it among them took a tenth of the time
    _answer(answers, READY)
    while True:
        try:
            suffix, data = pickle.load(asked)  # nosec B301
        except EOFError:
            return
        _limit_time(_SECONDS + _SECONDS_A_MB * len(data) // 1_000_000)
        found = examine(suffix, data)
        _wait(0)
        _answer(answers, found)


def _answer(answers: IO[bytes], what: object) -> None:
    pickle.dump(what, answers, pickle.HIGHEST_PROTOCOL)
    answers.flush()


def _wait(seconds: int) -> None:
    """End this process in so many seconds; 0: do not end it."""
    if HAS_TIMER:
        signal.setitimer(signal.ITIMER_REAL, seconds)
    elif seconds:
        faulthandler.dump_traceback_later(seconds, exit=True)
    else:
        faulthandler.cancel_dump_traceback_later()


def _limit_time(seconds: int) -> None:
    _wait(seconds * _PATIENCE)
    if sys.platform != "win32":
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        until = int(time.process_time()) + seconds
        allowed = until if most == resource.RLIM_INFINITY else min(until, most)
        resource.setrlimit(resource.RLIMIT_CPU, (allowed, most))


def _limit_memory() -> None:
    if sys.platform == "linux":  # other systems do not enforce it
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_AS)
        allowed = _MEMORY if most == resource.RLIM_INFINITY else min(_MEMORY, most)
        resource.setrlimit(resource.RLIMIT_AS, (allowed, most))
