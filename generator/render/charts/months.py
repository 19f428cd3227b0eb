"""Charts of money over the months, cumulative: received, paid and spent; and a small one of payments."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate

from generator.model.money import format_wan
from generator.render.charts.canvas import WIDTH, Chart, apart, label, rounded, width_of
from generator.render.charts.elements import Element, line, path
from generator.views.months import MonthFunds

_LEFT = 1
_TOP, _BOTTOM = 24, 140


def months_chart(flows: Sequence[MonthFunds], target: Decimal | None, whose: str) -> Chart | None:
    """Draws three lines of sums and ``target``, the 中央财政专项资金; None for less than two months or no money."""
    if len(flows) < 2:
        return None
    flows = sorted(flows, key=lambda flow: flow.month)
    sums = [
        ("r", "到账", list(accumulate(flow.received for flow in flows))),
        ("p", "拨付", list(accumulate(flow.paid for flow in flows))),
        ("q", "使用", list(accumulate(flow.spent for flow in flows))),
    ]
    top = max([max(values) for _, _, values in sums] + [target or Decimal(0)])
    if not top:
        return None
    scale = (_BOTTOM - _TOP) / float(top)
    ends = [
        (_BOTTOM - float(values[-1]) * scale, f"{name} {format_wan(values[-1])}") for _, name, values in sums
    ]
    right = rounded(WIDTH - 6 - max(width_of(text) for _, text in ends))
    parts: list[Element] = [
        path("g", f"M {_LEFT} {_BOTTOM} H {right}"),
        label(flows[0].month, _LEFT, _BOTTOM + 18),
        label(flows[-1].month, right, _BOTTOM + 18, end=True),
    ]
    if target:
        y = rounded(_BOTTOM - float(target) * scale)
        parts.append(path("d", f"M {_LEFT} {y} H {right}"))
        parts.append(label(f"中央财政 {format_wan(target)} 万元", _LEFT, y - 6))
    parts += [path(kind, line(_points(values, scale, right))) for kind, _, values in sums]
    parts += [label(text, right + 6, y + 4) for y, text in apart(ends, _BOTTOM)]
    told = "、".join(f"{name} {format_wan(values[-1])}" for _, name, values in sums)
    desc = f"{flows[0].month} 至 {flows[-1].month} 累计（万元）：{told}。逐月数字见下表。"
    return Chart("months", f"{whose}资金逐月累计", desc, _BOTTOM + 26, tuple(parts))


def _points(values: Sequence[Decimal], scale: float, right: float) -> Iterator[tuple[float, float]]:
    step = (right - _LEFT) / (len(values) - 1)
    for number, value in enumerate(values):
        yield rounded(_LEFT + number * step), rounded(_BOTTOM - float(value) * scale)


def sparkline(flows: Sequence[MonthFunds]) -> Chart | None:
    """Draws cumulative payments by month, without axes; None for less than two months or no payment."""
    flows = sorted(flows, key=lambda flow: flow.month)
    paid = list(accumulate(flow.paid for flow in flows))
    if len(paid) < 2 or not paid[-1]:
        return None
    step = (WIDTH - 2) / (len(paid) - 1)
    points = (
        (rounded(1 + number * step), rounded(62 - float(value / paid[-1]) * 36))
        for number, value in enumerate(paid)
    )
    parts = (
        label("累计拨付", 0, 14),
        label(f"{flows[0].month} 至 {flows[-1].month}", WIDTH, 14, end=True),
        path("p", line(points)),
    )
    desc = f"{len(paid)} 个月里累计拨付由 {format_wan(paid[0])} 万元到 {format_wan(paid[-1])} 万元。"
    return Chart("trend", "累计拨付走势", desc, 66, parts)
