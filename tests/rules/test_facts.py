"""What rules share of a county is found out once, and says what looking row by row says."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.cities import DIRECT, city_named
from generator.model.codelists import InspectionLevel, SpendingCategory
from generator.model.disclosure import CountyDisclosure
from generator.model.ending import Signature
from generator.model.ledgers import Expenditure, Inspection, Payment
from generator.model.money import total
from generator.rules import find
from generator.rules.base import Hit, Scene, fact
from generator.rules.example import scene
from generator.rules.facts import live_projects, names_city
from generator.views.county import visit_months
from generator.views.project import spending_lines

SCENE = scene()
IDS = [project.id for project in SCENE.county.projects]
DAYS = st.integers(0, 90).map(lambda days: date(2021, 3, 1) + timedelta(days=days))
AMOUNTS = st.decimals(min_value=0, max_value=100, places=2)
PROJECTS = st.sampled_from(IDS)


def _payment(day: date, project: str, amount: Decimal) -> Payment:
    return Payment(date=day, project=project, amount=amount)


def _expenditure(
    day: date, project: str, category: SpendingCategory, purpose: str, amount: Decimal
) -> Expenditure:
    return Expenditure(date=day, project=project, category=category, purpose=purpose, amount=amount)


def _visit(day: date, level: InspectionLevel) -> Inspection:
    return Inspection(date=day, level=level)


PAYMENTS = st.lists(st.builds(_payment, DAYS, PROJECTS, AMOUNTS), max_size=8)
EXPENDITURES = st.lists(
    st.builds(
        _expenditure,
        DAYS,
        PROJECTS,
        st.sampled_from(SpendingCategory),
        st.sampled_from(["安装", "购买流量"]),
        AMOUNTS,
    ),
    max_size=8,
)


def _county(payments: list[Payment], expenditures: list[Expenditure]) -> CountyDisclosure:
    return replace(
        SCENE.county,
        payments=tuple(sorted(payments, key=lambda row: row.date)),
        expenditures=tuple(sorted(expenditures, key=lambda row: row.date)),
    )


def _hits(code: str, seen: Scene) -> list[Hit]:
    rule = find(code)
    assert rule is not None
    assert rule.check is not None
    return list(rule.check(seen))


def test_a_fact_is_found_out_once_a_scene() -> None:
    asked: list[date] = []

    @fact
    def day(seen: Scene) -> date:
        asked.append(seen.as_of)
        return seen.as_of

    first, second = scene(), scene("截至: 2021-07-01")
    assert [day(first), day(first), day(second)] == [first.as_of, first.as_of, second.as_of]
    assert asked == [first.as_of, second.as_of]
    assert first == scene()


def test_a_scene_with_another_county_has_facts_of_its_own() -> None:
    assert len(live_projects(SCENE)) == len(IDS)
    assert live_projects(replace(SCENE, county=replace(SCENE.county, projects=()))) == ()


@given(PAYMENTS, EXPENDITURES)
def test_sums_by_project_are_those_of_its_rows(
    payments: list[Payment], expenditures: list[Expenditure]
) -> None:
    county = _county(payments, expenditures)
    for project in IDS:
        assert county.paid_of[project] == total(row.amount for row in payments if row.project == project)
        assert county.spent_of[project] == total(row.amount for row in expenditures if row.project == project)


@given(PAYMENTS, EXPENDITURES)
def test_the_first_row_spent_beyond_what_was_paid_is_found(
    payments: list[Payment], expenditures: list[Expenditure]
) -> None:
    county = _county(payments, expenditures)
    expected = []
    for project in IDS:
        rows = county.expenditures_of[project]
        for number, row in enumerate(rows, 1):
            spent = total(each.amount for each in rows[:number])
            if spent > total(each.amount for each in county.payments_of[project] if each.date <= row.date):
                expected.append((project, row.date))
                break
    found = _hits("F113", replace(SCENE, county=county))
    assert [(hit.project, hit.since) for hit in found if hit.project] == expected


@given(PAYMENTS, EXPENDITURES)
def test_the_payment_that_goes_beyond_the_subsidy_is_found(
    payments: list[Payment], expenditures: list[Expenditure]
) -> None:
    county = _county(payments, expenditures)
    few = tuple(
        project.model_copy(update={"subsidy": Decimal(60), "procurement": None})
        for project in county.projects
    )
    expected = []
    for project in IDS:
        rows = county.payments_of[project]
        beyond = [
            row.date
            for number, row in enumerate(rows, 1)
            if total(each.amount for each in rows[:number]) > 60
        ]
        expected += [(project, day) for day in beyond[:1]]
    found = _hits("F103", replace(SCENE, county=replace(county, projects=few)))
    assert [(hit.project, hit.since) for hit in found] == expected


@given(EXPENDITURES)
def test_a_purpose_is_found_once_by_its_category_or_by_its_wording(expenditures: list[Expenditure]) -> None:
    county = _county([], expenditures)
    by_words, by_category = [], []
    for purpose in dict.fromkeys((row.project, row.purpose) for row in county.expenditures):
        rows = [row for row in county.expenditures if (row.project, row.purpose) == purpose]
        forbidden = [row.date for row in rows if row.category.is_forbidden]
        is_said = purpose[1] == "购买流量"
        if forbidden:
            by_category.append(min([row.date for row in rows] if is_said else forbidden))
        elif is_said:
            by_words.append(min(row.date for row in rows))
    assert [hit.since for hit in _hits("F101", replace(SCENE, county=county))] == by_words
    assert [hit.since for hit in _hits("F114", replace(SCENE, county=county))] == by_category


@given(EXPENDITURES)
def test_spending_is_told_by_category(expenditures: list[Expenditure]) -> None:
    project = SCENE.county.projects[0]
    lines = spending_lines(project, expenditures)
    budgeted = [line.category for line in project.budget_lines]
    assert [line.category for line in lines] == list(
        dict.fromkeys([*budgeted, *(row.category for row in expenditures)])
    )
    for line in lines:
        own = [each for each in project.budget_lines if each.category is line.category]
        assert line.purposes == "；".join(each.purpose for each in own)
        assert line.budget == total(each.amount for each in own)
        assert line.spent == total(row.amount for row in expenditures if row.category is line.category)


@given(st.lists(st.builds(_visit, DAYS, st.sampled_from(InspectionLevel)), max_size=12))
def test_visits_are_counted_by_month_newest_first(visits: list[Inspection]) -> None:
    found = visit_months(tuple(visits), max((row.date for row in visits), default=date(2021, 6, 30)))
    visited = {f"{row.date:%Y-%m}" for row in visits}
    shown = [line.month for line in found]
    assert shown == sorted(shown, reverse=True)
    assert visited <= set(shown)
    assert shown[:1] + shown[-1:] == ([max(visited), min(visited)] if visited else [])
    for line in found:
        levels = [row.level for row in visits if f"{row.date:%Y-%m}" == line.month]
        assert line.city == levels.count(InspectionLevel.CITY)
        assert line.county == levels.count(InspectionLevel.COUNTY)
        assert line.city + line.county + line.others == len(levels)


@pytest.mark.parametrize(
    ("unit", "county", "city", "expected"),
    [
        ("沈阳市商务局", "青禾县", "沈阳", True),
        ("沈阳市青禾县商务局", "青禾县", "沈阳", False),
        ("沈阳市铁西区商务局", "铁西区", "沈阳", False),
        ("市商务局", "青禾县", "沈阳", True),
        ("市商务局", "海城市", "鞍山", False),
        ("鞍山市商务局", "海城市", "鞍山", True),
        ("鞍山市海城市商务局", "海城市", "鞍山", False),
        ("本溪县商务局", "本溪满族自治县", "本溪", False),
        ("抚顺商务局", "抚顺县", "抚顺", True),
        ("青禾县商务局、沈阳市商务局", "青禾县", "沈阳", True),
        ("青禾县商务局和沈阳市商务局", "青禾县", "沈阳", True),
        ("呼和浩特市商务局", "托克托县", "呼和浩特", True),
        ("省商务厅", "青禾县", "沈阳", False),
        ("州商务局", "巴东县", "恩施州", True),
        ("恩施市商务局", "恩施市", "恩施州", False),
        ("大兴安岭地区行署商务局", "呼玛县", "大兴安岭地区", True),
        ("盟商务局", "多伦县", "锡林郭勒盟", True),
        ("省商务厅", "仙桃市", DIRECT, False),
    ],
)
def test_a_signature_names_the_city(unit: str, county: str, city: str, *, expected: bool) -> None:
    known = city_named(city)
    assert known is not None
    assert names_city(Signature.model_validate({"单位": unit}), county, known) is expected
    assert names_city(Signature.model_validate({"职务": f"{unit}副局长"}), county, known) is expected
    assert not names_city(None, county, known)
