"""Parquet: the rows of the CSV with types, the same bytes for the same rows, and a clear word where it is not made."""

import csv
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.render import parquet_tables
from generator.render.csv_table import csv_rows, harmless
from generator.render.data_package import package_file
from generator.render.data_table import Table
from generator.render.data_tables import TABLES
from generator.render.llms_text import llms_text
from generator.render.open_data_files import open_data
from generator.render.overviews.data_page import DATA_PAGE
from generator.render.parquet_tables import parquet_address, parquet_file, table_files
from generator.render.portal_tables import ALL_TABLES
from generator.render.table_columns import NOT_GIVEN, YES, Kind
from tests.support.overviews import overview, summaries
from tests.support.packed_files import opened
from tests.support.portal import HOSTILE, PORTAL, artifacts, spoiled, spotless

ROOT = Path(__file__).parents[2]
COUNTIES, PROJECTS, PAYMENTS = (
    next(table for table in TABLES if table.name == name) for name in ("counties", "projects", "payments")
)


def rows_of(data: bytes) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(BytesIO(data)).to_pylist()
    return rows


def line(table: Table, **told: str) -> list[str]:
    """A row of a CSV part: what is told, and what a row must have."""
    needed = {column.name: "1" for column in table.columns if column.is_needed}
    return [told.get(column.name, needed.get(column.name, "")) for column in table.columns]


def read_back(table: Table, *rows: list[str]) -> list[dict[str, Any]]:
    return rows_of(parquet_file(table, [csv_rows(rows)]))


def test_every_table_has_the_cells_of_its_csv(demonstration: Path) -> None:
    for table in ALL_TABLES:
        found = pq.read_table(demonstration / parquet_address(table)).to_pylist()
        text = (demonstration / table.address).read_text("utf-8-sig")
        rows = list(csv.reader(StringIO(text, newline="")))[1:]
        assert len(found) == len(rows)
        for row, values in zip(rows, found, strict=True):
            for column, cell in zip(table.columns, row, strict=True):
                assert values[column.name] == typed(column.kind, cell), (table.name, column.name)


def typed(kind: Kind, cell: str) -> Any:
    """What a cell of the CSV says."""
    if not cell or (cell == NOT_GIVEN and kind is not Kind.TEXT):
        return None
    read: dict[Kind, Callable[[str], Any]] = {
        Kind.TEXT: str,
        Kind.MONEY: Decimal,
        Kind.NUMBER: float,
        Kind.WHOLE: int,
        Kind.DAY: date.fromisoformat,
        Kind.FLAG: lambda cell: cell == YES,
    }
    return read[kind](cell)


def test_columns_have_types_and_tell_their_chinese_titles(demonstration: Path) -> None:
    for table in ALL_TABLES:
        schema = pq.read_schema(demonstration / parquet_address(table))
        told = json.loads(schema.metadata[b"columns"])
        assert schema.metadata[b"title"].decode() == table.title
        for column in table.columns:
            field = schema.field(column.name)
            assert field.metadata[b"title"].decode() == told[column.name]["title"] == column.title
            assert field.nullable != column.is_needed
            if column.kind is Kind.MONEY:
                assert field.type == pa.decimal128(18, 6)
                assert "（万元）" in column.title
            if column.kind is Kind.DAY:
                assert field.type == pa.date32()
            if column.kind is Kind.WHOLE:
                assert field.type == pa.int64()


@given(st.decimals(-999_999_999_999, 999_999_999_999, places=6))
def test_an_amount_is_exact(amount: Decimal) -> None:
    (row,) = read_back(PAYMENTS, line(PAYMENTS, amount=f"{amount:f}"))
    assert row["amount"] == amount


@given(st.text(st.characters(codec="utf-8")))
def test_any_text_is_that_of_the_csv(text: str) -> None:
    (row,) = read_back(PROJECTS, line(PROJECTS, description=text))
    (cells,) = csv.reader(StringIO(csv_rows([["一", harmless(text)]]).decode(), newline=""))
    assert (row["description"] or "") == cells[1]


@pytest.mark.parametrize(
    "text", [HOSTILE, "一\r\n二", '"', ",", "\ufeff", "暂不计算", "a\0b", "=1+1", "NULL", "NaN"]
)
def test_hostile_text_is_that_of_the_csv(text: str) -> None:
    files = dict(table_files([artifacts(spoiled(text)).summary.tables]))
    (written, *_) = csv.DictReader(StringIO(files[PROJECTS.address].decode("utf-8-sig"), newline=""))
    (row, *_) = rows_of(files[parquet_address(PROJECTS)])
    titles = {column.name: column.title for column in PROJECTS.columns if column.kind is Kind.TEXT}
    assert {name: row[name] or "" for name in titles} == {name: written[titles[name]] for name in titles}


def test_a_figure_that_is_not_given_is_null_and_named() -> None:
    given = line(COUNTIES, cohort="2020", received=NOT_GIVEN, paid="1.5", spent=NOT_GIVEN)
    (row, full) = read_back(COUNTIES, given, line(COUNTIES, cohort="2020"))
    assert (row["received"], row["paid"], row["spent"]) == (None, Decimal("1.5"), None)
    assert (row["not_given"], full["not_given"]) == ("received；spent", None)


def test_rows_are_written_some_counties_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """So memory does not grow with the province; a county's rows are never divided."""
    parts = [csv_rows([line(PAYMENTS, row_id=f"{county}/{at}") for at in range(3)]) for county in range(5)]
    monkeypatch.setattr(parquet_tables, "_GROUP", len(parts[0]) + 1)
    data = parquet_file(PAYMENTS, [*parts, b""])
    found = pq.ParquetFile(BytesIO(data))
    groups = [found.metadata.row_group(at).num_rows for at in range(found.num_row_groups)]
    assert groups == [6, 6, 3]
    assert [row["row_id"] for row in rows_of(data)] == [
        f"{county}/{at}" for county in range(5) for at in range(3)
    ]
    assert parquet_file(PAYMENTS, [*parts, b""]) == data


_WITHOUT_PANDAS = """
import sys
from generator.render.csv_table import csv_rows
from generator.render.parquet_tables import parquet_file
from generator.render.portal_tables import ALL_TABLES
from generator.render.table_columns import YES, Kind
cells = {Kind.DAY: "2022-01-01", Kind.FLAG: YES}
for table in ALL_TABLES:
    parquet_file(table, [csv_rows([[cells.get(column.kind, "1") for column in table.columns]])])
print("pandas" in sys.modules)
"""


def test_pandas_is_not_loaded_though_it_is_installed() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _WITHOUT_PANDAS], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "False"


def test_a_table_without_rows_is_a_table() -> None:
    found = pq.read_table(BytesIO(parquet_file(PROJECTS, [b"", b""])))
    assert found.num_rows == 0
    assert found.column_names == [column.name for column in PROJECTS.typed_columns]


def test_readers_of_the_other_forms_find_it_named() -> None:
    addresses = [parquet_address(table) for table in ALL_TABLES]
    assert [address for _, kind, address in open_data() if kind == parquet_tables.MEDIA_TYPE] == addresses
    named = json.loads(package_file(PORTAL))["resources"]
    assert [f"data/{each['otherForms'][0]['path']}" for each in named if "otherForms" in each] == addresses
    drawn = overview(summaries())
    page = DATA_PAGE.page(drawn).body.markdown
    for address in addresses:
        assert address.removeprefix("data/") in page
        assert address in llms_text(drawn).decode()


def test_where_it_is_not_made_the_page_says_so_and_nothing_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet_tables, "find_spec", lambda _: None)
    files = dict(table_files([artifacts(spotless()).summary.tables]))
    assert files.keys() == {table.address for table in TABLES}
    drawn = overview(summaries())
    assert "表格（Parquet）：未提供" in DATA_PAGE.page(drawn).body.markdown
    for told in (package_file(PORTAL), llms_text(drawn)):
        assert b"parquet" not in told.lower()


def test_the_search_for_private_data_looks_into_packed_columns() -> None:
    titles = [f"电话 1381234{number:04}" for number in range(9_000)]
    data = parquet_file(PROJECTS, [csv_rows([line(PROJECTS, title=title) for title in titles])])
    assert b"13812345678" not in data
    assert b"13812345678" in opened(data)
