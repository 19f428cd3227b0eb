"""Charts as files of their own, for the press: SVG with its own colours, and one PNG of all charts."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from generator.render.charts.canvas import EDGE, TYPE, WIDTH, Chart, drawing_of, escaped, label, standing
from generator.render.charts.elements import Element, drawing, ground, group, style

if TYPE_CHECKING:
    from resvg.usvg import Options

_STYLE = """text{font:13px "Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif;fill:#16202c}
.e{text-anchor:end}.m{text-anchor:middle}.x{fill:#8c1212;font-weight:700}.h{font-size:16px;font-weight:700}.s{fill:#3f4b5a}
.w{fill:none;stroke:#66758a}.a{fill:#2b7672}.b{fill:#16202c}.late{fill:#8c1212}path{fill:none}.g{stroke:#d5dce5}
.d{stroke:#3f4b5a;stroke-dasharray:4 3}.p{stroke:#0b4a8c;stroke-width:2.5}.q{stroke:#a86a06;stroke-width:2;stroke-dasharray:7 3}
.r{stroke:#3f4b5a;stroke-width:1.5}.h0{fill:none;stroke:#d5dce5}.h1{fill:#d3dfec}.h2{fill:#b1c5da}.h3{fill:#0b4a8c}.h4{fill:#0d427a}
.n3,.n4,.k.n3{fill:#fff}.k{fill:#16202c}"""
"""The styles of the page's stylesheet in light mode."""
_LINE = 20
_ZOOM = 2
_AS_DRAWN = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)
"""The identity as an affine transformation."""


def svg_file(chart: Chart, source: Sequence[str]) -> bytes:
    """Returns a chart as SVG on white, with its title above and ``source`` as lines below."""
    head, foot, above, below = _around(chart, source)
    text = drawing_of(chart, head=head, foot=foot, above=above, below=below)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _around(chart: Chart, source: Sequence[str]) -> tuple[list[Element], list[Element], float, float]:
    above, below = EDGE + 24, EDGE + _LINE * len(source)
    head: list[Element] = [
        style(_STYLE),
        ground(-EDGE, -above, WIDTH + 2 * EDGE, chart.height + above + below),
        label(chart.title, 0, -above + EDGE + 14, kind="h"),
    ]
    foot: list[Element] = [
        label(line, 0, chart.height + _LINE * (number + 1) - 4, kind="s")
        for number, line in enumerate(source)
    ]
    return head, foot, above, below


def picture(charts: Sequence[Chart], source: Sequence[str], font: tuple[str, str]) -> bytes:
    """Returns all charts one below the other as a PNG of twice their size.

    Args:
        font: (path, family) of a Chinese font.
    """
    return _png(_sheet(charts, source, font[1]), font[0])


def _sheet(charts: Sequence[Chart], source: Sequence[str], family: str) -> str:
    parts: list[Element] = [style(_STYLE.replace('"Noto Sans CJK SC"', f'"{escaped(family)}"', 1))]
    top = float(EDGE)
    for chart in charts:
        inside: list[Element] = [
            label(chart.title, 0, 16, kind="h"),
            group(0, 28, chart.elements),
        ]
        parts.append(group(EDGE, top, inside))
        top += 28 + chart.height + 2 * EDGE
    parts += [label(line, EDGE, top + _LINE * number + TYPE, kind="s") for number, line in enumerate(source)]
    height = top + _LINE * len(source) + EDGE
    width = WIDTH + 2 * EDGE
    frame = standing(f"0 0 {width} {height}", width * _ZOOM, height * _ZOOM)
    return drawing(frame, (ground(0, 0, width, height), *parts))


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
