"""Workbooks of open data: /data/gongkai.xlsx and /counties/<code>.xlsx, the tables of open data in sheets, exact.

In: the counties' rows as ``county_tables`` writes them. Out: the bytes of the files, equal for equal rows.
"""

from generator.render.open_workbook.groups import Earlier, Marks, RowsMap
from generator.render.open_workbook.tables_held import (
    MEDIA_TYPE,
    MOST_ROWS,
    WORKBOOK,
    OfAll,
    county_workbook,
    is_summed,
    portal_workbook,
    workbook_address,
)

__all__ = [
    "MEDIA_TYPE",
    "MOST_ROWS",
    "WORKBOOK",
    "Earlier",
    "Marks",
    "OfAll",
    "RowsMap",
    "county_workbook",
    "is_summed",
    "portal_workbook",
    "workbook_address",
]
