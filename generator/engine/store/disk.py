"""Writes files: readable for the web server, and safe from a power cut where asked."""

import os
import shutil
from contextlib import suppress
from pathlib import Path

_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
_FILE, _FOLDER = 0o644, 0o755
"""Permissions of the site's files and folders, whatever the umask, so that a web server can read them."""


def write_whole(path: str, data: bytes, *, durably: bool = False) -> os.stat_result:
    """Writes a file with ``os.write``, which takes half of the time of a file object.

    Args:
        durably: return only after fsync.

    Raises:
        OSError: it could not be written completely; its ``filename`` is set.
    """
    try:
        file = os.open(path, _FLAGS, _FILE)
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(file, rest) :]
            if durably:
                os.fsync(file)
            status = os.fstat(file)
        finally:
            os.close(file)
    except OSError as error:
        error.filename = error.filename or path  # os.write does not set it
        raise
    _open_up(path, status.st_mode, _FILE)
    return status


def make_folder(path: Path) -> None:
    """Makes a folder of the site, with its parents."""
    if path.is_dir():
        return
    make_folder(path.parent)
    path.mkdir(exist_ok=True)
    _open_up(path, path.stat().st_mode, _FOLDER)


def _open_up(path: str | Path, mode: int, wanted: int) -> None:
    """Adds permissions that the umask removed, if the file system has permissions."""
    if mode & wanted != wanted:
        with suppress(OSError):
            os.chmod(path, mode & 0o7777 | wanted)  # noqa: PTH101 - a path for every file would cost as much


def own_folder(folder: Path) -> None:
    """Makes a folder of the cache; replaces a file in its place and makes a read-only folder writable."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        with suppress(OSError):  # another process was quicker: the next line tells what is there
            folder.unlink()
        folder.mkdir(parents=True, exist_ok=True)
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        folder.chmod(0o700)


def make_way(path: Path) -> None:
    """Removes a folder or link that is in the place of a file of ours."""
    if path.is_symlink():
        path.unlink()
    elif path.is_dir():
        shutil.rmtree(path)


def replace_durably(path: Path, data: bytes) -> None:
    """Replaces a file so that after a power cut either the old or the new one is there, complete."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        write_whole(str(part), data, durably=True)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def sync() -> None:
    """Flushes all disks, which is faster than an fsync for each of thousands of files."""
    if hasattr(os, "sync"):  # not on Windows
        os.sync()


def _sync_folder(folder: Path) -> None:
    """Flushes a folder's list of names, if the system can open folders."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
