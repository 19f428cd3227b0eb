"""G: progress, on the day itself and the day after."""

from datetime import date

import pytest

from tests.rules.judge import judge, messages

CANCELLED = "状态: 已取消, 取消: {日期: 2021-05-01, 原因: 无力承建}"
REPORT = "{日期: %s, 项目编号: 210198-2020-01, 进度: '%s'%s}"
OTHERS = "'02': {状态: 投入使用}, '03': {状态: 投入使用}"


def first(own: str) -> str:
    return f"项目: {{'01': {{{own}}}, {OTHERS}}}"


def test_a_late_start_says_since_when() -> None:
    (hit,) = judge("G101", f"{first('状态: 未开工')}\n截至: 2021-03-18")
    assert hit.message == "计划开工日期 2021-03-08，已逾 10 天，未开工"
    assert hit.since == date(2021, 3, 9)
    assert hit.place.label == "计划开工"


@pytest.mark.parametrize("own", [CANCELLED, "状态: 未开工, 计划开工: null", "状态: 在建"])
def test_no_start_is_late_without_a_plan_or_after_cancellation(own: str) -> None:
    assert not judge("G101", first(own))


@pytest.mark.parametrize(
    ("state", "found"),
    [("未开工", 1), ("在建", 1), ("基本完成", 0), ("投入使用", 0), ("已验收", 0), ("已取消", 0)],
)
def test_only_what_is_not_done_is_overdue(state: str, found: int) -> None:
    assert len(judge("G102", first(f"状态: {state}, 完成时限: 2021-06-29"))) == found


def test_an_overdue_project_says_how_far_it_is() -> None:
    (hit,) = judge("G102", first("完成时限: 2021-03-31"))
    assert hit.message == "完成时限 2021-03-31，已逾 91 天，进度 30%，仍未基本完成"
    assert hit.since == date(2021, 4, 1)
    overdue = f"{first('完成时限: 2021-03-31')}\nprogress: []"
    assert messages("G102", overdue) == ["完成时限 2021-03-31，已逾 91 天，仍未基本完成"]


@pytest.mark.parametrize(
    ("state", "found"), [("未开工", 0), ("在建", 1), ("基本完成", 1), ("投入使用", 0), ("已取消", 0)]
)
def test_only_what_is_under_way_owes_reports(state: str, found: int) -> None:
    assert len(judge("G103", f"{first(f'状态: {state}')}\n截至: 2021-07-22")) == found


def test_silence_from_the_beginning_counts_from_the_start() -> None:
    silent = f"{first('状态: 在建')}\nprogress: []\n截至: %s"
    assert not judge("G103", silent % "2021-04-08")
    (hit,) = judge("G103", silent % "2021-04-09")
    assert hit.message == "2021-03-08 以来未登记进度报告，已过 32 天，超过 31 天的期限"
    assert hit.since == date(2021, 4, 9)
    unplanned = f"{first('计划开工: null')}\nprogress: []\n截至: 2021-04-09"
    assert "2021-03-01 以来" in judge("G103", unplanned)[0].message
    assert not judge("G103", f"{first('计划开工: null, 采购: {合同日期: null}')}\nprogress: []")


def test_the_days_between_reports_are_a_setting() -> None:
    assert len(judge("G103", "栏目: {更新时限: {进度: '9'}}")) == 3
    assert not judge("G103", "栏目: {更新时限: {进度: '10'}}")


def test_each_fall_is_said_even_if_it_was_made_good() -> None:
    rows = ", ".join(
        REPORT % row
        for row in (("2021-06-21", "29", ""), ("2021-06-22", "35", ""), ("2021-06-23", "34.999", ""))
    )
    assert messages("G104", f"+progress: [{rows}]") == [
        "2021-06-21 报告进度 29%，低于 2021-06-20 的 30%",
        "2021-06-23 报告进度 34.999%，低于 2021-06-22 的 35%",
    ]


def test_use_begins_with_the_report_of_use_not_with_the_last_percent() -> None:
    rows = [
        REPORT % ("2021-06-21", "100", ", 状态: 基本完成"),
        REPORT % ("2021-06-25", "100", ", 状态: 投入使用"),
    ]
    used = f"{first('状态: 投入使用')}\n+progress: [{', '.join(rows)}]\n截至: %s"
    assert not judge("G106", used % "2021-09-23")
    (hit,) = judge("G106", used % "2021-09-24")
    assert hit.message == "2021-06-25 投入使用，至今 91 天未登记验收"
    assert hit.since == date(2021, 9, 24)


@pytest.mark.parametrize(
    "own",
    [
        "状态: 基本完成",
        "状态: 已验收, 验收: {日期: 2021-06-30, 结论: 合格}",
        "状态: 投入使用, 验收: {日期: 2021-06-30, 结论: 不合格}",
    ],
)
def test_only_what_is_in_use_and_was_never_inspected_waits(own: str) -> None:
    rows = REPORT % ("2021-06-21", "100", ", 状态: 投入使用")
    assert not judge("G106", f"{first(own)}\n+progress: [{rows}]\n截至: 2022-06-30")


MOVE = "[210198-2020-01, 完成时限, '%s', '%s', '%sT09:00:00+08:00']"


def moved(*rows: tuple[str, str, str], deadline: str = "2021-12-31") -> str:
    return f"变更: [{', '.join(MOVE % row for row in rows)}]\n项目: {{'01': {{完成时限: {deadline}}}}}"


def test_a_deadline_is_held_against_the_first_one_published() -> None:
    twice = (("2021-09-30", "2021-08-31", "2021-04-02"), ("2021-08-31", "2021-12-31", "2021-05-02"))
    (hit,) = judge("G105", moved(*twice))
    assert hit.message == "最初公开的完成时限是 2021-09-30，现在是 2021-12-31，推迟 92 天"
    assert hit.since == date(2021, 5, 2)
    back = (("2021-09-30", "2021-12-31", "2021-04-02"), ("2021-12-31", "2021-09-30", "2021-05-02"))
    assert not judge("G105", moved(*back, deadline="2021-09-30"))


def test_a_deadline_first_disclosed_late_was_not_moved() -> None:
    assert not judge("G105", moved(("", "2021-12-31", "2021-05-02")))
    assert not judge("G105", moved(("2021-09-30", "2021-12-31", "2021-07-01")))
    other = moved(("2021-09-30", "2021-12-31", "2021-05-02")).replace("[210198-2020-01", "[210198-2020-07")
    assert not judge("G105", other)
    gone = "变更: [%s]\n项目: {'01': {%s}}"
    assert not judge("G105", gone % (MOVE % ("2021-09-30", "2021-12-31", "2021-05-02"), CANCELLED))
