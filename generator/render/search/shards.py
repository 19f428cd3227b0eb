"""The shares of all parts → the files below ``search/``.

- ``index.json``: counties, sizes, labels, which a browser needs to read the rest;
- ``s/<n>.txt``: the postings of the grams in shard n; ``s/<n>-<i>.txt``: a long list;
- ``p/<n>.txt``: for grams of running text, the parts that have them;
- ``facets.txt``: direction and status of every project.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256

from generator.model.codelists import Direction, Status
from generator.render.search.part import SPACE, IndexedPart, PartHead, directions_of
from generator.render.search.text import shard_key

HEAVY = 4_096
"""Characters from which a list is a file of its own, which is read only if the query has no rarer gram."""
COMMON = 512
"""Parts from which a gram of running text counts as being everywhere, so that the texts themselves are searched."""
EVERYWHERE = "\t"
FIELD_SHARD, PROSE_SHARD = 8_000, 32_000
"""Characters of shares for each shard, which decide the number of shards."""
_MULTIPLIER = 0x9E3779B1
_FORMAT = 1
_IN_COUNTY = ("counties", "projects", "cases", "policies")
"""Folders of a county's records, in the order in which the browser counts them."""


def merge(parts: Sequence[IndexedPart]) -> dict[str, bytes]:
    """Returns root-relative address → bytes of every file of the index; ``parts`` begin with the counties."""
    heads = [part.head for part in parts]
    files = dict(common_files(heads))
    for number, lists in enumerate(_sharded(field_lists(parts), field_bits(heads))):
        files |= field_shard(number, lists)
    for number, lists in enumerate(_sharded(prose_lists(parts), prose_bits(heads))):
        files |= prose_shard(number, lists)
    return files


def common_files(parts: Sequence[PartHead]) -> Iterator[tuple[str, bytes]]:
    """Yields the files that are not shards."""
    yield "search/facets.txt", "".join(part.facets for part in parts).encode()
    yield "search/index.json", _manifest(parts)


def field_bits(parts: Iterable[PartHead]) -> int:
    """Returns b, for 2**b shards of fields."""
    return _bits(sum(part.field_size for part in parts) // FIELD_SHARD)


def prose_bits(parts: Iterable[PartHead]) -> int:
    """Returns b, for 2**b shards of running text."""
    return _bits(sum(part.prose_size for part in parts) // PROSE_SHARD)


def _bits(shards: int) -> int:
    return min(max(shards.bit_length(), 3), 12)


def shard_of(gram: str, bits: int) -> int:
    """Returns the number of a gram's shard among 2**bits."""
    return (shard_key(gram) * _MULTIPLIER & 0xFFFFFFFF) >> (32 - bits)


def field_lists(parts: Iterable[IndexedPart]) -> dict[str, str]:
    """Returns gram → its entries of all parts, see ``entry``."""
    lists: defaultdict[str, list[str]] = defaultdict(list)
    for at, part in enumerate(parts):
        for gram, postings in postings_of(part):
            lists[gram].append(entry(at, postings))
    return {gram: "".join(found) for gram, found in lists.items()}


def postings_of(part: IndexedPart) -> Iterator[tuple[str, str]]:
    """Yields (gram, postings) of one part."""
    for line in part.fields.split("\n") if part.fields else ():
        gram, _, postings = line.partition("\t")
        yield gram, postings


def entry(at: int, postings: str) -> str:
    """Returns the entry of part number ``at`` in a list: part, number of postings, postings."""
    return f"{chr(SPACE + at)}{chr(SPACE + len(postings) // 2)}{postings}"


def prose_lists(parts: Iterable[IndexedPart]) -> dict[str, str]:
    """Returns gram of running text → the parts that have it, or ``EVERYWHERE``."""
    lists: defaultdict[str, list[str]] = defaultdict(list)
    for at, part in enumerate(parts):
        place = chr(SPACE + at)
        for gram in part.prose.split("\n") if part.prose else ():
            lists[gram].append(place)
    return {gram: "".join(found) if len(found) < COMMON else EVERYWHERE for gram, found in lists.items()}


def _sharded(lists: Mapping[str, str], bits: int) -> list[dict[str, str]]:
    shards: list[dict[str, str]] = [{} for _ in range(1 << bits)]
    for gram, found in lists.items():
        shards[shard_of(gram, bits)][gram] = found
    return shards


def field_shard(number: int, lists: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """Yields the files of one shard of fields: the shard and its long lists."""
    lines = []
    heavy = 0
    for gram in sorted(lists):
        postings = lists[gram]
        if len(postings) >= HEAVY:
            yield f"search/s/{number:x}-{heavy}.txt", postings.encode()
            postings = f"\t{heavy}\t{len(postings)}"
            heavy += 1
        lines.append(f"{gram}\t{postings}")
    yield f"search/s/{number:x}.txt", "\n".join(lines).encode()


def prose_shard(number: int, lists: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """Yields the file of one shard of running text."""
    lines = (f"{gram}\t{lists[gram]}" for gram in sorted(lists))
    yield f"search/p/{number:x}.txt", "\n".join(lines).encode()


def _manifest(parts: Sequence[PartHead]) -> bytes:
    counties = [part for part in parts if part.key.isdigit()]
    groups = [part for part in parts if part.key.startswith("k")]
    documents = [part for part in parts if part.key.startswith("d")]
    if [*counties, *groups, *documents] != list(parts):
        raise ValueError("counties come first, then contractors, then documents")
    for part in counties:
        if part.folders != tuple(sorted(part.folders, key=_IN_COUNTY.index)):
            raise ValueError("a county comes first in its part, then its projects, cases and policies")
    cities = list(dict.fromkeys(part.city for part in counties))
    made = {
        "format": _FORMAT,
        "version": sha256("".join(part.digest for part in parts).encode()).hexdigest()[:12],
        "fieldBits": field_bits(parts),
        "proseBits": prose_bits(parts),
        "directions": [direction.label for direction in Direction.listed(directions_of(parts))],
        "states": [status.label for status in Status],
        "cities": cities,
        "counties": [
            [
                part.key,
                part.name,
                part.short_name,
                cities.index(part.city),
                ranges(part.projects),
                part.folders.count("cases"),
                part.folders.count("policies"),
            ]
            for part in counties
        ],
        "contractors": [len(part.folders) for part in groups],
        "documents": [f"{part.folders[0][0]}{part.key}" for part in documents],
    }
    return json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode()


def ranges(numbers: Iterable[str]) -> str:
    """Shortens 2020-01, 2020-02, 2021-01 to ``2020:1-2;2021:1``; keeps the order.

    Numbers are written with two digits unless they need more; one with more noughts stands as it is (``2020:001-002``).
    """
    years: list[tuple[str, list[list[str]]]] = []
    for text in numbers:
        year, _, serial = text.partition("-")
        usual = str(int(serial))
        number = usual if serial == usual.zfill(2) else serial
        if not years or years[-1][0] != year:
            years.append((year, []))
        spans = years[-1][1]
        if spans and number == str(int(spans[-1][1]) + 1).zfill(_noughts(spans[-1][1])):
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ";".join(
        f"{year}:{','.join(low if low == high else f'{low}-{high}' for low, high in spans)}"
        for year, spans in years
    )


def _noughts(number: str) -> int:
    """Digits to which a number is filled up with noughts; 0: it is not."""
    return len(number) if number.startswith("0") else 0
