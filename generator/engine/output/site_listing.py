"""The site as it stands: every file of it, looked at and held against what the last build left."""

import os
from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from generator.engine.running.job_order import Batch, run_together

Status = tuple[int, int]
"""A file of the site as it stands: (size in bytes, modification time in ns)."""
Written = tuple[int, int, bytes]
"""A file of the site as it was written: the two above, and the sha256 of its bytes."""
Listing = dict[str, dict[str, Status]]
"""Folder (with a slash at the end) → name → the file of that name in it."""
Packed = dict[str, tuple[str, bytes]]
"""The same for a journey: folder → (names with a slash between; sizes and times of the files one after the other)."""

STAGED_INSIDE = ".gongkai.next"
"""Where a build stages its files when it cannot do so beside the site; no part of the site."""

_SECONDS = 3e-6
"""That looking at one file takes, about."""


def listing(site: Path) -> Listing:
    """Every file of a site."""
    found: Listing = {}
    _look(str(site), "", found, inside=True)
    return found


@dataclass(frozen=True)
class Standing:
    """The site as it stands, held against what the last build left."""

    files: Listing
    spoiled: frozenset[str]
    """Addresses of files that are gone or not as they were left."""

    def holds(self, addresses: Iterable[str]) -> bool:
        """Whether all these files stand as they were left."""
        return not self.spoiled or self.spoiled.isdisjoint(addresses)

    def known(self, outputs: Mapping[str, Written]) -> dict[str, Written]:
        """The files that stand as they were written."""
        return {
            address: written
            for address, written in outputs.items()
            if status_of(self.files, address) == written[:2]
        }


@dataclass(frozen=True)
class LookJob:
    folder: str
    """With a slash at the end; empty: the site's own, without those in it."""

    def __str__(self) -> str:
        return f"网站的文件夹 {self.folder}" if self.folder else "网站的根文件夹"


@dataclass(frozen=True)
class Look:
    """A look at the site, for several processes: one job for its own folder and each in it."""

    site: Path
    left: Listing
    """The site as an earlier build left it; most of it stands so."""
    now: Listing = field(default_factory=dict)

    def batch(self) -> Batch[LookJob, Packed | None]:
        """The jobs; when they are done, ``standing`` tells what was seen."""
        jobs = [LookJob(folder) for folder in _folders(self.site)]
        seconds = _SECONDS * sum(map(len, self.left.values())) / (len(jobs) or 1)
        return Batch(partial(_looked, str(self.site), self.left), jobs, seconds, partial(self._take, jobs))

    def _take(self, jobs: Sequence[LookJob], seen: Sequence[Packed | None]) -> None:
        for job, below in zip(jobs, seen, strict=True):
            self.now.update(_below(job.folder, self.left) if below is None else unpacked(below))

    @property
    def standing(self) -> Standing:
        """The site, and what of it is not as it was left."""
        now = self.now
        spoiled = [
            f"{folder}{name}"
            for folder, names in self.left.items()
            if names is not now.get(folder)
            for name, status in names.items()
            if now.get(folder, {}).get(name) != status
        ]
        return Standing(now, frozenset(spoiled))


def _folders(site: Path) -> list[str]:
    """The site's own folder and, with a slash at the end, those in it: those of the most files first."""
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
    """The files below a folder, those of the site's own; None when they are as they were left, and need not travel."""
    found: Listing = {}
    _look(site, job.folder, found, inside=bool(job.folder))
    return None if found == _below(job.folder, left) else packed(found)


def _below(folder: str, files: Listing) -> Listing:
    names = [name for name in files if name.startswith(folder)] if folder else {""} & files.keys()
    return {name: files[name] for name in names}


def _look(site: str, folder: str, found: Listing, *, inside: bool) -> None:
    """Add the files of a folder, and those of the folders inside it."""
    files: dict[str, Status] = {}
    folders: list[str] = []
    try:
        entries = os.scandir(f"{site}/{folder}")
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return  # what may not be looked at is none of ours
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
    """A listing as few large values: it is written and sent three times as fast."""
    return {
        folder: (
            "/".join(names),
            array("q", [number for written in names.values() for number in written]).tobytes(),
        )
        for folder, names in files.items()
    }


def unpacked(files: Packed) -> Listing:
    """A listing that was packed."""
    return {folder: _named(names, numbers) for folder, (names, numbers) in files.items()}


def _named(names: str, numbers: bytes) -> dict[str, Status]:
    found = memoryview(numbers).cast("q").tolist()
    return dict(zip(names.split("/"), zip(found[::2], found[1::2], strict=True), strict=True))


def without(files: Listing, addresses: Collection[str]) -> list[str]:
    """Root-relative addresses of the files that are none of these."""
    return [
        address
        for folder, names in files.items()
        for name in names
        if (address := f"{folder}{name}") not in addresses
    ]


def standing(site: Path) -> dict[str, Status]:
    """Root-relative address → file, every one of the site."""
    return {
        f"{folder}{name}": status for folder, names in listing(site).items() for name, status in names.items()
    }


def status_of(files: Listing, address: str) -> Status | None:
    """One file, None where there is none."""
    folder, mark, name = address.rpartition("/")
    return files.get(folder + mark, {}).get(name)


def look_at(site: Path, left: Listing, workers: int | None = None) -> Standing:
    """The site, and what of it is not as it was left."""
    look = Look(site, left)
    run_together([look.batch()], workers)
    return look.standing
