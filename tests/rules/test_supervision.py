"""V103–V107: what supervision must lead to."""

from datetime import date

import pytest

from tests.rules.judge import judge, messages

SEEN = "+inspections: [{日期: 2021-05-31, 层级: 县, 项目编号: 210198-2020-01, 发现问题: 标识不全%s}]"
CANCELLED = "状态: 已取消, 取消: {日期: 2021-05-01, 原因: 无力承建}"
CIRCULAR = "通报: [{标题: %s, 日期: %s, 类型: 督导通报%s}]"


def test_a_problem_without_a_limit_has_thirty_days() -> None:
    assert not judge("V103", f"{SEEN % ''}\n截至: 2021-06-30")
    (hit,) = judge("V103", f"{SEEN % ''}\n截至: 2021-07-01")
    assert (
        hit.message == "2021-05-31 发现“标识不全”，未写明期限，按 2021-06-30 计，已超过 1 天，未登记完成日期"
    )
    assert hit.since == date(2021, 7, 1)
    assert len(judge("V103", f"{SEEN % ''}\n栏目: {{规则期限: {{问题处理: '29'}}}}")) == 1


def test_a_problem_handled_or_not_found_is_no_finding() -> None:
    assert not judge("V103", SEEN % ", 完成期限: 2021-06-05, 完成日期: 2021-06-20")
    assert not judge("V103", "+inspections: [{日期: 2021-05-31, 层级: 县, 完成期限: 2021-06-05}]")
    (hit,) = judge("V103", SEEN % ", 完成期限: 2021-06-05")
    assert hit.message == "2021-05-31 发现“标识不全”，期限 2021-06-05，已超过 25 天，未登记完成日期"
    assert hit.project == "210198-2020-01"


@pytest.mark.parametrize(
    ("rest", "found"),
    [
        (", 完成期限: 2021-06-29, 处理情况: 已补贴标识", 1),
        (", 处理情况: 已补贴标识", 0),
        (", 完成期限: 2021-06-29, 处理情况: 已补贴标识, 完成日期: 2021-06-30", 0),
        (", 完成期限: 2021-06-30, 处理情况: 正在处理", 0),
        (", 完成期限: 尽快", 0),
    ],
)
def test_only_a_date_of_completion_says_that_a_problem_is_handled(rest: str, found: int) -> None:
    assert len(judge("V103", SEEN % rest)) == found
    assert len(judge("V103", f"{SEEN % ', 处理情况: 已补贴标识'}\n截至: 2021-07-01")) == 1


def test_what_was_ordered_by_a_day_is_handled_by_it() -> None:
    ordered = "+inspections: [{日期: 2021-05-31, 层级: 市, 处置: %s, 完成期限: 2021-06-29%s}]"
    assert messages("V103", ordered % ("限期整改", "")) == [
        "2021-05-31 限期整改，期限 2021-06-29，已超过 1 天，未登记完成日期"
    ]
    assert not judge("V103", ordered % ("限期整改", ", 完成日期: 2021-06-28"))
    assert not judge("V103", ordered % ("无", ""))


ONE = "项目: {'02': {状态: 已取消}, '03': {状态: 已取消}, '01': {%s}}\n%s"


def test_a_hole_in_the_months_is_found_as_well_as_a_late_end() -> None:
    gone = "-transactions: [{月份: 2021-04, 项目编号: 210198-2020-01}]\n截至: 2021-08-01"
    (hit,) = judge("V104", ONE % ("", gone))
    assert hit.message == "未登记 2 个月的交易数据：2021-04、2021-06"
    assert hit.since == date(2021, 6, 1)
    assert hit.terms == ("2021-04", "2021-06")


def test_who_never_reported_owes_from_the_month_after_completion() -> None:
    silent = "transactions: []\n+progress: [{日期: 2021-06-21, 项目编号: 210198-2020-01, 进度: '100', 状态: 投入使用}]\n截至: %s"
    assert not judge("V104", ONE % ("状态: 投入使用", silent % "2021-08-31"))
    (hit,) = judge("V104", ONE % ("状态: 投入使用", silent % "2021-09-01"))
    assert hit.terms == ("2021-07",)
    assert hit.place.label == "状态"
    assert not judge("V104", ONE % ("状态: 在建", silent % "2021-09-01"))
    assert not judge("V104", ONE % ("状态: 投入使用, 支持方向: 人才培训", silent % "2021-09-01"))
    assert not judge("V104", ONE % ("状态: 投入使用", "transactions: []\nprogress: []\n截至: 2021-09-01"))


def test_statistics_are_owed_for_money_received() -> None:
    assert not judge("V104", ONE % ("", "payments: []\n截至: 2021-12-31"))
    assert not judge("V104", ONE % (CANCELLED, "截至: 2021-12-31"))
    assert not judge("V104", ONE % ("", "截至: 2021-12-31\n栏目: {规则期限: {交易数据报送: '400'}}"))


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("{日期: 2021-04-01, 层级: 县, 项目编号: 210198-2020-01, 处置: 责令开工}", 0),
        ("{日期: 2021-04-01, 层级: 县, 处置: 责令开工}", 0),
        ("{日期: 2021-04-01, 层级: 市, 项目编号: 210198-2020-01, 处置: 取消承办资格}", 0),
        ("{日期: 2021-04-01, 层级: 县, 项目编号: 210198-2020-02, 处置: 责令开工}", 1),
        ("{日期: 2021-04-01, 层级: 县, 项目编号: 210198-2020-01, 处置: 限期整改}", 1),
    ],
)
def test_an_order_to_start_answers_a_late_start(row: str, found: int) -> None:
    assert len(judge("V105", f"项目: {{'01': {{状态: 未开工}}}}\n+inspections: [{row}]")) == found


@pytest.mark.parametrize(
    ("day", "found"),
    [("2021-03-07", 1), ("2021-03-08", 0), ("2021-02", 1), ("2021-03", 0), ("2021-06-30", 0)],
)
@pytest.mark.parametrize("measure", ["责令开工", "取消承办资格"])
def test_an_order_older_than_the_planned_start_does_not_answer_it(day: str, found: int, measure: str) -> None:
    row = f"{{日期: {day}, 层级: 县, 项目编号: 210198-2020-01, 处置: {measure}}}"
    assert len(judge("V105", f"项目: {{'01': {{状态: 未开工}}}}\n+inspections: [{row}]")) == found


def test_an_order_answers_the_start_that_stands_after_it_was_put_off() -> None:
    order = "+inspections: [{日期: 2021-04-01, 层级: 县, 项目编号: 210198-2020-01, 处置: 责令开工}]"
    put_off = f"项目: {{'01': {{状态: 未开工, 计划开工: 2021-06-01}}}}\n{order}"
    assert messages("V105", put_off) == [
        "计划 2021-06-01 开工，至今未开工，未登记责令开工（2021-04-01 的早于计划开工）"
    ]
    assert not judge("V105", put_off.replace("2021-06-01", "2021-03-31"))


def test_a_late_start_has_a_week_before_an_order_is_missed() -> None:
    (hit,) = judge("V105", "项目: {'01': {状态: 未开工}}\n截至: 2021-03-16")
    assert hit.since == date(2021, 3, 16)
    assert not judge("V105", "项目: {'01': {状态: 未开工, 计划开工: null}}")
    assert not judge("V105", f"项目: {{'01': {{{CANCELLED}}}}}")


def test_criticism_of_the_whole_county_is_criticism() -> None:
    (hit,) = judge("V106", "+inspections: [{日期: 2021-06-01, 层级: 省, 处置: 通报批评}]")
    assert hit.message == "2021-06-01 通报批评，未登记整改期限"
    assert (hit.project, hit.since) == ("", date(2021, 6, 1))


@pytest.mark.parametrize(
    ("notice", "found"),
    [
        (CIRCULAR % ("上半年通报", "2022-06-30", ", 涉及县: [示例县]"), 0),
        (CIRCULAR % ("上半年通报", "2022-06-30", ", 涉及县: ['210198']"), 0),
        (CIRCULAR % ("上半年通报", "2022-06-30", ", 涉及县: [乙县]"), 1),
        (CIRCULAR % ("示例县督导情况", "2022-06-30", ", 涉及县: [乙县]"), 1),
        (CIRCULAR % ("示例县督导情况", "2022-06-30", ""), 0),
        (CIRCULAR % ("上半年通报", "2022-06-30", ""), 1),
        (CIRCULAR % ("上半年通报", "2021-06-30", ", 涉及县: [示例县]"), 0),
        (CIRCULAR % ("上半年通报", "2021-06-29", ", 涉及县: [示例县]"), 1),
        (CIRCULAR % ("上半年通报", "2022-07-01", ", 涉及县: [示例县]"), 1),
        ("通报: [{标题: 示例县公告, 日期: 2022-06-01, 类型: 公示公告, 涉及县: [示例县]}]", 1),
    ],
)
def test_only_a_circular_on_this_county_within_a_year_counts(notice: str, found: int) -> None:
    assert len(judge("V107", f"{notice}\n截至: 2022-06-30")) == found


def test_a_county_is_not_overlooked_before_its_first_year_is_over() -> None:
    assert not judge("V107", "通报: []\n截至: 2021-11-20")
    (hit,) = judge("V107", "通报: []\n截至: 2021-11-21")
    assert hit.message == "2020-11-20 以来本栏目未公开写到示例县的督导通报，已超过 12 个月"
    assert hit.since == date(2021, 11, 21)
    unplanned = "通报: []\n方案: {实施方案: null}\n截至: %s"
    assert not judge("V107", unplanned % "2022-03-01")
    assert len(judge("V107", unplanned % "2022-03-02")) == 1


def test_the_last_circular_is_named() -> None:
    assert messages("V107", "截至: 2022-06-02") == [
        "最近一份写到示例县的督导通报是 2021-06-01，已超过 12 个月"
    ]


@pytest.mark.parametrize(("conclusion", "found"), [("合格", 0), ("不合格", 1)])
def test_after_acceptance_no_circular_is_owed(conclusion: str, found: int) -> None:
    final = f"成果: {{综合验收: {{日期: 2022-05-15, 结论: {conclusion}}}}}"
    assert len(judge("V107", f"{final}\n截至: 2022-06-02")) == found
    assert len(judge("V107", f"{final}\n通报: []\n截至: 2022-05-14")) == 1
    assert len(judge("V107", f"{final}\n通报: []\n截至: 2022-05-15")) == found


BARRED = "+inspections: [{日期: 2021-04-01, 层级: 县, 项目编号: 210198-2020-01, 处置: 取消承办资格}]\n"


@pytest.mark.parametrize(
    ("rest", "found"),
    [
        ("", 1),
        ("截至: 2021-05-31", 0),
        ("截至: 2021-06-01", 1),
        (f"项目: {{'01': {{{CANCELLED}}}}}", 0),
        ("项目: {'01': {采购: {合同日期: 2021-03-31}}}", 1),
        ("项目: {'01': {采购: {合同日期: 2021-04-20}}}", 0),
        ("变更: [[210198-2020-01, 承办单位 › 名称, 甲公司, 戊公司, '2021-05-02T09:00:00+08:00']]", 0),
        ("变更: [[210198-2020-01, 承办单位 › 名称, 甲公司, 戊公司, '2021-03-02T09:00:00+08:00']]", 1),
        ("变更: [[210198-2020-01, 承办单位 › 办公电话, 一, 二, '2021-05-02T09:00:00+08:00']]", 1),
        ("方案: {方案调整: [{日期: 2021-05-01, 内容: 更换承办单位, 涉及项目: [210198-2020-01]}]}", 0),
        ("方案: {方案调整: [{日期: 2021-03-31, 内容: 延期, 涉及项目: [210198-2020-01]}]}", 1),
    ],
)
def test_who_was_disqualified_does_not_go_on(rest: str, found: int) -> None:
    assert (
        messages("V108", f"{BARRED}{rest}")
        == ["2021-04-01 取消承办资格，至今未登记项目取消或更换承办单位"] * found
    )


def test_disqualifying_nobody_in_particular_bars_no_project() -> None:
    assert not judge("V108", BARRED.replace(" 项目编号: 210198-2020-01,", ""))
