"""The data of the overview pages without a build: for commands that tell of all counties."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

from generator.engine.steps.counties_alone import Work, work_on_all
from generator.engine.steps.county_work import Ground, check_county
from generator.engine.steps.drawn_portal import draw_county
from generator.engine.steps.examination import Progress, unwatched
from generator.engine.steps.jobs import CountyJob
from generator.engine.steps.whole_portal import NO_HISTORY, absent_of
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
    done = work_on_all(content, asked, today, history, Work(_made, _lost), workers, progress)
    if done is None:
        return None
    made = done.counties
    summaries = tuple([found.summary for found in made.values() if found.summary])
    published = [summary.code for summary in summaries]
    failed = [code for code, found in made.items() if found.is_failed]
    return overview(
        summaries,
        done.province,
        done.ground.portal,
        history.told(""),
        Held({}),
        limits=history.limits().until(done.ground.as_of),
        absent=absent_of(done.files.county_codes, published, failed),
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
