"""A workbook is read by one process of a run; the others take what it found."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.engine.running.workers import Processes
from generator.intake.attachments import apart
from generator.intake.attachments.examine import Examined
from tests.support.workbooks import PAID, ROWS, xlsx

NAME = "台账.xlsx"
DATA = xlsx({"专项资金拨付": [PAID, *ROWS]})


@pytest.fixture
def forgetful() -> Iterator[None]:
    """A process that has read nothing yet."""
    apart._memory._known.clear()
    yield
    apart._memory._known.clear()


def _in_another(expected: bytes, data: bytes) -> tuple[int, bool]:
    """The process that answers, and whether it could do without a reader of its own."""
    found = apart.examined(NAME, data)
    assert found.published == expected
    return os.getpid(), apart._reader.cache_info().misses == 0


@pytest.mark.usefixtures("forgetful")
def test_another_process_of_a_run_takes_what_was_found() -> None:
    apart._reader.cache_clear()
    with apart.sharing():
        first = apart.examined(NAME, DATA)
        assert first.published
        apart._memory._known.clear()
        apart._reader.cache_clear()
        ((_, (process, is_spared)),) = Processes(1).run(_in_another, first.published, [DATA])
    assert process != os.getpid()
    assert is_spared
    assert apart._memory.folder is None


@pytest.mark.usefixtures("forgetful")
def test_a_changed_workbook_is_read() -> None:
    changed = xlsx({"专项资金拨付": [PAID, ROWS[0]]})
    with apart.sharing():
        assert apart.examined(NAME, DATA).published != apart.examined(NAME, changed).published


@pytest.mark.usefixtures("forgetful")
@pytest.mark.parametrize("damage", ["gone", "full"])
def test_a_folder_that_cannot_be_written_stops_nothing(damage: str, tmp_path: Path) -> None:
    expected = apart.examined(NAME, DATA)
    apart._memory._known.clear()
    with apart.sharing():
        shared = apart._memory.folder
        assert shared
        apart._memory.folder = tmp_path / "gone" if damage == "gone" else Path("/dev/full")
        assert apart.examined(NAME, DATA) == expected


@pytest.mark.usefixtures("forgetful")
def test_what_is_refused_is_refused_by_every_process() -> None:
    with apart.sharing():
        first: Examined = apart.examined(NAME, DATA[:-40])
        apart._memory._known.clear()
        assert apart.examined(NAME, DATA[:-40]) == first
    assert first.faults
