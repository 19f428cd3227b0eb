"""Chart of the deadlines of unfinished projects, on one time axis with the as-of date."""

from collections.abc import Sequence
from datetime import date, timedelta

from generator.render.charts.bars import Bar, Bars, Group
from generator.render.charts.chart import Chart
from generator.views.rows import ProjectRow

MOST = 12
"""Most projects in the chart, unless a page has much else to show; the table has all."""
_LEAST = 0.8
"""Least length of a bar, %: so much can be seen."""


def deadlines_chart(rows: Sequence[ProjectRow], as_of: date, most: int = MOST) -> Chart | None:
    """Draws a bar from the as-of date to each deadline: to the left and filled if it has passed, otherwise hollow.

    Projects shown in an earlier version are left out, as their deadline may have changed, and those past their deadline
    of which nobody knows whether they are done. None if no project is left.
    """
    due = sorted(
        (
            (row.due, row)
            for row in rows
            if row.due and not row.earlier and not row.status.is_done and not row.is_cancelled
            if row.days_overdue or row.due >= as_of
        ),
        key=lambda pair: (pair[0], pair[1].id),
    )
    if not due:
        return None
    shown = due[:most]
    first = min(as_of, shown[0][0])
    last = max(as_of, shown[-1][0], first + timedelta(days=30))
    days = (last - first).days
    today = (as_of - first).days * 100 / days
    of_many = len({row.county_code for _, row in due}) > 1
    groups = []
    for day, row in shown:
        place = (day - first).days * 100 / days
        length = max(abs(place - today), _LEAST)
        start = min(place, today, 100 - length)
        late = (as_of - day).days
        said = f"逾期 {late} 天" if late > 0 else f"还有 {-late} 天" if late else "当天到期"
        name = f"{row.title}（{row.county_name}）" if of_many else row.title
        groups.append(Group(name, (Bar("late" if late > 0 else "early", "", said, length, start),)))
    late_ones = sum(day < as_of for day, _ in due)
    unjudged = sum(
        bool(row.earlier and row.due) and not row.status.is_done and not row.is_cancelled for row in rows
    )
    of_late = f"，其中逾期 {late_ones} 个" if late_ones or not unjudged else ""
    others = f"另有 {unjudged} 个最近一次提交未通过核对，不在图中。" if unjudged else ""
    desc = f"未完成的项目 {len(due)} 个{of_late}。{others}全部时限见项目表。"
    notes = [f"虚线是数据截至的那一天，{as_of}"]
    if len(due) > most:
        notes.append(f"未完成的 {len(due)} 个项目中最早到期的 {most} 个，全部见项目表")
    return Chart(
        "due", "未完成项目的时限", desc, Bars(tuple(groups), (f"{first}", f"{last}"), today), tuple(notes)
    )
