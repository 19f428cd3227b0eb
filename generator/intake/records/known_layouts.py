"""A file that is laid out as one before it is taken apart by what that one's lines began with.

Files of one layout differ in their texts alone. Once it is known how the lines of one are parted, those of the next need
not be searched: what stands before its texts is cut off, and a few looks at the rest tell whether each is a plain text of
one line. What is found is what ``plain_lines`` finds.
"""

from collections.abc import Sequence
from itertools import repeat
from typing import NamedTuple

from generator.intake.reading.source import Source
from generator.intake.reading.yaml_lines import PlainLines, plain_lines
from generator.intake.reading.yaml_reader import NULLS

_NOT_FIRST = " -?:,[]{}#&*!|>%@`"
"""What a plain text does not begin with, or hardly ever does."""
_NOT_FOR_US = ("'", '"', "#", " \n")
"""Quotes, notes, and blanks at the end of a line: the lines of such a file are always searched."""
_REMEMBERED = 500


class _Layout(NamedTuple):
    """What the lines of a file begin with, and which of them hold a text."""

    beginnings: tuple[str, ...]
    has_text: list[bool]
    length: int
    """Of all that is no text."""


_Counts = tuple[int, int, int]
"""Lines, and colons before a blank and before a line end: a layout that has as many leaves none to the texts."""
_layouts: dict[_Counts, _Layout] = {}
"""The layout met last for each."""


def lines_of(source: Source) -> PlainLines | None:
    """The lines of a YAML file; None when the careful reader must look at it."""
    text, is_clear = source
    if not is_clear or text[-1:] != "\n" or any(map(text.__contains__, _NOT_FOR_US)):
        return plain_lines(text, is_clear=is_clear)
    lines = text.split("\n")
    counts = len(lines), text.count(": "), text.count(":\n")
    layout = _layouts.get(counts)
    texts = _texts(lines, layout, len(text)) if layout else None
    if layout and texts:
        return PlainLines(layout.beginnings, tuple(texts))
    found = plain_lines(text, is_clear=True)
    if found:
        _remember(counts, found)
    return found


def _texts(lines: Sequence[str], layout: _Layout, length: int) -> Sequence[str] | None:
    """The plain texts of lines that begin as a layout's; None when any does not, or is no plain text."""
    texts = list(map(str.removeprefix, lines, layout.beginnings))
    is_alike = (
        len("".join(texts)) + layout.length == length
        and list(map(bool, texts)) == layout.has_text
        and list(map(str.lstrip, texts, repeat(_NOT_FIRST))) == texts
        and NULLS.isdisjoint(texts)
    )
    return texts if is_alike else None


def _remember(counts: _Counts, found: PlainLines) -> None:
    if len(_layouts) == _REMEMBERED:
        _layouts.clear()
    beginnings, texts = found
    length = len("".join(beginnings)) + len(beginnings) - 1
    _layouts[counts] = _Layout(beginnings, list(map(bool, texts)), length)
