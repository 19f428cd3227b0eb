"""The published JSON documents. Their schemas are made from these classes and show the docstrings, hence in Chinese.

Absent and empty values are left out. Amounts are exact decimals in 万元, the unit of pages, as text.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from pydantic import Field, WithJsonSchema

from generator.model.company import Contractor
from generator.model.contracts import Contract, Contracts
from generator.model.county import County
from generator.model.ledgers import (
    Activity,
    Enforcement,
    Expenditure,
    Inspection,
    Payment,
    Progress,
    Snapshot,
    Training,
    Transaction,
)
from generator.model.outcome import Outcome
from generator.model.plan import Plan, Response
from generator.model.programme import DEMONSTRATION_COUNTY
from generator.model.project import Project


def _said(text: str) -> object:
    return Field(description=text)


LedgerDay = Annotated[date | None, WithJsonSchema({"type": "string"})]
"""A day as ledgers have it: some know the month alone."""
Wan = Annotated[Decimal | None, _said("万元")]


@dataclass(frozen=True, slots=True)
class Provenance:
    """这份内容从哪里来。"""

    as_of: Annotated[date, _said("数据截至日")]
    published: Annotated[date | None, _said("首次公开的日期；变更历史不及的不写")]
    updated: Annotated[LedgerDay, _said("网页所列内容的最近日期")]
    commit: Annotated[str, _said("首次公开或者最近一次改动这个记录的提交")]
    is_demo: Annotated[bool, _said("示例数据，均为虚构")]


@dataclass(frozen=True, slots=True)
class Link:
    """同一内容的其他格式，地址相对于本文件。"""

    type: Annotated[str, _said("媒体类型")]
    href: Annotated[str, _said("地址")]


@dataclass(frozen=True, slots=True)
class JsonAnswer:
    """示范县的答复。"""

    date: Annotated[date, _said(Response.label_of("date"))]
    explanation: Annotated[str, _said(Response.label_of("explanation"))]


@dataclass(frozen=True, slots=True)
class JsonFinding:
    """核对发现的一个问题。"""

    code: Annotated[str, _said("规则代码，说明见 rules.html")]
    title: Annotated[str, _said("规则名称")]
    message: Annotated[str, _said("哪里不符")]
    degree: Annotated[str, _said("重要、一般")]
    duty_of: Annotated[str, _said("由谁负责")]
    basis: Annotated[str, _said("依据；只核对数字、日期的不写")]
    since: Annotated[LedgerDay, _said("从哪一天起，无法确定的不写")]
    projects: Annotated[tuple[str, ...], _said("涉及的项目编号")]
    answers: Annotated[tuple[JsonAnswer, ...], _said("答复，不影响问题的列出")]


@dataclass(frozen=True, slots=True)
class JsonChange:
    """公开以后的一处变更。"""

    record: Annotated[str, _said("项目编号，或县代码和台账")]
    field: Annotated[str, _said("栏目，名称同数据字典")]
    old: Annotated[str, _said("原来的内容；新增的不写")]
    new: Annotated[str, _said("改后的内容；删去的不写")]
    published: Annotated[datetime, _said("公开的时刻，北京时间")]
    commit: Annotated[str, _said("git 提交")]
    weight: Annotated[str, _said("变更类别：重大、一般、文字")]


@dataclass(frozen=True, slots=True)
class JsonCorrection:
    """台账里更正过的一行：原来的一行不再计入。"""

    ledger: Annotated[str, _said("台账")]
    old: Annotated[str, _said("更正以前")]
    new: Annotated[str, _said("更正以后")]


@dataclass(frozen=True, slots=True)
class Party:
    """参与的单位。"""

    name: Annotated[str, _said(County.label_of("name"))]
    code: Annotated[str, _said(Contractor.label_of("code"))]
    is_lead: Annotated[bool, _said("承办单位；否则是联合体成员或其他合同的单位")]
    href: Annotated[str, _said("网页；自然人不设网页")]


@dataclass(frozen=True, slots=True)
class ProjectFigures:
    """项目网页上的数，口径见 figures.html。名称列在 withheld 里的暂不计算，不写。"""

    support: Annotated[Decimal | None, _said("扶持资金额度；无中央资金的项目是财政资金合计，万元")]
    investment: Annotated[Decimal | None, _said("总投资，万元")]
    paid: Annotated[Decimal | None, _said("已拨付，已减去退回、收回的，万元")]
    returned: Annotated[Decimal | None, _said("退回、收回，万元")]
    paid_share: Annotated[str | None, _said("拨付占额度，%，一位小数，与网页显示的相同")]
    spent: Annotated[Decimal | None, _said("已使用，已减去收回的已用资金，万元")]
    unspent: Annotated[Decimal | None, _said("收回的已用资金，万元")]
    percent: Annotated[Decimal | None, _said("建设进度，照填报的数，%")]
    last_report: Annotated[LedgerDay, _said("最近一次进度报告的日期")]
    days_overdue: Annotated[int, _said("逾期天数，未逾期为 0")]


@dataclass(frozen=True, slots=True)
class ProjectDocument:
    """一个项目：网页所列的全部内容。金额的单位是万元，写成十进制数的文字，照原始数据精确；无内容的项不写，各台账的行里不再写项目编号。"""

    schema: Annotated[str, _said("本文件的格式，地址相对于本文件")]
    id: Annotated[str, _said(Project.label_of("id"))]
    county: Annotated[str, _said(County.label_of("code"))]
    county_name: Annotated[str, _said(DEMONSTRATION_COUNTY)]
    city: Annotated[str, _said(County.label_of("city"))]
    provenance: Provenance
    project: Annotated[Project, _said("项目文件登记的内容")]
    status_presumed: Annotated[bool, _said("状态未登记，按已报送的内容推定")]
    parties: Annotated[tuple[Party, ...], _said("参与的单位，承办单位在前")]
    figures: ProjectFigures
    withheld: Annotated[
        tuple[str, ...], _said("依据的记录未通过核对、从未公开，暂不计算的数：figures 里的名称")
    ]
    with_earlier: Annotated[tuple[str, ...], _said("含上一次公开的记录的数：figures 里的名称")]
    records_missing: Annotated[tuple[str, ...], _said("有未公开记录的台账或文件，如 payments")]
    contracts: Annotated[tuple[Contract, ...], _said("合同，一份合同涉及几个项目的各处都列")]
    progress: Annotated[tuple[Progress, ...], _said("进度报告，新的在前")]
    payments: Annotated[tuple[Payment, ...], _said("拨付")]
    expenditures: Annotated[tuple[Expenditure, ...], _said("使用")]
    inspections: Annotated[tuple[Inspection, ...], _said("检查，新的在前")]
    trainings: Annotated[tuple[Training, ...], _said("培训")]
    transactions: Annotated[tuple[Transaction, ...], _said("交易数据")]
    activities: Annotated[tuple[Activity, ...], _said("活动")]
    snapshots: Annotated[tuple[Snapshot, ...], _said("月报的累计数，新的在前")]
    enforcement: Annotated[tuple[Enforcement, ...], _said("处理决定，新的在前")]
    corrections: Annotated[tuple[JsonCorrection, ...], _said(Progress.label_of("corrects"))]
    findings: Annotated[tuple[JsonFinding, ...], _said("核对发现的问题")]
    unsettled: Annotated[str, _said("为什么有的问题暂不下结论")]
    changes: Annotated[tuple[JsonChange, ...], _said("变更记录，新的在前")]
    has_change_record: Annotated[bool, _said("本次生成有无变更记录")]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class CountyFigures:
    """县页上的数，口径见 figures.html。名称列在 withheld 里的暂不计算，不写；分批的县，比率各批次分别计算。"""

    central: Annotated[Decimal | None, _said("中央财政专项资金，万元")]
    received: Annotated[Decimal | None, _said("已到账，万元")]
    allocated: Annotated[Decimal | None, _said("安排到项目，万元")]
    paid: Annotated[Decimal | None, _said("已拨付，万元")]
    returned: Annotated[Decimal | None, _said("退回、收回，万元")]
    spent: Annotated[Decimal | None, _said("已使用，万元")]
    paid_share: Annotated[str | None, _said("拨付率，%，一位小数，与网页显示的相同")]
    spent_share: Annotated[str | None, _said("使用率，%，一位小数，与网页显示的相同")]
    projects: Annotated[int | None, _said("项目，个")]
    overdue: Annotated[int | None, _said("逾期的项目，个")]
    contracts: Annotated[int | None, _said("合同，份")]
    contracts_amount: Annotated[Decimal | None, _said("合同金额，补充协议以后，万元")]
    findings: Annotated[int, _said("核对发现问题，项")]
    disclosed: Annotated[int | None, _said("已公开的公开事项，项")]
    due: Annotated[int | None, _said("应公开的公开事项，项")]


@dataclass(frozen=True, slots=True)
class ListedProject:
    """一个项目的主要内容；全部内容在 href。"""

    id: Annotated[str, _said(Project.label_of("id"))]
    title: Annotated[str, _said(Project.label_of("title"))]
    direction: Annotated[str, _said(Project.label_of("direction"))]
    status: Annotated[str, _said(Project.label_of("status"))]
    subsidy: Wan
    paid: Wan
    spent: Wan
    percent: Annotated[Decimal | None, _said("建设进度，%")]
    deadline: Annotated[str | None, _said("完成时限，照文件写")]
    days_overdue: Annotated[int, _said("逾期天数，未逾期为 0")]
    withheld: Annotated[tuple[str, ...], _said("暂不计算的数的名称")]
    href: Annotated[str, _said("地址，相对于本文件")]
    earlier: Annotated[date | None, _said("最近一次提交未通过核对的，所列版本公开的日期")]


@dataclass(frozen=True, slots=True)
class DisclosureItem:
    """一项应当公开的内容。"""

    code: Annotated[str, _said("规则代码")]
    title: Annotated[str, _said("公开事项")]
    state: Annotated[str, _said("公开、部分公开、未公开、不适用、暂不计算")]
    disclosed: Annotated[int | None, _said("已公开的记录数")]
    due: Annotated[int | None, _said("应公开的记录数")]


@dataclass(frozen=True, slots=True)
class JsonBatch:
    """一个示范批次自己的登记内容和数。"""

    year: Annotated[int, _said(County.label_of("cohort"))]
    county: Annotated[County, _said("县文件，资金和目标是这个批次的")]
    plan: Annotated[Plan, _said("实施方案、决策过程和答复")]
    outcome: Annotated[Outcome, _said("验收、评价和整改")]
    figures: CountyFigures
    withheld: Annotated[tuple[str, ...], _said("暂不计算的数：figures 里的名称")]
    with_earlier: Annotated[tuple[str, ...], _said("含上一次公开的记录的数：figures 里的名称")]


@dataclass(frozen=True, slots=True)
class CountyDocument:
    """一个示范县：县页所列的全部内容，各项目的另见其文件。金额的单位是万元，写成十进制数的文字，照原始数据精确；无内容的项不写。"""

    schema: Annotated[str, _said("本文件的格式，地址相对于本文件")]
    code: Annotated[str, _said(County.label_of("code"))]
    name: Annotated[str, _said(County.label_of("name"))]
    city: Annotated[str, _said(County.label_of("city"))]
    provenance: Provenance
    county: Annotated[County, _said("县文件登记的内容；有几个批次的，资金和目标是第一批的")]
    plan: Annotated[Plan, _said("实施方案、决策过程和答复")]
    outcome: Annotated[Outcome, _said("验收、评价和整改")]
    batches: Annotated[tuple[JsonBatch, ...], _said("各批次，从早到晚；只有一个批次的不写")]
    figures: CountyFigures
    withheld: Annotated[
        tuple[str, ...], _said("依据的记录未通过核对、从未公开，暂不计算的数：figures 里的名称")
    ]
    with_earlier: Annotated[tuple[str, ...], _said("含上一次公开的记录的数：figures 里的名称")]
    records_missing: Annotated[tuple[str, ...], _said("有未公开记录的台账或文件，如 payments")]
    projects: Annotated[tuple[ListedProject, ...], _said("项目，按编号")]
    withdrawn: Annotated[tuple[str, ...], _said("已撤回的项目编号")]
    disclosure: Annotated[tuple[DisclosureItem, ...], _said("公开事项")]
    contracts: Annotated[tuple[Contract, ...], _said(Contracts.label_of("contracts"))]
    snapshots: Annotated[tuple[Snapshot, ...], _said("全县的月报累计数，新的在前")]
    enforcement: Annotated[tuple[Enforcement, ...], _said("处理决定，新的在前")]
    problems: Annotated[tuple[Inspection, ...], _said("发现问题或者提出措施的检查，新的在前")]
    corrections: Annotated[tuple[JsonCorrection, ...], _said(Progress.label_of("corrects"))]
    findings: Annotated[tuple[JsonFinding, ...], _said("核对发现的问题")]
    findings_of_others: Annotated[tuple[JsonFinding, ...], _said("由市、省负责的问题，不计入示范县")]
    unsettled: Annotated[str, _said("为什么有的问题暂不下结论")]
    changes: Annotated[tuple[JsonChange, ...], _said("变更记录，新的在前")]
    has_change_record: Annotated[bool, _said("本次生成有无变更记录")]
    links: tuple[Link, ...]
