"""Chart of the deadlines of unfinished projects, on one time axis with the as-of date."""

from collections.abc import Sequence
from datetime import date, timedelta

from generator.render.charts.canvas import WIDTH, Chart, bar, fitted, label, rounded, width_of
from generator.render.charts.elements import Element, path
from generator.views.rows import ProjectRow

MOST = 12
"""Most projects in the chart; the table has all."""
_ROW = 36
_TOP = 22


def deadlines_chart(rows: Sequence[ProjectRow], as_of: date) -> Chart | None:
    """Draws a bar from the as-of date to each deadline: to the left and filled if it has passed, otherwise hollow.

    Projects shown in an earlier version are left out, as their deadline may have changed. None if no project is left.
    """
    due = sorted(
        (
            (row.due, row)
            for row in rows
            if row.due and not row.earlier and not row.status.is_done and not row.is_cancelled
        ),
        key=lambda pair: (pair[0], pair[1].id),
    )
    if not due:
        return None
    shown = due[:MOST]
    first = min(as_of, shown[0][0])
    last = max(as_of, shown[-1][0], first + timedelta(days=30))
    scale = (WIDTH - 4) / (last - first).days
    today = rounded(2 + (as_of - first).days * scale)
    parts: list[Element] = []
    for number, (day, row) in enumerate(shown):
        top = _TOP + number * _ROW
        late = (as_of - day).days
        said = f"逾期 {late} 天" if late > 0 else f"{day}"
        place = 2 + (day - first).days * scale
        parts += [
            label(fitted(row.title, WIDTH - width_of(said) - 10), 0, top + 13),
            label(said, WIDTH, top + 13, end=True, kind="x" if late > 0 else ""),
            bar(min(place, today), top + 19, max(abs(place - today), 2), 8, "late" if late > 0 else "w"),
        ]
    bottom = _TOP + len(shown) * _ROW
    said = f"数据截至 {as_of}"
    parts.append(path("d", f"M {today} 16 V {bottom}"))
    parts.append(label(said, today, 12, end=today > WIDTH / 2) if today else label(said, 0, 12))
    late_ones = sum(day < as_of for day, _ in due)
    rest = f"图中是最早到期的 {MOST} 个，" if len(due) > MOST else ""
    desc = f"未完成的项目 {len(due)} 个，其中逾期 {late_ones} 个。{rest}全部时限见项目表。"
    return Chart("due", "未完成项目的时限", desc, bottom + 4, tuple(parts))
