"""A city's page: what it owes its counties, by their own records, and no more than these tell."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from generator.model.cities import DIRECT, City, city_named
from generator.model.finding import DutyOf
from generator.model.withheld import Rest, Rests
from generator.rules import check_county
from generator.rules.example import scene
from generator.views.feed_entries import Entries
from generator.views.lack import NOTHING_LACKS, Lack
from generator.views.of_city import city_url
from generator.views.overviews.city import CityView, DutyLine, by_city, city_view
from generator.views.portal import Portal
from generator.views.rows import project_rows
from generator.views.summary import CountySummary, summarise
from tests.support.overviews import PORTAL, summaries

A, B, C = summaries()
FINAL = "{日期: 2021-06-25, 结论: 合格, 签字: {单位: %s, 日期: 2021-06-26}}"


def city(name: str) -> City:
    found = city_named(name)
    assert found is not None
    return found


def summary(overlay: str) -> tuple[CountySummary, Portal]:
    """A county of the rules' example, with what the rules really find of it."""
    seen = scene(overlay)
    findings = check_county(seen)
    rows = project_rows(seen.county, findings, seen.as_of)
    found = summarise(seen.county, rows, findings, (), (), Entries(), seen.as_of)
    return found, replace(PORTAL, as_of=seen.as_of)


def view_of(*found: CountySummary, lack: Lack = NOTHING_LACKS, portal: Portal = PORTAL) -> CityView:
    return city_view(found[0].city, found, portal, lack)


def duties(overlay: str) -> DutyLine:
    found, portal = summary(overlay)
    (line,) = view_of(found, portal=portal).duties
    return line


def visits(*days: str, level: str = "市") -> str:
    return f"inspections: [{', '.join(f'{{日期: {day}, 层级: {level}}}' for day in days)}]"


@pytest.mark.parametrize(
    ("days", "due", "missed"),
    [
        (("2021-04-15", "2021-05-15"), 2, ()),
        (("2021-05-31",), 2, ("2021-04",)),
        ((), 2, ("2021-04", "2021-05")),
        (("2021-03-31", "2021-06-01"), 2, ("2021-04", "2021-05")),
        (("2021-04-01", "2021-04-30", "2021-05-01"), 2, ()),
    ],
)
def test_months_due_made_and_missed_are_those_of_the_rule(
    days: Sequence[str], due: int, missed: tuple[str, ...]
) -> None:
    line = duties(visits(*days))
    assert (line.due, line.missed, line.gaps, line.made) == (due, missed, len(missed), due - len(missed))
    assert line.visits == len(days)
    assert line.last == (date.fromisoformat(days[-1]) if days else None)


def test_visits_of_others_are_not_the_citys() -> None:
    line = duties(visits("2021-04-10", "2021-05-10", level="省"))
    assert (line.visits, line.gaps, line.last) == (0, 2, None)


def test_a_county_directly_under_the_province_owes_no_city() -> None:
    found, _ = summary(f"县: {{所属市: {DIRECT}}}\n{visits()}")
    assert found.of_city.months == ()
    assert [finding.code for finding in found.of_others if finding.code == "V101"] == []


@pytest.mark.parametrize("name", [DIRECT, "省本级", "自治区本级", "直辖市本级"])
def test_what_is_no_city_has_no_page(name: str) -> None:
    assert city_url(city(name)) == ""
    assert list(by_city([replace(A, city=city(name))])) == []


def test_cities_stand_in_the_order_of_their_codes() -> None:
    twin = replace(A, code="210199", name="另一县")
    found = list(by_city([C, twin, A, B]))
    assert [(one.label, [county.name for county in counties]) for one, counties in found] == [
        ("沈阳", ["另一县", "甲县"]),
        ("鞍山", ["乙县"]),
        ("丹东", ["丙县"]),
    ]
    assert [city_url(one) for one, _ in found] == [
        "cities/210100.html",
        "cities/210300.html",
        "cities/210600.html",
    ]


@pytest.mark.parametrize(
    ("unit", "is_signed"),
    [("沈阳市商务局", True), ("市商务局", True), ("示例县商务局", False), ("省商务厅", False)],
)
def test_a_signature_counts_that_names_the_city(unit: str, *, is_signed: bool) -> None:
    signed = f"验收: {{日期: 2021-06-01, 结论: 合格, 签字: {{单位: {unit}, 日期: 2021-06-02}}}}"
    line = duties(f"成果: {{综合验收: {FINAL % unit}}}\n项目: {{'01': {{状态: 已验收, {signed}}}}}")
    assert [final.is_signed for final in line.finals] == [is_signed]
    assert (line.accepted, line.signed) == (1, int(is_signed))


def test_an_acceptance_without_a_signature_is_on_record_all_the_same() -> None:
    line = duties("项目: {'01': {状态: 已验收, 验收: {日期: 2021-06-01, 结论: 合格, 签字: null}}}")
    assert (line.accepted, line.signed, line.finals) == (1, 0, ())


@pytest.mark.parametrize(
    ("visited", "rechecked"), [("2021-06-05", 1), ("2021-06-20", 1), ("2021-06-04", 0), ("", 0)]
)
def test_an_entry_is_rechecked_by_a_visit_after_it_was_closed(visited: str, rechecked: int) -> None:
    items = (
        "{编号: '1', 问题: 台账不全, 期限: 2021-06-10, 销号日期: 2021-06-05}, "
        "{编号: '2', 问题: 站点闲置, 期限: 2021-06-29}, {编号: '3', 问题: 标识不全, 期限: 2021-06-30}"
    )
    line = duties(f"成果: {{整改清单: [{items}]}}\n{visits(*[visited] if visited else [])}")
    assert (line.items, line.closed, line.open, line.overdue) == (3, 1, 2, 1)
    assert line.rechecked == rechecked


def test_problems_that_the_city_found_are_followed() -> None:
    line = duties(
        "inspections:\n"
        "  - {日期: 2021-05-01, 层级: 市, 发现问题: 一, 处置: 限期整改, 完成期限: 2021-06-01}\n"
        "  - {日期: 2021-05-02, 层级: 市, 发现问题: 二, 完成日期: 2021-05-20}\n"
        "  - {日期: 2021-05-03, 层级: 县, 发现问题: 三, 完成期限: 2021-06-01}\n"
    )
    assert (line.problems, line.late) == (2, 1)


def test_all_counties_together() -> None:
    twin = replace(A, code="210199", name="另一县")
    view = view_of(A, twin)
    assert view.counties == 2
    for name in ("visits", "problems", "late", "items", "open", "overdue", "accepted"):
        assert getattr(view.all_duties, name) == 2 * getattr(view.duties[0], name)
    assert view.all_lines.projects == 2 * len(A.projects)
    assert view.all_lines.done == 2 * 2


def test_only_what_the_city_answers_for_is_its_finding() -> None:
    first = A.of_others[0]
    others = (first, first._replace(code="A106", duty_of=DutyOf.PROVINCE))
    found = view_of(replace(A, of_others=others)).found
    assert [(item.code, item.line.county) for item in found] == [("V101", "甲县")]


def test_a_unit_of_the_city_stands_among_the_counties_but_owes_it_nothing() -> None:
    found, portal = summary("县: {层级: 市}")
    view = view_of(A, found, portal=portal)
    assert [line.name for line in view.duties] == ["甲县"]
    assert len(view.lines) == 2
    assert (view.counties, view.others) == (1, "、1 个市本级")


@pytest.mark.parametrize(("kind", "rest"), [("inspections", Rest.EARLIER), ("progress", Rest.MISSING)])
def test_nothing_is_concluded_from_what_is_withheld(kind: str, rest: Rest) -> None:
    line = view_of(replace(A, rests=Rests(**{kind: rest}))).duties[0]
    assert line.concluded is rest
    assert view_of(A).duties[0].concluded is Rest.LATEST


def test_a_county_that_was_never_published_is_missing_in_all() -> None:
    view = view_of(A, lack=Lack(("210177",)))
    assert view.all_duties.rests.worst is view.unsettled is Rest.MISSING
    assert view.duties[0].rests.worst is Rest.LATEST
    elsewhere = view_of(A, lack=Lack(("210377",)))
    assert elsewhere.all_duties.rests.worst is elsewhere.unsettled is Rest.LATEST


def test_overdue_entries_of_an_earlier_version_are_not_counted() -> None:
    assert view_of(A).duties[0].overdue == 1
    assert view_of(replace(A, rests=Rests(outcome=Rest.EARLIER))).duties[0].overdue == 0
