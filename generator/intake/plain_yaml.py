"""The plain part of YAML that nearly every handed-in file is written in, line by line.

``名称: 内容``, lists of ``- 内容`` and ``- 名称: 内容``, nested by indentation; plain and simply quoted texts of one line;
notes after ``#``. Whatever else YAML knows, and all that is wrong, is left to the careful reader. What is taken here has
the values and positions that the careful reader would give it.
"""

import re
from dataclasses import dataclass
from typing import Any

from generator.intake.yaml_reader import MAX_DEPTH, MAX_VALUES, NULLS
from generator.model.place import KeyPath

_LINE = re.compile(
    r"""^(                                          # what stands before the text:
        ([ ]*)                                      #   indentation
        (-[ ]+(?=[^ #\n]))?                         #   an item of a list
        (?:(\w{1,100}):(?![^ \n]))?                 #   a name
        [ ]*)
        (
            (?:[^\s\-?:,\[\]{}#&*!|>'"%@`]|-(?=\d))                 # a plain text, which no sign of YAML begins,
            [^:#\n]*(?:(?::(?=[^ \n])|(?<!\ )\#)[^:#\n]*)*          # and which ends before ": " and " #"
          | '[^'\n]*(?:''[^'\n]*)*'
          | "[^"\\\n]*"
        )?
        [ ]*(?:(?<![^ \n])\#[^\n]*)?$                               # a note""",
    re.MULTILINE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class PlainMapping:
    """A file's values and where each of them stands."""

    values: dict[str, Any]
    """Texts, lists and mappings; None for an absent value."""
    marks: dict[KeyPath, tuple[int, int]]
    """Way to a value → (line, column)."""


def plain_mapping(text: str) -> PlainMapping | None:
    """The mapping that a plain YAML text (line ends ``\\n``) holds; None when the careful reader must look at it."""
    lines = _LINE.findall(text)
    if len(lines) != text.count("\n") + 1 or len(lines) * 2 > MAX_VALUES:
        return None
    if not text.replace("\n", "").replace("\u3000", "").isprintable():
        return None
    return _nested(lines)


def _nested(lines: list[tuple[str, str, str, str, str]]) -> PlainMapping | None:
    """Lines (all before the text, indentation, dash, name, text) → what they nest into."""
    root: dict[str, Any] = {}
    marks: dict[KeyPath, tuple[int, int]] = {}
    indent, holder, path = 0, root, ()
    around: list[tuple[int, Any, KeyPath]] = []
    """What the mapping or list at hand lies in."""
    open_name = ""
    """A name whose value, if it has one, stands below it."""
    for number, (before, blanks, dash, name, written) in enumerate(lines, 1):
        if not (name or dash):
            if written:
                return None
            continue
        column = len(blanks)
        if open_name and (column > indent or (dash and column == indent)):
            around.append((indent, holder, path))
            path = (*path, open_name)
            holder[open_name] = inner = [] if dash else {}
            indent, holder = column, inner
            marks[path] = number, column + 1
        elif column > indent:
            return None
        open_name = ""
        while column < indent or (column == indent and not dash and type(holder) is list):
            if not around:
                return None
            indent, holder, path = around.pop()
        if column != indent or (type(holder) is list) != bool(dash) or len(around) + 2 > MAX_DEPTH:
            return None
        if dash:
            place = (*path, len(holder))
            if not name:
                text = _text(written)
                if text is None:
                    return None
                holder.append(text)
                marks[place] = number, len(before) + 1
                continue
            item: dict[str, Any] = {}
            holder.append(item)
            around.append((indent, holder, path))
            indent, holder, path = column + len(dash), item, place
            marks[place] = number, indent + 1
        elif name in holder:
            return None
        text = _text(written) if written else None
        holder[name] = text
        marks[(*path, name)] = number, (indent if text is None else len(before)) + 1
        open_name = "" if written else name
    if not root:
        return None
    marks[()] = next(number for number, line in enumerate(lines, 1) if line[3]), 1
    return PlainMapping(root, marks)


def _text(written: str) -> str | None:
    """What a text means: blanks around it and quotes are no part of it, an empty one is absent."""
    if written[0] == "'":
        return written[1:-1].replace("''", "'").strip() or None
    if written[0] == '"':
        return written[1:-1].strip() or None
    text = written.strip()
    return None if text in NULLS else text
