"""Finds the counties that must be made anew, makes them, and returns the parts of all counties.

A county's part has a key: a digest of everything it depends on, which is its own files, its history, the portal's
files, the day, the theme, the program, and cancellations in other counties that concern its contractors. While the key
is the same and its files in the site are unchanged, the county is neither read nor written.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TypeVar

from generator.engine.output.site_listing import Standing, Written
from generator.engine.running.job_order import Batch
from generator.engine.running.workers import Crew, Local, Processes
from generator.engine.steps.county_work import (
    Cancellations,
    Ground,
    cancellations,
    cancelled_elsewhere,
    together,
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
from generator.engine.store.cache import Block, Cache, Source, digest_of, is_still, source
from generator.engine.store.packs import Pieces
from generator.history import PortalHistory
from generator.intake.attachments.kinds import WORKBOOKS
from generator.rules.base import Cancelled

T = TypeVar("T")
Progress = Callable[[Iterator[T], int], Iterable[T]]
"""(results as they come, their number) → the same results; may show a progress bar."""

_TOGETHER = 20
"""Counties in one job; those whose workbooks are to be read have one each."""
_SECONDS, _SECONDS_ANEW, _SECONDS_A_WORKBOOK = 0.00016, 0.001, 0.05
"""Roughly what looking at a county's folder takes, and what reading its files or its workbook for the first time takes."""


@dataclass(frozen=True)
class Counted:
    """A county's files at the start of a build."""

    code: str
    source: Source
    cancelled: tuple[tuple[str, Cancelled], ...]
    portal: str
    """Digest of the portal's own files, which affect how a county's files are read."""
    earlier: CountyPart | None = None
    """What the last build left, up to date or not."""
    unpacked: tuple[str, ...] = ()
    """Names of the files that its workbook stands for, if it was read now."""


@dataclass(frozen=True)
class CountJob:
    codes: tuple[str, ...]

    def __str__(self) -> str:
        return f"示范县 {self.codes[0]} 等 {len(self.codes)} 个"


@dataclass(frozen=True)
class Count:
    """Looks at every county's folder, in several processes; reads only counties whose files changed."""

    ground: Ground
    codes: Sequence[str]
    earlier: Mapping[str, CountyPart]
    portal: str
    """Digest of the portal's own files."""
    changed: dict[str, Counted] = field(default_factory=dict)
    """New and changed counties, by code."""

    def batch(self) -> Batch[CountJob, list[Counted]]:
        """Returns the jobs; when they are done, ``counted`` holds the result."""
        anew = [code for code in self.codes if self._is_anew(code)]
        books = [code for code in anew if self._has_workbook(code)]
        others = [code for code in self.codes if code not in set(books)]
        shares = [others[start : start + _TOGETHER] for start in range(0, len(others), _TOGETHER)]
        jobs = [CountJob(tuple(codes)) for codes in (*([code] for code in books), *shares)]
        seconds = _SECONDS * len(self.codes) + _SECONDS_ANEW * len(anew) + _SECONDS_A_WORKBOOK * len(books)
        seconds /= len(jobs) or 1
        return Batch(partial(_changed, self.ground, self.earlier, self.portal), jobs, seconds, self._take)

    def _is_anew(self, code: str) -> bool:
        """Whether its files are read in any case; others are if they changed."""
        return code not in self.earlier or self.earlier[code].portal != self.portal

    def _has_workbook(self, code: str) -> bool:
        folder = self.ground.root / "counties" / code
        return any((folder / name).exists() for name in WORKBOOKS)

    def _take(self, found: Sequence[list[Counted]]) -> None:
        self.changed.update({county.code: county for some in found for county in some})

    @property
    def counted(self) -> tuple[Counted, ...]:
        """All counties, in the order of ``codes``."""
        return tuple([self.changed.get(code) or self._as_before(code) for code in self.codes])

    def _as_before(self, code: str) -> Counted:
        earlier = self.earlier[code]
        return Counted(code, earlier.source, earlier.cancelled, earlier.portal, earlier)


def _changed(ground: Ground, earlier: Mapping[str, CountyPart], portal: str, job: CountJob) -> list[Counted]:
    counted = [_counted(ground, code, earlier.get(code), portal) for code in job.codes]
    return [
        one
        for one in counted
        if one.earlier is None or one.source is not one.earlier.source or one.earlier.portal != portal
    ]


def _counted(ground: Ground, code: str, earlier: CountyPart | None, portal: str) -> Counted:
    now = source(ground.root / "counties" / code, earlier.source if earlier else None)
    is_same = earlier is not None and (now.digest, portal) == (earlier.source.digest, earlier.portal)
    if earlier and is_same:
        return Counted(code, now, earlier.cancelled, portal, earlier)
    lying = ground.folder(code)
    return Counted(code, now, cancellations(lying), portal, earlier, tuple(lying.unpacked))


def with_all_cancellations(ground: Ground, counted: Iterable[Counted]) -> Ground:
    """Returns the ground with the cancellations of all counties."""
    return replace(ground, cancelled=together(item for county in counted for item in county.cancelled))


def make(
    workshop: Workshop,
    counted: tuple[Counted, ...],
    base: str,
    history: PortalHistory,
    standing: Standing,
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
        if earlier and _stands(county, earlier, base, history, cancelled, standing, cache):
            found[county.code] = replace(earlier, source=county.source)
        else:
            known, seen = _known(earlier, standing, cache), _seen(earlier, cache)
            jobs.append(CountyJob(county.code, history.county(county.code), known, seen=seen))
    by_code = {county.code: county for county in counted}
    for job, made in _made(jobs, workshop, crew, progress):
        county = by_code[job.code]
        if made.facts.is_failed and not workshop.ground.tip:
            stays = _as_it_stands(county, made, standing, cache)
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


def _as_it_stands(county: Counted, made: MadeCounty, standing: Standing, cache: Cache) -> CountyPart | None:
    """Keeps the pages that the last build made of a county at which the program fails now; None if there are none."""
    earlier = county.earlier
    if earlier is None or not _is_whole(earlier, standing, cache):
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
    standing: Standing,
    cache: Cache,
) -> bool:
    key = _key(base, county, history, earlier.facts, cancelled)
    return earlier.part.key == key and _is_whole(earlier, standing, cache)


def _is_whole(earlier: CountyPart, standing: Standing, cache: Cache) -> bool:
    """Returns whether its files in the site are unchanged and its blocks are in the cache."""
    part = earlier.part
    return standing.holds(part.addresses) and cache.has(part.pieces.block) and cache.has(earlier.texts)


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


def _known(earlier: CountyPart | None, standing: Standing, cache: Cache) -> dict[str, Written]:
    """Returns those files of a county's earlier part that are in the site as they were written."""
    if earlier is None or not cache.has(earlier.part.pieces.block):
        return {}
    outputs: Mapping[str, Written] = earlier.part.pieces.take(cache, "outputs")
    return standing.known(outputs)
