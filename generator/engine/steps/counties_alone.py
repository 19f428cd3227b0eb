"""Works on every county without a build: for commands that tell of all counties."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Generic, TypeVar

from generator.engine.running.workers import Local
from generator.engine.steps.counted import with_all_counted
from generator.engine.steps.county_work import Ground
from generator.engine.steps.earlier_portal_files import portal_of
from generator.engine.steps.examination import Progress
from generator.engine.steps.jobs import CountyJob
from generator.engine.steps.whole_portal import codes_of, ground_of, province_of
from generator.history import PortalHistory
from generator.intake import PortalIntake
from generator.model.disclosure import Province

R = TypeVar("R")


@dataclass(frozen=True)
class Work(Generic[R]):
    """What is done with each county, in worker processes."""

    of: Callable[[Ground, CountyJob], R]
    lost: Callable[[Ground, CountyJob], R]
    """The result for a county at which the process died."""


@dataclass(frozen=True)
class Done(Generic[R]):
    files: PortalIntake
    ground: Ground
    province: Province
    counties: dict[str, R]
    """Code → result, by code."""


def work_on_all(
    content: Path,
    asked: date | None,
    today: date,
    history: PortalHistory,
    work: Work[R],
    workers: int | None,
    progress: Progress,
) -> Done[R] | None:
    """Does the work on all counties; None if there is nothing to publish."""
    files = portal_of(content, history)
    codes = codes_of(files, history)
    ground = with_all_counted(ground_of(files, content, asked, today, history), codes, workers)
    province = province_of(files)
    if province is None:
        return None
    jobs = [CountyJob(code, history.county(code), {}) for code in codes]
    results = Local(workers).run(work.of, ground, jobs, work.lost)
    made = {job.code: found for job, found in progress(results, len(jobs))}
    return Done(files, ground, province, {code: made[code] for code in codes})
