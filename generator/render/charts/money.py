"""Chart of money by direction: granted, paid and spent, as bars of one scale."""

from collections.abc import Sequence

from generator.model.money import format_percent, format_wan
from generator.render.charts.canvas import WIDTH, Chart, bar, label
from generator.render.charts.elements import Element
from generator.views.county import DirectionLine
from generator.views.funds import DirectionFunds

_ROW = 42
_BAR = 16
_THIN = 6


def money_chart(lines: Sequence[DirectionLine | DirectionFunds], whose: str) -> Chart | None:
    """Draws a bar for each direction: hollow the subsidy, filled the amount paid, inside it a thin bar the amount spent.

    The three differ in form, not only in colour. None if no money is disclosed.
    """
    shown = [line for line in lines if line.subsidy or line.paid or line.spent]
    if not shown:
        return None
    scale = (WIDTH - 2) / float(max(max(line.subsidy, line.paid, line.spent) for line in shown))
    parts: list[Element] = []
    for number, line in enumerate(shown):
        top = number * _ROW
        share = "" if line.paid_share is None else f" {format_percent(line.paid_share, 1)}"
        parts.append(label(line.direction.label, 0, top + 14))
        parts.append(label(f"已拨付{share}", WIDTH, top + 14, end=True))
        parts.append(bar(1, top + 20, float(line.subsidy) * scale, _BAR, "w"))
        parts.append(bar(1, top + 20, float(line.paid) * scale, _BAR, "a"))
        parts.append(bar(1, top + 20 + (_BAR - _THIN) / 2, float(line.spent) * scale, _THIN, "b"))
    base = len(shown) * _ROW + 18
    for x, kind, word in ((1, "w", "资金额度"), (111, "a", "已拨付"), (211, "b", "已使用")):
        height = _THIN if kind == "b" else 12
        parts.append(bar(x, base - 5 - height / 2, 22, height, kind))
        parts.append(label(word, x + 28, base))
    most = max(shown, key=lambda line: line.subsidy)
    desc = (
        f"{len(shown)} 个支持方向的资金额度、已拨付和已使用。额度最多的是{most.direction.label}，"
        f"{format_wan(most.subsidy)} 万元，已拨付 {format_wan(most.paid)} 万元。全部数字见下表。"
    )
    return Chart("money", f"{whose}资金：额度、拨付和使用", desc, base + 8, tuple(parts))
