"""RSS 2.0 and Atom as feedgen writes them: it is asked once for every shape of entry and of feed, and values fill it.

Two entries have one shape when they have the same values absent and as many categories. What comes out is byte for
byte what feedgen itself writes (a property test holds it), at a hundredth of the cost.
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import format_datetime
from functools import cache, lru_cache
from html import escape
from typing import Any, NamedTuple

import orjson
from feedgen.feed import FeedGenerator

from generator.render.feeds.catalogue import ATOM, RSS
from generator.render.feeds.extensions import OriginEntryExtension, OriginExtension, PagingExtension
from generator.render.feeds.text import clean
from generator.render.slots import Cut, cut, is_plain, sentinel
from generator.views.provenance import midnight

GENERATOR = "gongkai"
_FIRST, _SECOND = midnight(date(1971, 1, 2)), midnight(date(1972, 3, 4))
"""Times no entry has: what stands for a time in a shape."""


class EntryWords(NamedTuple):
    """What one entry says, in the words that go into the texts, neither escaped nor cleaned.

    A named tuple: it is made once an entry, and a frozen data class takes three times as long to make.
    """

    id: str
    title: str
    url: str
    author: str
    paragraphs: tuple[str, ...]
    """Of plain text."""
    published: datetime
    updated: datetime
    sha256: str
    commit: str
    categories: tuple[tuple[str, str], ...]
    """(term, label)"""


@dataclass(frozen=True, slots=True)
class HeadWords:
    """What a document says of its feed."""

    id: str
    title: str
    description: str
    author: str
    address: str
    """Its own."""
    page: str
    updated: datetime
    published: datetime
    is_archive: bool
    current: str
    """Address of the subscription document; empty in that document itself."""
    older: str
    newer: str


def entry(words: EntryWords) -> bytes:
    """An entry in every format, one after the other: ``<item>``, ``<entry>``, both indented, and a JSON object."""
    id_, title, url, author, paragraphs, published, updated, sha256, commit, categories = words
    times = (_rfc_2822(published), _iso(published), _iso(updated))
    own = (id_, title, url, sha256, commit, *times, *paragraphs)
    is_there = (id_ != "", title != "", url != "", sha256 != "", commit != "")
    return _filled(_entry_shape_of(is_there, len(paragraphs), author, categories), own)


def head(kind: str, words: HeadWords) -> tuple[bytes, bytes]:
    """A document up to its first entry, and what follows the last."""
    values = _head_values(words)
    text = _filled(_head_shape(kind, words.is_archive, tuple(map(bool, values))), values)
    before, end, after = text.rpartition(b"</feed>\n" if kind == ATOM else b"  </channel>\n")
    return before, end + after


def _filled(shape: Cut, values: Sequence[str]) -> bytes:
    """Nearly all values are plain, and what is plain is clean."""
    if is_plain("".join(values)):
        return shape.fill_plain(values)
    return shape.fill(list(map(clean, values))).encode()


def written_entry(words: EntryWords) -> str:
    """An entry in every format as feedgen and orjson write it."""
    return _written_xml(RSS, words) + _written_xml(ATOM, words) + _written_json(words)


def _written_xml(kind: str, words: EntryWords) -> str:
    made = _generator()
    item = made.add_entry(order="append")
    item.id(words.id)
    item.guid(words.id, permalink=False)
    item.title(words.title)
    item.link(href=words.url, rel="alternate", type="text/html")
    item.author({"name": words.author})
    item.dc.dc_creator(words.author)
    item.category([{"term": term, "label": label} for term, label in words.categories])
    item.source(words.url, words.author)
    item.published(words.published)
    item.updated(words.updated)
    item.content(_body(words), type="html")
    item.origin.sha256, item.origin.commit = words.sha256, words.commit
    item.origin.updated = words.updated
    for set_required in (made.title, made.description, made.id):
        set_required("-")
    made.link(href="-")
    made.updated(_FIRST)
    if kind == ATOM:
        return _between(made.atom_str(pretty=True).decode(), "  <entry>\n", "</feed>\n")
    return _between(made.rss_str(pretty=True).decode(), "    <item>\n", "  </channel>\n")


def _written_json(words: EntryWords) -> str:
    """An item of JSON Feed 1.1."""
    origin = {"sha256": words.sha256, "commit": words.commit, "source": words.url}
    item = {
        "id": words.id,
        "url": words.url,
        "title": words.title,
        "content_html": _body(words),
        "date_published": words.published.isoformat(),
        "date_modified": words.updated.isoformat(),
        "authors": [{"name": words.author}],
        "tags": [label for _, label in words.categories],
        "_gongkai": {name: value for name, value in origin.items() if value},
    }
    return orjson.dumps(item).decode()


def _body(words: EntryWords) -> str:
    return "".join(f"<p>{escape(line, quote=False)}</p>" for line in words.paragraphs)


def written_head(kind: str, words: HeadWords) -> str:
    """A feed without entries as feedgen writes it."""
    made = _generator()
    made.id(words.id)
    made.title(words.title)
    made.description(words.description)
    made.author({"name": words.author})
    made.link(href=words.address, rel="self", type=kind)
    made.link(href=words.page, rel="alternate", type="text/html")  # the last one is RSS' own <link>
    made.language("zh-CN")
    made.generator(GENERATOR)
    made.updated(words.updated)
    made.lastBuildDate(words.updated)
    made.pubDate(words.published)
    made.paging.is_archive = words.is_archive
    links = (("current", words.current), ("prev-archive", words.older), ("next-archive", words.newer))
    made.paging.links = tuple((relation, address) for relation, address in links if address)
    text: bytes = made.atom_str(pretty=True) if kind == ATOM else made.rss_str(pretty=True)
    return text.decode()


def _head_values(words: HeadWords) -> list[str]:
    named = (words.id, words.title, words.description, words.author, words.address, words.page)
    links = (words.current, words.older, words.newer)
    return [*named, *links, _rfc_2822(words.updated), _iso(words.updated), _rfc_2822(words.published)]


@lru_cache(maxsize=4096)
def _rfc_2822(time: datetime) -> str:
    return format_datetime(time)


@lru_cache(maxsize=4096)
def _iso(time: datetime) -> str:
    return time.isoformat()


_TIMES = (_rfc_2822(_FIRST), _iso(_FIRST), _iso(_SECOND))


@lru_cache(maxsize=256)
def _entry_shape_of(
    is_there: tuple[bool, ...], paragraphs: int, author: str, categories: tuple[tuple[str, str], ...]
) -> Cut:
    """The shape with what a body publishes under one topic filled in."""
    shared = tuple(map(clean, (author, *(text for category in categories for text in category))))
    shape = _entry_shape(is_there, paragraphs, tuple(map(bool, shared)))
    first = len(is_there) + len(_TIMES) + paragraphs
    return shape.given(dict(enumerate(shared, first)))


@lru_cache(maxsize=4096)
def _entry_shape(is_there: tuple[bool, ...], paragraphs: int, shared: tuple[bool, ...]) -> Cut:
    id_, title, url, sha256, commit, *more = _sentinels(
        (*is_there, *(True,) * (len(_TIMES) + paragraphs), *shared)
    )
    lines, (author, *said) = more[len(_TIMES) : -len(shared)], more[-len(shared) :]
    categories = tuple(zip(said[::2], said[1::2], strict=True))
    words = EntryWords(id_, title, url, author, tuple(lines), _FIRST, _SECOND, sha256, commit, categories)
    return cut(written_entry(words), dict(zip(_TIMES, itertools.count(len(is_there)))))


@cache
def _head_shape(kind: str, is_archive: bool, is_there: tuple[bool, ...]) -> Cut:
    id_, title, description, author, address, page, current, older, newer, *_ = _sentinels(is_there)
    words = HeadWords(
        id_, title, description, author, address, page, _FIRST, _SECOND, is_archive, current, older, newer
    )
    marks = {_rfc_2822(_FIRST): 9, _iso(_FIRST): 10, _rfc_2822(_SECOND): 11}
    return cut(written_head(kind, words), marks)


def _sentinels(is_there: Sequence[bool]) -> Iterator[str]:
    return (sentinel(number) if there else "" for number, there in enumerate(is_there))


def _generator() -> Any:
    made = FeedGenerator()
    made.load_extension("dc", atom=False)  # RSS' own <author> must be a mail address
    made.register_extension("origin", OriginExtension, OriginEntryExtension)
    made.register_extension("paging", PagingExtension)
    return made


def _between(text: str, start: str, end: str) -> str:
    """Nothing but the element itself can read ``<item>``: what an entry says is escaped."""
    return text[text.index(start) : text.rindex(end)]
