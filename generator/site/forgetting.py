"""Clears the caches before a build if redactions.yaml changed: they may hold values that were redacted since."""

import hashlib
import shutil
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

from generator.intake.records.redactions import REDACTIONS

_MARK = "redactions"
"""File in ``.cache/`` with the sha256 of the redactions.yaml of the last build; neither of them holds a value."""
_DATALESS = frozenset({"lock", "templates"})


def forget_taken_back(cache: Path, content: Path) -> None:
    """Empties the caches of all builds if redactions.yaml changed since they were filled.

    A cache that another build is using stays, and the next build tries again.

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
    """Empties the cache of one site except its lock and the compiled templates; returns False if it is in use."""
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
    """Returns the sha256 of a file; empty if there is none."""
    with suppress(FileNotFoundError):
        return hashlib.sha256(path.read_bytes()).hexdigest()
    return ""
