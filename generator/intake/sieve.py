"""Whether a whole file may hold something private or hostile: a few searches that nearly every file passes at once.

What passes holds nothing that ``find_private`` or ``find_markup`` would find in any of its values or notes; what does not
is for them to look at.
"""

import re

from generator.intake.hostile import find_markup
from generator.intake.private import OTHER_FORMS, find_private

_SHAPE = bytes.maketrans(b"123456789 ", b"000000000-")
"""Digits all alike, and both signs that may part a number."""
_LONG_NUMBERS = (b"0" * 14, b"000000-00000000", b"0000-0000-0000-0000")
"""The shape of every ID number and bank card number, or of a part of it."""
_MOBILE = re.compile(rb"1[3-9][0-9](?:[ -]?[0-9]{4}){2}")
_SCRIPTS = (b"script", b"text/html")
_HANDLERS = (b"onerror", b"onload", b"onclick", b"onfocus", b"onmouse")
"""Before an equals sign."""
_SIGNS = ("@", "<", "\u017f", "\u0130", "\u0131")
"""Of mail and of tags; and the letters outside ASCII that a browser takes for s and i."""


def is_suspicious(text: str) -> bool:
    """Whether anything in a text, which is read line by line, is private or hostile."""
    return _may_be(text) and (bool(find_markup(text)) or any(True for _ in find_private(text)))


def _may_be(text: str) -> bool:
    data = text.encode()
    shape, lower = data.translate(_SHAPE), data.lower()
    return (
        any(sign in text for sign in _SIGNS)
        or any(number in shape for number in _LONG_NUMBERS)
        or any(word in lower for word in _SCRIPTS)
        or ("=" in text and any(word in lower for word in _HANDLERS))
        or bool(_MOBILE.search(data))
        or bool(OTHER_FORMS.search(text))
    )
