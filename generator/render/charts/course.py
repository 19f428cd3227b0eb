"""Chart of a project over time: progress, payments and the deadline."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache

from generator.model.ledgers import Progress
from generator.model.money import ZERO, format_percent
from generator.model.project import Project
from generator.render.charts.chart import Chart
from generator.render.charts.lines import ACROSS, HIGH, Line, Lines, straight
from generator.views.project import ProjectView

_PROGRESS, _DEADLINE = Progress.label_of("percent"), Project.label_of("deadline")
_LEVELS = ("100%", "50%", "0")
Point = tuple[date, Decimal]


def course_chart(view: ProjectView) -> Chart | None:
    """Draws progress as a line and payments as steps, both in %; None if there are no two different dates.

    Reports come newest first, payments oldest first.
    """
    reports = [(row.date, row.percent) for row in reversed(view.reports)]
    paid = _paid_shares(view)
    if not (reports or paid):
        return None
    deadline = view.project.due
    days = [day for day in (view.project.start, deadline) if day]
    for points in filter(None, (reports, paid)):
        days += points[0][0], points[-1][0]
    first, last = min(days), max(days)
    if first == last:
        return None
    begun, ended = first.isoformat(), last.isoformat()
    axis = first.toordinal(), last.toordinal() - first.toordinal()
    lines = []
    if reports:
        places = [(_x(day, *axis), _y(percent)) for day, percent in reports]
        steps = straight([(places[0][0], HIGH), *places])
        lines.append(Line("p", _PROGRESS, format_percent(reports[-1][1], 0), steps))
    if paid:
        lines.append(Line("q", "拨付", format_percent(paid[-1][1], 0), _steps(paid, *axis)))
    if deadline:
        lines.append(Line("d", _DEADLINE, f"{view.project.deadline}", f"M{_x(deadline, *axis)} 0V{HIGH}"))
    told = "，".join([f"{line.words} {line.said}" for line in lines])
    desc = f"{begun} 至 {ended}：{told}。逐次记录见下方。"
    return Chart("course", "进度和拨付", desc, Lines(tuple(lines), _LEVELS, (begun[:7], ended[:7])))


def _paid_shares(view: ProjectView) -> list[Point]:
    """Returns (date, cumulative payments in % of the subsidy)."""
    support = view.project.support
    if not support:
        return []
    total, points = ZERO, []
    for row in view.payments:
        total += row.net
        points.append((row.date, total * 100 / support))
    return points


def _x(day: date, start: int, days: int) -> int:
    """Returns the place of a day on an axis of ``days`` days from ordinal day ``start``."""
    return round(ACROSS * (day.toordinal() - start) / days)


@lru_cache(maxsize=4096)
def _y(percent: Decimal) -> int:
    """Returns the height of a share; above 100 % it lies on the upper edge."""
    return round(HIGH - HIGH * float(min(max(percent, ZERO), Decimal(100))) / 100)


def _steps(points: Sequence[Point], start: int, days: int) -> str:
    """Returns path steps that are level until the day of each payment, then vertical."""
    moves = "".join([f"H{_x(day, start, days)}V{_y(percent)}" for day, percent in points])
    return f"M0 {HIGH}{moves}H{ACROSS}"
