"""Runs jobs on a Dask cluster.

Workers must have the same version of this program and see the project folder under the same path. If a worker is lost,
Dask gives its jobs to another one.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from concurrent import futures
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from generator.engine.running.workers import WorkerLostError

S = TypeVar("S")
J = TypeVar("J")
R = TypeVar("R")

PATIENCE = 10
"""Seconds to wait for the scheduler."""
RETRIES = 3
"""How often Dask runs a failed job again before it is reported."""


class NoSchedulerError(Exception):
    """The scheduler cannot be reached, or Dask is not installed."""


class SchedulerLostError(Exception):
    """The connection to the scheduler was lost during the build."""


@dataclass(frozen=True)
class Cluster:
    """The workers of the scheduler at ``address``, e.g. ``tcp://10.0.0.5:8786``."""

    address: str
    hold: Callable[[Any], None]
    """Called by a worker with each job before running it; raises if the worker cannot do the job."""

    def run(
        self,
        function: Callable[[S, J], R],
        shared: S,
        jobs: Sequence[J],
        lost: Callable[[S, J], R] | None = None,
    ) -> Iterator[tuple[J, R]]:
        """Yields (job, result) as results come; ``lost`` as in ``Crew``.

        Raises:
            NoSchedulerError: the scheduler cannot be reached, or Dask is not installed.
            SchedulerLostError: the connection was lost.
            WorkerLostError: a job ended its workers again and again, and there is no ``lost``.
        """
        if not jobs:
            return
        with _connected(self.address) as client:
            yield from self._results(client, function, shared, jobs, lost)

    def _results(
        self,
        client: Any,
        function: Callable[[S, J], R],
        shared: S,
        jobs: Sequence[J],
        lost: Callable[[S, J], R] | None,
    ) -> Iterator[tuple[J, R]]:
        from distributed import KilledWorker, as_completed

        common = client.scatter((self.hold, function, shared), broadcast=True, hash=False)
        waited = {client.submit(_apply, common, job, retries=RETRIES, pure=False): job for job in jobs}
        for future in as_completed(waited):  # type: ignore[no-untyped-call]
            job = waited[future]
            try:
                yield job, future.result()
            except KilledWorker:
                if lost is None:
                    raise WorkerLostError(job) from None
                yield job, lost(shared, job)
            future.release()


@contextmanager
def _connected(address: str) -> Iterator[Any]:
    """Yields a client of the scheduler, with Dask's own log messages silenced."""
    from asyncio import CancelledError

    try:
        from distributed import Client
        from distributed.comm.core import CommClosedError
    except ImportError:
        raise NoSchedulerError("未安装 Dask，请安装 gongkai[cluster]") from None
    with _silent("distributed"):
        try:
            client: Any = Client(address, timeout=PATIENCE)  # type: ignore[no-untyped-call]
        except (OSError, ValueError):
            raise NoSchedulerError(f"连不上 Dask 调度器 {address}") from None
        try:
            with client:
                yield client
        except (CommClosedError, CancelledError, futures.CancelledError, TimeoutError):
            raise SchedulerLostError(f"Dask 调度器 {address} 中途断开") from None


@contextmanager
def _silent(package: str) -> Iterator[None]:
    loggers = [
        logging.getLogger(name) for name in logging.root.manager.loggerDict if name.startswith(package)
    ]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


def _apply(common: tuple[Callable[[Any], None], Callable[[Any, Any], R], Any], job: Any) -> R:
    hold, function, shared = common
    hold(job)
    return function(shared, job)
