"""Chart of money over the months, cumulative: received, paid and spent."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import accumulate

from generator.model.county import Allocation
from generator.model.money import ZERO, format_wan
from generator.render.charts.chart import Chart
from generator.render.charts.lines import ACROSS, HIGH, Line, Lines, straight
from generator.render.charts.scale import brief, ceiling
from generator.views.months import MonthFunds


def months_chart(flows: Sequence[MonthFunds], target: Decimal | None, whose: str) -> Chart | None:
    """Draws three lines of sums and ``target``, the 中央财政专项资金; None for less than two months or no money.

    Args:
        flows: one for every month, in any order.
    """
    if len(flows) < 2:
        return None
    flows = sorted(flows, key=lambda flow: flow.month)
    sums = [
        ("r", "到账", list(accumulate(flow.received for flow in flows))),
        ("q", "拨付", list(accumulate(flow.paid for flow in flows))),
        ("u", "使用", list(accumulate(flow.spent for flow in flows))),
    ]
    most = max([max(values) for _, _, values in sums] + [target or ZERO])
    if most <= 0:
        return None
    end = ceiling(most)

    def height(value: Decimal) -> int:
        return HIGH - round(max(value, ZERO) * HIGH / end)

    places = [number * ACROSS // (len(flows) - 1) for number in range(len(flows))]
    lines = [
        Line(
            kind,
            name,
            format_wan(values[-1]),
            straight([*zip(places, map(height, values), strict=True)]),
        )
        for kind, name, values in sums
    ]
    if target:
        lines.insert(
            0, Line("d", Allocation.label_of("central"), format_wan(target), f"M0 {height(target)}H{ACROSS}")
        )
    told = "、".join(f"{name} {format_wan(values[-1])}" for _, name, values in sums)
    desc = f"{flows[0].month} 至 {flows[-1].month} 累计（万元）：{told}。逐月数字见下表。"
    body = Lines(tuple(lines), (brief(end), brief(end / 2), "0"), (flows[0].month, flows[-1].month), "万元")
    return Chart("months", f"{whose}资金逐月累计", desc, body)
