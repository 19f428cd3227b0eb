"""A province of three small counties with numbers that can be added up by hand; findings and checklists are given.

甲县 is nearly done, 乙县 is late and has gaps, 丙县 has disclosed nothing but its name. As of 2021-06-30.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta, timezone
from typing import Any

from generator.model.change import Change, History, Weight
from generator.model.county import County
from generator.model.disclosure import CountyDisclosure
from generator.model.documents import Case, Notice, Policy
from generator.model.finding import DutyOf, Finding, Severity
from generator.model.ledgers import Expenditure, Inspection, Payment, Progress
from generator.model.outcome import Outcome
from generator.model.place import Place
from generator.model.plan import Plan
from generator.model.programme import clause
from generator.model.project import Project
from generator.model.site import Site
from generator.render.overviews import Overview
from generator.rules.base import Rule
from generator.rules.basis import Basis
from generator.rules.checklist import ChecklistItem
from generator.rules.spans import week_name
from generator.views.events import document_events
from generator.views.feed_entries import Entries, county_news
from generator.views.news import front_items
from generator.views.portal import Portal
from generator.views.rows import project_rows
from generator.views.summary import CountySummary, summarise

AS_OF = date(2021, 6, 30)
SITE = Site.model_validate(
    {
        "栏目名称": "综合示范信息公开",
        "主办单位": "省商务厅（示例）",
        "模式": "演示",
        "网址": "https://example.gov.cn/zhsf/",
        "监督举报": [
            {
                "渠道": "电话",
                "号码或地址": "024-00000000",
                "受理时间": "工作日 8:30–17:00",
                "受理单位": "省商务厅",
            },
            {"渠道": "信函", "号码或地址": "省会某路 1 号", "说明": "信封上注明举报。"},
        ],
    }
)
PORTAL = Portal(SITE, AS_OF, {"2020-226": "示范工作的通知"})
SAME_FIRM = "91110000600037341L"


def _rule(code: str, title: str, clause_id: str, *, needs_history: bool = False) -> Rule:
    return Rule(
        code,
        Basis(clause(clause_id)),
        title,
        f"{title}的说明。",
        "补上。",
        "{}",
        f"县: {{规则: {code}}}\n\n- <b>*x*</b>",
        None,
        needs_history=needs_history,
    )


CATALOGUE = (
    _rule("F108", "长期未拨付", "spending"),
    _rule("L102", "手续不全", "plan"),
    _rule("L103", "无方案调整", "plan", needs_history=True),
    _rule("G102", "逾期", "supervision"),
    _rule("G103", "未按时报告进度", "disclosure"),
    _rule("V101", "未登记市级督导", "supervision"),
    _rule("V102", "未登记县级走访", "supervision"),
    _rule("A102", "使用率不足", "acceptance"),
)

_A, _B, _C = "210198", "210397", "210698"


def _finding(code: str, county: str, message: str, project: str = "", **more: Any) -> Finding:
    return Finding(
        code,
        Severity.FINDING,
        message,
        Place(f"counties/{county}/x"),
        "补上。",
        "五",
        county,
        project,
        **more,
    )


_FINDINGS = {
    _A: (
        _finding("L102", _A, "2021-05-01 的方案调整未写明批准文号"),
        _finding(
            "V101",
            _A,
            "2 个月未登记市级督导",
            since=date(2021, 3, 1),
            terms=("2021-03", "2021-04"),
            duty_of=DutyOf.CITY,
        ),
        _finding("A102", _A, "使用率不足 90%"),
    ),
    _B: (
        _finding("F108", _B, "450.00 万元未拨付", since=date(2021, 5, 12)),
        _finding("G102", _B, "逾期 30 天", "210397-2020-01"),
        _finding("G103", _B, "最近一次进度报告是 2021-04-20", "210397-2020-01"),
        _finding(
            "V102",
            _B,
            "2 周未登记县级走访",
            terms=(week_name(date(2021, 6, 7)), week_name(date(2021, 6, 21))),
        ),
    ),
    _C: (),
}
_CHECKLISTS = {
    _A: ((1, 1, date(2020, 11, 16)), (2, 3, None), (0, 0, None)),
    _B: ((1, 1, date(2020, 12, 1)), (3, 3, None), (2, 2, date(2021, 6, 20))),
    _C: ((0, 1, None), (0, 0, None), (0, 0, None)),
}
_ITEMS = (
    ("I101", "综合示范方案", "实施方案"),
    ("I107", "完成时限", "项目"),
    ("I111", "项目建设进度", "项目"),
)


def checklist(code: str) -> tuple[ChecklistItem, ...]:
    """Three items of clause 六: disclosed, due, latest date."""
    return tuple(
        ChecklistItem(item, title, disclosed, due, updated, anchor)
        for (item, title, anchor), (disclosed, due, updated) in zip(_ITEMS, _CHECKLISTS[code], strict=True)
    )


def _rows(model: Any, *rows: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(model.model_validate(row) for row in rows)


def _project(number: str, title: str, direction: str, status: str, **more: Any) -> Project:
    fields = {"项目编号": number, "项目名称": title, "支持方向": direction, "状态": status, **more}
    return Project.model_validate(fields)


def county_a() -> CountyDisclosure:
    """Three projects: accepted, failed at acceptance, cancelled after a payment."""
    one, two, three = (f"{_A}-2020-0{number}" for number in (1, 2, 3))
    firm = {"名称": "甲物流公司", "统一社会信用代码": SAME_FIRM}
    return CountyDisclosure(
        county=County.model_validate(
            {
                "名称": "甲县",
                "行政区划代码": _A,
                "所属市": "沈阳",
                "示范批次": "2020",
                "示例数据": "true",
                "专项资金": {"中央财政": "1000"},
                "资金到账": [{"日期": "2021-01-10", "金额": "600"}, {"日期": "2021-05-10", "金额": "300"}],
            }
        ),
        plan=Plan.model_validate({"方案调整": [{"日期": "2021-05-01", "内容": "取消培训项目"}]}),
        projects=(
            _project(one, "仓储配送中心", "物流配送", "已验收", 承办单位=firm, 扶持资金额度="400.123456",
                     完成时限="2021-05-31", 验收={"日期": "2021-06-01", "结论": "合格"}),
            _project(two, "公共服务中心", "农产品进城", "投入使用", 承办单位={"名称": "乙公司"}, 扶持资金额度="300",
                     完成时限="2021-05-31", 验收={"日期": "2021-06-10", "结论": "不合格"}),
            _project(three, "直播培训", "人才培训", "已取消", 承办单位={"名称": "丙公司"}, 扶持资金额度="200",
                     完成时限="2021-03-31", 取消={"日期": "2021-04-30", "原因": "没有开班"}),
        ),
        progress=_rows(
            Progress,
            {"日期": "2021-05-20", "项目编号": one, "进度": "100"},
            {"日期": "2021-05-25", "项目编号": two, "进度": "100"},
        ),
        payments=_rows(
            Payment,
            {"日期": "2021-02-01", "项目编号": one, "金额": "350.123456"},
            {"日期": "2021-02-15", "项目编号": three, "金额": "20"},
            {"日期": "2021-03-01", "项目编号": two, "金额": "250"},
        ),
        expenditures=_rows(
            Expenditure,
            {"日期": "2021-03-05", "项目编号": one, "类别": "设施设备", "用途": "设备", "金额": "300.000001"},
            {"日期": "2021-03-06", "项目编号": three, "类别": "培训", "用途": "教材", "金额": "10"},
            {"日期": "2021-04-01", "项目编号": two, "类别": "服务", "用途": "服务", "金额": "250"},
        ),
        inspections=_rows(
            Inspection,
            {"日期": "2021-05-15", "层级": "市", "检查单位": "沈阳市商务局", "发现问题": "台账不全", "处置": "限期整改",
             "处理情况": "已补登", "完成期限": "2021-06-01", "完成日期": "2021-05-28"},
            {"日期": "2021-06-10", "层级": "市", "处置": "无"},
            {"日期": "2021-06-14", "层级": "县", "项目编号": one, "发现问题": "标识不全", "处置": "限期整改", "完成期限": "2021-06-20"},
            {"日期": "2021-06-22", "层级": "县", "项目编号": two, "发现问题": "通道堆物", "处置": "限期整改", "完成期限": "2021-07-10"},
        ),
        outcome=Outcome.model_validate(
            {
                "综合验收": {"日期": "2021-06-15", "结论": "合格", "第三方机构": "某会计师事务所"},
                "绩效评价": [
                    {"年度": "2021", "类型": "自评", "得分": "92.00", "结论": "好", "完成日期": "2021-06-20"},
                    {"年度": "2021", "类型": "省级复核", "得分": "40", "满分": "50", "结论": "较好"},
                ],
                "整改清单": [
                    {"编号": "1", "问题": "台账不全", "措施": "补登", "负责人": "股长", "期限": "2021-05-31", "销号日期": "2021-06-05"},
                    {"编号": "2", "来源": "省级复核", "问题": "站点闲置", "措施": "调整", "负责人": "股长", "期限": "2021-06-10"},
                ],
            }
        ),
        cases=_rows(
            Case,
            {"id": "jia-qingnian", "标题": "返乡青年办网店", "类别": "农村青年创业创新", "日期": "2021-05-06", "text": "文。"},
        ),
    )  # fmt: skip


def county_b() -> CountyDisclosure:
    """Three projects: overdue with gaps, due in exactly 90 days and not started, due a day later."""
    one, two, three = (f"{_B}-2020-0{number}" for number in (1, 2, 3))
    return CountyDisclosure(
        county=County.model_validate(
            {
                "名称": "乙县",
                "行政区划代码": _B,
                "所属市": "鞍山",
                "示范批次": "2020",
                "示例数据": "true",
                "专项资金": {"中央财政": "500"},
                "资金到账": [{"日期": "2021-02-10", "金额": "500"}],
            }
        ),
        plan=Plan.model_validate(
            {
                "答复": [
                    {"规则": "G102", "对象": one, "日期": "2021-06-20", "说明": "设备到货推迟"},
                    {"规则": "F108", "对象": "乙县", "日期": "2021-06-21", "说明": "已安排拨付"},
                    {"规则": "F108", "对象": one, "日期": "2021-06-22", "说明": "与此无关"},
                ]
            }
        ),
        projects=(
            _project(one, "日用品下乡", "工业品下乡", "在建", 完成时限="2021-05-31"),
            _project(two, "电商培训", "人才培训", "未开工", 扶持资金额度="100", 完成时限="2021-09-28"),
            _project(three, "分拣线", "物流配送", "在建", 扶持资金额度="150", 完成时限="2021-09-29",
                     承办单位={"名称": "甲物流有限公司", "统一社会信用代码": SAME_FIRM}),
        ),
        progress=_rows(
            Progress,
            {"日期": "2021-04-20", "项目编号": one, "进度": "40"},
            {"日期": "2021-06-20", "项目编号": three, "进度": "10"},
        ),
        payments=_rows(Payment, {"日期": "2021-03-10", "项目编号": one, "金额": "50"}),
        inspections=_rows(
            Inspection,
            {"日期": "2021-04-01", "层级": "省", "检查单位": "省商务厅", "项目编号": two, "处置": "责令开工"},
            {"日期": "2021-06-30", "层级": "第三方", "方式": "电话回访"},
        ),
        outcome=Outcome.model_validate(
            {
                "绩效评价": [
                    {"年度": "2021", "类型": "自评", "结论": "一般"},
                    {"年度": "2021", "类型": "日常评价", "得分": "75", "结论": "一般"},
                ],
                "整改清单": [{"编号": "1", "问题": "资金拨付慢"}],
            }
        ),
        cases=_rows(
            Case, {"id": "yi-qita", "标题": "一站多能", "类别": "其他", "日期": "2021-05-07", "text": "文。"}
        ),
    )  # fmt: skip


def county_c() -> CountyDisclosure:
    """Nothing disclosed but its name."""
    return CountyDisclosure(
        county=County.model_validate(
            {
                "名称": "丙县",
                "行政区划代码": _C,
                "所属市": "丹东",
                "示范批次": "2020",
                "示例数据": "true",
            }
        )
    )


BEIJING = timezone(timedelta(hours=8))
HISTORIES = {
    _A: History(
        (
            Change(
                "210198-2020-01", "扶持资金额度", "380", "400.123456", datetime(2021, 5, 2, 9, tzinfo=BEIJING),
                "a" * 40, Weight.MAJOR,
            ),
            Change(
                "210198/payments", "用途", "", "进度款", datetime(2021, 6, 3, 9, tzinfo=BEIJING), "b" * 40,
                Weight.ORDINARY,
            ),
        )
    ),
    _B: History(reaches_back_to=datetime(2021, 1, 1, tzinfo=BEIJING)),
    _C: History(),
}  # fmt: skip


def summary(county: CountyDisclosure, history: History | None = None) -> CountySummary:
    """One county with its given findings and checklist."""
    news = county_news(county, _FINDINGS[county.code], history, AS_OF)
    return summarise(
        county,
        project_rows(county, _FINDINGS[county.code], AS_OF),
        _FINDINGS[county.code],
        checklist(county.code),
        news.events,
        Entries(),
        AS_OF,
        history,
        front=front_items(news.events, news.entries.lasting),
    )


def summaries(*, with_history: bool = False) -> tuple[CountySummary, ...]:
    """The three counties, by code."""
    return tuple(
        summary(county, HISTORIES[county.code] if with_history else None)
        for county in (county_a(), county_b(), county_c())
    )


POLICIES = (
    Policy.model_validate({"id": "guojia", "标题": "国家通知", "文号": "〔2020〕48号", "层级": "国家"}),
    Policy.model_validate(
        {"id": "sheng", "标题": "省里通知", "发文机关": "省商务厅", "成文日期": "2020-09-14", "层级": "省"}
    ),
    Policy.model_validate(
        {
            "id": "jiu",
            "标题": "旧办法",
            "发文机关": "县政府",
            "发布日期": "2019-01-02",
            "有效性": "失效",
            "text": "文。",
        }
    ),
)
NOTICES = (
    Notice.model_validate({"id": "jiu", "标题": "启动会", "日期": "2020-12-01", "类型": "工作动态"}),
    Notice.model_validate(
        {
            "id": "xin",
            "标题": "上半年督导情况",
            "日期": "2021-06-01",
            "类型": "督导通报",
            "来源": "省商务厅",
        }
    ),
)


def overview(found: Sequence[CountySummary]) -> Overview:
    """All that overview pages are made of, for these counties."""
    documents = tuple(document_events(POLICIES, NOTICES, SITE))
    return Overview(tuple(found), POLICIES, NOTICES, documents, PORTAL, CATALOGUE)


def empty() -> Overview:
    """A portal that has no record yet."""
    return Overview((), (), (), (), PORTAL, CATALOGUE)
