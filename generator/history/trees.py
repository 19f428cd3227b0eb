"""Trees of git's as the entries of folders, read from their bytes.

One commit after another holds the same thousand counties: an object for each of their entries would take most of the time.
"""

import os
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import zip_longest

from generator.history.blobs import Blob, Entries
from generator.history.unreadable import UnreadableError

_ENTRY = re.compile(rb"[0-7]+ [^\0]+\0.{20}", re.DOTALL)
"""Mode, name and id."""
_ID = 20
_FOLDER, _LINK, _SUBMODULE = 0o040000, 0o120000, 0o160000
_KIND = 0o170000


def entries_of(tree: bytes) -> Entries:
    """Returns the entries of a tree object.

    Raises:
        UnreadableError: it is none.
    """
    return _entries(_written(tree))


def differing(old: bytes, new: bytes) -> tuple[Entries, Entries]:
    """Returns the entries of two tree objects without those that are in both."""
    apart = [pair for pair in zip_longest(_written(old), _written(new)) if pair[0] != pair[1]]
    went, came = [one for one, _ in apart if one], [other for _, other in apart if other]
    stayed = set(went).intersection(came)
    return (
        _entries(entry for entry in went if entry not in stayed),
        _entries(entry for entry in came if entry not in stayed),
    )


@lru_cache(maxsize=8)
def _written(tree: bytes) -> Sequence[bytes]:
    """The entries in their order; a commit's are asked for again with the next."""
    found = _ENTRY.findall(tree)
    if sum(map(len, found)) != len(tree):
        raise UnreadableError("仓库里有一个文件夹的清单已经损坏")
    return found


def _entries(written: Iterable[bytes]) -> Entries:
    return dict(map(_entry, written))


def _entry(written: bytes) -> tuple[tuple[str, bool], Blob]:
    mode, _, name = written[: -_ID - 1].partition(b" ")
    kind = int(mode, 8) & _KIND
    return (os.fsdecode(name), kind == _FOLDER), Blob(written[-_ID:].hex(), kind not in {_LINK, _SUBMODULE})
