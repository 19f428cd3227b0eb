"""One project over time: progress and payments against the subsidy and the deadline."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from generator.model.money import format_percent
from generator.render.charts.canvas import WIDTH, Chart, apart, label, rounded
from generator.render.charts.elements import Element, path
from generator.views.project import ProjectView

_LEFT, _RIGHT = 40, 262
_TOP, _BOTTOM = 20, 116
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
        parts.append(path("d", f"M {x} {_TOP - 6} V {_BOTTOM}"))
        parts.append(label("时限", x, _TOP - 8, end=x > WIDTH / 2))
    ends = []
    if reports:
        parts.append(path("p", _line(axis, reports)))
        ends.append((_y(reports[-1][1]), f"进度 {format_percent(reports[-1][1], 0)}"))
    if paid:
        parts.append(path("q", _steps(axis, paid)))
        ends.append((_y(paid[-1][1]), f"拨付 {format_percent(paid[-1][1], 0)}"))
    parts += [label(text, _RIGHT + 6, y + 4) for y, text in apart(ends, _BOTTOM)]
    told = "，".join(text for _, text in ends)
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

    def x(self, day: date) -> float:
        """Where a day lies."""
        return _across(day.toordinal() - self._start, self._days)


@lru_cache(maxsize=16_384)
def _across(days: int, of: int) -> float:
    return rounded(_LEFT + (_RIGHT - _LEFT) * days / of)


@lru_cache(maxsize=4096)
def _y(percent: Decimal) -> float:
    return rounded(_BOTTOM - (_BOTTOM - _TOP) * float(min(max(percent, Decimal(0)), Decimal(110))) / 100)


def _line(axis: _Axis, points: Sequence[Point]) -> str:
    """From point to point, from nothing at the beginning."""
    return _ORIGIN + "".join(f" L {axis.x(day)} {_y(percent)}" for day, percent in points)


def _steps(axis: _Axis, points: Sequence[Point]) -> str:
    """Money comes all at once: level until a day, then up."""
    up = "".join(f" H {axis.x(day)} V {_y(percent)}" for day, percent in points)
    return f"{_ORIGIN}{up} H {_RIGHT}"
