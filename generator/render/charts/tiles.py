"""Chart of counties as equal tiles, in the order given, without geography."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.model.money import format_percent
from generator.render.charts.canvas import WIDTH, Chart, bar, fitted, label
from generator.render.charts.elements import Element
from generator.render.words import NOT_TOLD

MOST = 120
"""Most tiles of a chart; the list has all counties."""
_ACROSS = 4
_HEIGHT = 54
_STEPS = (25, 50, 75, 90)
"""Shares (%) from which a tile is darker; 90 % is what the notice requires before acceptance."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A county; ``absent`` says why ``percent`` is None."""

    name: str
    percent: Decimal | None
    absent: str = "不适用"


def tiles_chart(tiles: Sequence[Tile]) -> Chart | None:
    """Draws a tile for each county, darker for a higher share paid; None for no or more than ``MOST`` tiles."""
    if not tiles or len(tiles) > MOST:
        return None
    width = WIDTH / _ACROSS
    parts: list[Element] = []
    for number, tile in enumerate(tiles):
        left, top = (number % _ACROSS) * width, (number // _ACROSS) * (_HEIGHT + 4)
        level = -1 if tile.percent is None else min(sum(tile.percent >= step for step in _STEPS), 4)
        said = tile.absent if tile.percent is None else format_percent(tile.percent, 0)
        parts += [
            bar(left + 1, top + 1, width - 4, _HEIGHT, f"h{max(level, 0)}"),
            label(fitted(tile.name, width - 12), left + width / 2 - 1, top + 24, kind=f"m n{max(level, 0)}"),
            label(said, left + width / 2 - 1, top + 44, kind=f"m n{max(level, 0)}"),
        ]
    height = ((len(tiles) - 1) // _ACROSS + 1) * (_HEIGHT + 4)
    parts.append(label("数字是拨付率，颜色越深拨付率越高", 0, height + 16))
    known = [tile for tile in tiles if tile.percent is not None]
    is_settled = all(tile.absent != NOT_TOLD for tile in tiles)
    least = min(known, key=lambda tile: (tile.percent or 0, tile.name), default=None) if is_settled else None
    worst = f"拨付率最低的是{least.name}，{format_percent(least.percent or Decimal(0), 1)}。" if least else ""
    desc = f"{len(tiles)} 个示范县的拨付率。{worst}各县数字见列表。"
    return Chart("tiles", "各示范县拨付率", desc, height + 24, tuple(parts))
