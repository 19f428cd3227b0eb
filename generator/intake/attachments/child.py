"""The process that looks through attachments: one after the other, each within bounds, until nothing more is written to it.

The bounds are set by the system, which ends a process that is busy in a library for ever, too.
"""

import faulthandler
import os
import pickle  # nosec B403  # what our own process wrote
import signal
import sys
import time

from generator.intake.attachments.examine import examine

_SECONDS, _SECONDS_A_MB = 60, 15
"""Of the processor, that one attachment may take; the largest take a tenth of it."""
_PATIENCE = 5
"""So many times as long may it take by the clock, on a busy machine or where the system does not count."""
_MEMORY = 4_000_000_000
"""Bytes that all of it may take; a large picture takes a tenth."""
TOO_LONG = frozenset({1, -getattr(signal, "SIGXCPU", 0)})
"""Codes with which it ends when the time is over: of faulthandler, and of the system."""


def main() -> None:
    """Answer what comes in until it ends."""
    asked = sys.stdin.buffer
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no answer
    _limit_memory()
    while True:
        try:
            suffix, data = pickle.load(asked)  # nosec B301
        except EOFError:
            return
        _limit_time(_SECONDS + _SECONDS_A_MB * len(data) // 1_000_000)
        found = examine(suffix, data)
        faulthandler.cancel_dump_traceback_later()
        pickle.dump(found, answers, pickle.HIGHEST_PROTOCOL)
        answers.flush()


def _limit_time(seconds: int) -> None:
    faulthandler.dump_traceback_later(seconds * _PATIENCE, exit=True)
    if sys.platform != "win32":
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        until = int(time.process_time()) + seconds
        allowed = until if most == resource.RLIM_INFINITY else min(until, most)
        resource.setrlimit(resource.RLIMIT_CPU, (allowed, most))


def _limit_memory() -> None:
    if sys.platform == "linux":  # elsewhere the system does not keep to it
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_AS)
        allowed = _MEMORY if most == resource.RLIM_INFINITY else min(_MEMORY, most)
        resource.setrlimit(resource.RLIMIT_AS, (allowed, most))
