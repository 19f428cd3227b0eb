"""What earlier runs measured, kept below .cache/ for the report: each size is one interleaved run."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.measure import Run, middle
from benchmarks.peers import ROOT, TOOLS

_FILE = TOOLS / "sizes.json"


@dataclass
class Size:
    """The runs of every contender at one size."""

    projects: int
    runs: dict[str, list[Run]] = field(default_factory=dict)
    pages: int = 0
    megabytes: float = 0
    read: float = 0
    """MB of pages, search and feeds."""
    feeds: float = 0

    def middle(self, name: str) -> Run:
        return middle(self.runs[name])


def earlier_sizes() -> dict[int, Size]:
    """By number of projects; nothing where another program was measured."""
    if not _FILE.is_file():
        return {}
    kept = json.loads(_FILE.read_text("utf-8"))
    if kept["program"] != _program():
        return {}
    return {size["projects"]: _size(size) for size in kept["sizes"]}


def keep(sizes: Iterable[Size]) -> None:
    """For the reports of later runs."""
    text = json.dumps({"program": _program(), "sizes": [asdict(size) for size in sizes]})
    _FILE.write_text(text, "utf-8")


def _size(kept: dict[str, Any]) -> Size:
    runs = {name: [Run(**one) for one in some] for name, some in kept["runs"].items()}
    return Size(**(kept | {"runs": runs}))


def _program() -> str:
    """Digest of the generator."""
    found = hashlib.sha256()
    for path in sorted(path for path in Path(ROOT / "generator").rglob("*") if path.suffix in {".py", ".j2"}):
        found.update(path.read_bytes())
    return found.hexdigest()
