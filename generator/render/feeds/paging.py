"""A feed in documents (RFC 5005): the newest entries to subscribe to, the older ones in archives that stay as they are.

Archives are counted from the oldest entry and appear once they are full, so an archive never gains or loses an entry
while nothing is published before what is there already. The subscription document holds the newest entries, which
are at least those that no archive holds.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.views.feed_entries import Entries, Told, in_order

SIZE = 50
"""Entries in the subscription document, and in each archive."""


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


def newest(entries: Entries[Told]) -> Document:
    """The subscription document."""
    told, passing = entries.lasting[-SIZE:], entries.passing[-SIZE:]
    if passing:
        told = in_order((*told, *passing))
    return Document(told[::-1], older=_full(entries))


def archives(entries: Entries[Told]) -> Iterator[Document]:
    """The archives, oldest first."""
    full = _full(entries)
    for number in range(1, full + 1):
        told = entries.lasting[(number - 1) * SIZE : number * SIZE]
        yield Document(told[::-1], number, number - 1, number + 1 if number < full else 0)


def _full(entries: Entries[Told]) -> int:
    """How many archives there are: none while everything stands in the subscription document."""
    return len(entries.lasting) // SIZE if len(entries.lasting) > SIZE else 0


def address(stem: str, extension: str, number: int = 0) -> str:
    """``feed.xml``, ``feed.archive-0001.xml``."""
    return f"{stem}.archive-{number:04d}.{extension}" if number else f"{stem}.{extension}"
