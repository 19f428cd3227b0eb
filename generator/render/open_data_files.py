"""The files that hold data of the whole portal, for the page of data's description and for /llms.txt."""

from generator.render.data_tables import TABLES

OPEN_DATA = (
    *((table.title, "text/csv", table.address) for table in TABLES),
    ("变更记录", "text/csv", "data/changes.csv"),
    ("变更记录", "application/json", "data/changes.json"),
    ("公开清单：每个文件的 SHA-256", "application/json", "manifest.json"),
)
"""(name, media type, address from the root)."""
FORMS = {"text/csv": "CSV", "application/json": "JSON"}
"""Media type → what it is called."""
