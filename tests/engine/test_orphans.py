"""No worker outlives the process that started it, however that ended: it would hold the site's lock for ever."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import pytest

from benchmarks.synthetic import write_portal
from tests.support.preview import free_port, wait_for
from tests.support.project import project

GONGKAI = Path(sys.executable).with_name("gongkai")
LONG = 60
"""Seconds after which a wait has failed."""

pytestmark = pytest.mark.skipif(os.name != "posix", reason="processes are killed as POSIX does it")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that several processes are busy with for a while."""
    made = project(tmp_path_factory.mktemp("orphans") / "p", ())
    write_portal(made / "content_data", 40, 10)
    return made


def _hears_signals() -> None:
    """Whoever runs the tests may ignore them, as a shell does for what it runs in the background."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def started(folder: Path, *arguments: str) -> tuple["subprocess.Popen[bytes]", list[psutil.Process]]:
    """A command in a session of its own, and its workers as soon as there are two."""
    command = [str(GONGKAI), "--root", str(folder), *arguments]
    process = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=_hears_signals,  # noqa: PLW1509 - nothing else runs in the child
    )
    parent = psutil.Process(process.pid)
    found: list[psutil.Process] = []

    def has_workers() -> bool:
        found[:] = parent.children() if parent.is_running() else []
        return len(found) >= 2

    assert wait_for(has_workers, LONG)
    return process, list(found)


def have_ended(workers: list[psutil.Process]) -> bool:
    return not any(is_at_work(worker) for worker in workers)


def is_at_work(worker: psutil.Process) -> bool:
    try:
        return bool(worker.is_running() and worker.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


COMMANDS = {
    "build": ["build", "--workers", "3", "--site-dir"],
    "check": ["check", "--workers", "3"],
    "serve": ["serve", "--port"],
}


@pytest.mark.parametrize("signum", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("command", COMMANDS)
def test_workers_end_with_a_parent_that_was_killed(
    folder: Path, tmp_path: Path, command: str, signum: signal.Signals
) -> None:
    site = tmp_path / "site"
    last = {"build": [str(site)], "check": [], "serve": [str(free_port())]}[command]
    process, workers = started(folder, *COMMANDS[command], *last)
    os.kill(process.pid, signum)
    assert process.wait() == -signum
    ended = wait_for(lambda: have_ended(workers), LONG)
    for worker in workers:
        with suppress(psutil.NoSuchProcess):
            worker.kill()
    assert ended
    assert b"Traceback" not in (process.stderr.read() if process.stderr else b"")
    if command == "build" and signum == signal.SIGKILL:
        again = subprocess.run([GONGKAI, "--root", folder, "build", "--site-dir", site], check=False)
        assert again.returncode == 0


@pytest.mark.parametrize("command", ["build", "check"])
def test_an_interruption_is_one_line(folder: Path, tmp_path: Path, command: str) -> None:
    site = tmp_path / "site"
    last = {"build": [str(site)], "check": []}[command]
    process, workers = started(folder, *COMMANDS[command], *last)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=LONG)
    assert process.returncode == 130
    assert wait_for(lambda: have_ended(workers), LONG)
    assert said.decode().splitlines()[-1] == "gongkai：已中断。"
    assert b"Traceback" not in said
    assert not site.exists()


_INTERRUPTED_AT_BIRTH = """
import os, signal
os.register_at_fork(after_in_child=lambda: os.kill(os.getpid(), signal.SIGINT))
from generator.engine.running.workers import Processes
print(sorted(result for _, result in Processes(2).run(divmod, 7, [2, 3, 5])))
"""


def test_an_interruption_at_the_birth_of_a_worker_is_not_told_by_it() -> None:
    done = subprocess.run([sys.executable, "-c", _INTERRUPTED_AT_BIRTH], capture_output=True, check=False)
    assert (done.stdout.decode(), done.stderr.decode()) == ("[(1, 2), (2, 1), (3, 1)]\n", "")
