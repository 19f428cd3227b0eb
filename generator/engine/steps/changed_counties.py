"""Finds the counties that must be made anew, makes them, and returns the parts of all counties.

A county's part has a key: a digest of everything it depends on, which is its own files, its history, the portal's
files, the day, the theme, the program, and cancellations in other counties that concern its contractors. While the key
is the same and its files in the site are unchanged, the county is neither read nor written.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from generator.engine.output.site_listing import FoundSite, Written
from generator.engine.running.workers import Crew, Local, Processes
from generator.engine.steps.counted import Counted
from generator.engine.steps.county_work import (
    Cancellations,
    cancelled_elsewhere,
)
from generator.engine.steps.earlier_counties import versions_of
from generator.engine.steps.finding_turns import Seen
from generator.engine.steps.jobs import (
    SEEN,
    CountyFacts,
    CountyJob,
    MadeCounty,
    Workshop,
    build_county,
    lost_county,
)
from generator.engine.steps.saved_build import CountyPart, Part
from generator.engine.store.cache import Block, Cache, digest_of, is_still
from generator.engine.store.packs import Pieces
from generator.history import PortalHistory

T = TypeVar("T")
Progress = Callable[[Iterator[T], int], Iterable[T]]
"""(results as they come, their number) → the same results; may show a progress bar."""


def make(
    workshop: Workshop,
    counted: tuple[Counted, ...],
    base: str,
    history: PortalHistory,
    found_site: FoundSite,
    cache: Cache,
    crew: Crew,
    progress: Progress[tuple[CountyJob, MadeCounty]],
) -> dict[str, CountyPart]:
    """Makes the counties whose key changed.

    Args:
        base: digest of what all counties depend on.

    Returns:
        The parts of all counties by code, in the order of ``counted``. A county whose files were edited while they
        were read gets an empty key and digest, so that the next build makes it again.
    """
    cancelled = workshop.ground.cancelled
    found: dict[str, CountyPart] = {}
    jobs: list[CountyJob] = []
    for county in counted:
        earlier = county.earlier
        if earlier and _stands(county, earlier, base, history, cancelled, found_site, cache):
            found[county.code] = replace(earlier, source=county.source)
        else:
            known, seen = _known(earlier, found_site, cache), _seen(earlier, cache)
            jobs.append(CountyJob(county.code, history.county(county.code), known, seen=seen))
    by_code = {county.code: county for county in counted}
    for job, made in _made(jobs, workshop, crew, progress):
        county = by_code[job.code]
        if made.facts.is_failed and not workshop.ground.tip:
            stays = _as_it_stands(county, made, found_site, cache)
            if stays:
                found[job.code] = stays
                continue
        is_read = is_still(workshop.ground.root / "counties" / job.code, county.source) and not job.at
        key = _key(base, county, history, made.facts, cancelled) if is_read else ""
        pieces = Pieces(_block(made.pieces, f"counties/{job.code}", cache), made.places)
        texts = _block(made.texts, f"texts/{job.code}", cache)
        part = Part(key, made.addresses, pieces)
        source_ = county.source if is_read else replace(county.source, digest="", is_settled=False)
        found[job.code] = CountyPart(source_, county.cancelled, county.portal, made.facts, part, texts)
    return {county.code: found[county.code] for county in counted}


def _made(
    jobs: Sequence[CountyJob],
    workshop: Workshop,
    crew: Crew,
    progress: Progress[tuple[CountyJob, MadeCounty]],
) -> Iterator[tuple[CountyJob, MadeCounty]]:
    """Yields the made counties; one at which the program fails is made from an earlier commit of its files.

    That runs in separate processes, because such a county may end its process. The next build tries today's files
    again.
    """
    tip = workshop.ground.tip
    failed: dict[str, tuple[CountyJob, MadeCounty]] = {}
    for job, made in progress(crew.run(build_county, workshop, jobs, lost_county), len(jobs)):
        if made.facts.is_failed and tip:
            failed[job.code] = job, made
        else:
            yield job, made
    versions = {code: versions_of(tip, code) for code in failed}
    apart = Processes(1, 1) if isinstance(crew, Local) else crew
    while again := [
        replace(job, at=at) for code, (job, _) in failed.items() if (at := next(versions[code], None))
    ]:
        for job, made in apart.run(build_county, workshop, again, lost_county):
            if not made.facts.is_failed:
                _, first = failed.pop(job.code)
                yield job, replace(made, facts=replace(made.facts, errors=first.facts.errors))
    yield from failed.values()


def _as_it_stands(
    county: Counted, made: MadeCounty, found_site: FoundSite, cache: Cache
) -> CountyPart | None:
    """Keeps the pages that the last build made of a county at which the program fails now; None if there are none."""
    earlier = county.earlier
    if earlier is None or not _is_whole(earlier, found_site, cache):
        return None
    facts = replace(earlier.facts, errors=made.facts.errors)
    return replace(earlier, source=county.source, facts=facts, part=replace(earlier.part, key=""))


def _block(made: bytes | Block, name: str, cache: Cache) -> Block:
    return cache.store_block(name, made) if isinstance(made, bytes) else made


def _stands(
    county: Counted,
    earlier: CountyPart,
    base: str,
    history: PortalHistory,
    cancelled: Cancellations,
    found_site: FoundSite,
    cache: Cache,
) -> bool:
    key = _key(base, county, history, earlier.facts, cancelled)
    return earlier.part.key == key and _is_whole(earlier, found_site, cache)


def _is_whole(earlier: CountyPart, found_site: FoundSite, cache: Cache) -> bool:
    """Returns whether its files in the site are unchanged and its blocks are in the cache."""
    part = earlier.part
    return found_site.holds(part.addresses) and cache.has(part.pieces.block) and cache.has(earlier.texts)


def _key(
    base: str, county: Counted, history: PortalHistory, facts: CountyFacts, cancelled: Cancellations
) -> str:
    elsewhere = cancelled_elsewhere(cancelled, facts.parties, county.code)
    versions = history.commit if facts.rests_on_versions else ""
    return digest_of(base, county.source.digest, history.mark(county.code), elsewhere, versions)


def _seen(earlier: CountyPart | None, cache: Cache) -> Seen | None:
    """Returns what the last build found at a county's commits; None if there is none, or files changed meanwhile."""
    if earlier is None or not earlier.part.key or not cache.has(earlier.part.pieces.block):
        return None
    pieces = earlier.part.pieces
    return pieces.take(cache, SEEN) if SEEN in pieces.places else None


def _known(earlier: CountyPart | None, found_site: FoundSite, cache: Cache) -> dict[str, Written]:
    """Returns those files of a county's earlier part that are in the site as they were written."""
    if earlier is None or not cache.has(earlier.part.pieces.block):
        return {}
    outputs: Mapping[str, Written] = earlier.part.pieces.take(cache, "outputs")
    return found_site.known(outputs)
