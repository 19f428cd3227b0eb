"""Writing to disk: whole or not at all, readable for whoever serves the site, and safe from a power cut where asked."""

import os
import shutil
from contextlib import suppress
from pathlib import Path

_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
_FILE, _FOLDER = 0o644, 0o755
"""What a web server may do with a file and a folder of the site, whatever the umask of whoever builds it."""


def write_whole(path: str, data: bytes, *, durably: bool = False) -> os.stat_result:
    """Write a file through the system itself, which costs half of what a file object does.

    Args:
        durably: come back only when the disk has it.

    Raises:
        OSError: all of it could not be written; names the file.
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
        error.filename = error.filename or path  # writing does not say what it wrote to
        raise
    _open_up(path, status.st_mode, _FILE)
    return status


def make_folder(path: Path) -> None:
    """A folder of the site, with those above it."""
    if path.is_dir():
        return
    make_folder(path.parent)
    path.mkdir(exist_ok=True)
    _open_up(path, path.stat().st_mode, _FOLDER)


def _open_up(path: str | Path, mode: int, wanted: int) -> None:
    """What the umask took away is given back; a file system without such rights is left as it is."""
    if mode & wanted != wanted:
        with suppress(OSError):
            os.chmod(path, mode & 0o7777 | wanted)  # noqa: PTH101 - a path for every file would cost as much


def own_folder(folder: Path) -> None:
    """A folder of the cache, also where a file, or a folder that cannot be written, stands in its place.

    Those above it are nobody's to change.
    """
    if folder.is_dir():
        if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
            folder.chmod(0o700)
        return
    if os.path.lexists(folder):
        folder.unlink()
    folder.mkdir(parents=True, exist_ok=True)


def make_way(path: Path) -> None:
    """Remove the folder or link that stands where a file of ours is to be."""
    if path.is_symlink():
        path.unlink()
    elif path.is_dir():
        shutil.rmtree(path)


def replace_durably(path: Path, data: bytes) -> None:
    """Put a file in the place of another so that after a power cut the one or the other is there, whole."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        write_whole(str(part), data, durably=True)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def sync() -> None:
    """Come back when the disk has everything: thousands of files at once cost less than one by one."""
    if hasattr(os, "sync"):  # not on Windows
        os.sync()


def _sync_folder(folder: Path) -> None:
    """The folder's own list of names; only where the system opens folders."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
