"""Chart of money by direction: granted, paid and spent, as bars of one scale."""

from collections.abc import Sequence
from decimal import Decimal

from generator.model.money import format_percent, format_wan
from generator.render.charts.bars import STRIPED, Bar, Bars, Group
from generator.render.charts.chart import Chart
from generator.render.charts.scale import brief, ceiling
from generator.views.county import DirectionLine
from generator.views.funds import DirectionFunds


def money_chart(lines: Sequence[DirectionLine | DirectionFunds], whose: str) -> Chart | None:
    """Draws three bars for each direction: hollow the subsidy, filled the amount paid, striped the amount spent.

    The three differ in form, not only in colour. None if no money is disclosed.
    """
    shown = [line for line in lines if line.subsidy or line.paid or line.spent]
    if not shown:
        return None
    end = ceiling(max(max(line.subsidy, line.paid, line.spent) for line in shown))

    def bar(kind: str, words: str, amount: Decimal) -> Bar:
        return Bar(kind, words, format_wan(amount), max(float(amount * 100 / end), 0))

    groups = tuple(
        Group(
            line.direction.label,
            (
                bar("granted", "资金额度", line.subsidy),
                bar("paid", "已拨付", line.paid),
                bar(STRIPED, "已使用", line.spent),
            ),
            "" if line.paid_share is None else f"拨付占额度 {format_percent(line.paid_share, 1)}",
        )
        for line in shown
    )
    most = max(shown, key=lambda line: line.subsidy)
    desc = (
        f"{len(shown)} 个支持方向的资金额度、已拨付和已使用。额度最多的是{most.direction.label}，"
        f"{format_wan(most.subsidy)} 万元，已拨付 {format_wan(most.paid)} 万元。"
    )
    return Chart("money", f"{whose}资金：额度、拨付和使用", desc, Bars(groups, ("0", f"{brief(end)} 万元")))
