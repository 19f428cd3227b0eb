"""Validates a document against its model: a record, or findings in the words of county staff."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from generator.intake.reading.did_you_mean import closest, cure_for, resembling
from generator.intake.screening.report import MAX_LISTED, Document, Report
from generator.intake.screening.unseen import REFUSED
from generator.model.base import Codelist, Record, record_inside
from generator.model.finding import Severity
from generator.model.place import KeyPath, Place, path_label

M = TypeVar("M", bound=Record)

_LIST = ("“{name}”应当是一个列表", "每项另起一行，以“- ”开头")
_ONE_VALUE = ("“{name}”应当是一个值，不能再分项", "改成一行，写在英文冒号后面")
_OTHER_FORM = {
    "tuple_type": _LIST,
    "list_type": _LIST,
    "string_type": ("“{name}”：这里应当是一段文字", "改成一行文字，不要再分项"),
}
"""Error type of pydantic → message and cure."""
_SHOWN = 5
"""Names that a message lists."""
_NO_SPACE = re.compile(r"[\w（）]{1,20}[:：]\S")


def validate(document: Document, model: type[M], report: Report) -> M | None:
    """The record with the positions of its values; None if its form is wrong, and all that is wrong is reported.

    A value or name that has an error already, for private data or unreadable characters, gets no second one.
    """
    hidden = [key for key in _own_names(model) if (key,) in document.names]
    for key in hidden:
        message, cure = f"栏目名称“{key}”不在数据字典内", "删去这一项"
        report.error("E003", message, cure, at=document.place_of_name((key,)))
    try:
        record = model.model_validate(document.value, by_alias=True, by_name=False)
    except ValidationError as error:
        if report.is_full:
            report.error("E004", "", "")
            return None
        if _report_nothing_known(document, model, report):
            return None
        details = error.errors(include_url=False)[: MAX_LISTED + 1]
        told = {
            (found.place.line, found.place.column)
            for found in report.findings
            if found.severity is Severity.ERROR
        }
        meant = set(_meant(details, model))
        missing = [detail["loc"] for detail in details if detail["type"] == "missing"]
        _report_missing([path for path in missing if path not in meant], document, model, report)
        for detail in details:
            if detail["type"] != "missing":
                _report(detail, document, model, report, told)
        return None
    return None if hidden else record.located(document.origin)


def _report_missing(
    paths: Iterable[KeyPath], document: Document, model: type[Record], report: Report
) -> None:
    """E002 for missing required fields, one for all that the same part lacks."""
    lacking: dict[Place, list[KeyPath]] = defaultdict(list)
    for path in paths:
        lacking[document.origin.place(path)._replace(label=path_label(path[:-1]))].append(path)
    for place, lost in lacking.items():
        names = "".join(f"“{path[-1]}”" for path in lost)
        at = document.origin.place(lost[0]) if len(lost) == 1 else place
        cure = "；".join((f"补上{names}", "这是必填的", *_notes(model, lost)))
        report.error("E002", f"缺少{names}", cure, at=at)


def _notes(model: type[Record], lost: Iterable[KeyPath]) -> Iterator[str]:
    """What the model says of the missing fields, for the clerk to whom a field does not apply."""
    for path in lost:
        fields = _owner(model, path).model_fields.values()
        yield from (info.description for info in fields if info.alias == path[-1] and info.description)


def _report_nothing_known(document: Document, model: type[Record], report: Report) -> bool:
    """One error instead of many for a document that is empty or has no name of the model; returns whether it is so."""
    known = _known_keys(model, ("",))
    names = list(document.value)
    if not names:
        needed = [info.alias for info in model.model_fields.values() if info.alias and info.is_required()]
        cure = f"至少写上{'、'.join(f'“{name}”' for name in needed)}；用不着的文件请删去"
        report.error("E002", "这里是空的", cure, at=document.origin.place(()))
        return True
    if any(REFUSED in name or name in known or resembling(name, known) for name in names):
        return False
    message = f"这里的名称都不认识：{'、'.join(names[:_SHOWN])}{' 等' if len(names) > _SHOWN else ''}"
    cure = f"检查是否放错了文件；可用的名称：{'、'.join(known)}"
    report.error("E003", message, cure, at=document.place_of_name((names[0],)))
    return True


def _own_names(model: type[Record]) -> Iterator[str]:
    """Names of fields that the intake itself fills and no file may name."""
    return (name for name, info in model.model_fields.items() if info.alias is None)


def _meant(details: list[ErrorDetails], model: type[Record]) -> Iterator[KeyPath]:
    """The keys that unknown ones were probably meant to be: reported as unknown, and not again as missing."""
    for detail in details:
        if detail["type"] == "extra_forbidden":
            *parents, key = detail["loc"]
            near = resembling(str(key).replace(REFUSED, ""), _known_keys(model, detail["loc"]))
            if near:
                yield (*parents, near)


def _report(
    detail: ErrorDetails,
    document: Document,
    model: type[Record],
    report: Report,
    told: set[tuple[int, int]],
) -> None:
    path: KeyPath = detail["loc"]
    place = document.origin.place(path)
    written = path[-1] if detail["type"] == "extra_forbidden" else detail["input"]
    if REFUSED in str(written) and report.has_refused and not isinstance(written, dict | list):
        return
    if detail["type"] == "extra_forbidden":
        _report_unknown(path, model, report, document.place_of_name(path))
    elif (place.line, place.column) not in told:
        report.error(*_words(detail, model), at=place)


def _report_unknown(path: KeyPath, model: type[Record], report: Report, place: Place) -> None:
    key = str(path[-1])
    known = _known_keys(model, path)
    english = _owner(model, path).model_fields.get(key)
    elsewhere = None if closest(key, known) else _level_of(key, model)
    if english:
        cure = f"是否应为“{english.alias}”？"
    elif elsewhere:
        cure = f"“{key}”应写在“{elsewhere}”下面，检查缩进"
    else:
        cure = cure_for(key, known, "名称")
    report.error("E003", f"栏目名称“{key}”不在数据字典内", cure, at=place)


def _words(detail: ErrorDetails, model: type[Record]) -> tuple[str, str, str]:
    """Code, message and cure for one wrong value."""
    path: KeyPath = detail["loc"]
    name = next((step for step in reversed(path) if isinstance(step, str)), "")
    kind, written = detail["type"], detail["input"]
    context = detail.get("ctx") or {}
    if "cure" in context:
        return kind, f"“{name}”：{context['message']}", context["cure"]
    if kind == "enum" and isinstance(written, str):
        codes = codes_of(model, path)
        message = f"“{name}”写的是“{written}”，不在可选值之内"
        near = closest(written, codes)
        cure = f"可选：{'、'.join(codes)}"
        return "E005", message, f"是否应为“{near}”？{cure}" if near else cure
    if kind in {"model_type", "model_attributes_type", "dict_type"}:
        cure = f"另起一行分项写：{'、'.join(_known_keys(model, (*path, '')))}"
        if isinstance(written, str) and _NO_SPACE.match(written):
            cure = "名称后用英文冒号，冒号后空一格"
        return "E004", f"“{name}”应当分项填写", cure
    if kind == "string_too_long":
        cure = f"请压缩到 {context['max_length']} 字以内，长文放进附件"
        return "S005", f"“{name}”：文字过长（{len(written)} 字）", cure
    if kind == "string_pattern_mismatch":
        return "E004", f"“{name}”里有换行", "写成一行：不用“|”，双引号里不写 \\n，表格的格子里不按回车"
    message, cure = _OTHER_FORM.get(kind, _ONE_VALUE)
    return "E004", message.format(name=name), cure


def _level_of(key: str, model: type[Record]) -> str | None:
    """The key of the part of ``model`` that has ``key`` inside, else None; wrong indentation is a common mistake."""
    for info in model.model_fields.values():
        inside = record_inside(info.annotation)
        if inside and any(field.alias == key for field in inside.model_fields.values()):
            return info.alias
    return None


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
    name = next((step for step in reversed(path) if isinstance(step, str)), "")
    for info in _owner(model, path).model_fields.values():
        if info.alias == name:
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
