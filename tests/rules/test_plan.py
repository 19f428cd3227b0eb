"""L: what just keeps the clauses on plan and decisions, and what just does not."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from generator.model.change import Change, History, Weight
from generator.model.ending import Withdrawal
from generator.model.fields import field_in_words
from generator.model.types import HIDDEN
from generator.rules import find, unexamined
from generator.rules.example import scene
from tests.rules.judge import judge, messages

P1 = "210198-2020-01"
CHAIN = "方案: {实施方案: {备案: [%s]}}"
CITY, PROVINCE, STATE = (
    "{层级: 市, 日期: 2020-11-25}",
    "{层级: 省, 日期: 2020-12-01}",
    "{层级: 国家, 日期: 2020-12-10}",
)


def test_no_plan_is_said_once_and_where_it_belongs() -> None:
    (hit,) = judge("L101", "方案: {实施方案: null}")
    assert hit.message == "未登记实施方案和备案记录"
    assert hit.place.file == "counties/210198/plan.yaml"
    assert messages("L105", "方案: {实施方案: null}") == []
    assert messages("L106", "方案: {实施方案: null}") == []


def test_a_plan_without_filing_is_unfiled_since_its_day() -> None:
    (hit,) = judge("L101", "方案: {实施方案: {备案: null}}")
    assert hit.since == date(2020, 11, 20)
    assert messages("L106", "方案: {实施方案: {备案: null}}") == []


@pytest.mark.parametrize("missing", ["原因", "原制发程序", "本次程序", "批准文号", "备案日期"])
def test_an_adjustment_says_all_five(missing: str) -> None:
    said = {"原因": "一", "原制发程序": "二", "本次程序": "二", "批准文号": "三", "备案日期": "2021-05-20"}
    inner = ", ".join(f"{key}: {value}" for key, value in said.items() if key != missing)
    overlay = f"方案: {{方案调整: [{{日期: 2021-05-01, 内容: 延期。, {inner}}}]}}"
    (hit,) = judge("L102", overlay)
    assert hit.message == f"2021-05-01 的方案调整未写明{missing}：延期"
    assert hit.terms == (missing,)


@pytest.mark.parametrize("name", ["责任主体", "工作目标", "建设内容", "时间节点", "验收考核标准"])
def test_the_plan_has_five_parts(name: str) -> None:
    assert messages("L105", f"方案: {{实施方案: {{{name}: null}}}}") == [f"实施方案未写明{name}"]


@pytest.mark.parametrize(
    ("filings", "fault"),
    [
        ((CITY, STATE), "未登记省级备案"),
        ((CITY,), "未登记省、国家级备案"),
        ((CITY, "{层级: 省}", STATE), "省级备案未写明日期"),
        (
            (CITY, PROVINCE, "{层级: 国家, 日期: 2020-11-30}"),
            "国家级备案 2020-11-30 早于省级 2020-12-01",
        ),
        (
            ("{层级: 市, 日期: 2020-12-11}", STATE),
            "未登记省级备案；国家级备案 2020-12-10 早于市级 2020-12-11",
        ),
    ],
)
def test_the_filing_chain_has_no_gap(filings: tuple[str, ...], fault: str) -> None:
    assert messages("L106", CHAIN % ", ".join(filings)) == [f"实施方案备案：{fault}"]


def test_the_order_of_the_lines_does_not_matter() -> None:
    assert messages("L106", CHAIN % ", ".join((STATE, CITY, PROVINCE))) == []


@pytest.mark.parametrize(
    "post",
    [
        "县长",
        "副县长",
        "县委书记",
        "县委常委、副县长",
        "区长",
        "市长",
        "副书记",
        "县政府党组成员",
        "县人大常委会主任",
        "县人大常委会党组副书记、副主任",
        "县政协主席",
        "县政协副主席",
        "云岭满族自治县常务副县长",
        "县委宣传部部长",
        "县纪委书记、监委主任",
        "县委政法委书记",
        "县政府分管领导",
        "县委、县政府主要领导",
        "县长（兼）",
        "县人民政府副县长兼县公安局局长",
    ],
)
def test_county_leaders(post: str) -> None:
    assert messages("L107", f"县: {{组织领导: {{牵头县领导职务: {post}}}}}") == []


@pytest.mark.parametrize(
    "post",
    [
        "县商务局局长",
        "商务局党组书记",
        "电商中心主任",
        "镇长",
        "县委办公室主任",
        "县政府办公室主任",
        "县委办副主任",
        "县人大常委会办公室主任",
        "县人大财经委员会主任委员",
        "县政协办公室主任",
        "县委宣传部副部长",
        "镇党委书记",
        "镇纪委书记",
        "县商务局党委书记、局长",
        "县长热线办主任",
        "县委书记秘书",
        "经济开发区管委会主任",
    ],
)
def test_heads_of_bureaus_are_no_county_leaders(post: str) -> None:
    assert messages("L107", f"县: {{组织领导: {{牵头县领导职务: {post}}}}}") == [
        f"工作机制牵头的“{post}”不是县领导"
    ]


@pytest.mark.parametrize(
    ("post", "found"),
    [("管委会主任", 0), ("党工委书记、管委会主任", 0), ("管委会办公室主任", 1), ("经济发展局局长", 1)],
)
def test_who_leads_a_zone_that_is_a_county_of_its_own(post: str, found: int) -> None:
    zone = "功能区: {代码来源: 国家统计局统计用区划代码}"
    assert len(messages("L107", f"县: {{{zone}, 组织领导: {{牵头县领导职务: {post}}}}}")) == found


def test_a_steering_group_without_members_or_without_anything() -> None:
    assert messages("L107", "县: {组织领导: {成员部门: []}}") == ["工作机制未写明成员部门"]
    assert messages("L107", "县: {组织领导: {牵头县领导职务: null, 成员部门: []}}") == [
        "工作机制未写明牵头县领导职务，未写明成员部门"
    ]
    assert messages("L107", "县: {组织领导: null}") == ["未公开县领导挂帅的工作机制"]


@pytest.mark.parametrize(
    ("names", "missing"),
    [
        (["项目管理办法", "专项资金管理办法"], None),
        (["项目和资金管理办法"], None),
        (["项目及专项资金管理办法"], None),
        (["项目专项资金管理办法"], "项目管理办法"),
        (["项目建设资金管理办法"], "项目管理办法"),
        (["项目建设管理办法"], "资金管理办法"),
        (["档案管理办法"], "项目管理办法、资金管理办法"),
        ([], "项目管理办法、资金管理办法"),
    ],
)
def test_both_regulations_are_there(names: list[str], missing: str | None) -> None:
    listed = ", ".join(f"{{名称: {name}}}" for name in names)
    expected = [f"未公开{missing}"] if missing else []
    assert messages("L108", f"县: {{管理制度: [{listed}]}}") == expected


def test_county_and_projects_name_who_is_accountable() -> None:
    assert messages("L104", "县: {责任人: {姓名: null, 职务: null}}") == ["示范县未写明责任人"]
    assert messages("L104", "县: {主管部门: {名称: null}}") == ["示范县未写明主管部门"]
    assert messages("L104", "项目: {'01': {县级责任人: null}}") == ["未写明县级责任人"]
    cancelled = "项目: {'01': {县级责任人: null, 状态: 已取消, 取消: {日期: 2021-05-01, 原因: 一}}}"
    assert messages("L104", cancelled) == []


def _change(field: str, old: str, new: str, day: str, weight: Weight = Weight.MAJOR) -> Change:
    return Change(P1, field, old, new, datetime.fromisoformat(f"{day}T10:00:00+08:00"), "0" * 40, weight)


ADJUSTED = "{日期: %s, 内容: 调整, 涉及项目: [%s]}"


def _covered(*changes: Change, adjusted: tuple[str, ...] = (), project: str = P1) -> list[str]:
    plan = ", ".join(ADJUSTED % (day, project) for day in adjusted)
    return [hit.message for hit in judge("L103", f"方案: {{方案调整: [{plan}]}}", History(changes))]


@pytest.mark.parametrize(
    "field",
    [
        "扶持资金额度",
        "完成时限",
        "建设内容",
        "承办单位",
        "承办单位 › 名称",
        "承办单位 › 联合体 › 第1项 › 名称",
    ],
)
def test_what_may_not_change_without_an_adjustment(field: str) -> None:
    change = _change(field, "甲", "乙", "2021-05-02")
    told = field_in_words(field)
    assert _covered(change) == [f"“{told}”由“甲”改为“乙”（2021-05-02 公开），未登记对应的方案调整"]
    assert _covered(change, adjusted=("2021-05-02",)) == []
    assert len(_covered(change, adjusted=("2021-05-03",))) == 1
    assert len(_covered(change, adjusted=("2021-05-02",), project="210198-2020-02")) == 1


@pytest.mark.parametrize(
    ("field", "old", "weight"),
    [
        ("工作要求", "甲", Weight.MAJOR),
        ("扶持资金额度", "", Weight.MAJOR),
        ("建设内容", "甲", Weight.WORDING),
        ("承办单位 › 办公电话", "甲", Weight.MAJOR),
        ("承办单位 › 责任人", "甲", Weight.MAJOR),
    ],
)
def test_what_is_no_change_of_the_project(field: str, old: str, weight: Weight) -> None:
    assert _covered(_change(field, old, "乙", "2021-05-02", weight)) == []


@pytest.mark.parametrize(
    ("field", "old", "found"),
    [
        ("承办单位 › 名称", HIDDEN, 0),
        ("承办单位 › 名称", "甲公司", 1),
        ("承办单位 › 统一社会信用代码", "91110000600037341L", 1),
        ("承办单位 › 所在乡镇", "白石镇", 1),
    ],
)
def test_a_natural_person_whose_name_was_published_may_be_the_same(field: str, old: str, found: int) -> None:
    person = "{名称: null, 责任人: null, 类型: 自然人, 所在乡镇: 青山镇}"
    history = History((_change(field, old, "青山镇" if "乡镇" in field else "", "2021-05-02"),))
    assert len(judge("L103", f"项目: {{'01': {{承办单位: {person}}}}}", history)) == found


def test_one_adjustment_covers_one_change() -> None:
    first = _change("完成时限", "2021-10-31", "2021-11-30", "2021-05-02")
    second = _change("完成时限", "2021-11-30", "2021-12-31", "2021-06-02")
    assert len(_covered(first, second, adjusted=("2021-05-01",))) == 1
    assert len(_covered(first, second, adjusted=("2021-05-02",))) == 1
    assert _covered(first, second, adjusted=("2021-05-01", "2021-06-01")) == []


def test_an_adjustment_that_names_no_project_concerns_all() -> None:
    overlay = "方案: {方案调整: [{日期: 2021-05-01, 内容: 调整}]}"
    history = History((_change("完成时限", "2021-10-31", "2021-12-31", "2021-05-02"),))
    assert judge("L103", overlay, history) == []


def test_what_was_published_after_the_as_of_date_is_not_known_yet() -> None:
    assert len(_covered(_change("完成时限", "甲", "乙", "2021-06-30"))) == 1
    assert _covered(_change("完成时限", "甲", "乙", "2021-07-01")) == []


def test_a_removed_value_is_a_change_and_long_ones_are_cut() -> None:
    (message,) = _covered(_change("建设内容", "长" * 60, "", "2021-05-02"))
    assert message == f"“建设内容”由“{'长' * 40}…”删去（2021-05-02 公开），未登记对应的方案调整"
    (message,) = _covered(_change("建设内容", "长" * 40, "", "2021-05-02"))
    assert f"“{'长' * 40}”" in message


def test_without_history_the_rule_is_named_as_unexamined() -> None:
    rule = find("L103")
    assert rule in unexamined(scene())
    assert rule not in unexamined(scene("变更: []"))


@pytest.mark.parametrize(
    ("told", "field", "old", "new", "found"),
    [
        ("曾用名: [老公司]", "名称", "老公司", "甲公司", 0),
        ("曾用名: [老公司]", "名称", "老 公司", "甲公司", 0),
        ("并入单位: [{名称: 老公司}]", "名称", "老公司", "甲公司", 0),
        ("曾用名: [老公司, 旧公司]", "名称", "老公司", "旧公司", 0),
        ("曾用名: [旧公司]", "名称", "老公司", "甲公司", 1),
        ("曾用名: [老公司]", "名称", "老公司", "丁公司", 1),
        ("曾用名: [老公司]", "名称", "老公司", "", 1),
        ("类型: 企业", "类型", "合作社", "企业", 0),
        ("类型: 企业", "名称", "老公司", "甲公司", 1),
        (
            "统一社会信用代码: 91110000600037341L, 并入单位: [{名称: 老公司, 统一社会信用代码: 91211498MA0001004U}]",
            "统一社会信用代码",
            "91211498MA0001004U",
            "91110000600037341L",
            0,
        ),
        (
            "统一社会信用代码: 91110000600037341L, 曾用名: [老公司]",
            "统一社会信用代码",
            "91211498MA0001004U",
            "91110000600037341L",
            1,
        ),
    ],
)
def test_who_is_only_called_otherwise_is_no_other_contractor(
    told: str, field: str, old: str, new: str, found: int
) -> None:
    overlay = f"项目: {{'01': {{承办单位: {{名称: 甲公司, {told}}}}}}}"
    history = History((_change(f"承办单位 › {field}", old, new, "2021-05-02"),))
    assert len(judge("L103", overlay, history)) == found


LINE, GOAL = "资金用途 › 第%s项 › %s", "绩效目标 › 第%s项 › %s"


@pytest.mark.parametrize(
    ("field", "old", "new", "found"),
    [
        (LINE % (1, "金额"), "300", "200", 1),
        (LINE % (1, "金额"), "300", "", 1),
        (LINE % (2, "类别"), "设施设备", "服务", 1),
        (LINE % (2, "用途"), "分拣线", "分拣线一条", 0),
        (LINE % (3, "金额"), "", "100", 0),
        (GOAL % (1, "目标值"), "300", "299", 1),
        (GOAL % (1, "目标值"), "300", "301", 0),
        (GOAL % (1, "目标值"), "≥95%", "≥90%", 1),
        (GOAL % (1, "目标值"), "≤120万元", "≤150万元", 1),
        (GOAL % (1, "目标值"), "≤120万元", "≤110万元", 0),
        (GOAL % (2, "目标值"), "明显改善", "", 1),
        (GOAL % (2, "目标值"), "明显改善", "有所改善", 0),
        (GOAL % (1, "完成值"), "300", "200", 0),
        (GOAL % (1, "目标值"), "", "300", 0),
    ],
)
def test_budgets_and_targets_are_not_cut_without_an_adjustment(
    field: str, old: str, new: str, found: int
) -> None:
    change = _change(field, old, new, "2021-05-02")
    assert len(_covered(change)) == found
    assert _covered(change, adjusted=("2021-05-01",)) == []


def test_items_that_only_change_their_places_are_not_cut() -> None:
    moved = (
        [("金额", "300", "100"), ("用途", "分拣线", "货架")],
        [("金额", "100", "300"), ("用途", "货架", "分拣线")],
    )
    changes = [
        _change(LINE % (place, name), old, new, "2021-05-02")
        for place, fields in enumerate(moved, 1)
        for name, old, new in fields
    ]
    assert _covered(*changes) == []
    assert len(_covered(changes[0], changes[2])) == 1
    other = [
        _change(GOAL % (1, "指标"), "网店", "站点", "2021-05-02"),
        _change(GOAL % (1, "目标值"), "50", "20", "2021-05-02"),
    ]
    assert _covered(*other) == []
    assert len(_covered(other[1])) == 1


def test_one_re_cut_of_the_money_is_said_once() -> None:
    changes = (
        _change("扶持资金额度", "400", "300", "2021-05-02"),
        _change(LINE % (1, "金额"), "300", "200", "2021-05-02"),
        _change(LINE % (2, "金额"), "100", "50", "2021-05-02"),
    )
    assert len(_covered(*changes)) == 1
    assert len(_covered(*changes[1:])) == 1


def test_the_countys_own_goals_are_not_cut_either() -> None:
    def told(old: str, new: str, plan: str = "", field: str = "目标") -> list[str]:
        at = datetime.fromisoformat("2021-05-02T10:00:00+08:00")
        change = Change("210198/county", f"绩效目标 › 第1项 › {field}", old, new, at, "0" * 40, Weight.MAJOR)
        return [hit.message for hit in judge("L103", f"方案: {{方案调整: [{plan}]}}", History((change,)))]

    assert told("100", "95") == [
        "“绩效目标第1项（目标）”由“100”改为“95”（2021-05-02 公开），未登记对应的方案调整"
    ]
    assert told("100", "95", "{日期: 2021-05-01, 内容: 覆盖率目标由100%调整为95%}") == []
    assert len(told("100", "95", "{日期: 2021-05-01, 内容: 延期, 涉及项目: [210198-2020-01]}")) == 1
    assert told("95", "100") == []
    assert told("100", "95", field="当前") == []


@pytest.mark.parametrize(
    ("content", "left"),
    [
        ("完成时限延至2021年底，资金额度不变", "money"),
        ("完成时限延至2021年底，建设内容和扶持资金额度均不变", "money description"),
        ("更换承办单位，不涉及资金调整", "money"),
        ("更换承办单位，其他不变", ""),
        ("完成时限延长三个月其他内容不变", ""),
        ("总额不变，项目01调减20万元，项目02调增20万元", ""),
        ("资金总额不变，内部结构调整", ""),
        ("资金额度不变，资金用途由设备调整为服务", "money"),
        ("承办单位不变，建设地点调整", "contractor"),
        ("调整资金，完成时限不变", "deadline"),
    ],
)
def test_an_adjustment_does_not_cover_what_it_says_stays(content: str, left: str) -> None:
    fields = {
        "money": "扶持资金额度",
        "description": "建设内容",
        "contractor": "承办单位 › 名称",
        "deadline": "完成时限",
    }
    plan = f"方案: {{方案调整: [{{日期: 2021-05-01, 内容: {content}, 涉及项目: [{P1}]}}]}}"
    found = [
        name
        for name, field in fields.items()
        if judge("L103", plan, History((_change(field, "甲", "乙", "2021-05-02"),)))
    ]
    assert found == left.split()
    told = plan.replace(f"内容: {content}", f"内容: 调整, 原因: {content}")
    assert bool(judge("L103", told, History((_change("扶持资金额度", "甲", "乙", "2021-05-02"),)))) == (
        "money" in left
    )
    recut = History((_change(LINE % (1, "金额"), "300", "200", "2021-05-02"),))
    assert not judge("L103", plan, recut)


CANCELLED = (
    "项目: {'01': {状态: 已取消, 取消: {日期: 2021-05-01, 原因: 一}}}\n方案: {方案调整: [%s]}\n截至: %s"
)
WHOLE = "原因: 一, 原制发程序: 二, 本次程序: 二, 批准文号: 三, 备案日期: 2021-05-10"


@pytest.mark.parametrize(
    ("adjustment", "as_of", "found"),
    [
        ("", "2021-06-30", 0),
        ("", "2021-07-01", 1),
        (f"{{日期: 2021-05-20, 内容: 取消项目, 涉及项目: [{P1}], {WHOLE}}}", "2021-07-01", 0),
        (f"{{日期: 2021-04-20, 内容: 取消承办资格，项目终止, 涉及项目: [{P1}], {WHOLE}}}", "2021-07-01", 0),
        (f"{{日期: 2021-04-20, 内容: 延期, 涉及项目: [{P1}], {WHOLE}}}", "2021-07-01", 1),
        (f"{{日期: 2021-05-20, 内容: 延期, 涉及项目: [210198-2020-02], {WHOLE}}}", "2021-07-01", 1),
    ],
)
def test_a_project_is_not_dropped_without_an_adjustment(adjustment: str, as_of: str, found: int) -> None:
    told = messages("L109", CANCELLED % (adjustment, as_of))
    assert told == ["项目于 2021-05-01 取消，未登记对应的方案调整"] * found


@pytest.mark.parametrize(
    ("content", "changed", "message"),
    [
        ("共3个项目", "", ""),
        ("共 2 个项目", "", "实施方案写明 2 个项目，公开了 3 个，未登记增加项目的方案调整"),
        ("仓储、服务、培训三个项目", "", ""),
        ("仓储和服务两项，共2个项目", "", "实施方案写明 2 个项目，公开了 3 个，未登记增加项目的方案调整"),
        ("仓储、服务二个项目", "", "实施方案写明 2 个项目，公开了 3 个，未登记增加项目的方案调整"),
        ("共2个项目", f"{{日期: 2021-05-01, 内容: 增加培训项目, {WHOLE}}}", ""),
        ("物流2个项目，培训2个项目", "", ""),
        ("建设2个项目点", "", ""),
        ("首批2个项目", "", ""),
        ("第一批10个项目", "", ""),
        ("共十二个项目", "", ""),
    ],
)
def test_more_projects_than_the_plan_says_need_an_adjustment(
    content: str, changed: str, message: str
) -> None:
    overlay = f"方案: {{实施方案: {{建设内容: {content}}}, 方案调整: [{changed}]}}"
    assert messages("L109", overlay) == ([message] if message else [])


def test_projects_on_other_money_are_not_counted_among_the_plan_s() -> None:
    beside = "'03': {扶持资金额度: null, 资金来源: [{来源: 市级, 金额: '9'}]}"
    assert not judge("L109", f"方案: {{实施方案: {{建设内容: 共2个项目}}}}\n项目: {{{beside}}}")


@pytest.mark.parametrize(
    ("reason", "signed", "found"),
    [
        ("不再实施", "2021-03-01", 1),
        ("与 02 重复报送", "2021-03-01", 0),
        ("资料有误，取消重报", None, 0),
        ("不再实施", None, 1),
        ("按领导小组意见", "2021-03-01", 1),
        ("按领导小组意见", None, 0),
    ],
)
def test_a_project_of_the_plan_is_not_dropped_by_withdrawing_it(
    reason: str, signed: str | None, found: int
) -> None:
    seen = scene("截至: 2021-07-01")
    whole = seen.county.projects[0]
    assert whole.procurement
    gone = whole.model_copy(
        update={
            "id": "210198-2020-09",
            "withdrawal": Withdrawal.model_validate({"日期": date(2021, 5, 1), "原因": reason}),
            "procurement": whole.procurement.model_copy(
                update={"contract_date": date.fromisoformat(signed) if signed else None}
            ),
        }
    )
    county = replace(seen.county, withdrawn=replace(seen.county, projects=(gone,)))
    rule = find("L109")
    assert rule
    assert rule.check
    told = [hit.message for hit in rule.check(replace(seen, county=county))]
    what = "2021-03-01 签订合同的项目" if signed else "项目"
    expected = f"{what} 210198-2020-09 于 2021-05-01 撤回（{reason}），未登记对应的方案调整"
    assert told == [expected] * found
