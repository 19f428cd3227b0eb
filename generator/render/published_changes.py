"""The change record as open data: /data/changes.csv, /data/changes.json and the schema of the latter.

One column is one declaration: its name in JSON, its heading in CSV, what it holds, and how it is made.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from generator.model.change import Weight
from generator.model.county import County
from generator.model.programme import DEMONSTRATION_COUNTY
from generator.model.redactions import Redaction, RedactionList
from generator.model.schema import DIALECT
from generator.model.site import Site
from generator.render.citation import address_of, sha256_of, whole_citation
from generator.render.csv_table import csv_rows, csv_table
from generator.render.open_json.plain import EARLIER
from generator.render.table_columns import NO, YES, Column, Kind
from generator.views.overviews.changes import ChangeLine, ChangesView
from generator.views.own_records import THE_PORTAL
from generator.views.portal import Portal

CSV, JSON, SCHEMA = "data/changes.csv", "data/changes.json", "data/schemas/changes.schema.json"
_TEXT: Mapping[str, Any] = {"type": "string"}
_DAY: Mapping[str, Any] = {"type": ["string", "null"], "format": "date"}
_YES_NO = {True: YES, False: NO}


@dataclass(frozen=True)
class _Column:
    name: str
    heading: str
    note: str
    value: Callable[[ChangeLine, Site], Any]
    shape: Mapping[str, Any]
    """Of the value, as JSON Schema."""


_COLUMNS = (
    _Column(
        "id",
        "变更编号",
        "永不改变：记录、栏目，以及该记录该栏目开栏以来第几次改动",
        lambda line, _: line.key,
        {"type": "string", "pattern": "^changes/.+/[1-9][0-9]*$"},
    ),
    _Column(
        "published",
        "公开时间",
        "改动公开的时间，北京时间",
        lambda line, _: line.change.published.isoformat(),
        {"type": "string", "format": "date-time"},
    ),
    _Column(
        "county",
        County.label_of("code"),
        "示范县的行政区划代码；不属于哪个县的空着，如栏目设置、政策文件",
        lambda line, _: line.county_code,
        {"type": "string", "pattern": "^([0-9]{6})?$"},
    ),
    _Column(
        "countyName",
        DEMONSTRATION_COUNTY,
        f"示范县的名称；不属于哪个县的写“{THE_PORTAL}”",
        lambda line, _: line.county,
        _TEXT,
    ),
    _Column(
        "record",
        Redaction.label_of("record"),
        "项目编号，或行政区划代码和文件名；不属于哪个县的只写文件名",
        lambda line, _: line.change.record,
        _TEXT,
    ),
    _Column("title", "记录名称", "项目、台账或文件的名称", lambda line, _: line.record, _TEXT),
    _Column(
        "field",
        Redaction.label_of("field"),
        "改动的栏目；台账在前面写明是哪一行",
        lambda line, _: line.field,
        _TEXT,
    ),
    _Column("old", "原来", "原来的值；空的是原来未填", lambda line, _: line.old, _TEXT),
    _Column("new", "现在", "现在的值；空的是已经删去", lambda line, _: line.new, _TEXT),
    _Column("unit", "计量单位", "两个值的单位；空的是无单位", lambda line, _: line.unit, _TEXT),
    _Column(
        "weight",
        "变更类别",
        "重大：金额、时限、承办单位、内容、结论、监督举报，附件的更换和删去",
        lambda line, _: line.weight.value,
        {"enum": [weight.value for weight in Weight]},
    ),
    _Column(
        "needsAdjustment",
        "要有方案调整",
        "是否要有方案调整作依据（规则 L103）",
        lambda line, _: line.needs_cover,
        {"type": "boolean"},
    ),
    _Column(
        "adjustment",
        "方案调整日期",
        "作依据的方案调整；空的是未登记或不需要",
        lambda line, _: str(line.covered_on) if line.covered_on else None,
        _DAY,
    ),
    _Column(
        "commit",
        Redaction.label_of("commit"),
        "公开这处改动的提交",
        lambda line, _: line.change.commit,
        {"type": "string", "pattern": "^[0-9a-f]*$"},
    ),
    _Column(
        "sha256",
        "摘要",
        "sha256：由 commit、id、new、old、published 五项组成的 JSON，键按字母次序，无空白，UTF-8",
        lambda line, _: sha256_of(line),
        {"type": "string", "pattern": "^[0-9a-f]{64}$"},
    ),
    _Column(
        "url",
        Site.label_of("url"),
        "变更记录页上这一处改动的地址，永不改变",
        address_of,
        {"type": "string", "format": "uri"},
    ),
    _Column("citation", "引用", "可以照抄的出处", whole_citation, _TEXT),
)


CHANGE_COLUMNS = tuple(
    Column(
        column.name,
        column.heading,
        Kind.FLAG
        if column.shape.get("type") == "boolean"
        else Kind.DAY
        if column.shape is _DAY
        else Kind.TEXT,
        column.note,
        tuple(column.shape.get("enum", ())),
        column.name in ("id", "published"),
        "counties" if column.name == "county" else "",
    )
    for column in _COLUMNS
)
"""The columns of the CSV, as those of any table of open data."""


def changes_files(view: ChangesView, portal: Portal, rows: bytes) -> dict[str, bytes]:
    """Returns address → file; ``rows`` are ``change_rows``."""
    whole = csv_table([column.heading for column in _COLUMNS], _missing(view)) + rows
    return {CSV: whole, JSON: _json(view, portal), SCHEMA: _schema()}


def change_rows(view: ChangesView, portal: Portal) -> bytes:
    """Returns the rows of the table without headings."""
    return csv_rows([_cell(column.value(line, portal.site)) for column in _COLUMNS] for line in view.lines)


def _missing(view: ChangesView) -> Iterator[list[str]]:
    """Yields one row that says why there are no others: a table without rows would say that nothing was changed."""
    if view.told:
        yield [view.told if column.name == "title" else "" for column in _COLUMNS]


def _cell(value: Any) -> str:
    return _YES_NO[value] if isinstance(value, bool) else value or ""


def _json(view: ChangesView, portal: Portal) -> bytes:
    site = portal.site
    whole = {
        "$schema": f"{site.base_url}{SCHEMA}",
        "title": site.title,
        "publisher": site.publisher,
        "isDemo": portal.is_demo,
        "asOf": str(portal.as_of),
        "hasHistory": view.has_history,
        "notice": view.told,
        "reachesBackTo": str(view.reaches_back_to) if view.reaches_back_to else None,
        "changes": [{column.name: column.value(line, site) for column in _COLUMNS} for line in view.lines],
        "adjustments": list(_adjustments(view, site)),
        "redactions": list(_redactions(view)),
    }
    return orjson.dumps(whole, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _adjustments(view: ChangesView, site: Site) -> Iterator[dict[str, str]]:
    for event in view.adjustments:
        yield {
            "date": str(event.date),
            "county": event.county_code,
            "countyName": event.county_name,
            "title": event.title,
            "url": f"{site.base_url}{event.url}",
            EARLIER: str(event.earlier) if event.earlier else "",
        }


def _redactions(view: ChangesView) -> Iterator[dict[str, str]]:
    for entry in view.redactions:
        yield {
            "date": str(entry.date),
            "record": entry.record,
            "field": entry.field,
            "basis": entry.basis,
        }


def _schema() -> bytes:
    schema = {
        "$schema": DIALECT,
        "title": "变更记录",
        **_object(
            {
                "$schema": {**_TEXT, "description": "本说明的网址"},
                "title": {**_TEXT, "description": Site.label_of("title")},
                "publisher": {**_TEXT, "description": Site.label_of("publisher")},
                "isDemo": {"type": "boolean", "description": "是否示例数据"},
                "asOf": {"type": "string", "format": "date", "description": "数据截至哪一天"},
                "hasHistory": {"type": "boolean", "description": "本次生成有无变更记录；无不表示未作修改"},
                "notice": {**_TEXT, "description": "变更记录缺什么；空的是不缺"},
                "reachesBackTo": {**_DAY, "description": "此前的修改无记录；空的是自开栏起都有"},
                "changes": {
                    "description": "每一处修改，新的在前",
                    "type": "array",
                    "items": _object(
                        {column.name: {**column.shape, "description": column.note} for column in _COLUMNS}
                    ),
                },
                "adjustments": _list(
                    "方案调整和项目取消", "date", "county", "countyName", "title", "url", EARLIER
                ),
                "redactions": _list(RedactionList.label_of("entries"), "date", "record", "field", "basis"),
            }
        ),
    }
    return f"{json.dumps(schema, ensure_ascii=False, indent=2)}\n".encode()


def _object(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(what: str, *names: str) -> dict[str, Any]:
    return {"description": what, "type": "array", "items": _object(dict.fromkeys(names, _TEXT))}
