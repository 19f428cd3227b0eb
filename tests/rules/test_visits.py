"""V101, V102: visits that were due, and both ways to count them."""

from datetime import date

import pytest

from tests.rules.judge import judge

CITY = "{日期: %s, 层级: 市%s}"
CANCELLED = "状态: 已取消, 取消: {日期: %s, 原因: 无力承建}"


def cities(*days: str) -> str:
    return f"inspections: [{', '.join(CITY % (day, '') for day in days)}]"


def test_the_months_between_contract_and_as_of_are_counted_both_ways() -> None:
    rows = f"inspections: [{CITY % ('2021-05-31', ', 项目编号: 210198-2020-01')}]"
    (hit,) = judge("V101", rows)
    assert (
        hit.message
        == "应查 2 个月，1 个月未登记市级检查：2021-04；按项目逐月统计，应查 6 次，登记到项目的 1 次"
    )
    assert hit.since == date(2021, 5, 1)
    assert hit.terms == ("2021-04",)
    assert hit.place.file == "counties/210198/inspections.csv"


@pytest.mark.parametrize(("as_of", "found"), [("2021-06-30", 0), ("2021-07-01", 1)])
def test_a_month_is_missed_only_when_it_is_over(as_of: str, found: int) -> None:
    assert len(judge("V101", f"{cities('2021-04-01', '2021-05-31')}\n截至: {as_of}")) == found


def test_other_levels_do_not_stand_for_the_city() -> None:
    rows = "inspections: [{日期: 2021-04-10, 层级: 省}, {日期: 2021-05-10, 层级: 县}]"
    assert judge("V101", rows)[0].terms == ("2021-04", "2021-05")


def test_a_county_directly_under_the_province_has_no_city_to_visit_it() -> None:
    assert judge("V101", cities())
    assert not judge("V101", f"{cities()}\n县: {{所属市: 省直辖}}")


def test_without_a_contract_the_plan_begins_the_duty() -> None:
    bare = ", ".join(f"'{number}': {{采购: {{合同日期: null}}}}" for number in ("01", "02", "03"))
    (hit,) = judge("V101", f"{cities('2021-04-01')}\n项目: {{{bare}}}")
    assert hit.terms == ("2020-12", "2021-01", "2021-02", "2021-03", "2021-05")
    assert not judge("V101", f"{cities()}\n项目: {{{bare}}}\n方案: {{实施方案: null}}")


@pytest.mark.parametrize(("day", "found"), [("2021-05-31", 0), ("2021-06-01", 1)])
def test_the_duty_ends_with_the_last_acceptance(day: str, found: int) -> None:
    accepted = f"状态: 已验收, 验收: {{日期: {day}, 结论: 合格}}"
    projects = f"项目: {{'01': {{{accepted}}}, '02': {{{CANCELLED % '2021-04-15'}}}, '03': {{{accepted}}}}}"
    assert len(judge("V101", f"{cities('2021-04-01')}\n{projects}")) == found


@pytest.mark.parametrize(("conclusion", "found"), [("合格", 0), ("不合格", 1)])
def test_the_duty_ends_with_an_overall_acceptance_that_was_passed(conclusion: str, found: int) -> None:
    final = f"成果: {{综合验收: {{日期: 2021-05-15, 结论: {conclusion}}}}}"
    assert len(judge("V101", f"{cities('2021-04-01')}\n{final}")) == found


def test_a_week_without_a_record_is_said_with_all_counts() -> None:
    (hit,) = judge(
        "V102", "-inspections: [{日期: 2021-06-21, 层级: 县}, {日期: 2021-06-14, 项目编号: 210198-2020-01}]"
    )
    assert hit.message == (
        "应查 16 周，1 周未登记县级检查：2021年第25周（6月21日至6月27日）；按项目逐周统计，应查 48 次，登记到项目的 44 次"
    )
    assert hit.since == date(2021, 6, 28)
    assert hit.place.file == "counties/210198/inspections.csv"


@pytest.mark.parametrize(
    ("method", "apart"), [("电话回访", True), ("材料审核", True), ("现场考察", False), ("物流追溯", False)]
)
def test_who_telephones_has_not_gone_there(method: str, apart: bool) -> None:
    rows = f"inspections: [{{日期: 2021-03-10, 层级: 县, 方式: {method}}}]"
    (hit,) = judge("V102", rows)
    assert "15 周未登记县级检查" in hit.message
    assert ("另有 1 周只有电话回访或材料审核" in hit.message) is apart


def test_many_gaps_are_counted_but_not_all_written_out() -> None:
    (hit,) = judge("V102", "-inspections: [{层级: 县}]")
    assert len(hit.terms) == 16
    assert hit.message.count("年第") == 5
    assert "（4月5日至4月11日）等；" in hit.message


def weeks(own: str, rows: str = "", as_of: str = "2021-06-30") -> int:
    """Weeks missed when the first project alone is looked at and nobody ever came."""
    others = f"'02': {{{CANCELLED % '2021-03-01'}}}, '03': {{{CANCELLED % '2021-03-01'}}}"
    keep = "progress: []" if not rows else f"progress: [{rows}]"
    hits = judge(
        "V102", f"-inspections: [{{层级: 县}}]\n项目: {{'01': {{{own}}}, {others}}}\n{keep}\n截至: {as_of}"
    )
    return len(hits[0].terms) if hits else 0


def test_a_week_of_holidays_is_neither_due_nor_counted() -> None:
    others = ", ".join(f"'{number}': {{{CANCELLED % '2021-03-01'}}}" for number in ("02", "03"))
    visit = "{日期: %s, 层级: 县, 项目编号: 210198-2020-01}"
    (hit,) = judge(
        "V102",
        f"inspections: [{visit % '2022-02-01'}, {visit % '2022-02-08'}]\n"
        f"项目: {{'01': {{计划开工: 2022-01-17}}, {others}}}\nprogress: []\n截至: 2022-02-21",
    )
    assert hit.message.startswith("应查 4 周，3 周未登记县级检查：")
    assert hit.message.endswith("；按项目逐周统计，应查 4 次，登记到项目的 1 次")


def report(day: str, state: str, percent: int = 90) -> str:
    return f"{{日期: {day}, 项目编号: 210198-2020-01, 进度: '{percent}', 状态: {state}}}"


def test_a_project_is_under_way_from_its_planned_start_until_it_is_mostly_complete() -> None:
    assert weeks("计划开工: 2021-06-14", as_of="2021-06-28") == 2
    assert weeks("计划开工: 2021-06-14", as_of="2021-06-27") == 1
    assert weeks("计划开工: 2021-06-15", as_of="2021-06-28") == 1
    assert weeks("计划开工: null", as_of="2021-03-15") == 2
    assert weeks("计划开工: 2021-06-07, 状态: 基本完成", report("2021-06-21", "基本完成")) == 2
    assert weeks("计划开工: 2021-06-07, 状态: 基本完成", report("2021-06-20", "基本完成")) == 1
    assert weeks("计划开工: 2021-06-07, 状态: 投入使用", report("2021-06-21", "在建", 100)) == 2
    assert weeks("状态: 未开工") == 0
    assert weeks("计划开工: null, 采购: {合同日期: null}") == 0


def test_unknown_ends_are_read_in_the_countys_favour() -> None:
    assert weeks("计划开工: 2021-06-07, 状态: 投入使用") == 0
    assert weeks("计划开工: 2021-06-07, 状态: 投入使用", report("2021-06-20", "在建")) == 2
    accepted = "计划开工: 2021-06-07, 状态: 已验收, 验收: {日期: 2021-06-21, 结论: 合格}"
    assert weeks(accepted) == 2


def test_a_cancelled_project_was_under_way_if_it_ever_reported() -> None:
    gone = f"计划开工: 2021-06-07, {CANCELLED % '2021-06-21'}"
    assert weeks(gone, report("2021-06-08", "在建", 5)) == 2
    assert weeks(gone) == 0
    assert weeks(f"计划开工: 2021-06-07, {CANCELLED % '2021-06-20'}", report("2021-06-08", "在建", 5)) == 1


@pytest.mark.parametrize(
    ("own", "months"),
    [
        ("计划开工: 2021-04-01", 2),
        ("计划开工: 2021-04-02", 1),
        ("计划开工: 2021-05-02", 0),
        ("计划开工: 2021-04-01, 状态: 已取消, 取消: {日期: 2021-05-31, 原因: 无力承建}", 1),
        ("计划开工: 2021-04-01, 状态: 已取消, 取消: {日期: 2021-06-01, 原因: 无力承建}", 2),
    ],
)
def test_project_months_are_whole_months_under_way(own: str, months: int) -> None:
    others = f"'02': {{{CANCELLED % '2021-03-01'}}}, '03': {{{CANCELLED % '2021-03-01'}}}"
    rows = f"progress: [{report('2021-04-02', '在建', 5)}]"
    still = "方案: {实施方案: {标题: 方案}}"
    hits = judge(
        "V101", f"inspections: []\n项目: {{'01': {{{own}}}, {others}, '04': {OPEN}}}\n{rows}\n{still}"
    )
    assert f"按项目逐月统计，应查 {months} 次" in hits[0].message


OPEN = "{项目名称: 在办项目, 支持方向: 物流配送, 状态: 未开工}"


def test_an_inspection_that_was_failed_does_not_end_the_duty() -> None:
    failed = "状态: 投入使用, 验收: {日期: 2021-05-01, 结论: 不合格}"
    projects = ", ".join(f"'{number}': {{{failed}}}" for number in ("01", "02", "03"))
    assert judge("V101", f"{cities('2021-04-01')}\n项目: {{{projects}}}")[0].terms == ("2021-05",)
