"""The quick way through a file that is in order; for any other it gives up, and the careful way says what is wrong.

Nearly every file is in order, and finding that out is several times cheaper than being able to say where and how one
is not. The quick way never reports: it returns records that are equal to those of the careful way, or None. Positions
are worked out when somebody asks for one.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError

from generator.intake.csv_reader import MAX_ROWS
from generator.intake.csv_scan import MAX_CELLS
from generator.intake.hostile import find_markup
from generator.intake.private import find_private
from generator.intake.yaml_reader import MAX_DEPTH, MAX_VALUES, NULLS
from generator.model.base import Record
from generator.model.place import KeyPath, Origin
from generator.model.types import MAX_TEXT

M = TypeVar("M", bound=Record)

_NEEDS_CARE = re.compile(r"(?:^|[\s\[{,:?-])[&*!]", re.MULTILINE)
"""Where an anchor, an alias or a tag may begin; inside a text it only costs the careful way."""
_UNREAD = re.compile(r"#|^%", re.MULTILINE)
"""Where notes and directives may begin, which are published though they are no value."""
_NEEDS_CSV_CARE = re.compile(r"[\",\n]\s*[=+\-@＝＋－＠]|\"")
"""Quotes, and a cell that begins as a formula does."""
_PLAIN, _QUOTED = "plain", "quoted"


class _UnusualError(Exception):
    """Something that the careful way must look at."""


class _Loader(yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader):  # type: ignore[misc]
    """Composes nodes; of a scalar's type it only notes whether it was written plain."""

    def resolve(self, kind: Any, _value: Any, implicit: Any) -> str:
        return _PLAIN if kind is yaml.ScalarNode and implicit[0] else _QUOTED

    def descend_resolver(self, current_node: Any, current_index: Any) -> None:
        """Paths give no types here."""

    def ascend_resolver(self) -> None:
        """Paths give no types here."""


def quick_record(text: str, model: type[M], file: str) -> M | None:
    """The record that a YAML text holds, or None when the careful way must look at it."""
    if _NEEDS_CARE.search(text):
        return None
    try:
        root = yaml.compose(text, Loader=_Loader)
        builder = _Builder()
        value = builder.value(root, 1)
    except (yaml.YAMLError, _UnusualError, RecursionError):
        return None
    if not isinstance(value, dict) or not _own_names(model).isdisjoint(value):
        return None
    if _is_suspicious(builder.texts) or (_UNREAD.search(text) and any(True for _ in find_private(text))):
        return None
    record = _valid(value, model)
    return record.located(Origin(file, _NodeMarks(root))) if record else None


def quick_rows(text: str, model: type[M], file: str) -> tuple[M, ...] | None:
    """The rows of a ledger, or None when the careful way must look at it."""
    lines = text.split("\n")
    headings = _headings(lines[0], model)
    if headings is None or _NEEDS_CSV_CARE.search(text) or len(lines) > MAX_ROWS:
        return None
    rows: list[M] = []
    seen: set[tuple[str, ...]] = set()
    cells_met: list[str] = []
    for number, line in enumerate(lines[1:], 2):
        cells = tuple([cell.strip() for cell in line.split(",")])
        if not any(cells):
            continue
        if len(cells) != len(headings) or len(line) > MAX_TEXT or cells in seen:
            return None
        seen.add(cells)
        cells_met += cells
        record = _valid({heading: cell for heading, cell in zip(headings, cells, strict=True) if cell}, model)
        if record is None:
            return None
        rows.append(record.located(Origin(file, _RowMarks(number, line, headings))))
    return None if _is_suspicious(cells_met) else tuple(rows)


def _valid(value: Mapping[str, Any], model: type[M]) -> M | None:
    try:
        return model.model_validate(value, by_alias=True, by_name=False)
    except ValidationError:
        return None


@cache
def _own_names(model: type[Record]) -> frozenset[str]:
    """Fields that the intake fills itself and no file may name."""
    return frozenset(name for name, info in model.model_fields.items() if info.alias is None)


def _headings(line: str, model: type[Record]) -> tuple[str, ...] | None:
    headings = tuple("".join(cell.split()) for cell in line.split(","))
    known = {info.alias: info.is_required() for info in model.model_fields.values() if info.alias}
    if len(headings) > MAX_CELLS or len(set(headings)) != len(headings) or not known.keys() >= set(headings):
        return None
    if any(required and alias not in headings for alias, required in known.items()):
        return None
    return headings


def _is_suspicious(values: Iterable[str]) -> bool:
    """Whether a value may be private or hostile."""
    joined = "\n".join(values)
    return bool(find_markup(joined)) or any(True for _ in find_private(joined))


class _Builder:
    """Nodes → values, as the careful reader makes them; notes every text."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.count = 0

    def value(self, node: Any, depth: int) -> Any:
        self.count += 1
        if self.count > MAX_VALUES:
            raise _UnusualError
        if isinstance(node, yaml.ScalarNode):
            text = node.value.strip()
            if not text or (node.tag is _PLAIN and text in NULLS):
                return None
            self.texts.append(text)
            return text
        if node is None or depth > MAX_DEPTH:
            raise _UnusualError
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, depth)
        items = [self.value(item, depth + 1) for item in node.value]
        if None in items:
            raise _UnusualError
        return items

    def _mapping(self, node: Any, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        keys = set()
        for name, inner in node.value:
            if not isinstance(name, yaml.ScalarNode):
                raise _UnusualError
            key = name.value.strip()
            if key in keys:
                raise _UnusualError
            keys.add(key)
            value = self.value(inner, depth + 1)
            if value is None:
                self.texts.append(key)  # no model sees it
            else:
                found[key] = value
        return found


class _NodeMarks(Mapping[KeyPath, tuple[int, int]]):
    """Way to a value → (line, column), looked up in the parsed nodes."""

    def __init__(self, root: Any) -> None:
        self._root = root

    def __getitem__(self, path: KeyPath) -> tuple[int, int]:
        node, name = self._root, None
        for step in path:
            name = None
            if isinstance(step, int):
                if not isinstance(node, yaml.SequenceNode) or step >= len(node.value):
                    raise KeyError(path)
                node = node.value[step]
                continue
            pair = next((pair for pair in _pairs(node) if pair[0].value.strip() == step), None)
            if pair is None:
                raise KeyError(path)
            name, node = pair
        if name is not None and isinstance(node, yaml.ScalarNode) and not _has_text(node):
            node = name
        return node.start_mark.line + 1, node.start_mark.column + 1

    def __iter__(self) -> Iterator[KeyPath]:
        return _paths(self._root, ())

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _has_text(node: Any) -> bool:
    text = node.value.strip()
    return bool(text) and not (node.tag is _PLAIN and text in NULLS)


def _pairs(node: Any) -> list[tuple[Any, Any]]:
    return node.value if isinstance(node, yaml.MappingNode) else []


def _paths(node: Any, path: KeyPath) -> Iterator[KeyPath]:
    yield path
    for name, inner in _pairs(node):
        yield from _paths(inner, (*path, name.value.strip()))
    if isinstance(node, yaml.SequenceNode):
        for number, inner in enumerate(node.value):
            yield from _paths(inner, (*path, number))


class _RowMarks(Mapping[KeyPath, tuple[int, int]]):
    """Heading → (line, column) of a row without quotes."""

    __slots__ = ("_headings", "_line", "_number")

    def __init__(self, number: int, line: str, headings: tuple[str, ...]) -> None:
        self._number = number
        self._line = line
        self._headings = headings

    def __getitem__(self, path: KeyPath) -> tuple[int, int]:
        if not path:
            return self._number, 1
        if len(path) != 1 or path[0] not in self._headings:
            raise KeyError(path)
        before = self._line.split(",")[: self._headings.index(str(path[0]))]
        return self._number, sum(len(cell) + 1 for cell in before) + 1

    def __iter__(self) -> Iterator[KeyPath]:
        yield ()
        yield from ((heading,) for heading in self._headings)

    def __len__(self) -> int:
        return len(self._headings) + 1
