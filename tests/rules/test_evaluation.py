"""R: what just keeps the clauses on evaluation and rectification, and what just does not."""

from datetime import date

import pytest

from generator.model.finding import DutyOf, Severity
from generator.model.outcome import Evaluation, Rectification
from generator.rules import check_county, find
from generator.rules.example import scene
from generator.rules.families.evaluation import evaluation_behind
from tests.rules.judge import judge, messages

SIGNED = "签字: {单位: 县政府, 日期: 2021-03-01}"


def _evaluation(kind: str = "自评", rest: str = "") -> str:
    return f"{{年度: 2020, 类型: {kind}, 得分: '90', 结论: 好, 整改建议: 无, {SIGNED}{rest and ', '}{rest}}}"


def _outcome(evaluations: str, items: str = "") -> str:
    return f"成果: {{绩效评价: [{evaluations}], 整改清单: [{items}]}}"


def test_grades_of_other_schemes_are_refused_while_reading() -> None:
    rule = find("R101")
    assert rule is not None
    assert (rule.severity, rule.check) == (Severity.ERROR, None)
    assert "好、较好、一般、较差" in rule.explanation


@pytest.mark.parametrize("kind", ["自评", "省级复核"])
@pytest.mark.parametrize(
    ("signature", "fault"),
    [
        ("签字: null", "未登记签字"),
        ("签字: {日期: 2021-03-01}", "签字未写明单位和职务"),
        ("签字: {职务: 副县长}", "签字未写明日期"),
        ("签字: {职务: 副县长, 日期: 2021-03-01}", None),
    ],
)
def test_results_are_signed(kind: str, signature: str, fault: str | None) -> None:
    overlay = _outcome(_evaluation(kind).replace(SIGNED, signature))
    assert messages("R102", overlay) == ([f"2020 年度{kind}意见书{fault}"] if fault else [])


def test_the_ministry_s_routine_evaluation_is_not_the_county_s_to_sign() -> None:
    overlay = _outcome(_evaluation("日常评价").replace(SIGNED, "签字: null").replace("整改建议: 无, ", ""))
    assert messages("R102", overlay) == []
    assert messages("R107", overlay) == []


@pytest.mark.parametrize(("completed", "count"), [("2021-06-30", 1), ("2021-07-01", 0)])
def test_an_evaluation_under_way_owes_nothing_yet(completed: str, count: int) -> None:
    overlay = _outcome(f"{{年度: 2020, 类型: 自评, 完成日期: {completed}, 需要整改的项目: [一]}}")
    for code in ("R102", "R105", "R107"):
        assert len(messages(code, overlay)) == count
    announced = _outcome("{年度: 2020, 类型: 自评, 需要整改的项目: [一]}")
    for code in ("R102", "R105", "R107"):
        assert messages(code, announced) == []


@pytest.mark.parametrize("name", ["得分", "结论", "整改建议"])
def test_the_report_says_score_grade_and_advice(name: str) -> None:
    part = {"得分": "得分: '90', ", "结论": "结论: 好, ", "整改建议": "整改建议: 无, "}[name]
    overlay = _outcome(_evaluation(rest="完成日期: 2021-03-01").replace(part, ""))
    assert messages("R107", overlay) == [f"2020 年度自评报告未写明{name}"]


def test_a_score_of_zero_is_a_score() -> None:
    overlay = _outcome(_evaluation().replace("'90'", "'0'"))
    assert messages("R107", overlay) == []


@pytest.mark.parametrize(
    ("item", "missing"),
    [
        ("措施: 补登, 负责人: 股长", None),
        ("措施: 补登", "负责人"),
        ("负责人: 股长", "措施"),
        ("期限: 2021-05-01", "措施、负责人"),
    ],
)
def test_items_have_measure_and_owner(item: str, missing: str | None) -> None:
    overlay = _outcome("", f"{{编号: '7', 问题: 台账不全, {item}}}")
    expected = [f"整改清单第 7 项未写明{missing}：台账不全"] if missing else []
    assert messages("R103", overlay) == expected


ENDED = "完成日期: 2020-12-20"


def _item(source: str | None, closed: str | None = None) -> str:
    parts = ["编号: '1'", "问题: 台账不全", "措施: 补登", "负责人: 股长"]
    parts += [f"来源: {source}"] if source else []
    parts += [f"销号日期: {closed}"] if closed else []
    return f"{{{', '.join(parts)}}}"


@pytest.mark.parametrize(
    ("closed", "message"),
    [
        ("2020-12-31", None),
        ("2021-01-01", "整改清单第 1 项（台账不全）应于 2020-12-31 前销号，2021-01-01 才销号，迟 1 天"),
        ("2021-06-30", "整改清单第 1 项（台账不全）应于 2020-12-31 前销号，2021-06-30 才销号，迟 181 天"),
        (None, "整改清单第 1 项（台账不全）应于 2020-12-31 前销号，已过 181 天，未登记销号"),
        ("2021-07-01", "整改清单第 1 项（台账不全）应于 2020-12-31 前销号，已过 181 天，未登记销号"),
    ],
)
def test_items_are_closed_in_the_year_the_evaluation_ended(closed: str | None, message: str | None) -> None:
    overlay = _outcome(_evaluation(rest=ENDED), _item("2020年自评", closed))
    hits = judge("R104", overlay)
    assert [hit.message for hit in hits] == ([message] if message else [])
    assert all(hit.since == date(2021, 1, 1) for hit in hits)


@pytest.mark.parametrize(("as_of", "count"), [("2020-12-31", 0), ("2021-01-01", 1)])
def test_the_year_is_not_over_before_its_last_day_is(as_of: str, count: int) -> None:
    overlay = f"截至: {as_of}\n" + _outcome(_evaluation(rest=ENDED), _item("2020年自评"))
    assert len(messages("R104", overlay)) == count


def test_an_evaluation_of_2020_that_ended_in_2021_gives_until_the_end_of_2021() -> None:
    overlay = _outcome(_evaluation(rest="完成日期: 2021-02-20"), _item("2020年度绩效评价"))
    assert messages("R104", overlay) == []


@pytest.mark.parametrize("source", ["2021年5月市级督导检查", "财政审计", "2019年度绩效评价"])
def test_items_from_elsewhere_have_no_such_limit(source: str) -> None:
    assert messages("R104", _outcome(_evaluation(rest=ENDED), _item(source))) == []


def _record(year: int, kind: str, completed: str | None) -> Evaluation:
    return Evaluation.model_validate({"年度": year, "类型": kind, "完成日期": completed, "得分": "80"})


SELF, RECHECK = _record(2020, "自评", "2021-02-01"), _record(2020, "省级复核", "2021-04-01")
LATER = _record(2021, "自评", "2022-02-01")


@pytest.mark.parametrize(
    ("source", "found"),
    [
        (None, LATER),
        ("绩效评价", LATER),
        ("2020年绩效评价", RECHECK),
        ("2020年自评", SELF),
        ("2020年度省级复核", RECHECK),
        ("省级复核", RECHECK),
        ("2021年绩效评价", LATER),
        ("2019年绩效评价", None),
        ("督导检查", None),
    ],
)
def test_the_evaluation_behind_an_item(source: str | None, found: Evaluation | None) -> None:
    item = Rectification.model_validate({"编号": "1", "问题": "一", "来源": source})
    assert evaluation_behind(item, (SELF, RECHECK, LATER), date(2022, 6, 30)) is found


def test_what_has_not_ended_is_behind_nothing() -> None:
    item = Rectification.model_validate({"编号": "1", "问题": "一"})
    assert evaluation_behind(item, (SELF, LATER), date(2022, 1, 31)) is SELF


NEEDED = "需要整改的项目: [210198-2020-01, 210198-2020-02]"


def test_what_must_be_rectified_has_a_list() -> None:
    needed = _evaluation("省级复核", rest=NEEDED)
    assert messages("R105", _outcome(needed)) == [
        "2020 年度省级复核要求整改 210198-2020-01、210198-2020-02，未登记整改清单"
    ]
    assert messages("R105", _outcome(needed, _item("2020年绩效评价"))) == []
    assert messages("R105", _outcome(needed, _item(None))) == []
    assert len(messages("R105", _outcome(needed, _item("2019年绩效评价")))) == 1
    assert len(messages("R105", _outcome(needed, _item("市级督导")))) == 1


def test_one_year_is_said_once() -> None:
    both = f"{_evaluation('自评', rest=NEEDED)}, {_evaluation('省级复核', rest=NEEDED)}"
    assert len(messages("R105", _outcome(both))) == 1


def _scores(mine: str, theirs: str, full: str = "100", year: int = 2020) -> str:
    own = f"{{年度: 2020, 类型: 自评, 得分: '{mine}'}}"
    return _outcome(f"{own}, {{年度: {year}, 类型: 省级复核, 得分: '{theirs}', 满分: '{full}'}}")


@pytest.mark.parametrize(
    ("mine", "theirs", "full", "count"),
    [
        ("92", "82", "100", 0),
        ("92", "81.99", "100", 1),
        ("81.99", "92", "100", 1),
        ("82", "92", "100", 0),
        ("90", "120", "150", 0),
        ("90", "119.99", "150", 1),
        ("90", "45", "50", 0),
        ("90", "80", "0", 0),
    ],
)
def test_scores_may_differ_by_ten_of_a_hundred(mine: str, theirs: str, full: str, count: int) -> None:
    assert len(messages("R106", _scores(mine, theirs, full))) == count


def test_both_scores_stand_side_by_side() -> None:
    assert messages("R106", _scores("92.5", "120", "150")) == [
        "2020 年度自评 92.5 分，省级复核 80 分，相差 12.5 分（百分制）"
    ]


@pytest.mark.parametrize(
    ("mine", "theirs", "said"),
    [
        ("90.004", "80", "自评 90.004 分，省级复核 80 分，相差 10.004 分"),
        ("80", "90.0001", "自评 80 分，省级复核 90.0001 分，相差 10.0001 分"),
        ("95.126", "80", "自评 95.126 分，省级复核 80 分，相差 15.126 分"),
        ("95", "80.5", "自评 95 分，省级复核 80.5 分，相差 14.5 分"),
    ],
)
def test_what_is_more_than_ten_points_does_not_look_like_ten(mine: str, theirs: str, said: str) -> None:
    assert messages("R106", _scores(mine, theirs)) == [f"2020 年度{said}（百分制）"]


def test_a_score_of_a_third_is_shown_with_two_decimals() -> None:
    assert messages("R106", _scores("92.5", "100", "150")) == [
        "2020 年度自评 92.5 分，省级复核 66.67 分，相差 25.83 分（百分制）"
    ]


def test_scores_of_different_years_are_not_compared() -> None:
    assert messages("R106", _scores("92", "60", year=2021)) == []


@pytest.mark.parametrize("kind", ["自评", "省级复核", "日常评价"])
@pytest.mark.parametrize(
    ("grade", "rest", "items", "found"),
    [
        ("较差", "", "", 1),
        ("一般", "", "", 0),
        ("较差", "", _item("2020年评价"), 0),
        ("较差", "", _item("2021年5月督导"), 1),
        ("较差", NEEDED, "", 1),
    ],
)
def test_what_is_poor_has_something_to_rectify(
    kind: str, grade: str, rest: str, items: str, found: int
) -> None:
    told = messages(
        "R105", _outcome(_evaluation(kind, rest=rest).replace("结论: 好", f"结论: {grade}"), items)
    )
    assert len(told) == found
    if found and not rest:
        assert told == [f"2020 年度{kind}结论是较差，未登记需要整改的项目，未登记整改清单"]


@pytest.mark.parametrize(
    ("rest", "found"),
    [
        ("期限: 2021-12-31", 0),
        ("期限: 2022-01-01", 1),
        ("期限: 2022年6月底前", 1),
        ("期限: 2021年底前", 0),
        ("期限: 尽快", 0),
        ("期限: 2022-03-31, 销号日期: 2021-06-30", 0),
        ("期限: 2022-03-31, 销号日期: 2021-07-01", 1),
    ],
)
def test_no_limit_lies_beyond_the_year_of_the_evaluation(rest: str, found: int) -> None:
    def told(source: str, as_of: str = "2021-06-30") -> list[str]:
        item = _item(source).replace("}", f", {rest}}}")
        return messages("R104", f"截至: {as_of}\n{_outcome(_evaluation(rest='完成日期: 2021-03-01'), item)}")

    assert len(told("2020年自评")) == found
    assert told("督导检查") == []
    assert len(told("2020年自评", "2022-01-01")) <= 1, "the item that is late is said once"


def test_the_limit_beyond_the_year_is_named() -> None:
    item = _item("2020年自评").replace("}", ", 期限: 2022-03-31}")
    (hit,) = judge("R104", _outcome(_evaluation(rest="完成日期: 2021-03-01"), item))
    assert hit.message == "整改清单第 1 项（台账不全）的期限 2022-03-31，晚于绩效评价结束当年的 2021-12-31"
    assert hit.place.label == "整改清单 › 第1项 › 期限"


@pytest.mark.parametrize(
    ("rest", "as_of", "years"),
    [
        ("", "2021-12-31", ""),
        ("", "2022-01-01", "2020"),
        ("", "2023-01-01", "2020、2021"),
        ("栏目: {规则期限: {年度自评: 03-31}}", "2021-03-31", ""),
        ("栏目: {规则期限: {年度自评: 03-31}}", "2021-04-01", "2020"),
        (_outcome(_evaluation()), "2022-12-31", ""),
        (_outcome(_evaluation()), "2023-01-01", "2021"),
        (_outcome(_evaluation().replace("2020", "2021", 1)), "2023-01-01", ""),
        (_outcome("{年度: 2020, 类型: 自评}"), "2022-01-01", "2020"),
        (_outcome(_evaluation("省级复核")), "2022-01-01", "2020"),
        ("方案: {实施方案: {印发日期: 2021-01-05}}", "2022-12-31", ""),
        ("方案: {实施方案: {印发日期: 2021-01-05}}", "2023-01-01", "2021"),
        ("方案: {实施方案: null}\n项目: {'01': null, '02': null, '03': null}", "2023-01-01", ""),
        ("成果: {综合验收: {日期: 2021-11-20, 结论: 合格}}", "2024-01-01", "2020"),
        ("成果: {综合验收: {日期: 2021-11-20, 结论: 不合格}}", "2024-01-01", "2020、2021、2022"),
    ],
)
def test_a_county_evaluates_itself_every_year_in_time(rest: str, as_of: str, years: str) -> None:
    told = [hit.message for hit in judge("R108", f"截至: {as_of}\n{rest}")]
    day = "03-31" if "栏目" in rest else "12-31"
    assert told == ([f"{years} 年度的自评未在本栏目登记完成，期限是次年 {day}"] if years else [])


def test_a_city_evaluates_no_county_of_its_own() -> None:
    codes = {found.code for found in check_county(scene("截至: 2022-06-30\n县: {层级: 市}"))}
    assert codes.isdisjoint({"R108", "R109"})


DONE = "完成日期: 2021-03-01"


@pytest.mark.parametrize(
    ("others", "as_of", "found"),
    [
        ("", "2022-03-01", 0),
        ("", "2022-03-02", 1),
        ("{年度: 2020, 类型: 省级复核, 得分: '80'}", "2022-03-02", 0),
        ("{年度: 2020, 类型: 省级复核}", "2022-03-02", 1),
        ("{年度: 2021, 类型: 省级复核, 得分: '80'}", "2022-03-02", 1),
        ("{年度: 2020, 类型: 日常评价, 得分: '80'}", "2022-03-02", 1),
    ],
)
def test_the_province_rechecks_what_a_county_says_of_itself(others: str, as_of: str, found: int) -> None:
    own = _evaluation(rest=DONE)
    told = judge("R109", f"截至: {as_of}\n{_outcome(', '.join(filter(None, (own, others))))}")
    assert [hit.message for hit in told] == ["2020 年度自评完成已超过 12 个月，未登记省级复核"] * found
    undated = _outcome("{年度: 2020, 类型: 自评, 得分: '90'}")
    assert not judge("R109", f"截至: 2022-12-31\n{undated}")
    assert len(judge("R109", f"截至: 2023-01-01\n{undated}")) == 1
    rule = find("R109")
    assert rule
    assert rule.duty_of is DutyOf.PROVINCE
