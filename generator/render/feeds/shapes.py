"""RSS 2.0 and Atom as feedgen writes them: it is asked once for every shape of entry and of feed, and values fill it.

Two entries have one shape when they have the same values absent and as many categories. What comes out is byte for
byte what feedgen itself writes (a property test holds it), at a hundredth of the cost.
"""

import hashlib
import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import format_datetime
from functools import cache, lru_cache
from html import escape
from operator import itemgetter
from typing import Any, NamedTuple

import orjson

from generator.render.feeds.catalogue import ATOM, RSS
from generator.render.feeds.text import clean
from generator.render.placeholders import Cut, cut, is_plain, sentinel
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
    """Hexadecimal digits, as in ``commit``; both may be empty."""
    commit: str
    categories: tuple[tuple[str, str], ...]
    """(term, label)"""

    @property
    def is_amended(self) -> bool:
        """Whether it changed after it was published: one date is enough of what did not."""
        return self.updated != self.published


class HeadWords(NamedTuple):
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


Entry = tuple[bytes, bytes, bytes, bytes]
"""Its texts: ``<item>`` of RSS and ``<entry>`` of Atom, and a JSON object; and its mark, 16 bytes: entries
whose texts differ have different marks."""


def entries(said: Sequence[EntryWords]) -> Iterator[Entry]:
    """Entries, in their order.

    Nearly all are plain, and so they are looked through and encoded together; if one is not, each goes its own way.
    """
    texts = list(itertools.chain.from_iterable(map(_texts, said)))
    if not is_plain("".join(texts)):
        yield from map(entry, said)
        return
    encoded = "\n".join(texts).encode().split(b"\n")  # what is plain holds no line break
    end = 0
    for words in said:
        start, end = end, end + _FIXED + len(words.paragraphs)
        yield _plain_entry(words, encoded[start:end])


def entry(words: EntryWords) -> Entry:
    """One entry, whatever it says."""
    texts = _texts(words)
    if is_plain("".join(texts)):
        return _plain_entry(words, [text.encode() for text in texts])
    return _any_entry(words)


def head(kind: str, words: HeadWords) -> tuple[bytes, bytes]:
    """A document up to its first entry, and what follows the last."""
    values = _head_values(words)
    shape = _head_shape(kind, words.is_archive, tuple(map(bool, values)))
    text = shape.fill(list(map(clean, values))).encode()
    before, end, after = text.rpartition(b"</feed>" if kind == ATOM else b"</channel>")
    return before, end + after


def written_entry(words: EntryWords) -> list[str]:
    """The texts of an entry as feedgen and orjson write them."""
    return [_written_xml(RSS, words), _written_xml(ATOM, words), _written_json(words)]


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
    if kind == RSS or words.is_amended:
        item.published(words.published)
    item.updated(words.updated)
    item.content(_body(words), type="html")
    item.origin.commit = words.commit
    item.origin.updated = words.updated if words.is_amended else None
    for set_required in (made.title, made.description, made.id):
        set_required("-")
    made.link(href="-")
    made.updated(_FIRST)
    if kind == ATOM:
        return _between(made.atom_str().decode(), "<entry>", "</feed>")
    return _between(made.rss_str().decode(), "<item>", "</channel>")


def _written_json(words: EntryWords) -> str:
    """An item of JSON Feed 1.1."""
    origin = {"sha256": words.sha256, "commit": words.commit}
    item = {
        "id": words.id,
        "url": words.url,
        "title": words.title,
        "content_html": _body(words),
        "date_published": words.published.isoformat(),
        **({"date_modified": words.updated.isoformat()} if words.is_amended else {}),
        "authors": [{"name": words.author}],
        "tags": [label for _, label in words.categories],
        "_gongkai": {name: value for name, value in origin.items() if value},
    }
    return orjson.dumps(item).decode()


def _body(words: EntryWords) -> str:
    return "<br>".join(escape(line, quote=False) for line in words.paragraphs)


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
    text: bytes = made.atom_str() if kind == ATOM else made.rss_str()
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


_FIXED = 3
"""Texts that every entry has, besides its paragraphs."""


def _texts(words: EntryWords) -> tuple[str, ...]:
    """What an entry says that could be anything."""
    return (words.id, words.title, words.url, *words.paragraphs)


@dataclass(frozen=True, slots=True)
class _Common:
    """What a body says in every entry under one topic: its name and the categories."""

    texts: tuple[str, ...]
    is_there: tuple[bool, ...]
    plain: tuple[bytes, ...] | None
    """In UTF-8; None when they are not plain."""


@lru_cache(maxsize=1024)
def _common(author: str, categories: tuple[tuple[str, str], ...]) -> _Common:
    texts = tuple(map(clean, (author, *itertools.chain.from_iterable(categories))))
    plain = tuple([text.encode() for text in texts]) if is_plain("".join(texts)) else None
    return _Common(texts, tuple(map(bool, texts)), plain)


_Format = tuple[bytes, Callable[[Sequence[bytes]], tuple[bytes, ...]]]
"""A text in one format as a format of ``%``; values → what fills it, since most stand in several slots."""


@dataclass(frozen=True, slots=True)
class _EntryShape:
    """The values are texts, times, digest and commit, and what is common, in this order."""

    cuts: tuple[Cut, Cut, Cut]
    """Of RSS, Atom, JSON."""
    formats: tuple[_Format, _Format, _Format]


def _plain_entry(words: EntryWords, texts: Sequence[bytes]) -> Entry:
    """An entry whose texts are plain; here they are in UTF-8."""
    common = _common(words.author, words.categories)
    if common.plain is None:
        return _any_entry(words)
    shape = _shape_of(words, common)
    origin = (words.sha256.encode(), words.commit.encode())
    values = (*texts, *_times(words.published, words.updated), *origin, *common.plain)
    (rss, in_rss), (atom, in_atom), (json, in_json) = shape.formats
    return _marked(rss % in_rss(values), atom % in_atom(values), json % in_json(values))


def _any_entry(words: EntryWords) -> Entry:
    common = _common(words.author, words.categories)
    times = [time.decode() for time in _times(words.published, words.updated)]
    values = [*map(clean, _texts(words)), *times, words.sha256, words.commit, *common.texts]
    rss, atom, json = [shape.fill(values).encode() for shape in _shape_of(words, common).cuts]
    return _marked(rss, atom, json)


def _marked(rss: bytes, atom: bytes, json: bytes) -> Entry:
    return rss, atom, json, mark_of_texts(rss + atom + json)


def mark_of_texts(texts: bytes) -> bytes:
    """The mark of an entry, of its three texts one after the other."""
    return hashlib.sha256(texts).digest()[:16]


@lru_cache(maxsize=4096)
def _times(published: datetime, updated: datetime) -> tuple[bytes, bytes, bytes]:
    return _rfc_2822(published).encode(), _iso(published).encode(), _iso(updated).encode()


def _shape_of(words: EntryWords, common: _Common) -> _EntryShape:
    is_there = (words.id != "", words.title != "", words.url != "", words.sha256 != "", words.commit != "")
    return _entry_shape(is_there, len(words.paragraphs), common.is_there, words.is_amended)


@lru_cache(maxsize=4096)
def _entry_shape(
    is_there: tuple[bool, ...], paragraphs: int, common: tuple[bool, ...], is_amended: bool
) -> _EntryShape:
    texts, origin, lines = is_there[:_FIXED], is_there[_FIXED:], (True,) * paragraphs
    times = (False,) * len(_TIMES)  # marks stand for them
    found = list(_sentinels((*texts, *lines, *times, *origin, *common)))
    id_, title, url = found[:_FIXED]
    sha256, commit, author, *said = found[_FIXED + paragraphs + len(times) :]
    categories = tuple(zip(said[::2], said[1::2], strict=True))
    words = EntryWords(
        id_,
        title,
        url,
        author,
        tuple(found[_FIXED:][:paragraphs]),
        _FIRST,
        _SECOND if is_amended else _FIRST,
        sha256,
        commit,
        categories,
    )
    marks = dict(zip(_TIMES, itertools.count(_FIXED + paragraphs)))
    rss, atom, json = [cut(text, marks) for text in written_entry(words)]
    return _EntryShape((rss, atom, json), (_format_of(rss), _format_of(atom), _format_of(json)))


def _format_of(shape: Cut) -> _Format:
    return shape.encoded, itemgetter(*shape.numbers)


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
    from feedgen.feed import FeedGenerator

    from generator.render.feeds.extensions import OriginEntryExtension, OriginExtension, PagingExtension

    made = FeedGenerator()
    made.load_extension("dc", atom=False)  # RSS' own <author> must be a mail address
    made.register_extension("origin", OriginExtension, OriginEntryExtension)
    made.register_extension("paging", PagingExtension)
    return made


def _between(text: str, start: str, end: str) -> str:
    """Nothing but the element itself can read ``<item>``: what an entry says is escaped."""
    return text[text.index(start) : text.rindex(end)]
