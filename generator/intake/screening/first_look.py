"""Quick tests whether a text may hold private data: a few searches over its bytes, negative for nearly every text.

If they are negative, the full search would find nothing; if they are positive, it must be made.
"""

import re

OTHER_FORMS = (
    "\\u00a0-\\u00be\\u02d8-\\u02dd\\u0300-\\u036f\\u037a-\\u0385\\u0483-\\u0489\\u0591-\\u200f\\u2017\\u202a-\\u202f\\u203e"
    "\\u205f-\\u2fff\\u3000\\u302a-\\u302d\\u3099-\\u309c"
    "\\u3220-\\u33ff\\ua620-\\uabff\\uf900-\\ufeff\\uff0d\\uff10-\\uff19\\uff20\\uffe3\\ufff9-\\ufffb\\U00010000-\\U0010ffff"
)
"""Characters for a regex class: all that become a digit or an @ in plain form, and invisible ones."""
_OTHER_FORM = re.compile(f"[{OTHER_FORMS}]")

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
_OVER_LINES = re.compile(rb"0*(?:\n0+)+")
_IN_CELLS = re.compile(rb"[0-9]{6} ?[,;|] ?(?:18[5-9]|19|200|201[01])[0-9]|[0-9]{14} ?[,;|] ?[0-9]{3}")
"""An ID number with one part per cell."""


def _mobile(gap: bytes) -> re.Pattern[bytes]:
    """Eleven digits in any grouping, all of which count beside a word for telephone; ``gap``: bytes of a gap."""
    return re.compile(b"1G*[3-9](?:G*[0-9]){9}".replace(b"G", b"[" + gap + b"]"))


_MOBILE = _mobile(rb"^0-9A-Za-z,;|\x1f\xe4-\xe9\n")
_MOBILE_OVER_LINES = _mobile(rb"^0-9A-Za-z,;|\x1f\xe4-\xe9")
_SPELT = re.compile(rb"%[0-9A-Fa-f]{2}|&#|&[A-Za-z]{2,31};")
_SPELT_AT = re.compile(rb"at ?[)\]}\xef\xe3]")


def may_hold_private(data: bytes, small: bytes) -> bool:
    """Whether a text in UTF-8 may hold private data; an @ and other forms of digits are for the caller to test.

    Args:
        small: the text in lower case.
    """
    return (
        _MOBILE.search(data) is not None
        or data.translate(_ALIKE, _BETWEEN).find(b"0" * _LONG) >= 0
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
    data = _ROW_BEGINS.sub(b",", data)
    lines = data.translate(_ALIKE, _BETWEEN)
    longest = max((found[0].count(b"0") for found in _OVER_LINES.finditer(lines)), default=0)
    return longest >= _LONG or _MOBILE_OVER_LINES.search(data) is not None


def may_be_private(text: str) -> bool:
    """Whether a text may hold private data."""
    if "@" in text or (not text.isascii() and _OTHER_FORM.search(text)):
        return True
    data = text.encode(errors="surrogatepass")
    return may_hold_private(data, data.lower())
