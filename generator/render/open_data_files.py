"""The files that hold data of the whole portal, for the page of data's description and for /llms.txt."""

from collections.abc import Iterator

from generator.render import open_workbook
from generator.render.data_package import PACKAGE
from generator.render.database import DATABASE
from generator.render.parquet_tables import MEDIA_TYPE, makes_parquet, parquet_address
from generator.render.portal_tables import ALL_TABLES

FORMS = {
    "text/csv": "CSV",
    "application/json": "JSON",
    "application/vnd.sqlite3": "SQLite",
    MEDIA_TYPE: "Parquet",
    open_workbook.MEDIA_TYPE: "xlsx",
}
"""Media type → what it is called."""


def open_data() -> Iterator[tuple[str, str, str]]:
    """Yields each file: (name, media type, address from the root)."""
    for table in ALL_TABLES:
        yield table.title, "text/csv", table.address
    if makes_parquet():
        for table in ALL_TABLES:
            yield table.title, MEDIA_TYPE, parquet_address(table)
    yield "全部表格", open_workbook.MEDIA_TYPE, open_workbook.WORKBOOK
    yield "全部表格", "application/vnd.sqlite3", DATABASE
    yield "表格的说明（Data Package）", "application/json", PACKAGE
    yield "变更记录", "application/json", "data/changes.json"
    yield "公开清单：每个文件的 SHA-256", "application/json", "manifest.json"
