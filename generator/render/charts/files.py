"""Charts as files of their own, for the press: SVG with its own colours, and one PNG of all charts."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from generator.render.charts.chart import Chart
from generator.render.charts.drawing import LINE, TYPE, WIDTH, broken, label
from generator.render.charts.elements import Element, drawing, escaped, ground, group, style

if TYPE_CHECKING:
    from resvg.usvg import Options

_STYLE = """text{font:13px "Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif;fill:#16202c}
.e{text-anchor:end}.m{text-anchor:middle}text.late{fill:#8c1212;font-weight:700}.h{font-weight:700}.t{font-size:16px}.s{fill:#3f4b5a}
rect.granted,rect.early{fill:none;stroke:#66758a}rect.paid{fill:#2b7672}rect.late{fill:#8c1212}path{fill:none}
path.spent{stroke:#a86a06;stroke-width:10;stroke-dasharray:3 2}path.d{stroke:#3f4b5a;stroke-dasharray:4 3}
path.g{stroke:#d5dce5}.small path{stroke-width:20}.small .g{stroke-width:8}.small .d{stroke-dasharray:40 30;stroke-width:12}
.p{stroke:#0b4a8c}.q{stroke:#2b7672;stroke-dasharray:80 30}.r{stroke:#3f4b5a}.u{stroke:#a86a06;stroke-dasharray:20 30}
.h0{fill:none;stroke:#d5dce5}.h1{fill:#d3dfec}.h2{fill:#b1c5da}.h3{fill:#0b4a8c}.h4{fill:#0d427a}.n3,.n4{fill:#fff}"""
"""The styles of the page's stylesheet in light mode."""
_EDGE = 14
"""Margin around a drawing, units."""
_ZOOM = 2
_AS_DRAWN = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)
"""The identity as an affine transformation."""


def svg_file(chart: Chart, source: Sequence[str]) -> bytes:
    """Returns a chart as SVG on white, with its title above and ``source`` as lines below."""
    words = f'<title id="t">{escaped(chart.title)}</title><desc id="d">{escaped(chart.desc)}</desc>'
    elements, height = _sheet([chart], source)
    names = 'role="img" aria-labelledby="t d"'
    text = drawing(f"{_frame(height)} {names}", (words, style(_STYLE), *elements))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def picture(charts: Sequence[Chart], source: Sequence[str], font: tuple[str, str]) -> bytes:
    """Returns all charts one below the other as a PNG of twice their size.

    Args:
        font: (path, family) of a Chinese font.
    """
    elements, height = _sheet(charts, source)
    look = style(_STYLE.replace('"Noto Sans CJK SC"', f'"{escaped(font[1])}"', 1))
    return _png(drawing(_frame(height), (look, *elements)), font[0])


def _frame(height: int) -> str:
    """Returns the attributes of a drawing in a file of its own."""
    width = WIDTH + 2 * _EDGE
    return (
        f'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width * _ZOOM}" height="{height * _ZOOM}"'
    )


def _sheet(charts: Sequence[Chart], source: Sequence[str]) -> tuple[list[Element], int]:
    """Draws charts and lines one below the other; returns (elements, height)."""
    parts: list[Element] = []
    y = _EDGE
    for chart in charts:
        parts.append(label(chart.title, _EDGE, y + 16, "h t"))
        drawn, height = chart.body.svg() if chart.body else ([], 0)
        parts.append(group(_EDGE, y + 28, drawn))
        y += 28 + height
        for note in chain.from_iterable(map(broken, chart.notes)):
            parts.append(label(note, _EDGE, y + TYPE, "s"))
            y += LINE
        y += _EDGE
    for line in source:
        parts.append(label(line, _EDGE, y + TYPE, "s"))
        y += LINE
    return [ground(0, 0, WIDTH + 2 * _EDGE, y + _EDGE), *parts], y + _EDGE


@lru_cache(maxsize=64)
def _png(drawing: str, font: str) -> bytes:
    import resvg

    return resvg.render(resvg.usvg.Tree.from_str(drawing, _options(font)), _AS_DRAWN)


@lru_cache(maxsize=1)
def _options(font: str) -> "Options":
    """Loads the font, which has 20 MB, once in each process."""
    from resvg import usvg

    options = usvg.Options.default()
    options.load_font_data(Path(font).read_bytes())
    return options
