"""Quick tests whether a whole file may hold something private or hostile; negative for nearly every file.

If they are negative, ``find_private`` and ``find_markup`` would find nothing in any value or note of the file.
"""

import re

from generator.intake.screening.first_look import OTHER_FORMS, may_hold_private
from generator.intake.screening.hostile import find_markup
from generator.intake.screening.private import looks_private

_TELLING = re.compile(rf"[{OTHER_FORMS}@<\u017f\u0130\u0131]")
"""@ and <, other forms of digits, and letters outside ASCII that match s or i when case is ignored."""
_ORDINARY = (
    *b"\n !\"#$%&'()*+,-./0123456789:;=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~",
    *range(0x80, 0xC0),  # later bytes of a character
    *b"\xc3\xe2\xe3\xe4\xe5\xe6\xe7\xe8\xe9\xef",  # first bytes of Latin letters, Han characters, Chinese punctuation
)
"""Bytes of ordinary text: no control characters, no @, no <."""
_ODD = b"@"
_SIGNS = bytes(byte if byte in _ORDINARY else _ODD[0] for byte in range(256)).lower()
"""Translation table: ordinary bytes in lower case, all others as @."""
_ODD_FORMS = (
    (b"\xef", re.compile(rb"\xef(?!\xbc[\x81-\x8c\x8e\x8f\x9a-\x9f]|\xbd\x9e)")),  # except ！ to ？ and ～
    (b"\xe3", re.compile(rb"\xe3(?!\x80[\x81-\xa9\xae-\xbf])")),  # except 、 to 〿 (tone marks are odd)
    (b"\xe2", re.compile(rb"\xe2(?!\x80[\x90-\x96\x98-\xa7])")),  # except ‐ to ‧
)
"""(first byte of ordinary and odd characters, regex that finds the odd ones)."""
_TELLING_SIGNS = (b"script", b"text/html")
_HANDLERS = (b"onerror", b"onload", b"onclick", b"onfocus", b"onmouse")
"""Event handlers of HTML; looked for if there is an equals sign."""


def clear_text(data: bytes) -> str | None:
    """The text of a file if the quick tests find nothing unseen, private or hostile in it; None otherwise."""
    signs = data.translate(_SIGNS)
    if signs.find(_ODD) >= 0 or _is_telling(data, signs):
        return None
    for first, form in _ODD_FORMS:
        if data.find(first) >= 0 and form.search(data):
            return None
    try:
        return data.decode()
    except UnicodeDecodeError:
        return None


def is_suspicious(text: str) -> bool:
    """Whether a text holds anything hostile or private, or would under a heading that says so."""
    return _may_be(text) and (bool(find_markup(text)) or looks_private(text))


def _may_be(text: str) -> bool:
    data = text.encode()
    return bool(_TELLING.search(text)) or _is_telling(data, data.translate(_SIGNS))


def _is_telling(data: bytes, signs: bytes) -> bool:
    """Whether a text may hold a private number or a script; @, < and other forms of digits are not tested here.

    ``find`` is used because ``in`` first tries to take its operand for an integer, and an exception is slow.
    """
    return (
        may_hold_private(data, signs)
        or max(map(signs.find, _TELLING_SIGNS)) >= 0
        or (signs.find(b"=") >= 0 and max(map(signs.find, _HANDLERS)) >= 0)
    )
