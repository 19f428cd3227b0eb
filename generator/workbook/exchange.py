"""Puts new files in the place of old ones: the new ones are whole before an old one goes."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from os import fsync
from pathlib import Path


def exchange(new: Mapping[Path, bytes], old: Iterable[Path]) -> None:
    """Write files, then remove others; whatever goes wrong, the old files are there afterwards, and only these.

    A power cut may leave both, never neither.

    Raises:
        OSError: a file cannot be written or removed.
    """
    kept = {path: path.read_bytes() for path in {*old, *(path for path in new if path.exists())}}
    staged: dict[Path, Path] = {}
    done: list[Path] = []
    try:
        for path, data in new.items():
            path.parent.mkdir(exist_ok=True)
            staged[path] = path.with_name(
                f"~${path.name}.tmp"
            )  # what a check takes for a leftover, not for data
            _write(staged[path], data)
        for path, written in staged.items():
            written.replace(path)
            done.append(path)
        for path in kept:
            if path not in new:
                path.unlink()
                with suppress(OSError):
                    path.parent.rmdir()  # where nothing else lies; git keeps no empty folder either
                    path.parent.parent.rmdir()
    except BaseException:
        _put_back(kept, done, staged.values())
        raise


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        fsync(file.fileno())


def _put_back(kept: Mapping[Path, bytes], done: Iterable[Path], staged: Iterable[Path]) -> None:
    for path, data in kept.items():
        if not path.exists() or path.read_bytes() != data:
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(path, data)
    for path in (*staged, *(path for path in done if path not in kept)):
        with suppress(OSError):
            path.unlink(missing_ok=True)
