"""The jobs of a build: read, check, render, put the theme around, stage."""

import pickle
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module
from typing import Protocol

from generator.engine.cache import Block, Cache
from generator.engine.county import Ground, check_county
from generator.engine.output import Target, Written
from generator.model.change import History
from generator.model.finding import Finding
from generator.render.column import Artifacts, CountyArtifacts, contractor_artifacts, county_artifacts
from generator.render.feeds import Archive, Held, Texts, archive_files
from generator.render.html import Html
from generator.render.links import Link, LinkBook
from generator.render.page import Page
from generator.render.search import IndexedPart
from generator.views.contractor import ContractorView
from generator.views.summary import CountySummary


class Frame(Protocol):
    """The theme around a page's HTML; pickles, since worker processes need it too."""

    def prepare(self) -> None:
        """Load the theme in this process, so that those forked from it have it."""

    def document(self, page: Page, html: Html) -> bytes: ...


_NEEDED = ("icalendar", "nh3", "resvg_py", "segno")
"""Libraries that are imported where they are used, and that every county uses."""


@dataclass(frozen=True)
class Workshop:
    """What every job of a build works with."""

    ground: Ground
    frame: Frame
    open_target: Callable[[Mapping[str, Written]], Target]
    """Given the files that stand, where to put the new ones."""
    shelf: Cache | None = None
    """Where texts of feed entries are laid down by whoever writes them; None: they travel with the county."""
    texts: Texts = field(default_factory=lambda: Held({}))
    """Of feed entries, once the counties are made."""

    def prepare(self) -> None:
        """Load the theme and the libraries now, so that worker processes forked from here have them."""
        for name in _NEEDED:
            import_module(name)
        self.frame.prepare()


@dataclass(frozen=True)
class CountyJob:
    code: str
    history: History | None
    known: Mapping[str, Written]
    """The county's files that stand in the site as they were written."""


@dataclass(frozen=True)
class Published:
    """The files that one job put into the site, and what its pages link to elsewhere."""

    outputs: Mapping[str, Written] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    anchors: Mapping[str, frozenset[str]] = field(default_factory=dict)
    updated: Mapping[str, date | None] = field(default_factory=dict)
    """Page → the last date in the data it shows."""


@dataclass(frozen=True)
class BuiltCounty:
    """One county's part of a build: everything the rest of the build needs to know of it."""

    code: str
    findings: tuple[Finding, ...]
    summary: CountySummary | None
    """None while county.yaml is in error: nothing is published of the county."""
    published: Published
    search: IndexedPart | None = None
    """Its share of the search index."""

    @property
    def parties(self) -> frozenset[str]:
        """Keys of the contractors that take part in its projects."""
        rows = self.summary.projects if self.summary else ()
        return frozenset(party.key for row in rows for party in row.parties)


@dataclass(frozen=True)
class Packed:
    """A county's part as it travels between processes and lies in the cache: packed once."""

    county: bytes
    texts: bytes | Block
    """Of its feed entries, which nobody needs unpacked; a block where they lie in the cache already."""


def unpack(county: bytes) -> BuiltCounty:
    """A county's part."""
    built: BuiltCounty = pickle.loads(county)
    return built


def build_county(workshop: Workshop, job: CountyJob) -> Packed:
    """Make one county's part; pure but for the files it stages."""
    checked = check_county(workshop.ground, job.code, job.history)
    if checked.disclosure is None:
        return _packed(BuiltCounty(job.code, checked.findings, None, Published()), b"", workshop)
    parts = county_artifacts(
        checked.disclosure,
        checked.published_findings,
        checked.checklist,
        workshop.ground.column,
        checked.history,
    )
    published = put(parts, workshop, workshop.open_target(job.known))
    built = BuiltCounty(job.code, checked.findings, parts.summary, published, parts.search)
    return _packed(built, parts.texts, workshop)


def _packed(built: BuiltCounty, texts: bytes, workshop: Workshop) -> Packed:
    kept = workshop.shelf.store_block(f"texts/{built.code}", texts) if workshop.shelf else texts
    return Packed(pickle.dumps(built, pickle.HIGHEST_PROTOCOL), kept)


@dataclass(frozen=True)
class ContractorJob:
    view: ContractorView
    known: Mapping[str, Written]


def build_contractor(workshop: Workshop, job: ContractorJob) -> Published:
    """Make one company's page and feed."""
    made = contractor_artifacts(job.view, workshop.texts, workshop.ground.column)
    return put(made, workshop, workshop.open_target(job.known))


@dataclass(frozen=True)
class ArchivesJob:
    archives: tuple[Archive, ...]
    known: Mapping[str, Written]


def build_archives(workshop: Workshop, job: ArchivesJob) -> list[Published]:
    """Make some archives of feeds of the whole column, in their order."""
    target = workshop.open_target(job.known)
    made = archive_files(job.archives, workshop.texts, workshop.ground.column)
    return [put(Artifacts(files=files), workshop, target) for files in made]


def put(parts: Artifacts | CountyArtifacts, workshop: Workshop, target: Target) -> Published:
    """Stage pages, files and attachments."""
    book = LinkBook()
    outputs: dict[str, Written] = {}
    for page in parts.pages:
        html = page.body.html
        book.add(page.url, html.content, (heading.id for heading in html.headings))
        outputs[page.url] = target.put(page.url, workshop.frame.document(page, html))
    for address, data in parts.files.items():
        outputs[address] = target.put(address, data)
    for address, path in parts.attachments.items():
        outputs[address] = target.put(address, (workshop.ground.root / path).read_bytes())
    updated = {page.url: page.updated for page in parts.pages}
    return Published(outputs, book.outside(outputs), book.anchors, updated)
