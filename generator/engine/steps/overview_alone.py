"""The data of the overview pages without a build: for commands that tell of all counties."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

from generator.engine.running.workers import Local
from generator.engine.steps.build import Progress, unwatched, with_all_counted
from generator.engine.steps.county_work import Ground, check_county
from generator.engine.steps.earlier_portal_files import portal_of
from generator.engine.steps.jobs import CountyJob
from generator.engine.steps.whole_portal import (
    NO_HISTORY,
    absent_of,
    codes_of,
    draw_county,
    ground_of,
    province_of,
)
from generator.history import PortalHistory
from generator.intake import sharing
from generator.render.feeds import Held
from generator.render.overviews import Overview
from generator.render.portal_artifacts import overview
from generator.views.summary import CountySummary


@sharing()
def overview_of(
    content: Path,
    asked: date | None,
    today: date,
    history: PortalHistory = NO_HISTORY,
    workers: int | None = None,
    progress: Progress = unwatched,
) -> Overview | None:
    """Returns what the overview pages are drawn from, without texts of feeds; None if there is nothing to publish."""
    files = portal_of(content, history)
    codes = codes_of(files, history)
    ground = with_all_counted(ground_of(files, content, asked, today, history), codes, workers)
    province = province_of(files)
    if province is None:
        return None
    jobs = [CountyJob(code, history.county(code), {}) for code in codes]
    results = Local(workers).run(_made, ground, jobs, _lost)
    made = {job.code: found for job, found in progress(results, len(jobs))}
    summaries = tuple([made[code].summary for code in codes if made[code].summary])
    published = [summary.code for summary in summaries]
    failed = [code for code in codes if made[code].is_failed]
    return overview(
        summaries,
        province,
        ground.portal,
        history.county(""),
        Held({}),
        limits=history.limits().until(ground.as_of),
        absent=absent_of(files.county_codes, published, failed),
    )


class _Made(NamedTuple):
    summary: CountySummary | None
    """None if nothing of the county was ever published, or the program failed at it."""
    is_failed: bool


def _made(ground: Ground, job: CountyJob) -> _Made:
    county, part = draw_county(check_county(ground, job.code, job.history), ground)
    return _Made(part.summary if part else None, county.is_failed)


def _lost(_: Ground, __: CountyJob) -> _Made:
    return _Made(None, is_failed=True)
