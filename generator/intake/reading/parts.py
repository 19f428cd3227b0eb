"""A ledger in several files as one run of bytes, for those who read its earlier versions."""

from collections.abc import Sequence

_JOINT = b"\x1c\x1d\x1e\x1f\n"
"""Stands before each file; no text has these characters in a row."""


def joined(parts: Sequence[bytes]) -> bytes:
    """The contents of files, which ``parted`` takes apart; of a single file its own."""
    return parts[0] if len(parts) == 1 else b"".join(_JOINT + part for part in parts)


def parted(data: bytes) -> list[bytes]:
    """The contents of the files that a ledger stood in."""
    return data.split(_JOINT)[1:] if data.startswith(_JOINT) else [data]
