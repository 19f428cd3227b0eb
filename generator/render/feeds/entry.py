"""Each entry is written once, in every format; feeds are put together from what is written.

A county's texts are one block of bytes. An entry knows where in it its three texts stand, one after the other: RSS,
Atom, JSON.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from generator.render.feeds.shapes import EntryWords, entries
from generator.render.feeds.text import (
    Masthead,
    categories,
    masthead,
    page_url,
    paragraphs,
    tag_uris,
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


def write_entries(county: str, found: Entries[Event], column: Column) -> tuple[Entries[Told], bytes]:
    """Write what a county tells; ``county`` is its code, empty for policies and notices."""
    events = (*found.lasting, *found.passing)
    said = _said(events, masthead(column))
    told: list[Told] = []
    texts: list[bytes] = []
    start = 0
    for event, words, (rss, atom, json, mark) in zip(events, said, entries(said), strict=True):
        told.append(
            Told(
                event.key,
                event.date,
                event.topic,
                event.also,
                words.published,
                words.updated,
                event.contractor_keys,
                county,
                start,
                len(rss),
                len(atom),
                len(json),
                mark,
            )
        )
        texts += (rss, atom, json)
        start += len(rss) + len(atom) + len(json)
    lasting = len(found.lasting)
    return Entries(tuple(told[:lasting]), tuple(told[lasting:])), b"".join(texts)


def texts_mark(entries: Entries[Told]) -> bytes:
    """Of what ``write_entries`` wrote: other texts have another mark."""
    return b"".join([told.digest for told in (*entries.lasting, *entries.passing)])


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


def _said(events: Sequence[Event], column: Masthead) -> list[EntryWords]:
    return [_words(event, tag, column) for event, tag in zip(events, tag_uris(events, column), strict=True)]


def _words(event: Event, tag: str, column: Masthead) -> EntryWords:
    published, updated, commit = event.when
    return EntryWords(
        tag,
        event.title,
        page_url(event.url, column.base_url),
        event.publisher or column.publisher,
        paragraphs(event),
        published,
        updated,
        event.digest,
        commit,
        categories(event.topic, event.also, event.county_code, event.county_name, event.tags),
    )
