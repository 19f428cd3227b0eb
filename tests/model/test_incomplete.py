"""That the change record is incomplete is said in the same words everywhere: they are written once."""

from pathlib import Path

import generator
from generator.model.incomplete import INCOMPLETE, NOT_READ, UNLISTED

PROGRAM = Path(generator.__file__).parent


def test_the_words_are_written_once() -> None:
    said = [
        path.relative_to(PROGRAM).as_posix()
        for path in PROGRAM.rglob("*")
        if path.suffix in {".py", ".j2"} and INCOMPLETE in path.read_text("utf-8")
    ]
    assert said == ["model/incomplete.py"]


def test_nobody_may_conclude_that_nothing_was_changed() -> None:
    assert UNLISTED == "变更记录不完整，未列出逐项的修改，这不表示未作修改。"
    assert NOT_READ.endswith("所以未列出逐项的修改。这不表示未作修改。")
