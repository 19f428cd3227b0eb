"""JSON Schema (2020-12) of each published JSON document, from its class and the models in it."""

import json
import types
from collections.abc import Sequence
from dataclasses import is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from pydantic import WithJsonSchema
from pydantic.fields import FieldInfo

from generator.model.base import Record
from generator.model.cities import City
from generator.model.schema import DIALECT
from generator.render.open_json.county_document import SCHEMA as COUNTY
from generator.render.open_json.document_kinds import CountyDocument, ProjectDocument
from generator.render.open_json.plain import EARLIER
from generator.render.open_json.project_document import SCHEMA as PROJECT

Schema = dict[str, Any]
_DECIMAL: Schema = {"type": "string", "pattern": r"^-?\d+(\.\d+)?$"}
_DATE: Schema = {"type": "string", "format": "date"}
_EARLIER: Schema = {**_DATE, "description": "最新的一版未通过核对，这是此日公开的一版"}


@cache
def published_schemas() -> tuple[tuple[str, str], ...]:
    """(file name, JSON text) of each kind of document."""
    kinds = ((PROJECT, ProjectDocument), (COUNTY, CountyDocument))
    return tuple(
        (name, json.dumps(_document(kind), ensure_ascii=False, indent=1) + "\n") for name, kind in kinds
    )


def _document(kind: type) -> Schema:
    named: dict[str, Schema] = {}
    found = _object(kind, named)
    return {"$schema": DIALECT, **found, "$defs": dict(sorted(named.items()))}


def _object(kind: type, named: dict[str, Schema]) -> Schema:
    """The schema of a document's class."""
    hints = get_type_hints(kind, include_extras=True)
    return {
        "type": "object",
        "description": kind.__doc__,
        "properties": {name: _of(hints[name], named) for name in hints},
        "required": [name for name in hints if _is_always_there(hints[name])],
        "additionalProperties": False,
    }


def _is_always_there(hint: Any) -> bool:
    """Whether a member is never left out: numbers, truth values and days are written, and what consists of them."""
    kind = get_args(hint)[0] if get_origin(hint) is Annotated else hint
    return isinstance(kind, type) and (issubclass(kind, int | Decimal | date) or is_dataclass(kind))


def _of(annotation: Any, named: dict[str, Schema]) -> Schema:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _marked(arguments[0], arguments[1:], named)
    if origin in {Union, types.UnionType}:
        kinds = [_of(kind, named) for kind in arguments if kind is not type(None)]
        return kinds[0] if len(kinds) == 1 else {"anyOf": kinds}
    if origin is tuple:
        return {"type": "array", "items": _of(arguments[0], named)}
    return _plain(annotation, named)


def _marked(kind: Any, marks: Sequence[Any], named: dict[str, Schema]) -> Schema:
    """The schema of a type with marks. What files may hold in words is text, whatever type it is here."""
    schema = _of(kind, named)
    for mark in marks:
        if isinstance(mark, WithJsonSchema) and mark.json_schema:
            given = mark.json_schema
            if given.get("format") != "date" and ("anyOf" in schema or schema == _DATE):
                schema = {"type": "string"}
        elif isinstance(mark, FieldInfo) and mark.description:
            schema = {**schema, "description": mark.description}
    return schema


def _plain(kind: Any, named: dict[str, Schema]) -> Schema:
    if issubclass(kind, City):
        return {"type": "string"}
    if issubclass(kind, Record) or is_dataclass(kind):
        if kind.__name__ not in named:
            named[kind.__name__] = {}
            named[kind.__name__] |= _record(kind, named) if issubclass(kind, Record) else _object(kind, named)
        return {"$ref": f"#/$defs/{kind.__name__}"}
    if issubclass(kind, Enum):
        return {"enum": [member.value for member in kind]}
    ways: tuple[tuple[type, Schema], ...] = (
        (bool, {"type": "boolean"}),
        (int, {"type": "integer"}),
        (Decimal, _DECIMAL),
        (datetime, {"type": "string", "format": "date-time"}),
        (date, _DATE),
    )
    return next((dict(schema) for base, schema in ways if issubclass(kind, base)), {"type": "string"})


def _record(kind: type[Record], named: dict[str, Schema]) -> Schema:
    properties = {name: _field(info, named) for name, info in kind.model_fields.items()}
    return {
        "type": "object",
        "properties": {**properties, EARLIER: _EARLIER},
        "additionalProperties": False,
    }


def _field(info: FieldInfo, named: dict[str, Schema]) -> Schema:
    """The schema of a model's field, with its Chinese label, its note and its unit."""
    schema = _marked(info.annotation, info.metadata, named)
    extra = info.json_schema_extra
    unit = str(extra.get("unit") or "") if isinstance(extra, dict) else ""
    words = "；".join(filter(None, (info.description, f"以{unit}计" if unit else "")))
    return {**schema, "title": info.alias or "", **({"description": words} if words else {})}
