"""Makes the workbook of open data of all counties: anew if rows, contractors, changes, names or the newest commit changed.

Those rows alone are read and compressed again that changed or moved; the rest is taken from the published workbook.
"""

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from generator.engine.output.site_listing import Written
from generator.engine.running.job_order import Batch
from generator.engine.steps.jobs import Published, Workshop
from generator.engine.steps.ongoing_build import OngoingBuild
from generator.engine.steps.open_tables import rows_marks
from generator.render.open_workbook import WORKBOOK, Earlier, Marks, OfAll, RowsMap, portal_workbook
from generator.render.overviews import Overview
from generator.render.portal_tables import PORTAL_TABLES
from generator.render.province import RowsOfAll

_PART, _KEPT, _OF_ALL = "workbook", "kept", "of all"
_SECONDS_ANEW, _SECONDS_CHANGED = 0.01, 0.0005
"""Roughly what a county's rows take in a workbook that is made whole, and in one that is changed."""


@dataclass(frozen=True)
class WorkbookJob:
    known: Mapping[str, Written]
    kept: RowsMap | None
    """What the last build kept of the workbook."""

    def __str__(self) -> str:
        return "开放数据的工作簿"


def whole_workbook(
    ongoing: OngoingBuild, drawn: Overview, workshop: Workshop, key: str, of_all: str
) -> Batch[WorkbookJob, tuple[Published, RowsMap]]:
    """Returns the job for the workbook, or none if it is kept.

    Args:
        key: digest of what it depends on.
        of_all: digest of what contractors and changes depend on.
    """
    jobs: list[WorkbookJob] = []
    if not ongoing.keep(_PART, key):
        jobs.append(WorkbookJob(ongoing.known(_PART), ongoing.left(_PART, _KEPT)))
        if ongoing.left(_PART, _OF_ALL) != of_all:
            drawn.share(("projects", "events", "works", "history"))

    def finish(results: Sequence[tuple[Published, RowsMap]]) -> None:
        for published, kept in results:
            ongoing.add(_PART, key, published, {_KEPT: kept, _OF_ALL: of_all})

    marks = [*rows_marks(ongoing).values()]
    tables = OfAll(PORTAL_TABLES, RowsOfAll(drawn), {each.name: of_all.encode() for each in PORTAL_TABLES})
    work = partial(_made, drawn, workshop, ongoing.site, marks, tables)
    is_anew = any(job.kept is None for job in jobs)
    seconds = (_SECONDS_ANEW if is_anew else _SECONDS_CHANGED) * len(ongoing.counties)
    return Batch(work, jobs, seconds, finish)


def _made(
    drawn: Overview,
    workshop: Workshop,
    site: Path,
    marks: Sequence[Marks],
    of_all: OfAll,
    job: WorkbookJob,
) -> tuple[Published, RowsMap]:
    data, kept = portal_workbook(drawn.summaries, drawn.portal, of_all, marks, _earlier(site, job))
    return Published({WORKBOOK: workshop.open_target(job.known).put(WORKBOOK, data)}), kept


def _earlier(site: Path, job: WorkbookJob) -> Earlier | None:
    """Returns the published workbook if it is the one that the last build made."""
    if job.kept is None or WORKBOOK not in job.known:
        return None
    with suppress(OSError):
        data = (site / WORKBOOK).read_bytes()
        if hashlib.sha256(data).digest() == job.known[WORKBOOK][2]:
            return Earlier(data, job.kept)
    return None
