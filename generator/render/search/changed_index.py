"""Updates the files of the search index for a few changed parts.

The result is identical to that of ``merge``: the affected shards are read back, and the entries of the changed parts
are replaced. If parts were added or removed or the number of shards changes, ``merge`` is needed.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from generator.render.search.part import SPACE, IndexedPart, PartHead
from generator.render.search.shards import (
    COMMON,
    EVERYWHERE,
    common_files,
    entry,
    field_bits,
    field_shard,
    postings_of,
    prose_bits,
    prose_shard,
    shard_of,
)

Whole = Callable[[int], IndexedPart]
"""Loads the part at an index, which is needed for changed parts only."""
_Changes = dict[str, dict[int, str]]
"""Gram → index of a part → its new postings; empty if the part no longer has the gram."""


def update(
    before: Sequence[PartHead],
    after: Sequence[PartHead],
    was: Whole,
    now: Whole,
    read: Callable[[str], bytes],
) -> dict[str, bytes | None] | None:
    """Returns address → new bytes, or None for a file to remove; None if everything must be merged anew.

    Args:
        before: the parts from which the present files were made; ``was`` loads them.
        after: the parts of today; ``now`` loads them.
        read: returns the bytes of a present file, by root-relative address.
    """
    bits = field_bits(after), prose_bits(after)
    same = [part.key for part in before] == [part.key for part in after]
    if not same or bits != (field_bits(before), prose_bits(before)):
        return None
    changed = [at for at, part in enumerate(after) if part.digest != before[at].digest]
    fields: _Changes = defaultdict(dict)
    prose: _Changes = defaultdict(dict)
    for at in changed:
        old_part, new_part = was(at), now(at)
        _compare(at, dict(postings_of(old_part)), dict(postings_of(new_part)), fields)
        _compare(at, _marks(old_part), _marks(new_part), prose)
    files: dict[str, bytes | None] = dict(common_files(after)) if changed else {}
    for number, changes in _by_shard(fields, bits[0]).items():
        old = dict(_field_files(number, read))
        lists = _lists(old[f"search/s/{number:x}.txt"], old, number)
        for gram, entries in changes.items():
            _put(lists, gram, _replaced(lists.get(gram, ""), entries, _posting_entries))
        files |= dict.fromkeys(old) | dict(field_shard(number, lists))
    for number, changes in _by_shard(prose, bits[1]).items():
        lists = _lists(read(f"search/p/{number:x}.txt"), {}, number)
        for gram, entries in changes.items():
            _put(lists, gram, _held(lists.get(gram, ""), gram, entries, map(now, range(len(after)))))
        files |= dict(prose_shard(number, lists))
    return files


def _compare(at: int, old: Mapping[str, str], new: Mapping[str, str], changes: _Changes) -> None:
    for gram in old.keys() | new.keys():
        postings = new.get(gram, "")
        if old.get(gram, "") != postings:
            changes[gram][at] = postings


def _marks(part: IndexedPart) -> dict[str, str]:
    return dict.fromkeys(part.prose.split("\n") if part.prose else (), "x")


def _by_shard(changes: _Changes, bits: int) -> Mapping[int, _Changes]:
    shards: defaultdict[int, _Changes] = defaultdict(dict)
    for gram, entries in changes.items():
        shards[shard_of(gram, bits)][gram] = entries
    return shards


def _field_files(number: int, read: Callable[[str], bytes]) -> Iterator[tuple[str, bytes]]:
    """Yields the present files of a shard of fields: the shard and its long lists."""
    shard = read(f"search/s/{number:x}.txt")
    yield f"search/s/{number:x}.txt", shard
    for heavy in range(shard.count(b"\t\t")):
        name = f"search/s/{number:x}-{heavy}.txt"
        yield name, read(name)


def _lists(shard: bytes, files: Mapping[str, bytes], number: int) -> dict[str, str]:
    """Parses a shard: gram → list, including long lists."""
    lists = {}
    for line in shard.decode().split("\n") if shard else ():
        gram, _, found = line.partition("\t")
        if found.startswith("\t") and found != EVERYWHERE:
            found = files[f"search/s/{number:x}-{found.split(chr(9))[1]}.txt"].decode()
        lists[gram] = found
    return lists


def _put(lists: dict[str, str], gram: str, found: str) -> None:
    if found:
        lists[gram] = found
    else:
        lists.pop(gram, None)


def _posting_entries(found: str) -> Iterator[tuple[int, str]]:
    """Yields (index of the part, entry) for each entry of a list."""
    start = 0
    while start < len(found):
        end = start + 2 + 2 * (ord(found[start + 1]) - SPACE)
        yield ord(found[start]) - SPACE, found[start:end]
        start = end


def _replaced(
    found: str, entries: Mapping[int, str], split: Callable[[str], Iterator[tuple[int, str]]]
) -> str:
    """Returns a list with the entries of changed parts replaced."""
    kept = {at: text for at, text in split(found) if at not in entries}
    kept |= {at: entry(at, postings) for at, postings in entries.items() if postings}
    return "".join(kept[at] for at in sorted(kept))


def _held(found: str, gram: str, entries: Mapping[int, str], parts: Iterator[IndexedPart]) -> str:
    """Returns the list of parts that have a gram of running text, after the change."""
    if found == EVERYWHERE and all(entries.values()):
        return EVERYWHERE  # no part lost it
    if found == EVERYWHERE:
        line = f"\n{gram}\n"
        places = [at for at, part in enumerate(parts) if line in f"\n{part.prose}\n"]
    else:
        kept = {ord(place) - SPACE for place in found} - entries.keys()
        places = sorted(kept | {at for at, holds in entries.items() if holds})
    return "".join(chr(SPACE + at) for at in places) if len(places) < COMMON else EVERYWHERE
