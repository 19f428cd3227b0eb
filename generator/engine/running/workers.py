"""Running one function over many counties: in this process, or in worker processes.

A crew yields results as they come; whoever asks puts them in order. A county that ends its worker's process is tried
once more in a process of its own; when that one ends too, the county is named.
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
"""Jobs that are handed out together; each handing over takes a tenth of a millisecond."""

_shared: tuple[Any, Sequence[Any]] = None, ()
"""What every job of this worker process works with, and the jobs; set once, when the process starts.

A forked process has both by being forked: only the number of a job travels.
"""


class WorkerLostError(Exception):
    """A job that ended its worker's process, twice; says so in words for whoever waits for the result."""

    def __init__(self, job: object) -> None:
        super().__init__(
            f"处理“{job}”时，进程两次意外结束。请看本机内存是否够用，再试一次；仍然如此的，请把这句话告诉维护人员。"
        )
        self.job = job


class Crew(Protocol):
    """Runs ``function(shared, job)`` for every job; the order of the results is not that of the jobs.

    ``lost(shared, job)`` stands in for a job that ends its process again and again; without it that ends the run.
    """

    def run(
        self,
        function: Callable[[S, J], R],
        shared: S,
        jobs: Sequence[J],
        lost: Callable[[S, J], R] | None = None,
    ) -> Iterator[tuple[J, R]]: ...


class Alone:
    """In this process, one after the other."""

    def run(
        self,
        function: Callable[[S, J], R],
        shared: S,
        jobs: Sequence[J],
        lost: Callable[[S, J], R] | None = None,  # noqa: ARG002 - whoever ends this process ends the run
    ) -> Iterator[tuple[J, R]]:
        if not gc.isenabled():
            gc.freeze()  # what a build has made so far lives until it is done
        for job in jobs:
            yield job, _undisturbed(function, shared, job)


class Processes:
    """In ``count`` worker processes: forked where the platform allows, spawned elsewhere."""

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
        """Without ``lost``, raises WorkerLostError naming the job whose process ended twice."""
        done: set[int] = set()
        try:
            with self._pool(shared, jobs, self.count) as pool:
                shares = _shares(len(jobs), self.count, self.most)
                # no list of these is kept: a result is gone once it was taken
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
        """Worker processes; what was not begun is left undone where the run is broken off."""
        pool = ProcessPoolExecutor(
            count, mp_context=_context(), initializer=_start, initargs=((shared, jobs),)
        )
        try:
            yield pool
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
        pool.shutdown()


@dataclass(frozen=True)
class Local:
    """This machine: worker processes for many jobs, this process for a handful."""

    count: int | None = None
    """Worker processes; None: as many as there are cores, where there are enough jobs."""
    few: int = 5
    """So many jobs are done sooner than worker processes start."""
    most: int = MOST_TOGETHER
    """Jobs that are handed out together; 1 where some take much longer than others."""

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
"""Objects from which on garbage is looked for, some 40 MB; a county of thirty projects leaves two thousand of them."""


def cores() -> int:
    """The cores this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _context() -> BaseContext:
    return multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")


def _shares(jobs: int, workers: int, most: int = MOST_TOGETHER) -> Iterator[range]:
    """The jobs that are handed out together: fewer towards the end, so that no worker waits long for another."""
    start = 0
    while start < jobs:
        end = start + min(1 + (jobs - start) // (8 * workers), most)
        yield range(start, end)
        start = end


def _start(shared: tuple[Any, Sequence[Any]]) -> None:
    global _shared  # noqa: PLW0603 - one value a process, handed over once instead of with every job
    _shared = shared
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever waits for the results decides, and says so once
    threading.Thread(target=_end_with_parent, daemon=True).start()
    gc.freeze()
    gc.disable()


def _end_with_parent() -> None:
    """End this process when the one that started it is gone, however it ended.

    A worker would wait for its next job for ever, and hold the lock of the site that it inherited.
    """
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(function: Callable[[Any, Any], R], numbers: range) -> list[tuple[int, R]]:
    common, jobs = _shared
    return [(number, _undisturbed(function, common, jobs[number])) for number in numbers]


def _undisturbed(function: Callable[[S, J], R], shared: S, job: J) -> R:
    """Run a job without the garbage collector, and look through what jobs left behind once that is much.

    All that a county makes lives until it is done; looking for garbage in between finds none and took half the time.
    What lived before the job is not looked at again: that took a tenth.
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
