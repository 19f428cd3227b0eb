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
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Protocol

_PLAN = "plan.json"
_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True)
class Written:
    """A file of the site as it was written: sha256, size in bytes, modification time in ns."""

    digest: str
    size: int
    modified: int

    @property
    def stat(self) -> tuple[int, int]:
        return self.size, self.modified


class Target(Protocol):
    """Takes the files of a build."""

    def put(self, address: str, data: bytes) -> Written: ...


@dataclass
class Staging:
    """The staging folder beside a site; ``known`` are the files of the site that stand as they were written."""

    site: Path
    known: Mapping[str, Written] = field(default_factory=dict)
    _folders: set[str] = field(default_factory=set)

    def put(self, address: str, data: bytes) -> Written:
        """Stage a file of the site, unless the same bytes stand there already."""
        digest = hashlib.sha256(data).hexdigest()
        old = self.known.get(address)
        if old is not None and old.digest == digest:
            return old
        folder = address.rpartition("/")[0]
        if folder not in self._folders:
            Path(f"{self._files}/{folder}").mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)
        status = write_whole(f"{self._files}/{address}", data)
        return Written(digest, status.st_size, status.st_mtime_ns)

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


def standing(site: Path) -> dict[str, tuple[int, int]]:
    """Root-relative address → (size in bytes, modification time in ns) of every file of the site."""
    if not site.is_dir():
        return {}
    found = ((address, entry.stat(follow_symlinks=False)) for address, entry in _walk(str(site), ""))
    return {address: (status.st_size, status.st_mtime_ns) for address, status in found}


def _walk(root: str, below: str) -> Iterator[tuple[str, "os.DirEntry[str]"]]:
    with os.scandir(f"{root}/{below}" if below else root) as entries:
        for entry in entries:
            address = f"{below}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(root, f"{address}/")
            else:
                yield address, entry


def take_over(folder: Path, site: Path) -> set[str]:
    """Take a tree that another program wrote into the staging folder, but for the files that stand as they are.

    Returns:
        Addresses of all its files.
    """
    files = staging_folder(site) / "files"
    found = standing(folder)
    for address, (size, _) in found.items():
        place, new = site / address, folder / address
        if place.is_file() and place.stat().st_size == size and place.read_bytes() == new.read_bytes():
            continue
        staged = files / address
        staged.parent.mkdir(parents=True, exist_ok=True)
        new.replace(staged)
    return set(found)


def swap(site: Path, addresses: set[str]) -> None:
    """Make the site consist of ``addresses``: staged files move in, files of no address go."""
    folder = staging_folder(site)
    if not site.is_dir() or not any(site.iterdir()):
        shutil.rmtree(site, ignore_errors=True)
        site.parent.mkdir(parents=True, exist_ok=True)
        (folder / "files").rename(site)
        shutil.rmtree(folder, ignore_errors=True)
        return
    plan = {
        "move": sorted(standing(folder / "files")),
        "remove": sorted(address for address, _ in _walk(str(site), "") if address not in addresses),
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
    for address in plan["move"]:
        staged, place = folder / "files" / address, site / address
        if staged.exists():
            _make_way(site, place)
            staged.replace(place)
    for address in plan["remove"]:
        if not (site / address).is_dir():
            (site / address).unlink(missing_ok=True)
    _remove_empty(site, {address.rpartition("/")[0] for address in plan["remove"]})
    shutil.rmtree(folder)


def _make_way(site: Path, place: Path) -> None:
    """The folder a file goes into; a file or folder of the wrong kind that stands in the way is removed."""
    for parent in [*reversed(place.relative_to(site).parents)][1:]:
        if (site / parent).is_file():
            (site / parent).unlink()
    place.parent.mkdir(parents=True, exist_ok=True)
    if place.is_dir():
        shutil.rmtree(place)


def _remove_empty(site: Path, folders: set[str]) -> None:
    for folder in sorted(folders, key=len, reverse=True):
        path = site / folder
        while path != site and path.is_dir() and not any(path.iterdir()):
            path.rmdir()
            path = path.parent
