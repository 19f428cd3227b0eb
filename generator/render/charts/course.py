"""One project over time: progress and payments against the subsidy and the deadline."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from generator.model.money import format_percent
from generator.render.charts.canvas import WIDTH, Chart, apart, label, rounded
from generator.render.charts.elements import Element, path, text
from generator.views.project import ProjectView

_LEFT, _RIGHT = 40, 262
_TOP, _BOTTOM = 20, 116
_WIDTH, _HEIGHT = 10 * (_RIGHT - _LEFT), 10 * (_BOTTOM - _TOP)
"""In tenths of a unit, which is as exactly as a place is written."""
_AT = tuple(str(rounded(tenths / 10)) for tenths in range(10 * WIDTH))
"""Tenths of a unit → how the place is written."""
_ORIGIN = f"M {_LEFT} {_BOTTOM}"
_GRID = "".join(
    (
        path("g", f"M {_LEFT} {_TOP} H {_RIGHT} {_ORIGIN} H {_RIGHT}"),
        label("100%", _LEFT - 4, _TOP + 4, end=True),
        label("0", _LEFT - 4, _BOTTOM + 4, end=True),
    )
)
"""The same below every course."""
Point = tuple[date, Decimal]


def course_chart(view: ProjectView) -> Chart | None:
    """Progress as a line and payments as steps, both in %, with the deadline; None before there are two dates."""
    reports = [(row.date, row.percent) for row in reversed(view.reports)]
    paid = _paid_shares(view)
    days = [day for day, _ in (*reports, *paid)]
    marks = [day for day in (view.project.planned_start, view.project.deadline) if day]
    if not days or len({*days, *marks}) < 2:
        return None
    axis = _Axis(min(*days, *marks), max(*days, *marks))
    parts: list[Element] = [
        _GRID,
        label(axis.first.isoformat()[:7], _LEFT, _BOTTOM + 18),
        label(axis.last.isoformat()[:7], _RIGHT, _BOTTOM + 18, end=True),
    ]
    deadline = view.project.deadline
    if deadline:
        x = axis.x(deadline)
        parts.append(path("d", f"M {_AT[x]} {_TOP - 6} V {_BOTTOM}"))
        parts.append(text("时限", _AT[x], _TOP - 8, "e" if x > 5 * WIDTH else ""))
    ends = []
    if reports:
        parts.append(path("p", _line(axis, reports)))
        ends.append((_y(reports[-1][1]), f"进度 {format_percent(reports[-1][1], 0)}"))
    if paid:
        parts.append(path("q", _steps(axis, paid)))
        ends.append((_y(paid[-1][1]), f"拨付 {format_percent(paid[-1][1], 0)}"))
    parts += [text(words, _RIGHT + 6, _AT[y + 40]) for y, words in apart(ends, 10 * _BOTTOM, 10)]
    told = "，".join([words for _, words in ends])
    desc = (
        f"{axis.first} 至 {axis.last}：{told}{f'，完成时限 {deadline}' if deadline else ''}。逐次记录见下方。"
    )
    return Chart("course", "进度和拨付", desc, _BOTTOM + 26, tuple(parts))


def _paid_shares(view: ProjectView) -> list[Point]:
    """Payments added up, % of the subsidy."""
    subsidy = view.project.subsidy
    if not subsidy:
        return []
    total, points = Decimal(0), []
    for row in sorted(view.payments, key=lambda row: row.date):
        total += row.amount
        points.append((row.date, total * 100 / subsidy))
    return points


class _Axis:
    """Days → places on the drawing."""

    def __init__(self, first: date, last: date) -> None:
        self.first = first
        self.last = max(last, first + timedelta(days=1))
        self._start = first.toordinal()
        self._days = self.last.toordinal() - self._start

    def x(self, day: date) -> int:
        """Where a day lies, in tenths."""
        return round(10 * _LEFT + _WIDTH * (day.toordinal() - self._start) / self._days)


@lru_cache(maxsize=4096)
def _y(percent: Decimal) -> int:
    """Where a share lies, in tenths; a little above 100 % there is room."""
    return round(10 * _BOTTOM - _HEIGHT * float(min(max(percent, Decimal(0)), Decimal(110))) / 100)


def _line(axis: _Axis, points: Sequence[Point]) -> str:
    """From point to point, from nothing at the beginning."""
    return _ORIGIN + "".join([f" L {_AT[axis.x(day)]} {_AT[_y(percent)]}" for day, percent in points])


def _steps(axis: _Axis, points: Sequence[Point]) -> str:
    """Money comes all at once: level until a day, then up."""
    up = "".join([f" H {_AT[axis.x(day)]} V {_AT[_y(percent)]}" for day, percent in points])
    return f"{_ORIGIN}{up} H {_RIGHT}"
