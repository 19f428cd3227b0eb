"""续建: a project carried on from an earlier year, whose contract and start lie before the plan."""

from pathlib import Path

import pytest

from generator.model.change import Weight
from generator.model.fields import weights
from generator.model.project import Project
from generator.views.events_county import county_events
from generator.views.search import county_part
from tests.real.entered import P1, entered
from tests.rules.judge import judge, messages

HEAD = f"项目编号: {P1}\n项目名称: 站点\n支持方向: 物流配送\n状态: 在建\n计划开工: 2019-04-01\n"
EARLY = "采购: {公告日期: 2019-01-20, 中标日期: 2019-02-20, 合同日期: 2019-03-01}, 计划开工: 2019-03-08"
ONE = "\n项目: {'01': {%s%s}, '02': null, '03': null}\n"
REPORT = "progress: [{日期: '%s', 项目编号: 210198-2020-01, 进度: '30', 状态: 在建}]"


def early(overlay: str = "", more: str = "") -> tuple[str, str]:
    """The same county twice: with its project carried on, and without that word."""
    told = ONE % (EARLY, more)
    return f"{overlay}{told.replace(EARLY, EARLY + ', 续建: true')}", f"{overlay}{told}"


@pytest.mark.parametrize("written", ["true", "是"])
def test_it_is_marked_wherever_the_project_is_told_of(tmp_path: Path, written: str) -> None:
    found = entered(tmp_path, {"projects/01.yaml": f"{HEAD}续建: {written}\n"})
    assert found.errors == []
    assert " 物流配送 续建 *在建*" in found.page(f"projects/{P1}")
    (record,) = [one for one in county_part(found.county).records if one.folder == "projects"]
    assert record.note == "续建"
    (event,) = [one for one in county_events(found.county) if one.key == f"projects/{P1}"]
    assert "续建" in event.text
    assert weights(Project)["续建"] is Weight.ORDINARY


@pytest.mark.parametrize("written", ["", "续建: false\n"])
def test_any_other_is_not(tmp_path: Path, written: str) -> None:
    found = entered(tmp_path, {"projects/01.yaml": HEAD + written})
    assert "续建" not in found.page(f"projects/{P1}")


def test_no_month_before_the_plan_and_no_week_before_the_first_report_had_to_be_visited() -> None:
    carried, other = early()
    assert messages("V101", carried)[0].startswith(
        "应查 6 个月，3 个月未登记市级检查：2020-12、2021-01、2021-02；"
    )
    assert messages("V101", other)[0].startswith("应查 26 个月，")
    assert judge("V102", carried) == []
    assert judge("V102", other)


@pytest.mark.parametrize(("day", "weeks"), [("2021-06-20", 1), ("2021-06-21", 1), ("2021-06-14", 2)])
def test_visits_are_owed_from_its_first_report(day: str, weeks: int) -> None:
    carried, _ = early(f"inspections: []\n{REPORT % day}")
    assert messages("V102", carried)[0].startswith(f"应查 {weeks} 周，{weeks} 周未登记县级检查")


def test_without_a_report_no_visit_is_owed_and_the_lack_of_reports_is_told_once() -> None:
    carried, other = early("inspections: []\nprogress: []\n")
    assert judge("V102", carried) == []
    assert judge("G103", carried) == []
    assert judge("G103", other)
    assert len(judge("I111", carried)) == 1


def test_the_province_has_twelve_months_from_the_plan() -> None:
    """Without a plan nothing tells when the demonstration began here."""
    carried, other = early("通报: []\n方案: {实施方案: null}\n")
    assert judge("V107", carried) == []
    assert judge("V107", other)


@pytest.mark.parametrize("contract", ["2021-03-01", "2021-06-30"])
def test_the_contract_of_this_year_may_follow_its_start(contract: str) -> None:
    own = f", 采购: {{合同日期: {contract}}}"
    told = "项目: {'01': {计划开工: 2019-03-08%s, 续建: %s}}"
    assert judge("G107", told % (own, "true")) == []
    assert len(judge("G107", told % (own, "false"))) == 1


def test_what_cannot_be_is_told_of_it_too() -> None:
    told = "项目: {'01': {计划开工: 2021-03-08, 完成时限: 2021-03-07, 续建: true}}"
    assert messages("G107", told) == ["完成时限 2021-03-07 早于计划开工 2021-03-08"]
