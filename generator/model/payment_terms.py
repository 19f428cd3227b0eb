"""付款约定 of a contract: when its money is due, and what is retained until when."""

from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar

from generator.model.base import Label, Record, Search
from generator.model.change import Weight
from generator.model.item_names import NamedBy
from generator.model.money import ZERO, total
from generator.model.types import Day, Money, Percent, Text


class Instalment(Record):
    """分期: what is due when a milestone is reached; its share of the contract, or its amount."""

    named_by: ClassVar[NamedBy] = ("milestone",)

    milestone: Annotated[Text, Label("节点", searched=Search.TEXT, example="签订合同")]
    share: Annotated[Percent | None, Label("比例", weight=Weight.MAJOR, unit="%")] = None
    amount: Annotated[Money | None, Label("金额", weight=Weight.MAJOR, unit="万元")] = None
    due: Annotated[Day | None, Label("应付日期", weight=Weight.MAJOR, note="约定了日期的写日期")] = None
    reached: Annotated[Day | None, Label("达成日期", note="节点达到的那一天；未达到的不写")] = None

    def value(self, whole: Decimal) -> Decimal:
        """How much it is of a contract worth ``whole``, 万元; 0 if neither share nor amount is told."""
        return self.amount if self.amount is not None else whole * (self.share or ZERO) / 100

    def agreed(self, whole: Decimal | None) -> Decimal | None:
        """The same, if the contract may have no value; None: not disclosed."""
        if self.amount is None and (self.share is None or whole is None):
            return None
        return self.value(whole or ZERO)

    def is_due(self, day: date) -> bool:
        """Whether it must be paid by a day: its milestone was reached, or its date has come."""
        return any(when is not None and when <= day for when in (self.reached, self.due))


class PaymentTerms(Record):
    """付款约定."""

    instalments: Annotated[tuple[Instalment, ...], Label("分期")] = ()
    retention: Annotated[Percent | None, Label("质保金比例", weight=Weight.MAJOR, unit="%")] = None
    release: Annotated[Day | None, Label("质保金返还日期", weight=Weight.MAJOR)] = None
    release_event: Annotated[
        Text | None,
        Label(
            "质保金返还条件",
            searched=Search.TEXT,
            example="验收合格满一年",
            note="条件达到后写质保金返还日期",
        ),
    ] = None

    def retained(self, whole: Decimal) -> Decimal:
        """质保金 of a contract worth ``whole``, 万元."""
        return whole * (self.retention or ZERO) / 100

    def payable(self, whole: Decimal, day: date) -> Decimal:
        """What of a contract worth ``whole`` is due by a day, 万元.

        Without instalments all of it is, but for what is retained. What is retained comes on top of the instalments
        if both together are no more than the whole; otherwise it is kept back from them.
        """
        kept = self.retained(whole)
        is_released = self.release is not None and self.release <= day
        if not self.instalments:
            return whole if is_released else whole - kept
        due = total(part.value(whole) for part in self.instalments if part.is_due(day))
        if total(part.value(whole) for part in self.instalments) + kept <= whole:
            return due + kept if is_released else due
        return due if is_released else min(due, whole - kept)
