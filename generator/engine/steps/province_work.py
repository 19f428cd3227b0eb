"""Makes what is drawn from all counties: drawings, companies, search, archives; what depends on nothing new is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from generator.engine.running.job_order import Batch, run_together
from generator.engine.steps.companies import companies
from generator.engine.steps.feed_archives import archives
from generator.engine.steps.jobs import DrawingJob, Published, Workshop, draw
from generator.engine.steps.ongoing_build import Draft
from generator.engine.steps.open_data import open_data
from generator.engine.steps.open_tables import database, open_tables
from generator.engine.steps.search_index import index
from generator.engine.steps.whole_workbook import whole_workbook
from generator.engine.store.cache import digest_of
from generator.engine.store.entry_texts import Shelf
from generator.engine.store.stored_summaries import Kept, KeptSummary, digests
from generator.model.change import History, Limits
from generator.model.disclosure import Province
from generator.render.overviews import Overview
from generator.render.portal_artifacts import overview
from generator.render.province import DRAWINGS

_SECONDS = 0.0002
"""Roughly what a drawing takes for each county."""


_OF_ALL = ("names", "projects", "events", "history", "standing")
"""Slices from which the database and the workbook have their contractors and changes."""


@dataclass(frozen=True)
class Basis:
    """What everything drawn from all counties depends on besides their summaries."""

    province: Province
    history: History | None
    """History of the portal's own records."""
    limits: Limits
    """What the change record does not show."""
    absent: tuple[str, ...]
    """Codes of the counties of which nothing was ever published."""
    base: str
    """Digest of the portal's files, its history, the day, the theme and the program."""
    workers: int | None


def build_province(draft: Draft, basis: Basis, workshop: Workshop) -> Overview:
    """Stages the files that differ from the published site; returns the overview from which they are drawn."""
    drawn = _overview(draft, basis, workshop)
    workshop = replace(workshop, texts=drawn.texts)
    published = (county.part.pieces for county in draft.counties.values() if county.facts.is_published)
    slices = digests(published)
    of_all = digest_of(basis.base, [slices[name] for name in _OF_ALL])
    batches: list[Batch[Any, Any]] = [
        _drawings(draft, drawn, workshop, basis.base, slices),
        companies(draft, drawn, workshop, basis.base),
        index(draft, drawn, digest_of(basis.base, slices["projects"], slices["names"])),
        open_data(draft, workshop, basis.base),
        open_tables(draft, workshop),
        database(draft, drawn, workshop, of_all),
        whole_workbook(draft, drawn, workshop, digest_of(of_all, slices["tables"]), of_all),
        archives(draft, drawn, workshop, digest_of(basis.base, slices["entries"])),
    ]
    run_together(batches, basis.workers)
    return drawn


def _overview(draft: Draft, basis: Basis, workshop: Workshop) -> Overview:
    counties = draft.counties.values()
    summaries = tuple(
        KeptSummary(Kept(draft.cache, county.part.pieces)) for county in counties if county.facts.is_published
    )
    texts = Shelf({code: draft.cache.block(county.texts) for code, county in draft.counties.items()})
    return overview(
        summaries,
        basis.province,
        workshop.ground.portal,
        basis.history,
        texts,
        limits=basis.limits,
        absent=basis.absent,
    )


def _drawings(
    draft: Draft, drawn: Overview, workshop: Workshop, base: str, slices: Mapping[str, str]
) -> Batch[DrawingJob, Published]:
    keys = {drawing.name: digest_of(base, [slices[name] for name in drawing.reads]) for drawing in DRAWINGS}
    jobs = [
        DrawingJob(drawing, draft.known(drawing.name))
        for drawing in DRAWINGS
        if not draft.keep(drawing.name, keys[drawing.name])
    ]
    drawn.share({name for job in jobs for name in job.drawing.reads})

    def finish(results: Sequence[Published]) -> None:
        for job, published in zip(jobs, results, strict=True):
            draft.add(job.drawing.name, keys[job.drawing.name], published)

    return Batch(partial(draw, (workshop, drawn)), jobs, _SECONDS * len(draft.counties), finish)
