"""The plain part of YAML that nearly every handed-in file is written in, line by line.

``名称: 内容``, lists of ``- 内容`` and ``- 名称: 内容``, nested by indentation; plain and simply quoted texts of one line;
notes after ``#``. Whatever else YAML knows, and all that is wrong, is left to the careful reader. What is taken here has
the values and positions that the careful reader would give it.

A file is taken apart into the texts that its lines hold and what stands before them. The beginnings alone say how the
texts nest and where each stands: that is the file's outline, and many files share one.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from generator.intake.reading.yaml_reader import MAX_DEPTH, MAX_VALUES, NULLS
from generator.intake.screening.unseen import is_seen
from generator.model.place import KeyPath

_LINE = re.compile(
    r"""^(                                              # the beginning:
        [ ]*+                                           #   indentation
        (?:-[ ]++(?=[^#\n])|)                           #   an item of a list
        \w{1,100}:(?![^ \n])(?:[ ]++(?=[^#\n])|)       #   a name
      | [ ]*+-[ ]++(?=[^#\n])                           #   or an item alone
      | (?=[ ]*+(?:\#|$))                               #   or nothing
    )(
        (?!-(?!\d))[^\s?:,\[\]{}#&*!|>'"%@`]            # a plain text, which no sign of YAML begins,
        [^:#\n]*+(?:$|(?:(?::(?=[^ \n])|(?<!\ )\#)[^:#\n]*+)*)    # and which ends before ": " and " #"
      | '[^'\n]*+(?:''[^'\n]*+)*'
      | "[^"\\\n]*+"
      |
    )(?:$|[ ]*+(?:$|(?<![^ \n])\#[^\n]*+$))             # a note""",
    re.MULTILINE | re.VERBOSE,
)
"""No group is possessive: before Python 3.11.4 such a group loses matches. ``(?:a|)`` is found sooner than ``(?:a)?``, and
so is the end of a line that is looked for first."""
_BEGINNING = re.compile(r"([ ]*)(-[ ]+)?(?:(\w+):)?[ ]*(~?)")
_ABSENT = "~"
"""Ends the beginning of a line that says that its value is absent, in whatever spelling."""
_REMEMBERED = 5_000
"""Beginnings whose parts are remembered."""


class PlainLines(NamedTuple):
    """A file taken apart; each line has its place in both."""

    beginnings: tuple[str, ...]
    """Indentation, dash, name and the blanks before a text; one that a text follows ends in a blank."""
    texts: tuple[str, ...]
    """Empty for a line without one."""


def plain_lines(text: str, *, is_clear: bool = False) -> PlainLines | None:
    """The lines of a plain YAML text (line ends ``\\n``); None when the careful reader must look at it.

    Args:
        is_clear: it is known that all in the text can be seen.
    """
    lines = _LINE.findall(text)
    if len(lines) != text.count("\n") + 1 or len(lines) * 2 > MAX_VALUES:
        return None
    if not is_clear and not is_seen(text):
        return None
    beginnings, written = zip(*lines, strict=True)
    found = PlainLines(beginnings, tuple(map(str.strip, written)))
    is_literal = "'" not in text and '"' not in text and NULLS.isdisjoint(found.texts)
    return found if is_literal else _meant(found)


def _meant(lines: PlainLines) -> PlainLines:
    """Lines in which some texts are quoted or stand for an absent value."""
    texts = tuple(map(_meant_by, lines.texts))
    beginnings = [
        begins + _ABSENT if written and not text else begins
        for begins, written, text in zip(*lines, texts, strict=True)
    ]
    return PlainLines(tuple(beginnings), texts)


def _meant_by(written: str) -> str:
    """The text between quotes; empty for an absent value."""
    if written[:1] == "'":
        return written[1:-1].replace("''", "'").strip()
    if written[:1] == '"':
        return written[1:-1].strip()
    return "" if written in NULLS else written


@dataclass(frozen=True, slots=True)
class Outline:
    """How the texts of a file nest and where each of them stands."""

    values: dict[str, Any]
    """Lists and mappings, and for each text the number of its line (from 0); None for an absent value."""
    marks: Mapping[KeyPath, tuple[int, int]]
    """Way to a value → (line, column)."""


@lru_cache(_REMEMBERED)
def _parted(begins: str) -> tuple[str, str, str, str]:
    """Indentation, dash, name, and the sign of an absent value; a column has few such beginnings."""
    parts: tuple[str, str, str, str] = _BEGINNING.findall(begins)[0]
    return parts


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


def outline(beginnings: Sequence[str]) -> Outline | None:
    """What the lines of a file nest into; None when they do not nest plainly, or hold nothing."""
    try:
        found = _nested(beginnings)
    except _UnusualError:
        return None
    return found if found.values else None


def _nested(beginnings: Sequence[str]) -> Outline:
    """See ``outline``.

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
    for number, begins in enumerate(beginnings, 1):
        if not begins:
            continue
        blanks, dash, name, absent = _parted(begins)
        value = number - 1 if begins[-1] == " " else None
        if open_name or dash or blanks != margin:
            before_it = level
            level = _level_of(len(blanks), bool(dash), open_name, level, around)
            if around and around[-1] is before_it:
                marks[level.path] = number, level.column + 1
            if dash:
                around.append(level)
                level = _item(level, len(blanks + dash), {} if name else value)
                marks[level.path] = number, level.column + 1
            open_name = ""
            if not name:
                level, margin = around.pop(), _NO_MARGIN
                continue
            column, holder, path = level
            margin = " " * column
        if name in holder:
            raise _UnusualError
        holder[name] = value
        marks[(*path, name)] = number, (column if value is None else len(begins)) + 1
        if value is None and not absent:
            open_name = name
    marks[()] = next((number for number, begins in enumerate(beginnings, 1) if ":" in begins), 1), 1
    return Outline(root, marks)


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


def _item(level: _Level, column: int, item: dict[str, Any] | int | None) -> _Level:
    """Add an item to a list: a mapping to come, or a text."""
    place = len(level.holder)
    if item is None:
        raise _UnusualError
    level.holder.append(item)
    return level.inside(column, item, place)
