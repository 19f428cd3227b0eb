"""``make bench-history``: 5 000 commits over 45 600 records, read for the first time and again after ten more."""

import argparse
import gc
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from benchmarks.synthetic import write_portal
from generator.history import PortalHistory, read_history

FIRST_LIMIT, NEXT_LIMIT = 60.0, 1.0
"""CPU seconds."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counties", type=int, default=1_200)
    parser.add_argument("--projects", type=int, default=38)
    parser.add_argument("--commits", type=int, default=5_000)
    chosen = parser.parse_args()
    gc.disable()  # as in a build
    with tempfile.TemporaryDirectory(prefix="gongkai-history-") as name:
        root = Path(name)
        write_portal(root / "content_data", chosen.counties, chosen.projects)
        records = sorted((root / "content_data/counties").glob("*/projects/*.yaml"))
        git(root, "init", "--quiet", "--initial-branch=main")
        git(root, "config", "gc.auto", "0")
        git(root, "config", "maintenance.auto", "false")
        git(root, "add", "--all")
        git(root, *_CLERK, "commit", "--quiet", "-m", "published")
        # as in a clone, and not by git itself while this is measured
        git(root, "repack", "-a", "-d", "--quiet")
        amend(root, records, chosen.commits - 1, 0)
        first, found = timed(lambda: read_history(root / "content_data", root / "cache"))
        before = total(found, records)
        amend(root, records, 10, chosen.commits)
        again, more = timed(lambda: read_history(root / "content_data", root / "cache"))
        after = total(more, records)
        idle, _ = timed(lambda: read_history(root / "content_data", root / "cache"))
        anew, whole = timed(lambda: read_history(root / "content_data", None))
        if after != total(whole, records) or after != before + 10:
            sys.exit(f"the store holds {after} changes, a fresh reading {total(whole, records)}")
    print(f"{chosen.commits} commits over {len(records)} projects: {before} changes")
    print(f"first reading {first:.1f} s CPU (limit {FIRST_LIMIT:.0f}), without a store {anew:.1f} s")
    print(f"ten commits more {again:.2f} s CPU (limit {NEXT_LIMIT:.0f}), nothing new {idle:.2f} s")
    return int(first > FIRST_LIMIT or again > NEXT_LIMIT)


_CLERK = ("-c", "user.name=clerk", "-c", "user.email=clerk@example.gov.cn")


def git(root: Path, *command: str) -> None:
    subprocess.run(["git", "-C", str(root), *command], check=True)


def amend(root: Path, records: list[Path], commits: int, done: int) -> None:
    """Commits through fast-import, each amending the amount of one project."""
    command = ["git", "-C", str(root), "fast-import", "--quiet"]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as run:
        assert run.stdin is not None
        for line in _stream(root, records, range(done, done + commits)):
            run.stdin.write(line)
        _close(run.stdin)
    if run.returncode:
        sys.exit("git fast-import failed")


def _close(pipe: IO[bytes]) -> None:
    pipe.write(b"done\n")
    pipe.close()


def _stream(root: Path, records: list[Path], numbers: range) -> Iterator[bytes]:
    for number in numbers:
        path = records[number * 97 % len(records)]
        text = path.read_text("utf-8")
        start = text.index("扶持资金额度: ") + len("扶持资金额度: ")
        text = f"{text[:start]}{1000 + number}.5{text[text.index(chr(10), start) :]}"
        path.write_text(text, "utf-8")
        data = text.encode()
        yield f"commit refs/heads/main\ncommitter clerk <clerk@example.gov.cn> {1_700_000_000 + number * 60} +0800\n".encode()
        yield b"data 5\namend\n"
        yield b"from refs/heads/main^0\n" if number == numbers[0] else b""
        yield (
            f"M 100644 inline {path.relative_to(root).as_posix()}\ndata {len(data)}\n".encode() + data + b"\n"
        )


def timed(act: Callable[[], PortalHistory]) -> tuple[float, PortalHistory]:
    started = time.process_time()
    found = act()
    return time.process_time() - started, found


def total(history: PortalHistory, records: list[Path]) -> int:
    """Changes over all counties."""
    codes = {path.parts[-3] for path in records}
    return sum(len(county.changes) for code in codes if (county := history.county(code)))


if __name__ == "__main__":
    sys.exit(main())
