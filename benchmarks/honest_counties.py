"""Counties that do honest work and make small slips, to measure what the rules say of them: the same for the same seed.

A county is data with the labels of the files, as ``generator.rules.example.scene_of`` takes it. Some projects are
finished, some under way, one may have to begin later; money is paid as the contracts agree, reports come every month,
visits every week.
"""

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

AS_OF = date(2022, 6, 30)
COUNT = 30
CODE = "210198"
_DAY = timedelta(days=1)
_KINDS = (
    ("仓储分拣中心改造", "物流配送", "设施设备", "分拣线", "利用园区闲置厂房"),
    ("产地冷链与分级包装", "农产品进城", "设施设备", "冷库制冷机组", "利用合作社原有冷库"),
    ("农村电商人才培训", "人才培训", "培训", "师资与教材", "利用职教中心教室"),
    ("乡镇商贸网点数字化改造", "工业品下乡", "信息化", "收银和订货终端", "利用原有网点"),
)
_COVERAGES = ("乡镇物流覆盖率", "行政村物流覆盖率", "行政村电商服务覆盖率", "建档立卡贫困村电商服务覆盖率")
_ACCEPTED, _IN_USE, _UNDER_WAY, _NOT_STARTED = "已验收", "投入使用", "在建", "未开工"

Data = dict[str, Any]
Slip = Callable[[Data, random.Random], None]


def county(seed: int) -> Data:
    """An honest county without any slip: its first project in use, its second under way, its third a training."""
    chance = random.Random(f"county {seed}")
    is_over = seed % 6 == 5
    states = [_IN_USE, _UNDER_WAY, _UNDER_WAY]
    states += chance.choices((_ACCEPTED, _IN_USE, _UNDER_WAY, _NOT_STARTED), (4, 2, 4, 1), k=3 + seed % 6)
    data: Data = {"截至": AS_OF.isoformat(), "项目": {}, "合同": [], "案例": [_case()]}
    data["通报"] = [{"标题": "督导通报", "日期": "2022-03-01", "类型": "督导通报", "涉及县": ["示例县"]}]
    data |= {name: [] for name in _LEDGERS}
    for number, state in enumerate(states, 1):
        _add_project(data, number, _ACCEPTED if is_over else state, chance)
    whole = sum(_tenths(project["扶持资金额度"]) for project in data["项目"].values())
    data["方案"] = {"实施方案": {"建设内容": f"共 {len(states)} 个项目"}}
    data["县"] = _own(whole, is_over)
    data["inspections"] += [_visit(date(2021, 2, 17) + timedelta(days=30 * n), "市") for n in range(17)]
    data["成果"] = {"绩效评价": _evaluated()} | (_outcome(whole, data) if is_over else {})
    return data


def honest(seed: int) -> tuple[Data, tuple[str, ...]]:
    """An honest county with one to three small slips of different kinds, and the names of these."""
    chance, data = random.Random(f"slips {seed}"), county(seed)
    slips = chance.sample(SLIPS, k=1 + seed % 3)
    for slip in slips:
        slip(data, chance)
    return data, tuple(slip.__name__.strip("_") for slip in slips)


_LEDGERS = ("progress", "payments", "expenditures", "inspections", "trainings", "transactions", "activities")


def _case() -> Data:
    return {"标题": "货车绕着村子走", "类别": "农村物流解决方案", "日期": "2022-03-18"}


def _own(tenths: int, is_over: bool) -> Data:
    first = tenths * 6 // 10
    now = ("100",) * 4 if is_over else ("96.5", "91", "88.2", "97")
    goals = [
        {"指标": name, "单位": "%", "目标": "100", "当前": value, "截至": "2022-05-31"}
        for name, value in zip(_COVERAGES, now, strict=True)
    ]
    growth = (("农村网络零售额增速", "14.1"), ("农产品网络零售额增速", "31.5"))
    goals += [
        {"指标": name, "单位": "%", "目标": "12", "当前": value, "截至": "2021-12-31"}
        for name, value in growth
    ]
    return {
        "专项资金": {"中央财政": _wan(tenths)},
        "资金到账": [
            {"日期": "2021-01-20", "金额": _wan(first), "文号": "示例〔2021〕1号"},
            {"日期": "2022-01-25", "金额": _wan(tenths - first), "文号": "示例〔2022〕1号"},
        ],
        "绩效目标": goals,
    }


def _evaluated() -> list[Data]:
    """The county's own evaluation of its first year, and the province's."""
    rest = {"年度": "2020", "整改建议": "加快招标"}
    days = (
        ("自评", "90", "好", "县人民政府", "2021-03-18"),
        ("省级复核", "88", "较好", "省商务厅", "2021-05-20"),
    )
    return [
        {
            **rest,
            "类型": kind,
            "得分": score,
            "结论": grade,
            "完成日期": day,
            "签字": {"单位": unit, "日期": day},
        }
        for kind, score, grade, unit, day in days
    ]


def _outcome(tenths: int, data: Data) -> Data:
    spent = round(sum(float(row["金额"]) for row in data["expenditures"]) * 10, 3)
    signed = {"单位": "市商务局", "职务": "副局长", "日期": "2022-06-22"}
    return {
        "综合验收": {
            "日期": "2022-06-20",
            "第三方机构": "会计师事务所",
            **dict.fromkeys(("目标完成情况", "实际效果", "存在问题", "改进要求", "工作建议"), "见报告"),
            "结论": "合格",
            "专项资金使用率": f"{spent * 1000 // tenths / 10:.1f}",
            "签字": signed,
        },
        "省级复核": {"日期": "2022-06-28", "结论": "合格"},
    }


def _add_project(data: Data, number: int, state: str, chance: random.Random) -> None:
    title, direction, category, purpose, reuse = _KINDS[(number - 1) % 4]
    key, id_ = f"{number:02d}", f"{CODE}-2020-{number:02d}"
    company = f"第{number}家公司"
    tenths = chance.randrange(300, 2400)
    start = date(2021, 3, 1) + timedelta(weeks=chance.randrange(8))
    if state == _UNDER_WAY:
        start += timedelta(weeks=26)
    if state == _NOT_STARTED:
        start = date(2022, 9, 1)
    signed = start - timedelta(days=10)
    used = date(2022, 4, 12) + timedelta(days=number) if state == _IN_USE else start + timedelta(days=250)
    project: Data = {
        "项目名称": f"{title}（{number}号）",
        "支持方向": direction,
        "扶持资金额度": _wan(tenths),
        "承办单位": {"名称": company, "责任人": "总经理"},
        "采购": dict.fromkeys(("公告日期", "公告链接", "中标日期", "中标金额", "合同日期")),
        "资金用途": [{"类别": category, "用途": purpose, "金额": _wan(tenths)}],
        "利用现有设施": reuse,
        "计划开工": start.isoformat(),
        "完成时限": (date(2022, 9, 30) if state == _UNDER_WAY else used + timedelta(days=20)).isoformat(),
        "状态": state,
    }
    if state == _NOT_STARTED:
        project |= {"完成时限": "2023-06-30", "承办单位": None}
    if state == _ACCEPTED:
        accepted = used + timedelta(days=45)
        opinion = {"单位": "县商务局", "职务": "局长", "日期": accepted.isoformat()}
        project["验收"] = {"日期": accepted.isoformat(), "结论": "合格", "签字": opinion}
    data["项目"][key] = project
    if state == _NOT_STARTED:
        return
    until = used if state in (_ACCEPTED, _IN_USE) else AS_OF
    _report(data, id_, state, start, until)
    _pay(data, id_, company, tenths, state, signed, start, used)
    _visits(data, id_, start, until, chance)
    _results(data, id_, direction, state, used)


def _report(data: Data, id_: str, state: str, start: date, until: date) -> None:
    days = [start + timedelta(days=20 + 28 * step) for step in range(20)]
    days = [day for day in days if day < until - timedelta(days=3)]
    for step, day in enumerate(days):
        percent = 5 + step * 80 // len(days)
        data["progress"].append(
            {"日期": day.isoformat(), "项目编号": id_, "进度": str(percent), "状态": _UNDER_WAY}
        )
    if state in (_ACCEPTED, _IN_USE):
        row = {"日期": until.isoformat(), "项目编号": id_, "进度": "100", "状态": _IN_USE}
        data["progress"].append(row)


def _pay(
    data: Data, id_: str, company: str, tenths: int, state: str, signed: date, start: date, used: date
) -> None:
    """30 % when the contract is signed, 40 % half-way, 27 % after acceptance; 3 % are retained."""
    half, accepted = start + timedelta(days=120), used + timedelta(days=45)
    is_half = half < AS_OF - timedelta(days=20)
    parts = [("签订合同", 300, signed), ("主要设备到货", 400, half if is_half else None)]
    parts.append(("验收合格", 270, accepted if state == _ACCEPTED else None))
    terms = []
    for milestone, share, reached in parts:
        terms.append({"节点": milestone, "比例": str(share // 10)})
        if reached is None:
            continue
        terms[-1]["达成日期"] = reached.isoformat()
        paid, spent = reached + timedelta(days=6), reached + timedelta(days=16)
        pays = {"项目编号": id_, "金额": f"{tenths * share / 10_000:.4f}"}
        what = data["项目"][id_[-2:]]["资金用途"][0]
        data["payments"].append(
            {"日期": paid.isoformat(), **pays, "收款单位": company, "用途": f"{milestone}付款"}
        )
        bought = {"类别": what["类别"], "用途": f"{what['用途']}（{milestone}）"}
        data["expenditures"].append({"日期": spent.isoformat(), **pays, **bought})
    data["合同"].append(
        {
            "合同编号": f"HT-{id_[-2:]}",
            "方式": "公开招标",
            "投标供应商数": "4",
            "合同金额": _wan(tenths),
            "合同日期": signed.isoformat(),
            "中标日期": (signed - timedelta(days=12)).isoformat(),
            "公告": {
                "日期": (signed - timedelta(days=40)).isoformat(),
                "链接": "https://example.gov.cn/1.html",
            },
            "承办单位": {"名称": company, "责任人": "总经理"},
            "付款约定": {"分期": terms, "质保金比例": "3", "质保金返还条件": "验收合格满一年"},
            "涉及项目": [{"项目编号": id_, "金额": _wan(tenths)}],
        }
    )


def _visits(data: Data, id_: str, start: date, until: date, chance: random.Random) -> None:
    monday = start - timedelta(days=start.weekday())
    while monday <= until:
        day = monday + timedelta(days=chance.randrange(1, 5))
        if start <= day <= until:
            data["inspections"].append(_visit(day, "县", id_))
        monday += timedelta(weeks=1)


def _visit(day: date, level: str, project: str = "") -> Data:
    row = {"日期": day.isoformat(), "层级": level, "方式": "现场考察", "处置": "无"}
    return row | ({"项目编号": project} if project else {})


def _results(data: Data, id_: str, direction: str, state: str, used: date) -> None:
    """What a project reports while it works: sales from the month after it is in use, events now and then."""
    if direction == "人才培训":
        row = {"项目编号": id_, "主题": "网店开设与运营", "对象": "返乡农民工", "学时": "24", "人次": "40"}
        day = min(used, AS_OF - timedelta(days=60))
        data["trainings"].append(
            {"日期": day.isoformat(), **row, "跟踪服务人次": "12", "记录": "签到表、照片"}
        )
    elif state in (_ACCEPTED, _IN_USE):
        month = date(used.year + used.month // 12, used.month % 12 + 1, 1)
        while month <= date(2022, 5, 1):
            sales = {"网络零售额": "12.50", "农产品网络零售额": "4.20", "订单量": "900"}
            data["transactions"].append({"月份": month.isoformat()[:7], "项目编号": id_, **sales})
            month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
        if id_.endswith(("1", "5")):
            event = {"日期": "2022-05-20", "项目编号": id_, "名称": "产销对接会", "参与人次": "60"}
            data["activities"].append(event)


# Slips: what happens in any office, and harms nobody.


def _late_report(data: Data, _: random.Random) -> None:
    """The last monthly report of a project has not come yet."""
    _drop_last(data, "progress", "02")


def _two_late_reports(data: Data, _: random.Random) -> None:
    """Two projects are a month late with their reports."""
    for number in ("02", "03"):
        _drop_last(data, "progress", number)


def _late_statistics(data: Data, _: random.Random) -> None:
    """Sales of a month were not handed in."""
    data["transactions"][:] = [row for row in data["transactions"] if row["月份"] != "2022-04"]


def _a_rounding(data: Data, _: random.Random) -> None:
    """Lines of the budget were rounded one by one."""
    line = data["项目"]["02"]["资金用途"][0]
    line["金额"] = f"{float(line['金额']) - 0.01:.2f}"


def _a_month_late(data: Data, _: random.Random) -> None:
    """A date is typed a month late."""
    purchase = data["合同"][1]
    day = date.fromisoformat(purchase["合同日期"]) + timedelta(days=31)
    purchase["合同日期"] = day.isoformat()


def _weeks_without_visit(data: Data, chance: random.Random) -> None:
    """Nobody could go in two weeks of snow."""
    first = date(2021, 11, 8) + timedelta(weeks=chance.randrange(10))
    week = {(first + timedelta(days=number)).isoformat() for number in range(14)}
    visits = data["inspections"]
    visits[:] = [row for row in visits if row["层级"] == "市" or row["日期"] not in week]


def _not_ticked_off(data: Data, _: random.Random) -> None:
    """A small problem was dealt with at once, and the day not written."""
    visit = next(row for row in data["inspections"] if row["层级"] == "县")
    visit |= {"发现问题": "标识牌松动", "处置": "限期整改", "处理情况": "当场改正"}


def _no_follow_up_number(data: Data, _: random.Random) -> None:
    """The number of those who were followed up was left empty."""
    data["trainings"][0].pop("跟踪服务人次")


def _a_link_forgotten(data: Data, _: random.Random) -> None:
    """The notice of a tender has a date and no link."""
    data["合同"][1]["公告"].pop("链接")


def _an_end_forgotten(data: Data, _: random.Random) -> None:
    """A plan was filed with the state, and the day is not written."""
    levels = ({"层级": "市", "日期": "2020-11-25"}, {"层级": "省", "日期": "2020-12-01"}, {"层级": "国家"})
    data["方案"]["实施方案"]["备案"] = list(levels)


def _adjustment_recorded_after(data: Data, _: random.Random) -> None:
    """A deadline was moved with every approval; the adjustment was written down some days after it was published."""
    id_, due = f"{CODE}-2020-02", data["项目"]["02"]["完成时限"]
    data["变更"] = [[id_, "完成时限", "2022-08-31", due, "2022-05-10T09:00:00+08:00"]]
    adjustment = {"日期": "2022-05-16", "内容": "延期", "涉及项目": [id_], "批准文号": "示例〔2022〕9号"}
    adjustment |= {
        "原因": "冬季停工",
        "原制发程序": "常务会议",
        "本次程序": "常务会议",
        "备案日期": "2022-05-20",
    }
    data["方案"]["方案调整"] = [adjustment]


def _status_not_updated(data: Data, _: random.Random) -> None:
    """A project was finished in time, its state was changed a few days after."""
    data["项目"]["02"]["完成时限"] = (AS_OF - 2 * _DAY).isoformat()


def _no_case_yet(data: Data, _: random.Random) -> None:
    """No typical case was handed in yet."""
    data["案例"] = []


def _no_events(data: Data, _: random.Random) -> None:
    """Events were held and not written down."""
    data["activities"] = []


def _a_report_corrected(data: Data, _: random.Random) -> None:
    """A report said half a point too much and the next one put it right."""
    rows = [row for row in data["progress"] if row["项目编号"] == f"{CODE}-2020-02"]
    rows[-1] |= {"进度": f"{float(rows[-2]['进度']) - 0.5}", "说明": "上次多报，更正"}


def _drop_last(data: Data, ledger: str, number: str) -> None:
    rows = data[ledger]
    last = max((row for row in rows if row["项目编号"].endswith(number)), key=lambda row: str(row["日期"]))
    if last["状态"] != _IN_USE:
        rows.remove(last)


SLIPS: tuple[Slip, ...] = (
    _late_report,
    _two_late_reports,
    _late_statistics,
    _a_rounding,
    _a_month_late,
    _weeks_without_visit,
    _not_ticked_off,
    _no_follow_up_number,
    _a_link_forgotten,
    _an_end_forgotten,
    _adjustment_recorded_after,
    _status_not_updated,
    _no_case_yet,
    _no_events,
    _a_report_corrected,
)


def _wan(tenths: int) -> str:
    return f"{tenths / 10:.2f}"


def _tenths(amount: str) -> int:
    return round(float(amount) * 10)
