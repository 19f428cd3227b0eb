"""Makes the workbook of open data of all counties: anew if rows, contractors, changes, names or the newest commit changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from generator.engine.output.site_listing import Written
from generator.engine.running.job_order import Batch
from generator.engine.steps.jobs import Published, Workshop
from generator.engine.steps.ongoing_build import Draft
from generator.render.open_workbook import WORKBOOK, portal_workbook
from generator.render.overviews import Overview
from generator.render.province import rows_of_all

_PART = "workbook"
_SECONDS = 0.015
"""Roughly what a county's rows take."""


@dataclass(frozen=True)
class WorkbookJob:
    known: Mapping[str, Written]

    def __str__(self) -> str:
        return "开放数据的工作簿"


def whole_workbook(
    draft: Draft, drawn: Overview, workshop: Workshop, key: str
) -> Batch[WorkbookJob, Published]:
    """Returns the job for the workbook, or none if it is kept.

    Args:
        key: digest of what it depends on.
    """
    jobs: list[WorkbookJob] = []
    if not draft.keep(_PART, key):
        jobs.append(WorkbookJob(draft.known(_PART)))
        drawn.share(("projects", "events", "works", "history"))

    def finish(results: Sequence[Published]) -> None:
        for published in results:
            draft.add(_PART, key, published)

    return Batch(partial(_made, drawn, workshop), jobs, _SECONDS * len(draft.counties), finish)


def _made(drawn: Overview, workshop: Workshop, job: WorkbookJob) -> Published:
    data = portal_workbook(drawn.summaries, drawn.portal, rows_of_all(drawn))
    return Published({WORKBOOK: workshop.open_target(job.known).put(WORKBOOK, data)})
