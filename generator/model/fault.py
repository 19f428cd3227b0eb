"""Describes where this program failed, without any of the data on which it failed."""

import traceback
from pathlib import Path

_PROGRAM = Path(__file__).parents[1]


def fault_id(error: BaseException) -> str:
    """The error's type and the line of this program that raised or passed it: ``ValueError rules/spans.py:31``.

    Equal on every machine. The error's message is left out: it may repeat a value.
    """
    passed = [(frame.f_code.co_filename, line) for frame, line in traceback.walk_tb(error.__traceback__)]
    own = [step for step in passed if Path(step[0]).is_relative_to(_PROGRAM)]
    if not own:
        return type(error).__name__
    file, line = own[-1]
    return f"{type(error).__name__} {Path(file).relative_to(_PROGRAM).as_posix()}:{line}"
