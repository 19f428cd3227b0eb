"""/data/datapackage.json (Data Package 2.0): what each CSV table holds, by which keys they join, on what terms."""

import json
from typing import Any

from generator.model.site import Site
from generator.render.data_table import ROW_ID_TITLE
from generator.render.parquet_tables import MEDIA_TYPE, makes_parquet, parquet_address
from generator.render.portal_tables import ALL_TABLES, CHANGES, AnyTable
from generator.render.table_columns import NO, NOT_GIVEN, YES, Column, Kind
from generator.views.portal import Portal

PACKAGE = "data/datapackage.json"
_PROFILES = "https://datapackage.org/profiles/2.0"
_TYPES = {Kind.NUMBER: "number"}
"""Kinds whose values are not the names of types."""


def package_file(portal: Portal) -> bytes:
    site = portal.site
    told: dict[str, Any] = {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": "gongkai",
        "title": site.title,
        "description": f"数据截至 {portal.as_of}。空格是未公开或者未填，不是 0；“{NOT_GIVEN}”是依据的记录从未公开。",
        "homepage": site.base_url,
        "contributors": [{"title": site.publisher, "roles": ["publisher"]}],
        "sources": [{"title": "各示范县提交的台账", "path": site.base_url}],
        **_licences(site),
        "resources": [_resource(table, portal) for table in ALL_TABLES],
    }
    return f"{json.dumps(told, ensure_ascii=False, indent=2)}\n".encode()


def _licences(site: Site) -> dict[str, Any]:
    """Left out if the portal names none: nobody can then say that it does."""
    licence = site.licence
    return {"licenses": [{"title": licence.name, "path": licence.url}]} if licence else {}


def _resource(table: AnyTable, portal: Portal) -> dict[str, Any]:
    return {
        "name": table.name,
        "type": "table",
        "title": table.title,
        **_lack(table, portal),
        "path": table.address.removeprefix("data/"),
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"$schema": f"{_PROFILES}/tabledialect.json", "delimiter": ",", "lineTerminator": "\r\n"},
        "schema": _schema(table),
        **_other_forms(table),
    }


def _lack(table: AnyTable, portal: Portal) -> dict[str, Any]:
    """A table of changes without the whole record has no rows of them, which must not be taken for no changes."""
    return {"description": portal.incomplete} if table is CHANGES and portal.incomplete else {}


def _other_forms(table: AnyTable) -> dict[str, Any]:
    """The same rows in other files, whose columns go by ``sqlName``; a property of our own, as the standard has none."""
    if not makes_parquet():
        return {}
    path = parquet_address(table).removeprefix("data/")
    return {"otherForms": [{"path": path, "format": "parquet", "mediatype": MEDIA_TYPE}]}


def _schema(table: AnyTable) -> dict[str, Any]:
    return {
        "$schema": f"{_PROFILES}/tableschema.json",
        "fields": [_field(column) for column in table.columns],
        "missingValues": ["", NOT_GIVEN],
        "primaryKey": [table.columns[0].title],
        "foreignKeys": [_key(column, table) for column in table.columns if column.refers],
    }


def _field(column: Column) -> dict[str, Any]:
    """A field goes by its heading in the file; ``sqlName`` is its name in the other forms of the data."""
    told: dict[str, Any] = {
        "name": column.title,
        "sqlName": column.name,
        "type": _TYPES.get(column.kind, column.kind.value),
    }
    if column.note:
        told["description"] = column.note
    if column.kind is Kind.FLAG:
        told |= {"trueValues": [YES], "falseValues": [NO]}
    constraints: dict[str, Any] = {}
    if column.is_needed:
        constraints["required"] = True
    if column.choices:
        constraints["enum"] = list(column.choices)
    return told | ({"constraints": constraints} if constraints else {})


def _key(column: Column, table: AnyTable) -> dict[str, Any]:
    """A row names a row of another table, or of its own, by the column 行编号."""
    resource = {} if column.refers == table.name else {"resource": column.refers}
    return {"fields": [column.title], "reference": {**resource, "fields": [ROW_ID_TITLE]}}
