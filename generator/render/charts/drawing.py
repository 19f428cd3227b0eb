"""Words and sizes of a chart in a file of its own, where text does not break."""

from collections.abc import Iterator

from generator.render.charts.elements import Element, escaped, text

WIDTH = 340
"""Width of a drawing, units."""
TYPE = 13
"""Font size, units."""
LINE = 20
"""Height of a line of text, units."""
_WIDE = 0x2E80
"""First code point of the characters that are as wide as they are high."""


def label(words: str, x: float, y: float, kind: str = "") -> Element:
    """Returns a line of text; with ``e`` in its ``kind`` it ends at ``x``, with ``m`` it has its middle there."""
    return text(escaped(words), rounded(x), rounded(y), kind)


def rounded(value: float) -> float | int:
    """Rounds a coordinate to at most one decimal."""
    short = round(value, 1)
    return int(short) if short == int(short) else short


def width_of(text: str) -> float:
    """Estimates the width of a line of text, units."""
    return sum(TYPE if ord(mark) >= _WIDE else TYPE * 0.6 for mark in text)


def fitted(text: str, room: float) -> str:
    """Shortens a text to a width, units."""
    if width_of(text) <= room:
        return text
    while text and width_of(text) > room - TYPE:
        text = text[:-1]
    return f"{text}…"


def broken(text: str) -> Iterator[str]:
    """Breaks a text into lines as wide as a drawing."""
    while width_of(text) > WIDTH:
        end = next(end for end in range(len(text), 0, -1) if width_of(text[:end]) <= WIDTH)
        yield text[:end]
        text = text[end:]
    yield text
