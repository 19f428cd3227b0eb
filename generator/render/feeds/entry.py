"""Each entry is written once, in every format; feeds are put together from what is written.

A county's texts are one block of bytes. An entry knows where in it its three texts stand, one after the other: RSS,
Atom, JSON.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from generator.render.feeds.shapes import EntryWords, entry
from generator.render.feeds.text import (
    Masthead,
    categories,
    masthead,
    page_url,
    paragraphs,
    publisher,
    tag_uri,
)
from generator.views.column import Column
from generator.views.events import Event
from generator.views.feed_entries import Entries, Told

Place = tuple[str, int, int]
"""Where a text stands: county, empty for policies and notices; bytes before it; its size in bytes."""


class Texts(Protocol):
    """The texts of the entries of all counties."""

    def read(self, places: Sequence[Place]) -> list[bytes]:
        """The texts at these places; many at once, since they may lie in as many files as there are counties."""
        ...


@dataclass(frozen=True)
class Held:
    """Texts in memory, by county."""

    texts: Mapping[str, bytes]

    def read(self, places: Sequence[Place]) -> list[bytes]:
        return [self.texts[county][start : start + size] for county, start, size in places]


@dataclass(frozen=True)
class WithOwn:
    """The counties' texts, and those of policies and notices in memory."""

    own: bytes
    counties: Texts

    def read(self, places: Sequence[Place]) -> list[bytes]:
        theirs = [place for place in places if place[0]]
        found = self.counties.read(theirs)
        if len(theirs) == len(places):
            return found
        rest = iter(found)
        return [next(rest) if county else self.own[start : start + size] for county, start, size in places]


@dataclass(frozen=True)
class Gathered:
    """Texts that were read beforehand, by place."""

    found: Mapping[Place, bytes]

    def read(self, places: Sequence[Place]) -> list[bytes]:
        return [self.found[place] for place in places]


_ATOM, _JSON = b"  <entry>\n", b"</entry>\n"
"""What Atom begins with and what comes before JSON; in XML nothing that an entry says can read so, it is escaped."""


def write_entries(county: str, entries: Entries[Event], column: Column) -> tuple[Entries[Told], bytes]:
    """Write what a county tells; ``county`` is its code, empty for policies and notices."""
    texts: list[bytes] = []
    start = 0
    common = masthead(column)

    def told(event: Event) -> Told:
        nonlocal start
        text = entry(_words(event, common))
        atom = text.index(_ATOM)
        json = text.index(_JSON, atom) + len(_JSON)
        texts.append(text)
        start += len(text)
        return Told(
            event.key,
            event.date,
            event.topic,
            event.also,
            event.published,
            event.updated,
            event.contractor_keys,
            county,
            start - len(text),
            atom,
            json - atom,
            len(text) - json,
            hashlib.sha256(text[atom:json]).digest()[:16],
        )

    written = Entries(tuple(map(told, entries.lasting)), tuple(map(told, entries.passing)))
    return written, b"".join(texts)


def rss_place(told: Told) -> Place:
    """Where its ``<item>`` stands."""
    return told.county, told.start, told.rss


def gathered(entries: Iterable[Told], texts: Texts) -> Gathered:
    """The ``<item>`` of some entries, read in one go: of every county's texts once, whoever quotes them."""
    places = list(dict.fromkeys(map(rss_place, entries)))
    return Gathered(dict(zip(places, texts.read(places), strict=True)))


def whole_place(told: Told) -> Place:
    """Where its three texts stand."""
    return told.county, told.start, told.rss + told.atom + told.json


def apart(told: Told, text: bytes) -> tuple[bytes, bytes, bytes]:
    """``<item>``, ``<entry>``, JSON object."""
    end = told.rss + told.atom
    return text[: told.rss], text[told.rss : end], text[end:]


def _words(event: Event, column: Masthead) -> EntryWords:
    return EntryWords(
        tag_uri(event, column),
        event.title,
        page_url(event, column),
        publisher(event, column),
        paragraphs(event),
        event.published,
        event.updated,
        event.digest,
        event.commit,
        categories(event),
    )
