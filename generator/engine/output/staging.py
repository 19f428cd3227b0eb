"""The staging folder of a build, and the swap that brings its files into the site.

A build writes the files that differ from the published site into a staging folder on the same disk. When all are
there it writes a plan beside them. From then on the swap is always completed, if need be by the next build: each
staged file is moved into the site (every move is atomic), then files that are gone are removed. A build that ends
before the plan is written leaves the site as it was.

A build replaces and removes only files that an earlier build wrote (``Ours``). It refuses a folder that is neither
empty nor a site of ours, and leaves other people's files in a site of ours alone.
"""

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from stat import S_ISDIR
from typing import NamedTuple, Protocol

from generator.engine.output.mark import MANIFEST, names_in
from generator.engine.output.publishing_order import turn
from generator.engine.output.site_listing import STAGED_INSIDE, Listing, Written, files_in, status_of
from generator.engine.store.disk import make_folder, replace_durably, sync, write_whole
from generator.model.reasons import reason_and_place

_PLAN = "plan.json"
_MARK = "gongkai.txt"
_MARK_TEXT = "生成网站时放文件的地方，未在生成网站时可以删去。\n"
_ON_A_NEW_DISK = "lost+found"


class NotOursError(Exception):
    """A file or folder that no build wrote is in the way; the message, in Chinese, says which."""


class HalfwayError(Exception):
    """The swap stopped half-way; the message, in Chinese, says why."""

    def __init__(self, error: OSError) -> None:
        super().__init__(
            f"网站换到一半（{reason_and_place(error)}），新旧网页混在一起。请腾出空间或改好权限，再生成一次，会接着换完。"
        )


class Target(Protocol):
    """Takes the files of a build, e.g. a ``Staging``."""

    def put(self, address: str, data: bytes) -> Written: ...


@dataclass
class Staging:
    """The staging folder of a site; ``known`` are files of the site that are as they were written."""

    site: Path
    known: Mapping[str, Written] = field(default_factory=dict)

    def put(self, address: str, data: bytes) -> Written:
        """Stages a file, unless the site has it with the same bytes."""
        old, digest = self.known.get(address), hashlib.sha256(data).digest()
        if old is not None and old[2] == digest and self._stands(address, data):
            return old
        path = f"{self._files}/{address}"
        try:
            status = write_whole(path, data)
        except FileNotFoundError:  # the first file of a folder
            make_folder(Path(path).parent)
            status = write_whole(path, data)
        return status.st_size, status.st_mtime_ns, digest

    def _stands(self, address: str, data: bytes) -> bool:
        try:
            return (self.site / address).read_bytes() == data
        except OSError:
            return False

    @cached_property
    def _files(self) -> str:
        """A string, because making a Path for every file costs as much as writing it."""
        return str(staging_folder(self.site) / "files")


@dataclass(frozen=True)
class Ours:
    """The addresses that earlier builds wrote into a site: those in ``left`` and those in the site's manifest."""

    site: Path
    left: Listing

    def __contains__(self, address: str) -> bool:
        return status_of(self.left, address) is not None or address in (self._named or ())

    @property
    def is_marked(self) -> bool:
        """Whether an earlier build wrote into the folder."""
        return self._stands or self._named is not None

    @property
    def _stands(self) -> bool:
        """Whether any file is as the last build left it; usually the first one is."""
        for folder, names in self.left.items():
            for name, written in names.items():
                with suppress(OSError):
                    status = (self.site / folder / name).lstat()
                    if (status.st_size, status.st_mtime_ns) == written:
                        return True
        return False

    @cached_property
    def _named(self) -> frozenset[str] | None:
        """Addresses in the manifest, which is large in a large site and read only if ``left`` does not decide."""
        try:
            return names_in((self.site / MANIFEST).read_bytes())
        except OSError:
            return None


def staging_folder(site: Path) -> Path:
    """Returns the staging folder that ``begin`` made: on the site's disk, so that moving a file in is a rename."""
    inside = site / STAGED_INSIDE
    return inside if inside.is_dir() else _beside(site)


def _beside(site: Path) -> Path:
    return site.parent / f".{site.name}.next"


def begin(site: Path, left: Listing) -> None:
    """Completes an interrupted swap, then makes an empty staging folder.

    Args:
        left: the site as the last build left it.

    Raises:
        NotOursError: the site's folder is neither empty nor a site of ours, or no build made the staging folder.
        HalfwayError: the interrupted swap could not be completed.
    """
    finish_interrupted(site)
    for folder in _staging_folders(site):
        _discard(folder)
    _refuse_strangers(site, left)
    folder = _beside(site)
    try:
        make_folder(folder)
        _claim(folder)
        is_beside = _is_same_disk(folder, site)
    except OSError:
        is_beside = False
        if not site.is_dir():
            raise
    if not is_beside:  # the site is a mount point, or its parent folder cannot be written
        _discard(folder)
        folder = site / STAGED_INSIDE
        folder.mkdir()
        _claim(folder)
    make_folder(folder / "files")


def _refuse_strangers(site: Path, left: Listing) -> None:
    if not os.path.lexists(site):
        return
    if not site.is_dir():
        raise NotOursError(f"{site} 不是文件夹，网站不能写在这里。")
    with os.scandir(site) as entries:
        is_empty = all(entry.name == _ON_A_NEW_DISK and os.path.ismount(site) for entry in entries)
    if not is_empty and not Ours(site, left).is_marked:
        raise NotOursError(
            f"文件夹 {site} 不是空的，也不是以前生成的网站（其中无公开清单 {MANIFEST}），未动它。"
            "请换一个文件夹，或先移走其中的内容；旧版软件生成的网站无清单，请先删去。"
        )


def _claim(folder: Path) -> None:
    (folder / _MARK).write_text(_MARK_TEXT, encoding="utf-8")


def _is_same_disk(folder: Path, site: Path) -> bool:
    """Tries whether files can be renamed from the folder into the site, which device numbers do not tell for sure."""
    if not site.is_dir():
        return True
    probe, place = folder / "probe", site / STAGED_INSIDE
    probe.mkdir()
    try:
        probe.rename(place)
    except OSError:
        probe.rmdir()
        return False
    place.rmdir()
    return True


def discard_staging(site: Path) -> None:
    """Removes the staging folder, wherever it is, unless it holds a plan that the next build must complete.

    Raises:
        NotOursError: the folder was not made by a build.
    """
    for folder in _staging_folders(site):
        if not (folder / _PLAN).is_file():
            _discard(folder)


def _staging_folders(site: Path) -> tuple[Path, Path]:
    return _beside(site), site / STAGED_INSIDE


def _discard(folder: Path) -> None:
    if not os.path.lexists(folder):
        return
    if folder.is_symlink() or not folder.is_dir() or (any(folder.iterdir()) and not _is_claimed(folder)):
        raise NotOursError(f"{folder} 不是生成网站时留下的，未动它。请移走以后再生成。")
    for entry in folder.iterdir():
        if entry.name != _MARK:  # removed last, so that an interrupted removal can be resumed
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    (folder / _MARK).unlink(missing_ok=True)
    folder.rmdir()


def _is_claimed(folder: Path) -> bool:
    return (folder / _MARK).is_file()


class _Plan(NamedTuple):
    move: list[str]
    """Addresses of staged files, in the order in which they are moved in."""
    remove: list[str]


def swap(site: Path, addresses: Collection[str], ours: Ours, others: Iterable[str] | None = None) -> None:
    """Makes the site consist of ``addresses``: moves staged files in and removes files of ours at other addresses.

    Args:
        others: files of the site at other addresses; None: they are looked for.

    Raises:
        NotOursError: a file that no build wrote is at an address of the site; nothing was changed.
        HalfwayError: the swap stopped half-way.
    """
    folder = staging_folder(site)
    if not site.is_dir():
        sync()
        (folder / "files").rename(site)
        _discard(folder)
        return
    if others is None:
        others = set(files_in(site)).difference(addresses)
    move = sorted(files_in(folder / "files"), key=turn)
    plan = _Plan(move, sorted(address for address in others if address in ours))
    for stranger in _in_the_way(site, folder, plan, ours):
        raise NotOursError(
            f"{site / stranger} 不是以前生成的，却与要生成的网页同名，未动它，网站也未改动。请先移走它。"
        )
    if any(plan):
        _lay_down(folder, plan)
    _carry_through(site, folder, plan)


def _lay_down(folder: Path, plan: _Plan) -> None:
    """Writes the plan, after all staged files are safely on disk."""
    text = json.dumps(plan._asdict()).encode()
    sync()
    replace_durably(folder / _PLAN, hashlib.sha256(text).hexdigest().encode() + b"\n" + text)


def _in_the_way(site: Path, folder: Path, plan: _Plan, ours: Ours) -> Iterator[str]:
    """Yields addresses of files that no build wrote and that block a staged file."""
    removed = frozenset(plan.remove)
    passed = {""}
    for address in plan.move:
        above = address.rpartition("/")[0]
        while above not in passed:
            passed.add(above)
            if not _is_folder(site / above) and os.path.lexists(site / above) and above not in ours:
                yield above
            above = above.rpartition("/")[0]
        try:
            mode = os.lstat(f"{site}/{address}").st_mode
        except OSError:
            continue
        if S_ISDIR(mode):
            below = (f"{address}/{name}" for name in files_in(site / address))
            yield from (found for found in below if found not in removed)
        elif address not in ours and not _same(folder / "files" / address, site / address):
            yield address


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _same(one: Path, other: Path) -> bool:
    return not other.is_symlink() and other.is_file() and one.read_bytes() == other.read_bytes()


def finish_interrupted(site: Path) -> None:
    """Completes a swap whose plan was written; may be repeated."""
    for folder in _staging_folders(site):
        if (folder / _PLAN).is_file() and _is_claimed(folder) and site.is_dir():
            _carry_through(site, folder, _read_plan(folder) or _plan_anew(site, folder))


def _read_plan(folder: Path) -> _Plan | None:
    """Returns the plan; None if it is damaged."""
    seal, _, text = (folder / _PLAN).read_bytes().partition(b"\n")
    if hashlib.sha256(text).hexdigest().encode() != seal:
        return None
    return _Plan(**json.loads(text))


def _plan_anew(site: Path, folder: Path) -> _Plan:
    """Makes a damaged plan again, from the manifests of the published and the staged site."""
    staged, now = folder / "files" / MANIFEST, site / MANIFEST
    before, after = (names_in(file.read_bytes()) if file.is_file() else None for file in (now, staged))
    gone = (before - after) & files_in(site).keys() if before and after else ()
    return _Plan(sorted(files_in(folder / "files"), key=turn), sorted(gone))


def _carry_through(site: Path, folder: Path, plan: _Plan) -> None:
    try:
        _move_in(site, folder / "files", plan)
        _remove(site, plan)
    except OSError as error:
        raise HalfwayError(error) from error
    _discard(folder)


def _move_in(site: Path, files: Path, plan: _Plan) -> None:
    for entry in files.iterdir():
        if entry.is_dir() and not os.path.lexists(site / entry.name):  # the whole folder in one move
            _move(str(entry), str(site / entry.name))
    ready: set[str] = set()
    for address in plan.move:
        staged, place = f"{files}/{address}", f"{site}/{address}"
        if os.path.lexists(staged):
            below = address.rpartition("/")[0]
            if below not in ready:
                _make_way(site, site / below)
                ready.add(below)
            _move(staged, place)


def _remove(site: Path, plan: _Plan) -> None:
    for address in plan.remove:
        if not (site / address).is_dir():
            (site / address).unlink(missing_ok=True)
    _remove_empty(site, {address.rpartition("/")[0] for address in plan.remove})


def _make_way(site: Path, folder: Path) -> None:
    """Makes a folder of the site; removes a file or link in its way."""
    for part in (*reversed(folder.relative_to(site).parents), folder.relative_to(site)):
        if (site / part).is_file() or ((site / part).is_symlink() and site / part != site):
            (site / part).unlink()
    make_folder(folder)


def _move(staged: str, place: str) -> None:
    """Moves a file or a whole folder in; a folder in the place of a file is removed."""
    try:
        os.replace(staged, place)  # noqa: PTH105 - a path for every file would cost as much as its move
    except OSError as error:
        if error.errno == errno.EXDEV:
            _copy_over(Path(staged), Path(place))
        elif Path(place).is_dir():
            shutil.rmtree(place)
            Path(staged).replace(place)
        else:
            raise


def _copy_over(staged: Path, place: Path) -> None:
    """Copies a file to another disk that is mounted inside the site."""
    if staged.is_dir():
        return  # its files follow one by one
    part = place.with_name(f"{place.name}.part")
    shutil.copy2(staged, part)
    part.replace(place)
    staged.unlink()


def _remove_empty(site: Path, folders: set[str]) -> None:
    for folder in sorted(folders, key=len, reverse=True):
        path = site / folder
        while path != site and path.is_dir() and not any(path.iterdir()):
            path.rmdir()
            path = path.parent
