"""Open contracting data: projects by OC4IDS, contracting processes by OCDS (docs/oc4ids.md, docs/adr/0031).

In: what a county discloses, its history, the portal. Out: lines, a record each, and packages of them. Nothing here reads
or writes files.
"""

from generator.render.open_contracting.index_schema import INDEX_SCHEMA, index_schema
from generator.render.open_contracting.package import (
    CountyLines,
    county_lines,
    project_package,
    release_package,
)
from generator.render.open_contracting.whole import (
    INDEX,
    MOST,
    RELEASE_LINES,
    WHOLE,
    Joint,
    Share,
    county_address,
    county_files,
    index_files,
    joints,
    share_of,
    whole_files,
)

__all__ = [
    "INDEX",
    "INDEX_SCHEMA",
    "MOST",
    "RELEASE_LINES",
    "WHOLE",
    "CountyLines",
    "Joint",
    "Share",
    "county_address",
    "county_files",
    "county_lines",
    "index_files",
    "index_schema",
    "joints",
    "project_package",
    "release_package",
    "share_of",
    "whole_files",
]
