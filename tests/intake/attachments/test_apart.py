"""What a file makes of the libraries that read attachments costs that file alone."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.engine.running.workers import Processes
from generator.intake import read_county
from generator.intake.attachments import apart
from generator.model.finding import Severity
from tests.support.broken_reader import (
    CRASH,
    DEEP,
    FILL,
    LEAVE,
    LEAVE_AS_IF_LATE,
    LOOP,
    ONCE,
    PRINT,
    RAISE,
    SLEEP,
)

SOUND = b"sound"
PRIVATE = "电话13800138000".encode()


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Attachments are read by a library that breaks over certain ones."""
    apart._reader.cache_clear()
    apart._memory._known.clear()
    monkeypatch.setattr(apart, "CHILD", "tests.support.broken_reader")
    yield
    apart._reader(os.getpid())._stop()
    apart._reader.cache_clear()
    apart._memory._known.clear()


@pytest.mark.usefixtures("broken")
@pytest.mark.parametrize(
    ("data", "why"),
    [
        (CRASH, "意外结束"),
        (LEAVE, "意外结束"),
        (LOOP, "用时过长"),
        (SLEEP, "用时过长"),
        (FILL, "内容展开以后太大"),
        (DEEP, "层数太多"),
        (RAISE, "文件已经损坏"),
        (LEAVE_AS_IF_LATE, "意外结束"),
    ],
    ids=["crash", "leave", "loop", "sleep", "memory", "deep", "raise", "leave with 1"],
)
def test_a_file_that_ends_its_reader_is_one_error_and_the_others_are_read(
    column: Path, data: bytes, why: str
) -> None:
    folder = column / "counties/210198/attachments"
    for name, content in (
        ("一.pdf", SOUND),
        ("二.pdf", data),
        ("三.pdf", b"also sound"),
        ("四.pdf", PRIVATE),
    ):
        folder.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    read = read_county(column, "210198", frozenset())
    assert [attachment.name for attachment in read.attachments] == ["一.pdf", "三.pdf"]
    told = {
        found.place.file.rsplit("/", 1)[-1]: found
        for found in read.problems
        if found.severity is Severity.ERROR
    }
    assert {name: found.code for name, found in told.items()} == {"二.pdf": "S003", "四.pdf": "P005"}
    assert why in told["二.pdf"].message
    assert not re.search("[A-Z][a-z]+Error", told["二.pdf"].message)
    assert len(read.disclosure.projects if read.disclosure else ()) == 3


@pytest.mark.usefixtures("broken")
@pytest.mark.parametrize("module", ["tests.support.no_such_module", "tests.support.leaves_at_once"])
def test_a_reader_that_does_not_start_is_no_fault_of_the_file(
    monkeypatch: pytest.MonkeyPatch, module: str
) -> None:
    monkeypatch.setattr(apart, "CHILD", module)
    for data in (SOUND, PRIVATE):
        (fault,) = apart.examined(".pdf", data).faults
        assert fault.code == "S003"
        assert "未启动" in fault.message
        assert "gongkai doctor" in fault.cure


@pytest.mark.usefixtures("broken")
def test_what_a_library_prints_is_no_answer() -> None:
    assert apart.examined(".pdf", PRINT).faults == ()
    assert apart.examined(".pdf", SOUND).faults == ()


@pytest.mark.usefixtures("broken")
def test_a_reader_that_something_else_ended_is_asked_once_more(tmp_path: Path) -> None:
    assert apart.examined(".pdf", ONCE + str(tmp_path / "mark").encode()).faults == ()
    assert (tmp_path / "mark").exists()


def _examined(_: object, data: bytes) -> tuple[str, int, int]:
    found = apart.examined(".pdf", data)
    process = apart._reader(os.getpid())._process
    return found.faults[0].message if found.faults else "", os.getpid(), process.pid if process else 0


@pytest.mark.usefixtures("broken")
def test_each_worker_has_a_reader_of_its_own() -> None:
    assert apart.examined(".pdf", b"first").faults == ()  # this process has one before they are forked
    own = apart._reader(os.getpid())._process
    jobs = [b"%d" % number for number in range(12)] + [CRASH]
    results = dict(Processes(2, 1).run(_examined, None, jobs))
    assert [job for job, (message, _, _) in results.items() if message] == [CRASH]
    readers = {worker: reader for _, worker, reader in results.values() if reader}
    assert len(set(readers.values())) == len(readers)
    assert own is not None
    assert own.pid not in readers.values()
    assert apart.examined(".pdf", b"again").faults == ()
    assert apart._reader(os.getpid())._process is own


def test_a_worker_ends_after_the_reader_that_it_started() -> None:
    """Otherwise nobody counts what the reader took."""
    ((_, (_, worker, reader)),) = Processes(1).run(_examined, None, [b"no PDF"])
    assert reader
    for ended in (worker, reader):
        with pytest.raises(ProcessLookupError):
            os.kill(ended, 0)


PARENT = """
import os, sys, time
from generator.intake.attachments import apart
apart.CHILD = "tests.support.broken_reader"
apart.examined(".pdf", b"sound")
print(apart._reader(os.getpid())._process.pid, flush=True)
time.sleep(600)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_the_reader_ends_with_whoever_started_it() -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE) as parent:
        assert parent.stdout
        reader = Path("/proc") / parent.stdout.readline().decode().strip()
        assert reader.exists()
        parent.send_signal(signal.SIGKILL)
    for _ in range(600):
        if not reader.exists() or "\nState:\tZ" in (reader / "status").read_text():
            return
        time.sleep(0.05)
    pytest.fail("it is still there")


def test_an_ordinary_file_is_read_by_the_same_process() -> None:
    apart.examined(".pdf", b"no PDF")
    process = apart._reader(os.getpid())._process
    apart.examined(".pdf", b"nor this")
    assert apart._reader(os.getpid())._process is process
