"""Normalises text for search and cuts it into grams; overrides/assets/search-core.js has the same rules.

A gram starts at every character. It has two characters, or up to four inside a run of ASCII letters and digits (codes,
amounts), as two digits are too common; the last character of a run has its neighbour. The last character of a text is a
gram by itself.
"""

import re
import unicodedata
from functools import lru_cache
from operator import add

_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_FULL_WIDTH = tuple((mark, unicodedata.normalize("NFKC", mark)) for mark in "，；：（）？！％")
"""Common full-width punctuation and what NFKC makes of it. Replaced first, because NFKC is thirty times slower on texts
that it must change."""
_THOUSANDS = re.compile(r"([0-9]),(?=[0-9]{3})")
_RUN = re.compile(r"[0-9a-z.\-]+")
_PAIR = re.compile(r"[0-9a-z.\-]{2}")
LONGEST = 4
"""Most characters of a gram, inside an ASCII run."""


def normalise_once(text: str) -> str:
    """Applies NFKC and lower case, removes invisible characters and commas in numbers, collapses whitespace."""
    seen = _UNSEEN.sub("", text)
    for mark, plain in _FULL_WIDTH:
        seen = seen.replace(mark, plain)
    folded = unicodedata.normalize("NFKC", seen).lower()
    return _THOUSANDS.sub(r"\1", " ".join(folded.split()))


normalise = lru_cache(maxsize=4096)(normalise_once)
"""``normalise_once`` with a cache, for fields, which repeat: contractors, units, posts."""


def grams(text: str) -> list[str]:
    """Returns the gram that starts at each character of a normalised text."""
    found = [*map(add, text, text[1:]), *text[-1:]]
    for run in _RUN.finditer(text):
        start, end = run.span()
        for at in range(start, end - 1):
            found[at] = text[at : min(at + LONGEST, end)]
    return found


def long_grams(text: str) -> list[str]:
    """Returns the grams of four characters in ASCII runs, by which running text is searched for long numbers and codes."""
    runs = (run[0] for run in _RUN.finditer(text) if len(run[0]) >= LONGEST)
    return [run[at : at + LONGEST] for run in runs for at in range(len(run) - LONGEST + 1)]


def shard_key(gram: str) -> int:
    """Returns the number that decides a gram's shard: that of its first character, so that one character can be searched.

    If the first two are both ASCII letters or digits, both decide, because these begin too many grams.
    """
    first = ord(gram[0])
    return first * 128 + ord(gram[1]) if _PAIR.match(gram) else first
