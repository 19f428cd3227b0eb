"""Makes one part's share of the search index, and the two files that belong to the part alone.

A posting is two characters: the index of the record in its part, and the position of the gram in the record. A number n
is written as the character U+0020 + n, so that small ones take one byte in UTF-8, and tab and line feed can separate.
The highest is below the surrogates (U+D800).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from html import unescape
from operator import add

import orjson

from generator.model.codelists import Direction, Status
from generator.render.prose import prose
from generator.render.search.text import LONGEST, grams, long_grams, normalise, normalise_once
from generator.views.search import FieldClass, SearchPart, SearchRecord

SPACE = 0x20
_ROOM = 3_000
"""Most characters of a record's fields; fields beyond are searched as running text."""
DOCUMENTS = frozenset(("cases", "policies", "notices"))
_TAG = re.compile(r"<[^>]*>")


def _every_mark() -> str:
    """Decodes all characters up to U+D7FF from UTF-16, which is thirty times as fast as joining ``chr``."""
    high = b"".join(bytes((number,)) * 0x100 for number in range(0xD8))
    pairs = bytearray(2 * len(high))
    pairs[::2], pairs[1::2] = bytes(range(0x100)) * 0xD8, high
    return pairs.decode("utf-16-le")


_MARKS = _every_mark()
"""Every character of a posting, at its code point."""
_STATUSES = len(Status)
_DIRECTION = {direction: at for at, direction in enumerate(Direction)}
_STATUS = {status: at for at, status in enumerate(Status)}


_Text = tuple[str, int, FieldClass]
"""(normalised field, position in its record, class)."""


@dataclass(frozen=True, slots=True)
class PartHead:
    """What the index needs of every part, changed or not."""

    key: str
    name: str
    short_name: str
    city: str
    folders: tuple[str, ...]
    """Folder of each record."""
    projects: tuple[str, ...]
    """Ids of its projects without the county's code, e.g. 2020-03."""
    facets: str
    """One character for each project: direction and status."""
    field_size: int
    """Characters of ``IndexedPart.fields``."""
    prose_size: int
    digest: str
    """Changes with anything in the part, including its two files."""


@dataclass(frozen=True, slots=True)
class IndexedPart:
    """A part's share of the index; picklable."""

    head: PartHead
    fields: str
    """Lines of gram, tab, postings."""
    prose: str
    """The grams of the running text, one per line."""


@dataclass(frozen=True, slots=True)
class Share:
    """One part's share of the index, and its own files."""

    part: IndexedPart
    files: Mapping[str, bytes]
    """``search/r/<key>.json``: what a result shows, and the fields against which a match is checked;
    ``search/t/<key>.json``: the running text of each record."""


def part_files(key: str) -> tuple[str, str]:
    """Returns the addresses of a part's own two files."""
    return f"search/r/{key}.json", f"search/t/{key}.json"


def index_part(part: SearchPart) -> Share:
    """Makes one part's share; depends on nothing but the part."""
    places_of: defaultdict[_Text, list[str]] = defaultdict(list)
    texts = []
    for at, record in enumerate(part.records):
        overlong = _stand(record, chr(SPACE + at), places_of)
        texts.append("\n".join((_plain(record), *overlong)).strip())
    fields = "\n".join(map("\t".join, _postings(places_of).items()))
    prose = "\n".join(prose_grams(map(normalise_once, texts)))
    own = [record for record in part.records if record.folder == "projects"]
    results = [_result(record) for record in part.records]
    files = dict(zip(part_files(part.key), (_json(results), _json(texts)), strict=True))
    head = PartHead(
        key=part.key,
        name=part.name,
        short_name=part.short_name,
        city=part.city,
        folders=tuple(record.folder for record in part.records),
        projects=tuple(record.id.removeprefix(f"{part.key}-") for record in own),
        facets="".join(map(_facet, own)),
        field_size=len(fields),
        prose_size=len(prose),
        digest=_digest(part, files),
    )
    return Share(IndexedPart(head, fields, prose), files)


def _digest(part: SearchPart, files: Mapping[str, bytes]) -> str:
    """Returns a digest of the part; its fields, running text and facets are in the two files."""
    found = sha256("\0".join((part.key, part.name, part.short_name, part.city)).encode())
    for record in part.records:
        found.update(record.folder.encode() + b"\0")
    for data in files.values():
        found.update(data)
    return found.hexdigest()[:16]


def prose_grams(texts: Iterable[str]) -> Iterable[str]:
    """Returns, once each: every two adjacent characters, every last character, and the grams of long ASCII runs."""
    joined = "\n".join(texts) + "\n"
    grams = dict.fromkeys(map(add, joined, joined[1:]))  # not a set: the order is the same in every run
    ends = [pair for pair in grams if "\n" in pair]
    for pair in ends:
        del grams[pair]
        grams.setdefault(pair.replace("\n", ""))
    grams.update(dict.fromkeys(long_grams(joined)))
    grams.pop("", None)
    return grams


def _plain(record: SearchRecord) -> str:
    """Returns the running text of a record; that of documents is Markdown, whose markup is removed."""
    if record.folder not in DOCUMENTS:
        return record.prose
    return unescape(_TAG.sub("", prose(record.prose)))


def _stand(record: SearchRecord, place: str, places_of: defaultdict[_Text, list[str]]) -> list[str]:
    """Adds the fields of a record to ``places_of``; returns those for which there was no room."""
    overlong = []
    position = 0
    for kind, field in record.fields:
        text = normalise(field)
        if position + len(text) > _ROOM:
            overlong.append(field)
            continue
        places_of[text, position, kind].append(place)
        position += len(text) + 1
    return overlong


def _postings(places_of: Mapping[_Text, list[str]]) -> Mapping[str, str]:
    """Returns gram → postings. A field that several records have at the same position is cut into grams once."""
    postings: defaultdict[str, str] = defaultdict(str)
    for (text, position, kind), places in places_of.items():
        found, ending = _cut(text)
        marks = _marks(SPACE + position * 16 + kind * 4, len(text), ending)
        if len(places) == 1:
            for gram, mark in zip(found, marks, strict=True):
                postings[gram] += places[0] + mark
        else:
            for gram, mark in zip(found, marks, strict=True):
                postings[gram] += mark.join(places) + mark
    return postings


def _marks(number: int, length: int, ending: int) -> str:
    """Returns a character for the position of each gram of a field.

    Its number is 16 × position in the record + 4 × class + 2 if the gram begins the field + 1 if it ends the field.

    Args:
        number: that of the first gram, without the 2.
        length: number of characters, and so of grams, of the field.
        ending: how many of the last grams reach the end of the field.
    """
    middle, stop = length - ending, number + length * 16
    marks = _MARKS[number : number + middle * 16 : 16] + _MARKS[number + middle * 16 + 1 : stop + 1 : 16]
    return chr(ord(marks[0]) + 2) + marks[1:] if marks else ""


@lru_cache(maxsize=4096)
def _cut(text: str) -> tuple[list[str], int]:
    """Returns the grams of a field, and how many of them reach its end."""
    found = grams(text)
    ending = sum(len(gram) == rest for rest, gram in enumerate(reversed(found[-LONGEST:]), 1))
    return found, ending


def _result(record: SearchRecord) -> list[str | int | list[str]]:
    """Returns id, title, note, amount (万元), direction and status (-1: none), then the fields of each class."""
    by_class: list[list[str]] = [[], [], [], []]
    for kind, field in record.fields:
        by_class[kind].append(field)
    direction = -1 if record.direction is None else _DIRECTION[record.direction]
    status = -1 if record.status is None else _STATUS[record.status]
    return [record.id, record.title, record.note, record.amount, direction, status, *by_class]


def _facet(record: SearchRecord) -> str:
    if record.direction is None or record.status is None:
        return " "
    return chr(SPACE + 1 + _DIRECTION[record.direction] * _STATUSES + _STATUS[record.status])


def directions_of(parts: Iterable[PartHead]) -> frozenset[Direction]:
    """The directions of the parts' projects, from their facets."""
    facets = set("".join(part.facets for part in parts)) - {" "}
    return frozenset(list(Direction)[(ord(facet) - SPACE - 1) // _STATUSES] for facet in facets)


def _json(value: object) -> bytes:
    return orjson.dumps(value)
