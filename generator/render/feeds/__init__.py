"""Entries → feeds: RSS 2.0 for every feed, Atom and JSON Feed for the whole portal, and an OPML list of all feeds.

In: ``Entries`` of a county, of a company, of the whole portal. Out: root-relative address → bytes.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter

from generator.model.project import Project
from generator.render.feeds import catalogue
from generator.render.feeds.catalogue import Feed
from generator.render.feeds.entry import (
    Held,
    Items,
    Texts,
    WithOwn,
    apart,
    entry_ids,
    gathered,
    mark_of,
    once_each,
    texts_mark,
    whole_size,
    write_entries,
)
from generator.render.feeds.json_feed import json_feed
from generator.render.feeds.opml import opml
from generator.render.feeds.paging import Document, archive_address, archives, newest, newest_of
from generator.render.feeds.shapes import mark_of_texts
from generator.render.feeds.text import clean
from generator.render.feeds.xml import atom, rss
from generator.render.qr import qr_svg
from generator.views.feed_entries import Entries, Told, major
from generator.views.portal import Portal

__all__ = [
    "Archive",
    "Held",
    "Items",
    "Texts",
    "WithOwn",
    "archive_files",
    "city_feed",
    "contractor_feeds",
    "county_feeds",
    "entry_ids",
    "gathered",
    "mark_of_texts",
    "opml_file",
    "portal_archives",
    "portal_feeds",
    "texts_mark",
    "whole_size",
    "write_entries",
]

Files = dict[str, bytes]
Formats = tuple[bytes, bytes, bytes]
"""An entry as ``<item>``, ``<entry>`` and JSON object."""
_entry = itemgetter(1)
Listed = Entries[Told]


def county_feeds(
    code: str, name: str, entries: Listed, texts: Texts, portal: Portal, first_code: str = ""
) -> Files:
    """Makes a county's feed with its archives, one feed for each topic, and one of major changes."""
    whole = catalogue.county_feed(code, name, first_code=first_code)
    files = _read(whole, newest(entries, has_archives=True), texts, portal) | _qr(whole, portal)
    for made in archive_files([Archive(whole, document) for document in archives(entries)], texts, portal):
        files |= made
    for topic, own in entries.by_topic().items():
        files |= _read(catalogue.county_feed(code, name, topic), newest(own), texts, portal)
    return files | _read(catalogue.county_major_feed(code, name), newest(major(entries)), texts, portal)


def contractor_feeds(key: str, name: str, entries: Listed, texts: Items, portal: Portal) -> Files:
    """Makes the feed of one company."""
    return _read(catalogue.contractor_feed(key, name), newest(entries), texts, portal)


def city_feed(code: str, name: str, counties: Iterable[Listed], texts: Items, portal: Portal) -> Files:
    """Makes the feed of one city: the newest entries of its counties."""
    return _read(catalogue.city_feed(code, name), newest_of(counties), texts, portal)


def portal_feeds(entries: Listed, texts: Texts, portal: Portal) -> Files:
    """Makes the portal's feed as RSS, Atom and JSON Feed, its topics, findings and major changes as RSS; without archives."""
    document = newest(entries, has_archives=True)
    written = list(map(apart, document.entries, texts.whole(document.entries)))
    files = _whole(document, written, portal) | _qr(catalogue.WHOLE, portal)
    for topic, told in entries.by_topic().items():
        files |= _read(catalogue.topic_feed(topic), newest(told), texts, portal)
    found = Entries(entries.passing)
    files |= _read(catalogue.FINDINGS, newest(found), texts, portal)
    return files | _read(catalogue.MAJOR, newest(major(entries)), texts, portal)


@dataclass(frozen=True)
class Archive:
    """One archive of a feed, in Atom, made anew only if an entry in it changes."""

    feed: Feed
    document: Document

    @property
    def name(self) -> str:
        """Its root-relative address."""
        return archive_address(self.feed.archive_stem, self.document.number)

    def mark(self, site: str) -> str:
        """Returns a digest that changes with the archive's bytes; ``site`` is a digest of the portal's settings."""
        document = self.document
        frame = repr((site, self.feed, document.number, document.older, document.newer))
        marks = b"".join(map(mark_of, document.entries))
        return hashlib.sha256(frame.encode("utf-8", "surrogatepass") + marks).hexdigest()

    def filled(self, written: Iterable[bytes], portal: Portal) -> Files:
        """Returns the archive file, given its entries in Atom."""
        return {self.name: atom(self.feed, self.document, written, portal)}


def archive_files(made: Sequence[Archive], texts: Texts, portal: Portal) -> Iterator[Files]:
    """Yields the files of each archive. The texts of all entries are in memory together, each read once."""
    quoted = once_each(told for archive in made for told in archive.document.entries)
    found = (_entry(apart(told, text)) for told, text in zip(quoted, texts.whole(quoted), strict=True))
    written = dict(zip(map(mark_of, quoted), found, strict=True))
    for archive in made:
        yield archive.filled(map(written.__getitem__, map(mark_of, archive.document.entries)), portal)


def portal_archives(entries: Listed) -> Iterator[Archive]:
    """Yields the archives of the whole portal's feed."""
    return (Archive(catalogue.WHOLE, document) for document in archives(entries))


def _whole(document: Document, written: Sequence[Formats], portal: Portal) -> Files:
    feed = catalogue.WHOLE
    items, atom_entries, json_items = zip(*written, strict=True) if written else ((), (), ())
    return {
        "feed.xml": rss(feed, document, items, portal),
        "atom.xml": atom(feed, document, atom_entries, portal),
        "feed.json": json_feed(feed, document, json_items, portal),
    }


def _read(feed: Feed, document: Document, texts: Items, portal: Portal) -> Files:
    return {feed.url: rss(feed, document, texts.items(document.entries), portal)}


def opml_file(
    cities: Iterable[tuple[str, str]],
    counties: Iterable[tuple[str, str]],
    contractors: Iterable[tuple[str, str]],
    portal: Portal,
) -> bytes:
    """Returns /feeds.opml; cities and counties are (code, name), contractors (key, name)."""
    groups: list[tuple[str, list[Feed]]] = [
        ("全省", [catalogue.WHOLE, *(feed for _, feed in catalogue.topic_feeds()), catalogue.FINDINGS])
    ]
    groups.append(("各市", [catalogue.city_feed(code, name) for code, name in cities]))
    for code, name in counties:
        own = [feed for _, feed in catalogue.county_topic_feeds(code, name)]
        groups.append((name, [catalogue.county_feed(code, name), *own]))
    groups.append(
        (Project.label_of("contractor"), [catalogue.contractor_feed(key, name) for key, name in contractors])
    )
    return opml(groups, portal)


def _qr(feed: Feed, portal: Portal) -> Files:
    name = feed.stem.rpartition("/")[2]
    return {feed.qr: qr_svg(portal.site.base_url + feed.url, name, clean(f"{feed.title}订阅地址"))}
