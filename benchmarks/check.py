"""``make bench-check``: gongkai check over 45 600 synthetic projects, in CPU seconds and peak memory."""

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from benchmarks.synthetic import AS_OF, write_portal

CPU_LIMIT = 60.0
"""Seconds over all processes."""
MEMORY_LIMIT = 2_000
"""MB over all processes at once."""
GONGKAI = Path(sys.executable).with_name("gongkai")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counties", type=int, default=1_200)
    parser.add_argument("--projects", type=int, default=38)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gongkai-check-") as name:
        root = Path(name)
        write_portal(root / "content_data", chosen.counties, chosen.projects)
        check = [str(GONGKAI), "--root", str(root), "check", "--as-of", AS_OF.isoformat()]
        cpu, wall, memory, report = measure(check, root / "report.txt")
        last = report.rstrip().rsplit("\n", maxsplit=1)[-1]
    print(f"{chosen.counties} counties, {chosen.counties * chosen.projects} projects: {last}")
    print(
        f"CPU {cpu:.1f} s (limit {CPU_LIMIT:.0f}), wall {wall:.1f} s, memory {memory:.0f} MB (limit {MEMORY_LIMIT})"
    )
    return int(cpu > CPU_LIMIT or memory > MEMORY_LIMIT)


def measure(command: list[str], report: Path) -> tuple[float, float, float, str]:
    """CPU seconds, wall seconds, peak memory of all processes together in MB, what was printed (kept in ``report``)."""
    before, started = os.times(), time.monotonic()
    with report.open("wb") as out, subprocess.Popen(command, stdout=out) as run:
        watch = _Watch(run.pid)
        code = run.wait()
        memory = watch.stop()
    wall, after = time.monotonic() - started, os.times()
    if code:
        sys.exit(f"{' '.join(command[:4])} ended with {code}")
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return cpu, wall, memory, report.read_text("utf-8")


class _Watch:
    """Looks at the memory of a process and its children ten times a second (Linux's /proc; elsewhere it sees none)."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._peak = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self._thread.start()

    def stop(self) -> float:
        """The peak in MB."""
        self._over.set()
        self._thread.join()
        return self._peak

    def _look(self) -> None:
        while not self._over.wait(0.1):
            self._peak = max(self._peak, sum(map(_share, _family(self._pid))))


def _family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    except OSError:
        return [pid]
    return [pid, *(inner for child in children for inner in _family(int(child)))]


def _share(pid: int) -> float:
    """MB of a process, memory shared with others counted in part (PSS)."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").split("\n")
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


if __name__ == "__main__":
    sys.exit(main())
