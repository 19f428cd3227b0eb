"""The jobs of a build: each reads, checks, renders, puts the theme around its pages, and stages files."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module
from typing import Protocol

from generator.engine.output.file_digests import DIGESTS, ENTRY_IDS, digest_lines, id_lines
from generator.engine.output.site_listing import Written
from generator.engine.output.staging import Target
from generator.engine.steps.county_work import Ground, check_county, drawing_fault, lost
from generator.engine.steps.earlier_counties import Stood
from generator.engine.steps.finding_turns import Seen, finding_turns
from generator.engine.store.cache import Block, Cache
from generator.engine.store.packs import Places, pack
from generator.engine.store.stored_summaries import slices
from generator.intake import published_bytes
from generator.model.change import History
from generator.model.disclosed_records import Attachment
from generator.model.finding import Finding, Severity
from generator.model.withheld import OF_COMPANIES
from generator.render.artifacts import Artifacts
from generator.render.feeds import Archive, Held, Texts, archive_files, gathered, texts_mark
from generator.render.html import Html
from generator.render.links import Link, LinkBook
from generator.render.open_contracting import Share
from generator.render.overviews import Overview, stems_filled_by
from generator.render.page import Page
from generator.render.portal_artifacts import CountyArtifacts, contractor_artifacts, county_artifacts
from generator.render.province import Drawing
from generator.render.search import PartHead
from generator.views.contractor import ContractorView
from generator.views.feed_entries import Entries, Told
from generator.views.summary import CountySummary


class Frame(Protocol):
    """Puts the theme around a page's HTML; must pickle, as it is sent to worker processes."""

    def prepare(self) -> None:
        """Loads the theme in this process, so that processes forked from it have it."""

    def document(self, page: Page, html: Html) -> bytes: ...


SEEN = "seen"
"""Name of the piece of a county's part that keeps what was found at its commits."""

_NEEDED = ("nh3", "resvg", "segno")
"""Lazily imported libraries that every county uses."""


@dataclass(frozen=True)
class Workshop:
    """What all jobs of a build share."""

    ground: Ground
    frame: Frame
    open_target: Callable[[Mapping[str, Written]], Target]
    """Makes the staging folder, given the files known to be in the site as written."""
    cache: Cache | None = None
    """Cache to which workers write a county's blocks; None: they send them back (on a cluster)."""
    texts: Texts = field(default_factory=lambda: Held({}))
    """Texts of all feed entries, available once the counties are made."""
    mark: str = ""
    """Digest of all that counties depend on but their own files and history, the day and the looks."""

    def prepare(self) -> None:
        """Loads the theme and libraries now, so that worker processes forked from this one have them."""
        for name in _NEEDED:
            import_module(name)
        self.frame.prepare()


@dataclass(frozen=True)
class CountyJob:
    code: str
    history: History | None
    known: Mapping[str, Written]
    """The county's files that are in the site as they were written."""
    at: Stood | None = None
    """Commit to take the files from because the program fails at today's; None: today's files."""
    seen: Seen | None = None
    """What the last build found at the county's commits."""

    def __str__(self) -> str:
        return f"示范县 {self.code}"


@dataclass(frozen=True)
class Published:
    """The files that one job made, and the links of its pages to other files."""

    outputs: Mapping[str, Written] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    anchors: Mapping[str, frozenset[str]] = field(default_factory=dict)
    updated: Mapping[str, date | None] = field(default_factory=dict)
    """Page → the last date in the data it shows."""

    def pieces(self) -> dict[str, object]:
        """Returns the pieces in which it is cached."""
        own = {name: getattr(self, name) for name in ("outputs", "links", "anchors", "updated")}
        return {**own, DIGESTS: digest_lines(self.outputs)}


@dataclass(frozen=True)
class CountyFacts:
    """What every build needs to know of a county, made anew or not."""

    errors: tuple[Finding, ...] = ()
    """Errors, which keep a record or the whole county from being published."""
    is_published: bool = False
    """False if county.yaml was never published without errors, or the program failed."""
    is_failed: bool = False
    """The program failed at the county."""
    rests_on_versions: bool = False
    """Earlier versions of its files are shown, or were looked for."""
    lacks: bool = False
    """Whether a record of it that concerns companies never was published."""
    parties: frozenset[str] = frozenset()
    """Keys of the contractors in its projects or feed entries, and the other keys that these tell of themselves."""
    fills: frozenset[str] = frozenset()
    """Stems of the overview pages that have content from this county."""
    search: PartHead | None = None
    open_data: Share | None = None
    """How much it has of the open contracting data."""


@dataclass(frozen=True)
class MadeCounty:
    """A county's part as its job returns it; ``Block`` instead of bytes if already in the cache."""

    facts: CountyFacts
    addresses: tuple[str, ...]
    pieces: bytes | Block
    places: Places
    texts: bytes | Block
    """Texts of its feed entries, one after the other."""


def build_county(workshop: Workshop, job: CountyJob) -> MadeCounty:
    """Makes one county's part; no file is staged before all are made."""
    checked = check_county(workshop.ground, job.code, job.history, job.at)
    errors = tuple(found for found in checked.findings if found.severity is Severity.ERROR)
    if checked.disclosure is None:
        return _unpublished(job, workshop, errors, is_failed=checked.is_failed or job.at is not None)
    try:
        told = finding_turns(workshop.ground, job.code, checked.history, workshop.mark, job.seen)
        parts = county_artifacts(
            checked.disclosure,
            checked.published_findings,
            checked.checklist,
            workshop.ground.portal,
            checked.history,
            told.turns,
        )
        framed = frame(parts, workshop)
        summary = parts.summary
        facts = CountyFacts(
            errors=errors,
            is_published=True,
            rests_on_versions=bool(errors or checked.disclosure.withheld),
            lacks=bool(summary.lack.because(OF_COMPANIES)),
            parties=_parties(summary) | told.seen.all_parties,
            fills=stems_filled_by(summary),
            search=parts.search.head,
            open_data=parts.share,
        )
        own = slices(summary) | {"search": parts.search, ENTRY_IDS: id_lines(parts.entry_ids)}
        own[SEEN] = told.seen
        own |= {f"lines-{kind}": lines for kind, lines in parts.lines._asdict().items()}
    except Exception as error:  # noqa: BLE001 - told; the other counties go on
        errors = (*errors, drawing_fault(job.code, error))
        return _unpublished(job, workshop, errors, is_failed=True)
    published = stage(framed, workshop, workshop.open_target(job.known))
    return _made(job, workshop, facts, published, own, parts.texts, texts_mark(summary.entries))


def lost_county(workshop: Workshop, job: CountyJob) -> MadeCounty:
    """Returns the result for a county that ended its worker process twice."""
    return _unpublished(job, workshop, (lost(job.code),), is_failed=True)


def _unpublished(
    job: CountyJob, workshop: Workshop, errors: tuple[Finding, ...], *, is_failed: bool
) -> MadeCounty:
    facts = CountyFacts(errors, is_failed=is_failed, rests_on_versions=True)
    return _made(job, workshop, facts, Published(), {})


def _parties(summary: CountySummary) -> frozenset[str]:
    parties = [party for row in summary.projects for party in row.parties]
    told = {key for party in parties if party.keys for key in (party.keys.of_name, *party.keys.earlier)}
    taking_part = told.union(party.key for party in parties if party.key)
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
    pieces, places = pack({**published.pieces(), **own})
    kept: bytes | Block = pieces
    kept_texts: bytes | Block = texts
    if workshop.cache:
        kept = workshop.cache.store_block(f"counties/{job.code}", pieces)
        kept_texts = workshop.cache.store_block(f"texts/{job.code}", texts, mark)
    return MadeCounty(facts, tuple(published.outputs), kept, places, kept_texts)


@dataclass(frozen=True)
class ContractorsJob:
    views: tuple[ContractorView, ...]
    entries: Mapping[str, Entries[Told]]
    """Contractor key → entries of its feed."""
    known: Mapping[str, Written]

    def __str__(self) -> str:
        return f"承办单位 {self.views[0].name} 等 {len(self.views)} 家"


def build_contractors(workshop: Workshop, job: ContractorsJob) -> list[Published]:
    """Makes the pages and feeds of some companies; returns the results in their order."""
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
    """Makes the files of one drawing."""
    workshop, overview = shared
    return put(job.drawing.draw(overview), workshop, workshop.open_target(job.known))


@dataclass(frozen=True)
class ArchivesJob:
    archives: tuple[Archive, ...]
    site: str
    """Digest of the portal's settings."""
    known: Mapping[str, Written]

    def __str__(self) -> str:
        return f"订阅的存档 {self.archives[0].name} 等 {len(self.archives)} 份"


MadeArchive = tuple[str, Mapping[str, Written]]
"""(mark of the archive, address → file)."""


def build_archives(workshop: Workshop, job: ArchivesJob) -> list[MadeArchive]:
    """Makes some archives of the portal's feeds; returns the results in their order."""
    target = workshop.open_target(job.known)
    made = archive_files(job.archives, workshop.texts, workshop.ground.portal)
    return [
        (archive.mark(job.site), {address: target.put(address, data) for address, data in files.items()})
        for archive, files in zip(job.archives, made, strict=True)
    ]


@dataclass(frozen=True)
class Framed:
    """Pages with the theme around them and files, all in memory; attachments as (county code, attachment)."""

    documents: Mapping[str, bytes]
    """Address → bytes."""
    attachments: Mapping[str, tuple[str, Attachment]]
    book: LinkBook
    updated: Mapping[str, date | None]


def frame(parts: Artifacts | CountyArtifacts, workshop: Workshop) -> Framed:
    """Puts the theme around pages; writes nothing."""
    book = LinkBook()
    documents: dict[str, bytes] = {}
    for page in parts.pages:
        html = page.body.html
        anchors = page.anchors(html)
        if html.links is None:
            book.add(page.url, html.content, anchors)
        else:
            book.note(page.url, html.links, anchors)
        documents[page.url] = workshop.frame.document(page, html)
    documents |= parts.files
    return Framed(documents, parts.attachments, book, {page.url: page.updated for page in parts.pages})


def stage(framed: Framed, workshop: Workshop, target: Target) -> Published:
    """Stages pages, files and attachments."""
    outputs = {address: target.put(address, data) for address, data in framed.documents.items()}
    for address, (county, attachment) in framed.attachments.items():
        data = published_bytes(workshop.ground.root, county, attachment)
        if data is not None:
            outputs[address] = target.put(address, data)
    return Published(outputs, framed.book.outside(outputs), framed.book.anchors, framed.updated)


def put(parts: Artifacts, workshop: Workshop, target: Target) -> Published:
    """Puts the theme around pages, and stages them with all files."""
    return stage(frame(parts, workshop), workshop, target)
