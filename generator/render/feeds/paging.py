"""Splits a feed into documents: the subscription document has the newest entries, archives (RFC 5005) the older ones.

Only the feeds of the whole portal and of a county have archives, in Atom; all forms of the feed name the newest one.
Archives are counted from the oldest entry and published when full, so that they do not change as long as no entry gets
an earlier date than existing ones. The subscription document has the entries of the last thirty days before the newest,
up to a megabyte, and at least fifty entries; so it is with digests, which no archive has.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from generator.views.feed_entries import Entries, Told, in_order, together

SIZE = 50
"""Entries of an archive, and least entries of a subscription document, if there are as many."""
RECENT = timedelta(days=30)
"""Time before the newest entry within which entries are in the subscription document,"""
MOST_BYTES = 1_000_000
"""as long as all its entries have at most this many bytes in RSS."""


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a feed."""

    entries: tuple[Told, ...]
    """Newest first."""
    number: int = 0
    """Number of the archive, from 1 (oldest); 0: the subscription document."""
    older: int = 0
    """Number of the archive before this document; 0: there is none."""
    newer: int = 0
    """Number of the archive after this one; 0: the subscription document follows."""

    @property
    def is_archive(self) -> bool:
        return self.number > 0


def newest(entries: Entries[Told], *, has_archives: bool = False) -> Document:
    """Returns the subscription document."""
    told = _recent(entries.lasting, MOST_BYTES)
    if entries.passing:
        room = MOST_BYTES - sum(entry.rss for entry in told)
        told = in_order((*told, *_recent(entries.passing, room)))
    return Document(told[::-1], older=_full(entries) if has_archives else 0)


def newest_of(parts: Iterable[Entries[Told]]) -> Document:
    """Returns the subscription document of several counties together; only the recent entries of each are sorted."""
    recent = (Entries(_recent(part.lasting, MOST_BYTES), _recent(part.passing, MOST_BYTES)) for part in parts)
    return newest(together(recent))


def _recent(told: tuple[Told, ...], room: int) -> tuple[Told, ...]:
    """Returns the last ``SIZE`` entries, and those before within ``RECENT`` of the last as long as all have ``room``.

    ``told`` is oldest first; ``room`` is in bytes of RSS.
    """
    if len(told) <= SIZE:
        return told
    since = told[-1].published - RECENT
    start = len(told) - SIZE
    size = sum(entry.rss for entry in told[start:])
    while start > 0 and told[start - 1].published >= since and size + told[start - 1].rss <= room:
        start -= 1
        size += told[start].rss
    return told[start:]


def archives(entries: Entries[Told]) -> Iterator[Document]:
    """Yields the archives, oldest first."""
    full = _full(entries)
    for number in range(1, full + 1):
        told = entries.lasting[(number - 1) * SIZE : number * SIZE]
        yield Document(told[::-1], number, number - 1, number + 1 if number < full else 0)


def _full(entries: Entries[Told]) -> int:
    """Returns the number of archives: 0 while all entries are in the subscription document."""
    return len(entries.lasting) // SIZE if len(entries.lasting) > SIZE else 0


def archive_address(stem: str, number: int) -> str:
    """Returns e.g. ``atom.archive-0001.xml``."""
    return f"{stem}.archive-{number:04d}.xml"
