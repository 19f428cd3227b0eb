"""RSS 2.0 and Atom as feedgen writes them: it writes every shape of entry and of feed once, and values are filled in.

Two entries have the same shape if the same values are absent and they have as many paragraphs and categories. The bytes
are those that feedgen writes itself (a property test checks it), in a hundredth of the time.
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
"""Times that no entry has, used as placeholders in a shape."""


class EntryWords(NamedTuple):
    """The values of an entry, neither escaped nor cleaned.

    A named tuple, because making a frozen data class takes three times as long.
    """

    id: str
    title: str
    url: str
    author: str
    paragraphs: tuple[str, ...]
    """Plain text."""
    html: str
    """Safe HTML that follows them; empty for most entries."""
    published: datetime
    updated: datetime
    sha256: str
    """Hexadecimal, as is ``commit``; both may be empty."""
    commit: str
    categories: tuple[tuple[str, str], ...]
    """(term, label)"""

    @property
    def is_amended(self) -> bool:
        """Whether it changed after it was published; if not, only one date is written."""
        return self.updated != self.published


class HeadWords(NamedTuple):
    """The values at the head of a feed document."""

    id: str
    title: str
    description: str
    author: str
    address: str
    """Its own address."""
    page: str
    updated: datetime
    published: datetime
    is_archive: bool
    current: str
    """Address of the subscription document; empty in that document itself."""
    older: str
    newer: str


Entry = tuple[bytes, bytes, bytes, bytes]
"""(``<item>`` of RSS, ``<entry>`` of Atom, JSON object, mark of 16 bytes, which differs if the texts differ)."""


def entries(said: Sequence[EntryWords]) -> Iterator[Entry]:
    """Yields the written entries in their order.

    If all are plain, as usual, they are checked and encoded together, which is faster.
    """
    texts = list(itertools.chain.from_iterable(map(_texts, said)))
    if not is_plain("".join(texts)):
        yield from map(entry, said)
        return
    encoded = "\n".join(texts).encode().split(b"\n")  # plain text has no line break
    end = 0
    for words in said:
        start, end = end, end + _FIXED + len(words.paragraphs)
        yield _plain_entry(words, encoded[start:end])


def entry(words: EntryWords) -> Entry:
    """Writes one entry."""
    texts = _texts(words)
    if is_plain("".join(texts)):
        return _plain_entry(words, [text.encode() for text in texts])
    return _any_entry(words)


def head(kind: str, words: HeadWords) -> tuple[bytes, bytes]:
    """Returns a document's text before its first entry and after its last."""
    values = _head_values(words)
    shape = _head_shape(kind, words.is_archive, tuple(map(bool, values)))
    text = shape.fill(list(map(clean, values))).encode()
    before, end, after = text.rpartition(b"</feed>" if kind == ATOM else b"</channel>")
    return before, end + after


def written_entry(words: EntryWords) -> list[str]:
    """Returns the three texts of an entry as feedgen and orjson write them."""
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
    return "<br>".join(escape(line, quote=False) for line in words.paragraphs) + words.html


def written_head(kind: str, words: HeadWords) -> str:
    """Returns a feed without entries as feedgen writes it."""
    made = _generator()
    made.id(words.id)
    made.title(words.title)
    made.description(words.description)
    made.author({"name": words.author})
    made.link(href=words.address, rel="self", type=kind)
    made.link(href=words.page, rel="alternate", type="text/html")  # feedgen makes the last one RSS' <link>
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


_FIXED = 4
"""Number of texts that every entry has besides its paragraphs."""


def _texts(words: EntryWords) -> tuple[str, ...]:
    """Returns the texts of an entry that may contain anything."""
    return (words.id, words.title, words.url, words.html, *words.paragraphs)


@dataclass(frozen=True, slots=True)
class _Common:
    """What all entries of one author and topic share: author and categories."""

    texts: tuple[str, ...]
    is_there: tuple[bool, ...]
    plain: tuple[bytes, ...] | None
    """``texts`` in UTF-8; None if they are not plain."""


@lru_cache(maxsize=1024)
def _common(author: str, categories: tuple[tuple[str, str], ...]) -> _Common:
    texts = tuple(map(clean, (author, *itertools.chain.from_iterable(categories))))
    plain = tuple([text.encode() for text in texts]) if is_plain("".join(texts)) else None
    return _Common(texts, tuple(map(bool, texts)), plain)


_Format = tuple[bytes, Callable[[Sequence[bytes]], tuple[bytes, ...]]]
"""(``%`` format of a text, function from the values to its arguments, as most values appear several times)."""


@dataclass(frozen=True, slots=True)
class _EntryShape:
    """Shapes to fill with values in this order: texts, times, digest, commit, author, categories."""

    cuts: tuple[Cut, Cut, Cut]
    """RSS, Atom, JSON; ``formats`` too."""
    formats: tuple[_Format, _Format, _Format]


def _plain_entry(words: EntryWords, texts: Sequence[bytes]) -> Entry:
    """Writes an entry whose texts are plain; ``texts`` are in UTF-8."""
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
    """Returns the mark of an entry, given its three texts joined."""
    return hashlib.sha256(texts).digest()[:16]


@lru_cache(maxsize=4096)
def _times(published: datetime, updated: datetime) -> tuple[bytes, bytes, bytes]:
    return _rfc_2822(published).encode(), _iso(published).encode(), _iso(updated).encode()


def _shape_of(words: EntryWords, common: _Common) -> _EntryShape:
    texts = (words.id, words.title, words.url, words.html, words.sha256, words.commit)
    is_there = tuple([text != "" for text in texts])
    return _entry_shape(is_there, len(words.paragraphs), common.is_there, words.is_amended)


@lru_cache(maxsize=4096)
def _entry_shape(
    is_there: tuple[bool, ...], paragraphs: int, common: tuple[bool, ...], is_amended: bool
) -> _EntryShape:
    texts, origin, lines = is_there[:_FIXED], is_there[_FIXED:], (True,) * paragraphs
    times = (False,) * len(_TIMES)  # placeholders below stand for them
    found = list(_sentinels((*texts, *lines, *times, *origin, *common)))
    id_, title, url, html = found[:_FIXED]
    sha256, commit, author, *said = found[_FIXED + paragraphs + len(times) :]
    categories = tuple(zip(said[::2], said[1::2], strict=True))
    words = EntryWords(
        id_,
        title,
        url,
        author,
        tuple(found[_FIXED:][:paragraphs]),
        html,
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
    made.load_extension("dc", atom=False)  # because RSS' <author> must be a mail address
    made.register_extension("origin", OriginExtension, OriginEntryExtension)
    made.register_extension("paging", PagingExtension)
    return made


def _between(text: str, start: str, end: str) -> str:
    """Cuts out an element; its tags cannot occur elsewhere, as an entry's words are escaped."""
    return text[text.index(start) : text.rindex(end)]
