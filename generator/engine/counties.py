"""Which counties must be made anew, and the parts of all of them once they are.

A county's part is kept in the cache together with a key over everything it rests on: its own files, its history,
the column's files, the day, the theme, the program, and the cancellations in other counties that concern one of its
contractors. While the key holds and its pages stand in the site as they were written, the county is neither read nor
written.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from generator.engine.cache import Block, Cache, Source, digest_of, source
from generator.engine.county import Cancellations, Ground, cancellations, together
from generator.engine.jobs import BuiltCounty, CountyJob, Packed, Workshop, build_county, unpack
from generator.engine.output import Written
from generator.engine.shelf import Shelf
from generator.engine.workers import Crew
from generator.history import ColumnHistory
from generator.rules.base import Cancelled

T = TypeVar("T")
Progress = Callable[[Iterator[T], int], Iterable[T]]
"""Results as they come and how many there will be → the same results; a bar, where somebody watches."""


@dataclass(frozen=True)
class Entry:
    """What the cache keeps of a county."""

    source: Source
    cancelled: tuple[tuple[str, Cancelled], ...]
    key: str
    county: bytes
    """Its part, packed."""
    texts: Block
    """Of its feed entries."""


@dataclass(frozen=True)
class Counted:
    """One county at the start of a build."""

    code: str
    source: Source
    cancelled: tuple[tuple[str, Cancelled], ...]
    entry: Entry | None = None
    """What an earlier build left, good or not."""
    built: BuiltCounty | None = None
    """The part in it."""


@dataclass(frozen=True)
class Built:
    """The parts of all counties, by code."""

    counties: tuple[BuiltCounty, ...]
    texts: Shelf
    remade: frozenset[str]
    """Counties made anew."""
    parties: frozenset[str]
    """Contractors of the counties made anew, as they were and as they are: no other contractor's page changes."""


def count(ground: Ground, codes: Iterable[str], cache: Cache) -> tuple[Counted, ...]:
    """Look at every county's folder; a county whose files are the same is not read."""
    return tuple(_counted(ground, code, cache) for code in codes)


def _counted(ground: Ground, code: str, cache: Cache) -> Counted:
    folder = ground.root / "counties" / code
    entry = cache.load(f"counties/{code}")
    if not isinstance(entry, Entry):
        return Counted(code, source(folder, None), cancellations(ground.root, code))
    now = source(folder, entry.source)
    same = now.digest == entry.source.digest
    cancelled = entry.cancelled if same else cancellations(ground.root, code)
    return Counted(code, now, cancelled, entry, unpack(entry.county))


def with_all_cancellations(ground: Ground, counted: Iterable[Counted]) -> Ground:
    """The ground with what any county cancelled."""
    return replace(ground, cancelled=together(item for county in counted for item in county.cancelled))


def make(
    workshop: Workshop,
    counted: tuple[Counted, ...],
    base: str,
    history: ColumnHistory,
    standing: Mapping[str, tuple[int, int]],
    cache: Cache,
    crew: Crew,
    progress: Progress[tuple[CountyJob, Packed]],
) -> Built:
    """Make the counties that need it and keep their parts.

    Args:
        base: digest of what all counties rest on.
        standing: the files of the site: address → (size, modification).
    """
    cancelled = workshop.ground.cancelled
    found: dict[str, BuiltCounty] = {}
    blocks: dict[str, Block] = {}
    jobs: list[CountyJob] = []
    for county in counted:
        mark = history.mark(county.code)
        if county.entry and county.built and _stands(county, base, mark, cancelled, standing, cache):
            found[county.code], blocks[county.code] = county.built, county.entry.texts
            if county.entry.source is not county.source:
                cache.store(f"counties/{county.code}", replace(county.entry, source=county.source))
        else:
            own = history.county(county.code)
            jobs.append(CountyJob(county.code, own, known(county.built, standing)))
    by_code = {county.code: county for county in counted}
    parties: set[str] = set()
    for job, packed in progress(crew.run(build_county, workshop, jobs), len(jobs)):
        county, built = by_code[job.code], unpack(packed.county)
        texts = packed.texts
        if isinstance(texts, bytes):
            texts = cache.store_block(f"texts/{job.code}", texts)
        key = _key(base, county, history.mark(job.code), built.parties, cancelled)
        entry = Entry(county.source, county.cancelled, key, packed.county, texts)
        cache.store(f"counties/{job.code}", entry)
        found[job.code], blocks[job.code] = built, texts
        parties |= built.parties | (county.built.parties if county.built else frozenset())
    gone = [cache.load(f"counties/{code}") for code in cache.names("counties") if code not in by_code]
    for entry in gone:
        parties |= unpack(entry.county).parties if isinstance(entry, Entry) else frozenset()
    cache.keep_only((f"counties/{code}" for code in by_code), "counties")
    cache.keep_blocks(blocks.values(), "texts")
    shelf = Shelf({code: cache.block(block) for code, block in blocks.items()})
    remade = frozenset(job.code for job in jobs)
    return Built(tuple(found[county.code] for county in counted), shelf, remade, frozenset(parties))


def _stands(
    county: Counted,
    base: str,
    mark: str,
    cancelled: Cancellations,
    standing: Mapping[str, tuple[int, int]],
    cache: Cache,
) -> bool:
    entry, built = county.entry, county.built
    return (
        entry is not None
        and built is not None
        and entry.key == _key(base, county, mark, built.parties, cancelled)
        and cache.has(entry.texts)
        and all(standing.get(address) == written.stat for address, written in built.published.outputs.items())
    )


def _key(base: str, county: Counted, mark: str, parties: frozenset[str], cancelled: Cancellations) -> str:
    elsewhere = [
        (key, place)
        for key in sorted(parties)
        for place in cancelled.get(key, ())
        if place.county_code != county.code
    ]
    return digest_of(base, county.source.digest, mark, elsewhere)


def known(built: BuiltCounty | None, standing: Mapping[str, tuple[int, int]]) -> dict[str, Written]:
    """The files of a county's earlier part that stand in the site as they were written."""
    outputs = built.published.outputs if built else {}
    return {address: written for address, written in outputs.items() if standing.get(address) == written.stat}
