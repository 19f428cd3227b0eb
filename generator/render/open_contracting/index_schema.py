"""JSON Schema of the index of the OC4IDS packages."""

import json
from typing import Any

from generator.model.programme import DEMONSTRATION_COUNTY
from generator.model.schema import DIALECT

INDEX_SCHEMA = "oc4ids.index.schema.json"
_COUNT = {"type": "integer", "minimum": 1}
_CODE = {"type": "string", "pattern": "^[0-9]{6}$", "description": f"{DEMONSTRATION_COUNTY}的行政区划代码"}
_URL = {"type": "string", "format": "uri"}


def index_schema() -> str:
    """What ``whole.index_files`` writes."""
    found = {
        "$schema": DIALECT,
        "title": "OC4IDS 的目录",
        **_object(
            standard={"type": "string", "description": "标准和版本"},
            publishedDate={"type": "string", "format": "date", "description": "数据截至哪一天"},
            projects={"type": "integer", "minimum": 0, "description": "项目共几个"},
            files=_list(
                "全部项目：一个文件，项目多时按设区市分成几个；名称以 .jsonl 结尾的一行一个项目",
                url=_URL,
                counties={"type": "array", "items": _CODE, "minItems": 1, "uniqueItems": True},
            ),
            counties=_list(
                f"各{DEMONSTRATION_COUNTY}的文件",
                code=_CODE,
                name={"type": "string"},
                projects=_COUNT,
                url=_URL,
            ),
        ),
    }
    return f"{json.dumps(found, ensure_ascii=False, indent=2)}\n"


def _object(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(what: str, **properties: Any) -> dict[str, Any]:
    return {"description": what, "type": "array", "items": _object(**properties)}
