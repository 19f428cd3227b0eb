"""Two versions of a long text, cut to where they differ: a page tells a change of a document, the data tell all of it."""

from collections.abc import Iterable

_MOST = 400
"""Characters of both together that are told whole."""
_AROUND = 20
"""Characters told before and after the part that differs."""
_LONGEST = 200
"""Most characters told of one version."""
_CUT = "……"


def excerpts(old: str, new: str) -> tuple[str, str]:
    """Returns the parts in which two versions differ, with a few words around them; short versions whole."""
    if len(old) + len(new) <= _MOST:
        return old, new
    if not old or not new:
        return _excerpt(old, 0, len(old)), _excerpt(new, 0, len(new))
    same = _alike(old, new)
    rest = min(len(old), len(new)) - same
    alike = min(rest, _alike(reversed(old), reversed(new)))
    start = max(0, same - _AROUND)
    ends = (len(old) - alike + _AROUND, len(new) - alike + _AROUND)
    return _excerpt(old, start, ends[0]), _excerpt(new, start, ends[1])


def _excerpt(text: str, start: int, end: int) -> str:
    """Returns a part of a text, marked where something is left out; a long part is cut."""
    end = min(end, start + _LONGEST, len(text))
    before, after = _CUT if start > 0 else "", _CUT if end < len(text) else ""
    return f"{before}{text[start:end].strip()}{after}"


def _alike(one: Iterable[str], other: Iterable[str]) -> int:
    """Returns how many characters two texts begin with in common."""
    number = 0
    for mark, same in zip(one, other, strict=False):
        if mark != same:
            break
        number += 1
    return number
