"""Whether a whole file may hold something private or hostile: a few searches that nearly every file passes at once.

What passes holds nothing that ``find_private`` or ``find_markup`` would find in any of its values or notes; what does not
is for them to look at.
"""

import re

from generator.intake.screening.first_look import OTHER_FORMS, may_hold_private
from generator.intake.screening.hostile import find_markup
from generator.intake.screening.private import looks_private

_TELLING = re.compile(rf"[{OTHER_FORMS}@<\u017f\u0130\u0131]")
"""Signs of mail and of tags, other forms of digits, and letters outside ASCII that are taken for s and i."""
_ORDINARY = (
    *b"\n !\"#$%&'()*+,-./0123456789:;=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~",
    *range(0x80, 0xC0),  # what follows the first byte of a character
    *b"\xc3\xe2\xe3\xe4\xe5\xe6\xe7\xe8\xe9\xef",  # what Latin letters, Han characters and the marks among them begin with
)
"""Bytes of ordinary text: no control, no sign of mail or of tags."""
_ODD = b"@"
_SIGNS = bytes(byte if byte in _ORDINARY else _ODD[0] for byte in range(256)).lower()
"""What each byte counts as: the two cases of a letter are alike."""
_ODD_FORMS = (
    (b"\xef", re.compile(rb"\xef(?!\xbc[\x81-\x8c\x8e\x8f\x9a-\x9f]|\xbd\x9e)")),  # but for ！ to ？ and ～
    (b"\xe3", re.compile(rb"\xe3(?!\x80[\x81-\xa9\xae-\xbf])")),  # but for 、 to 〿, tone marks apart
    (b"\xe2", re.compile(rb"\xe2(?!\x80[\x90-\x96\x98-\xa7])")),  # but for ‐ to ‧
)
"""First bytes of some ordinary and many odd characters, and what finds the odd ones."""
_TELLING_SIGNS = (b"script", b"text/html")
_HANDLERS = (b"onerror", b"onload", b"onclick", b"onfocus", b"onmouse")
"""Before an equals sign."""


def clear_text(data: bytes) -> str | None:
    """The text of a file in which all can be seen and nothing is private or hostile; None where that asks for a closer look."""
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
    """Whether anything in a text is hostile or private, or would be under a heading that says so."""
    return _may_be(text) and (bool(find_markup(text)) or looks_private(text))


def _may_be(text: str) -> bool:
    data = text.encode()
    return bool(_TELLING.search(text)) or _is_telling(data, data.translate(_SIGNS))


def _is_telling(data: bytes, signs: bytes) -> bool:
    """Whether a text may hold a number or a script, all but signs of mail and of tags and other forms of digits.

    Words are looked for by ``find``: ``in`` takes them for a number first, and pays for an exception each time.
    """
    return (
        may_hold_private(data, signs)
        or max(map(signs.find, _TELLING_SIGNS)) >= 0
        or (signs.find(b"=") >= 0 and max(map(signs.find, _HANDLERS)) >= 0)
    )
