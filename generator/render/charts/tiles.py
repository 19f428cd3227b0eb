"""Chart of counties as equal tiles, in the order given, without geography."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.model.money import format_percent
from generator.render.charts.chart import Chart
from generator.render.charts.grid import Cell, Grid, Row

MOST = 120
"""Most tiles of a chart; the list has all counties."""
_STEPS = (25, 50, 75, 90)
"""Shares (%) from which a tile is darker; 90 % is what the notice requires before acceptance."""
_NO_SHARE = "不适用"
"""What a county without central money shows."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A county; ``absent`` says why ``percent`` is None."""

    name: str
    percent: Decimal | None
    absent: str = _NO_SHARE


def tiles_chart(tiles: Sequence[Tile]) -> Chart | None:
    """Draws a tile for each county, darker for a higher share paid; None for no or more than ``MOST`` tiles."""
    if not tiles or len(tiles) > MOST:
        return None
    cells = tuple(
        Cell(tile.name, tile.absent, 0)
        if tile.percent is None
        else Cell(tile.name, format_percent(tile.percent, 0), sum(tile.percent >= step for step in _STEPS))
        for tile in tiles
    )
    known = [tile for tile in tiles if tile.percent is not None]
    is_settled = all(tile.percent is not None or tile.absent == _NO_SHARE for tile in tiles)
    least = min(known, key=lambda tile: (tile.percent or 0, tile.name), default=None) if is_settled else None
    worst = f"拨付率最低的是{least.name}，{format_percent(least.percent or Decimal(0), 1)}。" if least else ""
    desc = f"{len(tiles)} 个示范县的拨付率。{worst}各县数字见列表。"
    grid = Grid((Row("", cells),), is_wide=True)
    return Chart("tiles", "各示范县拨付率", desc, grid, ("数字是拨付率，底色越浓拨付率越高",))
