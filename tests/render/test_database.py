"""The database and the description of the tables: keys hold, figures are those of the pages, validators are content."""

import csv
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from frictionless import validate
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.disclosure import CountyDisclosure
from generator.model.ledgers import Expenditure, Payment
from generator.model.site import Site
from generator.render.data_package import package_file
from generator.render.data_tables import TABLES
from generator.render.database import (
    NewRows,
    database_file,
    metadata_file,
    sql_name,
    updated_database,
)
from generator.render.database_views import VIEWS
from generator.render.portal_tables import PORTAL_TABLES
from generator.views.contractor import contractor_views
from generator.views.funds import funds_view
from generator.views.summary import CountySummary
from tests.support.one_county import P1, OneCounty, one_county
from tests.support.portal import HOSTILE, PORTAL, SITE, artifacts, spoiled, spotless

Base = sqlite3.Connection
MONEY = ("central", "received", "allocated", "paid", "returned", "spent")


@pytest.fixture(scope="module")
def base(demonstration: Path) -> Iterator[Base]:
    found = sqlite3.connect(f"file:{demonstration / 'data/gongkai.sqlite'}?mode=ro", uri=True)
    yield found
    found.close()


def database_of(*summaries: CountySummary) -> Base:
    rows = [row for summary in summaries for row in summary.projects]
    found = sqlite3.connect(":memory:")
    parts = [summary.tables for summary in summaries]
    found.deserialize(database_file(parts, contractor_views(rows), ()))
    return found


def of_county(county: CountyDisclosure) -> Base:
    return database_of(artifacts(county).summary)


def asked(base: Base, query: str, *values: str) -> list[dict[str, Any]]:
    found = base.execute(query, values)
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found]


def fen(wan: Decimal) -> int:
    return int(wan * 1_000_000)


def figures(site: Path, folder: str, name: str) -> dict[str, Any]:
    told = json.loads((site / folder / f"{name}.json").read_bytes())["figures"]
    return {key: fen(Decimal(told[key])) for key in MONEY if key in told}


def test_every_key_holds_and_every_table_is_strict(base: Base) -> None:
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []
    assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    tables = base.execute(
        "SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND schema = 'main'"
    )
    strict = {name: strict for name, strict in tables if not name.startswith("sqlite_")}
    assert {sql_name(table) for table in TABLES} <= strict.keys()
    assert set(strict.values()) == {1}


def test_a_table_has_the_rows_of_its_csv(base: Base, demonstration: Path) -> None:
    for table in TABLES:
        text = (demonstration / table.address).read_text("utf-8-sig")
        rows = [row[0] for row in csv.reader(StringIO(text, newline=""))][1:]
        found = base.execute(f"SELECT row_id FROM {sql_name(table)}").fetchall()
        assert sorted(rows) == sorted(id_ for (id_,) in found), table.name


def test_counties_and_projects_have_the_figures_of_their_pages(base: Base, demonstration: Path) -> None:
    for row in asked(base, "SELECT * FROM counties"):
        shown = figures(demonstration, "counties", row["row_id"])
        for name in MONEY:
            assert row[f"{name}_fen"] == shown[name], (row["row_id"], name)
    for row in asked(base, "SELECT * FROM projects"):
        shown = figures(demonstration, "projects", row["row_id"])
        assert (row["paid_fen"], row["spent_fen"]) == (shown["paid"], shown["spent"])


def test_the_view_of_overdue_projects_has_the_days_of_their_pages(base: Base, demonstration: Path) -> None:
    late = {row["project"]: row["days_overdue"] for row in asked(base, "SELECT * FROM overdue")}
    for (id_,) in base.execute("SELECT row_id FROM projects"):
        document = json.loads((demonstration / f"projects/{id_}.json").read_bytes())
        assert document["figures"].get("days_overdue", 0) == late.get(id_, 0)
    assert late


def test_the_view_of_changed_amounts_has_those_of_the_record_of_change(
    base: Base, demonstration: Path
) -> None:
    changes = json.loads((demonstration / "data/changes.json").read_bytes())["changes"]
    assert {row["id"] for row in asked(base, "SELECT * FROM amount_changes")} == {
        change["id"] for change in changes if change["unit"] == "万元"
    }


def test_directions_and_contractors_have_the_figures_of_their_pages() -> None:
    summary = artifacts(spotless()).summary
    base, view = database_of(summary), funds_view([summary])
    shown = {line.direction.label: line for line in view.directions if line.projects}
    found = {row["direction"]: row for row in asked(base, "SELECT * FROM by_direction")}
    assert found.keys() == shown.keys()
    for name, line in shown.items():
        told = (line.projects, *map(float, (line.subsidy, line.paid, line.spent)))
        assert tuple(found[name][key] for key in ("projects", "central", "paid", "spent")) == told
    companies = {view.key: view for view in contractor_views(summary.projects)}
    for row in asked(base, "SELECT * FROM contractors"):
        assert row["paid_fen"] == fen(companies[row["key"]].paid)


_AMOUNTS = st.decimals(0, 9_999, places=6)
_KINDS = st.sampled_from((None, "拨付", "退回", "收回"))


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.just("2021-05-31"), _AMOUNTS, _KINDS), max_size=6),
    st.lists(st.tuples(st.just("2021-06-01"), _AMOUNTS), max_size=4),
)
def test_sums_of_random_ledgers_are_equal_to_the_fen(
    paid: list[tuple[str, Decimal, str | None]], spent: list[tuple[str, Decimal]]
) -> None:
    county = spotless()
    id_ = county.projects[0].id
    rows = [
        Payment.model_validate({"日期": day, "项目编号": id_, "金额": amount, "类型": kind})
        for day, amount, kind in paid
    ]
    used = [
        Expenditure.model_validate(
            {"日期": day, "项目编号": id_, "类别": "设施设备", "用途": "设备", "金额": amount}
        )
        for day, amount in spent
    ]
    county = replace(county, payments=tuple(rows), expenditures=tuple(used))
    base = of_county(county)
    (project,) = asked(base, "SELECT * FROM projects WHERE row_id = ?", id_)
    (sums,) = asked(
        base, "SELECT sum(iif(kind IN ('退回', '收回'), -amount_fen, amount_fen)) AS paid FROM payments"
    )
    assert (sums["paid"] or 0) == project["paid_fen"] == fen(county.paid_of[id_])
    assert project["spent_fen"] == fen(county.spent_of[id_])
    assert asked(base, "SELECT paid_fen FROM counties") == [{"paid_fen": fen(county.paid)}]
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.fixture
def county(tmp_path: Path) -> OneCounty:
    return one_county(tmp_path)


def test_a_figure_that_is_not_given_is_null_and_named(county: OneCounty) -> None:
    county.write("payments.csv", f"日期,项目编号,金额\n2021-03-10,{P1},误\n")
    base = of_county(county.county())
    (project,) = asked(base, "SELECT * FROM projects WHERE row_id = ?", P1)
    assert (project["paid_fen"], project["not_given"]) == (None, "paid；spent")
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []


def test_text_is_that_of_the_csv() -> None:
    (project, *_) = asked(of_county(spoiled(HOSTILE)), "SELECT * FROM projects")
    assert HOSTILE in project.values()


def test_a_cell_may_be_as_long_as_a_county_makes_it(county: OneCounty) -> None:
    """csv reads no cell above 128 KB unless told to; one county's long list must not stop the others."""
    proofs = [f"{'佐证' * 9_000}{number}" for number in range(12)]
    told = "\n".join(f"      - {proof}" for proof in proofs)
    county.write("outcome.yaml", f"整改清单:\n  - 编号: 一\n    问题: 标识不全\n    佐证:\n{told}\n")
    before = csv.field_size_limit()
    [item] = asked(of_county(county.county()), "SELECT * FROM rectifications")
    assert item["evidence"] == "；".join(proofs)
    assert csv.field_size_limit() == before


def test_the_same_rows_give_the_same_bytes() -> None:
    parts = [artifacts(spotless()).summary.tables]
    assert database_file(parts, (), ()) == database_file(parts, (), ())


_COUNTIES = ("210197", "210198", "210199")


def parts_of(county: CountyDisclosure, code: str) -> dict[str, bytes]:
    """A county's rows as if it had another code."""
    tables = artifacts(county).summary.tables
    return {name: rows.replace(county.code.encode(), code.encode()) for name, rows in tables.items()}


@st.composite
def provinces(draw: st.DrawFn) -> dict[str, dict[str, bytes]]:
    """Some counties, each with a payment of some amount."""
    county = spotless()
    found = {}
    for code in draw(st.lists(st.sampled_from(_COUNTIES), unique=True)):
        told = {
            "日期": "2021-05-31",
            "项目编号": county.projects[0].id,
            "金额": draw(st.sampled_from((1, 2))),
        }
        found[code] = parts_of(replace(county, payments=(Payment.model_validate(told),)), code)
    return found


@settings(max_examples=25, deadline=None)
@given(provinces(), provinces())
def test_a_changed_database_has_the_bytes_of_a_new_one(
    before: dict[str, dict[str, bytes]], now: dict[str, dict[str, bytes]]
) -> None:
    """Whatever counties came, went or changed: rows of the others are not written again one by one."""
    rows = {}
    for table in TABLES:
        name = table.name
        codes = [code for code in _COUNTIES if before.get(code, {}).get(name) != now.get(code, {}).get(name)]
        rows[name] = NewRows(codes, [now[code][name] for code in codes if code in now])
    with TemporaryDirectory() as folder:
        earlier = Path(folder, "earlier.sqlite")
        earlier.write_bytes(database_file(list(before.values()), (), ()))
        was = earlier.read_bytes()
        assert updated_database(earlier, rows, ((), ())) == database_file(list(now.values()), (), ())
        assert earlier.read_bytes() == was


def test_datasette_is_told_what_every_table_and_column_is(base: Base) -> None:
    told = json.loads(metadata_file(PORTAL))["databases"]["gongkai"]["tables"]
    names = {
        name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
    }
    assert told.keys() == names
    assert {view.name for view in VIEWS} <= names
    for table in TABLES:
        columns = {row[1] for row in base.execute(f"PRAGMA table_info({sql_name(table)})")}
        assert columns - {"not_given"} == told[sql_name(table)]["columns"].keys()


def test_the_data_package_is_valid_and_its_keys_hold(demonstration: Path) -> None:
    found = validate(str(demonstration / "data/datapackage.json"))
    assert found.valid, found.flatten(["type", "message"])
    assert found.stats["tasks"] == len((*TABLES, *PORTAL_TABLES))


def test_a_licence_is_named_if_the_portal_names_one() -> None:
    assert "licenses" not in json.loads(package_file(PORTAL))
    named = {"名称": "知识共享署名 4.0", "链接": "https://creativecommons.org/licenses/by/4.0/"}
    site = Site.model_validate({**SITE.model_dump(by_alias=True, exclude_none=True), "开放许可": named})
    told = json.loads(package_file(replace(PORTAL, site=site)))
    assert told["licenses"] == [{"title": named["名称"], "path": named["链接"]}]
