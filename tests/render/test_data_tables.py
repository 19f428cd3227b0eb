"""The tables of open data: they join, their sums are the figures of the pages, and hostile text is harmless."""

import csv
import json
from collections import defaultdict
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from generator.model.disclosure import CountyDisclosure
from generator.model.ledgers import Payment
from generator.model.partial_day import PartialDay, planned_day
from generator.render.data_tables import TABLES
from generator.render.parquet_tables import table_files
from tests.support.one_county import P1, P2, OneCounty, one_county
from tests.support.portal import HOSTILE, artifacts, spoiled, spotless

Rows = list[dict[str, str]]


def parsed(data: bytes, name: str) -> Rows:
    """Rows under the machine names of their columns."""
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\n") >= data.count(b"\r\n") > 0
    table = next(table for table in TABLES if table.name == name)
    found = list(csv.reader(StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    assert found[0] == [column.title for column in table.columns]
    return [dict(zip((column.name for column in table.columns), row, strict=True)) for row in found[1:]]


def tables_of(county: CountyDisclosure) -> dict[str, Rows]:
    files = dict(table_files([artifacts(county).summary.tables]))
    return {table.name: parsed(files[table.address], table.name) for table in TABLES}


@pytest.fixture(scope="module")
def tables(demonstration: Path) -> dict[str, Rows]:
    return {table.name: parsed((demonstration / table.address).read_bytes(), table.name) for table in TABLES}


def amount(text: str) -> Decimal:
    return Decimal(text or 0)


def net(row: dict[str, str]) -> Decimal:
    return -amount(row["amount"]) if row["kind"] in ("退回", "收回", "上级收回") else amount(row["amount"])


def document(site: Path, folder: str, name: str) -> Any:
    return json.loads((site / folder / f"{name}.json").read_bytes())


def test_every_project_has_its_ledgers_to_the_fen(demonstration: Path, tables: dict[str, Rows]) -> None:
    paid: dict[str, Decimal] = defaultdict(Decimal)
    for row in tables["payments"]:
        if not row["corrected_by"]:
            paid[row["project"]] += net(row)
    for row in tables["projects"]:
        shown = document(demonstration, "projects", row["row_id"])["figures"]
        if "paid" in shown:
            assert paid[row["row_id"]] == amount(row["paid"]) == Decimal(shown["paid"])
        assert amount(row["spent"]) == Decimal(shown["spent"])
    assert len(tables["projects"]) > 50


def test_every_county_has_the_figures_of_its_page(demonstration: Path, tables: dict[str, Rows]) -> None:
    beside = {row["row_id"] for row in tables["projects"] if row["is_without_central"] == "是"}
    for row in tables["counties"]:
        shown = document(demonstration, "counties", row["county_code"])["figures"]
        for name in ("central", "paid", "spent", "returned"):
            assert amount(row[name]) == Decimal(shown[name]), (row["county_code"], name)
        code = row["county_code"]
        payments = [each for each in tables["payments"] if each["county_code"] == code]
        payments = [each for each in payments if each["project"] not in beside]
        fees = [each for each in tables["fee-payments"] if each["county_code"] == code]
        total = sum((net(each) for each in (*payments, *fees) if not each.get("corrected_by")), Decimal(0))
        assert total == Decimal(shown["paid"]), code


def test_batches_and_receipts_add_up_to_their_county(tables: dict[str, Rows]) -> None:
    batches = {row["row_id"]: row for row in tables["batches"]}
    for row in tables["counties"]:
        code = row["county_code"]
        own = [batch for batch in batches.values() if batch["county_code"] == code]
        for name in ("central", "received", "allocated", "paid", "returned", "spent"):
            assert sum((amount(batch[name]) for batch in own), Decimal(0)) == amount(row[name]), (code, name)
        received = [each for each in tables["receipts"] if each["county_code"] == code]
        assert sum(map(net, received), Decimal(0)) == amount(row["received"])
    assert len(batches) > len(tables["counties"]), "one county has two"
    assert {row["batch"] for row in (*tables["receipts"], *tables["projects"])} <= batches.keys()


def test_sources_and_budget_lines_are_those_of_the_projects(
    demonstration: Path, tables: dict[str, Rows]
) -> None:
    for row in tables["projects"]:
        shown = document(demonstration, "projects", row["row_id"])["project"]
        for name, field in (("sources", "sources"), ("budget-lines", "budget_lines")):
            own = [each for each in tables[name] if each["project"] == row["row_id"]]
            assert [amount(each["amount"]) for each in own] == [
                Decimal(each["amount"]) for each in shown.get(field, ())
            ]


def test_findings_are_those_of_the_pages(demonstration: Path, tables: dict[str, Rows]) -> None:
    assert {row["state"] for row in tables["findings"]} == {"未改正", "未改正，已答复"}
    for county in tables["counties"]:
        code = county["county_code"]
        own = [row for row in tables["findings"] if row["county_code"] == code]
        told = document(demonstration, "counties", code)
        shown = [*told.get("findings", ()), *told.get("findings_of_others", ())]
        assert sorted((row["rule"], row["message"]) for row in own) == sorted(
            (each["code"], each["message"]) for each in shown
        )


def test_every_row_joins(tables: dict[str, Rows]) -> None:
    projects = {row["row_id"] for row in tables["projects"]}
    counties = {row["row_id"] for row in tables["counties"]}
    contracts = {row["row_id"] for row in tables["contracts"]}
    fees = {row["row_id"] for row in tables["fees"]}
    for name, rows in tables.items():
        ids = [row["row_id"] for row in rows]
        assert len(ids) == len(set(ids)), name
        for row in rows:
            assert row["county_code"] in counties
            assert row.get("project", "") in projects | {""}, (name, row)
            assert row.get("corrected_by", "") in {*ids, ""}
    assert {row["contract"] for row in tables["contract-parts"]} <= contracts
    assert {row["fee"] for row in tables["fee-payments"]} <= fees


@pytest.fixture
def county(tmp_path: Path) -> OneCounty:
    return one_county(tmp_path)


def test_a_corrected_row_names_the_one_that_counts(county: OneCounty) -> None:
    county.write(
        "payments.csv",
        "日期,项目编号,金额,收款单位,用途,凭证号,更正\n"
        f"2021-03-10,{P1},50.00,甲公司,首付款,一号,\n2021-03-12,{P1},40.00,甲公司,首付款,一号,2021-03-10\n"
        f"2021-04-10,{P2},30.00,乙公司,首付款,二号,\n",
    )
    county.commit()
    now, _, old = tables_of(county.county())["payments"]
    assert (now["amount"], now["corrected_by"]) == ("40.00", "")
    assert (old["amount"], old["corrected_by"]) == ("50.00", now["row_id"])


def test_rows_that_look_alike_have_ids_of_their_own() -> None:
    one = Payment.model_validate({"日期": "2021-05-01", "项目编号": "210198-2020-01", "金额": "1"})
    found = tables_of(
        CountyDisclosure(spotless().county, projects=spotless().projects, payments=(one, one.model_copy()))
    )
    first, second = (row["row_id"] for row in found["payments"])
    assert second == f"{first}-2"


def test_what_failed_checks_is_no_zero(county: OneCounty) -> None:
    county.change("projects/01.yaml", "项目名称", "项目名称误")
    told = tables_of(county.county())
    row = next(row for row in told["projects"] if row["row_id"] == P1)
    assert row["standing_since"] == "2022-03-01"


def test_hostile_text_runs_as_no_formula_and_stays_in_its_cell() -> None:
    row = tables_of(spoiled("=HYPERLINK(1)"))["projects"][0]
    assert "'=HYPERLINK(1)" in row.values()
    assert HOSTILE in tables_of(spoiled(HOSTILE))["projects"][0].values()


def test_a_day_in_the_words_of_the_county_is_quoted_as_words_are() -> None:
    first, *others = spotless().projects
    told = planned_day("2021年12月（含调试,试运行）")
    assert isinstance(told, PartialDay)
    late = first.model_copy(update={"deadline": told})
    dated = first.model_copy(update={"deadline": date(2021, 12, 31)})
    for projects in ((late, *others), (late,), (dated, *others)):
        row = tables_of(replace(spotless(), projects=projects))["projects"][0]
        assert row["deadline"] == str(projects[0].deadline)
