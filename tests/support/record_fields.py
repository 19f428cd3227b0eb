"""Every field that can be filled in, taken from the models: a new field is tried without anybody thinking of it."""

import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from inspect import unwrap
from itertools import pairwise
from typing import Any, get_args

from pydantic import BeforeValidator, PlainValidator

from generator.model import place_names
from generator.model import types as parsers
from generator.model.base import Codelist, Record, record_inside
from generator.model.county import Indicator
from generator.model.files import COUNTY_FILES, PROVINCE_FILES, FileKind, Format
from generator.model.maintainers import parse_account, parse_scope

KeyPath = tuple[str | int, ...]
"""The way to a value in the words of the file; a list has one item, number 0."""

_SAMPLES: Mapping[Any, str] = {
    parsers.parse_money: "1.00",
    parsers.parse_moved_money: "1.00",
    parsers.parse_percent: "50",
    parsers.parse_number: "1",
    parsers.parse_stated: "1",
    parsers.parse_count: "1",
    parsers.parse_date: "2021-03-01",
    parsers.parse_planned: "2021-03-01",
    parsers.parse_ledger_day: "2021-03-01",
    parsers.parse_month: "2021-03",
    parsers.parse_month_day: "06-30",
    parsers.parse_year: "2021",
    place_names.parse_city: "沈阳",
    place_names.parse_region: "辽宁省",
    parsers.parse_bool: "true",
    parsers.parse_phone: "024-00000001",
    parsers.parse_url: "https://example.gov.cn/1.html",
    place_names.parse_county_code: "210198",
    parsers.parse_project_id: "210198-2020-01",
    parsers.parse_uscc: "91210197MA00010018",
    parse_scope: "全省",
    parse_account: "province",
}
"""How a value is read → a sound one as it is written."""
TEXT = "示例文字"
BODY = "正文"
"""Stands for the Markdown below the front matter."""


@dataclass(frozen=True)
class Leaf:
    """One value that a file may hold."""

    kind: FileKind
    path: KeyPath
    sound: str
    """A sound value."""

    @property
    def name(self) -> str:
        return f"{self.kind.name}: {' › '.join(str(step) for step in self.path if isinstance(step, str))}"


@cache
def leaves(kind: FileKind) -> tuple[Leaf, ...]:
    """Every value of a kind of file, whatever its type: what is no text may hold private data as well."""
    found = [Leaf(kind, path, sound) for path, sound in _leaves(kind.model)]
    return (*found, Leaf(kind, (BODY,), TEXT)) if kind.format is Format.MARKDOWN else tuple(found)


def all_leaves() -> tuple[Leaf, ...]:
    return tuple(leaf for kind in (*PROVINCE_FILES, *COUNTY_FILES) for leaf in leaves(kind))


def _leaves(model: type[Record]) -> Iterator[tuple[KeyPath, str]]:
    for info in model.model_fields.values():
        if info.alias is None:  # the stem and the body of a document
            continue
        inner = record_inside(info.annotation)
        here: KeyPath = (info.alias, 0) if _is_list(info.annotation) else (info.alias,)
        if inner is None:
            yield here, _sample(info.annotation, info.metadata)
        else:
            yield from (((*here, *path), sound) for path, sound in _leaves(inner))


def _is_list(annotation: Any) -> bool:
    return getattr(annotation, "__origin__", None) is tuple


def _sample(annotation: Any, metadata: list[Any]) -> str:
    if isinstance(annotation, type) and issubclass(annotation, Codelist):
        return next(iter(annotation)).label
    for found in metadata:
        sound = (
            _SAMPLES.get(unwrap(found.func)) if isinstance(found, BeforeValidator | PlainValidator) else None
        )
        if sound is not None:
            return sound
    for argument in get_args(annotation):
        if argument in {None, types.NoneType, Ellipsis}:
            continue
        sound = _sample(argument, list(getattr(argument, "__metadata__", ())))
        if sound != TEXT:
            return sound
    return TEXT


def put(record: dict[str, Any], path: KeyPath, value: str) -> None:
    """Set a value in place; lists and mappings on the way are made."""
    at: Any = record
    for step, following in pairwise(path):
        empty: Any = [] if following == 0 else {}
        if isinstance(step, int):
            if not at:
                at.append(empty)
            at = at[0]
        else:
            at = at.setdefault(step, empty)
    if isinstance(path[-1], int):
        at[:] = [str(value)]
    else:
        at[path[-1]] = str(value)


def required(model: type[Record], path: KeyPath) -> dict[str, Any]:
    """What must stand beside a value on its way: the fields without which its record cannot be read."""
    found: dict[str, Any] = {}
    _require(model, found)
    owner: type[Record] | None = model
    for number, step in enumerate(path):
        if not isinstance(step, str) or owner is None or step == BODY:
            continue
        info = next(info for info in owner.model_fields.values() if info.alias == step)
        owner = record_inside(info.annotation)
        if owner is not None:
            here = path[: number + 2] if _is_list(info.annotation) else path[: number + 1]
            inner: dict[str, Any] = {}
            _require(owner, inner)
            for key, value in inner.items():
                if isinstance(value, list):
                    put(found, (*here, key, 0), value[0])
                else:
                    put(found, (*here, key), value)
    return found


def _require(model: type[Record], into: dict[str, Any]) -> None:
    if issubclass(model, Indicator):  # at least one of its names must be given
        put(into, (model.label_of("indicator"),), TEXT)
    for info in model.model_fields.values():
        if info.alias is not None and info.is_required():
            here: KeyPath = (info.alias, 0) if _is_list(info.annotation) else (info.alias,)
            put(into, here, _sample(info.annotation, info.metadata))
