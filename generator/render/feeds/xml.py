"""Feeds as RSS 2.0 and Atom, written by feedgen. Same entries, same bytes: no clock is asked."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from typing import Any

from feedgen.feed import FeedGenerator

from generator.render.feeds.catalogue import ATOM, RSS, Feed
from generator.render.feeds.extensions import OriginEntryExtension, OriginExtension, PagingExtension
from generator.render.feeds.paging import Document, address
from generator.render.feeds.text import GENERATOR, body, categories, clean, page_url, publisher, tag_uri
from generator.views.column import Column
from generator.views.events import Event
from generator.views.provenance import midnight

_BEGINNING = date(2020, 9, 14)
"""The day of the notice that asks for this column: an empty feed of it was last changed then."""


class Writer:
    """Writes the documents of feeds. feedgen makes the XML of an entry once; it stands in every feed that tells it."""

    def __init__(self, column: Column) -> None:
        self.column = column
        self._items: dict[str, str] = {}
        self._atom_entries: dict[str, str] = {}
        self._last: tuple[list[str], Any] | None = None

    def rss(self, feed: Feed, document: Document) -> bytes:
        """One document as RSS 2.0."""
        made = self._head(feed.stem, RSS, feed, document)
        text = made.rss_str(pretty=True).decode()
        return _with(text, "  </channel>\n", self._xml(document, self._items, _rss_items))

    def atom(self, stem: str, feed: Feed, document: Document) -> bytes:
        """One document as Atom; ``stem`` is its address without extension."""
        text = self._head(stem, ATOM, feed, document).atom_str(pretty=True).decode()
        return _with(text, "</feed>\n", self._xml(document, self._atom_entries, _atom_entries))

    def _xml(
        self, document: Document, known: dict[str, str], make: Callable[[Any], list[str]]
    ) -> Iterable[str]:
        """The XML of a document's entries; makes those that are not known yet."""
        new = [event for event in document.events if event.key not in known]
        if new:
            known.update(zip((event.key for event in new), make(self._filled(new)), strict=True))
        return (known[event.key] for event in document.events)

    def _filled(self, events: Sequence[Event]) -> Any:
        """A feed of these entries; kept, since the next format wants the same."""
        keys = [event.key for event in events]
        if self._last is None or self._last[0] != keys:
            generator = _generator()
            for event in events:
                _add(generator, event, self.column)
            self._last = keys, generator
        return self._last[1]

    def _head(self, stem: str, kind: str, feed: Feed, document: Document) -> Any:
        """A feed without its entries."""
        column, base = self.column, self.column.site.base_url
        place = partial(_absolute, base, stem)
        made = _generator()
        made.id(place(0))  # one feed, whatever the document
        made.title(title(feed, column))
        made.description(description(feed, document))
        made.author({"name": clean(column.site.publisher)})
        made.link(href=place(document.number), rel="self", type=kind)
        made.link(href=base + feed.page, rel="alternate", type="text/html")  # the last one is RSS' own <link>
        made.language("zh-CN")
        made.generator(GENERATOR)
        changed = max((event.updated for event in document.events), default=midnight(_BEGINNING))
        made.updated(changed)
        made.lastBuildDate(changed)
        made.pubDate(max((event.published for event in document.events), default=changed))
        made.paging.is_archive = document.is_archive
        made.paging.links = tuple(_links(document, place))
        return made


def _generator() -> Any:
    made = FeedGenerator()
    made.load_extension("dc", atom=False)  # RSS' own <author> must be a mail address
    made.register_extension("origin", OriginExtension, OriginEntryExtension)
    made.register_extension("paging", PagingExtension)
    return made


def _rss_items(generator: Any) -> list[str]:
    """The items of a feed as they stand in it, indentation and all.

    Nothing but the element itself can read ``<item>``: what an entry says is escaped.
    """
    for set_required in (generator.title, generator.description):
        set_required("-")
    generator.link(href="-")
    text = generator.rss_str(pretty=True).decode()
    inside = text[text.index("    <item>\n") : text.rindex("  </channel>\n")]
    return [f"    <item>\n{item}" for item in inside.split("    <item>\n")[1:]]


def _atom_entries(generator: Any) -> list[str]:
    for set_required in (generator.id, generator.title):
        set_required("-")
    generator.updated(midnight(_BEGINNING))
    text = generator.atom_str(pretty=True).decode()
    inside = text[text.index("  <entry>\n") : text.rindex("</feed>\n")]
    return [f"  <entry>\n{entry}" for entry in inside.split("  <entry>\n")[1:]]


def _with(head: str, end: str, entries: Iterable[str]) -> bytes:
    before, _, after = head.rpartition(end)
    return "".join((before, *entries, end, after)).encode()


def title(feed: Feed, column: Column) -> str:
    """The feed's title with the column's name."""
    return clean(f"{feed.title} - {column.site.title}{'（示例数据）' if column.is_demo else ''}")


def description(feed: Feed, document: Document) -> str:
    """One sentence on what is in the feed, or that nothing is yet."""
    told = f"电子商务进农村综合示范：公开{feed.about}。"
    return clean(told if document.events else f"{told}目前还没有内容。")


def _absolute(base: str, stem: str, number: int) -> str:
    return base + address(stem, "xml", number)


def _links(document: Document, place: Callable[[int], str]) -> list[tuple[str, str]]:
    links = [("current", place(0))] if document.is_archive else []
    if document.older:
        links.append(("prev-archive", place(document.older)))
    if document.newer:
        links.append(("next-archive", place(document.newer)))
    return links


def _add(generator: Any, event: Event, column: Column) -> None:
    url = page_url(event, column)
    author = publisher(event, column)
    entry = generator.add_entry(order="append")
    entry.id(tag_uri(event, column))
    entry.guid(tag_uri(event, column), permalink=False)
    entry.title(clean(event.title))
    entry.link(href=url, rel="alternate", type="text/html")
    entry.author({"name": author})
    entry.dc.dc_creator(author)
    entry.category([{"term": term, "label": label} for term, label in categories(event)])
    entry.source(url, author)
    entry.published(event.published)
    entry.updated(event.updated)
    entry.content(body(event), type="html")
    entry.origin.sha256, entry.origin.commit = event.digest, event.commit
    entry.origin.updated = event.updated
