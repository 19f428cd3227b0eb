"""Lists the files of the published site and compares them with those that the last build left."""

import os
from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from generator.engine.running.job_order import Batch, run_together

Status = tuple[int, int]
"""(size in bytes, modification time in ns) of a file of the site."""
Written = tuple[int, int, bytes]
"""A ``Status`` when the file was written, and the sha256 of its bytes."""
Listing = dict[str, dict[str, Status]]
"""Folder (with a slash at the end; empty for the site's own) → file name → its status."""
Packed = dict[str, tuple[str, bytes]]
"""A listing to pickle: folder → (names joined by slashes, array of int64: size and time of each file in turn)."""

STAGED_INSIDE = ".gongkai.next"
"""Folder in the site where a build stages its files if it cannot do so beside the site; not part of the site."""

_SECONDS = 3e-6
"""Roughly what looking at one file takes."""


def listing(site: Path) -> Listing:
    """Returns every file of a site."""
    found: Listing = {}
    _look(str(site), "", found, inside=True)
    return found


@dataclass(frozen=True)
class FoundSite:
    """The published site, compared with what the last build left."""

    files: Listing
    spoiled: frozenset[str]
    """Addresses of files that are gone or were changed since."""

    def holds(self, addresses: Iterable[str]) -> bool:
        """Returns whether all these files are as the last build left them."""
        return not self.spoiled or self.spoiled.isdisjoint(addresses)

    def known(self, outputs: Mapping[str, Written]) -> dict[str, Written]:
        """Returns those of ``outputs`` that are in the site as they were written."""
        return {
            address: written
            for address, written in outputs.items()
            if status_of(self.files, address) == written[:2]
        }


@dataclass(frozen=True)
class LookJob:
    folder: str
    """With a slash at the end; empty: the site's root folder, without its subfolders."""

    def __str__(self) -> str:
        return f"网站的文件夹 {self.folder}" if self.folder else "网站的根文件夹"


@dataclass(frozen=True)
class Look:
    """Lists the site in several processes: one job for its root folder and one for each folder in it."""

    site: Path
    left: Listing
    """The site as the last build left it."""
    now: Listing = field(default_factory=dict)

    def batch(self) -> Batch[LookJob, Packed | None]:
        """Returns the jobs; when they are done, ``found`` holds the result."""
        jobs = [LookJob(folder) for folder in _folders(self.site)]
        seconds = _SECONDS * sum(map(len, self.left.values())) / (len(jobs) or 1)
        return Batch(partial(_looked, str(self.site), self.left), jobs, seconds, partial(self._take, jobs))

    def _take(self, jobs: Sequence[LookJob], seen: Sequence[Packed | None]) -> None:
        for job, below in zip(jobs, seen, strict=True):
            self.now.update(_below(job.folder, self.left) if below is None else unpacked(below))

    @property
    def found(self) -> FoundSite:
        """The comparison; complete once the jobs are done."""
        now = self.now
        spoiled = [
            f"{folder}{name}"
            for folder, names in self.left.items()
            if names is not now.get(folder)
            for name, status in names.items()
            if now.get(folder, {}).get(name) != status
        ]
        return FoundSite(now, frozenset(spoiled))


def _folders(site: Path) -> list[str]:
    """Returns "" for the site's root and, with a slash at the end, each folder in it: the largest directories first."""
    if not site.is_dir():
        return []
    with os.scandir(site) as entries:
        folders = [
            f"{entry.name}/"
            for entry in entries
            if entry.is_dir(follow_symlinks=False) and entry.name != STAGED_INSIDE
        ]
    return sorted(["", *folders], key=lambda name: (-(site / name).stat().st_size, name))


def _looked(site: str, left: Listing, job: LookJob) -> Packed | None:
    """Returns the files of one job; None if they are as the last build left them, so that less is sent back."""
    found: Listing = {}
    _look(site, job.folder, found, inside=bool(job.folder))
    return None if found == _below(job.folder, left) else packed(found)


def _below(folder: str, files: Listing) -> Listing:
    names = [name for name in files if name.startswith(folder)] if folder else {""} & files.keys()
    return {name: files[name] for name in names}


def _look(site: str, folder: str, found: Listing, *, inside: bool) -> None:
    """Adds the files of a folder to ``found``; with ``inside`` also those of its subfolders."""
    files: dict[str, Status] = {}
    folders: list[str] = []
    try:
        entries = os.scandir(f"{site}/{folder}")
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return  # a build could not have written there
    with entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if folder or entry.name != STAGED_INSIDE:
                    folders.append(f"{folder}{entry.name}/")
            else:
                status = entry.stat(follow_symlinks=False)
                files[entry.name] = status.st_size, status.st_mtime_ns
    if files:
        found[folder] = files
    for name in folders if inside else ():
        _look(site, name, found, inside=True)


def packed(files: Listing) -> Packed:
    """Packs a listing into few large values, which pickle three times as fast."""
    return {
        folder: (
            "/".join(names),
            array("q", [number for written in names.values() for number in written]).tobytes(),
        )
        for folder, names in files.items()
    }


def unpacked(files: Packed) -> Listing:
    """Undoes ``packed``."""
    return {folder: _named(names, numbers) for folder, (names, numbers) in files.items()}


def _named(names: str, numbers: bytes) -> dict[str, Status]:
    found = memoryview(numbers).cast("q").tolist()
    return dict(zip(names.split("/"), zip(found[::2], found[1::2], strict=True), strict=True))


def without(files: Listing, addresses: Collection[str]) -> list[str]:
    """Returns the addresses of the files that are not among ``addresses``."""
    return [
        address
        for folder, names in files.items()
        for name in names
        if (address := f"{folder}{name}") not in addresses
    ]


def files_in(site: Path) -> dict[str, Status]:
    """Returns address → status of every file of a site."""
    return {
        f"{folder}{name}": status for folder, names in listing(site).items() for name, status in names.items()
    }


def status_of(files: Listing, address: str) -> Status | None:
    """Returns the status of one file; None if it is not listed."""
    folder, mark, name = address.rpartition("/")
    return files.get(folder + mark, {}).get(name)


def look_at(site: Path, left: Listing, workers: int | None = None) -> FoundSite:
    """Compares a site with ``left``, what the last build left of it."""
    look = Look(site, left)
    run_together([look.batch()], workers)
    return look.found
