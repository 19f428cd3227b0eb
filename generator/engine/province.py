"""What is drawn from all counties in a build: drawings, companies, search, archives; what rests on nothing new stands."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from generator.engine.cache import digest_of
from generator.engine.draft import Draft
from generator.engine.feeding import build_archives
from generator.engine.jobs import ContractorJob, DrawingJob, Published, Workshop, build_contractor, draw
from generator.engine.searching import build_index
from generator.engine.shelf import Shelf
from generator.engine.state import CountyPart
from generator.engine.summaries import Kept, KeptSummary, digests
from generator.engine.workers import Local
from generator.model.change import History
from generator.model.disclosure import Province
from generator.render.column import overview
from generator.render.overviews import Overview
from generator.render.province import DRAWINGS
from generator.views.contractor import ContractorView, with_entries

FEW_PAGES = 100
"""Pages of companies that are made sooner than worker processes start."""
_COMPANIES = "companies"


@dataclass(frozen=True)
class Basis:
    """What everything drawn from all counties rests on beside their summaries."""

    province: Province
    history: History | None
    """Of the column's own records."""
    base: str
    """Digest of the column's files, its history, the day, the theme and the program."""
    workers: int | None


def build_province(draft: Draft, basis: Basis, workshop: Workshop) -> None:
    """Stage what differs from the standing site."""
    drawn = _overview(draft, basis, workshop)
    workshop = replace(workshop, texts=drawn.texts)
    published = (county.part.pieces for county in draft.counties.values() if county.facts.is_published)
    slices = digests(published)
    _drawings(draft, drawn, workshop, basis, slices)
    few = Local(basis.workers, few=FEW_PAGES)
    _companies(draft, drawn, workshop, basis.base, few)
    build_index(draft, drawn, digest_of(basis.base, slices["projects"]))
    build_archives(
        draft, drawn, workshop, digest_of(basis.base, slices["entries"]), Local(basis.workers, few=1)
    )


def _overview(draft: Draft, basis: Basis, workshop: Workshop) -> Overview:
    counties = draft.counties.values()
    summaries = tuple(
        KeptSummary(Kept(draft.cache, county.part.pieces)) for county in counties if county.facts.is_published
    )
    texts = Shelf({code: draft.cache.block(county.texts) for code, county in draft.counties.items()})
    return overview(summaries, basis.province, workshop.ground.column, basis.history, texts)


def _drawings(
    draft: Draft, drawn: Overview, workshop: Workshop, basis: Basis, slices: Mapping[str, str]
) -> None:
    keys = {
        drawing.name: digest_of(basis.base, [slices[name] for name in drawing.reads]) for drawing in DRAWINGS
    }
    jobs = [
        DrawingJob(drawing, draft.known(drawing.name))
        for drawing in DRAWINGS
        if not draft.keep(drawing.name, keys[drawing.name])
    ]
    is_everything = len(jobs) == len(DRAWINGS)
    if is_everything:
        drawn.share()
    crew = Local(basis.workers, few=len(DRAWINGS) - 1)
    for job, published in crew.run(draw, (workshop, drawn), jobs):
        draft.add(job.drawing.name, keys[job.drawing.name], published)


def _companies(draft: Draft, drawn: Overview, workshop: Workshop, base: str, workers: Local) -> None:
    """The companies' pages and feeds; those of companies in no changed county stand."""
    changed = _parties_concerned(draft)
    if not changed and draft.keep(_COMPANIES, base):
        return
    left = draft.left(_COMPANIES, "companies") or {}
    earlier: Mapping[str, Published] = left
    same = base == draft.earlier.parts[_COMPANIES].key if left else False
    made: dict[str, Published] = {}
    anew: list[ContractorView] = []
    for view in drawn.contractors:
        old = earlier.get(view.key)
        if old and same and view.key not in changed and draft.standing.holds(old.outputs):
            made[view.key] = old
        else:
            anew.append(view)
    jobs = [
        ContractorJob(view, draft.standing.known(earlier[view.key].outputs if view.key in earlier else {}))
        for view in (with_entries(anew, drawn.entries) if anew else ())
    ]
    for job, published in workers.run(build_contractor, workshop, jobs):
        made[job.view.key] = published
    draft.add(_COMPANIES, base, _together(made), {"companies": made})


def _parties_concerned(draft: Draft) -> frozenset[str]:
    """Contractors of the counties whose projects or feed entries are not what they were, as they were and as they are."""
    found: frozenset[str] = frozenset()
    earlier, now = draft.earlier.counties, draft.counties
    for code in dict.fromkeys((*earlier, *now)):
        before, after = earlier.get(code), now.get(code)
        if not (before and after and _tells_the_same(before, after)):
            found |= before.facts.parties if before else frozenset()
            found |= after.facts.parties if after else frozenset()
    return found


def _tells_the_same(before: CountyPart, after: CountyPart) -> bool:
    old, new = before.part.pieces, after.part.pieces
    return all(old.digest(name) == new.digest(name) for name in ("projects", "entries"))


def _together(made: Mapping[str, Published]) -> Published:
    parts = made.values()
    return Published(
        outputs={address: file for part in parts for address, file in part.outputs.items()},
        links=tuple(link for part in parts for link in part.links),
        anchors={url: ids for part in parts for url, ids in part.anchors.items()},
        updated={url: day for part in parts for url, day in part.updated.items()},
    )
