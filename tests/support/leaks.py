"""Whether private values stand in bytes: however they are escaped or grouped there, and as digests.

Most files are passed over at a glance: their digits, run together, hold the beginning of no value. The others are read
closely. ``private_values.bare`` would not do: in a province of many numbers, eleven digits in a row are met by chance.
"""

import hashlib
import html
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from tests.support.packed_files import opened
from tests.support.private_values import Written

_BETWEEN = "[\\s\u00ad\u00b7\u200b-\u200f\u2010-\u2015\u2060\u2212\ufeff\\-./_*()]{0,6}"
_NUMBER = re.compile(rf"\d(?:{_BETWEEN}\d){{10,}}[Xx]?", re.ASCII)
_MAIL_BLANKS = 3
_MAIL = re.compile(rf"[\w.+-]+\s{{0,{_MAIL_BLANKS}}}@\s{{0,{_MAIL_BLANKS}}}[\w.-]+")
_HEX = re.compile(r"[0-9a-f]{12,}")
_NO_DIGIT = re.compile(r"[^0-9Xx]")
_GLANCE = 11
"""The digits of a value by which it is met at a glance; none has fewer."""
_NO_DIGITS = bytes(set(range(256)) - set(b"0123456789"))
_ESCAPES = {
    b"&": re.compile(rb"&(?:amp;)*(?:#|commat)"),
    b"%": re.compile(rb"[0-9]%|%(?:25)*(?:3[0-9]|40|[Ee][Ff]%[Bb][Cc])"),
    b"\\u": re.compile(rb"\\u"),
}
"""What may stand for a digit or for @, or part digits by others; each by what it cannot be without."""
_HEX_SHOWN, _BYTES_SHOWN = 12, 8
"""How much of a digest gives it away: 12 of its hexadecimal digits, 8 of its bytes."""
_OTHER_DIGITS = {
    number: str(digit)
    for number in range(0x80, sys.maxunicode + 1)
    if (digit := unicodedata.digit(chr(number), None)) is not None
}
_IS_ODD = np.zeros(sys.maxunicode + 1, bool)
"""Of each character, whether it is another digit or a sign of mail: a regular expression takes a hundred times as long."""
_IS_ODD[[*_OTHER_DIGITS, *map(ord, "@＠﹫")]] = True
_PLAIN = np.arange(sys.maxunicode + 1, dtype=np.uint32)
"""Of each character, its usual form, or the digit 0 to 9 that it means."""
_IS_COMPOSED = np.zeros(sys.maxunicode + 1, bool)
"""Of each character, whether its usual form takes more than one or may depend on the one before it."""
_IS_COMBINING = np.zeros(sys.maxunicode + 1, bool)
"""Of each character, whether its usual form depends on the one before it."""
_FEW = 20
"""Different composed characters that are replaced one by one; what packs bytes has hundreds."""
for _code in range(0x80, sys.maxunicode + 1):
    _form = unicodedata.normalize("NFKC", chr(_code))
    if len(_form) > 1 or unicodedata.combining(_form):
        _IS_COMPOSED[_code] = True
        _IS_COMBINING[_code] = any(map(unicodedata.combining, _form))
    else:
        _PLAIN[_code] = ord(_form)
_PLAIN[[*_OTHER_DIGITS]] = [*map(ord, _OTHER_DIGITS.values())]
_OF_ADDRESS = re.compile("%[0-9a-fA-F]{2}(?:%[0-9a-fA-F]{2})*")
"""Begins with a sign of its own, which is looked for many times as fast as a group."""
_ESCAPED = re.compile(r"\\(?:u([0-9a-fA-F]{4})|[ntr])")

_ENDING = np.uint64(2**24 - 1)
_NIBBLES = np.zeros(256, np.uint64)
"""Of each hexadecimal digit, what it means."""
_NIBBLES[[*b"0123456789abcdef"]] = range(16)

_Words = np.ndarray[tuple[int], np.dtype[np.uint64]]


class _Known:
    """Numbers to be met in many: most others are told from them by their last bits, which a table of them tells."""

    def __init__(self, numbers: Iterable[int] = ()) -> None:
        self._numbers: _Words = np.array(sorted(numbers), dtype=np.uint64)
        self._endings = np.zeros(int(_ENDING) + 1, bool)
        self._endings[self._numbers & _ENDING] = True

    def meet(self, found: _Words) -> bool:
        """Whether a number is among those that are known."""
        near = found[self._endings[found & _ENDING]]
        if not len(near):
            return False
        places = np.minimum(np.searchsorted(self._numbers, near), len(self._numbers) - 1)
        return bool((self._numbers[places] == near).any())


@dataclass
class Leaks:
    """The values to look for, each with a name for the message of a test."""

    numbers: dict[str, str] = field(default_factory=dict)
    mails: dict[str, str] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    """Digest of a value, in hexadecimal digits → the value's name; filled where digests are looked for."""
    _sizes: list[int] = field(default_factory=list)
    _around: int = 0
    """Characters before and after an @ in which the longest mail address stands, with blanks."""
    _beginnings: _Known = field(default_factory=_Known)
    _hex: dict[str, str] = field(default_factory=dict)
    _written: _Known = field(default_factory=_Known)
    _prefixes: _Known = field(default_factory=_Known)

    @classmethod
    def of(cls, texts: Iterable[tuple[str, Written]], *, as_digests: bool = False) -> "Leaks":
        """From (name, text that holds a value).

        Args:
            as_digests: whether digests of the values and of the texts are looked for as well.
        """
        made = cls()
        for name, text in texts:
            small, large = text.value.lower(), text.value.upper()
            if "@" in small:
                made.mails[small] = name
            else:
                made.numbers[large] = name
            for form in {str(text), text.strip(), text.value, small, large} if as_digests else ():
                made.digests |= dict.fromkeys(_digests(form), f"digest of {name}")
        made._around = max(map(len, made.mails), default=0) + 2 * _MAIL_BLANKS + 1
        made._sizes = sorted({len(number) for number in made.numbers})
        made._beginnings = _Known(int(number[:_GLANCE]) for number in made.numbers)
        made._prefixes = _Known(
            int.from_bytes(bytes.fromhex(digest)[:_BYTES_SHOWN], "little") for digest in made.digests
        )
        made._hex = {digest[:_HEX_SHOWN]: name for digest, name in made.digests.items()}
        made._written = _Known(int(digest, 16) for digest in made._hex)
        return made

    def within(self, data: bytes) -> set[str]:
        """Names of the values that stand in these bytes."""
        found: set[str] = set()
        data = data.replace(b"<wbr>", b"")
        if self._is_near(data) or _may_be_escaped(data) or _has_odd(data):
            for text in _readings(data):
                if self._is_near(text.encode()):
                    found.update(self._numbers_in(text))
                if "@" in text:
                    found.update(self._mails_in(text))
        if self.digests:
            found |= self._as_text(data.decode("utf-8", "ignore")) | self._as_bytes(data)
        return found

    def in_files(self, files: Mapping[str, bytes]) -> dict[str, list[str]]:
        """Name of a value → the addresses at which, or in which, it stands."""
        found: dict[str, list[str]] = {}
        for address, data in files.items():
            for name in self.within(opened(data)) | self.within(address.encode()):
                found.setdefault(name, []).append(address)
        return dict(sorted(found.items()))

    def _is_near(self, data: bytes) -> bool:
        """Whether its digits, run together, hold the beginning of a value."""
        digits = np.frombuffer(data.translate(None, _NO_DIGITS), np.uint8).astype(np.uint64) - ord("0")
        return self._beginnings.meet(_runs(digits, _GLANCE, 10))

    def _numbers_in(self, text: str) -> Iterator[str]:
        for run in _NUMBER.findall(text):
            digits = _NO_DIGIT.sub("", run).upper()
            for size in self._sizes:
                for start in range(len(digits) - size + 1):
                    name = self.numbers.get(digits[start : start + size])
                    if name is not None:
                        yield name

    def _mails_in(self, text: str) -> Iterator[str]:
        """Looks around each @: a regular expression that begins at every character takes many times as long."""
        around = {text[max(at - self._around, 0) : at + self._around] for at in _places(text, "@")}
        for mail in {mail for piece in around for mail in _MAIL.findall(piece)}:
            bare = "".join(mail.split()).lower()
            yield from (name for value, name in self.mails.items() if value in bare)

    def _as_text(self, text: str) -> set[str]:
        """Digests written in hexadecimal digits."""
        written = _HEX.findall(text)
        digits = _NIBBLES[np.frombuffer("".join(written).encode(), np.uint8)]
        found: set[str] = set()
        for run in written if self._written.meet(_runs(digits, _HEX_SHOWN, 16)) else ():
            for start in range(len(run) - _HEX_SHOWN + 1):
                name = self._hex.get(run[start : start + _HEX_SHOWN])
                if name is not None:
                    found.add(name)
        return found

    def _as_bytes(self, data: bytes) -> set[str]:
        """Digests kept as bytes."""
        for shift in range(_BYTES_SHOWN):
            size = (len(data) - shift) // _BYTES_SHOWN
            if size > 0 and self._prefixes.meet(np.frombuffer(data, np.uint64, size, shift)):
                return {"digest of a value, as bytes"}
        return set()


def _runs(digits: _Words, length: int, base: int) -> _Words:
    """The numbers that so many digits one after the other make, from every place on."""
    size = max(len(digits) - length + 1, 0)
    runs = np.zeros(size, np.uint64)
    for place in range(length if size else 0):
        runs = runs * np.uint64(base) + digits[place : place + size]
    return runs


def _places(text: str, mark: str) -> Iterator[int]:
    """Where a character stands."""
    at = text.find(mark)
    while at >= 0:
        yield at
        at = text.find(mark, at + 1)


def _may_be_escaped(data: bytes) -> bool:
    return any(escape.search(data) for mark, escape in _ESCAPES.items() if mark in data)


def _has_odd(data: bytes) -> bool:
    characters = data.decode("utf-8", "ignore").encode("utf-32-le")
    return bool(_IS_ODD[np.frombuffer(characters, np.uint32)].any())


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
    return _OF_ADDRESS.sub(_unquoted, text) if "%" in text else text


def _unquoted(found: re.Match[str]) -> str:
    """As ``urllib.parse.unquote``, which takes apart all that is not ASCII besides, at a time for each piece."""
    return bytes.fromhex(found[0].replace("%", "")).decode("utf-8", "replace")


def _plain(text: str) -> str:
    """In usual forms, every digit as 0 to 9; looked up in tables, since ``str.translate`` takes ten times as long."""
    codes = np.frombuffer(text.encode("utf-32-le"), np.uint32)
    composed = np.unique(codes[_IS_COMPOSED[codes]])
    if len(composed) > _FEW or _IS_COMBINING[composed].any():
        text = unicodedata.normalize("NFKC", text)
    else:
        for mark in map(chr, composed):
            text = text.replace(mark, unicodedata.normalize("NFKC", mark))
    codes = np.frombuffer(text.encode("utf-32-le"), np.uint32)
    return _PLAIN[codes].tobytes().decode("utf-32-le")
