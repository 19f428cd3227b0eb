"""I113–I117: what funded projects report, and whether the column is linked, kept up and in time."""

from datetime import date, datetime

import pytest

from generator.model.change import Change, History, Weight
from generator.rules import find, unexamined
from generator.rules.example import scene
from tests.rules.judge import judge, messages

P1, P3 = "210198-2020-01", "210198-2020-03"


USED = (
    "截至: %s\n项目: {'01': {状态: 投入使用}, '03': {状态: 投入使用}}\n"
    "+progress: [{日期: 2021-06-20, 项目编号: 210198-2020-01, 进度: '100', 状态: 投入使用},"
    " {日期: 2021-06-20, 项目编号: 210198-2020-03, 进度: '100', 状态: 投入使用}]\n"
)


@pytest.mark.parametrize(
    ("ledgers", "missing"),
    [
        ("transactions: []\n", "交易数据"),
        ("activities: []\n", None),
        ("transactions: []\nactivities: []\n", "交易数据和活动信息"),
        ("trainings: []\n", None),
        ("transactions: []\npayments: []\n", None),
    ],
)
def test_a_funded_project_in_use_reports_sales(ledgers: str, missing: str | None) -> None:
    expected = [f"2021-06-20 建成，未登记{missing}"] if missing else []
    assert messages("I113", USED % "2021-09-19" + ledgers) == expected
    assert messages("I113", "截至: 2021-09-19\n" + ledgers) == []  # nothing is sold while it is being built


@pytest.mark.parametrize(
    ("as_of", "days", "count"),
    [("2021-09-18", "90", 0), ("2021-09-19", "90", 1), ("2021-06-27", "7", 0), ("2021-06-28", "7", 1)],
)
def test_it_has_the_days_that_the_column_sets(as_of: str, days: str, count: int) -> None:
    limits = f"栏目: {{规则期限: {{交易数据和活动信息: '{days}'}}}}\n"
    hits = judge("I113", f"{USED % as_of}transactions: []\n{limits}")
    assert len(hits) == count
    assert all(f"{hit.since}" == as_of for hit in hits)


def test_a_project_without_money_owes_no_report() -> None:
    assert messages("I113", "payments: []\ntransactions: []\nactivities: []") == []


def test_a_projects_own_link_is_secure_too() -> None:
    linked = (
        "项目: {'01': {项目链接: '%s://example.gov.cn/1.html'}, '03': {项目链接: 'https://example.gov.cn/3'}}"
    )
    assert messages("I114", linked % "https") == messages("I114", linked % "HTTPS") == []
    (found,) = judge("I114", linked % "http")
    assert (found.message, found.project) == (
        "项目链接不是 https：http://example.gov.cn/1.html",
        "210198-2020-01",
    )


def test_the_county_s_own_column_is_linked_by_https() -> None:
    assert messages("I114", "县: {公开专栏: null}") == ["未写明县政府门户网站的公开专栏"]
    assert messages("I114", "县: {公开专栏: 'http://x.gov.cn/a'}") == [
        "县政府门户网站公开专栏的链接不是 https：http://x.gov.cn/a"
    ]


@pytest.mark.parametrize(
    ("status", "count"),
    [("在建", 0), ("基本完成", 0), ("投入使用", 1), ("已验收", 1), ("已取消", 0)],
)
def test_a_case_is_due_once_something_is_in_use(status: str, count: int) -> None:
    assert len(messages("I115", f"案例: []\n项目: {{'01': {{状态: {status}}}}}")) == count


def _at(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T10:00:00+08:00")


def _history(
    *rows: tuple[str, str, str, str],
    first: str | None = None,
    back: str | None = None,
    joined: str | None = "2020-10-01",
) -> History:
    """A county that joined the portal on one day, and whose records were published on another."""
    changes = tuple(
        Change(record, field, "", new, _at(day), "0" * 40, Weight.ORDINARY)
        for record, field, new, day in rows
    )
    known = ("210198/plan", "210198/county", "210198/outcome", P1, "210198-2020-02", P3)
    published = [(record, _at(first)) for record in known] if first else []
    published += [("210198/cases/first", _at(joined))] if joined else []
    return History(changes, tuple(published), _at(back) if back else None)


@pytest.mark.parametrize(("day", "is_late"), [("2020-12-18", False), ("2020-12-21", True)])
def test_the_plan_is_due_on_the_twentieth_working_day(day: str, is_late: bool) -> None:
    history = _history(("210198/plan", "实施方案 › 印发日期", "2020-11-20", day))
    hits = judge("I116", "", history)
    assert [hit.message for hit in hits] == (
        ["实施方案印发日期 2020-11-20，2020-12-21 在本栏目首次公开，约定最迟 2020-12-18（20 个工作日）"]
        if is_late
        else []
    )
    assert all(hit.since == date(2020, 12, 19) for hit in hits)


def test_holidays_do_not_count_and_make_up_days_do() -> None:
    # Spring Festival 2021: 11–17 February off, 7 and 20 February worked.
    overlay = "项目: {'01': {采购: {公告日期: '2021-01-10', 中标日期: '2021-02-01'}}}"
    on_time = _history((P1, "采购 › 中标日期", "2021-02-01", "2021-03-04"))
    late = _history((P1, "采购 › 中标日期", "2021-02-01", "2021-03-05"))
    assert judge("I116", overlay, on_time) == []
    assert len(judge("I116", overlay, late)) == 1


def test_a_record_s_first_publication_counts_when_no_change_is_known_of_the_field() -> None:
    hits = judge("I116", "", _history(first="2021-06-01"))
    labels = {(hit.place.label, hit.project) for hit in hits}
    assert ("采购 › 中标日期", P1) in labels
    assert ("实施方案 › 印发日期", "") in labels
    assert ("决策过程 › 第1项 › 日期", "") in labels
    assert ("管理制度 › 第1项 › 日期", "") in labels
    assert ("资金到账 › 第1项 › 日期", "") in labels
    assert judge("I116", "", _history(first="2020-11-01")) == []


def test_acceptance_cancellation_and_evaluation_are_events_too() -> None:
    overlay = (
        "项目: {'01': {验收: {日期: 2021-04-01, 结论: 合格}}, '03': {取消: {日期: 2021-04-02, 原因: 一}}}\n"
        "成果: {综合验收: {日期: 2021-04-03}, 省级复核: {日期: 2021-04-04},"
        " 绩效评价: [{年度: 2020, 类型: 自评, 完成日期: 2021-04-05}]}\n"
        "方案: {方案调整: [{日期: 2021-04-06, 内容: 一}]}"
    )
    labels = {hit.place.label for hit in judge("I116", overlay, _history(first="2021-06-01"))}
    assert labels >= {
        "验收 › 日期",
        "取消 › 日期",
        "综合验收 › 日期",
        "省级复核 › 日期",
        "绩效评价 › 第1项 › 完成日期",
        "方案调整 › 第1项 › 日期",
    }


def test_what_has_no_date_is_not_late() -> None:
    overlay = "方案: {实施方案: {印发日期: null}}\n项目: {'01': {采购: {中标日期: null}}}"
    labels = {(hit.place.label, hit.project) for hit in judge("I116", overlay, _history(first="2021-06-01"))}
    assert ("采购 › 中标日期", P1) not in labels
    assert ("实施方案 › 印发日期", "") not in labels


def test_the_first_publication_of_the_same_date_in_the_same_record_counts() -> None:
    award = ("采购 › 中标日期", "2021-02-20")
    assert judge("I116", "", _history((P1, *award, "2021-03-01"), (P1, *award, "2021-06-01"))) == []
    assert len(judge("I116", "", _history((P1, *award, "2021-06-01"), (P3, *award, "2021-03-01")))) == 1


@pytest.mark.parametrize(("joined", "is_late"), [("2021-02-20", True), ("2021-02-21", False)])
@pytest.mark.parametrize("how", ["a change", "the record"])
def test_what_is_older_than_the_countys_first_record_here_is_spared(
    joined: str, how: str, *, is_late: bool
) -> None:
    """The award of 2021-02-20 is published in June, by a county that joined on the day itself or on the next."""
    if how == "a change":
        history = _history((P1, "采购 › 中标日期", "2021-02-20", "2021-06-01"), joined=joined)
    else:
        history = _history(first="2021-06-01", joined=joined)
    late = [hit for hit in judge("I116", "", history) if hit.project == P1]
    assert bool(late) == is_late


def test_a_county_that_joined_late_with_everything_is_not_late() -> None:
    assert judge("I116", "", _history(first="2021-06-25", joined=None)) == []


def test_it_speaks_of_this_portal_alone() -> None:
    (hit,) = judge("I116", "", _history((P1, "采购 › 中标日期", "2021-02-20", "2021-06-01")))
    assert "在本栏目首次公开" in hit.message
    entry = find("I116")
    assert entry is not None
    assert entry.basis.text.startswith("本栏目约定")


def test_where_the_change_record_does_not_reach_nothing_is_said() -> None:
    assert judge("I116", "", _history(first="2021-06-01", back="2021-06-01")) == []
    assert judge("I116", "", _history(first="2021-06-02", back="2021-06-01")) != []
    assert judge("I116", "", _history(first="2021-06-30")) != []
    assert judge("I116", "", _history(first="2021-07-01")) == []
    assert judge("I116", "", History()) == []
    assert find("I116") in unexamined(scene())


def test_the_number_of_days_is_the_column_s_to_set() -> None:
    history = _history(("210198/plan", "实施方案 › 印发日期", "2020-11-20", "2020-11-27"))
    limits = "栏目: {规则期限: {公开: '%s'}}"
    assert judge("I116", limits % "5", history) == []
    assert len(judge("I116", limits % "4", history)) == 1


@pytest.mark.parametrize(
    ("overlay", "message"),
    [
        ("inspections: []", "有项目开工，调研、督导和检查记录空白"),
        ("trainings: []\ntransactions: []\npayments: []\n项目: {'03': {状态: 投入使用}}", None),
        ("activities: []\n项目: {'03': {状态: 投入使用}}", "有项目投入使用，活动信息空白"),
        ("activities: []\n项目: {'03': {状态: 基本完成}}", None),
    ],
)
def test_ledgers_without_a_record(overlay: str, message: str | None) -> None:
    assert messages("I117", overlay) == ([message] if message else [])


def test_nothing_is_due_before_anything_has_started() -> None:
    overlay = "inspections: []\n项目: {'01': {状态: 未开工}, '02': {状态: 未开工}, '03': {状态: 未开工}}"
    assert messages("I117", overlay) == []
