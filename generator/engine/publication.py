"""One build of the column: counties, then what is drawn from all of them; everything but the theme's own pages."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from generator import intake
from generator.engine.cache import Cache, content_digest, digest_of, signature
from generator.engine.cluster import Cluster, Remote
from generator.engine.column import NO_HISTORY, check_column, ground_of, province_of, publish, with_pictures
from generator.engine.counties import count, make, with_all_cancellations
from generator.engine.county import Ground, check_county, with_cancellations
from generator.engine.feeding import build_archives
from generator.engine.foresight import likely_sections
from generator.engine.jobs import ContractorJob, Frame, Published, Workshop, build_contractor
from generator.engine.output import Staging, Target, Written, begin, standing
from generator.engine.searching import build_index
from generator.engine.workers import Crew, Local
from generator.history import ColumnHistory
from generator.model.disclosure import Province
from generator.model.finding import Finding
from generator.render.column import Artifacts, overview, overview_artifacts
from generator.render.links import Link
from generator.views.contractor import ContractorView

Sections = tuple[str, ...]
T = TypeVar("T")
Progress = Callable[[Iterator[Any], int], Iterable[Any]]


FEW_PAGES = 100
"""Pages of companies that are made sooner than worker processes start."""


def unwatched(results: Iterator[T], _: int) -> Iterable[T]:
    """No bar."""
    return results


@dataclass(frozen=True)
class Order:
    """What is to be built, where to, and with what."""

    content: Path
    """content_data/"""
    site: Path
    cache: Cache
    asked: date | None
    today: date
    frame: Callable[[Ground, Sections], Frame]
    """The theme on a day, with these entries in the navigation."""
    workers: int | None = None
    """None: as many as there are cores."""
    history: ColumnHistory = NO_HISTORY
    progress: Progress = unwatched
    cluster: str = ""
    """Address of a Dask scheduler; empty: this machine."""
    remote: str = ""
    """fsspec address that the site goes to; empty: ``site`` itself."""

    @property
    def open_target(self) -> Callable[[Mapping[str, Written]], Target]:
        """Given the files that stand, where to put the new ones; pickles."""
        return partial(_remote, self.remote) if self.remote else partial(_stage, self.site)


@dataclass(frozen=True)
class Publication:
    """What was built: files staged or standing, and the pages left for MkDocs."""

    ground: Ground
    province: Province | None
    """None: there is no column to publish, ``findings`` say why."""
    findings: tuple[Finding, ...]
    demo_counties: tuple[str, ...] = ()
    """Codes of the counties marked as demonstration."""
    pages: Artifacts = field(default_factory=Artifacts)
    """Overview pages, policies, notices and the column's own files."""
    outputs: frozenset[str] = frozenset()
    """Addresses of the record pages and files that are there already."""
    links: tuple[Link, ...] = ()
    """Links of those pages that lead elsewhere."""
    anchors: Mapping[str, frozenset[str]] = field(default_factory=dict)
    updated: Mapping[str, date | None] = field(default_factory=dict)
    """Record page → the last date in the data it shows."""


def examine(
    content: Path,
    asked: date | None,
    today: date,
    workers: int | None = None,
    history: ColumnHistory = NO_HISTORY,
    progress: Progress = unwatched,
) -> tuple[Finding, ...]:
    """Everything that is found below ``content``, in the order of the files; no county is kept in memory."""
    column = intake.read_column(content)
    codes = column.county_codes
    ground = with_cancellations(ground_of(column, content, asked, today), codes)
    jobs = [(code, history.county(code)) for code in codes]
    results = Local(workers).run(_examined, ground, jobs)
    found = [item for _, findings in progress(results, len(jobs)) for item in findings]
    return _in_order([*column.problems, *found])


def _examined(ground: Ground, job: tuple[str, Any]) -> tuple[Finding, ...]:
    return check_county(ground, *job).findings


def build_column(order: Order) -> Publication:
    """Build everything that changed, staging what differs from the site that stands."""
    column = intake.read_column(order.content)
    ground = ground_of(column, order.content, order.asked, order.today)
    province = province_of(column)
    if province is None:
        found = examine(order.content, order.asked, order.today, order.workers, order.history)
        return Publication(ground, None, found)
    counted = count(ground, column.county_codes, order.cache)
    ground = with_pictures(with_all_cancellations(ground, counted), len(counted))
    files = _column_digest(order.content)
    stored: Sections | None = order.cache.load("sections")
    shown = stored or likely_sections(counted, province, order.content, order.history)
    while True:
        # Frames name the sections that have something to show, which only the finished counties tell. They are
        # built on what the last build showed, or on a guess; if that proves wrong, once more on what is right.
        begin(order.site)
        there = standing(order.site)
        far: Crew = Cluster(order.cluster) if order.cluster else Local(order.workers)
        shelf = None if order.cluster else order.cache
        workshop = Workshop(ground, order.frame(ground, shown), order.open_target, shelf)
        workshop.prepare()
        base = digest_of(files, ground.as_of, shown, ground.picture_font, ground.no_picture)
        built = make(workshop, counted, base, order.history, there, order.cache, far, order.progress)
        summaries = tuple(county.summary for county in built.counties if county.summary)
        drawn = overview(summaries, province, ground.column, order.history.county(""), built.texts)
        pages = overview_artifacts(drawn)
        if pages.sections == shown:
            break
        shown = pages.sections
    order.cache.store("sections", shown)
    workshop, workers = replace(workshop, texts=drawn.texts), Local(order.workers, few=FEW_PAGES)
    companies = _contractors(workshop, drawn.contractors, built.parties, base, there, order.cache, workers)
    shares = [county.search for county in built.counties if county.search]
    index = build_index(shares, drawn, order.site, there, order.cache, order.open_target)
    archives = build_archives(drawn, workshop, there, order.cache, Local(order.workers, few=1))
    parts = [*(county.published for county in built.counties), *companies, index, archives]
    return Publication(
        ground=ground,
        province=province,
        findings=_in_order(
            [*column.problems, *(found for county in built.counties for found in county.findings)]
        ),
        demo_counties=tuple(summary.code for summary in summaries if summary.is_demo),
        pages=pages,
        outputs=frozenset(address for part in parts for address in part.outputs),
        links=tuple(link for part in parts for link in part.links),
        anchors={url: ids for part in parts for url, ids in part.anchors.items()},
        updated={url: day for part in parts for url, day in part.updated.items()},
    )


def build_whole(order: Order) -> Publication:
    """The slow lane: everything checked in this process, every page left for MkDocs."""
    begin(order.site)
    checked = check_column(order.content, order.asked, order.today, history=order.history)
    if checked.province is None:
        return Publication(checked.ground, None, checked.findings)
    return Publication(
        ground=checked.ground,
        province=checked.province,
        findings=checked.findings,
        demo_counties=tuple(item.code for item in checked.province.counties if item.county.is_demo),
        pages=publish(checked),
    )


def _contractors(
    workshop: Workshop,
    views: Sequence[ContractorView],
    changed: frozenset[str],
    base: str,
    there: Mapping[str, tuple[int, int]],
    cache: Cache,
    workers: Crew,
) -> list[Published]:
    """The companies' pages; those of companies in no remade county stand."""
    stored = cache.load("contractors")
    earlier: dict[str, Published] = stored[1] if stored and stored[0] == base else {}
    parts: dict[str, Published] = {}
    jobs: list[ContractorJob] = []
    for view in views:
        old = earlier.get(view.key, Published())
        known = {
            address: written for address, written in old.outputs.items() if there.get(address) == written.stat
        }
        if view.key not in changed and old.outputs and len(known) == len(old.outputs):
            parts[view.key] = old
        else:
            jobs.append(ContractorJob(view, known))
    for job, part in workers.run(build_contractor, workshop, jobs):
        parts[job.view.key] = part
    if jobs or parts.keys() != earlier.keys():
        cache.store("contractors", (base, parts))
    return list(parts.values())


def _stage(site: Path, known: Mapping[str, Written]) -> Target:
    return Staging(site, known)


def _remote(url: str, _: Mapping[str, Written]) -> Target:
    return Remote(url)


def _column_digest(content: Path) -> str:
    """Digest of the column's own files: everything below ``content`` but the counties."""
    files = tuple(entry for entry in _own_files(content))
    return content_digest(content, files)


def _own_files(content: Path) -> Iterator[tuple[str, int, int, int, int]]:
    for name in ("site.yaml", "national.csv"):
        if (content / name).is_file():
            yield name, (content / name).stat().st_size, 0, 0, 0
    for folder in ("notices", "policies"):
        for name, *status in signature(content / folder):
            yield f"{folder}/{name}", status[0], 0, 0, 0


def _in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: finding.sort_key))
