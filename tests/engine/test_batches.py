"""Batches are given what their own jobs brought, in their order, however many processes there are."""

import os
import signal
from functools import partial

import pytest

from generator.engine.running.job_order import Batch, run_together
from generator.engine.running.workers import WorkerLostError


def times(factor: int, job: int) -> int:
    return factor * job


def process(_: int) -> int:
    return os.getpid()


def dies(job: str) -> str:
    if job == "funds":
        os.kill(os.getpid(), signal.SIGKILL)
    return job


@pytest.mark.parametrize("workers", [1, 2, 3])
@pytest.mark.parametrize("seconds", [0.0, 1.0])
def test_every_batch_takes_its_results_in_the_order_of_its_jobs(workers: int, seconds: float) -> None:
    taken: list[list[int]] = []

    def batch(factor: int) -> Batch[int, int]:
        jobs = range(factor * 4)
        return Batch(partial(times, factor), jobs, seconds / factor, lambda found: taken.append(list(found)))

    run_together([batch(factor) for factor in range(1, 5)], workers)
    assert taken == [[factor * job for job in range(factor * 4)] for factor in range(1, 5)]


def test_a_little_work_is_done_in_this_process() -> None:
    where: set[int] = set()
    run_together([Batch(process, range(9), 0.001, where.update)], None)
    assert where == {os.getpid()}


def test_a_job_that_ends_its_worker_twice_is_named() -> None:
    def never(_: object) -> None:
        raise AssertionError

    with pytest.raises(WorkerLostError, match=r"^处理“funds”时"):
        run_together([Batch(dies, ["index", "funds", "rules"], 1.0, never)], 2)
