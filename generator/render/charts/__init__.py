"""Charts made at build time: readable on a phone, in light and dark mode, in 长者模式 and in print, without scripts."""

from generator.render.charts.chart import Chart, inline, resting, untold
from generator.render.charts.course import course_chart
from generator.render.charts.deadlines import deadlines_chart
from generator.render.charts.files import picture, svg_file
from generator.render.charts.money import money_chart
from generator.render.charts.months import months_chart
from generator.render.charts.tiles import Tile, tiles_chart
from generator.render.charts.visits import visits_chart

__all__ = [
    "Chart",
    "Tile",
    "course_chart",
    "deadlines_chart",
    "inline",
    "money_chart",
    "months_chart",
    "picture",
    "resting",
    "svg_file",
    "tiles_chart",
    "untold",
    "visits_chart",
]
