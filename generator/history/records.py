"""One version of a file → the records in it, field by field, as text.

Old versions are read with the least that tells values apart: a file that would be refused today still shows what was
published then. Layout, order, quotes and comments are no part of it.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from generator.model.files import ROW_KEYS
from generator.model.identifiers import PROJECT_ID
from generator.model.place import path_label
from generator.model.row_key import named, row_name

Fields = Mapping[str, str]
"""Chinese label of the field → value as it was written; absent values leave no field."""


_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_COUNTY_FILE = re.compile(r"counties/(\d{6})/(.+)")
_FRONT = re.compile(r"---\n(.*?)\n---\n?(.*)", re.DOTALL)
_KEY = re.compile(rb"^\s*\xe9\xa1\xb9\xe7\x9b\xae\xe7\xbc\x96\xe5\x8f\xb7:\s*['\"]?([0-9-]+)", re.MULTILINE)
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True)
class Holding:
    """What a file of content_data/ holds: whose it is and what the records in it are called."""

    county: str
    """County code; empty for the column's own documents."""
    kind: str
    """yaml, table or text."""
    record: str
    """Key of the record or table, e.g. ``210198/plan``, ``210198/payments``; empty for projects, which say theirs."""


def holding(path: str) -> Holding | None:
    """What a file holds, by its path below content_data/; None for files that are no records."""
    found = _COUNTY_FILE.fullmatch(path)
    if found is not None:
        return _of_county(*found.groups())
    folder, _, name = path.partition("/")
    if folder in {"policies", "notices"} and name.endswith(".md"):
        return Holding("", "text", f"{folder}/{name[:-3]}")
    return None


def _of_county(code: str, name: str) -> Holding | None:
    stem, _, ending = name.rpartition(".")
    if name in {"county.yaml", "plan.yaml", "outcome.yaml"}:
        return Holding(code, "yaml", f"{code}/{stem}")
    if stem.startswith("projects/") and ending == "yaml":
        return Holding(code, "yaml", "")
    if stem.startswith("cases/") and ending == "md":
        return Holding(code, "text", f"{code}/{stem}")
    return Holding(code, "table", f"{code}/{stem}") if ending == "csv" and stem in ROW_KEYS else None


def records_in(held: Holding, data: bytes) -> dict[str, Fields] | None:
    """Record key → fields; rows of a ledger are fields of the one record that the ledger is.

    None when the version cannot be read at all: nothing was published with it.
    """
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return None
    try:
        if held.kind == "table":
            return {held.record: dict(_rows(text, held.record.partition("/")[2]))}
        if held.kind == "text":
            return _document(held, text)
        value = yaml.load(text, Loader=_Loader)  # nosec B506  # a BaseLoader makes nothing but text
    except (yaml.YAMLError, csv.Error, RecursionError):
        return None
    if not isinstance(value, dict):
        return {held.record: {}} if value in (None, "") and held.record else None
    fields = dict(_leaves(value, ()))
    return {held.record or fields.get("项目编号", ""): fields}


def keys_in(held: Holding, data: bytes) -> tuple[str, ...]:
    """The keys of the records in a version, without reading the rest of it."""
    if held.record:
        return (held.record,)
    found = _KEY.search(data)
    key = found[1].decode("ascii") if found else ""
    return (key,) if PROJECT_ID.fullmatch(key) else ()


def _document(held: Holding, text: str) -> dict[str, Fields] | None:
    found = _FRONT.match(text)
    if found is None:
        return None
    front = yaml.load(found[1], Loader=_Loader)  # nosec B506  # a BaseLoader makes nothing but text
    if not isinstance(front, dict):
        return None
    return {held.record: dict(_leaves(front, ())) | {"正文": found[2].strip()}}


def _leaves(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, (*path, str(key).strip()))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _leaves(inner, (*path, number))
    elif value is not None and (text := str(value).strip()) not in _NULLS:
        yield path_label(path), text


def _rows(text: str, table: str) -> Iterator[tuple[str, str]]:
    rows = []
    for row in csv.DictReader(io.StringIO(text)):
        values = {
            "".join(name.split()): cell.strip()
            for name, cell in row.items()
            if isinstance(name, str) and isinstance(cell, str)
        }
        if any(values.values()):
            rows.append(values)
    key = ROW_KEYS[table]
    for label, values in zip(named(row_name(values, table) for values in rows), rows, strict=True):
        yield from (
            (f"{label} › {column}", cell) for column, cell in values.items() if cell and column not in key
        )
