"""Text as it is compared, and the grams it is indexed by. The same rules stand in overrides/assets/search-core.js.

A gram starts at every character. It holds two characters; inside a run of ASCII letters and digits (codes, amounts) up
to four, since two digits say next to nothing; a run of one is followed by its neighbour. The last character is a gram by itself.
"""

import re
import unicodedata
from functools import lru_cache
from operator import add

_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_FULL_WIDTH = tuple((mark, unicodedata.normalize("NFKC", mark)) for mark in "，；：（）？！％")
"""The marks that stand in every Chinese text. NFKC takes a text without them as it is, and one with them apart, at
thirty times the cost."""
_THOUSANDS = re.compile(r"([0-9]),(?=[0-9]{3})")
_RUN = re.compile(r"[0-9a-z.\-]+")
_PAIR = re.compile(r"[0-9a-z.\-]{2}")
LONGEST = 4
"""Characters of a gram inside an ASCII run."""


def normalise_once(text: str) -> str:
    """NFKC, lower case, no unseen characters, one space for any blank, no comma between thousands."""
    seen = _UNSEEN.sub("", text)
    for mark, plain in _FULL_WIDTH:
        seen = seen.replace(mark, plain)
    folded = unicodedata.normalize("NFKC", seen).lower()
    return _THOUSANDS.sub(r"\1", " ".join(folded.split()))


normalise = lru_cache(maxsize=4096)(normalise_once)
"""The same for fields, which repeat: contractors, units, posts."""


def grams(text: str) -> list[str]:
    """The gram that starts at each character of a normalised text."""
    found = [*map(add, text, text[1:]), *text[-1:]]
    for run in _RUN.finditer(text):
        start, end = run.span()
        for at in range(start, end - 1):
            found[at] = text[at : min(at + LONGEST, end)]
    return found


def long_grams(text: str) -> list[str]:
    """The grams of four characters: long numbers and codes are looked up by them in running text as well."""
    runs = (run[0] for run in _RUN.finditer(text) if len(run[0]) >= LONGEST)
    return [run[at : at + LONGEST] for run in runs for at in range(len(run) - LONGEST + 1)]


def shard_key(gram: str) -> int:
    """What decides a gram's shard: its first character, so that one character can be searched as well.

    Letters and digits begin too many grams: of two that follow each other, both decide.
    """
    first = ord(gram[0])
    return first * 128 + ord(gram[1]) if _PAIR.match(gram) else first
