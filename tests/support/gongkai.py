"""The command, in a process of its own that is forked from one that has imported the program.

Starting Python and importing takes most of the time of a small build. What depends on how the interpreter is started
(encodings, an installed wheel, closed streams, signals) is tried with the real program, in ``test_streams``,
``test_wheel`` and ``test_ending``.
"""

import atexit
import logging
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from functools import cache
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import NamedTuple, TextIO

from mkdocs.config.config_options import Plugins
from mkdocs.config.defaults import MkDocsConfig

from generator.cli import run
from generator.intake.attachments.apart import _reader
from tests.support.project import ROOT, build, project

Before = Callable[[], object] | None


class Asked(NamedTuple):
    arguments: tuple[str, ...]
    folder: str
    environment: dict[str, str]
    said: tuple[Path, Path]
    """Files in place of the two streams."""
    before: Before


def gongkai(
    *arguments: str | Path,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    before: Before = None,
) -> subprocess.CompletedProcess[str]:
    """Run the command as ``subprocess.run`` would, and return how it ended and what it said.

    Args:
        before: what the process does first.
    """
    done = in_bytes(*arguments, cwd=cwd, env=env, before=before)
    said = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    return subprocess.CompletedProcess(done.args, done.returncode, *said)


def in_bytes(
    *arguments: str | Path,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    before: Before = None,
) -> subprocess.CompletedProcess[bytes]:
    """The same; in the environment PYTHONIOENCODING may name another encoding."""
    given = tuple(map(str, arguments))
    folder, variables = str(cwd or Path.cwd()), dict(os.environ if env is None else env)
    with tempfile.TemporaryDirectory() as streams:
        said = Path(streams) / "out", Path(streams) / "err"
        program = _program(os.getpid())
        program.send(Asked(given, folder, variables, said, before))
        code: int = program.recv()
        out, err = (stream.read_bytes() for stream in said)
    return subprocess.CompletedProcess(("gongkai", *given), code, out, err)


@cache
def _program(_: int) -> Connection:
    """The process from which commands of this process are forked; it ends when this one does."""
    ours, theirs = Pipe()
    with theirs:
        process = subprocess.Popen(
            [sys.executable, "-c", f"from {__name__} import serve; serve({theirs.fileno()})"],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, sys.path)])},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
        )

    def end() -> None:
        ours.close()
        process.wait()

    atexit.register(end)
    return ours


def serve(descriptor: int) -> None:
    """Answer each request with the exit code of a fork that does it."""
    asks = Connection(descriptor)
    _warm_up()
    while True:
        try:
            asked: Asked = asks.recv()
        except EOFError:
            return
        forked = os.fork()
        if not forked:
            asks.close()
            _become(asked)
            if asked.before:
                asked.before()
            run()
        asks.send(os.waitstatus_to_exitcode(os.waitpid(forked, 0)[1]))


def _warm_up() -> None:
    """Build, so that every fork has imported what a build needs, compiled all templates and screened our attachments."""
    with tempfile.TemporaryDirectory() as folder:
        assert build(project(Path(folder) / "p")) == 0
    logging.getLogger("mkdocs").handlers.clear()
    _plugins(MkDocsConfig()).plugin_cache.clear()
    _reader(os.getpid())._stop()


def _plugins(config: MkDocsConfig) -> Plugins:
    """The option that gives all builds of a process the same plugin."""
    (found,) = [option for name, option in config._schema if name == "plugins"]
    assert isinstance(found, Plugins)
    return found


def _become(asked: Asked) -> None:
    """Take the place of a program that was started with these arguments, streams and variables, in this folder."""
    for number, stream in enumerate(asked.said, 1):
        opened = os.open(stream, os.O_WRONLY | os.O_CREAT)
        os.dup2(opened, number)
        os.close(opened)
    os.chdir(asked.folder)
    os.environ.clear()
    os.environ.update(asked.environment)
    time.tzset()
    encoding, _, errors = os.environ.get("PYTHONIOENCODING", "utf-8").partition(":")
    sys.stdout = _opened(1, encoding, errors or "strict")
    sys.stderr = _opened(2, encoding, "backslashreplace")
    sys.argv = ["gongkai", *asked.arguments]


def _opened(descriptor: int, encoding: str, errors: str) -> TextIO:
    """A stream as Python opens it when it starts."""
    return os.fdopen(descriptor, "w", 1, encoding=encoding, errors=errors, closefd=False)
