"""county.yaml: 示范县基本信息."""

from decimal import Decimal
from typing import Annotated, ClassVar, Self

from pydantic import model_validator

from generator.model.base import Label, Record, Search
from generator.model.change import Weight
from generator.model.codelists import ReceiptKind, UnitLevel
from generator.model.fees import Fee, FeePayment
from generator.model.item_names import NamedBy
from generator.model.money import total
from generator.model.place_names import CityName, CountyCode, CountyCodes
from generator.model.types import (
    Day,
    Flag,
    LedgerDay,
    Money,
    MovedMoney,
    Phone,
    StatedValue,
    Text,
    Texts,
    Url,
    Year,
    problem,
)


class AccountablePerson(Record):
    """责任人: a post, or a name with a post, and an office telephone."""

    named_by: ClassVar[NamedBy] = ("post",)

    name: Annotated[Text | None, Label("姓名", searched=Search.FIELD)] = None
    post: Annotated[Text | None, Label("职务", example="副县长", searched=Search.FIELD)] = None
    unit: Annotated[Text | None, Label("单位", searched=Search.FIELD, stays=True)] = None
    phone: Annotated[Phone | None, Label("办公电话")] = None


class TipOffPhone(Record):
    """监督电话 of the county itself, clause 五（六）."""

    named_by: ClassVar[NamedBy] = ("unit",)

    phone: Annotated[Phone, Label("号码")]
    unit: Annotated[Text | None, Label("受理单位", searched=Search.NOT, stays=True)] = None
    hours: Annotated[Text | None, Label("受理时间", searched=Search.NOT)] = None


class LeadDepartment(Record):
    """主管部门, clause 五（一）."""

    name: Annotated[Text | None, Label("名称", searched=Search.FIELD, stays=True)] = None
    contact: Annotated[Text | None, Label("联系人", searched=Search.NOT)] = None
    phone: Annotated[Phone | None, Label("办公电话")] = None


class FunctionalZone(Record):
    """功能区: a development zone, whose code GB/T 2260 need not have."""

    code_source: Annotated[
        Text, Label("代码来源", searched=Search.NOT, example="国家统计局统计用区划代码", stays=True)
    ]
    approval: Annotated[Text | None, Label("批准文号", searched=Search.TEXT, stays=True)] = None


class Allocation(Record):
    """专项资金, 万元."""

    central: Annotated[
        Money | None, Label("中央财政", weight=Weight.MAJOR, unit="万元", clause="spending", asked=True)
    ] = None
    provincial: Annotated[Money | None, Label("省级配套", weight=Weight.MAJOR, unit="万元")] = None
    local: Annotated[Money | None, Label("市县配套", weight=Weight.MAJOR, unit="万元")] = None


class Receipt(Record):
    """资金到账, 万元."""

    named_by: ClassVar[NamedBy] = ("date",)

    date: Annotated[LedgerDay, Label("日期")]
    amount: Annotated[MovedMoney, Label("金额", weight=Weight.MAJOR, unit="万元")]
    kind: Annotated[
        ReceiptKind | None,
        Label("类型", weight=Weight.MAJOR, note="不写就是到账；结余等被上级收回的写“上级收回”，金额写正数"),
    ] = None
    document: Annotated[Text | None, Label("文号", searched=Search.NOT, stays=True)] = None

    @property
    def is_recalled(self) -> bool:
        """Whether the level above took the money back."""
        return self.kind is ReceiptKind.RECALLED

    @property
    def net(self) -> Decimal:
        """The amount, negative for money that was recalled."""
        return -self.amount if self.is_recalled else self.amount


class SteeringGroup(Record):
    """组织领导: the working mechanism led by a county leader, clause 五（一）."""

    leader_post: Annotated[Text | None, Label("牵头县领导职务", searched=Search.FIELD)] = None
    members: Annotated[Texts, Label("成员部门", searched=Search.NOT, stays=True)] = ()
    document: Annotated[Text | None, Label("工作机制文件", searched=Search.NOT, stays=True)] = None


class Regulation(Record):
    """管理制度, clause 五（一）."""

    named_by: ClassVar[NamedBy] = ("name",)

    name: Annotated[Text, Label("名称", searched=Search.TEXT, stays=True)]
    number: Annotated[Text | None, Label("文号", searched=Search.FIELD, stays=True)] = None
    date: Annotated[Day | None, Label("日期")] = None
    attachments: Annotated[Texts, Label("附件", searched=Search.NOT_HERE, stays=True)] = ()


class Indicator(Record):
    """What a target is about: one name, or the levels of a table of 绩效目标; at least one of them is given."""

    named_by: ClassVar[NamedBy] = (("indicator", "level_three", "level_two", "level_one"),)

    level_one: Annotated[Text | None, Label("一级指标", searched=Search.TEXT, stays=True)] = None
    level_two: Annotated[Text | None, Label("二级指标", searched=Search.TEXT, stays=True)] = None
    level_three: Annotated[Text | None, Label("三级指标", searched=Search.TEXT, stays=True)] = None
    indicator: Annotated[Text | None, Label("指标", searched=Search.TEXT, stays=True)] = None

    @model_validator(mode="after")
    def _is_named(self) -> Self:
        if not self.name:
            label = self.label_of("indicator")
            raise problem(
                "E002", f"缺少“{label}”", f"补上“{label}”；分级的写“{self.label_of('level_three')}”"
            )
        return self

    @property
    def name(self) -> str:
        """The indicator itself: the lowest level given."""
        return self.indicator or self.level_three or self.level_two or self.level_one or ""

    @property
    def above(self) -> tuple[str, ...]:
        """The levels above the indicator, highest first."""
        levels = tuple(filter(None, (self.level_one, self.level_two, self.level_three)))
        return levels if self.indicator else levels[:-1]


class Goal(Indicator):
    """绩效目标 of the county, clause 三; the unit stands in the record."""

    unit: Annotated[Text | None, Label("单位", searched=Search.NOT, stays=True)] = None
    baseline: Annotated[StatedValue | None, Label("基期", searched=Search.TEXT)] = None
    target: Annotated[
        StatedValue | None,
        Label("目标", weight=Weight.MAJOR, searched=Search.TEXT, note="数字，或照文件写：≥95%、明显提高"),
    ] = None
    current: Annotated[StatedValue | None, Label("当前", searched=Search.TEXT)] = None
    as_of: Annotated[LedgerDay | None, Label("截至")] = None


_Cohort = Annotated[Year, Label("示范批次")]
_Allocation = Annotated[Allocation, Label("专项资金", clause="spending", asked=True)]
_Receipts = Annotated[tuple[Receipt, ...], Label("资金到账", clause="spending", asked=True)]
_Fees = Annotated[
    tuple[Fee, ...],
    Label(
        "费用",
        clause="spending",
        note="用专项资金支付、又不属于哪个项目的：监理费、审计费、评审费等；计入已拨付、已使用，不计入项目",
    ),
]
_Goals = Annotated[tuple[Goal, ...], Label("绩效目标", clause="goals", asked=True)]


class Batch(Record):
    """批次 after a county's first, whose own money and goals stand in county.yaml."""

    cohort: _Cohort
    allocation: _Allocation = Allocation()
    receipts: _Receipts = ()
    fees: _Fees = ()
    goals: _Goals = ()

    @classmethod
    def of_year(cls, year: int) -> Self:
        """A batch of which only the year is known."""
        return cls.model_validate({cls.label_of("cohort"): str(year)})


class County(Record):
    """示范县, with the money and goals of its first batch."""

    name: Annotated[Text, Label("名称", searched=Search.FIELD, stays=True)]
    code: Annotated[CountyCode, Label("行政区划代码")]
    former_codes: Annotated[CountyCodes, Label("原代码", note="代码变更以前用过的代码，先用的写在前面")] = ()
    city: Annotated[CityName, Label("所属市", note="省级的写 省本级、自治区本级")]
    stated_level: Annotated[
        UnitLevel | None, Label("层级", note="由市、省承担的项目写 市、省；县、区、功能区不写")
    ] = None
    zone: Annotated[
        FunctionalZone | None, Label("功能区", note="开发区、高新区等，代码不在 GB/T 2260 之中的写明来源")
    ] = None
    cohort: _Cohort
    is_demo: Annotated[Flag, Label("示例数据")] = False
    accountable_person: Annotated[
        AccountablePerson | None, Label("责任人", note="写职务和办公座机", clause="disclosure", asked=True)
    ] = None
    lead_department: Annotated[LeadDepartment | None, Label("主管部门", clause="leadership", asked=True)] = (
        None
    )
    disclosure_url: Annotated[Url | None, Label("公开专栏", clause="disclosure", asked=True)] = None
    tip_off: Annotated[
        tuple[TipOffPhone, ...], Label("监督电话", clause="disclosure", note="本县受理举报的办公座机")
    ] = ()
    allocation: _Allocation = Allocation()
    receipts: _Receipts = ()
    fees: _Fees = ()
    steering_group: Annotated[SteeringGroup | None, Label("组织领导", clause="leadership", asked=True)] = None
    regulations: Annotated[tuple[Regulation, ...], Label("管理制度", clause="leadership", asked=True)] = ()
    goals: _Goals = ()

    @property
    def level(self) -> UnitLevel:
        """Whose projects these are: as 层级 says, else as the noughts at the end of the code do."""
        if self.stated_level is not None:
            return self.stated_level
        if self.code.endswith("00"):
            return UnitLevel.PROVINCE if self.code.endswith("0000") else UnitLevel.CITY
        return UnitLevel.COUNTY

    def of(self, batch: Batch) -> Self:
        """The county as if a later batch were its only one; what that batch has stands in its own file."""
        own = {name: getattr(batch, name) for name in Batch.model_fields}
        return self.model_copy(update=own).located(batch.origin)

    @property
    def fee_payments(self) -> tuple[FeePayment, ...]:
        """Every payment of a cost that is no project, by date."""
        return tuple(sorted((row for fee in self.fees for row in fee.payments), key=lambda row: row.date))

    @property
    def fees_planned(self) -> Decimal:
        """What the costs that are no projects are to take of the allocation, 万元."""
        return total(fee.planned for fee in self.fees)

    @property
    def received(self) -> Decimal:
        """Money received so far without what was recalled, 万元."""
        return total(receipt.net for receipt in self.receipts)
