"""Each entry is written once, in every format; feeds are put together from what is written.

A county's texts are one block of bytes. An entry knows where in it its three texts stand, one after the other: RSS,
Atom, JSON.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import orjson

from generator.render.feeds.catalogue import ATOM, RSS
from generator.render.feeds.shapes import EntryWords
from generator.render.feeds.shapes import entry as xml_entry
from generator.render.feeds.text import body, categories, clean, page_url, publisher, tag_uri
from generator.views.column import Column
from generator.views.events import Event
from generator.views.feed_entries import Entries, Told


class Texts(Protocol):
    """The texts of the entries of all counties."""

    def read(self, county: str, start: int, size: int) -> bytes:
        """``size`` bytes from ``start`` on of a county's texts; of policies' and notices' where ``county`` is empty."""
        ...


@dataclass(frozen=True)
class Held:
    """Texts in memory, by county."""

    texts: Mapping[str, bytes]

    def read(self, county: str, start: int, size: int) -> bytes:
        return self.texts[county][start : start + size]


@dataclass(frozen=True)
class WithOwn:
    """The counties' texts, and those of policies and notices in memory."""

    own: bytes
    counties: Texts

    def read(self, county: str, start: int, size: int) -> bytes:
        return self.counties.read(county, start, size) if county else self.own[start : start + size]


def write_entries(county: str, entries: Entries[Event], column: Column) -> tuple[Entries[Told], bytes]:
    """Write what a county tells; ``county`` is its code, empty for policies and notices."""
    texts: list[bytes] = []
    start = 0

    def told(event: Event) -> Told:
        nonlocal start
        words = _words(event, column)
        parts = (xml_entry(RSS, words).encode(), xml_entry(ATOM, words).encode(), _json(words))
        text = b"".join(parts)
        texts.append(text)
        start += len(text)
        rss, atom, json_size = map(len, parts)
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
            rss,
            atom,
            json_size,
            hashlib.blake2b(text, digest_size=16).digest(),
        )

    written = Entries(tuple(map(told, entries.lasting)), tuple(map(told, entries.passing)))
    return written, b"".join(texts)


def rss_text(told: Told, texts: Texts) -> bytes:
    """``<item>``"""
    return texts.read(told.county, told.start, told.rss)


def all_texts(told: Told, texts: Texts) -> tuple[bytes, bytes, bytes]:
    """``<item>``, ``<entry>``, JSON object."""
    text = texts.read(told.county, told.start, told.rss + told.atom + told.json)
    end = told.rss + told.atom
    return text[: told.rss], text[told.rss : end], text[end:]


def _words(event: Event, column: Column) -> EntryWords:
    return EntryWords(
        id=tag_uri(event, column),
        title=clean(event.title),
        url=page_url(event, column),
        author=publisher(event, column),
        body=body(event),
        published=event.published,
        updated=event.updated,
        sha256=event.digest,
        commit=event.commit,
        categories=categories(event),
    )


def _json(words: EntryWords) -> bytes:
    """An item of JSON Feed 1.1."""
    origin = {"sha256": words.sha256, "commit": words.commit, "source": words.url}
    item: dict[str, Any] = {
        "id": words.id,
        "url": words.url,
        "title": words.title,
        "content_html": words.body,
        "date_published": words.published.isoformat(),
        "date_modified": words.updated.isoformat(),
        "authors": [{"name": words.author}],
        "tags": [label for _, label in words.categories],
        "_gongkai": {name: value for name, value in origin.items() if value},
    }
    return orjson.dumps(item)
