"""The first look at a file or a value: a few searches over its bytes, which find nothing in nearly every one.

If they find nothing, the full search for private data and hostile text would find nothing; otherwise it must be made.
"""

import re

_ORDINARY = (
    *b"\n\x1f !\"#$%&'()*+,-./0123456789:;=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~",
    *range(0x80, 0xC0),  # later bytes of a character
    *b"\xc3\xe2\xe3\xe4\xe5\xe6\xe7\xe8\xe9\xef",  # first bytes of Latin letters, Han characters, Chinese punctuation
)
"""Bytes of ordinary text: no control characters but the separator of texts, no @, no <."""
_SEPARATOR = b"\x1f"
_ODD = b"@"
_SIGNS = bytes(byte if byte in _ORDINARY else _ODD[0] for byte in range(256)).lower()
"""Translation table: ordinary bytes in lower case, all others as @."""
_ODD_FORMS = (
    (b"\xef", re.compile(rb"\xef(?!\xbc[\x81-\x8c\x8e\x8f\x9a-\x9f]|\xbd\x9e)")),  # except ！ to ？ and ～
    (b"\xe3", re.compile(rb"\xe3(?!\x80[\x81-\xa9\xae-\xbf])")),  # except 、 to 〿 (tone marks are odd)
    (b"\xe2", re.compile(rb"\xe2(?!\x80[\x90-\x96\x98-\xa7])")),  # except ‐ to ‧
)
"""(first byte of ordinary and odd characters, regex that finds the odd ones).

Odd are all that become a digit or an @ in plain form, and invisible ones.
"""
_TELLING_SIGNS = (b"script", b"text/html")
_HANDLERS = (b"onerror", b"onload", b"onclick", b"onfocus", b"onmouse")
"""Event handlers of HTML; looked for if there is an equals sign."""

_APART = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz,;|\n\x1f" + bytes(range(0xE4, 0xEA))
"""Bytes that never stand within one number: letters, separators of cells and lines, a Han character's first byte."""
_BETWEEN = bytes(byte for byte in range(256) if byte not in _APART and not 0x30 <= byte <= 0x39)
"""Bytes that may stand within a number; also the later bytes of Han characters, whose first byte may not."""
_AT_ENDS = b" \t#>"
"""Bytes at the ends of a line or cell over which a number may continue in the next."""
_ALIKE = bytes.maketrans(b"123456789;|", b"000000000,,")
_LONG = 15
"""Least digits of any private number but a mobile's."""
_ROW_BEGINS = re.compile(rb"\n(?=20[0-9]{2}-[0-9]{2}(?:-[0-9]{2})?(?![0-9-]))")
"""A line end before a date, over which no number continues."""
_OVER_LINES = re.compile(rb"(?<!0)0*+(?:\n0++)+")
_IN_CELLS = re.compile(rb"[0-9]{6} ?[,;|] ?(?:18[5-9]|19|200|201[01])[0-9]|[0-9]{14} ?[,;|] ?[0-9]{3}")
"""An ID number with one part per cell."""
_MOBILE = re.compile(rb"1[3-9][0-9]{9}")
"""Eleven digits in any grouping, all of which count beside a word for telephone; in a text without ``_BETWEEN``."""
_SPELT = re.compile(rb"%[0-9A-Fa-f]{2}|&#|&[A-Za-z]{2,31};")
_SPELT_AT = re.compile(rb"at ?[)\]}\xef\xe3]")


def clear_text(data: bytes) -> str | None:
    """The text of a file if nothing in it is unseen, private or hostile; None if that is not known yet."""
    if may_be_faulty(data) or data.find(_SEPARATOR) >= 0:
        return None
    try:
        return data.decode()
    except UnicodeDecodeError:
        return None


def may_be_faulty(data: bytes) -> bool:
    """Whether a text in UTF-8 may hold anything unseen, private or hostile.

    ``find`` is used because ``in`` first tries to take its operand for an integer, and an exception is slow.
    """
    signs = data.translate(_SIGNS)
    return (
        signs.find(_ODD) >= 0
        or any(data.find(first) >= 0 and form.search(data) for first, form in _ODD_FORMS)
        or _may_be_private(data, signs)
        or max(map(signs.find, _TELLING_SIGNS)) >= 0
        or (signs.find(b"=") >= 0 and max(map(signs.find, _HANDLERS)) >= 0)
    )


def _may_be_private(data: bytes, small: bytes) -> bool:
    close = data.translate(None, _BETWEEN)
    return (
        _MOBILE.search(close) is not None
        or close.translate(_ALIKE).find(b"0" * _LONG) >= 0
        or _may_go_over(data)
        or (max(data.find(b"%"), data.find(b"&")) >= 0 and _SPELT.search(data) is not None)
        or (small.find(b"at") >= 0 and _SPELT_AT.search(small) is not None)
        or max(small.find(b"e10"), small.find(b"e+10")) >= 0
    )


def _may_go_over(data: bytes) -> bool:
    """Whether a number may continue from one line or cell into the next."""
    plain = data.translate(_ALIKE, _AT_ENDS)
    if plain.find(b"000000,000") >= 0 and _IN_CELLS.search(data):
        return True
    if plain.find(b"0\n0") < 0:
        return False
    close = _ROW_BEGINS.sub(b",", data).translate(None, _BETWEEN)
    longest = max(
        (found[0].count(b"0") for found in _OVER_LINES.finditer(close.translate(_ALIKE))), default=0
    )
    return longest >= _LONG or _MOBILE.search(close.replace(b"\n", b"")) is not None
