"""What stands in a cell of the CSV stands in the database and in Parquet, as a value: whatever a county wrote."""

import csv
import sqlite3
import tempfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.render.csv_table import csv_rows
from generator.render.data_table import Table
from generator.render.data_tables import TABLES
from generator.render.database import database_file, sql_column, sql_name
from generator.render.parquet_tables import parquet_file
from generator.render.table_columns import NO, NOT_GIVEN, YES, Column, Kind

Cells = list[list[str]]
PROJECTS, PAYMENTS, PROGRESS = (
    next(table for table in TABLES if table.name == name) for name in ("projects", "payments", "progress")
)
TEXTS = st.one_of(
    st.text(max_size=12),
    st.text(st.sampled_from("甲a1,\"'\r\n\t\0;=+-@＝\ud800\ufeff\\% "), max_size=12),
    st.sampled_from((NOT_GIVEN, YES, "NULL", "nan", "1e3", "0x10", "007", "2021-02-30", "', 'x", '","')),
)
AMOUNTS = st.decimals(-1_000_000_000, 1_000_000_000, places=6).map(lambda amount: f"{amount:f}")
CELLS = {
    Kind.TEXT: TEXTS,
    Kind.MONEY: AMOUNTS | st.integers(0, 1_000_000).map(str),
    Kind.NUMBER: st.decimals(-1_000_000, 1_000_000, places=4).map(lambda number: f"{number:f}"),
    Kind.WHOLE: st.integers(0, 2**53).map(str),
    Kind.DAY: st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(date.isoformat),
    Kind.FLAG: st.sampled_from((YES, NO)),
}


@st.composite
def rows_of(draw: st.DrawFn, table: Table) -> Cells:
    """Rows of any cells that the columns may hold."""
    return [[str(row), *map(draw, map(_cells, table.columns[1:]))] for row in range(draw(st.integers(0, 4)))]


def _cells(column: Column) -> st.SearchStrategy[str]:
    if column.is_needed:
        return CELLS[column.kind].filter(bool)
    is_figure = column in PROJECTS.figures and column.kind is not Kind.FLAG
    return st.one_of(st.just(""), CELLS[column.kind], *([st.just(NOT_GIVEN)] if is_figure else []))


def in_csv(part: bytes) -> Cells:
    """The cells as another program reads them."""
    return list(csv.reader(StringIO(part.decode(), newline=""), strict=True))


def in_database(table: Table, part: bytes) -> list[dict[str, Any]]:
    base = sqlite3.connect(":memory:")
    base.deserialize(database_file([{table.name: part}], (), ()))
    found = base.execute(f"SELECT * FROM {sql_name(table)} ORDER BY CAST(row_id AS INTEGER)")
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found]


def in_parquet(table: Table, part: bytes) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = pq.read_table(BytesIO(parquet_file(table, [part]))).to_pylist()
    return found


def value(column: Column, cell: str, is_database: bool) -> Any:
    """What a cell says."""
    if not cell or (cell == NOT_GIVEN and column.kind is not Kind.TEXT):
        return None
    read: dict[Kind, Callable[[str], Any]] = {
        Kind.TEXT: str,
        Kind.MONEY: (lambda cell: int(Decimal(cell) * 1_000_000)) if is_database else Decimal,
        Kind.NUMBER: float,
        Kind.WHOLE: int,
        Kind.DAY: str if is_database else date.fromisoformat,
        Kind.FLAG: lambda cell: cell == YES,
    }
    return read[column.kind](cell)


@pytest.mark.parametrize("table", [PROJECTS, PAYMENTS, PROGRESS], ids=lambda table: table.name)
@settings(max_examples=40, deadline=None)
@given(st.data())
def test_every_cell_reaches_the_database_and_parquet_as_it_stands_in_the_csv(
    table: Table, data: st.DataObject
) -> None:
    part = csv_rows(data.draw(rows_of(table)))
    told, held, typed = in_csv(part), in_database(table, part), in_parquet(table, part)
    assert len(told) == len(held) == len(typed)
    for cells, row, record in zip(told, held, typed, strict=True):
        for column, cell in zip(table.columns, cells, strict=True):
            assert row[sql_column(column)] == value(column, cell, is_database=True), column.name
            assert record[column.name] == value(column, cell, is_database=False), column.name
        if table.figures:
            missing = [
                column.name
                for column, cell in zip(table.columns, cells, strict=True)
                if column in table.figures and cell == NOT_GIVEN
            ]
            assert row["not_given"] == record["not_given"] == ("；".join(missing) or None)


def report(note: str) -> bytes:
    """A row of progress whose every text is this one."""
    told = {Kind.TEXT: note, Kind.NUMBER: "1"}
    return csv_rows([["1", *(told.get(column.kind, "") for column in PROGRESS.columns[1:])]])


def test_a_cell_is_as_long_as_it_is() -> None:
    note = '长"，\r\n' * 300_000
    part = report(note)
    assert in_database(PROGRESS, part)[0]["note"] == in_parquet(PROGRESS, part)[0]["note"] == note


def test_a_character_that_csv_cannot_have_is_a_question_mark_everywhere() -> None:
    part = report("甲\0乙\ud800丙")
    (row,) = in_csv(part)
    assert "甲?乙?丙" in row
    assert in_database(PROGRESS, part)[0]["note"] == in_parquet(PROGRESS, part)[0]["note"] == "甲?乙?丙"


@pytest.mark.parametrize("name", ["临时文件", "it's, here", "a b"])
def test_the_folder_of_temporary_files_may_have_any_name(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite reads no file with Chinese letters in its path on Windows."""
    parts = [{PROGRESS.name: report("'甲', \"乙\"\r\n；")}]
    usual = database_file(parts, (), ())
    (tmp_path / name).mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / name))
    assert database_file(parts, (), ()) == usual
    assert list((tmp_path / name).iterdir()) == []
