"""One part → its postings, and the two files that are fetched for it alone.

A posting is two characters: the record's place in its part, and where in the record the gram stands. Numbers are
written as characters from the space upwards, so that the small ones take one byte in UTF-8 and tab and line feed stay
free to separate. The highest stays below the surrogates (U+D800).
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape
from operator import add

from generator.model.codelists import Direction, Status
from generator.render.prose import prose
from generator.render.search.text import grams, normalise, normalise_once
from generator.views.search import SearchPart, SearchRecord

SPACE = 0x20
_ROOM = 3_000
"""Characters of fields in one record; a longer field is searched as running text."""
DOCUMENTS = frozenset(("cases", "policies", "notices"))
_TAG = re.compile(r"<[^>]*>")
_STATUSES = len(Status)
_DIRECTION = {direction: at for at, direction in enumerate(Direction)}
_STATUS = {status: at for at, status in enumerate(Status)}


@dataclass(frozen=True, slots=True)
class IndexedPart:
    """A part's share of the index; small and picklable."""

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
    fields: str
    """Lines of gram, tab, postings; by gram."""
    prose: str
    """The bigrams of the running text, one a line, sorted."""
    results: bytes
    """search/r/<key>.json: what a result shows, and the fields that a match is checked against."""
    texts: bytes
    """search/t/<key>.json: the running text of each record."""


def index_part(part: SearchPart) -> IndexedPart:
    """One part's share; looks at nothing but the part."""
    postings: defaultdict[str, list[str]] = defaultdict(list)
    texts = []
    for at, record in enumerate(part.records):
        overlong = _post(record, chr(SPACE + at), postings)
        texts.append("\n".join((_plain(record), *overlong)).strip())
    own = [record for record in part.records if record.folder == "projects"]
    return IndexedPart(
        key=part.key,
        name=part.name,
        short_name=part.short_name,
        city=part.city,
        folders=tuple(record.folder for record in part.records),
        projects=tuple(record.id.removeprefix(f"{part.key}-") for record in own),
        facets="".join(map(_facet, own)),
        fields="\n".join(f"{gram}\t{''.join(postings[gram])}" for gram in sorted(postings)),
        prose="\n".join(sorted(bigrams(map(normalise_once, texts)))),
        results=_json([_result(record) for record in part.records]),
        texts=_json(texts),
    )


def bigrams(texts: Iterable[str]) -> set[str]:
    """Every two neighbouring characters of any text, and every last character."""
    joined = "\n".join(texts) + "\n"
    return {pair.rstrip("\n") for pair in map(add, joined, joined[1:]) if pair[0] != "\n"}


def _plain(record: SearchRecord) -> str:
    """Running text without marks: documents are Markdown, all else is text as it was typed."""
    if record.folder not in DOCUMENTS:
        return record.prose
    return unescape(_TAG.sub("", prose(record.prose)))


def _post(record: SearchRecord, place: str, postings: defaultdict[str, list[str]]) -> list[str]:
    """Add a record's postings; returns the fields there was no room for."""
    overlong = []
    position = 0
    for kind, field in record.fields:
        text = normalise(field)
        if position + len(text) > _ROOM:
            overlong.append(field)
            continue
        for gram, offset, is_end in grams(text):
            number = (((position + offset) * 4 + kind) * 2 + (offset == 0)) * 2 + is_end
            postings[gram].append(place + chr(SPACE + number))
        position += len(text) + 1
    return overlong


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
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
