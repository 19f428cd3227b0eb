"""The SVG elements that charts consist of, as text. Callers escape words (``escaped``)."""

import html
from collections.abc import Iterable
from functools import lru_cache

Element = str
"""An SVG element as text."""
Number = float | int | str


@lru_cache(maxsize=16_384)
def escaped(text: str) -> str:
    """Escapes county text, in one line, because a blank line would end the layout line. Charts share many words."""
    return html.escape(" ".join(text.split()))


def text(words: str, x: Number, y: Number, kinds: str = "") -> Element:
    """A line of text; ``words`` are escaped already."""
    names = f'class="{kinds}" ' if kinds else ""
    return f'<text {names}x="{x}" y="{y}">{words}</text>'


def rect(x: Number, y: Number, width: Number, height: Number, kind: str) -> Element:
    return f'<rect class="{kind}" x="{x}" y="{y}" width="{width}" height="{height}"/>'


def ground(x: Number, y: Number, width: Number, height: Number) -> Element:
    """A white background."""
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="#fff"/>'


def path(kind: str, steps: str) -> Element:
    """A line along steps such as ``M40 20H262``; ``kind`` is its class."""
    return f'<path class="{kind}" d="{steps}"/>'


def group(x: Number, y: Number, elements: Iterable[Element]) -> Element:
    """Elements moved to a place."""
    return f'<g transform="translate({x} {y})">{"".join(elements)}</g>'


def small(x: Number, y: Number, elements: Iterable[Element]) -> Element:
    """Elements moved to a place and drawn at a tenth of their size; their class says so to the stylesheet."""
    return f'<g class="small" transform="translate({x} {y}) scale(.1)">{"".join(elements)}</g>'


def style(sheet: str) -> Element:
    return f"<style>{sheet}</style>"


def drawing(attributes: str, elements: Iterable[Element]) -> str:
    return f"<svg {attributes}>{''.join(elements)}</svg>"
