"""What a county and a project had, were paid and used is the same to the fen in every form of the data.

The forms are read as their users read them, with pandas and json, by code that shares nothing with what wrote them.
"""

import json
import re
import sqlite3
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.disclosure import CountyDisclosure
from generator.model.ledgers import Expenditure, Payment
from generator.render.data_tables import TABLES
from generator.render.database import DATABASE, database_file
from generator.render.open_workbook import WORKBOOK, portal_workbook
from generator.render.parquet_tables import parquet_address, table_files
from generator.views.contractor import contractor_views
from tests.support.portal import PORTAL, artifacts, spotless

Tables = dict[str, pd.DataFrame]
Sums = dict[str, dict[str, int]]
"""Id of a county or a project → figure → 分; figures that are not given are left out."""
FIGURES = ("central", "paid", "spent")
FEN = 1_000_000
CENTRAL = "CN-central-finance"


def fen(wan: Any) -> int:
    found = Decimal(str(wan)) * FEN
    assert found == int(found)
    return int(found)


def as_csv(site: Path) -> Tables:
    found = {}
    for table in TABLES:
        read = pd.read_csv(site / table.address, dtype=str, keep_default_na=False, encoding="utf-8-sig")
        read = read.rename(columns={column.title: column.name for column in table.columns})
        found[table.name] = read.where(~read.isin(["", "暂不计算"]), None)
    return found


def as_parquet(site: Path) -> Tables:
    return {
        table.name: pd.read_parquet(site / parquet_address(table), dtype_backend="pyarrow")
        for table in TABLES
    }


def as_sqlite(site: Path) -> Tables:
    base = sqlite3.connect(site / DATABASE)
    found = {}
    for table in TABLES:
        name = table.name.replace("-", "_")
        read = pd.read_sql(f"SELECT * FROM {name}", base, dtype_backend="pyarrow")
        for column in [each for each in read.columns if each.endswith("_fen")]:
            read[column.removesuffix("_fen")] = pd.Series(map(in_wan, read[column]), dtype=object)
        found[table.name] = read
    base.close()
    return found


def as_xlsx(site: Path) -> Tables:
    sheets = pd.read_excel(site / WORKBOOK, sheet_name=None, dtype=object, engine="calamine")
    found = {}
    for table in TABLES:
        read = sheets[table.title].rename(columns={column.title: column.name for column in table.columns})
        found[table.name] = read.where(~read.isin(["", "暂不计算"]), None)
    return found


def in_wan(amount: Any) -> Decimal | None:
    return None if pd.isna(amount) else Decimal(int(amount)) / FEN


def figures_of(tables: Tables, name: str) -> Sums:
    """The figures as a table tells them."""
    rows = tables[name].set_index("row_id")[list(FIGURES)].to_dict("index")
    return {
        str(id_): {str(key): fen(value) for key, value in row.items() if not pd.isna(value)}
        for id_, row in rows.items()
    }


def sums_of(tables: Tables) -> Sums:
    """What the ledgers add up to: project → figure → 分."""
    found: Sums = defaultdict(lambda: {"paid": 0, "spent": 0})
    for name, figure in (("payments", "paid"), ("expenditures", "spent")):
        for row in tables[name].to_dict("records"):
            if pd.isna(row["project"]) or not pd.isna(row["corrected_by"]):
                continue
            back = name == "payments" and not pd.isna(row["kind"]) and row["kind"] in ("退回", "收回")
            found[row["project"]][figure] += -fen(row["amount"]) if back else fen(row["amount"])
    return found


def as_json(site: Path, name: str, tables: Tables) -> Sums:
    found = {}
    for row in tables[name].to_dict("records"):
        id_ = row["row_id"]
        told = json.loads((site / name / f"{id_}.json").read_bytes(), parse_float=Decimal)["figures"]
        if "support" in told:  # a project's; of one without central money it is another's
            told["central"] = 0 if row["is_without_central"] == "是" else told["support"]
        found[id_] = {figure: fen(told[figure]) for figure in FIGURES if figure in told}
    return found


def unspent(site: Path, project: str) -> int:
    """What came back of money that was used, which no ledger has a row of its own for."""
    found = json.loads((site / f"projects/{project}.json").read_bytes())
    return fen(found["figures"].get("unspent", 0))


def as_oc4ids(site: Path) -> Sums:
    """Project → what its transactions, and its budget by source, add up to; a budget without a sum is left out."""
    found: Sums = {}
    for path in site.glob("counties/*.oc4ids.json"):
        for project in json.loads(path.read_bytes(), parse_float=Decimal)["projects"]:
            (own,) = (each["id"] for each in project["identifiers"])
            told = {
                "paid": sum(map(paid_by, transactions(project))),
                "spent": sum(
                    value_of(item)
                    for metric in project.get("metrics", ())
                    if metric["id"] == "financialProgress"
                    for item in metric["observations"]
                ),
            }
            budget = project.get("budget", {})
            lines = [
                line
                for group in budget.get("budgetBreakdowns", ())
                if group["id"] == "source"
                for line in group["budgetBreakdown"]
            ]
            if "amount" in budget:
                assert sum(map(value_of, lines)) == value_of(budget)
                told["central"] = sum(
                    value_of(line) for line in lines if line.get("sourceParty", {}).get("id") == CENTRAL
                )
            found[own] = told
    return found


_OF_PROJECTS = {
    "paid": r"- 项目已拨付（万元） \*\*([\d,.]+)\*\*",
    "spent": r"- 项目已使用（万元） \*\*([\d,.]+)\*\*",
}
"""On the page of a county without central money, whose figures of the county are nought."""
_ON_PAGES = {
    "counties": {
        "central": r"- 中央财政专项资金（万元） \*\*([\d,.]+)\*\*",
        "paid": r"- 已拨付（万元） \*\*([\d,.]+)\*\*",
        "spent": r"- 已使用（万元） \*\*([\d,.]+)\*\*",
    },
    "projects": {"paid": r"拨付占额度\]\([^)]*\) [^（\n]*（([\d,.]+) / [\d,.]+ 万元）"},
}


def as_pages(site: Path, name: str) -> Sums:
    """The figures that readers see; a page leaves out those that are not given or do not apply."""
    return found_on_pages(site, name, _ON_PAGES[name])


def found_on_pages(site: Path, name: str, patterns: dict[str, str]) -> Sums:
    found: Sums = {}
    for path in (site / name).glob("2*[0-9].md"):
        text = path.read_text("utf-8")
        told = {figure: re.search(pattern, text) for figure, pattern in patterns.items()}
        found[path.stem] = {figure: fen(one[1].replace(",", "")) for figure, one in told.items() if one}
    return found


def transactions(project: dict[str, Any]) -> list[dict[str, Any]]:
    own = [
        item
        for process in project.get("contractingProcesses", ())
        for item in process["summary"].get("transactions", ())
    ]
    return [*project.get("transactions", ()), *own]


def value_of(holder: dict[str, Any]) -> int:
    """Yuan → 分."""
    held = holder["amount"] if "amount" in holder else holder["value"]
    return int(Decimal(str(held["amount"])) * 100)


def paid_by(item: dict[str, Any]) -> int:
    is_back = item.get("payee", {}).get("id", "").endswith(("-lead", "-gov"))
    return -value_of(item) if is_back else value_of(item)


def assert_equal_sums(site: Path) -> None:
    forms = {
        "CSV": as_csv(site),
        "Parquet": as_parquet(site),
        "SQLite": as_sqlite(site),
        "xlsx": as_xlsx(site),
    }
    for name in ("counties", "projects"):
        shown = figures_of(forms["CSV"], name)
        assert shown
        for form, tables in forms.items():
            assert figures_of(tables, name) == shown, form
        assert as_json(site, name, forms["CSV"]) == shown
        seen = as_pages(site, name)
        assert seen.keys() >= shown.keys()
        for id_ in shown:
            assert seen[id_].items() <= shown[id_].items(), id_
    projects = figures_of(forms["CSV"], "projects")
    for code, told in found_on_pages(site, "counties", _OF_PROJECTS).items():
        own = [figures for id_, figures in projects.items() if id_.startswith(f"{code}-")]
        for figure, amount in told.items():
            assert amount == sum(figures[figure] for figures in own), code
    standard = as_oc4ids(site)
    assert standard.keys() == projects.keys()
    for form, tables in forms.items():
        added = sums_of(tables)
        for id_ in projects:
            added[id_]["spent"] -= unspent(site, id_)
        for id_, told in projects.items():
            for figure in ("paid", "spent"):
                assert added[id_][figure] == told.get(figure, added[id_][figure]), (form, id_, figure)
    for id_, told in projects.items():
        for figure, value in standard[id_].items():
            assert value == told.get(figure, value), (id_, figure)


def test_the_forms_of_the_demonstration_have_equal_sums(demonstration: Path) -> None:
    assert_equal_sums(demonstration)
    assert all(any(as_pages(demonstration, name).values()) for name in _ON_PAGES)


def publish(county: CountyDisclosure, site: Path) -> None:
    """Writes all forms of one county's data."""
    made = artifacts(county)
    parts = [made.summary.tables]
    files = {**made.files, **dict(table_files(parts))}
    files |= {
        f"{page.stem}.md": page.body.markdown.encode() for page in made.pages if page.publishes_markdown
    }
    files[WORKBOOK] = portal_workbook([made.summary], PORTAL)[0]
    files[DATABASE] = database_file(parts, contractor_views(made.summary.projects), ())
    for address, data in files.items():
        path = site / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


_PROJECTS = st.integers(0, len(spotless().projects) - 1)
_AMOUNTS = st.decimals(0, 9_999, places=6) | st.decimals(0, 999, places=2)
_PAYMENTS = st.lists(
    st.tuples(_PROJECTS, _AMOUNTS, st.sampled_from((None, "拨付", "退回", "收回"))), max_size=8
)
_EXPENDITURES = st.lists(st.tuples(_PROJECTS, _AMOUNTS), max_size=6)


@settings(max_examples=10, deadline=None)
@given(_PAYMENTS, _EXPENDITURES, st.lists(_AMOUNTS, min_size=len(spotless().projects)))
def test_the_forms_of_a_random_province_have_equal_sums(
    paid: list[tuple[int, Decimal, str | None]], spent: list[tuple[int, Decimal]], subsidies: list[Decimal]
) -> None:
    county = spotless()
    ids = [project.id for project in county.projects]
    projects = [
        project.model_copy(update={"subsidy": subsidy})
        for project, subsidy in zip(county.projects, subsidies, strict=False)
    ]
    payments = [
        Payment.model_validate({"日期": "2021-05-31", "项目编号": ids[at], "金额": amount, "类型": kind})
        for at, amount, kind in paid
    ]
    used = [
        Expenditure.model_validate(
            {"日期": "2021-06-01", "项目编号": ids[at], "类别": "设施设备", "用途": "设备", "金额": amount}
        )
        for at, amount in spent
    ]
    with TemporaryDirectory() as folder:
        site = Path(folder)
        publish(
            replace(county, projects=tuple(projects), payments=tuple(payments), expenditures=tuple(used)),
            site,
        )
        assert_equal_sums(site)


@pytest.mark.parametrize("form", ["csv", "parquet", "sqlite", "xlsx"])
def test_an_amount_that_is_off_by_a_fen_is_found(form: str) -> None:
    """The comparison would find it: in each form the amount of one payment is another."""
    with TemporaryDirectory() as folder:
        site = Path(folder)
        publish(spotless(), site)
        assert_equal_sums(site)
        county = spotless()
        first, *others = county.payments
        publish_one(
            replace(
                county,
                payments=(first.model_copy(update={"amount": first.amount + Decimal("0.000001")}), *others),
            ),
            site,
            form,
        )
        with pytest.raises(AssertionError):
            assert_equal_sums(site)


def publish_one(county: CountyDisclosure, site: Path, form: str) -> None:
    """Writes one form of other data over that of the site."""
    with TemporaryDirectory() as other:
        publish(county, Path(other))
        for path in Path(other, "data").glob(f"*.{form}"):
            (site / "data" / path.name).write_bytes(path.read_bytes())
