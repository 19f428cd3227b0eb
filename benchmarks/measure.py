"""One command measured: wall and CPU seconds, peak memory of its largest process, bytes of what it wrote."""

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median


class FailedError(Exception):
    """A command that did not end well, and what it said."""


@dataclass(frozen=True)
class Run:
    """Seconds and MB."""

    wall: float
    cpu: float
    memory: float


def run(command: Sequence[str | Path], cwd: Path, env: Mapping[str, str] | None = None) -> Run:
    """Run to the end, with Python's bytecode kept as it is by default. Raises FailedError."""
    log = cwd / "bench.log"
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    started = time.monotonic()
    with log.open("wb") as out:
        made = subprocess.Popen(
            [str(part) for part in command],
            cwd=cwd,
            stdout=out,
            stderr=out,
            env={**kept, **(env or {})},
        )
        _, status, used = os.wait4(made.pid, 0)
    wall = time.monotonic() - started
    if os.waitstatus_to_exitcode(status):
        code, said = os.waitstatus_to_exitcode(status), log.read_text("utf-8")[-2000:]
        raise FailedError(f"{command[0]} ended with {code}:\n{said}")
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def middle(runs: Sequence[Run]) -> Run:
    """The median of each figure; of memory, the most."""
    return Run(
        median(one.wall for one in runs), median(one.cpu for one in runs), max(one.memory for one in runs)
    )


def size_of(folder: Path) -> int:
    """Bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
