"""Feed documents as RSS 2.0 and Atom; the same entries give the same bytes, as the current time is not used."""

from collections.abc import Iterable
from datetime import date

from generator.render.feeds.catalogue import ATOM, RSS, Feed
from generator.render.feeds.paging import Document, archive_address
from generator.render.feeds.shapes import HeadWords, head
from generator.render.feeds.text import clean
from generator.views.portal import Portal
from generator.views.provenance import midnight

_BEGINNING = date(2020, 9, 14)
"""The date of an empty feed: that of the notice that requires this portal."""


def rss(feed: Feed, document: Document, entries: Iterable[bytes], portal: Portal) -> bytes:
    """Returns one document as RSS 2.0; ``entries`` are its written entries."""
    return _document(RSS, feed.url, feed, document, entries, portal)


def atom(feed: Feed, document: Document, entries: Iterable[bytes], portal: Portal) -> bytes:
    """Returns one document as Atom: the feed of the whole portal, or an archive."""
    return _document(ATOM, feed.atom_url or feed.url, feed, document, entries, portal)


def _document(
    kind: str, address: str, feed: Feed, document: Document, entries: Iterable[bytes], portal: Portal
) -> bytes:
    """Returns one document; ``address`` is that of the subscription document."""
    base = portal.site.base_url

    def place(number: int) -> str:
        return base + (archive_address(feed.archive_stem, number) if number else address)

    changed = max([told.updated for told in document.entries], default=midnight(_BEGINNING))
    words = HeadWords(
        id=f"{portal.site.tag}feeds/{feed.first_stem or feed.stem}",  # all documents have the id of the feed
        title=title(feed, portal),
        description=description(feed, document, portal),
        author=clean(portal.site.publisher),
        address=place(document.number),
        page=base + feed.page,
        updated=changed,
        published=document.entries[0].published if document.entries else changed,
        is_archive=document.is_archive,
        current=place(0) if document.is_archive else "",
        older=place(document.older) if document.older else "",
        newer=place(document.newer) if document.newer else "",
    )
    before, after = head(kind, words)
    return b"\n".join((before, *entries, after))


def title(feed: Feed, portal: Portal) -> str:
    """Returns the feed's title with the portal's name."""
    return clean(f"{feed.title} - {portal.site.title}{'（示例数据）' if portal.is_demo else ''}")


def description(feed: Feed, document: Document, portal: Portal) -> str:
    """Says in a sentence what the feed holds; also if it has no entries, or lacks the changes that it should have."""
    told = f"电子商务进农村综合示范：{feed.about}。"
    if "变更" in feed.about:
        told += portal.incomplete
    return clean(told if document.entries else f"{told}暂无内容。")
