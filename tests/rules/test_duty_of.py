"""Who can answer for what a rule found: the contractor, the county, its city or the province."""

from datetime import date

import pytest

from generator.model.finding import DutyOf
from generator.rules import catalogue, check_county
from generator.rules.base import as_finding
from generator.rules.example import scene
from generator.views.contractor import contractor_views
from generator.views.rows import project_rows
from tests.rules.judge import judge
from tests.rules.test_plan import CHAIN, CITY, PROVINCE, STATE

RULES = {entry.code: entry for entry in catalogue()}
VISIT = "+inspections: [{日期: 2021-06-01, 层级: %s, 项目编号: 210198-2020-01, 处置: 通报批评}]"
REVIEW = "成果: {绩效评价: [{年度: 2020, 类型: %s, 得分: '90', 结论: 好, 完成日期: 2021-03-01}]}"


def whose(code: str, overlay: str) -> DutyOf:
    (hit,) = judge(code, overlay)
    return as_finding(RULES[code], hit, "210198").duty_of


def test_a_rule_that_says_nothing_is_the_countys() -> None:
    assert RULES["F108"].duty_of is DutyOf.COUNTY


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("V101", DutyOf.CITY),
        ("V107", DutyOf.PROVINCE),
        ("A106", DutyOf.PROVINCE),
        ("V102", DutyOf.COUNTY),
        ("V105", DutyOf.COUNTY),
        ("F109", DutyOf.COUNTY),
        ("G101", DutyOf.CONTRACTOR),
        ("G102", DutyOf.CONTRACTOR),
        ("V104", DutyOf.CONTRACTOR),
        ("I113", DutyOf.CONTRACTOR),
    ],
)
def test_the_rule_says_whose(code: str, expected: DutyOf) -> None:
    assert whose(code, RULES[code].bad) is expected


@pytest.mark.parametrize(
    ("filings", "expected"),
    [
        ((PROVINCE, STATE), DutyOf.CITY),
        ((CITY, STATE), DutyOf.CITY),
        ((CITY,), DutyOf.CITY),
        ((CITY, "{层级: 省}", STATE), DutyOf.CITY),
        (("{层级: 市, 日期: 2020-12-02}", PROVINCE, STATE), DutyOf.CITY),
        ((CITY, PROVINCE), DutyOf.PROVINCE),
        ((CITY, PROVINCE, "{层级: 国家}"), DutyOf.PROVINCE),
        ((CITY, PROVINCE, "{层级: 国家, 日期: 2020-11-30}"), DutyOf.PROVINCE),
    ],
)
def test_the_city_files_with_the_province_and_the_province_with_the_state(
    filings: tuple[str, ...], expected: DutyOf
) -> None:
    assert whose("L106", CHAIN % ", ".join(filings)) is expected


@pytest.mark.parametrize(
    ("level", "expected"),
    [("县", DutyOf.COUNTY), ("第三方", DutyOf.COUNTY), ("市", DutyOf.CITY), ("省", DutyOf.PROVINCE)],
)
def test_who_criticises_sets_the_limit(level: str, expected: DutyOf) -> None:
    assert whose("V106", VISIT % level) is expected


@pytest.mark.parametrize("code", ["R102", "R107"])
@pytest.mark.parametrize(("kind", "expected"), [("自评", DutyOf.COUNTY), ("省级复核", DutyOf.PROVINCE)])
def test_the_provinces_own_report_is_the_provinces(code: str, kind: str, expected: DutyOf) -> None:
    assert whose(code, REVIEW % kind) is expected


def test_setting_a_limit_is_the_countys_and_keeping_it_the_contractors() -> None:
    failed = "项目: {'01': {验收: {日期: 2021-05-20, 结论: 不合格, 签字: {单位: 局, 日期: 2021-05-21}%s}}}"
    assert whose("A104", failed % "") is DutyOf.COUNTY
    assert whose("A104", failed % ", 整改期限: 2021-06-29") is DutyOf.CONTRACTOR


def test_findings_of_a_county_carry_it() -> None:
    found = {finding.code: finding.duty_of for finding in check_county(scene(RULES["V101"].bad))}
    assert found["V101"] is DutyOf.CITY


def test_a_contractors_page_counts_what_it_can_answer_for_on_projects_it_leads() -> None:
    county = scene(
        "项目: {'01': {承办单位: {联合体: [{名称: 丁公司}]}, 完成时限: 2021-06-29, 县级责任人: null}}"
    ).county
    found = check_county(scene(RULES["G102"].bad))
    own = tuple(finding for finding in found if finding.code == "G102")
    blamed = own[0]._replace(code="L104", duty_of=DutyOf.COUNTY)
    views = contractor_views(project_rows(county, (*own, blamed), date(2021, 6, 30)))
    lead = county.projects[0].contractor
    assert lead is not None
    assert {view.name: view.findings for view in views if view.name in (lead.name, "丁公司")} == {
        lead.name: 1,
        "丁公司": 0,
    }
