"""The data dictionary: every file and every field of it, from the models, for people to read."""

from collections.abc import Iterator
from typing import NamedTuple, get_origin

from pydantic.fields import FieldInfo

from generator.model.base import Record, record_inside
from generator.model.fields import codelist_of, held_by, said_of
from generator.model.files import COUNTY_FILES, PROVINCE_FILES, FileKind
from generator.model.place import INSIDE
from generator.model.programme import clause
from generator.model.redactions import type_name
from generator.model.types import Flag, Phone, Prose, Text, Texts

_TEXTS = ((Text, "一行文字"), (Prose, "文字"), (Texts, "一行文字，可以有几行"), (Phone, "办公座机"))
_PART, _LIST = "分项填写", "列表，每项分项填写"


class Entry(NamedTuple):
    """One field."""

    label: str
    """With what it is in: ``承办单位 › 名称``."""
    kind: str
    """What its value is."""
    choices: tuple[str, ...]
    """The words that it can be taken from; empty for any other field."""
    need: str
    """必填, 通知要求公开, or empty."""
    unit: str
    clause: str
    note: str


class File(NamedTuple):
    """One kind of file."""

    title: str
    path: str
    """Below content_data/; a varying part in angle brackets."""
    schema: str
    """Name of its JSON Schema, without suffix."""
    entries: tuple[Entry, ...]


def dictionary() -> tuple[File, ...]:
    """Returns every kind of file, the province's first, in the order of the data dictionary."""
    return (
        *(_file(kind, kind.path) for kind in PROVINCE_FILES),
        *(_file(kind, f"counties/<行政区划代码>/{kind.path}") for kind in COUNTY_FILES),
    )


def _file(kind: FileKind, path: str) -> File:
    stem = "序号" if "projects" in path else "名称"
    schema = kind.model.__name__.lower()
    return File(kind.title, path.replace("*", f"<{stem}>"), schema, tuple(_entries(kind.model, "")))


def _entries(model: type[Record], above: str) -> Iterator[Entry]:
    for info in model.model_fields.values():
        if info.alias is None:  # the stem and the text of a document
            continue
        label = f"{above}{info.alias}"
        codelist = codelist_of(info)
        need = "必填" if info.is_required() else "通知要求公开" if said_of(info, "asked") else ""
        yield Entry(
            label,
            _kind(info),
            tuple(entry.label for entry in codelist) if codelist else (),
            need,
            said_of(info, "unit") or "",
            clause(id_).cited if (id_ := said_of(info, "clause")) else "",
            info.description or "",
        )
        inside = record_inside(info.annotation)
        if inside:
            yield from _entries(inside, f"{label}{INSIDE}")


def _kind(info: FieldInfo) -> str:
    if record_inside(info.annotation):
        return _LIST if get_origin(info.annotation) is tuple else _PART
    held = held_by(info)
    if held == Flag:
        return "true 或 false"
    return next((name for kind, name in _TEXTS if kind == held), "") or type_name(info) or "文字"
