"""Runs one function over many jobs: in this process, or in worker processes.

Results come in any order. A job that ends its worker process is tried once more in a process of its own; if that one
ends too, the job is reported as lost.
"""

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.context import BaseContext
from typing import Any, Protocol, TypeVar

S = TypeVar("S")
J = TypeVar("J")
R = TypeVar("R")

MOST_TOGETHER = 16
"""Most jobs that a worker gets at a time; handing over takes 0.1 ms."""

_shared: tuple[Any, Sequence[Any]] = None, ()
"""(value shared by all jobs, the jobs) of this worker process, set once when it starts.

A forked process inherits both, so that only job numbers are sent to it.
"""


class WorkerLostError(Exception):
    """A job ended its worker process twice; the message, in Chinese, names it."""

    def __init__(self, job: object) -> None:
        super().__init__(
            f"处理“{job}”时，进程两次意外结束。请看本机内存是否够用，再试一次；仍然如此的，请把这句话告诉维护人员。"
        )
        self.job = job


class Crew(Protocol):
    """Runs ``function(shared, job)`` for every job and yields (job, result), in any order.

    ``lost(shared, job)`` makes the result of a job that ends its process repeatedly; if it is None, WorkerLostError
    is raised.
    """

    def run(
        self,
        function: Callable[[S, J], R],
        shared: S,
        jobs: Sequence[J],
        lost: Callable[[S, J], R] | None = None,
    ) -> Iterator[tuple[J, R]]: ...


class Alone:
    """Runs jobs in this process, one after the other."""

    def run(
        self,
        function: Callable[[S, J], R],
        shared: S,
        jobs: Sequence[J],
        lost: Callable[[S, J], R] | None = None,  # noqa: ARG002 - whoever ends this process ends the run
    ) -> Iterator[tuple[J, R]]:
        if not gc.isenabled():
            gc.freeze()  # objects made so far live until the end of the build
        for job in jobs:
            yield job, _undisturbed(function, shared, job)


class Processes:
    """Runs jobs in ``count`` worker processes: forked on Linux, spawned elsewhere."""

    def __init__(self, count: int, most: int = MOST_TOGETHER) -> None:
        self.count = count
        self.most = most

    def run(
        self,
        function: Callable[[S, J], R],
        shared: S,
        jobs: Sequence[J],
        lost: Callable[[S, J], R] | None = None,
    ) -> Iterator[tuple[J, R]]:
        """As in ``Crew``."""
        done: set[int] = set()
        try:
            with self._pool(shared, jobs, self.count) as pool:
                shares = _shares(len(jobs), self.count, self.most)
                # futures are not kept in a list, so that a result is freed once it was taken
                for future in as_completed(pool.submit(_work, function, share) for share in shares):
                    for number, result in future.result():
                        done.add(number)
                        yield jobs[number], result
        except BrokenProcessPool:
            for number, job in enumerate(jobs):
                if number not in done:
                    yield job, self._alone(function, shared, job, lost)

    def _alone(self, function: Callable[[S, J], R], shared: S, job: J, lost: Callable[[S, J], R] | None) -> R:
        try:
            with self._pool(shared, [job], 1) as pool:
                ((_, result),) = pool.submit(_work, function, range(1)).result()
                return result
        except BrokenProcessPool:
            if lost is None:
                raise WorkerLostError(job) from None
            return lost(shared, job)

    @contextmanager
    def _pool(self, shared: object, jobs: Sequence[object], count: int) -> Iterator[ProcessPoolExecutor]:
        """Yields worker processes; if the run is broken off, jobs that were not begun are cancelled."""
        pool = ProcessPoolExecutor(
            count, mp_context=_context(), initializer=_start, initargs=((shared, jobs),)
        )
        try:
            with _interruption_waits():
                pool.submit(os.getpid)  # starts the processes
            yield pool
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
        pool.shutdown()


@contextmanager
def _interruption_waits() -> Iterator[None]:
    """Holds Ctrl+C back: a process that is just being forked would tell of it with a traceback."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@dataclass(frozen=True)
class Local:
    """Runs jobs on this machine: many in worker processes, a handful in this process."""

    count: int | None = None
    """Number of worker processes; None: one for each core, but none for ``few`` jobs."""
    few: int = 5
    """Up to this many jobs are run in this process if ``count`` is None: starting workers would take longer."""
    most: int = MOST_TOGETHER
    """Most jobs that a worker gets at a time; 1 if some take much longer than others."""

    def run(
        self,
        function: Callable[[S, J], R],
        shared: S,
        jobs: Sequence[J],
        lost: Callable[[S, J], R] | None = None,
    ) -> Iterator[tuple[J, R]]:
        return self.crew(len(jobs)).run(function, shared, jobs, lost)

    def crew(self, jobs: int) -> Crew:
        workers = min(self.count or cores(), jobs)
        return Processes(workers, self.most) if workers > 1 and (self.count or jobs > self.few) else Alone()


MUCH_LEFT_BEHIND = 400_000
"""Number of objects, some 40 MB, at which garbage is collected; only a county of several batches leaves its records."""


def cores() -> int:
    """Returns the number of cores that this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _context() -> BaseContext:
    return multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")


def _shares(jobs: int, workers: int, most: int = MOST_TOGETHER) -> Iterator[range]:
    """Yields ranges of job numbers to hand out together: shorter towards the end, so that workers finish together."""
    start = 0
    while start < jobs:
        end = start + min(1 + (jobs - start) // (8 * workers), most)
        yield range(start, end)
        start = end


def _start(shared: tuple[Any, Sequence[Any]]) -> None:
    global _shared  # noqa: PLW0603 - one value a process, handed over once instead of with every job
    _shared = shared
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent process handles Ctrl+C
    threading.Thread(target=_end_with_parent, daemon=True).start()
    gc.freeze()
    gc.disable()


def _end_with_parent() -> None:
    """Ends this process when its parent ends: it would wait for jobs for ever and keep the site's lock."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(function: Callable[[Any, Any], R], numbers: range) -> list[tuple[int, R]]:
    common, jobs = _shared
    return [(number, _undisturbed(function, common, jobs[number])) for number in numbers]


def _undisturbed(function: Callable[[S, J], R], shared: S, job: J) -> R:
    """Runs a job with the garbage collector off, and collects after it if ``MUCH_LEFT_BEHIND`` objects piled up.

    A job's objects live until it is done: collecting during it finds nothing and took half of the time. Only the
    youngest generation is collected: going through the older objects too took a tenth.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        return function(shared, job)
    finally:
        if gc.get_count()[0] > MUCH_LEFT_BEHIND:
            gc.collect(0)
        if was_enabled:
            gc.enable()
