"""Real faults, each laid over an honest county: what the money, the plan or the reports of it must not look like.

Each is an example as rules have them (``generator.rules.example``): project 01 is in use, 02 under way, 03 a training.
Those of ``AT_THE_END`` are laid over a county whose 综合验收 is over.
"""

P1, P2, P3 = "210198-2020-01", "210198-2020-02", "210198-2020-03"
_SPENT = "+expenditures: [{日期: '2022-06-10', 项目编号: %s, 类别: %s, 用途: %s, 金额: '%s'}]"
_PAID = "+payments: [{日期: '%s', 项目编号: %s, 金额: '%s', 收款单位: %s, 用途: 进度款}]"
_VISIT = "+inspections: [{日期: '2022-03-01', 层级: 市, 项目编号: %s, %s}]"
_SUBSIDY = "项目: {'01': {物流补贴: {环节: %s, 补贴上限: %s, 退补日期: %s, 每单补贴: '%s', 与省会物流成本差额: '1.50'}}}"
_EVALUATED = (
    "成果: {绩效评价: [{年度: '2021', 类型: 自评, 完成日期: '2022-03-01', 得分: '90', 结论: 好, %s}], %s}"
)
_SIGNED = "签字: {单位: 县政府, 职务: 副县长, 日期: '2022-03-02'}"
_CANCELLED = "项目: {'02': {状态: 已取消, 取消: {日期: '2022-04-01', 原因: 无力承建}}}"
_NOT_BEGUN = "项目: {'02': {状态: 未开工, 计划开工: '2022-02-01'}}\n-progress: [{项目编号: 210198-2020-02}]\n"

FAULTS: tuple[tuple[str, str, str], ...] = (
    ("money for bought traffic", "F101", _SPENT % (P2, "服务", "购买直播间流量", "1")),
    ("money for a shop of its own", "F101", _SPENT % (P2, "信息化", "自建商城小程序开发", "1")),
    ("money for an office building", "F101", _SPENT % (P2, "设施设备", "办公楼装修", "1")),
    ("money for wages", "F101", _SPENT % (P1, "服务", "支付运营人员工资", "1")),
    ("more promised than received", "F102", "县: {专项资金: {中央财政: '100'}}"),
    ("paid more than promised", "F103", _PAID % ("2022-06-01", P2, "900", "第2家公司")),
    ("a subsidy without a limit", "F104", _SUBSIDY % ("上行", "null", "'2022-12-31'", "1")),
    ("a subsidy without an end", "F104", _SUBSIDY % ("上行", "'50'", "null", "1")),
    ("a subsidy of the way down", "F105", _SUBSIDY % ("下行", "'50'", "'2022-12-31'", "1")),
    ("a subsidy above the gap", "F106", _SUBSIDY % ("上行", "'50'", "'2022-12-31'", "1.8")),
    ("paid to a stranger", "F107", _PAID % ("2022-06-01", P2, "1", "另一家公司")),
    ("paid to nobody named", "F107", _PAID % ("2022-06-01", P2, "1", "null")),
    ("what is due is not paid", "F108", "-payments: [{项目编号: 210198-2020-02}]\nexpenditures: []"),
    ("paid before the contract", "F109", _PAID % ("2021-05-20", P2, "1", "第2家公司")),
    ("a subsidy that nobody planned", "F104", _SPENT % (P2, "物流补贴", "快件补贴", "1")),
    (
        "a subsidy without the cost gap",
        "F104",
        (_SUBSIDY % ("上行", "'50'", "'2022-12-31'", "1")).replace("'1.50'", "null"),
    ),
    (
        "a subsidy above its ceiling",
        "F111",
        _SUBSIDY % ("上行", "'0.5'", "'2022-12-31'", "1") + "\n" + _SPENT % (P1, "物流补贴", "快件补贴", "1"),
    ),
    ("a subsidy of the way down in other words", "F105", _SPENT % (P1, "物流补贴", "到村快递补贴", "1")),
    (
        "a cancelled project keeps its money",
        "F119",
        _CANCELLED + "\n" + _PAID % ("2022-03-01", P2, "5", "第2家公司"),
    ),
    ("cancelled without an adjustment", "L109", _CANCELLED),
    ("one project more than planned", "L109", "方案: {实施方案: {建设内容: 共 2 个项目}}"),
    ("disqualified and going on", "V108", _VISIT % (P2, "处置: 取消承办资格")),
    ("never evaluated", "R108", "成果: {绩效评价: []}"),
    (
        "evaluated and never re-checked",
        "R109",
        _EVALUATED.replace("2021'", "2020'").replace("2022-03-01", "2021-03-01") % (_SIGNED, "整改清单: []"),
    ),
    (
        "poor with nothing to rectify",
        "R105",
        _EVALUATED.replace("结论: 好", "结论: 较差") % (_SIGNED, "整改清单: []"),
    ),
    ("a new exhibition hall", "F110", "项目: {'02': {建设内容: 新建农产品展示中心一处, 利用现有设施: null}}"),
    (
        "a subsidy paid after its end",
        "F111",
        _SUBSIDY % ("上行", "'50'", "'2022-03-31'", "1") + "\n" + _SPENT % (P1, "物流补贴", "快件补贴", "1"),
    ),
    ("a budget with a gap", "F112", "项目: {'02': {资金用途: [{类别: 服务, 用途: 安装, 金额: '5'}]}}"),
    ("no budget", "F112", "项目: {'02': {资金用途: []}}"),
    ("spent more than paid", "F113", _SPENT % (P2, "设施设备", "冷库门", "900")),
    ("paid more than received", "F113", "县: {资金到账: [{日期: '2021-01-20', 金额: '10'}]}"),
    ("a category of the negative list", "F114", _SPENT % (P2, "提取工作经费", "工作经费", "1")),
    ("totals that are not the rows'", "F115", "+snapshots: [{截至: 2022-05, 累计拨付: '12.00'}]"),
    (
        "totals that fall",
        "F116",
        "+snapshots: [{截至: 2022-04, 累计拨付: '12.00'}, {截至: 2022-05, 累计拨付: '11.00'}]",
    ),
    ("sources that contradict", "F117", "项目: {'02': {资金来源: [{来源: 中央, 金额: '5'}]}}"),
    ("a fee for managing", "F118", "县: {费用: [{名称: 项目管理费, 金额: '5'}]}"),
    ("a plan that was never filed", "L101", "方案: {实施方案: {备案: null}}"),
    (
        "an adjustment nobody approved",
        "L102",
        "方案: {方案调整: [{日期: '2022-05-01', 内容: 延期, 原因: 冬季停工}]}",
    ),
    (
        "an amount changed in silence",
        "L103",
        f"变更: [[{P1}, 扶持资金额度, '1', '2', '2022-05-02T09:00:00+08:00']]",
    ),
    ("nobody answers for the county", "L104", "县: {责任人: null}"),
    ("a plan without acceptance criteria", "L105", "方案: {实施方案: {验收考核标准: null}}"),
    ("a level left out", "L106", "方案: {实施方案: {备案: [{层级: 市, 日期: '2020-11-25'}]}}"),
    ("led by an office alone", "L107", "县: {组织领导: {牵头县领导职务: 县商务局局长}}"),
    ("no regulations", "L108", "县: {管理制度: []}"),
    ("a single source without a reason", "B101", "项目: {'02': {采购: {方式: 单一来源}}}"),
    (
        "a tender nobody could see",
        "B102",
        "合同: []\n项目: {'02': {采购: {公告链接: null, 公告日期: '2021-07-01'}}}",
    ),
    (
        "a contractor cancelled elsewhere",
        "B103",
        "项目: {'02': {承办单位: {统一社会信用代码: 91110000600037341L}}}\n"
        "别县取消: {91110000600037341L: [['210397', 乙县, 210397-2020-01, '2021-04-01']]}",
    ),
    (
        "one contractor has nearly all",
        "B104",
        "项目: {'02': {扶持资金额度: '90000', 承办单位: {统一社会信用代码: 91110000600037341L}}}",
    ),
    (
        "a tender of two",
        "B105",
        f"+合同: [{{合同编号: HT-90, 方式: 公开招标, 投标供应商数: '2', 涉及项目: [{{项目编号: {P2}}}]}}]",
    ),
    (
        "awarded before it was announced",
        "B106",
        f"+合同: [{{合同编号: HT-90, 公告: {{日期: '2021-05-01'}}, 中标日期: '2021-04-01', 涉及项目: [{{项目编号: {P2}}}]}}]",
    ),
    (
        "parts that are not the whole",
        "B107",
        f"+合同: [{{合同编号: HT-90, 合同金额: '9', 涉及项目: [{{项目编号: {P2}, 金额: '3'}}]}}]",
    ),
    (
        "not begun though ordered to",
        "G101",
        _NOT_BEGUN + _VISIT % (P2, "处置: 责令开工, 完成期限: '2022-07-30'"),
    ),
    ("long past its deadline", "G102", "项目: {'02': {完成时限: '2022-03-31'}}"),
    (
        "no report for months",
        "G103",
        "-progress: [{项目编号: 210198-2020-02}]\n" + "+progress: "
        "[{日期: '2022-02-20', 项目编号: 210198-2020-02, 进度: '30', 状态: 在建}]",
    ),
    (
        "progress that falls",
        "G104",
        "+progress: [{日期: '2022-06-29', 项目编号: 210198-2020-02, 进度: '2', 状态: 在建}]",
    ),
    (
        "a deadline moved",
        "G105",
        "项目: {'02': {完成时限: '2022-12-31'}}\n"
        f"变更: [[{P2}, 完成时限, '2022-09-30', '2022-12-31', '2022-05-12T09:00:00+08:00']]\n"
        f"方案: {{方案调整: [{{日期: '2022-05-10', 内容: 延期, 涉及项目: [{P2}], 原因: 一, 原制发程序: 二, 本次程序: 二,"
        " 批准文号: 三, 备案日期: '2022-05-11'}]}",
    ),
    (
        "in use and never accepted",
        "G106",
        "-progress: [{项目编号: 210198-2020-01}]\n"
        "+progress: [{日期: '2022-01-10', 项目编号: 210198-2020-01, 进度: '100', 状态: 投入使用}]",
    ),
    ("no visit of the city", "V101", "-inspections: [{层级: 市}]"),
    ("no visit of the county", "V102", "-inspections: [{层级: 县}]"),
    ("no visit at all", "V102", "inspections: []"),
    (
        "a problem nobody handled",
        "V103",
        _VISIT % (P2, "发现问题: 设备与合同不符, 处置: 限期整改, 完成期限: '2022-04-01'"),
    ),
    (
        "sales no longer reported",
        "V104",
        f"+transactions: [{{月份: 2022-01, 项目编号: {P2}, 网络零售额: '1'}}]",
    ),
    ("not begun and nobody ordered it", "V105", _NOT_BEGUN),
    (
        "criticised without a limit",
        "V106",
        _VISIT % (P2, "发现问题: 报送虚假数据, 处置: 通报批评, 完成日期: '2022-03-20'"),
    ),
    ("no circular", "V107", "通报: []"),
    (
        "a failed acceptance left alone",
        "A104",
        "项目: {'01': {验收: {日期: '2022-05-01', 结论: 不合格, 签字: {单位: 局, 日期: '2022-05-01'}}}}",
    ),
    (
        "an opinion nobody signed",
        "A103",
        "项目: {'01': {验收: {日期: '2022-05-01', 结论: 合格}}}",
    ),
    ("a result nobody signed", "R102", _EVALUATED % ("整改建议: 无", "整改清单: []")),
    (
        "an item nobody owns",
        "R103",
        _EVALUATED % (f"整改建议: 无, {_SIGNED}", "整改清单: [{编号: '1', 问题: 台账不全, 措施: 补登}]"),
    ),
    (
        "an item left open after the year",
        "R104",
        "成果: {绩效评价: [{年度: '2020', 类型: 日常评价, 完成日期: '2021-03-01'}], 整改清单: "
        "[{编号: '1', 来源: 2020年日常评价, 问题: 台账不全, 措施: 补登, 负责人: 股长}]}",
    ),
    (
        "no list of what to mend",
        "R105",
        _EVALUATED % (f"整改建议: 无, {_SIGNED}, 需要整改的项目: [{P2}]", "整改清单: []"),
    ),
    (
        "marks far from the province's",
        "R106",
        _EVALUATED.replace(
            "}], %s",
            "}, {年度: '2021', 类型: 省级复核, 得分: '70', 结论: 一般, 整改建议: 无, 签字: {单位: 省,"
            " 日期: '2022-05-01'}}], %s",
        )
        % (f"整改建议: 无, {_SIGNED}", "整改清单: []"),
    ),
    ("a report without advice", "R107", _EVALUATED % (_SIGNED, "整改清单: []")),
    (
        "a training without a record",
        "T101",
        f"+trainings: [{{日期: '2022-03-10', 项目编号: {P3}, 主题: 二班, 对象: 脱贫户, 跟踪服务人次: '3'}}]",
    ),
    (
        "nobody followed up",
        "T102",
        f"trainings: [{{日期: '2022-03-10', 项目编号: {P3}, 主题: 二班, 对象: 脱贫户, 学时: '8', 人次: '30', 记录: 签到表}}]",
    ),
    (
        "trained others",
        "T103",
        f"trainings: [{{日期: '2022-03-10', 项目编号: {P3}, 主题: 二班, 对象: 机关干部, 学时: '8', 人次: '30', 记录: 签到表, 跟踪服务人次: '3'}}]",
    ),
    ("no plan", "I101", "方案: {实施方案: null}"),
    ("no decisions", "I102", "方案: {决策过程: []}"),
    ("no name", "I103", "项目: {'02': {项目名称: 待定}}"),
    ("no content", "I104", "项目: {'02': {建设内容: 待定}}"),
    ("no contractor", "I105", "合同: []\n项目: {'02': {承办单位: null}}"),
    ("no amount", "I106", "项目: {'02': {扶持资金额度: null}}"),
    ("no deadline", "I107", "项目: {'02': {完成时限: null}}"),
    ("no targets", "I108", "项目: {'02': {绩效目标: []}}"),
    ("no policy", "I109", "项目: {'02': {相关政策文件: null}}"),
    ("nobody answers for a project", "I110", "项目: {'02': {县级责任人: null}}"),
    ("no progress at all", "I111", "-progress: [{项目编号: 210198-2020-02}]"),
    ("no word of how the money is used", "I112", "expenditures: []"),
    (
        "no sales in half a year of use",
        "I113",
        "-transactions: [{项目编号: 210198-2020-01}]\n-progress: [{项目编号: 210198-2020-01}]\n"
        "+progress: [{日期: '2022-01-10', 项目编号: 210198-2020-01, 进度: '100', 状态: 投入使用}]",
    ),
    ("no page of the county", "I114", "县: {公开专栏: null}"),
    ("no event ever", "I117", "activities: []"),
)
"""(what, code of the rule that finds it, example)."""

_REACHED = "县: {绩效目标: [{指标: %s, 单位: '%%', 目标: '100', 当前: '%s', 截至: '2022-05-31'}]}"
AT_THE_END: tuple[tuple[str, str, str], ...] = (
    ("accepted while one is being built", "A101", "项目: {'02': {状态: 在建, 验收: null}}"),
    ("accepted with half of the money used", "A102", "-expenditures: [{类别: 设施设备}]"),
    ("the whole signed by nobody", "A103", "成果: {综合验收: {签字: null}}"),
    ("a report without advice", "A105", "成果: {综合验收: {工作建议: null}}"),
    ("never re-checked", "A106", "成果: {省级复核: null}"),
    ("signed by the county alone", "A103", "成果: {综合验收: {签字: {单位: 县商务局}}}"),
    ("signed before it was made", "A103", "成果: {综合验收: {签字: {日期: '2022-06-19'}}}"),
    ("failed by the province", "A108", "成果: {省级复核: {结论: 不合格}}"),
    ("accepted at 60 %", "A109", "+progress: [{日期: '2022-06-29', 项目编号: 210198-2020-01, 进度: '60'}]"),
    ("a share of its own", "A107", "成果: {综合验收: {专项资金使用率: '99.90'}}"),
    ("villages left out", "C101", _REACHED % ("乡镇物流覆盖率", "80")),
    (
        "poor villages left out",
        "C102",
        _REACHED % ("建档立卡贫困村电商服务覆盖率", "80"),
    ),
    ("slower than the nation", "C103", _REACHED % ("农村网络零售额增速", "3")),
)
