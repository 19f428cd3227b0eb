"""What the items of a list go by in labels: what the model says names them, never their place in the list."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum

_LONGEST = 40
"""Characters of a name; a purpose may be a whole paragraph."""
_PLAIN = str.maketrans({"“": "‘", "”": "’", "›": ">"})
"""Marks that have a meaning of their own in labels."""
NamedBy = tuple[str | tuple[str, ...], ...]
"""The fields that name an item, joined; of several in brackets the first that is filled."""


def quoted(texts: Iterable[str]) -> str:
    """The name that an item's texts make, as labels have it: ``“2021 年度评价”``; empty if there are none."""
    name = " ".join(" ".join(texts).translate(_PLAIN).split())
    if not name:
        return ""
    return f"“{name if len(name) <= _LONGEST else f'{name[:_LONGEST]}…'}”"


def told_apart(names: Sequence[str]) -> Iterator[str]:
    """The names of the items of one list, in their order; of equal ones the second becomes ``“设备”（2）``."""
    seen: Counter[str] = Counter()
    for name in names:
        seen[name] += 1
        yield f"{name}（{seen[name]}）" if name and seen[name] > 1 else name


def as_text(value: object) -> str:
    """A value of a record as files have it."""
    if isinstance(value, Enum):
        return str(value.value)
    return "" if value is None else str(value)
