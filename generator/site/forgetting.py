"""What earlier builds kept may hold what was taken back since: it is deleted before anything is built."""

import hashlib
import shutil
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

from generator.intake.records.redactions import REDACTIONS

_MARK = "redactions"
"""File of the cache that tells which list it was filled under; the list holds no value, and so neither does its digest."""
_DATALESS = frozenset({"lock", "templates"})


def forget_taken_back(cache: Path, content: Path) -> None:
    """Empty the caches of all builds when the list of redactions is another than they were filled under.

    One that another build is at work in stays, and is looked at again by the next build.

    Args:
        cache: ``.cache/`` of the project.
        content: content_data/
    """
    mark = _mark(content / REDACTIONS)
    known = cache / _MARK
    if mark == (known.read_text("ascii") if known.is_file() else ""):
        return
    builds = cache / "build"
    left = [folder for folder in builds.iterdir() if not _emptied(folder)] if builds.is_dir() else []
    if not left:
        cache.mkdir(parents=True, exist_ok=True)
        known.write_text(mark, "ascii")


def _emptied(folder: Path) -> bool:
    """Whether nothing is left in the cache of one site but its lock and the compiled templates, which hold no data."""
    try:
        with FileLock(folder / "lock", timeout=0):
            for path in folder.iterdir():
                if path.name in _DATALESS:
                    continue
                if path.is_dir():
                    shutil.rmtree(path)
                else:
                    path.unlink()
    except Timeout:
        return False
    return True


def _mark(path: Path) -> str:
    """Empty where there is no list."""
    with suppress(FileNotFoundError):
        return hashlib.sha256(path.read_bytes()).hexdigest()
    return ""
