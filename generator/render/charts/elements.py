"""The SVG elements that charts consist of, as text. Callers escape words (``canvas.label``, ``canvas.escaped``)."""

from collections.abc import Iterable

Element = str
"""An SVG element as text."""
Number = float | int | str


def text(words: str, x: Number, y: Number, kinds: str = "") -> Element:
    """A line of text; ``words`` are escaped already."""
    names = f'class="{kinds}" ' if kinds else ""
    return f'<text {names}x="{x}" y="{y}">{words}</text>'


def rect(x: Number, y: Number, width: Number, height: Number, kind: str) -> Element:
    return f'<rect class="{kind}" x="{x}" y="{y}" width="{width}" height="{height}"/>'


def ground(x: Number, y: Number, width: Number, height: Number) -> Element:
    """A white background."""
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="#fff"/>'


def circle(x: Number, y: Number, radius: Number, kinds: str) -> Element:
    return f'<circle class="{kinds}" cx="{x}" cy="{y}" r="{radius}"/>'


def path(kind: str, steps: str) -> Element:
    """A line along steps such as ``M 40 20 H 262``; ``kind`` is its class."""
    return f'<path class="{kind}" d="{steps}"/>'


def line(points: Iterable[tuple[Number, Number]]) -> str:
    """Returns path steps from point to point."""
    return f"M {' L '.join(f'{x} {y}' for x, y in points)}"


def group(x: Number, y: Number, elements: Iterable[Element]) -> Element:
    """Elements moved to a place."""
    return f'<g transform="translate({x} {y})">{"".join(elements)}</g>'


def style(sheet: str) -> Element:
    return f"<style>{sheet}</style>"


def drawing(attributes: str, elements: Iterable[Element]) -> str:
    return f"<svg {attributes}>{''.join(elements)}</svg>"
