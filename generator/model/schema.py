"""JSON Schema (2020-12) of every file kind, from the models, for editors and forms."""

import functools
import json
from typing import Any

from generator.model.files import COUNTY_FILES, PROVINCE_FILES, FileKind
from generator.model.programme import clause

DIALECT = "https://json-schema.org/draft/2020-12/schema"


@functools.cache
def schemas() -> tuple[tuple[str, str], ...]:
    """(file name, JSON text) of each kind, e.g. ``project.schema.json``.

    The models do not change while a program runs, and a preview that builds again and again asks each time.
    """
    kinds = {kind.model: kind for kind in (*COUNTY_FILES, *PROVINCE_FILES)[::-1]}
    return tuple(
        (
            f"{model.__name__.lower()}.schema.json",
            f"{json.dumps(schema_of(kind), ensure_ascii=False, indent=2)}\n",
        )
        for model, kind in kinds.items()
    )


def schema_of(kind: FileKind) -> dict[str, Any]:
    """The schema of one kind: Chinese keys, unknown keys refused, clause and unit in the descriptions."""
    schema = kind.model.model_json_schema(by_alias=True, mode="validation")
    _describe(schema)
    if kind.format.value == "md":
        for name in ("id", "text"):
            schema.get("properties", {}).pop(name, None)
    return {"$schema": DIALECT, **schema, "title": kind.title}


def _describe(schema: dict[str, Any]) -> None:
    """Turn clause, unit and whether the notice asks for the value into one sentence that an editor shows."""
    for properties in (schema, *schema.get("$defs", {}).values()):
        for described in properties.get("properties", {}).values():
            described.pop("title", None)
            parts = [described.get("description", "")]
            parts.append(f"单位：{described.pop('unit')}" if described.get("unit") else "")
            id_ = described.pop("clause", "")
            parts.append(f"依据：通知{clause(id_).cited}" if id_ else "")
            parts.append("通知要求公开" if described.pop("asked", False) else "")
            for name in ("unit", "stays", "weight", "searched", "example"):
                described.pop(name, None)
            words = "；".join(part for part in parts if part)
            if words:
                described["description"] = words
