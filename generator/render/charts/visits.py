"""Chart of visits by month: a grid of years and months with numbers of visits."""

from collections.abc import Sequence
from datetime import date

from generator.render.charts.canvas import Chart, bar, label
from generator.render.charts.elements import Element, circle
from generator.views.county import VisitMonth

_LEFT = 40
_CELL = 25
_ROW = 28
_STEPS = (1, 3, 5)
"""Least number of visits for a light, a medium and a dark cell."""
_MONTHS = 12


def visits_chart(visits: Sequence[VisitMonth], as_of: date) -> Chart | None:
    """Draws a row for each year and a cell for each month: darker for more visits, with a dot if the city visited."""
    if not visits:
        return None
    found = {row.month: row for row in visits}
    first = min(found)
    years = range(int(first[:4]), as_of.year + 1)
    parts: list[Element] = [
        label(str(month + 1), _LEFT + month * _CELL + _CELL / 2, 12, kind="m") for month in range(_MONTHS)
    ]
    for row, year in enumerate(years):
        top = 20 + row * _ROW
        parts.append(label(str(year), 0, top + 17))
        for month in range(1, _MONTHS + 1):
            name = f"{year}-{month:02d}"
            if first <= name <= f"{as_of:%Y-%m}":
                parts += _cell(found.get(name), _LEFT + (month - 1) * _CELL, top)
    base = 20 + len(years) * _ROW + 16
    parts += [
        circle(_LEFT + 6, base - 5, 2.5, "k"),
        label("有市级检查；数字是检查次数", _LEFT + 14, base),
    ]
    total = sum(row.city + row.county + row.others for row in visits)
    desc = f"{first} 至 {as_of:%Y-%m} 共检查 {total} 次，逐月次数见下表。"
    return Chart("visits", "逐月督导检查", desc, base + 8, tuple(parts))


def _cell(row: VisitMonth | None, left: float, top: float) -> list[Element]:
    count = row.city + row.county + row.others if row else 0
    level = sum(count >= step for step in _STEPS)
    parts: list[Element] = [
        bar(left + 1, top, _CELL - 2, _ROW - 4, f"h{level}"),
        label(str(count), left + _CELL / 2, top + 17, kind=f"m n{level}"),
    ]
    if row and row.city:
        parts.append(circle(left + _CELL - 5, top + 5, 2.5, f"k n{level}"))
    return parts
