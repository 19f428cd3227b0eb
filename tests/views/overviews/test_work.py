"""Progress, supervision, acceptance and evaluation of the three counties, against what was counted by hand."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from generator.model.codelists import InspectionLevel, Status
from generator.model.outcome import ProvincialRecheck
from generator.rules import check_county, find
from generator.rules.example import scene
from generator.views.dates import months_since, weeks_until
from generator.views.feed_entries import Entries
from generator.views.overviews.acceptance import acceptance_view, is_spent_enough
from generator.views.overviews.evaluation import evaluation_view, plain
from generator.views.overviews.progress import progress_view
from generator.views.overviews.supervision import supervision_view
from generator.views.rows import project_rows
from generator.views.summary import CountySummary, summarise
from tests.support.overviews import AS_OF, PORTAL, summaries

SUMMARIES = summaries()
A, B, C = SUMMARIES
PROGRESS = progress_view(SUMMARIES, PORTAL)
SUPERVISION = supervision_view(SUMMARIES, PORTAL)
EVALUATION = evaluation_view(SUMMARIES, PORTAL)


def test_states_by_county_and_in_all() -> None:
    assert PROGRESS.statuses == tuple(Status)
    assert [line.counts for line in PROGRESS.counties] == [(0, 0, 0, 1, 1, 1), (1, 2, 0, 0, 0, 0), (0,) * 6]
    total = PROGRESS.total
    assert (total.counts, total.projects, total.overdue) == ((1, 2, 0, 1, 1, 1), 6, 1)


def test_overdue_and_silent_projects_with_their_days() -> None:
    assert [(line.row.id, line.days) for line in PROGRESS.overdue] == [("210397-2020-01", 30)]
    assert [(line.row.id, line.days) for line in PROGRESS.stale] == [("210397-2020-01", 71)]


def test_a_project_that_never_reported_has_no_days() -> None:
    silent = B.projects[0]._replace(last_report=None)
    county = replace(B, projects=(silent,))
    assert [line.days for line in progress_view((county,), PORTAL).stale] == [None]


def test_due_soon_ends_after_ninety_days() -> None:
    assert [(line.row.id, line.days) for line in PROGRESS.soon] == [("210397-2020-02", 90)]


def test_months_and_weeks_count_back_from_the_as_of_date() -> None:
    assert months_since("2020-12", AS_OF) == ("2020-12", *(f"2021-{month:02d}" for month in range(1, 7)))
    assert weeks_until(AS_OF, 2) == (date(2021, 6, 14), date(2021, 6, 21))
    assert weeks_until(date(2021, 7, 4), 1) == (date(2021, 6, 21),), "the Sunday's own week is not over"
    assert weeks_until(date(2021, 7, 5), 1) == (date(2021, 6, 28),)


def test_only_what_the_rules_found_counts_as_missed() -> None:
    (year,) = SUPERVISION.months
    assert (year.title, year.periods[-1]) == ("2021 年", "06")
    first, second, third = year.lines
    shown = {
        month: (cell.count, cell.is_missed) for month, cell in zip(year.periods, first.cells, strict=True)
    }
    assert shown["04"] == (0, True)
    assert shown["05"] == (1, False)
    assert (first.missed, second.missed, third.missed) == (2, 0, 0)
    assert first.city == "沈阳市"


def test_the_calendar_begins_with_the_first_month_that_counts() -> None:
    noted = {term for finding in A.of_others if finding.code == "V101" for term in finding.terms}
    noted |= {f"{visit.date:%Y-%m}" for visit in A.inspections if visit.level is InspectionLevel.CITY}
    assert f"2021-{SUPERVISION.months[-1].periods[0]}" == min(noted)


def test_county_visits_by_week() -> None:
    newest = SUPERVISION.weeks[0]
    assert newest.title == "2021 年第 2 季度"
    assert newest.periods[-1] == "06-21"
    first, second, _ = newest.lines
    assert [cell.count for cell in first.cells[-2:]] == [1, 1]
    assert [cell.is_missed for cell in second.cells[-3:]] == [True, False, True]


@pytest.mark.parametrize(("code", "period"), [("V101", "months"), ("V102", "weeks")])
def test_the_rules_and_the_page_name_months_and_weeks_alike(code: str, period: str) -> None:
    """What the rule really says of its own bad example is what the page marks."""
    rule = find(code)
    assert rule is not None
    bad = scene(rule.bad)
    findings = check_county(bad)
    rows = project_rows(bad.county, findings, bad.as_of)
    found = summarise(bad.county, rows, findings, (), (), Entries(), bad.as_of)
    calendars = getattr(supervision_view((found,), replace(PORTAL, as_of=bad.as_of)), period)
    marked = sum(cell.is_missed for calendar in calendars for line in calendar.lines for cell in line.cells)
    assert marked == calendars[0].lines[0].missed > 0


HANDLING = """+inspections:
  - {日期: 2021-05-01, 层级: 县, 发现问题: 一, 处理情况: 已责成改正}
  - {日期: 2021-05-02, 层级: 县, 发现问题: 二, 处理情况: 已改正, 完成日期: 2021-06-20}
  - {日期: 2021-05-03, 层级: 县, 发现问题: 三, 完成期限: 2021-06-29}
  - {日期: 2021-05-04, 层级: 市, 处置: 限期整改, 完成期限: 2021-06-29, 处理情况: 已改正}
  - {日期: 2021-05-05, 层级: 市, 处置: 责令开工}
  - {日期: 2021-06-20, 层级: 县, 发现问题: 四}
"""


def test_what_is_late_on_the_page_is_what_the_rule_finds() -> None:
    seen = scene(HANDLING)
    findings = tuple(found for found in check_county(seen) if found.code == "V103")
    rows = project_rows(seen.county, findings, seen.as_of)
    summary = summarise(seen.county, rows, findings, (), (), Entries(), seen.as_of)
    view = supervision_view((summary,), replace(PORTAL, as_of=seen.as_of))
    total = view.total
    assert (total.problems, total.handled, total.overdue, len(findings)) == (6, 1, 3, 3)
    late = {line.visit.date.isoformat(): line.state for line in view.problems if line.days_overdue}
    assert late["2021-05-01"] == "期限未写明，按 2021-05-31 计，已责成改正"
    assert sorted(late) == ["2021-05-01", "2021-05-03", "2021-05-04"]


def test_visits_by_level_and_what_became_of_problems() -> None:
    first, second, third = SUPERVISION.by_level
    assert first.counts == (0, 0, 2, 2, 0)
    assert (first.visits, first.problems, first.handled, first.overdue) == (4, 3, 1, 1)
    assert second.counts == (0, 1, 0, 0, 1)
    assert (second.visits, second.problems, second.handled, second.overdue) == (2, 1, 0, 0)
    assert third.visits == 0
    assert (SUPERVISION.total.visits, SUPERVISION.total.problems) == (6, 4)


def test_problems_newest_first_with_their_state() -> None:
    told = [
        (line.visit.date.isoformat(), line.visitor, line.state, line.days_overdue)
        for line in SUPERVISION.problems
    ]
    assert told == [
        ("2021-06-22", "县级", "期限 2021-07-10，未到期", 0),
        ("2021-06-14", "县级", "期限 2021-06-20", 10),
        ("2021-05-15", "沈阳市商务局", "2021-05-28 完成，已补登", 0),
        ("2021-04-01", "省商务厅", "处理情况未公开", 0),
    ]


def test_the_path_to_acceptance_with_its_numbers() -> None:
    first, second, third = acceptance_view(SUMMARIES).counties
    assert (first.in_use, first.projects, first.accepted) == (2, 2, 1), "the cancelled one does not count"
    assert first.spent_share == Decimal("56.0000001")
    assert (first.is_spent_enough, first.stage, first.codes) == (
        False,
        "已综合验收，未登记省级复核",
        ("A102",),
    )
    assert second.stage == "建设中，还有 3 个项目未投入使用"
    assert (third.spent_share, third.no_share, third.stage) == (None, "未公开", "暂无项目")


def _with(county: CountySummary, **changes: Any) -> CountySummary:
    return replace(county, **{"final_acceptance": None, **changes})


@pytest.mark.parametrize(
    ("county", "stage"),
    [
        (_with(A), "项目均已投入使用，资金使用率不足 90%"),
        (_with(A, spent=Decimal("899.999999")), "项目均已投入使用，资金使用率不足 90%"),
        (_with(A, spent=Decimal(900)), "条件具备，可以委托第三方机构验收"),
        (_with(A, central=None), "项目均已投入使用，中央财政资金未公开，无法计算使用率"),
        (
            _with(
                A, provincial_recheck=ProvincialRecheck.model_validate({"日期": "2021-06-25", "结论": "合格"})
            ),
            "省级复核合格",
        ),
        (
            _with(A, provincial_recheck=ProvincialRecheck.model_validate({"日期": "2021-06-25"})),
            "省级复核结论未公开",
        ),
    ],
)
def test_each_stage(county: CountySummary, stage: str) -> None:
    assert acceptance_view((county,)).counties[0].stage == stage


def test_a_county_without_an_allocation_has_not_used_enough() -> None:
    assert not is_spent_enough(replace(A, central=Decimal(0)))
    assert not is_spent_enough(C)


def test_decided_projects_by_conclusion() -> None:
    view = acceptance_view(SUMMARIES)
    assert [row.id for row in view.accepted] == ["210198-2020-01"]
    assert [row.id for row in view.failed] == ["210198-2020-02"]
    assert view.updated == date(2021, 6, 15)


def test_scores_side_by_side_on_a_scale_of_a_hundred() -> None:
    first, second = EVALUATION.scores
    assert (first.own, first.provincial, first.routine) == ("92 分，好", "40 分（满分 50），较好", "")
    assert (first.difference, first.difference_words, first.is_far_apart) == (12, "12", True)
    assert (second.own, second.routine) == ("得分未公开，一般", "75 分，一般")
    assert (second.difference_words, second.is_far_apart) == ("不适用", False)


@pytest.mark.parametrize(
    ("difference", "said", "far"),
    [
        ("10", "10", False),
        ("10.004", "10.004", True),
        ("-10.0001", "-10.0001", True),
        ("12.345", "12.34", True),
    ],
)
def test_a_gap_of_more_than_ten_points_does_not_look_like_ten(difference: str, said: str, far: bool) -> None:
    line = replace(EVALUATION.scores[0], difference=Decimal(difference))
    assert (line.difference_words, line.is_far_apart) == (said, far)


def test_rectifications_open_and_struck_off() -> None:
    assert [(line.county, line.item.number, line.days_open) for line in EVALUATION.open] == [
        ("甲县", "2", 20),
        ("乙县", "1", 0),
    ]
    assert [(line.item.number, line.days_late) for line in EVALUATION.closed] == [("1", 5)]
    first, second = EVALUATION.counties
    assert (first.items, first.closed, first.open, first.overdue) == (2, 1, 1, 1)
    assert (second.items, second.closed, second.open, second.overdue) == (1, 0, 1, 0)


@pytest.mark.parametrize(("number", "text"), [("92.00", "92"), ("92.50", "92.5"), ("100", "100"), ("0", "0")])
def test_scores_are_written_plainly(number: str, text: str) -> None:
    assert plain(Decimal(number)) == text


def test_an_empty_province() -> None:
    assert progress_view((), PORTAL).total.projects == 0
    assert supervision_view((), PORTAL).problems == ()
    assert acceptance_view(()).counties == ()
    assert evaluation_view((), PORTAL).scores == ()
