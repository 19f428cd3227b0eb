"""The jobs of a build: read, check, render, put the theme around, stage."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module
from typing import Protocol

from generator.engine.output.file_digests import DIGESTS, ENTRY_IDS, digest_lines, id_lines
from generator.engine.output.site_listing import Written
from generator.engine.output.staging import Target
from generator.engine.steps.county_work import Ground, check_county, drawing_fault
from generator.engine.steps.earlier_counties import Stood
from generator.engine.store.cache import Block, Cache
from generator.engine.store.packs import Places, pack
from generator.engine.store.stored_summaries import slices
from generator.intake import published_bytes
from generator.model.change import History
from generator.model.disclosure import Attachment
from generator.model.finding import Finding, Severity
from generator.render.artifacts import Artifacts
from generator.render.feeds import Archive, Held, Texts, archive_files, gathered, texts_mark
from generator.render.html import Html
from generator.render.links import Link, LinkBook
from generator.render.overviews import Overview, stems_filled_by
from generator.render.page import Page
from generator.render.portal_artifacts import CountyArtifacts, contractor_artifacts, county_artifacts
from generator.render.province import Drawing
from generator.render.search import PartHead
from generator.rules import failed
from generator.views.contractor import ContractorView
from generator.views.feed_entries import Entries, Told
from generator.views.summary import CountySummary


class Frame(Protocol):
    """The theme around a page's HTML; pickles, since worker processes need it too."""

    def prepare(self) -> None:
        """Load the theme in this process, so that those forked from it have it."""

    def document(self, page: Page, html: Html) -> bytes: ...


_NEEDED = ("nh3", "resvg", "segno")
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
    at: Stood | None = None
    """The program failed at its files: they are taken from a commit."""

    def __str__(self) -> str:
        return f"示范县 {self.code}"


@dataclass(frozen=True)
class Published:
    """The files that one job put into the site, and what its pages link to elsewhere."""

    outputs: Mapping[str, Written] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    anchors: Mapping[str, frozenset[str]] = field(default_factory=dict)
    updated: Mapping[str, date | None] = field(default_factory=dict)
    """Page → the last date in the data it shows."""

    def pieces(self) -> dict[str, object]:
        """As it is kept."""
        own = {name: getattr(self, name) for name in ("outputs", "links", "anchors", "updated")}
        return {**own, DIGESTS: digest_lines(self.outputs)}


@dataclass(frozen=True)
class CountyFacts:
    """What every build needs to know of a county, whether it is made anew or not."""

    errors: tuple[Finding, ...] = ()
    """What keeps a record, or all of the county, from being published."""
    is_published: bool = False
    """False while county.yaml is in error."""
    is_failed: bool = False
    """The program failed at it; its earlier pages stay as they stand."""
    rests_on_versions: bool = False
    """Earlier versions of its files stand, or were looked for."""
    parties: frozenset[str] = frozenset()
    """Keys of the contractors that take part in its projects or that its feed entries name."""
    fills: frozenset[str] = frozenset()
    """The overview pages to which it gives something to show."""
    search: PartHead | None = None


@dataclass(frozen=True)
class MadeCounty:
    """A county's part as it comes from where it was made; blocks where they lie in the cache already."""

    facts: CountyFacts
    addresses: tuple[str, ...]
    pieces: bytes | Block
    places: Places
    texts: bytes | Block
    """Of its feed entries, which nobody needs unpacked."""


def build_county(workshop: Workshop, job: CountyJob) -> MadeCounty:
    """Make one county's part; pure but for the files it stages, which are all made before the first is staged."""
    checked = check_county(workshop.ground, job.code, job.history, job.at)
    errors = tuple(found for found in checked.findings if found.severity is Severity.ERROR)
    if checked.disclosure is None:
        return _unpublished(job, workshop, errors, is_failed=checked.is_failed or job.at is not None)
    try:
        parts = county_artifacts(
            checked.disclosure,
            checked.published_findings,
            checked.checklist,
            workshop.ground.portal,
            checked.history,
        )
        framed = frame(parts, workshop)
        summary = parts.summary
        facts = CountyFacts(
            errors=errors,
            is_published=True,
            rests_on_versions=bool(errors or checked.disclosure.withheld),
            parties=_parties(summary),
            fills=stems_filled_by(summary),
            search=parts.search.head,
        )
        own = slices(summary) | {"search": parts.search, ENTRY_IDS: id_lines(parts.entry_ids)}
    except Exception as error:  # noqa: BLE001 - told; the other counties go on
        told = (*errors, drawing_fault(job.code, error))
        return _unpublished(job, workshop, told, is_failed=True)
    published = stage(framed, workshop, workshop.open_target(job.known))
    return _made(job, workshop, facts, published, own, parts.texts, texts_mark(summary.entries))


def lost_county(workshop: Workshop, job: CountyJob) -> MadeCounty:
    """In place of a county that ended its worker's process twice."""
    return _unpublished(job, workshop, (lost(job),), is_failed=True)


def lost(job: CountyJob) -> Finding:
    """E013 for such a county."""
    return failed(job.code, "处理本县时，进程两次意外结束；先看本机内存是否够用，仍然如此的，请报告")


def _unpublished(
    job: CountyJob, workshop: Workshop, errors: tuple[Finding, ...], *, is_failed: bool
) -> MadeCounty:
    facts = CountyFacts(errors, is_failed=is_failed, rests_on_versions=True)
    return _made(job, workshop, facts, Published(), {})


def _parties(summary: CountySummary) -> frozenset[str]:
    taking_part = {party.key for row in summary.projects for party in row.parties}
    return frozenset(taking_part.union(*(told.contractor_keys for told in summary.entries.lasting)))


def _made(
    job: CountyJob,
    workshop: Workshop,
    facts: CountyFacts,
    published: Published,
    own: Mapping[str, object],
    texts: bytes = b"",
    mark: bytes = b"",
) -> MadeCounty:
    """``mark`` is that of the texts."""
    pieces, places = pack({**published.pieces(), **own})
    kept: bytes | Block = pieces
    kept_texts: bytes | Block = texts
    if workshop.shelf:
        kept = workshop.shelf.store_block(f"counties/{job.code}", pieces)
        kept_texts = workshop.shelf.store_block(f"texts/{job.code}", texts, mark)
    return MadeCounty(facts, tuple(published.outputs), kept, places, kept_texts)


@dataclass(frozen=True)
class ContractorsJob:
    views: tuple[ContractorView, ...]
    entries: Mapping[str, Entries[Told]]
    """What the feed of each tells, by its key."""
    known: Mapping[str, Written]

    def __str__(self) -> str:
        return f"承办单位 {self.views[0].name} 等 {len(self.views)} 家"


def build_contractors(workshop: Workshop, job: ContractorsJob) -> list[Published]:
    """Make the pages and feeds of some companies, in their order."""
    portal, target = workshop.ground.portal, workshop.open_target(job.known)
    feeds = [job.entries[view.key] for view in job.views]
    texts = gathered((told for feed in feeds for told in (*feed.lasting, *feed.passing)), workshop.texts)
    made = (
        contractor_artifacts(view, feed, texts, portal) for view, feed in zip(job.views, feeds, strict=True)
    )
    return [put(parts, workshop, target) for parts in made]


@dataclass(frozen=True)
class DrawingJob:
    drawing: Drawing
    known: Mapping[str, Written]

    def __str__(self) -> str:
        return f"全省的网页 {self.drawing.name}"


def draw(shared: tuple[Workshop, Overview], job: DrawingJob) -> Published:
    """Make what one drawing shows."""
    workshop, overview = shared
    return put(job.drawing.draw(overview), workshop, workshop.open_target(job.known))


@dataclass(frozen=True)
class ArchivesJob:
    archives: tuple[Archive, ...]
    site: str
    """Equal as long as the portal's settings are."""
    known: Mapping[str, Written]

    def __str__(self) -> str:
        return f"订阅的存档 {self.archives[0].name} 等 {len(self.archives)} 份"


MadeArchive = tuple[str, Mapping[str, Written]]
"""Its mark, its files."""


def build_archives(workshop: Workshop, job: ArchivesJob) -> list[MadeArchive]:
    """Make some archives of feeds of the whole portal, in their order."""
    target = workshop.open_target(job.known)
    made = archive_files(job.archives, workshop.texts, workshop.ground.portal)
    return [
        (archive.mark(job.site), {address: target.put(address, data) for address, data in files.items()})
        for archive, files in zip(job.archives, made, strict=True)
    ]


@dataclass(frozen=True)
class Framed:
    """Pages with the theme around them and files, all in memory; attachments by county and file."""

    documents: Mapping[str, bytes]
    """Address → bytes."""
    attachments: Mapping[str, tuple[str, Attachment]]
    book: LinkBook
    updated: Mapping[str, date | None]


def frame(parts: Artifacts | CountyArtifacts, workshop: Workshop) -> Framed:
    """Put the theme around pages; nothing is written."""
    book = LinkBook()
    documents: dict[str, bytes] = {}
    for page in parts.pages:
        html = page.body.html
        anchors = [heading.id for heading in html.headings]
        if html.links is None:
            book.add(page.url, html.content, anchors)
        else:
            book.note(page.url, html.links, anchors)
        documents[page.url] = workshop.frame.document(page, html)
    documents |= parts.files
    return Framed(documents, parts.attachments, book, {page.url: page.updated for page in parts.pages})


def stage(framed: Framed, workshop: Workshop, target: Target) -> Published:
    """Stage pages, files and attachments."""
    outputs = {address: target.put(address, data) for address, data in framed.documents.items()}
    for address, (county, attachment) in framed.attachments.items():
        data = published_bytes(workshop.ground.root, county, attachment)
        if data is not None:
            outputs[address] = target.put(address, data)
    return Published(outputs, framed.book.outside(outputs), framed.book.anchors, framed.updated)


def put(parts: Artifacts, workshop: Workshop, target: Target) -> Published:
    """Put the theme around pages, and stage them with all files."""
    return stage(frame(parts, workshop), workshop, target)
