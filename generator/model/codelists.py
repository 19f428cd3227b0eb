"""Codelists: Chinese label, English title and, where one exists, the code of OC4IDS or OCDS.

What the programme itself lists (支持方向, 支出类别, 典型案例类别) is called as ``programme.yaml`` says; a member names its entry.
"""

from collections.abc import Collection
from functools import cached_property
from typing import Self

from generator.model.base import Codelist
from generator.model.programme import DEMONSTRATION_COUNTY, forbidden_spending, named


class Mode(Codelist):
    """栏目模式: 正式 refuses demonstration data and placeholder settings."""

    DEMO = ("演示", "Demonstration")
    PRODUCTION = ("正式", "Production")


class Direction(Codelist):
    """支持方向: the four of clause 四 1–4, and 未分类 for a project whose plan says none of them."""

    LOGISTICS = named("支持方向", "logistics")
    FARM_PRODUCE = named("支持方向", "farm-produce")
    CONSUMER_GOODS = named("支持方向", "consumer-goods")
    TRAINING = named("支持方向", "training")
    UNSORTED = ("未分类", "Not sorted")

    @classmethod
    def listed(cls, present: Collection[Self]) -> tuple[Self, ...]:
        """What a view by direction lists: the four always, 未分类 where it is ``present``."""
        kept = set(cls) if cls.UNSORTED in present else set(cls) - {cls.UNSORTED}
        return tuple(each for each in cls if each in kept)


class Status(Codelist):
    """项目状态; the code is OC4IDS projectStatus."""

    NOT_STARTED = ("未开工", "Not started", "preparation")
    UNDER_WAY = ("在建", "Under way", "implementation")
    MOSTLY_COMPLETE = ("基本完成", "Mostly complete", "implementation")
    IN_USE = ("投入使用", "In use", "completion")
    ACCEPTED = ("已验收", "Accepted", "maintenance")
    CANCELLED = ("已取消", "Cancelled", "cancelled")

    @cached_property
    def is_done(self) -> bool:
        """Whether it is 基本完成, 投入使用 or 已验收."""
        return self in (Status.MOSTLY_COMPLETE, Status.IN_USE, Status.ACCEPTED)


class BaseEvent(Codelist):
    """基准事件: an event of a project, with a date in its record, from which a term is counted (合同签订后90日)."""

    NOTICE = ("采购公告", "Tender notice")
    AWARD = ("中标", "Award")
    CONTRACT = ("合同签订", "Signing of the contract")
    ACCEPTANCE = ("验收合格", "Acceptance")


class ProcurementMethod(Codelist):
    """采购方式 (政府采购法; 框架协议: 财政部令第110号), and how else contractors are chosen; the code is OCDS method."""

    OPEN = ("公开招标", "Open tendering", "open")
    INVITED = ("邀请招标", "Invited tendering", "selective")
    CONSULTATION = ("竞争性磋商", "Competitive consultation", "selective")
    NEGOTIATION = ("竞争性谈判", "Competitive negotiation", "selective")
    INQUIRY = ("询价", "Request for quotations", "selective")
    SINGLE_SOURCE = ("单一来源", "Single source", "direct")
    FRAMEWORK = ("框架协议采购", "Framework agreement", "selective")
    APPLICATION = ("申报评审", "Applications reviewed by experts")
    REWARD = ("以奖代补", "Reward after completion")
    COMPARISON = ("竞争性比选", "Comparison of offers outside procurement law")

    @property
    def is_procurement(self) -> bool:
        """Whether it is a way of 政府采购."""
        return self not in {
            ProcurementMethod.APPLICATION,
            ProcurementMethod.REWARD,
            ProcurementMethod.COMPARISON,
        }


METHODS = (
    "申报评审（企业申报、专家评审）、以奖代补（先建后补，验收以后奖补）、竞争性比选（比选公告、自行评选）不是政府采购方式，"
    "和单一来源一样要写明理由"
)
"""Explains the ways of choosing a contractor that are no government procurement."""


class Conclusion(Codelist):
    """验收结论, clause 五（四）."""

    PASSED = ("合格", "Passed")
    FAILED = ("不合格", "Failed")


class Grade(Codelist):
    """绩效评价结论, the four grades of clause 五（五）."""

    GOOD = ("好", "Good")
    FAIRLY_GOOD = ("较好", "Fairly good")
    FAIR = ("一般", "Fair")
    POOR = ("较差", "Poor")


class EvaluationKind(Codelist):
    """绩效评价类型, clause 五（五）."""

    SELF = ("自评", "Self-evaluation")
    PROVINCIAL = ("省级复核", "Provincial re-check")
    ROUTINE = ("日常评价", "Routine evaluation by the ministry")


class FilingLevel(Codelist):
    """备案层级, clause 五（二）."""

    CITY = ("市", "City")
    PROVINCE = ("省", "Province")
    STATE = ("国家", "State")


class GovernmentLevel(Codelist):
    """政策文件层级."""

    STATE = ("国家", "State")
    PROVINCE = ("省", "Province")
    CITY = ("市", "City")
    COUNTY = ("县", "County")


class UnitLevel(Codelist):
    """层级 of the unit whose projects a folder holds."""

    PROVINCE = ("省", "Province")
    CITY = ("市", "City")
    COUNTY = ("县", "County")

    @cached_property
    def unit(self) -> str:
        """What pages call a unit of this level."""
        return DEMONSTRATION_COUNTY if self is UnitLevel.COUNTY else f"{self.label}本级"


class Validity(Codelist):
    """政策文件有效性."""

    IN_FORCE = ("有效", "In force")
    REPEALED = ("失效", "Repealed")


class SpendingCategory(Codelist):
    """支出类别: the permitted kinds, and each forbidden kind of clause 四 by name.

    The forbidden ones can be written so that a county can be honest and a rule can see it (F114).
    """

    EQUIPMENT = named("支出类别", "equipment")
    LOGISTICS_SUBSIDY = named("支出类别", "logistics-subsidy")
    TRAINING = named("支出类别", "training")
    BRANDING = named("支出类别", "branding")
    INFORMATION = named("支出类别", "information")
    SERVICES = named("支出类别", "services")
    OTHER = named("支出类别", "other")
    TRADING_PLATFORM = named("支出类别", "trading-platform")
    PRESTIGE_BUILDING = named("支出类别", "prestige-building")
    LAND = named("支出类别", "land")
    TRAFFIC = named("支出类别", "traffic")
    STAFF = named("支出类别", "staff")
    WORK_FUNDS = named("支出类别", "work-funds")
    UNRELATED = named("支出类别", "unrelated")

    @cached_property
    def is_forbidden(self) -> bool:
        return self.label in forbidden_spending()


class OrganisationKind(Codelist):
    """类型 of those who carry out projects."""

    ENTERPRISE = ("企业", "Enterprise")
    COOPERATIVE = ("合作社", "Farmers' cooperative")
    INSTITUTION = ("事业单位", "Public institution")
    ASSOCIATION = ("社会团体", "Social organisation")
    NON_PROFIT = ("社会服务机构", "Private non-profit")
    SELF_EMPLOYED = ("个体工商户", "Self-employed business")
    VILLAGE = ("村集体经济组织", "Village collective")
    STATE = ("机关", "State organ")
    PERSON = ("自然人", "Natural person")

    @classmethod
    def called(cls, text: str) -> "OrganisationKind | None":
        """The kind by its label, or by what counties call it in their tables."""
        label = _KINDS_CALLED.get(text, text)
        return next((kind for kind in cls if kind.label == label), None)

    @classmethod
    def _missing_(cls, value: object) -> "OrganisationKind | None":
        return cls.called(value) if isinstance(value, str) else None


_KINDS_CALLED = {
    name: kind
    for kind, names in {
        "企业": "公司 国有企业 国企 民营企业 私营企业 集体企业 有限公司 有限责任公司 股份有限公司 个人独资企业 合伙企业",
        "合作社": "农民专业合作社 专业合作社 农民合作社 合作联社",
        "社会团体": "协会 行业协会",
        "社会服务机构": "民办非企业单位 民办非企业 民非",
        "个体工商户": "个体户 个体",
        "村集体经济组织": "村集体 村集体企业 村集体经济合作社 村股份经济合作社",
        "机关": "行政机关 机关单位",
    }.items()
    for name in names.split()
}
"""Other names of kinds of organisations → the kind. 家庭农场 and 村民委员会 are not here: they may be of several kinds."""


class PaymentKind(Codelist):
    """拨付类型: amounts are positive, the kind says which way the money went."""

    PAID = ("拨付", "Paid to the contractor")
    RETURNED = ("退回", "Returned by the contractor")
    RECOVERED = ("收回", "Recovered, e.g. after an audit")
    RETENTION = ("质保金返还", "Retained money released to the contractor")

    @cached_property
    def is_back(self) -> bool:
        """Whether the money came back from the contractor."""
        return self in (PaymentKind.RETURNED, PaymentKind.RECOVERED)


class FundSource(Codelist):
    """资金来源 of a project."""

    CENTRAL = ("中央", "Central government")
    PROVINCIAL = ("省级", "Province")
    CITY = ("市级", "City")
    COUNTY = ("县级", "County")
    CARRIED_OVER = ("结余", "Public money left over from earlier years")
    OWN = ("自筹", "The contractor's own money")
    PRIVATE = ("社会资本", "Private investors")


class ReceiptKind(Codelist):
    """到账类型."""

    RECEIVED = ("到账", "Received")
    RECALLED = ("上级收回", "Recalled by the level above")


class InspectionLevel(Codelist):
    """检查层级, clauses 五（三）（五）."""

    MINISTRY = ("商务部", "Ministry of Commerce")
    PROVINCE = ("省", "Province")
    CITY = ("市", "City")
    COUNTY = ("县", "County")
    THIRD_PARTY = ("第三方", "Third party")


class InspectionMethod(Codelist):
    """检查方式, clause 五（五）."""

    DOCUMENTS = ("材料审核", "Review of documents")
    ON_SITE = ("现场考察", "Site visit")
    TELEPHONE = ("电话回访", "Telephone follow-up")
    TRACING = ("物流追溯", "Tracing of shipments")
    OTHER = ("其他", "Other")


class Measure(Codelist):
    """处置, clause 五（三）."""

    NONE = ("无", "None")
    ORDER_TO_START = ("责令开工", "Ordered to start")
    RECTIFY = ("限期整改", "To rectify within a time limit")
    CRITICISM = ("通报批评", "Criticised publicly")
    DISQUALIFY = ("取消承办资格", "Disqualified")


class ShipmentLeg(Codelist):
    """物流环节, clause 四 1: only the leg from village to city may be subsidised."""

    UP = ("上行", "Village to city")
    DOWN = ("下行", "City to village")


class CaseKind(Codelist):
    """典型案例类别, the five kinds of clause 五（六）."""

    YOUTH = named("典型案例类别", "youth")
    LEADING_FIRM = named("典型案例类别", "leading-firm")
    ONLINE_SALES = named("典型案例类别", "online-sales")
    LOGISTICS = named("典型案例类别", "logistics")
    POVERTY = named("典型案例类别", "poverty")
    OTHER = ("其他", "Other")


class NoticeKind(Codelist):
    """工作动态类型."""

    NEWS = ("工作动态", "News of the work")
    CIRCULAR = ("督导通报", "Circular on supervision")
    ANNOUNCEMENT = ("公示公告", "Public announcement")


class TipOffChannel(Codelist):
    """监督举报渠道."""

    TELEPHONE = ("电话", "Telephone")
    LETTER = ("信函", "Letter")
    EMAIL = ("电子邮箱", "E-mail")
    ONLINE = ("网上", "Online")
    VISIT = ("来访", "Visit")


class RepositoryPlatform(Codelist):
    """代码仓库平台."""

    GITHUB = ("github", "GitHub")
    GITEE = ("gitee", "Gitee")
    GITLAB = ("gitlab", "GitLab")


class FeedTopic(Codelist):
    """订阅主题; the code names the topic in addresses."""

    page: str
    """Root-relative address of the page that lists everything under the topic."""

    def __new__(cls, label: str, title: str, code: str, page: str) -> Self:
        member = object.__new__(cls)
        member._value_ = member.label = label
        member.title, member.code, member.page = title, code, page
        return member

    PROJECTS = ("项目", "Projects", "projects", "projects/index.html")
    PROGRESS = ("进度", "Progress", "progress", "progress.html")
    FUNDS = ("资金", "Funds", "funds", "funds.html")
    CHANGES = ("变更", "Changes", "changes", "changes.html")
    ACCEPTANCE = ("验收", "Acceptance", "acceptance", "acceptance.html")
    EVALUATION = ("绩效评价", "Evaluation", "evaluation", "evaluation.html")
    RECTIFICATION = ("整改", "Rectification", "rectification", "evaluation.html")
    CASES = ("典型案例", "Cases", "cases", "cases/index.html")
    POLICIES = ("政策文件", "Policies", "policies", "policies/index.html")
    NOTICES = ("工作动态", "Notices", "notices", "notices/index.html")

    @cached_property
    def rank(self) -> int:
        """Which of several things that are published together is told first: 0, then 1 …; reports of progress are last."""
        first = (FeedTopic.CHANGES, FeedTopic.PROJECTS, FeedTopic.FUNDS, FeedTopic.ACCEPTANCE)
        if self in first:
            return first.index(self)
        return len(first) + (self is FeedTopic.PROGRESS)

    @cached_property
    def lead(self) -> int:
        """The opposite of ``rank``, for lists that begin with the oldest."""
        return -self.rank
