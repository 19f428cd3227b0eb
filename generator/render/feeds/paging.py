"""A feed in documents: what is subscribed to holds the newest entries; two kinds of feeds have archives (RFC 5005) too.

Feeds of the whole portal and of a county have archives in Atom, of which the RSS, Atom and JSON forms of the feed name
the newest. Archives are counted from the oldest entry and appear once they are full, so an archive never gains or loses
an entry while nothing is published before what is there already. All other feeds hold what was published within
thirty days of their newest entry, up to a megabyte, and at least fifty entries.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from generator.views.feed_entries import Entries, Told, in_order

SIZE = 50
"""Entries in an archive, and the least that a subscription document holds where there are so many."""
RECENT = timedelta(days=30)
"""Before the newest entry: all that was published since stands in the subscription document …"""
MOST_BYTES = 1_000_000
"""… as long as its entries are no more than this, in RSS."""


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a feed."""

    entries: tuple[Told, ...]
    """Newest first."""
    number: int = 0
    """Of the archive, from 1 (oldest); 0 is the document to subscribe to."""
    older: int = 0
    """The archive before this document; 0: there is none."""
    newer: int = 0
    """The archive after this one; 0: the subscription document follows."""

    @property
    def is_archive(self) -> bool:
        return self.number > 0


def newest(entries: Entries[Told], *, has_archives: bool = False) -> Document:
    """The subscription document."""
    told, passing = _recent(entries.lasting), entries.passing[-SIZE:]
    if passing:
        told = in_order((*told, *passing))
    return Document(told[::-1], older=_full(entries) if has_archives else 0)


def _recent(told: tuple[Told, ...]) -> tuple[Told, ...]:
    """The last ``SIZE`` entries, and before them those within ``RECENT`` of the last; ``told`` are in order."""
    if len(told) <= SIZE:
        return told
    since = told[-1].published - RECENT
    start = len(told) - SIZE
    size = sum(entry.rss for entry in told[start:])
    while start > 0 and told[start - 1].published >= since and size + told[start - 1].rss <= MOST_BYTES:
        start -= 1
        size += told[start].rss
    return told[start:]


def archives(entries: Entries[Told]) -> Iterator[Document]:
    """The archives, oldest first."""
    full = _full(entries)
    for number in range(1, full + 1):
        told = entries.lasting[(number - 1) * SIZE : number * SIZE]
        yield Document(told[::-1], number, number - 1, number + 1 if number < full else 0)


def _full(entries: Entries[Told]) -> int:
    """How many archives there are: none while everything stands in the subscription document."""
    return len(entries.lasting) // SIZE if len(entries.lasting) > SIZE else 0


def archive_address(stem: str, number: int) -> str:
    """``atom.archive-0001.xml``."""
    return f"{stem}.archive-{number:04d}.xml"
