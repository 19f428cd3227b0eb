"""One part → its share of the index, and the two files that are fetched for it alone.

A posting is two characters: the record's place in its part, and where in the record the gram stands. Numbers are
written as characters from the space upwards, so that the small ones take one byte in UTF-8 and tab and line feed stay
free to separate. The highest stays below the surrogates (U+D800).
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
"""Characters of fields in one record; a longer field is searched as running text."""
DOCUMENTS = frozenset(("cases", "policies", "notices"))
_TAG = re.compile(r"<[^>]*>")


def _every_mark() -> str:
    """Put together as UTF-16: one by one they take thirty times as long, at the start of every build."""
    high = b"".join(bytes((number,)) * 0x100 for number in range(0xD8))
    pairs = bytearray(2 * len(high))
    pairs[::2], pairs[1::2] = bytes(range(0x100)) * 0xD8, high
    return pairs.decode("utf-16-le")


_MARKS = _every_mark()
"""Every character that a posting may hold, at its number."""
_STATUSES = len(Status)
_DIRECTION = {direction: at for at, direction in enumerate(Direction)}
_STATUS = {status: at for at, status in enumerate(Status)}


_Standing = tuple[str, int, FieldClass]
"""A normalised field, where it begins in its record, and its class."""


@dataclass(frozen=True, slots=True)
class PartHead:
    """What the index needs to know of every part, whichever part changed."""

    key: str
    name: str
    short_name: str
    city: str
    folders: tuple[str, ...]
    """Of each record."""
    projects: tuple[str, ...]
    """What follows the county's code in the numbers of its projects, e.g. 2020-03."""
    facets: str
    """One character a project: direction and status."""
    field_size: int
    """Characters of ``IndexedPart.fields``."""
    prose_size: int
    digest: str
    """Differs where anything of the part does, its two files included."""


@dataclass(frozen=True, slots=True)
class IndexedPart:
    """A part's share of the index; picklable."""

    head: PartHead
    fields: str
    """Lines of gram, tab, postings."""
    prose: str
    """The grams of the running text, one a line."""


@dataclass(frozen=True, slots=True)
class Share:
    """What one part brings: its share of the index, and the files that are its own."""

    part: IndexedPart
    files: Mapping[str, bytes]
    """``search/r/<key>.json``: what a result shows, and the fields that a match is checked against;
    ``search/t/<key>.json``: the running text of each record."""


def part_files(key: str) -> tuple[str, str]:
    """Addresses of the two files that are fetched for a part alone."""
    return f"search/r/{key}.json", f"search/t/{key}.json"


def index_part(part: SearchPart) -> Share:
    """One part's share; looks at nothing but the part."""
    standing: defaultdict[_Standing, list[str]] = defaultdict(list)
    texts = []
    for at, record in enumerate(part.records):
        overlong = _stand(record, chr(SPACE + at), standing)
        texts.append("\n".join((_plain(record), *overlong)).strip())
    fields = "\n".join(map("\t".join, _postings(standing).items()))
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
    """Fields, running text and facets all stand in the two files."""
    found = sha256("\0".join((part.key, part.name, part.short_name, part.city)).encode())
    for record in part.records:
        found.update(record.folder.encode() + b"\0")
    for data in files.values():
        found.update(data)
    return found.hexdigest()[:16]


def prose_grams(texts: Iterable[str]) -> Iterable[str]:
    """Every two neighbouring characters of any text, every last character, and the grams of long numbers; once each."""
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
    """Running text without marks: documents are Markdown, all else is text as it was typed."""
    if record.folder not in DOCUMENTS:
        return record.prose
    return unescape(_TAG.sub("", prose(record.prose)))


def _stand(record: SearchRecord, place: str, standing: defaultdict[_Standing, list[str]]) -> list[str]:
    """Note where each field of a record stands; returns the fields there was no room for."""
    overlong = []
    position = 0
    for kind, field in record.fields:
        text = normalise(field)
        if position + len(text) > _ROOM:
            overlong.append(field)
            continue
        standing[text, position, kind].append(place)
        position += len(text) + 1
    return overlong


def _postings(standing: Mapping[_Standing, list[str]]) -> Mapping[str, str]:
    """Gram → its postings. A field that several records hold in the same place is cut into grams once."""
    postings: defaultdict[str, str] = defaultdict(str)
    for (text, position, kind), places in standing.items():
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
    """Where each gram of a field stands.

    That is one number: place in the record (16 a character), class, whether it begins (2) and whether it ends (1) the
    field.

    Args:
        number: of a gram in the middle of a field that begins in the same place.
        length: characters of the field, which is how many grams it has.
        ending: how many of the grams, the last ones, end it.
    """
    middle, stop = length - ending, number + length * 16
    marks = _MARKS[number : number + middle * 16 : 16] + _MARKS[number + middle * 16 + 1 : stop + 1 : 16]
    return chr(ord(marks[0]) + 2) + marks[1:] if marks else ""


@lru_cache(maxsize=4096)
def _cut(text: str) -> tuple[list[str], int]:
    """The grams of a field, and how many of them reach to its end."""
    found = grams(text)
    ending = sum(len(gram) == rest for rest, gram in enumerate(reversed(found[-LONGEST:]), 1))
    return found, ending


def _result(record: SearchRecord) -> list[str | int | list[str]]:
    """id, title, note, 万元, direction, status (-1 without), then the fields of each class."""
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


def _json(value: object) -> bytes:
    return orjson.dumps(value)
