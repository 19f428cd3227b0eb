"""Where a build writes: beside the site that stands, only what differs, swapped in at the end.

A build never writes into the site itself. What differs from it goes to a staging folder on the same disk; when all
of it is there, a plan is laid down in the staging folder, and from then on the change is carried through, if need be
by the next build: every file is moved in one by one (each move is atomic), and what vanished is removed. A build that
ends before the plan is laid down leaves the site as it was.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Protocol

from generator.engine.standing import Written, standing

_PLAN = "plan.json"
_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)


class Target(Protocol):
    """Takes the files of a build."""

    def put(self, address: str, data: bytes) -> Written: ...


@dataclass
class Staging:
    """The staging folder beside a site; ``known`` are the files of the site that stand as they were written."""

    site: Path
    known: Mapping[str, Written] = field(default_factory=dict)

    def put(self, address: str, data: bytes) -> Written:
        """Stage a file of the site, unless the same bytes stand there already."""
        old, digest = self.known.get(address), hashlib.sha256(data).digest()
        if old is not None and old[2] == digest and self._stands(address, data):
            return old
        path = f"{self._files}/{address}"
        try:
            status = write_whole(path, data)
        except FileNotFoundError:  # the first file of a folder
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            status = write_whole(path, data)
        return status.st_size, status.st_mtime_ns, digest

    def _stands(self, address: str, data: bytes) -> bool:
        """Whether the site's own file holds these bytes; read only when it was written with them."""
        try:
            return (self.site / address).read_bytes() == data
        except OSError:
            return False

    @cached_property
    def _files(self) -> str:
        """A text: a path put together anew for every file would cost as much as writing it."""
        return str(staging_folder(self.site) / "files")


def write_whole(path: str, data: bytes) -> os.stat_result:
    """Write a file through the system itself, which costs half of what a file object does.

    Raises:
        OSError: all of it could not be written.
    """
    file = os.open(path, _FLAGS, 0o666)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(file, rest) :]
        return os.fstat(file)
    finally:
        os.close(file)


def staging_folder(site: Path) -> Path:
    """Beside the site, so that moving a file in is a rename."""
    return site.parent / f".{site.name}.next"


def begin(site: Path) -> None:
    """Empty the staging folder; a change that was interrupted half-way is carried through first."""
    folder = staging_folder(site)
    finish_interrupted(site)
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "files").mkdir(parents=True)


def swap(site: Path, addresses: Collection[str], others: Iterable[str] | None = None) -> None:
    """Make the site consist of ``addresses``: staged files move in, files of no address go.

    Args:
        others: the files of the site at no address, where somebody looked already.
    """
    folder = staging_folder(site)
    if not site.is_dir() or not any(site.iterdir()):
        shutil.rmtree(site, ignore_errors=True)
        site.parent.mkdir(parents=True, exist_ok=True)
        (folder / "files").rename(site)
        shutil.rmtree(folder, ignore_errors=True)
        return
    if others is None:
        others = set(standing(site)).difference(addresses)
    plan = {
        "move": sorted(standing(folder / "files")),
        "remove": sorted(others),
    }
    (folder / "plan.part").write_text(json.dumps(plan), encoding="utf-8")
    (folder / "plan.part").rename(folder / _PLAN)
    finish_interrupted(site)


def finish_interrupted(site: Path) -> None:
    """Carry a laid-down plan through; harmless to repeat."""
    folder = staging_folder(site)
    if not (folder / _PLAN).is_file():
        return
    plan = json.loads((folder / _PLAN).read_text(encoding="utf-8"))
    ready: set[str] = set()
    for address in plan["move"]:
        staged, place = f"{folder}/files/{address}", f"{site}/{address}"
        if os.path.lexists(staged):
            below = address.rpartition("/")[0]
            if below not in ready:
                _make_way(site, site / below)
                ready.add(below)
            _move(staged, place)
    for address in plan["remove"]:
        if not (site / address).is_dir():
            (site / address).unlink(missing_ok=True)
    _remove_empty(site, {address.rpartition("/")[0] for address in plan["remove"]})
    shutil.rmtree(folder)


def _make_way(site: Path, folder: Path) -> None:
    """A folder that files go into; a file that stands in the way is removed."""
    for part in (*reversed(folder.relative_to(site).parents), folder.relative_to(site)):
        if (site / part).is_file():
            (site / part).unlink()
    folder.mkdir(parents=True, exist_ok=True)


def _move(staged: str, place: str) -> None:
    """Move a file in; a folder that stands in its place is removed."""
    try:
        os.replace(staged, place)  # noqa: PTH105 - a path for every file would cost as much as its move
    except OSError:
        if not Path(place).is_dir():
            raise
        shutil.rmtree(place)
        Path(staged).replace(place)


def _remove_empty(site: Path, folders: set[str]) -> None:
    for folder in sorted(folders, key=len, reverse=True):
        path = site / folder
        while path != site and path.is_dir() and not any(path.iterdir()):
            path.rmdir()
            path = path.parent
