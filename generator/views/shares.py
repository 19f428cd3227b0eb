"""Shares of money, named apart everywhere: of 中央财政专项资金, and of the projects' own 扶持资金额度."""

from decimal import Decimal

from generator.model.figures import PERCENT, figure
from generator.model.money import share

_OF_CENTRAL = "已公开中央财政专项资金的县；全省、全市按这些县的合计计算；一个县有几个批次的，各批次分别计算"
_STILL_COUNTED = "拨付、使用的资金照计；中央财政专项资金不因取消而减少"


@figure(
    "拨付率",
    "%",
    "已拨付 ÷ 中央财政专项资金 × 100%",
    counts=_OF_CENTRAL,
    cancelled=_STILL_COUNTED,
    corrected="同“已拨付”",
    shown=PERCENT,
)
def paid_share(paid: Decimal, central: Decimal | None) -> Decimal | None:
    """Paid, % of 中央财政; None if that is not disclosed or 0."""
    return share(paid, central) if central else None


@figure(
    "使用率",
    "%",
    "已使用 ÷ 中央财政专项资金 × 100%；达到90%才能综合验收，按精确值判断",
    counts=_OF_CENTRAL,
    cancelled=_STILL_COUNTED,
    corrected="同“已使用”",
    shown=PERCENT,
)
def spent_share(spent: Decimal, central: Decimal | None) -> Decimal | None:
    """使用率: spent, % of 中央财政; None as for ``paid_share``."""
    return share(spent, central) if central else None


@figure(
    "拨付占额度",
    "%",
    "已拨付 ÷ 扶持资金额度 × 100%；用于一个项目、一个支持方向、一家承办单位",
    counts="项目的拨付，不含不属于项目的费用；无中央资金的项目，分母是财政资金合计，只在本项目的页面上计算。"
    "额度少于专项资金的，与拨付率不同",
    cancelled="额度不计，已拨付的照计",
    corrected="同“已拨付”",
    shown=PERCENT,
)
def paid_of_subsidy(paid: Decimal, subsidy: Decimal | None) -> Decimal | None:
    """Paid, % of what was allocated to the same projects; None if that is not disclosed or 0."""
    return share(paid, subsidy) if subsidy else None
