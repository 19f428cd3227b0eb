"""The plain part of YAML that nearly every handed-in file is written in, line by line.

``名称: 内容``, lists of ``- 内容`` and ``- 名称: 内容``, nested by indentation; plain and simply quoted texts of one line;
notes after ``#``. Whatever else YAML knows, and all that is wrong, is left to the careful reader. What is taken here has
the values and positions that the careful reader would give it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from generator.intake.yaml_reader import MAX_DEPTH, MAX_VALUES, NULLS
from generator.model.place import KeyPath

_LINE = re.compile(
    r"""^(                                          # what stands before the text:
        ([ ]*+)                                     #   indentation
        (-[ ]++(?=[^#\n]))?                         #   an item of a list
        (?:(\w{1,100}):(?![^ \n]))?                #   a name
        [ ]*+)
        (?:(
            (?:[^\s\-?:,\[\]{}#&*!|>'"%@`]|-(?=\d))                    # a plain text, which no sign of YAML begins,
            [^:#\n]*+(?:(?::(?=[^ \n])|(?<!\ )\#)[^:#\n]*+)*            # and which ends before ": " and " #"
        )|(
            '[^'\n]*+(?:''[^'\n]*+)*'
          | "[^"\\\n]*+"
        ))?
        [ ]*+(?:(?<![^ \n])\#[^\n]*+)?$                                # a note""",
    re.MULTILINE | re.VERBOSE,
)
"""No group is possessive: before Python 3.11.4 such a group loses matches."""


@dataclass(frozen=True, slots=True)
class PlainMapping:
    """A file's values and where each of them stands."""

    values: dict[str, Any]
    """Texts, lists and mappings; None for an absent value."""
    marks: Mapping[KeyPath, tuple[int, int]]
    """Way to a value → (line, column)."""


_NO_MARGIN = "-"
"""A list is at hand: the next line is an item, or belongs to something else."""


class _UnusualError(Exception):
    """Something that is not plain, or wrong."""


class _Level(NamedTuple):
    """A mapping or list and the column in which its lines begin (from 0)."""

    column: int
    holder: Any
    path: KeyPath

    def inside(self, column: int, holder: Any, step: str | int) -> "_Level":
        """A mapping or list that lies in this one."""
        return _Level(column, holder, (*self.path, step))


def plain_mapping(text: str) -> PlainMapping | None:
    """The mapping that a plain YAML text (line ends ``\\n``) holds; None when the careful reader must look at it."""
    lines = _LINE.findall(text)
    if len(lines) != text.count("\n") + 1 or len(lines) * 2 > MAX_VALUES:
        return None
    if not text.replace("\n", "").replace("\u3000", "").isprintable():
        return None
    try:
        found = _nested(lines)
    except _UnusualError:
        return None
    return found if found.values else None


def _nested(lines: list[tuple[str, str, str, str, str, str]]) -> PlainMapping:
    """Lines (all before the text, indentation, dash, name, plain text, quoted text) → what they nest into.

    Raises:
        _UnusualError: they do not nest plainly.
    """
    root: dict[str, Any] = {}
    marks: dict[KeyPath, tuple[int, int]] = {}
    level = _Level(0, root, ())
    around: list[_Level] = []
    column, holder, path = level
    margin, open_name = "", ""
    """What one more name in the mapping at hand stands after; a name whose value, if it has one, stands below it."""
    for number, (before, blanks, dash, name, plain, quoted) in enumerate(lines, 1):
        if not (name or dash):
            if plain or quoted:
                raise _UnusualError
            continue
        text = plain.strip() if plain else _unquoted(quoted)
        if plain and text in NULLS:
            text = None
        if open_name or dash or blanks != margin:
            before_it = level
            level = _level_of(len(blanks), bool(dash), open_name, level, around)
            if around and around[-1] is before_it:
                marks[level.path] = number, level.column + 1
            if dash:
                around.append(level)
                level = _item(level, len(blanks + dash), {} if name else text)
                marks[level.path] = number, level.column + 1
            open_name = ""
            if not name:
                level, margin = around.pop(), _NO_MARGIN
                continue
            column, holder, path = level
            margin = " " * column
        if name in holder:
            raise _UnusualError
        holder[name] = text
        marks[(*path, name)] = number, (column if text is None else len(before)) + 1
        if not (plain or quoted):
            open_name = name
    marks[()] = next((number for number, line in enumerate(lines, 1) if line[3]), 1), 1
    return PlainMapping(root, marks)


def _level_of(column: int, is_item: bool, open_name: str, level: _Level, around: list[_Level]) -> _Level:
    """The mapping or list that a line belongs to: the value of the name above it, or one that lies around.

    A list may stand in the same column as its name.
    """
    if open_name and column + is_item > level.column:
        if len(around) + 3 > MAX_DEPTH:
            raise _UnusualError
        around.append(level)
        inner: Any = [] if is_item else {}
        level.holder[open_name] = inner
        return level.inside(column, inner, open_name)
    while around and (
        column < level.column or (column == level.column and not is_item and type(level.holder) is list)
    ):
        level = around.pop()
    if column != level.column or (type(level.holder) is list) != is_item:
        raise _UnusualError
    return level


def _item(level: _Level, column: int, item: dict[str, Any] | str | None) -> _Level:
    """Add an item to a list: a mapping to come, or a text."""
    place = len(level.holder)
    if item is None:
        raise _UnusualError
    level.holder.append(item)
    return level.inside(column, item, place)


def _unquoted(quoted: str) -> str | None:
    """The text between quotes; an empty one is absent."""
    inner = quoted[1:-1]
    return (inner.replace("''", "'") if quoted[:1] == "'" else inner).strip() or None
