"""Open contracting data: what a page says of a project is what OC4IDS and OCDS say of it, to the fen."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from generator.engine.steps.whole_portal import CheckedPortal, check_portal
from generator.intake import read_county
from generator.model.codelists import FundSource, Mode, PaymentKind, Status
from generator.model.company import Contractor
from generator.model.disclosure import CountyDisclosure
from generator.model.project import Source
from generator.model.site import Site
from generator.render.open_contracting import (
    MOST,
    CountyLines,
    Share,
    county_lines,
    index_files,
    index_schema,
    joints,
    project_package,
    release_package,
    whole_files,
)
from generator.render.open_contracting import whole as whole_module
from generator.views.portal import Portal
from tests.support.open_contracting import (
    P1,
    amount_of,
    changed,
    expenditure,
    payment,
    projects_of,
    read,
    transactions_of,
)
from tests.support.portal import HOSTILE, PORTAL, SITE, spoiled, spotless
from tests.support.project import ROOT
from tests.support.random_county import counties

YUAN = Decimal(10_000)
_UNSHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)
"""A county is large: to make a failing one smaller takes minutes."""


def _sum(values: Iterator[Any]) -> Decimal:
    return sum(map(amount_of, values), Decimal(0))


def _assert_same_as_pages(county: CountyDisclosure, portal: Portal) -> None:
    """The sums of a county's packages are those of its pages."""
    records = {
        one["identifiers"][0]["id"]: one for one in map(read, county_lines(county, portal, None).projects)
    }
    assert list(records) == [project.id for project in county.projects]
    for project in county.projects:
        record = records[project.id]
        budget = record.get("budget", {})
        groups = {group["id"]: group["budgetBreakdown"] for group in budget.get("budgetBreakdowns", ())}
        assert _sum(line["amount"] for line in groups.get("source", ())) == project.investment * YUAN
        if "amount" in budget:
            assert amount_of(budget["amount"]) == project.investment * YUAN
        assert _sum(line["amount"] for line in groups.get("purpose", ())) == YUAN * sum(
            (line.amount for line in project.budget_lines), Decimal(0)
        )
        paid = transactions_of(record)
        rows = county.payments_of[project.id]
        assert sorted(amount_of(item["value"]) for item in paid) == sorted(row.amount * YUAN for row in rows)
        office = {party["id"] for party in record["parties"] if "payer" in party["roles"]} or {""}
        back = [item for item in paid if item.get("payer", {}).get("id") not in office]
        assert len(back) == sum(row.is_back for row in rows)
        metrics = {metric["id"]: metric["observations"] for metric in record.get("metrics", ())}
        used = _sum(seen["value"] for seen in metrics.get("financialProgress", ()))
        assert used == county.spent_of[project.id] * YUAN


@pytest.fixture(scope="module")
def checked() -> CheckedPortal:
    """The demonstration, without its history."""
    return check_portal(ROOT / "content_data", None, date(2022, 6, 30))


def test_every_county_of_the_demonstration_has_the_sums_of_its_pages(checked: CheckedPortal) -> None:
    for county in checked.counties:
        assert county.disclosure is not None
        _assert_same_as_pages(county.disclosure, checked.ground.portal)


def test_a_contract_counts_once_and_as_the_pages_have_it(checked: CheckedPortal) -> None:
    for county in checked.counties:
        assert county.disclosure is not None
        releases = [
            read(line) for line in county_lines(county.disclosure, checked.ground.portal, None).releases
        ]
        found = {
            one["contracts"][0]["title"]: one["contracts"][0].get("value")
            for one in releases
            if "-ht-" in one["ocid"]
        }
        known = {one.title: one.current for one in county.disclosure.contracts.contracts}
        assert found.keys() == known.keys()
        for title, value in found.items():
            told = known[title]
            assert (amount_of(value) if value else None) == (None if told is None else told * YUAN)
        assert len({one["ocid"] for one in releases}) == len(releases)


AMOUNTS = st.decimals(0, 1_000_000, places=6)


@st.composite
def _moneyed(draw: st.DrawFn) -> CountyDisclosure:
    """The example county with other money."""
    county, maybe = spotless(), st.none() | AMOUNTS
    sources = st.lists(st.tuples(st.sampled_from(list(FundSource)), AMOUNTS), max_size=3)
    projects = [
        project.model_copy(
            update={
                "subsidy": draw(maybe),
                "local_match": draw(maybe),
                "contractor_investment": draw(maybe),
                "sources": tuple(
                    Source.model_validate({"来源": source.label, "金额": amount})
                    for source, amount in draw(sources)
                ),
            }
        )
        for project in county.projects
    ]
    ids = st.sampled_from([project.id for project in projects])
    kinds = st.sampled_from([None, *(kind.label for kind in PaymentKind)])
    payments = draw(st.lists(st.tuples(ids, AMOUNTS, kinds), max_size=6))
    spent = draw(st.lists(st.tuples(ids, AMOUNTS), max_size=4))
    return replace(
        county,
        projects=tuple(projects),
        payments=tuple(payment(id_, amount, kind) for id_, amount, kind in payments),
        expenditures=tuple(expenditure(id_, amount) for id_, amount in spent),
    )


@settings(max_examples=50, suppress_health_check=list(HealthCheck), phases=_UNSHRUNK)
@given(county=_moneyed())
def test_any_county_has_the_sums_of_its_pages(county: CountyDisclosure) -> None:
    _assert_same_as_pages(county, PORTAL)


@settings(max_examples=12, suppress_health_check=list(HealthCheck), phases=_UNSHRUNK)
@given(files=counties())
def test_whatever_is_typed_has_the_sums_of_its_pages_and_nothing_empty(files: dict[str, bytes]) -> None:
    with TemporaryDirectory() as folder:
        for name, data in files.items():
            path = Path(folder, "counties/210198", name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        county = read_county(Path(folder), "210198", None).disclosure
    assume(county is not None)
    assert county is not None
    _assert_same_as_pages(county, PORTAL)
    lines = county_lines(county, PORTAL, None)
    assert lines == county_lines(county, PORTAL, None)
    for line in (*lines.projects, *lines.releases):
        assert list(_empty(read(line))) == []


def _empty(value: Any, path: str = "") -> Iterator[str]:
    if value in (None, [], {}) or (isinstance(value, str) and not value.strip()):
        yield path
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inside:
        yield from _empty(each, f"{path}/{key}")


def test_amounts_are_exact() -> None:
    """A float has no 123456.789001 万元."""
    county = changed(spotless(), subsidy=Decimal("123456.789001"), sources=(), local_match=Decimal(0))
    (line, *_) = county_lines(county, PORTAL, None).projects
    assert b'"amount":1234567890.01' in line
    assert b'"amount":0,' in line, "a nought that is disclosed is told"


def test_a_subsidy_that_is_not_disclosed_is_left_out_and_so_is_the_sum() -> None:
    county = changed(spotless(), subsidy=None, sources=(), local_match=Decimal(5), contractor_investment=None)
    budget = projects_of(county)[P1]["budget"]
    assert "amount" not in budget
    assert [line["amount"]["amount"] for line in budget["budgetBreakdowns"][0]["budgetBreakdown"]] == [50_000]


def test_money_that_came_back_goes_the_other_way() -> None:
    rows = (payment(P1, "50"), payment(P1, "20", "退回"))
    paid, back = transactions_of(projects_of(replace(spotless(), payments=rows, expenditures=()))[P1])
    assert (paid["payer"], paid["payee"]) == (back["payee"], back["payer"])
    assert amount_of(back["value"]) == 200_000


def test_spent_money_that_came_back_is_taken_from_the_use() -> None:
    rows = (payment(P1, "50"), payment(P1, "20", "退回", 日期="2021-05-01"))
    county = replace(spotless(), payments=rows, expenditures=(expenditure(P1, "45"),))
    metrics = {metric["id"]: metric for metric in projects_of(county)[P1]["metrics"]}
    assert [amount_of(seen["value"]) for seen in metrics["financialProgress"]["observations"]] == [
        450_000,
        -150_000,
    ]


def test_a_natural_person_is_told_by_town_alone() -> None:
    person = Contractor.model_validate({"类型": "自然人", "所在乡镇": "河东镇"})
    lines = county_lines(changed(spotless(), contractor=person), PORTAL, None)
    record = read(lines.projects[0])
    (supplier,) = [party for party in record["parties"] if "supplier" in party["roles"]]
    assert supplier["name"] == "自然人（河东镇）"
    assert supplier.keys() == {"id", "name", "roles"}


def test_nobody_is_named_in_a_contact_point() -> None:
    lead = spotless().projects[0].contractor
    assert lead is not None
    county = changed(spotless(), contractor=lead.model_copy(update={"person": "张三", "post": None}))
    assert "张三" not in county_lines(county, PORTAL, None).projects[0].decode()


def test_hostile_text_is_unchanged() -> None:
    record = projects_of(spoiled(HOSTILE))[P1]
    assert record["title"] == record["description"] == record["purpose"] == HOSTILE


@pytest.mark.parametrize("status", list(Status))
def test_states_are_those_of_the_standard(status: Status) -> None:
    known = {"identification", "preparation", "implementation", "completion", "maintenance", "cancelled"}
    assert status.code in known


def test_without_a_registered_prefix_nothing_is_published_but_in_a_demonstration() -> None:
    def portal(**more: Any) -> Portal:
        return replace(PORTAL, site=SITE.model_copy(update={"mode": Mode.PRODUCTION, **more}))

    assert county_lines(spotless(), portal(), None) == CountyLines()
    assert county_lines(spotless(), portal(oc4ids_prefix="oc4ids-xxxxxx"), None) == CountyLines()
    assert whole_files([], portal()) == {}
    lines = county_lines(spotless(), portal(oc4ids_prefix="oc4ids-a1b2c3"), None)
    assert read(lines.projects[0])["id"] == f"oc4ids-a1b2c3-{P1}"
    assert lines.releases == ()
    assert read(county_lines(spotless(), PORTAL, None).projects[0])["id"] == f"oc4ids-xxxxxx-{P1}"


@pytest.mark.parametrize("prefix", ["a1b2c3", "oc4ids-", "oc4ids-a1b2c34", "oc4ids-A1B2C3", "ocds-a1b2c3"])
def test_a_prefix_has_the_form_of_registered_ones(prefix: str) -> None:
    with pytest.raises(ValidationError, match="不是登记的前缀"):
        Site.model_validate(
            {
                "栏目名称": "甲",
                "主办单位": "乙",
                "模式": "演示",
                "网址": "https://a.cn/",
                "OC4IDS前缀": prefix,
            }
        )


def _share(code: str, city: str, projects: int) -> Share:
    return Share(code, f"{code}县", city, projects, projects)


def test_many_projects_lie_in_lines_by_city_and_the_index_stays() -> None:
    few = [_share("210198", "2101", MOST), _share("210398", "2103", 0)]
    many = [*few[:1], _share("210199", "2101", 1), _share("210398", "2103", 1)]
    assert [one.address for one in joints(few, PORTAL)] == [
        "data/oc4ids.json",
        "data/ocds.jsonl",
        "data/ocds.json",
    ]
    assert [(one.address, one.codes) for one in joints(many, PORTAL)] == [
        ("data/oc4ids/2101.jsonl", ("210198", "210199")),
        ("data/oc4ids/2103.jsonl", ("210398",)),
        ("data/ocds.jsonl", ("210198", "210199", "210398")),
    ]
    (address,) = {*index_files(few, PORTAL), *index_files(many, PORTAL)}
    assert read(index_files(many, PORTAL)[address])["projects"] == MOST + 2


def test_lines_and_packages_hold_the_same() -> None:
    lines = county_lines(spotless(), PORTAL, None)
    package = read(project_package("counties/210198.oc4ids.json", lines.projects, PORTAL))
    assert package["projects"] == list(map(read, lines.projects))
    assert (package["version"], package["uri"]) == (
        "0.9",
        "https://example.gov.cn/zhsf/counties/210198.oc4ids.json",
    )
    assert read(release_package("data/ocds.json", lines.releases, PORTAL))["version"] == "1.1"


def test_rows_keep_their_ids_when_others_come() -> None:
    rows = (payment(P1, "50"), payment(P1, "50"), payment(P1, "60"))
    before = [one["id"] for one in transactions_of(projects_of(replace(spotless(), payments=rows))[P1])]
    assert len(set(before)) == 3
    later = (payment(P1, "1", 日期="2021-01-01"), *rows)
    assert [one["id"] for one in transactions_of(projects_of(replace(spotless(), payments=later))[P1])][
        1:
    ] == before


@pytest.mark.parametrize("most", [2_000, 0])
def test_the_index_fits_its_schema(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whole_module, "MOST", most)
    shares = (Share("210198", "甲县", "210100", 3, 1), Share("210397", "乙县", "210300", 0, 0))
    schema = json.loads(index_schema())
    check = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    for own in (shares, ()):
        (data,) = index_files(own, PORTAL).values()
        assert [error.message for error in check.iter_errors(json.loads(data))] == []
    assert list(check.iter_errors({**json.loads(data), "more": 1}))
