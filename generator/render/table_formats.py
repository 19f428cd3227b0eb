"""The formats in which the dictionary says that a table of open data is published; not the workbook, which may sum it."""

from collections.abc import Callable
from typing import NamedTuple

from generator.render.data_table import Table
from generator.render.database import DATABASE, sql_name
from generator.render.parquet_tables import makes_parquet, parquet_address
from generator.render.portal_tables import AnyTable


class TableFormat(NamedTuple):
    name: str
    address: Callable[[AnyTable], str]
    """From the root; empty if a table is not in this format."""
    inside: Callable[[AnyTable], str] = lambda _: ""
    """Name of the table inside a file that has several."""


def _parquet(table: AnyTable) -> str:
    return parquet_address(table) if isinstance(table, Table) and makes_parquet() else ""


FORMATS = (
    TableFormat("CSV", lambda table: table.address),
    TableFormat("Parquet", _parquet),
    TableFormat("SQLite", lambda _: DATABASE, sql_name),
)
