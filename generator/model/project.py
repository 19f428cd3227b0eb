"""projects/<number>.yaml: 项目台账."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Self

from pydantic import Field, model_validator

from generator.model.base import Label, Record, Search
from generator.model.change import Weight
from generator.model.codelists import (
    METHODS,
    BaseEvent,
    Conclusion,
    Direction,
    FundSource,
    ProcurementMethod,
    SpendingCategory,
    Status,
)
from generator.model.company import Contractor
from generator.model.county import AccountablePerson, Indicator
from generator.model.derived import NOTHING_DERIVED, PASSING, Basis, Derived
from generator.model.ending import Acceptance, Cancellation, Withdrawal
from generator.model.identifiers import PROJECT_ID
from generator.model.item_names import NamedBy
from generator.model.logistics import LogisticsSubsidy
from generator.model.money import total
from generator.model.partial_day import DayInWords, Planned
from generator.model.payees import Payee
from generator.model.types import (
    Day,
    Flag,
    Money,
    PlannedDay,
    ProjectId,
    Prose,
    StatedValue,
    Text,
    Texts,
    Url,
    problem,
)

FISCAL = "财政资金合计"
LOCAL = frozenset((FundSource.PROVINCIAL, FundSource.CITY, FundSource.COUNTY))
"""The sources that 地方配套 stands for."""
PRIVATE = frozenset((FundSource.OWN, FundSource.PRIVATE))
"""The sources that 企业投入 stands for."""

TERM = "未定到日的照文件写：2021-12、2021年12月底前、合同签订后90日、尽快"

EVENT_DATES = {
    BaseEvent.NOTICE: ("procurement", "notice_date"),
    BaseEvent.AWARD: ("procurement", "award_date"),
    BaseEvent.CONTRACT: ("procurement", "contract_date"),
    BaseEvent.ACCEPTANCE: ("acceptance", "date"),
}
"""Event from which a planned date may count → where a project has its date."""


class Procurement(Record):
    """采购, clause 五（三）; money in 万元."""

    method: Annotated[
        ProcurementMethod | None, Label("方式", clause="supervision", asked=True, note=METHODS)
    ] = None
    notice_date: Annotated[Day | None, Label("公告日期", clause="supervision", asked=True)] = None
    notice_url: Annotated[Url | None, Label("公告链接", clause="supervision", asked=True)] = None
    award_date: Annotated[Day | None, Label("中标日期")] = None
    award_amount: Annotated[Money | None, Label("中标金额", weight=Weight.MAJOR, unit="万元")] = None
    contract_date: Annotated[Day | None, Label("合同日期")] = None
    exception_reason: Annotated[Prose | None, Label("非公开招标理由", searched=Search.TEXT)] = None
    contracts: Annotated[
        Texts,
        Label(
            "合同",
            searched=Search.NOT_HERE,
            note="contracts.yaml 里的合同编号；那里写了的这里不必再写",
            stays=True,
        ),
    ] = ()


class Source(Record):
    """资金来源, 万元."""

    named_by: ClassVar[NamedBy] = ("source",)

    source: Annotated[FundSource, Label("来源", weight=Weight.MAJOR)]
    amount: Annotated[Money, Label("金额", weight=Weight.MAJOR, unit="万元")]
    document: Annotated[Text | None, Label("文号", searched=Search.TEXT, stays=True)] = None


class PayeeRelation(Record):
    """收款关系: a unit that is paid instead of the contractor, and why."""

    named_by: ClassVar[NamedBy] = ("unit",)

    unit: Annotated[Payee, Label("单位", searched=Search.TEXT, stays=True)]
    relation: Annotated[
        Text, Label("关系", searched=Search.TEXT, example="中标单位按招标文件要求设立的项目公司")
    ]
    basis: Annotated[Prose | None, Label("依据", searched=Search.TEXT, stays=True)] = None


class BudgetLine(Record):
    """资金用途: what the subsidy is to pay for, item by item, 万元."""

    named_by: ClassVar[NamedBy] = ("purpose",)

    category: Annotated[SpendingCategory, Label("类别")]
    purpose: Annotated[Prose, Label("用途", searched=Search.TEXT)]
    amount: Annotated[Money, Label("金额", weight=Weight.MAJOR, unit="万元")]


class Target(Indicator):
    """绩效目标 of a project; the unit stands in the record."""

    value: Annotated[
        StatedValue | None,
        Label(
            "目标值",
            weight=Weight.MAJOR,
            searched=Search.TEXT,
            note="数字，或照文件写：≤120万元、不低于95%、明显改善",
        ),
    ] = None
    unit: Annotated[Text | None, Label("单位", searched=Search.NOT, stays=True)] = None
    achieved: Annotated[StatedValue | None, Label("完成值", searched=Search.TEXT)] = None


class PublicNotice(Record):
    """公示期: when and where the project was put on public notice before it was settled."""

    begin: Annotated[Day, Label("开始日期")]
    end: Annotated[Day | None, Label("结束日期")] = None
    url: Annotated[Url | None, Label("公示链接")] = None

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.end and self.end < self.begin:
            message = f"“{self.label_of('end')}”{self.end} 早于“{self.label_of('begin')}”{self.begin}"
            raise problem("E010", message, "核对这两个日期")
        return self


class Project(Record):
    """项目, clause 五（六）; money in 万元."""

    _derived: ClassVar[Derived] = NOTHING_DERIVED
    """What was derived; each project keeps its own in ``__dict__``, as its place."""

    id: Annotated[ProjectId, Label("项目编号")]
    title: Annotated[Text, Label("项目名称", searched=Search.FIELD, clause="disclosure")]
    direction: Annotated[
        Direction, Label("支持方向", clause="spending", note="安排表未写明的写“未分类”，或者不写")
    ] = Direction.UNSORTED
    stated_direction: Annotated[
        Text | None,
        Label("方向原文", searched=Search.TEXT, note="安排表里的说法，照写，如“电商公共服务体系”"),
    ] = None
    status: Annotated[
        Status,
        Label(
            "状态",
            weight=Weight.MAJOR,
            clause="disclosure",
            note="不写的，按验收、进度、合同、拨付和计划开工推定",
        ),
    ] = Field(default_factory=lambda: Status.NOT_STARTED)  # no default for schemas: the intake derives it
    is_carried_over: Annotated[
        Flag | None, Label("续建", note="从以前年度接着建设的写 true，合同、开工可以早于本批次的实施方案")
    ] = None
    description: Annotated[
        Prose | None,
        Label(
            "建设内容",
            example="建什么、建多少、在哪里",
            searched=Search.TEXT,
            weight=Weight.MAJOR,
            clause="disclosure",
            asked=True,
        ),
    ] = None
    requirements: Annotated[
        Prose | None,
        Label("工作要求", example="对承办单位的要求", searched=Search.TEXT, clause="disclosure", asked=True),
    ] = None
    location: Annotated[
        Text | None, Label("建设地点", example="乡镇、村或园区", searched=Search.FIELD, weight=Weight.MAJOR)
    ] = None
    contractor: Annotated[Contractor | None, Label("承办单位", clause="disclosure", asked=True)] = None
    accountable_person: Annotated[
        AccountablePerson | None, Label("县级责任人", clause="disclosure", asked=True)
    ] = None
    other_persons: Annotated[
        tuple[AccountablePerson, ...], Label("其他责任人", note="第二责任人等，写职务和办公座机")
    ] = ()
    public_notice: Annotated[PublicNotice | None, Label("公示期")] = None
    procurement: Annotated[Procurement | None, Label("采购", clause="supervision", asked=True)] = None
    subsidy: Annotated[
        Money | None, Label("扶持资金额度", weight=Weight.MAJOR, unit="万元", clause="disclosure", asked=True)
    ] = None
    local_match: Annotated[Money | None, Label("地方配套", weight=Weight.MAJOR, unit="万元")] = None
    contractor_investment: Annotated[Money | None, Label("企业投入", weight=Weight.MAJOR, unit="万元")] = None
    sources: Annotated[
        tuple[Source, ...],
        Label(
            "资金来源",
            note="项目的全部资金，每个来源一行；扶持资金额度只写中央资金，地方配套、企业投入已在这里逐项列出的不必再写",
        ),
    ] = ()
    payees: Annotated[
        tuple[PayeeRelation, ...], Label("收款关系", note="专项资金付给承办单位以外的单位的，写明关系和依据")
    ] = ()
    budget_lines: Annotated[tuple[BudgetLine, ...], Label("资金用途", clause="spending", asked=True)] = ()
    reuse_statement: Annotated[
        Prose | None, Label("利用现有设施", searched=Search.TEXT, clause="services")
    ] = None
    planned_start: Annotated[
        PlannedDay | None, Label("计划开工", clause="supervision", asked=True, note=TERM)
    ] = None
    deadline: Annotated[
        PlannedDay | None, Label("完成时限", weight=Weight.MAJOR, clause="disclosure", asked=True, note=TERM)
    ] = None
    targets: Annotated[tuple[Target, ...], Label("绩效目标", clause="disclosure", asked=True)] = ()
    policies: Annotated[
        Texts, Label("相关政策文件", searched=Search.NOT_HERE, clause="disclosure", asked=True, stays=True)
    ] = ()
    logistics_subsidy: Annotated[LogisticsSubsidy | None, Label("物流补贴", clause="logistics")] = None
    acceptance: Annotated[Acceptance | None, Label("验收", clause="acceptance")] = None
    cancellation: Annotated[Cancellation | None, Label("取消", weight=Weight.MAJOR, clause="supervision")] = (
        None
    )
    withdrawal: Annotated[Withdrawal | None, Label("撤回", weight=Weight.MAJOR)] = None
    url: Annotated[Url | None, Label("项目链接", note="这个项目在县政府网站等处的网页，以 https:// 开头")] = (
        None
    )
    note: Annotated[Prose | None, Label("备注", searched=Search.TEXT, weight=Weight.WORDING)] = None
    attachments: Annotated[Texts, Label("附件", searched=Search.NOT_HERE, stays=True)] = ()

    def __reduce__(self) -> tuple[Any, ...]:
        plain = super().__reduce__()
        return plain if self._derived == NOTHING_DERIVED else (_with_derived, (plain, self._derived))

    @property
    def derived(self) -> Derived:
        """What other files tell of it."""
        return self._derived

    def deriving(self, derived: Derived) -> Self:
        """Remember what other files tell of the project; returns the project itself."""
        self.__dict__["_derived"] = derived
        return self

    @property
    def county_code(self) -> str:
        return self.id[:6]

    @property
    def number(self) -> str:
        """Two to four digits, the file's name."""
        found = PROJECT_ID.fullmatch(self.id)
        return found["number"] if found else ""

    @property
    def is_status_derived(self) -> bool:
        """Whether 状态 is not given in its own file; pages then say so."""
        return self._derived.basis is not Basis.GIVEN

    @property
    def known_status(self) -> Status | None:
        """状态 as given or reported; None if it is presumed from dates and payments alone: no rule concludes from that."""
        return None if self._derived.basis is Basis.PRESUMED else self.status

    def status_after(self, day: date) -> Status | None:
        """状态 as it is known to be after a day; None if the last report of a project under way is not later."""
        status, derived = self.known_status, self._derived
        if status in PASSING and derived.basis is Basis.REPORTED:
            return status if derived.reported and derived.reported > day else None
        return status

    @property
    def start(self) -> date | None:
        """The last day on which 计划开工 allows to begin; None where it counts from an event not yet recorded, or names no day."""
        return self.day_of(self.planned_start)

    @property
    def due(self) -> date | None:
        """The last day of 完成时限; None where it counts from an event not yet recorded, or names no day."""
        return self.day_of(self.deadline)

    def day_of(self, term: Planned | None) -> date | None:
        """The last day of one of the project's planned dates, counted from the event it names where that has a date.

        None for words that name no day and no such event.

        A term after the signing of several contracts counts from the last of them, since nobody says which is meant.
        """
        if not isinstance(term, DayInWords):
            return term
        within = term.within
        if (
            within is None
            or within.event is None
            or (within.event is BaseEvent.ACCEPTANCE and not self._is_accepted)
        ):
            return None
        part, name = EVENT_DATES[within.event]
        day = getattr(getattr(self, part), name, None)
        if within.event is BaseEvent.CONTRACT and (signed := self._derived.signed):
            known = [each for each in signed if each]
            day = max(known) if len(known) == len(signed) else None
        return within.after(day) if day else None

    @property
    def _is_accepted(self) -> bool:
        return self.acceptance is not None and self.acceptance.conclusion is Conclusion.PASSED

    @property
    def central(self) -> Decimal | None:
        """Central money, 万元: 扶持资金额度, or without one what 资金来源 lists of it; None: not disclosed."""
        if self.subsidy is not None or not self.sources:
            return self.subsidy
        return total(line.amount for line in self.sources if line.source is FundSource.CENTRAL)

    @property
    def is_without_central(self) -> bool:
        """Whether its 资金来源 are disclosed and no central money is among them."""
        return bool(self.sources) and self.central == 0

    @property
    def fiscal(self) -> Decimal:
        """财政资金合计: the public money that is disclosed, whatever its source, 万元."""
        return total((*(line.amount for line in self.sources if _is_other(line)), self.central, self._local))

    @property
    def all_sources(self) -> tuple[tuple[str, Decimal, str], ...]:
        """(source, 万元, number of the document) of 资金来源, then of 地方配套 and 企业投入 where it lacks them."""
        lines = [(line.source.label, line.amount, line.document or "") for line in self.sources]
        old = (("local_match", self._local), ("contractor_investment", self._private))
        lines += [(self.label_of(name), amount, "") for name, amount in old if amount is not None]
        return tuple(lines)

    @property
    def support(self) -> Decimal | None:
        """What may be paid to it of public money, 万元: central money, or if there is none, all; None: not disclosed."""
        return self.fiscal if self.is_without_central else self.central

    @property
    def support_label(self) -> str:
        """What ``support`` is called."""
        return FISCAL if self.is_without_central else self.label_of("subsidy")

    @property
    def investment(self) -> Decimal:
        """总投资: public money and the contractor's own, 万元."""
        own = (line.amount for line in self.sources if line.source in PRIVATE)
        return total((self.fiscal, *own, self._private))

    @property
    def _private(self) -> Decimal | None:
        """企业投入; None if 资金来源 lists it source by source."""
        is_listed = any(line.source in PRIVATE for line in self.sources)
        return None if is_listed else self.contractor_investment

    @property
    def _local(self) -> Decimal | None:
        """地方配套; None if 资金来源 lists it source by source."""
        return None if any(line.source in LOCAL for line in self.sources) else self.local_match


def _is_other(line: Source) -> bool:
    """Whether a line is public money other than central."""
    return line.source not in PRIVATE and line.source is not FundSource.CENTRAL


def _with_derived(plain: tuple[Any, ...], derived: Derived) -> Project:
    """Rebuild a pickled project with what was derived for it."""
    rebuild, values = plain
    project: Project = rebuild(*values)
    return project.deriving(derived)
