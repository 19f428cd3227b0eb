"""费用 of a county: what supervision, audits and the like cost, paid from 专项资金 and for no project of its own."""

from decimal import Decimal
from typing import Annotated, ClassVar

from generator.model.base import Label, Record, Search
from generator.model.change import Weight
from generator.model.codelists import PaymentKind, SpendingCategory
from generator.model.item_names import NamedBy
from generator.model.money import ZERO, total
from generator.model.payees import Payee
from generator.model.types import LedgerDay, Money, MovedMoney, Prose, Text


class FeePayment(Record):
    """支付 of a cost, 万元: paid and used at once, since no contractor holds the money in between."""

    named_by: ClassVar[NamedBy] = ("date",)

    date: Annotated[LedgerDay, Label("日期")]
    amount: Annotated[MovedMoney, Label("金额", weight=Weight.MAJOR, unit="万元")]
    kind: Annotated[
        PaymentKind | None,
        Label("类型", weight=Weight.MAJOR, note="不写就是支付；退回、收回的金额也写正数"),
    ] = None
    voucher: Annotated[Text | None, Label("凭证号", searched=Search.NOT, stays=True)] = None

    @property
    def is_back(self) -> bool:
        """Whether the money came back."""
        return self.kind is not None and self.kind.is_back

    @property
    def net(self) -> Decimal:
        """The amount, negative for money that came back."""
        return -self.amount if self.is_back else self.amount


class Fee(Record):
    """费用: a cost line of central money, 万元, clause 四."""

    named_by: ClassVar[NamedBy] = ("name",)

    name: Annotated[Text, Label("名称", searched=Search.TEXT, example="监理费", stays=True)]
    category: Annotated[SpendingCategory | None, Label("类别")] = None
    amount: Annotated[Money | None, Label("金额", weight=Weight.MAJOR, unit="万元", note="安排的数")] = None
    payee: Annotated[
        Payee | None,
        Label("收款单位", searched=Search.TEXT, stays=True, note="付给个人的写“专家”一类，不写姓名"),
    ] = None
    basis: Annotated[Prose | None, Label("依据", searched=Search.TEXT, stays=True)] = None
    payments: Annotated[tuple[FeePayment, ...], Label("支付", note="每次支付一项，退回、收回的也写")] = ()

    @property
    def paid(self) -> Decimal:
        """What was paid without what came back."""
        return total(payment.net for payment in self.payments)

    @property
    def returned(self) -> Decimal:
        """What came back."""
        return total(payment.amount for payment in self.payments if payment.is_back)

    @property
    def planned(self) -> Decimal:
        """What it is to cost: as planned, or what was paid where that is more or nothing was planned."""
        return max(self.amount or ZERO, self.paid)
