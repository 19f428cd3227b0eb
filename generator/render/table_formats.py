"""The formats in which the dictionary says that a table of open data is published."""

from collections.abc import Callable
from typing import NamedTuple

from generator.render.database import DATABASE, sql_name
from generator.render.open_workbook import WORKBOOK
from generator.render.parquet_tables import makes_parquet, parquet_address
from generator.render.portal_tables import AnyTable


class TableFormat(NamedTuple):
    name: str
    address: Callable[[AnyTable], str]
    """From the root; empty if a table is not in this format."""
    inside: Callable[[AnyTable], str] = lambda _: ""
    """Where the table stands in a file that has several, as Markdown; our own names hold nothing to escape."""


def _parquet(table: AnyTable) -> str:
    return parquet_address(table) if makes_parquet() else ""


FORMATS = (
    TableFormat("CSV", lambda table: table.address),
    TableFormat("Parquet", _parquet),
    TableFormat("SQLite", lambda _: DATABASE, lambda table: f" 的 `{sql_name(table)}` 表"),
    TableFormat("xlsx", lambda _: WORKBOOK, lambda table: f" 的“{table.title}”工作表"),
)
