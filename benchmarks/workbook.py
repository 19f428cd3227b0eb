"""``make bench-workbook``: a first build from counties' workbooks beside the same from text files, in one run.

The counties are the varied ones of the other benchmarks; each round builds both from nothing, one after the other.
"""

import argparse
import os
import shutil
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from benchmarks.measure import Run, middle, run
from benchmarks.synthetic import AS_OF, SHAPES, write_project
from generator.intake.attachments.kinds import WORKBOOKS
from generator.intake.reading.folder import Folder
from generator.intake.workbook.sheets import KINDS
from tests.support.workbooks import workbook_of

GONGKAI = Path(sys.executable).with_name("gongkai")
LIMIT = 1.5
"""Seconds from workbooks for one from text files, at most: by the clock, and of processor time."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[210, 1_000, 10_000])
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    memory = Path("/dev/shm")
    ratios = []
    for projects in chosen.sizes:
        with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as name:
            ratios.append(_measure(projects, Path(name), chosen.rounds))
    return int(max(ratios) > LIMIT)


def _measure(projects: int, folder: Path, rounds: int) -> float:
    """Builds in turn; prints the medians and returns the larger of their ratios."""
    text, books = folder / "text", folder / "books"
    write_project(text, *SHAPES[projects])
    shutil.copytree(text, books, symlinks=True)
    counties = sorted((books / "content_data/counties").iterdir())
    with ProcessPoolExecutor() as pool:
        list(pool.map(as_workbook, counties, chunksize=4))
    runs: dict[Path, list[Run]] = {text: [], books: []}
    for _ in range(rounds):
        for root in (text, books):
            runs[root].append(_built(root, folder))
    plain, packed = middle(runs[text]), middle(runs[books])
    for name, one in (("text", plain), ("workbooks", packed)):
        print(f"{projects:>6} {name:<10} {one.wall:7.2f} s, CPU {one.cpu:7.2f} s, {one.memory:5.0f} MB")
    print(
        f"{projects:>6} ratio      {packed.wall / plain.wall:7.2f}, CPU {packed.cpu / plain.cpu:.2f} (limit {LIMIT})",
        flush=True,
    )
    return max(packed.wall / plain.wall, packed.cpu / plain.cpu)


def _built(root: Path, folder: Path) -> Run:
    """A build from nothing."""
    site = folder / "site"
    for path in (site, root / ".cache"):
        shutil.rmtree(path, ignore_errors=True)
    return run(
        [GONGKAI, "--root", root, "build", "--as-of", str(AS_OF), "--site-dir", site],
        folder,
        {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )


def as_workbook(county: Path) -> None:
    """Put a workbook in the place of a county's text files."""
    data = workbook_of(Folder(county, f"counties/{county.name}/", county.name))
    for path in _text_files(county):
        path.unlink()
    (county / WORKBOOKS[0]).write_bytes(data)


def _text_files(county: Path) -> list[Path]:
    return [path for kind in KINDS for path in county.glob(kind.path)]


if __name__ == "__main__":
    sys.exit(main())
