"""The few elements of SVG that charts are made of, written as text.

Words are escaped by whoever hands them over (``canvas.label`` and ``canvas.escaped``); numbers stand as they are.
"""

from collections.abc import Iterable

Element = str
"""An element as it stands in the file."""
Number = float | int | str


def text(words: str, x: Number, y: Number, kinds: str = "") -> Element:
    """A line of type; ``words`` are escaped."""
    names = f'class="{kinds}" ' if kinds else ""
    return f'<text {names}x="{x}" y="{y}">{words}</text>'


def rect(x: Number, y: Number, width: Number, height: Number, kind: str) -> Element:
    """A box of a kind."""
    return f'<rect class="{kind}" x="{x}" y="{y}" width="{width}" height="{height}"/>'


def ground(x: Number, y: Number, width: Number, height: Number) -> Element:
    """White paper."""
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="#fff"/>'


def circle(x: Number, y: Number, radius: Number, kinds: str) -> Element:
    """A dot."""
    return f'<circle class="{kinds}" cx="{x}" cy="{y}" r="{radius}"/>'


def path(kind: str, steps: str) -> Element:
    """A line of a kind along steps such as ``M 40 20 H 262``."""
    return f'<path class="{kind}" d="{steps}"/>'


def line(points: Iterable[tuple[Number, Number]]) -> str:
    """The steps from point to point."""
    return f"M {' L '.join(f'{x} {y}' for x, y in points)}"


def group(x: Number, y: Number, elements: Iterable[Element]) -> Element:
    """Elements moved to a place."""
    return f'<g transform="translate({x} {y})">{"".join(elements)}</g>'


def style(sheet: str) -> Element:
    """A stylesheet of the drawing's own."""
    return f"<style>{sheet}</style>"


def drawing(attributes: str, elements: Iterable[Element]) -> str:
    """The whole drawing."""
    return f"<svg {attributes}>{''.join(elements)}</svg>"
