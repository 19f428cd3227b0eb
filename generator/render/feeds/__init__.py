"""Entries → feeds: RSS 2.0 for every feed, Atom and JSON Feed for the whole column, and the list of all of them.

In: ``Entries`` of a county, of a company, of the whole column. Out: root-relative address → bytes.
"""

from collections.abc import Iterable

from generator.model.codelists import FeedTopic
from generator.render.feeds import catalogue
from generator.render.feeds.catalogue import Feed
from generator.render.feeds.json_feed import json_feed
from generator.render.feeds.opml import opml
from generator.render.feeds.paging import address, documents
from generator.render.feeds.qr import qr_svg
from generator.render.feeds.text import clean
from generator.render.feeds.xml import Writer
from generator.views.column import Column
from generator.views.feed_entries import Entries

__all__ = ["column_feeds", "contractor_feeds", "county_feeds", "opml_file"]

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
    """The whole column as RSS, Atom and JSON Feed, and its topics."""
    writer = Writer(column)
    files = _qr(catalogue.WHOLE, column)
    for document in documents(entries):
        files[address("feed", "xml", document.number)] = writer.rss(catalogue.WHOLE, document)
        files[address("atom", "xml", document.number)] = writer.atom("atom", catalogue.WHOLE, document)
        files[address("feed", "json", document.number)] = json_feed(catalogue.WHOLE, document, column)
    for topic in FeedTopic:
        files |= _rss(writer, catalogue.topic_feed(topic), _of_topic(entries, topic))
    return files


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
        for document in documents(entries)
    }


def _qr(feed: Feed, column: Column) -> Files:
    return {feed.qr: qr_svg(column.site.base_url + feed.url, clean(f"{feed.title}订阅地址"))}


def _of_topic(entries: Entries, topic: FeedTopic) -> Entries:
    return entries.where(lambda event: event.topic is topic)
