"""Makes what is drawn from all counties: drawings, companies, search, archives; what depends on nothing new is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from generator.engine.running.job_order import Batch, run_together
from generator.engine.steps.companies import companies
from generator.engine.steps.feed_archives import archives
from generator.engine.steps.jobs import DrawingJob, Published, Workshop, draw
from generator.engine.steps.ongoing_build import OngoingBuild
from generator.engine.steps.open_data import open_data
from generator.engine.steps.open_tables import database, open_tables
from generator.engine.steps.search_index import index
from generator.engine.steps.whole_workbook import whole_workbook
from generator.engine.store.cache import digest_of
from generator.engine.store.entry_texts import EntryTexts
from generator.engine.store.stored_summaries import StoredSummary, SummaryPlace, digests
from generator.model.change import History, Limits
from generator.model.disclosure import Province
from generator.render.overviews import Overview
from generator.render.portal_artifacts import overview
from generator.render.province import DRAWINGS

_SECONDS = 0.0002
"""Roughly what a drawing takes for each county."""


_OF_ALL = ("names", "projects", "events", "history", "earlier_versions")
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


def build_province(ongoing: OngoingBuild, basis: Basis, workshop: Workshop) -> Overview:
    """Stages the files that differ from the published site; returns the overview from which they are drawn."""
    drawn = _overview(ongoing, basis, workshop)
    workshop = replace(workshop, texts=drawn.texts)
    published = (county.part.pieces for county in ongoing.counties.values() if county.facts.is_published)
    slices = digests(published)
    of_all = digest_of(basis.base, [slices[name] for name in _OF_ALL])
    batches: list[Batch[Any, Any]] = [
        _drawings(ongoing, drawn, workshop, basis.base, slices),
        companies(ongoing, drawn, workshop, basis.base),
        index(ongoing, drawn, digest_of(basis.base, slices["projects"], slices["names"])),
        open_data(ongoing, workshop, basis.base),
        open_tables(ongoing, workshop),
        database(ongoing, drawn, workshop, of_all),
        whole_workbook(ongoing, drawn, workshop, digest_of(of_all, slices["tables"]), of_all),
        archives(ongoing, drawn, workshop, digest_of(basis.base, slices["entries"])),
    ]
    run_together(batches, basis.workers)
    return drawn


def _overview(ongoing: OngoingBuild, basis: Basis, workshop: Workshop) -> Overview:
    counties = ongoing.counties.values()
    summaries = tuple(
        StoredSummary(SummaryPlace(ongoing.cache, county.part.pieces))
        for county in counties
        if county.facts.is_published
    )
    texts = EntryTexts({code: ongoing.cache.block(county.texts) for code, county in ongoing.counties.items()})
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
    ongoing: OngoingBuild, drawn: Overview, workshop: Workshop, base: str, slices: Mapping[str, str]
) -> Batch[DrawingJob, Published]:
    keys = {drawing.name: digest_of(base, [slices[name] for name in drawing.reads]) for drawing in DRAWINGS}
    jobs = [
        DrawingJob(drawing, ongoing.known(drawing.name))
        for drawing in DRAWINGS
        if not ongoing.keep(drawing.name, keys[drawing.name])
    ]
    drawn.share({name for job in jobs for name in job.drawing.reads})

    def finish(results: Sequence[Published]) -> None:
        for job, published in zip(jobs, results, strict=True):
            ongoing.add(job.drawing.name, keys[job.drawing.name], published)

    return Batch(partial(draw, (workshop, drawn)), jobs, _SECONDS * len(ongoing.counties), finish)
