"""Entries → feeds: RSS 2.0 for every feed, Atom and JSON Feed for the whole column, and the list of all of them.

In: ``Entries`` of a county, of a company, of the whole column. Out: root-relative address → bytes.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter

from generator.model.codelists import FeedTopic
from generator.render.feeds import catalogue
from generator.render.feeds.catalogue import Feed
from generator.render.feeds.entry import (
    Held,
    Items,
    Size,
    Texts,
    WithOwn,
    apart,
    gathered,
    item_size,
    mark_of,
    once_each,
    texts_mark,
    whole_size,
    write_entries,
)
from generator.render.feeds.json_feed import json_feed
from generator.render.feeds.opml import opml
from generator.render.feeds.paging import Document, address, archives, newest
from generator.render.feeds.text import clean
from generator.render.feeds.xml import atom, rss
from generator.render.qr import qr_svg
from generator.views.column import Column
from generator.views.feed_entries import Entries, Told

__all__ = [
    "Archive",
    "Held",
    "Items",
    "Size",
    "Texts",
    "WithOwn",
    "archive_files",
    "column_archives",
    "column_feeds",
    "contractor_feeds",
    "county_feeds",
    "gathered",
    "item_size",
    "opml_file",
    "texts_mark",
    "whole_size",
    "write_entries",
]

Files = dict[str, bytes]
Formats = tuple[bytes, bytes, bytes]
"""An entry in each format: ``<item>``, ``<entry>``, JSON object."""
_item = itemgetter(0)
Listed = Entries[Told]


def county_feeds(code: str, name: str, entries: Listed, texts: Items, column: Column) -> Files:
    """A county's feed and one for each topic."""
    whole = catalogue.county_feed(code, name)
    files = _rss(whole, entries, texts, column) | _qr(whole, column)
    for topic, own in entries.by_topic().items():
        files |= _rss(catalogue.county_feed(code, name, topic), own, texts, column)
    return files


def contractor_feeds(key: str, name: str, entries: Listed, texts: Items, column: Column) -> Files:
    """The feed of one company."""
    return _rss(catalogue.contractor_feed(key, name), entries, texts, column)


def column_feeds(entries: Listed, texts: Texts, column: Column) -> Files:
    """The whole column as RSS, Atom and JSON Feed, and its topics as RSS; without their archives."""
    document = newest(entries)
    written = list(map(apart, document.entries, texts.whole(document.entries)))
    files = _whole(document, written, column) | _qr(catalogue.WHOLE, column)
    for topic, told in entries.by_topic().items():
        files |= _read(catalogue.topic_feed(topic), newest(told), texts, column)
    return files


@dataclass(frozen=True)
class Archive:
    """One archive of a feed of the whole column: made once, it stands while its entries are the same."""

    feed: Feed
    document: Document

    @property
    def name(self) -> str:
        return address(self.feed.stem, "xml", self.document.number)

    def mark(self, site: str) -> str:
        """Equal as long as the archive's bytes are; ``site`` is equal as long as the column's settings are."""
        document = self.document
        frame = repr((site, self.feed, document.number, document.older, document.newer))
        marks = b"".join(map(mark_of, document.entries))
        return hashlib.sha256(frame.encode("utf-8", "surrogatepass") + marks).hexdigest()

    @property
    def is_whole(self) -> bool:
        """Whether it quotes every text of its entries: as the feed of the whole column does."""
        return self.feed == catalogue.WHOLE

    def filled(self, written: Sequence[Formats], column: Column) -> Files:
        """The archive in every form that its feed has, with what was written of its entries."""
        if self.is_whole:
            return _whole(self.document, written, column)
        return _one(self.feed, self.document, map(_item, written), column)


def archive_files(made: Sequence[Archive], texts: Texts, column: Column) -> Iterator[Files]:
    """The files of each of some archives; their texts are in memory together, each read once for all that quote it."""
    quoted = once_each(told for archive in made for told in archive.document.entries)
    written = dict(zip(map(mark_of, quoted), map(apart, quoted, texts.whole(quoted)), strict=True))
    for archive in made:
        yield archive.filled(list(map(written.__getitem__, map(mark_of, archive.document.entries))), column)


def column_archives(entries: Listed) -> Iterator[Archive]:
    """The archives of the whole column's feed and of its topics."""
    yield from (Archive(catalogue.WHOLE, document) for document in archives(entries))
    for topic, own in entries.by_topic().items():
        feed = catalogue.topic_feed(topic)
        yield from (Archive(feed, document) for document in archives(own))


def _whole(document: Document, written: Sequence[Formats], column: Column) -> Files:
    """A document of the whole column's feed, in every format."""
    number, feed = document.number, catalogue.WHOLE
    items, atom_entries, json_items = zip(*written, strict=True) if written else ((), (), ())
    return {
        address("feed", "xml", number): rss(feed, document, items, column),
        address("atom", "xml", number): atom("atom", feed, document, atom_entries, column),
        address("feed", "json", number): json_feed(feed, document, json_items, column),
    }


def _one(feed: Feed, document: Document, items: Iterable[bytes], column: Column) -> Files:
    return {address(feed.stem, "xml", document.number): rss(feed, document, items, column)}


def _read(feed: Feed, document: Document, texts: Items, column: Column) -> Files:
    return _one(feed, document, texts.items(document.entries), column)


def opml_file(
    counties: Iterable[tuple[str, str]], contractors: Iterable[tuple[str, str]], column: Column
) -> bytes:
    """/feeds.opml; counties are (code, name), contractors (key, name)."""
    groups: list[tuple[str, list[Feed]]] = [
        ("全省", [catalogue.WHOLE, *(catalogue.topic_feed(topic) for topic in FeedTopic)])
    ]
    for code, name in counties:
        own = [catalogue.county_feed(code, name, topic) for topic in FeedTopic]
        groups.append((name, [catalogue.county_feed(code, name), *own]))
    groups.append(("承办单位", [catalogue.contractor_feed(key, name) for key, name in contractors]))
    return opml(groups, column)


def _rss(feed: Feed, entries: Listed, texts: Items, column: Column) -> Files:
    files: Files = {}
    for document in (newest(entries), *archives(entries)):
        files |= _read(feed, document, texts, column)
    return files


def _qr(feed: Feed, column: Column) -> Files:
    name = feed.stem.rpartition("/")[2]
    return {feed.qr: qr_svg(column.site.base_url + feed.url, name, clean(f"{feed.title}订阅地址"))}
