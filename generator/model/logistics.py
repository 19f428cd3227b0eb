"""物流补贴 of a project."""

from typing import Annotated

from generator.model.base import Label, Record
from generator.model.change import Weight
from generator.model.codelists import ShipmentLeg
from generator.model.types import Money, Number, PlannedDay


class LogisticsSubsidy(Record):
    """物流补贴, clause 四 1; per-order amounts in 元."""

    leg: Annotated[ShipmentLeg | None, Label("环节", clause="logistics", asked=True)] = None
    ceiling: Annotated[
        Money | None, Label("补贴上限", weight=Weight.MAJOR, unit="万元", clause="logistics", asked=True)
    ] = None
    end_date: Annotated[
        PlannedDay | None, Label("退补日期", weight=Weight.MAJOR, clause="logistics", asked=True)
    ] = None
    per_order: Annotated[
        Number | None, Label("每单补贴", weight=Weight.MAJOR, unit="元", clause="logistics", asked=True)
    ] = None
    cost_gap: Annotated[
        Number | None,
        Label("与省会物流成本差额", weight=Weight.MAJOR, unit="元", clause="logistics", asked=True),
    ] = None
