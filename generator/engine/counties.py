"""Which counties must be made anew, and the parts of all of them once they are.

A county's part is kept in the cache together with a key over everything it rests on: its own files, its history,
the column's files, the day, the theme, the program, and the cancellations in other counties that concern one of its
contractors. While the key holds and its pages stand in the site as they were written, the county is neither read nor
written.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from generator.engine.cache import Cache, Source, digest_of, source
from generator.engine.county import Cancellations, Ground, cancellations, together
from generator.engine.jobs import BuiltCounty, CountyJob, Workshop, build_county
from generator.engine.output import Written
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
    built: BuiltCounty

    @property
    def parties(self) -> frozenset[str]:
        """Keys of the contractors that take part in its projects."""
        rows = self.built.summary.projects if self.built.summary else ()
        return frozenset(party.key for row in rows for party in row.parties)


@dataclass(frozen=True)
class Counted:
    """One county at the start of a build."""

    code: str
    source: Source
    cancelled: tuple[tuple[str, Cancelled], ...]
    entry: Entry | None
    """What an earlier build left, good or not."""


@dataclass(frozen=True)
class Built:
    """The parts of all counties, by code."""

    counties: tuple[BuiltCounty, ...]
    remade: frozenset[str]
    """Counties made anew."""
    parties: frozenset[str]
    """Contractors of the counties made anew, as they were and as they are: no other contractor's page changes."""


def count(ground: Ground, codes: Iterable[str], cache: Cache) -> tuple[Counted, ...]:
    """Look at every county's folder; a county whose files are the same is not read."""
    return tuple(_counted(ground, code, cache) for code in codes)


def _counted(ground: Ground, code: str, cache: Cache) -> Counted:
    entry = cache.load(f"counties/{code}")
    if not isinstance(entry, Entry):
        return Counted(
            code, source(ground.root / "counties" / code, None), cancellations(ground.root, code), None
        )
    now = source(ground.root / "counties" / code, entry.source)
    same = now.digest == entry.source.digest
    return Counted(code, now, entry.cancelled if same else cancellations(ground.root, code), entry)


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
    progress: Progress[tuple[CountyJob, BuiltCounty]],
) -> Built:
    """Make the counties that need it and keep their parts.

    Args:
        base: digest of what all counties rest on.
        standing: the files of the site: address → (size, modification).
    """
    cancelled = workshop.ground.cancelled
    found: dict[str, BuiltCounty] = {}
    jobs: list[CountyJob] = []
    for county in counted:
        mark = history.mark(county.code)
        if county.entry is not None and _stands(county, base, mark, cancelled, standing):
            found[county.code] = county.entry.built
            if county.entry.source is not county.source:
                cache.store(f"counties/{county.code}", replace(county.entry, source=county.source))
        else:
            own = history.county(county.code)
            jobs.append(CountyJob(county.code, own, known(county.entry, standing)))
    by_code = {county.code: county for county in counted}
    parties: set[str] = set()
    for job, built in progress(crew.run(build_county, workshop, jobs), len(jobs)):
        county = by_code[job.code]
        entry = Entry(county.source, county.cancelled, "", built)
        key = _key(base, county, history.mark(job.code), entry.parties, cancelled)
        cache.store(f"counties/{job.code}", replace(entry, key=key))
        found[job.code] = built
        parties |= entry.parties | (county.entry.parties if county.entry else frozenset())
    gone = [cache.load(f"counties/{code}") for code in cache.names("counties") if code not in by_code]
    for entry in gone:
        parties |= entry.parties if isinstance(entry, Entry) else frozenset()
    cache.keep_only((f"counties/{code}" for code in by_code), "counties")
    remade = frozenset(job.code for job in jobs)
    return Built(tuple(found[county.code] for county in counted), remade, frozenset(parties))


def _stands(
    county: Counted,
    base: str,
    mark: str,
    cancelled: Cancellations,
    standing: Mapping[str, tuple[int, int]],
) -> bool:
    entry = county.entry
    return (
        entry is not None
        and entry.key == _key(base, county, mark, entry.parties, cancelled)
        and all(
            standing.get(address) == written.stat
            for address, written in entry.built.published.outputs.items()
        )
    )


def _key(base: str, county: Counted, mark: str, parties: frozenset[str], cancelled: Cancellations) -> str:
    elsewhere = [
        (key, place)
        for key in sorted(parties)
        for place in cancelled.get(key, ())
        if place.county_code != county.code
    ]
    return digest_of(base, county.source.digest, mark, elsewhere)


def known(entry: Entry | None, standing: Mapping[str, tuple[int, int]]) -> dict[str, Written]:
    """The files of a county's earlier part that stand in the site as they were written."""
    outputs = entry.built.published.outputs if entry else {}
    return {address: written for address, written in outputs.items() if standing.get(address) == written.stat}
