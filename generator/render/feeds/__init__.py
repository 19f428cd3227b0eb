"""Entries → feeds: RSS 2.0 for every feed, Atom and JSON Feed for the whole column, and the list of all of them.

In: ``Entries`` of a county, of a company, of the whole column. Out: root-relative address → bytes.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.model.codelists import FeedTopic
from generator.render.feeds import catalogue
from generator.render.feeds.catalogue import Feed
from generator.render.feeds.json_feed import json_feed
from generator.render.feeds.opml import opml
from generator.render.feeds.paging import Document, address, archives, newest
from generator.render.feeds.text import clean
from generator.render.feeds.xml import Writer
from generator.render.qr import qr_svg
from generator.views.column import Column
from generator.views.feed_entries import Entries

__all__ = ["Archive", "column_archives", "column_feeds", "contractor_feeds", "county_feeds", "opml_file"]

Files = dict[str, bytes]


def county_feeds(code: str, name: str, entries: Entries, column: Column) -> Files:
    """A county's feed and one for each topic."""
    writer = Writer(column)
    whole = catalogue.county_feed(code, name)
    files = _rss(writer, whole, entries) | _qr(whole, column)
    for topic in FeedTopic:
        files |= _rss(writer, catalogue.county_feed(code, name, topic), _of_topic(entries, topic))
    return files


def contractor_feeds(key: str, name: str, entries: Entries, column: Column) -> Files:
    """The feed of one company."""
    return _rss(Writer(column), catalogue.contractor_feed(key, name), entries)


def column_feeds(entries: Entries, column: Column) -> Files:
    """The whole column as RSS, Atom and JSON Feed, and its topics as RSS; without their archives."""
    writer = Writer(column)
    files = _whole(writer, newest(entries)) | _qr(catalogue.WHOLE, column)
    for topic in FeedTopic:
        feed = catalogue.topic_feed(topic)
        files[feed.url] = writer.rss(feed, newest(_of_topic(entries, topic)))
    return files


@dataclass(frozen=True)
class Archive:
    """One archive of a feed of the whole column: made once, it stands while its entries are the same."""

    feed: Feed
    document: Document

    @property
    def name(self) -> str:
        return address(self.feed.stem, "xml", self.document.number)

    def mark(self, column: Column) -> str:
        """Equal as long as the archive's bytes are."""
        document = self.document
        told = (
            f"{event.key} {event.date} {event.url} {event.digest} {event.published} {event.updated} {event.commit} {event.title}"
            f" {event.publisher} {event.county_name} {event.tags} {event.is_demo}"
            for event in document.events
        )
        frame = repr((column.site, self.feed, document.number, document.older, document.newer))
        return hashlib.sha256("\n".join((frame, *told)).encode("utf-8", "surrogatepass")).hexdigest()

    def files(self, column: Column) -> Files:
        """The archive in every form that the feed has."""
        writer = Writer(column)
        if self.feed == catalogue.WHOLE:
            return _whole(writer, self.document)
        return {self.name: writer.rss(self.feed, self.document)}


def column_archives(entries: Entries) -> Iterator[Archive]:
    """The archives of the whole column's feed and of its topics."""
    yield from (Archive(catalogue.WHOLE, document) for document in archives(entries))
    for topic in FeedTopic:
        feed = catalogue.topic_feed(topic)
        yield from (Archive(feed, document) for document in archives(_of_topic(entries, topic)))


def _whole(writer: Writer, document: Document) -> Files:
    number = document.number
    return {
        address("feed", "xml", number): writer.rss(catalogue.WHOLE, document),
        address("atom", "xml", number): writer.atom("atom", catalogue.WHOLE, document),
        address("feed", "json", number): json_feed(catalogue.WHOLE, document, writer.column),
    }


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


def _rss(writer: Writer, feed: Feed, entries: Entries) -> Files:
    return {
        address(feed.stem, "xml", document.number): writer.rss(feed, document)
        for document in (newest(entries), *archives(entries))
    }


def _qr(feed: Feed, column: Column) -> Files:
    return {feed.qr: qr_svg(column.site.base_url + feed.url, clean(f"{feed.title}订阅地址"))}


def _of_topic(entries: Entries, topic: FeedTopic) -> Entries:
    return entries.where(lambda event: topic in (event.topic, event.also))
