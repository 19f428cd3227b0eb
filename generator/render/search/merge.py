"""The shares of all parts → the files below ``search/``.

- ``index.json``: counties, sizes, labels: what a browser needs to read the rest;
- ``s/<n>.txt``: the postings of the grams that fall into shard n; ``s/<n>-<i>.txt``: a long list;
- ``p/<n>.txt``: for the grams of running text, the parts that hold them;
- ``facets.txt``: direction and status of every project;
- ``r/<key>.json``, ``t/<key>.json``: results and running text of one part.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256

from generator.model.codelists import Direction, Status
from generator.render.search.part import SPACE, IndexedPart
from generator.render.search.text import shard_key

HEAVY = 4_096
"""A list of so many characters is a file of its own, read only when nothing rarer decides the query."""
COMMON = 512
"""A gram of running text in so many parts decides nothing: it may be anywhere, and the text itself is looked at."""
EVERYWHERE = "\t"
SHARD = 4_000
"""Characters of a shard, on average."""
_MULTIPLIER = 0x9E3779B1
_FORMAT = 1


def merge(parts: Sequence[IndexedPart]) -> dict[str, bytes]:
    """Root-relative address → bytes of every file of the index; counties first, in the order of ``parts``."""
    files = {"search/facets.txt": "".join(part.facets for part in parts).encode()}
    for part in parts:
        files[f"search/r/{part.key}.json"] = part.results
        files[f"search/t/{part.key}.json"] = part.texts
    fields, prose = _all_fields(parts), _all_prose(parts)
    field_bits, prose_bits = _bits(fields, HEAVY), _bits(prose, COMMON)
    files |= _field_shards(fields, field_bits)
    files |= _prose_shards(prose, prose_bits)
    files["search/index.json"] = _manifest(parts, field_bits, prose_bits)
    return files


def shard_of(gram: str, bits: int) -> int:
    """The number of a gram's shard among 2**bits."""
    return (shard_key(gram) * _MULTIPLIER & 0xFFFFFFFF) >> (32 - bits)


def _all_fields(parts: Iterable[IndexedPart]) -> dict[str, str]:
    """Gram → its postings over all parts: part, number of postings, postings; part by part."""
    lists: defaultdict[str, list[str]] = defaultdict(list)
    for at, part in enumerate(parts):
        place = chr(SPACE + at)
        for line in part.fields.split("\n") if part.fields else ():
            gram, _, postings = line.partition("\t")
            lists[gram].append(f"{place}{chr(SPACE + len(postings) // 2)}{postings}")
    return {gram: "".join(found) for gram, found in lists.items()}


def _all_prose(parts: Iterable[IndexedPart]) -> dict[str, str]:
    """Gram of running text → the parts that hold it."""
    lists: defaultdict[str, list[str]] = defaultdict(list)
    for at, part in enumerate(parts):
        place = chr(SPACE + at)
        for gram in part.prose.split("\n") if part.prose else ():
            lists[gram].append(place)
    return {gram: "".join(found) for gram, found in lists.items()}


def _bits(lists: Mapping[str, str], limit: int) -> int:
    """How many shards, as a power of two: between 2³ and 2¹²."""
    size = sum(len(gram) + 2 + (len(found) if len(found) < limit else 8) for gram, found in lists.items())
    return min(max((size // SHARD).bit_length(), 3), 12)


def _field_shards(lists: Mapping[str, str], bits: int) -> Iterator[tuple[str, bytes]]:
    for number, grams in enumerate(_sharded(lists, bits)):
        lines = []
        heavy = 0
        for gram in grams:
            postings = lists[gram]
            if len(postings) >= HEAVY:
                yield f"search/s/{number:x}-{heavy}.txt", postings.encode()
                postings = f"\t{heavy}\t{len(postings)}"
                heavy += 1
            lines.append(f"{gram}\t{postings}")
        yield f"search/s/{number:x}.txt", "\n".join(lines).encode()


def _prose_shards(lists: Mapping[str, str], bits: int) -> Iterator[tuple[str, bytes]]:
    for number, grams in enumerate(_sharded(lists, bits)):
        lines = (f"{gram}\t{lists[gram] if len(lists[gram]) < COMMON else EVERYWHERE}" for gram in grams)
        yield f"search/p/{number:x}.txt", "\n".join(lines).encode()


def _sharded(lists: Mapping[str, str], bits: int) -> list[list[str]]:
    shards: list[list[str]] = [[] for _ in range(1 << bits)]
    for gram in sorted(lists):
        shards[shard_of(gram, bits)].append(gram)
    return shards


def _manifest(parts: Sequence[IndexedPart], field_bits: int, prose_bits: int) -> bytes:
    counties = [part for part in parts if part.key.isdigit()]
    groups = [part for part in parts if part.key.startswith("k")]
    documents = [part for part in parts if part.key.startswith("d")]
    if [*counties, *groups, *documents] != list(parts):
        raise ValueError("counties come first, then contractors, then documents")
    cities = list(dict.fromkeys(part.city for part in counties))
    made = {
        "format": _FORMAT,
        "version": _digest(parts),
        "fieldBits": field_bits,
        "proseBits": prose_bits,
        "directions": [direction.label for direction in Direction],
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
            ]
            for part in counties
        ],
        "contractors": [len(part.folders) for part in groups],
        "documents": [f"{part.folders[0][0]}{part.key}" for part in documents],
    }
    return json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode()


def ranges(numbers: Iterable[str]) -> str:
    """2020-01, 2020-02, 2021-01 → ``2020:1-2;2021:1``; the order is kept."""
    years: list[tuple[str, list[list[int]]]] = []
    for text in numbers:
        year, _, serial = text.partition("-")
        number = int(serial)
        if not years or years[-1][0] != year:
            years.append((year, []))
        spans = years[-1][1]
        if spans and spans[-1][1] == number - 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ";".join(
        f"{year}:{','.join(str(low) if low == high else f'{low}-{high}' for low, high in spans)}"
        for year, spans in years
    )


def _digest(parts: Iterable[IndexedPart]) -> str:
    """Changes whenever a file does: it is asked for with every file, so that no browser mixes two editions."""
    found = sha256()
    for part in parts:
        for piece in (part.key, part.name, part.short_name, part.city, part.facets, part.fields, part.prose):
            found.update(piece.encode() + b"\0")
        found.update(part.results + b"\0" + part.texts + b"\0")
    return found.hexdigest()[:12]
