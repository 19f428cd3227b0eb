"""Jobs of several kinds done together, the longest first, so that no process waits while another is at its last one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from generator.engine.running.workers import Local, WorkerLostError
from generator.engine.store.cache import CacheGoneError
from generator.model.fault import fault_id

J = TypeVar("J")
R = TypeVar("R")


class JobFailedError(Exception):
    """The program failed at a job of the whole portal; says at which, in words for whoever waits. Travels between
    processes whatever was raised.
    """


_WORTH = 0.2
"""s of work from which on worker processes are sooner done than this one."""


@dataclass(frozen=True)
class Batch(Generic[J, R]):
    """Jobs of one kind."""

    function: Callable[[J], R]
    jobs: Sequence[J]
    seconds: float
    """That one of them takes, about."""
    finish: Callable[[Sequence[R]], None]
    """Takes the results, in the order of the jobs."""


class _Step(NamedTuple):
    batch: int
    job: int


def run_together(batches: Sequence[Batch[Any, Any]], workers: int | None) -> None:
    """Do all jobs, then let every batch take its results, in the order of the batches.

    Args:
        workers: None: as many as there are cores.

    Raises:
        WorkerLostError: naming the job whose process ended twice.
        JobFailedError: naming the job at which the program failed.
    """
    steps = [_Step(at, number) for at, batch in enumerate(batches) for number in range(len(batch.jobs))]
    steps.sort(key=lambda step: batches[step.batch].seconds, reverse=True)
    is_much = sum(batches[step.batch].seconds for step in steps) > _WORTH
    shared = [(batch.function, batch.jobs) for batch in batches]
    crew = Local(workers, few=1 if is_much else len(steps), most=1)
    try:
        results = dict(crew.run(_do, shared, steps))
    except WorkerLostError as error:
        raise WorkerLostError(_job(batches, error.job)) from None
    for at, batch in enumerate(batches):
        batch.finish([results[_Step(at, number)] for number in range(len(batch.jobs))])


def _do(shared: Sequence[tuple[Callable[[Any], Any], Sequence[Any]]], step: _Step) -> Any:
    function, jobs = shared[step.batch]
    job = jobs[step.job]
    try:
        return function(job)
    except (OSError, CacheGoneError):
        raise  # the disk or the cache, not a mistake; whoever waits says so
    except Exception as error:  # noqa: BLE001 - told as an exception that travels
        told = f"处理“{job}”时程序出错（{fault_id(error)}），这是软件的问题，请报告。"
        raise JobFailedError(told) from None


def _job(batches: Sequence[Batch[Any, Any]], lost: object) -> object:
    return batches[lost.batch].jobs[lost.job] if isinstance(lost, _Step) else lost
