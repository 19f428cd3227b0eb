"""What was read by other rules is read anew: whatever says what of an old version is shown counts as a rule."""

import shutil
from pathlib import Path

import pytest

import generator
from generator.history.store import rules_of_reading

PROGRAM = Path(generator.__file__).parent
TELLING = [
    "intake/screening/private_mail_hosts.yaml",
    "intake/screening/numbers.py",
    "model/types.py",
    "history/records.py",
]


@pytest.mark.parametrize("name", TELLING)
def test_a_change_of_what_screens_is_another_rule(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "generator"
    for room in ("history", "intake", "model"):
        shutil.copytree(PROGRAM / room, program / room)
    monkeypatch.setattr(generator, "__file__", str(program / "__init__.py"))
    before = rules_of_reading.__wrapped__()
    assert rules_of_reading.__wrapped__() == before
    with (program / name).open("a", encoding="utf-8") as file:
        file.write("# 新的一行\n")
    assert rules_of_reading.__wrapped__() != before


def test_every_list_beside_the_program_counts() -> None:
    """A file of another kind in these rooms would be read and not counted."""
    kinds = {
        path.suffix
        for room in ("history", "intake", "model")
        for path in (PROGRAM / room).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert kinds <= {".py", ".yaml", ".typed"}
