"""What a library wrote of a shape is kept, and asked for again when it might not be the same."""

from pathlib import Path

import pytest

from generator.render import kept as module
from generator.render.kept import kept


@pytest.fixture(name="folder")
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(module, "bytecode_folder", lambda: tmp_path)
    return tmp_path


class Library:
    def __init__(self) -> None:
        self.asked: list[str] = []

    def write(self, shape: str) -> list[str]:
        self.asked.append(shape)
        return [f"<{shape}>", "?"]


def test_a_shape_is_asked_for_once(folder: Path) -> None:
    library = Library()
    first = [kept(library.write, "甲"), kept(library.write, "乙")]
    assert [kept(library.write, "甲"), kept(library.write, "乙")] == first
    assert library.asked == ["甲", "乙"]
    assert len(list(folder.iterdir())) == 2


def test_another_program_or_library_asks_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = Library()
    kept(library.write, "甲")
    monkeypatch.setattr(module, "_mark", lambda: "another")
    assert kept(library.write, "甲") == ["<甲>", "?"]
    assert library.asked == ["甲", "甲"]
    assert len(list(folder.iterdir())) == 1, "the new takes the place of the old"


@pytest.mark.parametrize("damage", [b"", b"{}", b"[1]", b'{"mark":', b"\xff"])
def test_a_damaged_file_is_written_anew(folder: Path, damage: bytes) -> None:
    library = Library()
    kept(library.write, "甲")
    (file,) = folder.iterdir()
    whole = file.read_bytes()
    file.write_bytes(damage)
    assert kept(library.write, "甲") == ["<甲>", "?"]
    assert file.read_bytes() == whole


def test_a_full_disk_keeps_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, data: bytes) -> int:
        path.touch()
        raise OSError(28, "No space left on device")

    library = Library()
    monkeypatch.setattr(Path, "write_bytes", full)
    assert kept(library.write, "甲") == ["<甲>", "?"]
    assert not list(folder.iterdir())


def test_nothing_is_kept_where_bytecode_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "bytecode_folder", lambda: None)
    library = Library()
    assert kept(library.write, "甲") == kept(library.write, "甲")
    assert library.asked == ["甲", "甲"]
