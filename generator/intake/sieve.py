"""Whether a whole file may hold something private or hostile: a few searches that nearly every file passes at once.

What passes holds nothing that ``find_private`` or ``find_markup`` would find in any of its values or notes; what does not
is for them to look at.
"""

import re

from generator.intake.hostile import find_markup
from generator.intake.private import OTHER_FORMS, find_private

_TELLING = re.compile(rf"[{OTHER_FORMS}@<\u017f\u0130\u0131]")
"""Signs of mail and of tags, other forms of digits, and letters outside ASCII that are taken for s and i."""
_DIGITS = bytes.maketrans(b"123456789", b"000000000")
_PARTED_BY = b" -"
_LONG_NUMBER = b"0" * 16
"""The digits that every ID number and bank card number has at least."""
_MOBILE = re.compile(rb"1[3-9][0-9](?:[ -]?[0-9]{4}){2}")
_HANDLERS = (b"onerror", b"onload", b"onclick", b"onfocus", b"onmouse")
"""Before an equals sign."""


def is_suspicious(text: str) -> bool:
    """Whether anything in a text, which is read line by line, is private or hostile."""
    return _may_be(text) and (bool(find_markup(text)) or any(True for _ in find_private(text)))


def _may_be(text: str) -> bool:
    data = text.encode()
    lower = data.lower()
    return (
        bool(_TELLING.search(text))
        or bool(_MOBILE.search(data))
        or _LONG_NUMBER in data.translate(_DIGITS, _PARTED_BY)
        or b"script" in lower
        or b"text/html" in lower
        or (b"=" in data and any(word in lower for word in _HANDLERS))
    )
