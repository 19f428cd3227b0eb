"""The files that hold data of the whole portal, for the page of data's description and for /llms.txt."""

from generator.render.data_package import PACKAGE
from generator.render.data_tables import TABLES
from generator.render.database import DATABASE

OPEN_DATA = (
    *((table.title, "text/csv", table.address) for table in TABLES),
    ("全部表格", "application/vnd.sqlite3", DATABASE),
    ("表格的说明（Data Package）", "application/json", PACKAGE),
    ("变更记录", "text/csv", "data/changes.csv"),
    ("变更记录", "application/json", "data/changes.json"),
    ("公开清单：每个文件的 SHA-256", "application/json", "manifest.json"),
)
"""(name, media type, address from the root)."""
FORMS = {"text/csv": "CSV", "application/json": "JSON", "application/vnd.sqlite3": "SQLite"}
"""Media type → what it is called."""
