"""Whether private values stand in bytes: however they are escaped or grouped there, and as digests.

Unlike ``private_values.bare`` it does not run a whole file together: in a province of many numbers, eleven digits in a
row would be met by chance.
"""

import hashlib
import html
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

import numpy as np

from tests.support.private_values import Written

_BETWEEN = "[\\s\u00ad\u00b7\u200b-\u200f\u2010-\u2015\u2060\u2212\ufeff\\-./_*()<>wbr]{0,6}"
_NUMBER = re.compile(rf"\d(?:{_BETWEEN}\d){{10,}}[Xx]?", re.ASCII)
_MAIL = re.compile(r"[\w.+-]+\s{0,3}@\s{0,3}[\w.-]+")
_HEX = re.compile(r"[0-9a-f]{12,}")
_NO_DIGIT = re.compile(r"[^0-9Xx]")
_HEX_SHOWN, _BYTES_SHOWN = 12, 8
"""How much of a digest gives it away: 12 of its hexadecimal digits, 8 of its bytes."""
_OTHER_DIGITS = {
    number: str(digit)
    for number in range(0x80, sys.maxunicode + 1)
    if (digit := unicodedata.digit(chr(number), None)) is not None
}
_ESCAPED = re.compile(r"\\(?:u([0-9a-fA-F]{4})|[ntr])")


@dataclass
class Leaks:
    """The values to look for, each with a name for the message of a test."""

    numbers: dict[str, str] = field(default_factory=dict)
    mails: dict[str, str] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    _sizes: list[int] = field(default_factory=list)
    _hex: dict[str, str] = field(default_factory=dict)
    _prefixes: "np.ndarray[tuple[int], np.dtype[np.uint64]]" = field(
        default_factory=lambda: np.array([], np.uint64)
    )

    @classmethod
    def of(cls, texts: Iterable[tuple[str, Written]]) -> "Leaks":
        """From (name, text that holds a value)."""
        made = cls()
        for name, text in texts:
            small, large = text.value.lower(), text.value.upper()
            if "@" in small:
                made.mails[small] = name
            else:
                made.numbers[large] = name
            for form in {str(text), text.strip(), text.value, small, large}:
                made.digests |= dict.fromkeys(_digests(form), f"digest of {name}")
        made._sizes = sorted({len(number) for number in made.numbers})
        made._prefixes = np.array(
            sorted(int.from_bytes(bytes.fromhex(digest)[:_BYTES_SHOWN], "little") for digest in made.digests),
            dtype=np.uint64,
        )
        made._hex = {digest[:_HEX_SHOWN]: name for digest, name in made.digests.items()}
        return made

    def within(self, data: bytes) -> set[str]:
        """Names of the values that stand in these bytes."""
        found = {name for text in _readings(data) for name in self._in_text(text)}
        return found | self._in_bytes(data)

    def _in_text(self, text: str) -> Iterator[str]:
        for run in _NUMBER.findall(text):
            digits = _NO_DIGIT.sub("", run).upper()
            for size in self._sizes:
                for start in range(len(digits) - size + 1):
                    name = self.numbers.get(digits[start : start + size])
                    if name is not None:
                        yield name
        if "@" in text:
            for mail in _MAIL.findall(text):
                bare = "".join(mail.split()).lower()
                yield from (name for value, name in self.mails.items() if value in bare)
        for run in _HEX.findall(text):
            for start in range(len(run) - _HEX_SHOWN + 1):
                name = self._hex.get(run[start : start + _HEX_SHOWN])
                if name is not None:
                    yield name

    def _in_bytes(self, data: bytes) -> set[str]:
        """Digests kept as bytes."""
        for shift in range(_BYTES_SHOWN):
            size = (len(data) - shift) // _BYTES_SHOWN
            if size < 1:
                break
            words = np.frombuffer(data, np.uint64, size, shift)
            near = np.searchsorted(self._prefixes, words).clip(max=len(self._prefixes) - 1)
            if (self._prefixes[near] == words).any():
                return {"digest of a value, as bytes"}
        return set()


def _digests(value: str) -> list[str]:
    kinds = (hashlib.md5, hashlib.sha1, hashlib.sha256, hashlib.sha512, hashlib.blake2b)
    return [kind(value.encode()).hexdigest() for kind in kinds]


def _readings(data: bytes) -> set[str]:
    """The bytes as text and, as long as that undoes something, without one more layer of escapes."""
    text = data.decode("utf-8", "ignore")
    made = {text}
    for _ in range(3):
        before, text = text, _unescaped(text)
        if text == before:
            break
        made.add(text)
    return {reading if reading.isascii() else _plain(reading) for reading in made}


def _unescaped(text: str) -> str:
    """One layer of HTML's, JSON's and an address' escapes undone."""
    if "\\" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)) if found[1] else " ", text)
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
    if "&" in text:
        text = html.unescape(text)
    return unquote(text) if "%" in text else text


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text)
    return text if _OTHER_DIGITS.keys().isdisjoint(map(ord, set(text))) else text.translate(_OTHER_DIGITS)
