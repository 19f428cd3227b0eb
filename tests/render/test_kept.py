"""What a library wrote of a shape is kept, and asked for again when it might not be the same."""

from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from generator.render import kept as module
from generator.render.environment import compiled_templates
from generator.render.kept import kept
from tests.support.damage import DAMAGES, Damage


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


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_written_anew(folder: Path, damage: Damage) -> None:
    library = Library()
    kept(library.write, "甲")
    (file,) = folder.iterdir()
    whole = file.read_bytes()
    damage(file)
    assert kept(library.write, "甲") == ["<甲>", "?"]
    assert file.read_bytes() == whole


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_template_is_compiled_anew(tmp_path: Path, damage: Damage) -> None:
    def rendered() -> str:
        templates = DictLoader({"a": "{% for n in numbers %}承办单位{{ n }}{% endfor %}"})
        made = Environment(loader=templates, bytecode_cache=compiled_templates(tmp_path), autoescape=True)
        return made.get_template("a").render(numbers=[1, 2])

    assert rendered() == "承办单位1承办单位2"
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    damage(file)
    assert rendered() == "承办单位1承办单位2"
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
