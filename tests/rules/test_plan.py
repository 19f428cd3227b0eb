"""L: what just keeps the clauses on plan and decisions, and what just does not."""

from datetime import date, datetime

import pytest

from generator.model.change import Change, History, Weight
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
    assert hit.message == "没有实施方案，也查不到备案记录"
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
    assert hit.message == f"2021-05-01 的方案调整没有写明{missing}：延期"
    assert hit.terms == (missing,)


@pytest.mark.parametrize("name", ["责任主体", "工作目标", "建设内容", "时间节点", "验收考核标准"])
def test_the_plan_has_five_parts(name: str) -> None:
    assert messages("L105", f"方案: {{实施方案: {{{name}: null}}}}") == [f"实施方案没有写明{name}"]


@pytest.mark.parametrize(
    ("filings", "fault"),
    [
        ((CITY, STATE), "缺少省级备案"),
        ((CITY,), "缺少省、国家级备案"),
        ((CITY, "{层级: 省}", STATE), "省级备案没有日期"),
        (
            (CITY, PROVINCE, "{层级: 国家, 日期: 2020-11-30}"),
            "国家级备案 2020-11-30 早于省级 2020-12-01",
        ),
        (
            ("{层级: 市, 日期: 2020-12-11}", STATE),
            "缺少省级备案；国家级备案 2020-12-10 早于市级 2020-12-11",
        ),
    ],
)
def test_the_filing_chain_has_no_gap(filings: tuple[str, ...], fault: str) -> None:
    assert messages("L106", CHAIN % ", ".join(filings)) == [f"实施方案备案：{fault}"]


def test_the_order_of_the_lines_does_not_matter() -> None:
    assert messages("L106", CHAIN % ", ".join((STATE, CITY, PROVINCE))) == []


@pytest.mark.parametrize(
    "post", ["县长", "副县长", "县委书记", "县委常委、副县长", "区长", "市长", "副书记", "县政府党组成员"]
)
def test_county_leaders(post: str) -> None:
    assert messages("L107", f"县: {{组织领导: {{牵头县领导职务: {post}}}}}") == []


@pytest.mark.parametrize("post", ["县商务局局长", "商务局党组书记", "电商中心主任", "镇长"])
def test_heads_of_bureaus_are_no_county_leaders(post: str) -> None:
    assert messages("L107", f"县: {{组织领导: {{牵头县领导职务: {post}}}}}") == [
        f"工作机制牵头的「{post}」不是县领导"
    ]


def test_a_steering_group_without_members_or_without_anything() -> None:
    assert messages("L107", "县: {组织领导: {成员部门: []}}") == ["工作机制没有写明成员部门"]
    assert messages("L107", "县: {组织领导: {牵头县领导职务: null, 成员部门: []}}") == [
        "工作机制没有写明牵头县领导职务，没有写明成员部门"
    ]
    assert messages("L107", "县: {组织领导: null}") == ["没有公开县领导挂帅的工作机制"]


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
    expected = [f"没有公开{missing}"] if missing else []
    assert messages("L108", f"县: {{管理制度: [{listed}]}}") == expected


def test_county_and_projects_name_who_is_accountable() -> None:
    assert messages("L104", "县: {责任人: {姓名: null, 职务: null}}") == ["示范县没有写明责任人"]
    assert messages("L104", "县: {主管部门: {名称: null}}") == ["示范县没有写明主管部门"]
    assert messages("L104", "项目: {'01': {县级责任人: null}}") == ["没有写明县级责任人"]
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
    assert _covered(change) == [f"「{field}」由「甲」改为「乙」（2021-05-02 公开），没有对应的方案调整"]
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
    assert message == f"「建设内容」由「{'长' * 40}…」删去（2021-05-02 公开），没有对应的方案调整"
    (message,) = _covered(_change("建设内容", "长" * 40, "", "2021-05-02"))
    assert f"「{'长' * 40}」" in message


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
