"""Chart of visits by month: a calendar, a row for each year."""

from collections.abc import Sequence
from datetime import date

from generator.render.charts.chart import Chart
from generator.render.charts.grid import Cell, Grid, Row
from generator.views.county import VisitMonth
from generator.views.dates import months_since

_STEPS = (1, 3, 5)
"""Least number of visits for a light, a medium and a dark cell."""


def visits_chart(visits: Sequence[VisitMonth], as_of: date) -> Chart | None:
    """Draws a cell for each month since the first visit: darker for more visits, with a dot if the city visited."""
    found = {row.month: row for row in visits}
    months = months_since(min(found), as_of) if found else ()
    if not months:
        return None
    years = sorted({month[:4] for month in months}, reverse=True)
    rows = (
        Row(f"{year} 年", tuple(_cell(month, found.get(month)) for month in months if month.startswith(year)))
        for year in years
    )
    total = sum(row.city + row.county + row.others for row in visits)
    desc = f"{months[0]} 至 {as_of:%Y-%m} 共检查 {total} 次，逐月次数见下表。"
    notes = ("数字是检查次数，底色越浓次数越多；• 表示有市级检查",)
    return Chart("visits", "逐月督导检查", desc, Grid(tuple(rows)), notes)


def _cell(month: str, row: VisitMonth | None) -> Cell:
    count = row.city + row.county + row.others if row else 0
    said = f"{count}•" if row and row.city else f"{count}"
    return Cell(f"{int(month[5:])}月", said, sum(count >= step for step in _STEPS))
