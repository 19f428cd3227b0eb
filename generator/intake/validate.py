"""A document held against its model: a record, or findings in the words of county staff."""

from typing import TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from generator.intake.document import Document, Report, Value
from generator.intake.suggest import meant, nearest
from generator.model.base import Codelist, Record, record_inside
from generator.model.place import KeyPath

M = TypeVar("M", bound=Record)


def validate(document: Document, model: type[M], report: Report) -> M | None:
    """The record, knowing where its values stand; None when anything about it is wrong (all of it is reported)."""
    try:
        return model.model_validate(without_absent(document.value)).located(document.origin)
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=True)
        misspelt = _misspelt(details, model)
        for detail in details:
            if detail["type"] != "missing" or tuple(detail["loc"]) not in misspelt:
                _report(detail, document, model, report)
        return None


def _misspelt(details: list[ErrorDetails], model: type[Record]) -> set[KeyPath]:
    """Paths of the keys that unknown keys probably mean: a misspelt key is one mistake, not two."""
    found: set[KeyPath] = set()
    for detail in details:
        path = tuple(detail["loc"])
        if detail["type"] == "extra_forbidden":
            key = meant(str(path[-1]), _known_keys(model, path))
            if key:
                found.add((*path[:-1], key))
    return found


def without_absent(value: Value) -> Value:
    """Absent values (empty in the file) leave no key behind, so that required and optional work as declared."""
    if isinstance(value, dict):
        return {key: without_absent(inner) for key, inner in value.items() if inner is not None}
    if isinstance(value, list):
        return [without_absent(inner) for inner in value if inner is not None]
    return value


def _report(detail: ErrorDetails, document: Document, model: type[Record], report: Report) -> None:
    path: KeyPath = tuple(detail["loc"])
    place = document.origin.place(path)
    key = str(path[-1]) if path else ""
    kind, written = detail["type"], detail["input"]
    context = detail.get("ctx") or {}
    if "cure" in context:
        report.error(kind, f"「{key}」：{context['message']}", context["cure"], at=place)
    elif kind == "missing":
        report.error("E002", f"缺少「{key}」", f"补上「{key}」一项；它是必填的", at=place)
    elif kind == "extra_forbidden":
        report.error(
            "E003", f"不认识的名称「{key}」", nearest(key, _known_keys(model, path), "名称"), at=place
        )
    elif kind == "enum":
        codes = codes_of(model, path)
        message = f"「{key}」写的是「{written}」，不在可选值之内"
        report.error(
            "E005", message, f"{nearest(str(written), codes, '值')}（可选：{'、'.join(codes)}）", at=place
        )
    elif kind in {"model_type", "model_attributes_type", "dict_type"}:
        report.error(
            "E004",
            f"「{key}」应当分项填写",
            f"分项写：{'、'.join(_known_keys(model, (*path, '')))}",
            at=place,
        )
    elif kind in {"tuple_type", "list_type"}:
        report.error("E004", f"「{key}」应当是一个列表", "每项另起一行，以“- ”开头", at=place)
    else:
        report.error("E004", f"「{key}」的写法不对：{written}", "对照示例县的同名文件填写", at=place)


def _owner(model: type[Record], path: KeyPath) -> type[Record]:
    """The record type that the last key of ``path`` belongs to."""
    owner = model
    for step in path[:-1]:
        if isinstance(step, int):
            continue
        inside = next((info.annotation for info in owner.model_fields.values() if info.alias == step), None)
        owner = record_inside(inside) or owner
    return owner


def _known_keys(model: type[Record], path: KeyPath) -> list[str]:
    return [info.alias for info in _owner(model, path).model_fields.values() if info.alias]


def codes_of(model: type[Record], path: KeyPath) -> list[str]:
    """The labels of the codelist at ``path``."""
    key = next((step for step in reversed(path) if isinstance(step, str)), "")
    for info in _owner(model, path).model_fields.values():
        if info.alias == key:
            return [code.label for code in _codelist(info.annotation) or ()]
    return []


def _codelist(annotation: object) -> type[Codelist] | None:
    if isinstance(annotation, type) and issubclass(annotation, Codelist):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        found = _codelist(argument)
        if found is not None:
            return found
    return None
