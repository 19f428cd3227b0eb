"""What the change record tells of an attachment: its size and its digest."""

import re

from generator.model.change import Weight
from generator.model.project import Project

TABLE = "attachments"
"""Attachments of a county are one record in the change record, ``210198/attachments``; each file is a field of it."""
TITLE = Project.label_of("attachments")
ADDED = Weight.ORDINARY
REPLACED = REMOVED = Weight.MAJOR
"""Another file under the same name is other content; so is none."""
_TOLD = re.compile(r"([0-9]+) 字节，sha256 ([0-9a-f]{64})")
_DIGITS = 12
"""Digits of a digest that tell files apart well enough for readers."""
_KB = 1000


def told_of(size: int, digest: str) -> str:
    """What changes tell of a file: its size in bytes and the sha256 of the file as committed."""
    return f"{size} 字节，sha256 {digest}"


def in_short(told: str) -> str:
    """The same for readers: ``12.3 KB（sha256 0123456789ab）``."""
    found = _TOLD.fullmatch(told)
    return f"{_size(int(found[1]))}（sha256 {found[2][:_DIGITS]}）" if found else told


def _size(size: int) -> str:
    return f"{size} 字节" if size < _KB else f"{size / _KB:,.1f} KB"
