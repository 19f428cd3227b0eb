"""Writes each feed entry once in every format; feeds are joined from these texts.

The texts of a county are one block of bytes, in which an entry's three texts are together: RSS, Atom, JSON. A ``Told``
has their offset and sizes.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Protocol

from generator.render.feeds.shapes import EntryWords, entries
from generator.render.feeds.text import (
    Masthead,
    categories,
    html_of,
    masthead,
    page_url,
    paragraphs,
    tag_uris,
)
from generator.views.events import MAJOR, Event
from generator.views.feed_entries import Entries, Told
from generator.views.portal import Portal

_Size = Callable[[Told], int]
"""Returns how many bytes of an entry's texts to read."""
_item_size: _Size = attrgetter("rss")
mark_of: Callable[[Told], bytes] = attrgetter("digest")
"""Returns an entry's mark; entries with the same mark have the same texts."""


def whole_size(told: Told) -> int:
    """Returns the bytes of its three texts together."""
    return told.rss + told.atom + told.json


class Items(Protocol):
    """Gives the ``<item>`` of entries."""

    def items(self, entries: Sequence[Told]) -> list[bytes]:
        """Returns them for many entries at once, which may be in many files."""
        ...


class Texts(Items, Protocol):
    """Gives all texts of entries."""

    def whole(self, entries: Sequence[Told]) -> list[bytes]:
        """Returns the three texts of each entry, joined."""
        ...


@dataclass(frozen=True)
class Held:
    """Texts in memory, by county code."""

    texts: Mapping[str, bytes]

    def items(self, entries: Sequence[Told]) -> list[bytes]:
        return self._read(entries, _item_size)

    def whole(self, entries: Sequence[Told]) -> list[bytes]:
        return self._read(entries, whole_size)

    def _read(self, entries: Sequence[Told], size: _Size) -> list[bytes]:
        return [self.texts[told.county][told.start : told.start + size(told)] for told in entries]


@dataclass(frozen=True)
class WithOwn:
    """The counties' texts, and in memory those of policies and notices."""

    own: bytes
    counties: Texts

    def items(self, entries: Sequence[Told]) -> list[bytes]:
        return self._read(entries, self.counties.items, _item_size)

    def whole(self, entries: Sequence[Told]) -> list[bytes]:
        return self._read(entries, self.counties.whole, whole_size)

    def _read(
        self, entries: Sequence[Told], read: Callable[[Sequence[Told]], list[bytes]], size: _Size
    ) -> list[bytes]:
        theirs = [told for told in entries if told.county]
        found = read(theirs)
        if len(theirs) == len(entries):
            return found
        rest = iter(found)
        return [
            next(rest) if told.county else self.own[told.start : told.start + size(told)] for told in entries
        ]


@dataclass(frozen=True)
class Gathered:
    """Items read beforehand, by mark."""

    found: Mapping[bytes, bytes]

    def items(self, entries: Sequence[Told]) -> list[bytes]:
        return list(map(self.found.__getitem__, map(mark_of, entries)))


def write_entries(county: str, found: Entries[Event], portal: Portal) -> tuple[Entries[Told], bytes]:
    """Writes the entries of a county and returns them with their texts; ``county`` is empty for policies and notices."""
    events = (*found.lasting, *found.passing)
    said = _said(events, masthead(portal))
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
                MAJOR in event.tags,
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


def entry_ids(entries: Entries[Told], portal: Portal) -> tuple[str, ...]:
    """Returns the permanent ids of lasting entries; weekly digests, which disappear again, are left out."""
    return tuple(tag_uris([told.key for told in entries.lasting], masthead(portal)))


def texts_mark(entries: Entries[Told]) -> bytes:
    """Returns a mark of all texts that ``write_entries`` wrote; it changes with them."""
    return b"".join([told.digest for told in (*entries.lasting, *entries.passing)])


def gathered(entries: Iterable[Told], texts: Texts) -> Gathered:
    """Reads the ``<item>`` of some entries in one go, each once."""
    once = once_each(entries)
    return Gathered(dict(zip(map(mark_of, once), texts.items(once), strict=True)))


def once_each(entries: Iterable[Told]) -> list[Told]:
    """Returns the entries without those that have the same texts as another."""
    return list({told.digest: told for told in entries}.values())


def apart(told: Told, text: bytes) -> tuple[bytes, bytes, bytes]:
    """Splits an entry's texts into ``<item>``, ``<entry>`` and JSON object."""
    end = told.rss + told.atom
    return text[: told.rss], text[told.rss : end], text[end:]


def _said(events: Sequence[Event], portal: Masthead) -> list[EntryWords]:
    tags = tag_uris([event.key for event in events], portal)
    return [_words(event, tag, portal) for event, tag in zip(events, tags, strict=True)]


def _words(event: Event, tag: str, portal: Masthead) -> EntryWords:
    published, updated, commit, _ = event.when
    return EntryWords(
        tag,
        event.title,
        page_url(event.url, portal.base_url),
        event.publisher or portal.publisher,
        paragraphs(event),
        html_of(event, portal),
        published,
        updated,
        event.digest,
        commit,
        categories(event.topic, event.also, event.county_code, event.county_name, event.tags),
    )
