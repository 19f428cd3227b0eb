"""What a rule declares that it reads is all that it reads, and what it says of one project rests on no other."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from datetime import date
from functools import cache
from typing import Any, cast

import pytest

from generator.engine.steps.whole_portal import check_portal
from generator.model.disclosure import CountyDisclosure
from generator.model.files import COUNTY_FILES, LEDGERS, PROVINCE_FILES
from generator.model.finding import Severity
from generator.model.place import Place
from generator.model.withheld import OF_BATCHES, Withheld
from generator.rules import catalogue, check_county
from generator.rules.base import Hit, Rule, Scene
from generator.rules.example import scene
from tests.support.project import ROOT

CHECKED = [entry for entry in catalogue() if entry.check is not None]
_OF_COUNTY = frozenset(kind.name for kind in COUNTY_FILES)
_LEDGERS = frozenset(kind.name for kind in LEDGERS)
ANSWERS: Mapping[str, frozenset[str]] = {
    **{kind.name: frozenset({kind.name}) for kind in COUNTY_FILES if kind.name not in OF_BATCHES.values()},
    **{f"{kind.name}_of": frozenset({kind.name}) for kind in LEDGERS},
    "by_id": frozenset({"projects"}),
    "own_policy_ids": frozenset({"own_policies"}),
    "policies_of": frozenset({"own_policies"}),
    "contracts_of": frozenset({"projects", "contracts"}),
    "enforcement_against": frozenset({"enforcement"}),
    "subsidies": frozenset({"projects"}),
    "withdrawn": frozenset({"projects"}),
    "corrections": _LEDGERS,
    "row_keys": _LEDGERS,
    "is_without_central": frozenset({"county", "batches", "projects"}),
    "fee_payments": frozenset({"county", "batches"}),
    "fees_paid": frozenset({"county", "batches"}),
    "fees_returned": frozenset({"county", "batches"}),
    "central": frozenset({"county", "batches", "projects"}),
    "central_payments": frozenset({"projects", "payments"}),
    "central_expenditures": frozenset({"projects", "expenditures"}),
    "central_unspent": frozenset({"projects", "payments", "expenditures"}),
    "paid": frozenset({"county", "projects", "payments"}),
    "paid_of": frozenset({"payments"}),
    "returned": frozenset({"projects", "payments"}),
    "returned_of": frozenset({"payments"}),
    "unspent": frozenset({"payments", "expenditures"}),
    "spent": frozenset({"county", "projects", "payments", "expenditures"}),
    "spent_of": frozenset({"payments", "expenditures"}),
    "later": frozenset(OF_BATCHES.values()),
    "batches": frozenset(),  # each batch is asked as a county is
    "received": frozenset({"county", "batches"}),
    "below": frozenset(),
    "code": frozenset(),
    "former": frozenset(),
    "first_code": frozenset(),
    "lasting": frozenset(),
    "all_lasting": frozenset(),
    "record_of": frozenset(),
    "attachments": frozenset(),
    "attached": frozenset(),
}
"""What is asked of a county → the kinds of files that the answer rests on."""


class Watched:
    """Something that notes what it is asked for."""

    def __init__(self, subject: object, asked: set[str]) -> None:
        self._subject, self._asked = subject, asked

    def __getattr__(self, name: str) -> Any:
        self._asked.add(name)
        return getattr(self._subject, name)


@cache
def scenes() -> tuple[Scene, ...]:
    """Every example of the catalogue, and the counties of the demonstration province."""
    examples = [scene(overlay) for entry in CHECKED for overlay in (entry.good, entry.bad)]
    checked = check_portal(ROOT / "content_data", None, date(2022, 12, 31))
    assert checked.province is not None
    province = checked.province
    counties = [
        Scene(county, checked.as_of, province.site, province.national, province.notices)
        for county in province.counties
    ]
    return (*examples, *counties)


def test_every_answer_of_a_county_has_its_kinds() -> None:
    names = {field.name for field in fields(CountyDisclosure)}
    names |= {name for name in dir(CountyDisclosure) if not name.startswith("_")}
    assert names - {"withheld", "unsettled"} == set(ANSWERS)


@pytest.mark.parametrize("entry", CHECKED, ids=lambda entry: entry.code)
def test_a_rule_reads_nothing_that_it_does_not_declare(entry: Rule) -> None:
    assert entry.check is not None
    known = _OF_COUNTY | {kind.name for kind in PROVINCE_FILES}
    assert set(entry.reads) <= known
    of_county: set[str] = set()
    of_scene: set[str] = set()
    for seen in scenes():
        county = cast(CountyDisclosure, Watched(seen.county, of_county))
        list(entry.check(cast(Scene, Watched(replace(seen, county=county), of_scene))))
    asked = frozenset[str]().union(*(ANSWERS[name] for name in of_county))
    asked |= {"national", "notices"} & of_scene
    assert asked - set(entry.reads) == set()


def without(county: CountyDisclosure, project: str) -> CountyDisclosure:
    """A county of which one project never was published."""
    rows: dict[str, Any] = {
        kind.name: tuple(row for row in getattr(county, kind.name) if row.project != project)
        for kind in LEDGERS
    }
    return replace(county, projects=tuple(one for one in county.projects if one.id != project), **rows)


def with_a_twin(county: CountyDisclosure, project: str) -> CountyDisclosure:
    """A county with a further project that is the like of another in all but its number."""
    twin = f"{project[:-2]}77"
    rows: dict[str, Any] = {
        kind.name: (
            *getattr(county, kind.name),
            *(
                row.model_copy(update={"project": twin})
                for row in getattr(county, kind.name)
                if row.project == project
            ),
        )
        for kind in LEDGERS
    }
    own = next(one for one in county.projects if one.id == project)
    return replace(county, projects=(*county.projects, own.model_copy(update={"id": twin})), **rows)


def variants(county: CountyDisclosure) -> Iterator[tuple[str, CountyDisclosure]]:
    """A project, and the county without it or with its twin."""
    for project in county.projects[:4]:
        yield project.id, without(county, project.id)
        yield f"{project.id[:-2]}77", with_a_twin(county, project.id)


def of_others(entry: Rule, seen: Scene, project: str) -> set[Hit]:
    assert entry.check is not None
    return {hit for hit in entry.check(seen) if hit.project and hit.project != project}


@pytest.mark.parametrize("entry", CHECKED, ids=lambda entry: entry.code)
def test_what_is_said_of_one_project_rests_on_no_other(entry: Rule) -> None:
    """So a project that is withheld, and never was published, changes nothing that is concluded of others."""
    own = {id(seen): seen for seen in (scene(entry.bad), scene(entry.good), *scenes()[-8:])}
    for seen in own.values():
        for project, county in variants(seen.county):
            assert of_others(entry, seen, project) == of_others(entry, replace(seen, county=county), project)


def test_a_rule_that_weighs_projects_against_each_other_would_be_seen() -> None:
    def alike(seen: Scene) -> Iterator[Hit]:
        titles = [project.title for project in seen.county.projects]
        for project in seen.county.projects:
            if titles.count(project.title) > 1:
                yield Hit(project.place("title"), "another one is called so", project.id)

    entry = replace(CHECKED[0], check=alike)
    county = scene().county
    assert any(
        of_others(entry, scene(), project) != of_others(entry, replace(scene(), county=other), project)
        for project, other in variants(county)
    )


def told(seen: Scene, kind: str) -> set[str]:
    """Codes that are concluded where a project that nobody knows has a record of a kind that is withheld."""
    place = Place(f"counties/{seen.county.code}/projects/77.yaml")
    item = Withheld(kind, f"{seen.county.code}-2020-77", place, None)
    return {
        found.code for found in check_county(replace(seen, county=replace(seen.county, withheld=(item,))))
    }


CROSSING = {
    "the first contract decides how long a county must be visited": ("V101", "projects"),
    "weeks under way of all projects": ("V102", "projects"),
    "a contractor's part of all subsidies": ("B104", "projects"),
    "the sum of all subsidies": ("F102", "projects"),
    "the sum of all payments": ("F108", "payments"),
    "a ledger without any row": ("I117", "activities"),
    "no case although a project is in use": ("I115", "projects"),
    "all projects in use before acceptance": ("A101", "projects"),
    "use of the funds before acceptance": ("A102", "expenditures"),
    "the beginning of the demonstration": ("V107", "projects"),
    "more projects than the plan says": ("L109", "projects"),
    "how many projects the plan says there are": ("L109", "plan"),
    "what a failed acceptance asks for": ("A108", "outcome"),
    "the evaluations of a county that made none": ("R108", "outcome"),
    "when its demonstration began": ("R108", "plan"),
    "the re-checks of a county that has none": ("R109", "outcome"),
}


@pytest.mark.parametrize("what", CROSSING)
def test_what_weighs_all_projects_is_not_concluded_without_one(what: str) -> None:
    code, kind = CROSSING[what]
    (entry,) = (entry for entry in CHECKED if entry.code == code)
    seen = scene(entry.bad)
    assert code in {found.code for found in check_county(seen)}
    assert code not in told(seen, kind)
    assert "E015" in told(seen, kind)


@pytest.mark.parametrize(("code", "kind"), [("V107", "notices"), ("C103", "national")])
def test_what_rests_on_the_provinces_own_records_is_not_concluded_either(code: str, kind: str) -> None:
    (entry,) = (entry for entry in CHECKED if entry.code == code)
    item = Withheld(kind, "", Place(f"{kind}.csv"), date(2021, 1, 1))
    seen = replace(scene(entry.bad), withheld=(item,))
    codes = {found.code for found in check_county(seen)}
    assert code not in codes
    assert "E015" in codes
    assert "E015" not in {found.code for found in check_county(replace(scene(), withheld=(item,)))}
    assert entry.severity is Severity.FINDING
