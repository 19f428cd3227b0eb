"""Chart of a project over time: progress, payments and the deadline."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache

from generator.model.money import ZERO, format_percent
from generator.render.charts.canvas import WIDTH, Chart, apart, label, rounded
from generator.render.charts.elements import Element, path, text
from generator.views.project import ProjectView

_LEFT, _RIGHT = 40, 262
_TOP, _BOTTOM = 20, 116
_START, _WIDTH = 10 * _LEFT, 10 * (_RIGHT - _LEFT)
_FLOOR, _HEIGHT = 10 * _BOTTOM, 10 * (_BOTTOM - _TOP)
"""In tenths of a unit, the precision of coordinates."""
_AT = tuple(str(rounded(tenths / 10)) for tenths in range(10 * WIDTH))
"""Tenths of a unit → coordinate as text."""
_ORIGIN = f"M {_LEFT} {_BOTTOM}"
_GRID = "".join(
    (
        path("g", f"M {_LEFT} {_TOP} H {_RIGHT} {_ORIGIN} H {_RIGHT}"),
        label("100%", _LEFT - 4, _TOP + 4, end=True),
        label("0", _LEFT - 4, _BOTTOM + 4, end=True),
    )
)
"""The lines and labels that every such chart has."""
_MONTHS = label("%s", _LEFT, _BOTTOM + 18) + label("%s", _RIGHT, _BOTTOM + 18, end=True)
_MARK = path("d", f"M %s {_TOP - 6} V {_BOTTOM}")
_DEADLINES = tuple(_MARK + text("时限", "%s", _TOP - 8, kind) for kind in ("", "e"))
"""Formats of a deadline in the left half of the drawing, and in the right half, where the word ends at the mark."""
_PROGRESS = path("p", f"{_ORIGIN}%s")
_PAID = path("q", f"{_ORIGIN}%s H {_RIGHT}")
_END = text("%s", _RIGHT + 6, "%s")
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
    parts: list[Element] = [_GRID, _MONTHS % (begun[:7], ended[:7])]
    if deadline:
        x = _x(deadline, *axis)
        parts.append(_DEADLINES[x > 5 * WIDTH] % (_AT[x], _AT[x]))
    ends = []
    if reports:
        parts.append(_PROGRESS % _line(reports, *axis))
        ends.append((_y(reports[-1][1]), f"进度 {format_percent(reports[-1][1], 0)}"))
    if paid:
        parts.append(_PAID % _steps(paid, *axis))
        ends.append((_y(paid[-1][1]), f"拨付 {format_percent(paid[-1][1], 0)}"))
    parts += [_END % (_AT[y + 40], words) for y, words in apart(ends, _FLOOR, 10)]
    told = "，".join([words for _, words in ends])
    until = f"，完成时限 {view.project.deadline}" if deadline else ""
    desc = f"{begun} 至 {ended}：{told}{until}。逐次记录见下方。"
    return Chart("course", "进度和拨付", desc, _BOTTOM + 26, tuple(parts))


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
    """Returns the x of a day, in tenths, on an axis of ``days`` days from ordinal day ``start``."""
    return round(_START + _WIDTH * (day.toordinal() - start) / days)


@lru_cache(maxsize=4096)
def _y(percent: Decimal) -> int:
    """Returns the y of a share, in tenths; shares are cut off at 110 %."""
    return round(_FLOOR - _HEIGHT * float(min(max(percent, Decimal(0)), Decimal(110))) / 100)


def _line(points: Sequence[Point], start: int, days: int) -> str:
    """Returns path steps straight from point to point."""
    return "".join([f" L {_AT[_x(day, start, days)]} {_AT[_y(percent)]}" for day, percent in points])


def _steps(points: Sequence[Point], start: int, days: int) -> str:
    """Returns path steps that are level until the day of each payment, then vertical."""
    return "".join([f" H {_AT[_x(day, start, days)]} V {_AT[_y(percent)]}" for day, percent in points])
