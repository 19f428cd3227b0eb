"""Text as it is compared, and the grams it is indexed by. The same rules stand in overrides/assets/search-core.js.

A gram starts at every character. It holds two characters; inside a run of ASCII letters and digits (codes, amounts) up
to four, since two digits say next to nothing; the last character of a field is a gram by itself.
"""

import re
import unicodedata
from functools import lru_cache

_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_BLANKS = re.compile("[\\s\u0085]+")
_THOUSANDS = re.compile(r"([0-9]),(?=[0-9]{3})")
_RUN = re.compile(r"[0-9a-z.\-]+")
LONGEST = 4
"""Characters of a gram inside an ASCII run."""


def normalise_once(text: str) -> str:
    """NFKC, lower case, no unseen characters, one space for any blank, no comma between thousands."""
    folded = unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).lower()
    return _THOUSANDS.sub(r"\1", _BLANKS.sub(" ", folded)).strip()


normalise = lru_cache(maxsize=4096)(normalise_once)
"""The same for fields, which repeat: contractors, units, posts."""


@lru_cache(maxsize=4096)
def grams(text: str) -> tuple[tuple[str, int, bool], ...]:
    """Gram, its offset in the normalised text, and whether it reaches the text's end; one for every character."""
    ends = [0] * len(text)
    for run in _RUN.finditer(text):
        for at in range(run.start(), run.end()):
            ends[at] = run.end()
    length = len(text)
    found = []
    for at in range(length):
        run_end = ends[at]
        stop = min(run_end, at + LONGEST) if run_end - at > 1 else min(at + 2, length)
        found.append((text[at:stop], at, stop == length))
    return tuple(found)
