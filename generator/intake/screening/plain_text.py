"""The plain form of a text, in which a number looks the same however it was written, with each character's position.

Digits of every script, raised, lowered, circled or full-width, become 0–9; dashes become ``-``, blanks of every width a
blank, middle dots a dot. Invisible and combining characters are left out.
"""

import html
import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

_ENCODED = re.compile(r"(?:%[0-9A-Fa-f]{2})+|&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]{2,31});")
"""Percent-encoded bytes of web addresses, and character references of HTML."""
_SAME = {
    **dict.fromkeys("−─━╌┄", "-"),
    **dict.fromkeys("·•‧∙⋅・●▪。．｡･", "."),
    **dict.fromkeys("⁄∕⧸", "/"),
    "\x85": "\n",
}
"""Characters that people take for one another."""
_KINDS = {"Cf": "", "Mn": "", "Me": "", "Pd": "-", "Zs": " ", "Zl": "\n", "Zp": "\n"}
"""Unicode category → what its characters become."""
_LAYERS = 3
"""How often codes are decoded."""


class Plain(NamedTuple):
    """A plain text, and the position of each of its characters in the original."""

    text: str
    places: Sequence[int]


class _Forms(dict[int, str]):
    """Code point → what the character becomes, computed when it is first met."""

    def __missing__(self, number: int) -> str:
        self[number] = form = _form(chr(number))
        return form


def _form(mark: str) -> str:
    if mark.isascii():
        return mark
    same = _SAME.get(mark, _KINDS.get(unicodedata.category(mark)))
    if same is not None:
        return same
    digit = unicodedata.digit(mark, None)
    return unicodedata.normalize("NFKC", mark) if digit is None else str(digit)


_FORMS = _Forms()


def plain_form(mark: str) -> str:
    """What one character becomes: no, one or several characters."""
    return _FORMS[ord(mark)]


def plain_forms(text: str) -> Iterator[Plain]:
    """The plain form of a text, and one more for each time that its codes, maybe nested (``%2531``), are decoded."""
    places: Sequence[int] = range(len(text))
    yield _plain(text, places)
    for _ in range(_LAYERS):
        if not ("%" in text or "&" in text) or not _ENCODED.search(text):
            return
        text, places = _decoded(text, places)
        yield _plain(text, places)


def _plain(text: str, places: Sequence[int]) -> Plain:
    if text.isascii():
        return Plain(text, places)
    plain = text.translate(_FORMS)
    forms = (
        [_FORMS[ord(mark)] for mark in text]
        if len(plain) != len(text) or "" in map(plain_form, set(text))
        else None
    )
    if forms is None:
        return Plain(plain, places)
    return Plain(plain, [place for form, place in zip(forms, places, strict=True) for _ in form])


def _decoded(text: str, places: Sequence[int]) -> tuple[str, list[int]]:
    """A text with its codes decoded, and the position of each character."""
    pieces: list[str] = []
    stood: list[int] = []
    end = 0
    for found in _ENCODED.finditer(text):
        meant = _meant(found[0])
        pieces += text[end : found.start()], meant
        stood += places[end : found.start()]
        stood += [places[found.start()]] * len(meant)
        end = found.end()
    return "".join([*pieces, text[end:]]), [*stood, *places[end:]]


def _meant(code: str) -> str:
    if code[0] == "&":
        return html.unescape(code)
    return unquote_to_bytes(code).decode(errors="replace")
