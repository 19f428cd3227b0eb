"""A file that is read whole or not at all: its end is a digest of its content and of what it depends on."""

import hashlib
import os
import shutil
from contextlib import suppress
from pathlib import Path

from generator.model.reasons import reason

_DIGEST = hashlib.sha256().digest_size


def read_sealed(path: Path, seal: bytes) -> bytes | None:
    """Returns the content of a file; None if it is absent, damaged or was written under another seal."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    content = data[:-_DIGEST]
    return content if content and _digest(content, seal) == data[-_DIGEST:] else None


def write_sealed(path: Path, content: bytes, seal: bytes, *, is_alone: bool) -> str:
    """Replaces a file whole; returns why it could not be written, in Chinese, or an empty string.

    Args:
        is_alone: whether what other, killed programs have left of theirs is removed: it may hold what is redacted now.
    """
    part = path.with_suffix(f".{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            file.write(content)
            file.write(_digest(content, seal))
            file.flush()
            os.fsync(file.fileno())
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        part.replace(path)
        for left in path.parent.glob("*.part") if is_alone else ():
            left.unlink(missing_ok=True)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        return reason(error)
    return ""


def _digest(content: bytes, seal: bytes) -> bytes:
    return hashlib.sha256(seal + content).digest()
