"""Screens attachments in a child process: each process of this program that meets an attachment starts one.

A malicious file may crash or hang the library that reads it. Then only the child ends and that file gets an error; all
other files are screened. The child ends with its parent, however that ends: it waits for the parent's requests, and its
time is limited while it works on one.
"""

import os
import pickle  # nosec B403  # what our own process wrote
import subprocess  # nosec B404  # this program itself
import sys
import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from hashlib import sha256
from multiprocessing.util import Finalize
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.intake.attachments.child import TOO_LONG
from generator.intake.attachments.examine import Examined
from generator.intake.attachments.kinds import WORKBOOKS, called
from generator.intake.attachments.screen import Fault

CHILD = "generator.intake.attachments.child"
"""The module that the child process runs."""
_MOMENT = 10
"""Seconds that the child may take to end once it stops answering."""
_SOURCES = Path(__file__).parents[3]
_REMEMBERED = 64_000_000
"""Bytes of published pictures that a process keeps in memory."""
_CURE = "用原来的软件重新导出，删去不用的内容；仍然如此的，请告知维护人员"
_DOCTOR = "运行 gongkai doctor 看这台机器缺什么，补齐以后再核对"


class _Memory:
    """Recent results of this process: a build stages what it has just screened, a preview reads everything again."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[str, bytes], Examined] = OrderedDict()
        self._size = 0
        self.folder: Path | None = None
        """Where the processes of one run find what another of them read of a workbook."""

    def examined(self, suffix: str, data: bytes) -> Examined:
        """The result of screening an attachment; never raises, whatever the bytes are."""
        key = (suffix, sha256(data).digest())
        found = self._known.pop(key, None)
        if found is None:
            found = (
                self._shared(key, data)
                if suffix in WORKBOOKS
                else _reader(os.getpid()).examined(suffix, data)
            )
            self._size += len(found.published)
        self._known[key] = found
        while self._size > _REMEMBERED:
            self._size -= len(self._known.popitem(last=False)[1].published)
        return found

    def _shared(self, key: tuple[str, bytes], data: bytes) -> Examined:
        """The result for a workbook, by whatever process of the run it was made."""
        name, digest = key
        path = self.folder / f"{digest.hex()}-{name}" if self.folder else None
        if path and path.exists():
            found: Examined = pickle.loads(path.read_bytes())  # nosec B301
            return found
        found = _reader(os.getpid()).examined(name, data)
        if path:
            half = path.with_name(f"{path.name}.{os.getpid()}")
            with suppress(OSError):  # no room: each process reads it by itself
                half.write_bytes(pickle.dumps(found, pickle.HIGHEST_PROTOCOL))
                half.replace(path)
        return found


class _Reader:
    """The child process: started when it is first needed, and again after it ended."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        Finalize(None, self._stop, exitpriority=1)  # atexit does nothing in worker processes

    def examined(self, suffix: str, data: bytes) -> Examined:
        """Screen an attachment, twice if the child ends but not for lack of time: something else may have ended it."""
        with self._lock:
            found = self._asked(suffix, data)
            if isinstance(found, int) and found not in TOO_LONG:
                found = self._asked(suffix, data)
        if isinstance(found, Examined):
            return found
        what = called(suffix)
        if found is None:
            why = f"核对{what}的程序未启动，不是这个{what}的问题"
            return Examined((), (Fault("S003", f"{what}核对不了（{why}）", _DOCTOR),))
        why = "用时过长" if found in TOO_LONG else "使读取它的程序意外结束"
        return Examined((), (Fault("S003", f"{what}核对不了（{why}）", _CURE),))

    def _asked(self, suffix: str, data: bytes) -> Examined | int | None:
        """The result, or the exit code if the child ended over the attachment; None if it did not start."""
        process = self._process = self._process or _started()
        if process is None:
            return None
        assert process.stdin
        assert process.stdout
        try:
            pickle.dump((suffix, data), process.stdin, pickle.HIGHEST_PROTOCOL)
            process.stdin.flush()
            found: Examined = pickle.load(process.stdout)  # nosec B301
        except (OSError, EOFError, pickle.UnpicklingError):
            self._process = None
            return _ended(process)
        except BaseException:  # Ctrl-C: the answer still to come would be taken for the next one's
            self._stop()
            raise
        return found

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            _ended(process)


def _ended(process: "subprocess.Popen[bytes]") -> int:
    """The exit code of a child that ended or is about to; one that does not end in time is killed."""
    try:
        process.wait(_MOMENT)
    except subprocess.TimeoutExpired:
        process.kill()
    with suppress(OSError):  # raised for a request that the child did not read
        process.communicate()
    return process.returncode


def _started() -> "subprocess.Popen[bytes] | None":
    """A child that is ready; None if it could not be started."""
    paths = os.pathsep.join([str(_SOURCES), *filter(None, sys.path)])
    try:
        process = subprocess.Popen(  # nosec B603
            [sys.executable, "-P", "-c", f"from {CHILD} import main; main()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": paths},
        )
    except OSError:  # no memory or no processes left
        return None
    assert process.stdout
    try:
        pickle.load(process.stdout)  # nosec B301  # READY
    except (EOFError, pickle.UnpicklingError):
        _ended(process)
        return None
    return process


@lru_cache(maxsize=1)
def _reader(_: int) -> _Reader:
    """The reader of this process, by process id: a forked process must not use its parent's."""
    return _Reader()


_memory = _Memory()
examined = _memory.examined


@contextmanager
def sharing() -> Iterator[None]:
    """While it lasts, processes that are forked now read no workbook that another of them has read."""
    if _memory.folder:
        yield
        return
    with TemporaryDirectory(prefix="gongkai-") as folder:
        _memory.folder = Path(folder)
        try:
            yield
        finally:
            _memory.folder = None
