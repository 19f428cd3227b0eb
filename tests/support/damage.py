"""What happens to files: each leaves one of them other than it was written."""

from collections.abc import Callable
from pathlib import Path

Damage = Callable[[Path], object]


def cut(file: Path) -> None:
    """Half of it is there."""
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def flip(file: Path) -> None:
    """One bit in the middle of it; the size stays."""
    flip_at(file, 0.5)


def flip_last(file: Path) -> None:
    flip_at(file, 1)


def flip_at(file: Path, share: float) -> None:
    data = bytearray(file.read_bytes())
    if data:
        data[int((len(data) - 1) * share)] ^= 1
    file.write_bytes(data)


def swap_bytes(file: Path) -> None:
    """Other bytes of the same size: a block of a disk that was never written."""
    file.write_bytes(bytes(file.stat().st_size))


def empty(file: Path) -> None:
    file.write_bytes(b"")


def grow(file: Path) -> None:
    file.write_bytes(file.read_bytes() + b"\0")


def delete(file: Path) -> None:
    file.unlink()


def folder_instead(file: Path) -> None:
    file.unlink()
    (file / "in").mkdir(parents=True)
    (file / "in/it").write_bytes(b"x")


def link_to_nowhere(file: Path) -> None:
    file.unlink()
    file.symlink_to("nowhere")


def unreadable(file: Path) -> None:
    file.chmod(0)


DAMAGES: tuple[Damage, ...] = (
    cut, flip, flip_last, swap_bytes, empty, grow, delete, folder_instead, link_to_nowhere, unreadable,
)  # fmt: skip
