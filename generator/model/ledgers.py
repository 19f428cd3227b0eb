"""The CSV ledgers: one class per file, one instance per row, headings as the county writes them."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated, Self

from pydantic import model_validator

from generator.model.base import Label, Record
from generator.model.change import Weight
from generator.model.codelists import (
    InspectionLevel,
    InspectionMethod,
    Measure,
    PaymentKind,
    SpendingCategory,
    Status,
)
from generator.model.partial_day import known_day
from generator.model.payees import DecidedOn, Impersonal, Payee, Purpose
from generator.model.types import (
    Count,
    Day,
    LedgerDay,
    Money,
    Month,
    MovedMoney,
    Percent,
    PlannedDay,
    ProjectId,
    Prose,
    Text,
    Texts,
    Url,
    problem,
)

Corrects = Annotated[
    Text | None,
    Label(
        "更正",
        note="这一行更正哪一行：写那一行的日期（月份）；同一天不止一行的，空一格再写凭证号、用途或名称",
        stays=True,
    ),
]


_LastDay = date
"""The type, where a field has its name."""
PaidProject = Annotated[
    ProjectId, Label("项目编号", note="不属于哪个项目的费用（监理费、审计费等）写在 county.yaml 的“费用”里")
]
PaidPeople = Annotated[Count | None, Label("收款人数", unit="人", note="付给个人时的人数")]
PeopleNotice = Annotated[Url | None, Label("公示链接", note="付给个人时，公示名单的网址")]


def _paid_to(payee: str | None, people: int | None) -> str:
    return f"{payee or '村民'}（公示 {people} 人）" if people else payee or ""


class Progress(Record):
    """progress.csv: 项目建设进度, clause 五（六）."""

    date: Annotated[LedgerDay, Label("日期")]
    project: Annotated[ProjectId, Label("项目编号")]
    percent: Annotated[Percent, Label("进度", weight=Weight.MAJOR, unit="%")]
    status: Annotated[Status | None, Label("状态", weight=Weight.MAJOR)] = None
    note: Annotated[Prose | None, Label("说明", weight=Weight.WORDING)] = None
    attachments: Annotated[Texts, Label("附件", stays=True)] = ()
    corrects: Corrects = None


class Payment(Record):
    """payments.csv: 专项资金拨付, county to contractor, and what came back, 万元."""

    date: Annotated[LedgerDay, Label("日期")]
    project: PaidProject
    amount: Annotated[MovedMoney, Label("金额", weight=Weight.MAJOR, unit="万元")]
    kind: Annotated[
        PaymentKind | None,
        Label("类型", weight=Weight.MAJOR, note="不写就是拨付；金额一律写正数，钱的方向由类型说明"),
    ] = None
    payee: Annotated[
        Payee | None,
        Label("收款单位", clause="spending", asked=True, stays=True, note="付给个人的写“村民”一类，不写姓名"),
    ] = None
    purpose: Annotated[Purpose | None, Label("用途", note="只写付的是什么，不写收款人的姓名")] = None
    voucher: Annotated[Text | None, Label("凭证号", stays=True)] = None
    people: PaidPeople = None
    notice_url: PeopleNotice = None
    corrects: Corrects = None

    @property
    def paid_to(self) -> str:
        """Who was paid, in words; persons as 村民（公示 35 人）; empty: not disclosed."""
        return _paid_to(self.payee, self.people)

    @property
    def is_back(self) -> bool:
        """Whether the money came back from the contractor."""
        return self.kind is not None and self.kind.is_back

    @property
    def net(self) -> Decimal:
        """The amount, negative for money that came back."""
        return -self.amount if self.is_back else self.amount


class Expenditure(Record):
    """expenditures.csv: 专项资金使用, what the contractor spent it on, 万元."""

    date: Annotated[LedgerDay, Label("日期")]
    project: PaidProject
    category: Annotated[SpendingCategory, Label("类别")]
    purpose: Annotated[Purpose, Label("用途", note="只写付的是什么，不写收款人的姓名")]
    amount: Annotated[Money, Label("金额", weight=Weight.MAJOR, unit="万元")]
    voucher_kind: Annotated[Text | None, Label("凭证类型", stays=True)] = None
    voucher: Annotated[Text | None, Label("凭证号", stays=True)] = None
    payee: Annotated[
        Payee | None,
        Label(
            "收款单位",
            stays=True,
            note="承办单位把钱付给了谁：最后收款的单位；付给个人的写“村民”一类，不写姓名",
        ),
    ] = None
    people: PaidPeople = None
    notice_url: PeopleNotice = None
    corrects: Corrects = None

    @property
    def paid_to(self) -> str:
        """Who was paid, in words; persons as 村民（公示 35 人）; empty: not told."""
        return _paid_to(self.payee, self.people)


class Inspection(Record):
    """inspections.csv: 调研、督导和检查, clause 五（三）; an empty project means the whole county."""

    date: Annotated[LedgerDay, Label("日期")]
    level: Annotated[InspectionLevel, Label("层级")]
    unit: Annotated[Text | None, Label("检查单位", stays=True)] = None
    project: Annotated[ProjectId | None, Label("项目编号")] = None
    method: Annotated[InspectionMethod | None, Label("方式")] = None
    problem: Annotated[Prose | None, Label("发现问题")] = None
    measure: Annotated[Measure | None, Label("处置")] = None
    handling: Annotated[Prose | None, Label("处理情况", weight=Weight.WORDING)] = None
    due: Annotated[PlannedDay | None, Label("完成期限", weight=Weight.MAJOR)] = None
    done: Annotated[Day | None, Label("完成日期")] = None
    corrects: Corrects = None

    @property
    def has_result(self) -> bool:
        """Whether it found a problem or ordered a measure."""
        return bool(self.problem) or self.measure not in (None, Measure.NONE)

    @property
    def is_handled(self) -> bool:
        """Whether what it found is done: 完成日期 says so, 处理情况 only how far it is."""
        return self.done is not None

    def handle_by(self, days: int) -> _LastDay | None:
        """The last day for handling what it found; ``days`` after it if a problem has no limit of its own.

        None if there is nothing to handle by a day, or the limit is in words.
        """
        if self.due is None and self.problem:
            return self.date + timedelta(days=days)
        return known_day(self.due) if self.has_result else None


class Training(Record):
    """trainings.csv: 培训记录, clause 四 4; hours in 学时, people in 人次."""

    date: Annotated[LedgerDay, Label("日期")]
    project: Annotated[ProjectId, Label("项目编号")]
    topic: Annotated[Text, Label("主题")]
    audience: Annotated[Text | None, Label("对象", clause="training", asked=True)] = None
    hours: Annotated[Count | None, Label("学时", clause="training", asked=True)] = None
    people: Annotated[Count | None, Label("人次", clause="training", asked=True)] = None
    poor_people: Annotated[Count | None, Label("其中脱贫户人次")] = None
    followed_up: Annotated[Count | None, Label("跟踪服务人次", clause="training", asked=True)] = None
    employed: Annotated[Count | None, Label("实现就业创业人次")] = None
    record: Annotated[Prose | None, Label("记录", clause="training", asked=True)] = None
    corrects: Corrects = None


class Transaction(Record):
    """transactions.csv: 交易数据 of one month, clause 五（六）; sales in 万元."""

    month: Annotated[Month, Label("月份")]
    project: Annotated[ProjectId, Label("项目编号")]
    retail_sales: Annotated[Money | None, Label("网络零售额", weight=Weight.MAJOR, unit="万元")] = None
    farm_sales: Annotated[Money | None, Label("农产品网络零售额", weight=Weight.MAJOR, unit="万元")] = None
    orders: Annotated[Count | None, Label("订单量", unit="单")] = None
    parcels_up: Annotated[Count | None, Label("上行件量", unit="件")] = None
    parcels_down: Annotated[Count | None, Label("下行件量", unit="件")] = None
    corrects: Corrects = None


class Activity(Record):
    """activities.csv: 活动信息, clause 五（六）."""

    date: Annotated[LedgerDay, Label("日期")]
    project: Annotated[ProjectId, Label("项目编号")]
    name: Annotated[Text, Label("名称")]
    venue: Annotated[Text | None, Label("地点", weight=Weight.WORDING)] = None
    people: Annotated[Count | None, Label("参与人次")] = None
    note: Annotated[Prose | None, Label("说明", weight=Weight.WORDING)] = None
    corrects: Corrects = None


class Snapshot(Record):
    """snapshots.csv: what had been paid and spent by the end of a month, 万元; an empty project means the whole county.

    Rules compare it with the rows of payments.csv and expenditures.csv; no sum ever adds it to them.
    """

    month: Annotated[Month, Label("截至", note="截至哪个月的月底，如 2021-06")]
    project: Annotated[
        ProjectId | None, Label("项目编号", note="不写的是全县的累计数，有几个批次的合在一起")
    ] = None
    paid: Annotated[Money, Label("累计拨付", weight=Weight.MAJOR, unit="万元")]
    spent: Annotated[Money | None, Label("累计使用", weight=Weight.MAJOR, unit="万元")] = None
    note: Annotated[Prose | None, Label("说明", weight=Weight.WORDING)] = None
    corrects: Corrects = None


class Enforcement(Record):
    """enforcement.csv: decisions on counterfeit goods and fraud on consumers, clause 五（三）, as the authority published them.

    Nothing follows from a county without a row. An empty project means none in particular; without a company the row
    stands on no company's page.
    """

    date: Annotated[LedgerDay, Label("日期", note="作出决定的日期")]
    project: Annotated[ProjectId | None, Label("项目编号", note="与某个项目有关的才写")] = None
    company: Annotated[
        DecidedOn | None,
        Label("承办单位", stays=True, note="决定书写明的单位全称；决定是对个人作出的不写，姓名不公开"),
    ] = None
    act: Annotated[
        Impersonal,
        Label("行为", clause="supervision", weight=Weight.MAJOR, note="照决定书认定的写，不加评论"),
    ]
    authority: Annotated[Text, Label("处理机关", stays=True)]
    result: Annotated[Impersonal, Label("处理结果", weight=Weight.MAJOR)]
    basis: Annotated[Impersonal | None, Label("依据", stays=True, note="决定书引用的法律、法规条款")] = None
    number: Annotated[Text | None, Label("文号", stays=True, note="决定书的文号；文号和链接至少写一项")] = (
        None
    )
    url: Annotated[Url | None, Label("链接", note="处理机关公开决定的网页")] = None
    later: Annotated[
        Impersonal | None,
        Label("后续", weight=Weight.MAJOR, note="履行完毕，经复议、诉讼变更或者撤销的，写明"),
    ] = None
    corrects: Corrects = None

    @model_validator(mode="after")
    def _is_published(self) -> Self:
        if not (self.number or self.url):
            number, url = self.label_of("number"), self.label_of("url")
            cure = "写决定书的文号或者公开决定的网址；尚未作出并公开的决定，不登记在这里"
            raise problem("E002", f"缺少“{number}”和“{url}”", cure)
        return self
