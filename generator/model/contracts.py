"""contracts.yaml: 合同, for one project or several, each told once."""

import datetime
from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated, ClassVar

from generator.model.base import Label, Record, Search
from generator.model.change import Weight
from generator.model.codelists import METHODS, ProcurementMethod
from generator.model.company import Contractor
from generator.model.item_names import NamedBy
from generator.model.money import ZERO, total
from generator.model.payment_terms import PaymentTerms
from generator.model.project import PayeeRelation
from generator.model.types import Count, Day, Flag, Money, Number, ProjectId, Prose, Text, Url


class TenderNotice(Record):
    """公告 of a tender, clause 五（三）."""

    date: Annotated[Day | None, Label("日期", clause="supervision", asked=True)] = None
    url: Annotated[Url | None, Label("链接", clause="supervision", asked=True)] = None


class Supplement(Record):
    """补充协议, 万元; either of the amounts tells the other."""

    named_by: ClassVar[NamedBy] = ("date",)

    date: Annotated[Day, Label("日期")]
    number: Annotated[Text | None, Label("编号", searched=Search.TEXT, stays=True)] = None
    content: Annotated[Prose | None, Label("内容", searched=Search.TEXT)] = None
    difference: Annotated[
        Number | None, Label("增减金额", weight=Weight.MAJOR, unit="万元", note="增加写正数，减少写负数")
    ] = None
    amount: Annotated[Money | None, Label("变更后金额", weight=Weight.MAJOR, unit="万元")] = None


class Termination(Record):
    """终止 of a contract before it is fulfilled."""

    date: Annotated[Day, Label("日期")]
    reason: Annotated[Prose, Label("原因", searched=Search.TEXT)]
    settled: Annotated[Money | None, Label("结算金额", weight=Weight.MAJOR, unit="万元")] = None


class Part(Record):
    """涉及项目: one project of a contract and how much of it is the project's, 万元."""

    named_by: ClassVar[NamedBy] = ("project",)

    project: Annotated[ProjectId, Label("项目编号")]
    amount: Annotated[
        Money | None,
        Label("金额", weight=Weight.MAJOR, unit="万元", note="这个项目的一份；只涉及一个项目的可以不写"),
    ] = None


class Contract(Record):
    """One contract, or one lot of a tender with a contract of its own, clause 五（三）; money in 万元."""

    named_by: ClassVar[NamedBy] = ("number",)

    number: Annotated[Text, Label("合同编号", searched=Search.TEXT, stays=True)]
    name: Annotated[Text | None, Label("名称", searched=Search.TEXT, stays=True)] = None
    lot: Annotated[Text | None, Label("标包", searched=Search.TEXT, stays=True)] = None
    is_framework: Annotated[
        Flag, Label("框架协议", note="金额是上限、按次下单的，写 true；各项目的金额之和不要求等于合同金额")
    ] = False
    method: Annotated[
        ProcurementMethod | None, Label("方式", clause="supervision", asked=True, note=METHODS)
    ] = None
    exception_reason: Annotated[Prose | None, Label("非公开招标理由", searched=Search.TEXT)] = None
    notice: Annotated[TenderNotice | None, Label("公告", clause="supervision", asked=True)] = None
    bidders: Annotated[Count | None, Label("投标供应商数", unit="家")] = None
    ceiling: Annotated[Money | None, Label("最高限价", weight=Weight.MAJOR, unit="万元")] = None
    award_date: Annotated[Day | None, Label("中标日期")] = None
    award_amount: Annotated[Money | None, Label("中标金额", weight=Weight.MAJOR, unit="万元")] = None
    amount: Annotated[Money | None, Label("合同金额", weight=Weight.MAJOR, unit="万元")] = None
    date: Annotated[Day | None, Label("合同日期")] = None
    contractor: Annotated[Contractor | None, Label("承办单位", weight=Weight.MAJOR, clause="disclosure")] = (
        None
    )
    terms: Annotated[PaymentTerms | None, Label("付款约定")] = None
    payees: Annotated[tuple[PayeeRelation, ...], Label("收款关系")] = ()
    supplements: Annotated[
        tuple[Supplement, ...], Label("补充协议", note="从早到晚；合同金额保留签订时的数")
    ] = ()
    termination: Annotated[Termination | None, Label("终止", weight=Weight.MAJOR)] = None
    parts: Annotated[tuple[Part, ...], Label("涉及项目", clause="supervision")] = ()

    @property
    def title(self) -> str:
        """Its name with the lot; without a name, its number."""
        return f"{self.name or self.number}{f'（{self.lot}）' if self.lot else ''}"

    @property
    def original(self) -> Decimal | None:
        """What was agreed when it was signed: 合同金额, or without one 中标金额; None: not disclosed."""
        return self.award_amount if self.amount is None else self.amount

    @property
    def current(self) -> Decimal | None:
        """What it is worth after its supplements, or was settled at; None: not disclosed."""
        if self.termination and self.termination.settled is not None:
            return self.termination.settled
        return changed(self.original, self.supplements)

    def amount_after(self, index: int) -> Decimal | None:
        """What it was worth after the supplement at a position; None: cannot be told."""
        return changed(self.original, self.supplements[: index + 1])

    def not_due(self, day: datetime.date) -> Decimal:
        """What of its current value is not to be paid yet by its 付款约定, 万元; 0 if nothing is told of that."""
        if self.terms is None or self.current is None or self.termination:
            return ZERO
        return max(self.current - self.terms.payable(self.current, day), ZERO)

    def part_of(self, project: str) -> Decimal | None:
        """A project's part of its current value; None: not disclosed. A sole project has all of it."""
        told = [part.amount for part in self.parts if part.project == project and part.amount is not None]
        if told:
            return total(told)
        is_sole = {part.project for part in self.parts} == {project} and not self.is_framework
        return self.current if is_sole else None


def changed(amount: Decimal | None, supplements: Iterable[Supplement]) -> Decimal | None:
    """An amount after supplements, 万元; None once one cannot be told."""
    for supplement in supplements:
        if supplement.amount is not None:
            amount = supplement.amount
        elif amount is not None and supplement.difference is not None:
            amount += supplement.difference
    return amount


class Contracts(Record):
    """Everything in contracts.yaml."""

    contracts: Annotated[tuple[Contract, ...], Label("合同")] = ()
