"""A: what just keeps the clauses on acceptance, and what just does not."""

from datetime import date

import pytest

from generator.model.finding import DutyOf
from tests.rules.judge import judge, messages

FINAL = (
    "成果: {综合验收: {日期: 2021-06-20, 目标完成情况: 一, 实际效果: 二, 存在问题: 三, 结论: 合格, 改进要求: 四,"
    " 工作建议: 五, 签字: {单位: 市商务局, 日期: 2021-06-22}}, 省级复核: {日期: 2021-06-25, 结论: 合格}}\n"
)
IN_USE = "项目: {'01': {状态: 投入使用}, '02': {状态: 投入使用}, '03': {状态: 投入使用}}\n"
SPENT = "expenditures: [{日期: %s, 项目编号: 210198-2020-01, 类别: 服务, 用途: 安装, 金额: '%s'}]\n"


@pytest.mark.parametrize("status", ["未开工", "在建", "基本完成"])
def test_every_project_must_be_in_use(status: str) -> None:
    overlay = f"{FINAL}项目: {{'01': {{状态: 投入使用}}, '02': {{状态: {status}}}, '03': {{状态: {status}}}}}"
    (hit,) = judge("A101", overlay)
    assert hit.message == "2021-06-20 综合验收时，还有 2 个项目未登记投入使用：210198-2020-02、210198-2020-03"
    assert hit.terms == ("210198-2020-02", "210198-2020-03")
    assert hit.since == date(2021, 6, 20)


def test_cancelled_and_accepted_projects_do_not_stand_in_the_way() -> None:
    cancelled = "'02': {状态: 已取消, 取消: {日期: 2021-05-01, 原因: 一}}"
    accepted = "'03': {状态: 已验收, 验收: {日期: 2021-06-20, 结论: 合格}}"
    assert messages("A101", f"{FINAL}项目: {{'01': {{状态: 投入使用}}, {cancelled}, {accepted}}}") == []


def test_a_project_accepted_after_the_county_was_is_not_in_use_before() -> None:
    accepted = "'03': {状态: 已验收, 验收: {日期: 2021-06-21, 结论: 合格}}"
    overlay = f"{FINAL}项目: {{'01': {{状态: 投入使用}}, '02': {{状态: 投入使用}}, {accepted}}}"
    assert len(messages("A101", overlay)) == 1


def test_the_first_report_of_use_counts_and_later_ones_repeat_it() -> None:
    report = "{日期: 2021-06-%s, 项目编号: 210198-2020-01, 进度: '100', 状态: 投入使用}"
    overlay = f"{FINAL}{IN_USE}+progress: [{report % 18}, {report % 28}]"
    assert messages("A101", overlay) == []


def test_the_acceptance_is_judged_from_its_own_day_on() -> None:
    overlay = FINAL.replace(", 省级复核: {日期: 2021-06-25, 结论: 合格}", "")
    assert len(messages("A106", f"截至: 2021-06-20\n{overlay}")) == 1
    assert messages("A106", f"截至: 2021-06-19\n{overlay}") == []


def test_what_has_not_taken_place_yet_is_not_judged() -> None:
    future = FINAL.replace("2021-06-20", "2021-07-01")
    for code in ("A101", "A102", "A105", "A106", "A107"):
        assert messages(code, future) == []


@pytest.mark.parametrize(
    ("amount", "day", "count"),
    [
        ("900", "2021-06-20", 0),
        ("899.999999", "2021-06-20", 1),
        ("899.99", "2021-06-20", 1),
        ("900", "2021-06-21", 1),
    ],
)
def test_fund_use_on_the_day_of_acceptance(amount: str, day: str, count: int) -> None:
    assert len(messages("A102", FINAL + IN_USE + SPENT % (day, amount))) == count


def test_fund_use_is_shown_beside_the_share_paid_and_never_rounded_up_to_ninety() -> None:
    assert messages("A102", FINAL + IN_USE + SPENT % ("2021-06-20", "899.999999")) == [
        "2021-06-20 综合验收时，专项资金使用率 89.99%，不足 90%（拨付率 100%）"
    ]


@pytest.mark.parametrize(
    ("signature", "fault"),
    [
        ("null", "未登记签字"),
        ("{日期: 2021-06-22}", "签字未写明单位和职务"),
        ("{职务: 副局长}", "签字未写明日期"),
        ("{职务: 副局长, 日期: 2021-06-22}", None),
    ],
)
def test_signatures_are_whole(signature: str, fault: str | None) -> None:
    final = FINAL.replace("{单位: 市商务局, 日期: 2021-06-22}", signature)
    assert messages("A103", final) == ([f"2021-06-20 的综合验收意见书{fault}"] if fault else [])
    project = f"项目: {{'01': {{验收: {{日期: 2021-05-20, 结论: 合格, 签字: {signature}}}}}}}"
    assert messages("A103", project) == ([f"2021-05-20 的验收意见书{fault}"] if fault else [])


@pytest.mark.parametrize(
    ("rest", "message"),
    [
        ("", "2021-05-20 验收不合格，未写明整改期限"),
        ("整改期限: 2021-06-30", None),
        ("整改期限: 2021-06-29", "验收不合格，整改期限 2021-06-29，已过 1 天，未登记整改完成"),
        ("整改期限: 2021-06-01, 整改完成日期: 2021-06-30", None),
        (
            "整改期限: 2021-06-01, 整改完成日期: 2021-07-01",
            "验收不合格，整改期限 2021-06-01，已过 29 天，未登记整改完成",
        ),
    ],
)
def test_failed_projects_have_a_limit_and_keep_it(rest: str, message: str | None) -> None:
    overlay = f"项目: {{'01': {{验收: {{日期: 2021-05-20, 结论: 不合格, {rest}}}}}}}"
    assert messages("A104", overlay) == ([message] if message else [])
    assert messages("A104", overlay.replace("不合格", "合格")) == []
    cancelled = overlay.replace("'01': {", "'01': {状态: 已取消, 取消: {日期: 2021-06-01, 原因: 一}, ")
    assert messages("A104", cancelled) == []


@pytest.mark.parametrize(("as_of", "kept"), [("2021-07-30", ""), ("2021-07-31", "，也未登记取消承办资格")])
def test_who_never_rectifies_and_keeps_the_project_is_told_of(as_of: str, kept: str) -> None:
    failed = "项目: {'01': {验收: {日期: 2021-05-20, 结论: 不合格, 整改期限: 2021-05-31}}}"
    days = (date.fromisoformat(as_of) - date(2021, 5, 31)).days
    assert messages("A104", f"截至: {as_of}\n{failed}") == [
        f"验收不合格，整改期限 2021-05-31，已过 {days} 天，未登记整改完成{kept}"
    ]


def test_lateness_begins_the_day_after_the_limit() -> None:
    (hit,) = judge("A104", "项目: {'01': {验收: {日期: 2021-05-20, 结论: 不合格, 整改期限: 2021-06-10}}}")
    assert hit.since == date(2021, 6, 11)


@pytest.mark.parametrize(
    "part",
    ["目标完成情况: 一", "实际效果: 二", "存在问题: 三", "结论: 合格", "改进要求: 四", "工作建议: 五"],
)
def test_the_report_has_six_parts(part: str) -> None:
    label = part.split(":", maxsplit=1)[0]
    assert messages("A105", FINAL.replace(f"{part},", "", 1)) == [f"综合验收报告未写明{label}"]


@pytest.mark.parametrize(
    ("day", "count"), [("2021-06-19", 1), ("2021-06-20", 0), ("2021-06-30", 0), ("2021-07-01", 1)]
)
def test_the_recheck_follows_the_acceptance(day: str, count: int) -> None:
    assert len(messages("A106", FINAL.replace("2021-06-25", day))) == count


def test_only_a_passed_county_waits_for_the_recheck() -> None:
    failed = FINAL.replace(", 省级复核: {日期: 2021-06-25, 结论: 合格}", "").replace("合格", "不合格")
    assert messages("A106", failed) == []


def test_the_stated_share_is_held_against_the_ledgers_of_the_day() -> None:
    stated = FINAL.replace("结论: 合格, 改进", "结论: 合格, 专项资金使用率: '92.35', 改进")
    assert messages("A107", stated + SPENT % ("2021-06-20", "923.45")) == []
    assert messages("A107", stated + SPENT % ("2021-06-21", "923.45")) == [
        "报告所列专项资金使用率 92.35%，按台账计算为 0%（拨付率 100%）"
    ]


@pytest.mark.parametrize(
    ("signed", "found"),
    [("2021-06-19", 1), ("2021-06-20", 0), ("2021-06-22", 0)],
)
def test_nobody_signs_before_the_acceptance(signed: str, found: int) -> None:
    final = FINAL.replace("2021-06-22", signed)
    assert messages("A103", final) == [f"2021-06-20 的综合验收意见书签字日期 {signed} 早于验收日期"] * found
    signature = f"{{单位: 局, 日期: {signed}}}"
    project = f"项目: {{'01': {{验收: {{日期: 2021-06-20, 结论: 合格, 签字: {signature}}}}}}}"
    assert messages("A103", project) == [f"2021-06-20 的验收意见书签字日期 {signed} 早于验收日期"] * found


@pytest.mark.parametrize(
    ("unit", "found"),
    [
        ("示例县商务局", 1),
        ("示例县人民政府", 1),
        ("县综合验收组", 1),
        ("沈阳市商务局", 0),
        ("市商务局", 0),
        ("示例县商务局、沈阳市商务局", 0),
        ("县、市联合验收组", 0),
        ("受省商务厅委托的第三方机构", 0),
        ("验收专家组", 0),
        ("副县长", 1),
        ("县商务局、县财政局联合验收组", 1),
        ("某县域经济咨询公司", 0),
    ],
)
def test_the_city_s_signature_on_the_county_s_acceptance_is_asked_for(unit: str, found: int) -> None:
    told = judge("A103", FINAL.replace("单位: 市商务局", f"单位: {unit}"))
    message = f"2021-06-20 的综合验收意见书由“{unit}”签字，未登记市级签字，需说明"
    assert [hit.message for hit in told] == [message] * found
    assert {hit.duty_of for hit in told} <= {DutyOf.CITY}
    project = f"项目: {{'01': {{验收: {{日期: 2021-06-20, 结论: 合格, 签字: {{单位: {unit}, 日期: 2021-06-22}}}}}}}}"
    assert messages("A103", project) == [], "the county accepts its projects itself"


@pytest.mark.parametrize(
    ("county", "unit", "found"),
    [("海城市", "海城市商务局", 1), ("海城市", "鞍山市商务局", 0), ("海城市", "市商务局", 0)],
)
def test_a_county_that_is_called_a_city_is_not_the_city_above_it(county: str, unit: str, found: int) -> None:
    final = FINAL.replace("单位: 市商务局", f"单位: {unit}")
    assert len(messages("A103", f"{final}县: {{名称: {county}, 所属市: 鞍山}}")) == found


ITEM = "整改清单: [{编号: '1', 问题: 站点停用, 来源: %s%s}]"


def _after(conclusion: str, recheck: str | None, items: str = "") -> str:
    again = f"省级复核: {{日期: 2021-06-25, 结论: {recheck}}}" if recheck else ""
    rest = ", ".join(filter(None, (f"综合验收: {{日期: 2021-06-20, 结论: {conclusion}}}", again, items)))
    return f"成果: {{{rest}}}"


@pytest.mark.parametrize(
    ("conclusion", "recheck", "what"),
    [
        ("不合格", None, "2021-06-20 综合验收不合格"),
        ("合格", "不合格", "2021-06-25 省级复核不合格（综合验收的结论是合格）"),
        ("不合格", "不合格", "2021-06-25 省级复核不合格"),
        ("不合格", "合格", ""),
        ("合格", None, ""),
        ("合格", "合格", ""),
    ],
)
def test_a_county_that_failed_has_something_to_rectify(
    conclusion: str, recheck: str | None, what: str
) -> None:
    def told(items: str) -> list[str]:
        return messages("A108", _after(conclusion, recheck, items))

    lacking = "整改清单未登记来源是综合验收的事项"
    assert told("") == ([f"{what}，{lacking}"] if what else [])
    assert told(ITEM % ("2020年绩效评价", ", 期限: 2021-12-31")) == ([f"{what}，{lacking}"] if what else [])
    assert told(ITEM % ("综合验收", "")) == ([f"{what}，整改清单第 1 项未写明期限"] if what else [])
    assert told(ITEM % ("综合验收", ", 期限: 2021-06-30")) == []
    late = [f"{what}，整改清单第 1 项已过期限，未登记销号"] if what else []
    assert told(ITEM % ("验收省级复核", ", 期限: 2021-06-29")) == late
    assert told(ITEM % ("综合验收", ", 期限: 2021-06-29, 销号日期: 2021-06-28")) == []


def test_what_the_acceptance_asks_for_is_no_item_of_an_evaluation() -> None:
    evaluated = "绩效评价: [{年度: 2020, 类型: 省级复核, 得分: '80', 完成日期: 2020-12-01}]"
    items = ITEM % ("综合验收省级复核", ", 期限: 2021-12-31")
    assert messages("R104", f"成果: {{{evaluated}, {items}}}") == []
    assert len(messages("R104", f"成果: {{{evaluated}, {ITEM % ('2020年省级复核', '')}}}")) == 1


REPORT = "progress: [{日期: %s, 项目编号: 210198-2020-01, 进度: '%s'%s}]\n"
PASSED = (
    "项目: {'01': {状态: 已验收, 验收: {日期: 2021-05-20, 结论: %s, 签字: {单位: 局, 日期: 2021-05-20}}}}"
)


@pytest.mark.parametrize(
    ("day", "percent", "status", "as_of", "found"),
    [
        ("2021-05-10", "60", "", "2021-05-20", 1),
        ("2021-05-25", "60", ", 状态: 在建", "2021-06-30", 1),
        ("2021-05-10", "89.99", "", "2021-05-20", 1),
        ("2021-05-10", "90", "", "2021-06-20", 0),
        ("2021-05-10", "90", "", "2021-06-21", 1),
        ("2021-05-25", "99.99", "", "2021-05-25", 1),
        ("2021-06-25", "100", "", "2021-06-30", 0),
        ("2021-05-10", "60", ", 状态: 基本完成", "2021-06-30", 0),
    ],
)
def test_what_was_accepted_is_not_reported_half_done(
    day: str, percent: str, status: str, as_of: str, found: int
) -> None:
    overlay = f"{REPORT % (day, percent, status)}{PASSED % '合格'}\n截至: {as_of}"
    assert (
        messages("A109", overlay) == [f"2021-05-20 验收合格，最近一次进度报告（{day}）是 {percent}%"] * found
    )


def test_what_is_said_to_be_in_use_is_not_reported_half_done() -> None:
    report = REPORT % ("2021-05-10", "60", "")
    assert messages("A109", f"{report}项目: {{'01': {{状态: 投入使用}}}}") == [
        "状态是投入使用，最近一次进度报告（2021-05-10）是 60%"
    ]
    assert messages("A109", "progress: []\n项目: {'01': {状态: 投入使用}}") == []
    assert messages("A109", f"{report}项目: {{'01': {{状态: 在建}}}}") == []
    failed = (PASSED % "不合格").replace("已验收", "在建")
    assert messages("A109", f"{report}{failed}") == []
