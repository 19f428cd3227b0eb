"""Runs jobs of several kinds together, the longest first, so that all processes finish at about the same time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from generator.engine.running.workers import Local, WorkerLostError
from generator.engine.store.cache import CacheGoneError
from generator.model.fault import fault_id

J = TypeVar("J")
R = TypeVar("R")


class JobFailedError(Exception):
    """The program failed at a job; the message, in Chinese, names it. Unlike some exceptions, it always pickles."""


_WORTH = 0.2
"""Seconds of work above which starting worker processes pays."""


@dataclass(frozen=True)
class Batch(Generic[J, R]):
    """Jobs that one function runs."""

    function: Callable[[J], R]
    jobs: Sequence[J]
    seconds: float
    """Roughly what one job takes."""
    finish: Callable[[Sequence[R]], None]
    """Called with the results, in the order of the jobs."""


class _Step(NamedTuple):
    batch: int
    job: int


def run_together(batches: Sequence[Batch[Any, Any]], workers: int | None) -> None:
    """Runs all jobs, then calls each batch's ``finish``, in the order of the batches.

    Args:
        workers: number of processes; None: one for each core.

    Raises:
        WorkerLostError: a job ended its process twice.
        JobFailedError: the program failed at a job.
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
        raise  # the disk or the cache is at fault, not the program; the caller reports it
    except Exception as error:  # noqa: BLE001 - told as an exception that travels
        told = f"处理“{job}”时程序出错（{fault_id(error)}），这是软件的问题，请报告。"
    raise JobFailedError(
        told
    )  # not within except: where dask is loaded, an error's context is pickled with it


def _job(batches: Sequence[Batch[Any, Any]], lost: object) -> object:
    return batches[lost.batch].jobs[lost.job] if isinstance(lost, _Step) else lost
