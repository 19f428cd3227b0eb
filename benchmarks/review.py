"""``make bench-review``: gongkai review of one county's change among 45 600 synthetic projects, in seconds and memory."""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.check import GONGKAI, measure
from benchmarks.synthetic import AS_OF, write_portal

LIMIT = 3.0
"""CPU seconds: it runs in one process, so a machine with nothing else to do takes as many."""
MEMORY_LIMIT = 300
"""MB over all processes at once."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counties", type=int, default=1_200)
    parser.add_argument("--projects", type=int, default=38)
    parser.add_argument("--commits", type=int, default=50, help="earlier commits, each of another county")
    parser.add_argument("--times", type=int, default=3)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gongkai-review-") as name:
        root = Path(name)
        write_portal(root / "content_data", chosen.counties, chosen.projects)
        hand_in(root, chosen.commits)
        command = [
            str(GONGKAI),
            "--root",
            str(root),
            "review",
            "--base",
            "main",
            "--as-of",
            AS_OF.isoformat(),
        ]
        runs = [measure(command, root / "review.md") for _ in range(chosen.times)]
    cpu, wall = min(run[0] for run in runs), min(run[1] for run in runs)
    memory = max(run[2] for run in runs)
    title = runs[0][3].partition("\n")[0]
    print(f"{chosen.counties} counties, {chosen.counties * chosen.projects} projects: {title}")
    print(
        f"CPU {cpu:.1f} s (limit {LIMIT:.0f}), wall {wall:.1f} s, memory {memory:.0f} MB (limit {MEMORY_LIMIT})"
    )
    return int(cpu > LIMIT or memory > MEMORY_LIMIT)


def hand_in(root: Path, commits: int) -> None:
    """Commits the portal, then changes of some counties, then on a branch of its own one more of the first county."""
    git(root, "init", "-q", "--initial-branch=main")
    git(root, "config", "gc.auto", "0")
    git(root, "add", "content_data")
    git(root, "commit", "-q", "-m", "published")
    folders = sorted((root / "content_data/counties").iterdir())
    for number in range(commits):
        amend(folders[number % len(folders)] / "projects/01.yaml")
        git(root, "commit", "-q", "-a", "-m", "changed")
    git(root, "checkout", "-q", "-b", "mine")
    amend(folders[0] / "projects/02.yaml")
    git(root, "commit", "-q", "-a", "-m", "handed in")
    git(root, "gc", "-q")  # as in a clone


def amend(file: Path) -> None:
    """Changes the title of a project."""
    lines = file.read_text("utf-8").splitlines(keepends=True)
    found = next(number for number, line in enumerate(lines) if line.startswith("项目名称"))
    key, _, title = lines[found].partition(":")
    lines[found] = f"{key}: 改名{title.strip().strip(chr(39)).strip(chr(34))}\n"
    file.write_text("".join(lines), "utf-8")


def git(root: Path, *command: str) -> None:
    who = {f"GIT_{role}_{what}": "bench" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    subprocess.run(["git", "-C", str(root), *command], check=True, env=os.environ | who)


if __name__ == "__main__":
    sys.exit(main())
