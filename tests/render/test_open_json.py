"""What pages show as JSON: by its schema, with the figures of the page, exact; what is withheld is told as withheld."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from generator.model.codelists import FundSource
from generator.model.ledgers import Expenditure, Payment, Progress, Training, Transaction
from generator.model.money import format_wan
from generator.render.open_json import published_schemas
from generator.render.open_json.plain import decimal
from generator.render.page import Page
from tests.render.test_pages import PAGES
from tests.support.one_county import CODE, P1, P2, OneCounty, one_county
from tests.support.portal import HOSTILE, artifacts, faulty, spoiled, spotless
from tests.support.random_county import records

KINDS = {"projects": "published-project.schema.json", "counties": "published-county.schema.json"}
OTHER_JSON = re.compile(
    r"(feed|.*\.archive-\d+|(cities|contractors|counties|topics)/[^/]+)\.json|search/.*|data/schemas/[^/]+\.json"
    r"|data/(datapackage|metadata|oc4ids|oc4ids\.index|ocds)\.json"
)
"""Feeds, the search box's own index, whose format may change, and schemas, which have one of their own.

The forms of others (Data Package, Datasette, OC4IDS with its index, OCDS) have theirs where they are defined.
"""
R = TypeVar("R", Payment, Expenditure, Transaction, Training)
WAN = re.compile(r"[\d,]+\.\d\d+")


@cache
def validator(name: str) -> jsonschema.Draft202012Validator:
    schema = json.loads(dict(published_schemas())[name])
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())


def documents(site: Path, folder: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted((site / folder).glob("*.json")):
        found = json.loads(path.read_bytes())
        if "schema" in found:
            yield path.stem, found


def faults(folder: str, document: dict[str, Any]) -> list[str]:
    return [fault.message for fault in validator(KINDS[folder]).iter_errors(document)]


@pytest.mark.parametrize("folder", KINDS)
def test_each_document_of_the_demonstration_is_as_its_schema_says(demonstration: Path, folder: str) -> None:
    found = dict(documents(demonstration, folder))
    pages = {path.stem for path in (demonstration / folder).glob("*.html")}
    assert found.keys() == {stem for stem in pages - {"index"} if not stem.endswith("-catalogue")}
    assert {stem: told for stem, document in found.items() if (told := faults(folder, document))} == {}
    for document in found.values():
        for link in [document["schema"], *(link["href"] for link in document["links"])]:
            assert (demonstration / folder / link).is_file(), link


def test_each_published_json_has_a_schema(demonstration: Path) -> None:
    for path in sorted(demonstration.rglob("*.json")):
        address = path.relative_to(demonstration).as_posix()
        if OTHER_JSON.fullmatch(address) and not (path.parent.name in KINDS and _is_ours(path)):
            continue
        if path.parent.name not in KINDS:
            schema = json.loads((demonstration / f"data/schemas/{path.stem}.schema.json").read_bytes())
            jsonschema.validate(json.loads(path.read_bytes()), schema)


def texts(value: Any) -> Iterator[str]:
    """Every text in plain values."""
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from texts(inner)


def _is_ours(path: Path) -> bool:
    return "schema" in json.loads(path.read_bytes())


def test_the_figures_are_those_of_the_page(demonstration: Path) -> None:
    """To the fen: each amount of a document stands on its page, and sums of rows are the figures."""
    for stem, document in documents(demonstration, "projects"):
        page = (demonstration / f"projects/{stem}.md").read_text("utf-8")
        shown, figures = set(WAN.findall(page)), document["figures"]
        for name in ("support", "paid", "returned", "spent"):
            if Decimal(figures.get(name, 0)):
                assert format_wan(Decimal(figures[name])) in shown, (stem, name)
        assert f"{figures.get('paid_share', '不适用')}" in page
        rows = [
            Decimal(row["amount"]) * (-1 if row.get("kind") in {"退回", "收回"} else 1)
            for row in document.get("payments", [])
            if row.get("kind") != "质保金"
        ]
        assert sum(rows) == Decimal(figures["paid"]) or document["withheld"], stem
    for stem, document in documents(demonstration, "counties"):
        shown = set(WAN.findall((demonstration / f"counties/{stem}.md").read_text("utf-8")))
        for name in ("central", "received", "allocated", "paid", "spent"):
            value = document["figures"].get(name)
            if value and not document.get("batches") and Decimal(value):
                assert format_wan(Decimal(value)) in shown, (stem, name)


def test_a_county_lists_what_its_projects_say(demonstration: Path) -> None:
    projects = dict(documents(demonstration, "projects"))
    for _, county in documents(demonstration, "counties"):
        for line in county["projects"]:
            whole = projects[line["id"]]
            for name in ("paid", "spent", "percent", "days_overdue"):
                assert line.get(name) == whole["figures"].get(name)
            assert line["status"] == whole["project"]["status"]


def beside(page: Page) -> dict[str, Any]:
    """The JSON beside a page."""
    assert page.data is not None
    found: dict[str, Any] = json.loads(page.data())
    return found


def test_hostile_text_is_the_same_text() -> None:
    """Nothing in a text can end a string, and no text is changed: a program escapes for where it puts it."""
    for page in artifacts(spoiled(HOSTILE)).pages:
        if page.data:
            found = beside(page)
            assert faults(page.stem.partition("/")[0], found) == []
            assert page.data().count(b"\n") == 1
            if page.stem == "projects/210198-2020-01":
                assert HOSTILE in set(texts(found))


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("350.00", "350"),
        ("0.00", "0"),
        ("-0", "0"),
        ("67.90712", "67.90712"),
        ("1E+3", "1000"),
        ("0.000001", "0.000001"),
    ],
)
def test_numbers_are_exact(value: str, told: str) -> None:
    assert decimal(Decimal(value)) == told


def test_rows_of_a_ledger_say_what_is_0_or_a_month_and_leave_out_what_is_empty() -> None:
    first = {"日期": "2021-05", "项目编号": P1, "进度": "0"}
    other = {"日期": "2021-06-01", "项目编号": P1, "进度": "12.50", "状态": "在建", "附件": "甲.pdf"}
    progress = tuple(Progress.model_validate(row) for row in (first, other))
    page = next(page for page in artifacts(replace(spotless(), progress=progress)).pages if P1 in page.stem)
    assert beside(page)["progress"] == [
        {"date": "2021-06-01", "percent": "12.5", "status": "在建", "attachments": ["甲.pdf"]},
        {"date": "2021-05", "percent": "0"},
    ]


def test_pages_name_it() -> None:
    page = PAGES["projects/210198-2020-01"]
    assert ("JSON", "projects/210198-2020-01.json") in {(one.title, one.url) for one in page.alternates}
    assert beside(page)["project"]["title"] == "仓储配送中心"
    county = PAGES["counties/210198"]
    assert "counties/210198.json" in {one.url for one in county.alternates}
    assert faulty().county.name == beside(county)["name"]


@pytest.fixture
def one(tmp_path: Path) -> OneCounty:
    return one_county(tmp_path / "p")


def _pages(one: OneCounty) -> dict[str, dict[str, Any]]:
    return {page.stem: beside(page) for page in artifacts(one.county()).pages if page.data}


def test_what_is_withheld_has_no_figure_and_says_so(one: OneCounty) -> None:
    assert _pages(one)[f"projects/{P2}"]["figures"]["paid"] == "30"
    text = one.path("payments.csv").read_text("utf-8")
    one.write("payments.csv", f"{text}2021-05-99,{P2},1.00,某公司,,某号\n")
    one.commit()
    found = _pages(one)
    project, county = found[f"projects/{P2}"], found[f"counties/{CODE}"]
    assert project["figures"].keys().isdisjoint({"paid", "paid_share", "spent"})
    assert {"paid", "paid_share", "spent"} <= set(project["withheld"])
    assert project["records_missing"] == ["payments"]
    assert "paid" in county["withheld"]
    assert "paid" not in county["figures"]
    (line,) = (line for line in county["projects"] if line["id"] == P2)
    assert "paid" in line["withheld"]
    assert "paid" not in line
    assert found[f"projects/{P1}"]["figures"]["paid"] == "50"
    for stem, document in found.items():
        assert faults(stem.partition("/")[0], document) == []


def test_what_stands_in_an_earlier_version_says_so(one: OneCounty) -> None:
    one.change("projects/01.yaml", "扶持资金额度: ", "扶持资金额度: 很多 #")
    one.change("payments.csv", f"{P2},30.00", f"{P2},30元")
    one.commit()
    found = _pages(one)
    assert re.fullmatch(r"2022-03-\d\d", found[f"projects/{P1}"]["project"]["earlier"])
    assert "paid" in found[f"projects/{P2}"]["with_earlier"]
    assert found[f"projects/{P2}"]["figures"]["paid"] == "30"
    assert "earlier" in found[f"projects/{P2}"]["payments"][0]


def _rows(model: type[R], most: int = 6) -> st.SearchStrategy[tuple[R, ...]]:
    """Rows of a ledger as clerks may write them, all of one project."""

    def read(row: dict[str, Any]) -> R | None:
        try:
            return model.model_validate(row | {model.label_of("project"): P1})
        except ValidationError:
            return None  # such a row is refused and never published

    return st.lists(records(model).map(read), max_size=most).map(lambda rows: tuple(filter(None, rows)))


@settings(max_examples=5, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(_rows(Payment), _rows(Expenditure), _rows(Transaction), _rows(Training))
def test_whatever_is_published_is_as_the_schema_says_and_adds_up(
    payments: tuple[Payment, ...],
    expenditures: tuple[Expenditure, ...],
    transactions: tuple[Transaction, ...],
    trainings: tuple[Training, ...],
) -> None:
    county = replace(
        spotless(),
        payments=payments,
        expenditures=expenditures,
        transactions=transactions,
        trainings=trainings,
    )
    found = {page.stem: beside(page) for page in artifacts(county).pages if page.data}
    for stem, document in found.items():
        assert faults(stem.partition("/")[0], document) == []
    project, whole = found[f"projects/{P1}"], found[f"counties/{CODE}"]
    rows = project.get("payments", [])
    assert [Decimal(row["amount"]) for row in rows] == [row.amount for row in payments]
    assert Decimal(project["figures"]["paid"]) == county.paid_of[P1]
    assert [row.get("purpose") for row in rows] == [row.purpose or None for row in payments]
    paid = sum(
        Decimal(line["paid"])
        for line in whole["projects"]
        if not _is_without_central(found[f"projects/{line['id']}"])
    )
    assert Decimal(whole["figures"]["paid"]) == paid + county.fees_paid


def _is_without_central(document: dict[str, Any]) -> bool:
    sources = document["project"].get("sources", [])
    return bool(sources) and not [line for line in sources if line["source"] == FundSource.CENTRAL.label]
