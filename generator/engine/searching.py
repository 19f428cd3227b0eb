"""The search index of a build: shares put together, or what changed of them replaced where they stand."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.engine.cache import Cache
from generator.engine.jobs import Published
from generator.engine.output import Target, Written
from generator.render.column import search_shares
from generator.render.overviews import Overview
from generator.render.search import IndexedPart, merge, update


@dataclass(frozen=True)
class Entry:
    """What the cache keeps: the shares that the standing index was made of, and its files."""

    parts: tuple[IndexedPart, ...]
    index: Mapping[str, Written]
    own: Mapping[str, Written]
    """Files of the shares that belong to no county."""


_NOTHING = Entry((), {}, {})


def build_index(
    counties: Sequence[IndexedPart],
    drawn: Overview,
    site: Path,
    there: Mapping[str, tuple[int, int]],
    cache: Cache,
    open_target: Callable[[Mapping[str, Written]], Target],
) -> Published:
    """Stage the files of the index that differ from the standing ones."""
    found = cache.load("search")
    entry = found if isinstance(found, Entry) else _NOTHING
    written = {**entry.index, **entry.own}
    known = {address: file for address, file in written.items() if there.get(address) == file.stat}
    target = open_target(known)
    shares = search_shares(drawn)
    parts = (*counties, *(share.part for share in shares))
    stands = bool(entry.index) and known.keys() >= entry.index.keys()
    changed = update(entry.parts, parts, lambda address: (site / address).read_bytes()) if stands else None
    index: dict[str, Written] = dict(entry.index) if changed is not None else {}
    for address, data in (merge(parts) if changed is None else changed).items():
        if data is None:
            index.pop(address, None)
        else:
            index[address] = target.put(address, data)
    own = {address: target.put(address, data) for share in shares for address, data in share.files.items()}
    if changed or changed is None or own != entry.own or parts != entry.parts:
        cache.store("search", Entry(parts, index, own))
    return Published({**index, **own})
