"""What the model declares of a field, looked up by the label that the change record and redactions use."""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from types import NoneType
from typing import Annotated, Any, get_args, get_origin

from pydantic.fields import FieldInfo

from generator.model.base import Codelist, Record, Search, record_inside
from generator.model.change import Weight
from generator.model.place import INSIDE

BODY = "正文"
"""The label of a Markdown file's text."""
_POSITION = re.compile(r"第[1-9][0-9]*项|“[^”]*”(?:（[0-9]+）)?")
"""An item of a list, by its place or by its name in quotes."""
_DIGIT = re.compile(r"[0-9]")
"""Labels of fields have none; what a row of a ledger goes by has."""


def general(label: str) -> str:
    """A field's label without positions in lists, which change as items come and go."""
    if "第" not in label and "“" not in label:
        return label
    return INSIDE.join(step for step in label.split(INSIDE) if not _POSITION.fullmatch(step))


@lru_cache(maxsize=10_000)
def field_in_words(label: str) -> str:
    """A field's label as sentences and headlines have it: 承办单位办公电话, 绩效目标“日均处理能力”（截至）."""
    said, is_item = "", False
    for step in label.split(INSIDE):
        said += f"（{step}）" if is_item and not _POSITION.fullmatch(step) else step
        is_item = _POSITION.fullmatch(step) is not None or _DIGIT.search(step) is not None
    return said


def field_at(model: type[Record], label: str) -> FieldInfo | None:
    """The field of a record that ``label`` names, e.g. ``资金用途 › 第1项 › 用途``; None where it has none."""
    owner: type[Record] | None = model
    info: FieldInfo | None = None
    for step in general(label).split(INSIDE):
        infos = owner.model_fields.values() if owner else ()
        info = next((info for info in infos if info.alias == step), None)
        if info is None:
            return None
        owner = record_inside(info.annotation)
    return info


@cache
def weights(model: type[Record]) -> Mapping[str, Weight]:
    """Label of every value of a record, without positions → how much a change of it matters."""
    return dict(_weights(model, "", Weight.ORDINARY))


@cache
def named_by(model: type[Record], label: str) -> tuple[tuple[str, ...], ...]:
    """The labels of the fields that name the items of a list, of each the first filled one; empty if none do."""
    info = field_at(model, label)
    item = record_inside(info.annotation) if info else None
    if item is None:
        return ()
    choices = ((each,) if isinstance(each, str) else each for each in item.named_by)
    return tuple(tuple(map(item.label_of, choice)) for choice in choices)


def said_of(info: FieldInfo, what: str) -> Any:
    """What ``base.Label`` declares of a field under the name ``what`` (``unit``, ``weight`` …); None: nothing."""
    extra = info.json_schema_extra
    return extra.get(what) if isinstance(extra, dict) else None


@cache
def held_by(info: FieldInfo) -> Any:
    """The type of a field's value where it is given: ``types.Text``, ``types.Money``, a codelist …"""
    held: Any = info.rebuild_annotation()
    while NoneType in (kinds := get_args(held)) or (
        get_origin(held) is Annotated and NoneType in get_args(kinds[0])
    ):
        held = next(kind for kind in kinds if kind is not NoneType)
    return held


def codelist_of(info: FieldInfo) -> type[Codelist] | None:
    """The codelist that a field's value is taken from; None for any other field."""
    held = held_by(info)
    return held if isinstance(held, type) and issubclass(held, Codelist) else None


def _weights(model: type[Record], above: str, default: Weight) -> Iterator[tuple[str, Weight]]:
    for info in model.model_fields.values():
        if not info.alias:
            continue
        weight = said_of(info, "weight") or default
        inside = record_inside(info.annotation)
        if inside:
            yield from _weights(inside, f"{above}{info.alias}{INSIDE}", weight)
        else:
            yield f"{above}{info.alias}", weight


def searched_texts(record: Record) -> Iterator[str | None]:
    """The texts of a record declared ``Search.TEXT``: its own, then those of its lists, then those of its parts."""
    names, lists, parts = _searched(type(record))
    values = record.__dict__  # faster than attribute access
    for name in names:
        value = values[name]
        yield value if type(value) is str else None  # a target may be a number
    for name in lists:
        for item in values[name]:
            yield from searched_texts(item)
    for name in parts:
        if (part := values[name]) is not None:
            yield from searched_texts(part)


@cache
def _searched(model: type[Record]) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Names of the fields declared ``Search.TEXT``, of the lists with such fields, of the parts with such fields."""
    names: list[str] = []
    lists: list[str] = []
    parts: list[str] = []
    for name, info in model.model_fields.items():
        inside = record_inside(info.annotation)
        if said_of(info, "searched") is Search.TEXT:
            names.append(name)
        elif inside and any(_searched(inside)):
            (lists if get_origin(info.annotation) is tuple else parts).append(name)
    return tuple(names), tuple(lists), tuple(parts)
