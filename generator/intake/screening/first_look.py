"""Whether a text may hold private data at all: a few searches over its bytes, which nearly every text passes.

What does not pass is looked at closely; what passes holds nothing that a close look would find.
"""

import re

OTHER_FORMS = (
    "\\u00a0-\\u00be\\u02d8-\\u02dd\\u037a-\\u0385\\u0660-\\u200a\\u2017\\u202f\\u203e\\u205f-\\u2fff\\u3000"
    "\\u309b\\u309c\\u3220-\\u33ff\\ua620-\\uabff\\uf900-\\ufeff\\uff0d\\uff10-\\uff19\\uff20\\uffe3\\U00010000-\\U0010ffff"
)
"""Characters, as they stand in a pattern between brackets: all that becomes a digit or an @, and what is not seen."""
_OTHER_FORM = re.compile(f"[{OTHER_FORMS}]")

_APART = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz,;|\x1f" + bytes(range(0xE4, 0xEA))
"""What keeps two digits from being of one number: letters, what parts cells, and the first byte of a Han character."""
_BETWEEN = bytes(byte for byte in range(256) if byte not in _APART and not 0x30 <= byte <= 0x39)
"""What may stand within a number; the other bytes of Han characters are among them, after one that is not."""
_ALIKE = bytes.maketrans(b"123456789", b"000000000")
_LONG = b"0" * 15
"""Digits that every number but a mobile's has at least."""
_GAP = rb"[^0-9A-Za-z,;|\x1f\xe4-\xe9]*"
_MOBILE = re.compile(
    rb"1(?:[3-9][0-9](?:G[0-9]{4}G[0-9]{4}"  # in one piece, 3-4-4, 3-8, 7-4
    rb"|[0-9]G[0-9]{3}G[0-9]{4}|[0-9]G[0-9]{4}G[0-9]{3}|G[0-9]{3}G[0-9]{5}|G[0-9]{5}G[0-9]{3}|[0-9]{2}G[0-9]{6}"
    rb"|[0-9]{3}G[0-9]{5}|G[0-9]{3}G[0-9]{3}G[0-9]{2})"
    rb"|G[3-9](?:G[0-9]){9})(?![0-9])".replace(b"G", _GAP)
)
_IN_CELLS = re.compile(rb"[0-9]{6} ?[,;|] ?(?:18[5-9]|19|200|201[01])[0-9]|[0-9]{14} ?[,;|] ?[0-9]{3}")
"""The parts of an ID number one a cell."""
_SPELT = re.compile(rb"%[0-9A-Fa-f]{2}|&#|&[A-Za-z]{2,31};")
_SIGNS = (b"at)", b"at]", b"at}", b"at )", b"at ]", "at）".encode(), "at】".encode(), b"e10", b"e+10")
"""Of an @ that is spelt, and of a number that a spreadsheet took for an amount; in small letters."""


_DATED_LINE = re.compile(rb"\n(?=20[0-9]{2}-[0-9]{2}-[0-9]{2}(?![0-9-]))")
"""Where a line begins with a date, and with it something new: a row of a ledger."""


def may_hold_private(data: bytes) -> bool:
    """Whether a text in UTF-8 may hold any; an @ and other forms of digits apart."""
    if b"\n20" in data:
        data = _DATED_LINE.sub(b"\n;", data)
    return (
        _MOBILE.search(data) is not None
        or data.translate(_ALIKE, _BETWEEN).find(_LONG) >= 0
        or _IN_CELLS.search(data) is not None
        or (max(data.find(b"%"), data.find(b"&")) >= 0 and _SPELT.search(data) is not None)
        or max(map(data.lower().find, _SIGNS)) >= 0
    )


def may_be_private(text: str) -> bool:
    """Whether a text may hold any."""
    if "@" in text or (not text.isascii() and _OTHER_FORM.search(text)):
        return True
    return may_hold_private(text.encode(errors="surrogatepass"))
