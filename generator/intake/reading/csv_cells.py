"""CSV (RFC 4180) → cells with positions: line and column, in characters."""

import re
from collections.abc import Iterator
from typing import NamedTuple


class Field(NamedTuple):
    """One cell as written: its text without quotes and where it begins (from 1)."""

    text: str
    line: int
    column: int
    stray: bool = False
    """Text stands between the closing quote and the next separator."""


class ScanError(ValueError):
    """A text that cannot be read beyond a position; carries the position, what is wrong, and the cure."""

    def __init__(self, line: int, column: int, message: str, cure: str) -> None:
        super().__init__(message)
        self.line = line
        self.column = column
        self.message = message
        self.cure = cure


MAX_CELLS = 200
"""Cells of one row; far more than any ledger has columns."""
COMMA, TAB = ",", "\t"
_ENDS = {mark: re.compile(rf"[{mark}\n]|\Z") for mark in (COMMA, TAB)}
_QUOTED = re.compile(r'"([^"]*+(?:""[^"]*+)*)"')
_BLANK_LINES = re.compile(r"\n+")


def separator_of(text: str) -> str:
    """What parts the cells of a table: a comma, or a tab where spreadsheets saved it as text (Unicode 文本)."""
    header = text.lstrip("\n").partition("\n")[0]
    return TAB if TAB in header and COMMA not in header else COMMA


def scan(text: str, separator: str = COMMA) -> Iterator[list[Field]]:
    """The rows of a CSV text whose line ends are ``\\n``; empty lines are skipped.

    Raises:
        ScanError: a quote is not closed, or a row has more than MAX_CELLS cells.
    """
    position, line, line_start = 0, 1, 0
    row: list[Field] = []
    while position < len(text):
        if not row and (blank := _BLANK_LINES.match(text, position)):
            line += blank.end() - position
            position = line_start = blank.end()
            continue
        column = position - line_start + 1
        if len(row) == MAX_CELLS:
            cure = "删去多余的英文逗号；检查上面的英文双引号是否成对"
            raise ScanError(line, column, f"这一行超过 {MAX_CELLS} 格，从这里起无法读取", cure)
        if text[position] == '"':
            field, after, breaks = _quoted(text, position, line, column, separator)
            if breaks:
                line += breaks
                line_start = text.rfind("\n", 0, after) + 1
        else:
            after = _end(text, position, separator)
            field = Field(text[position:after], line, column)
        row.append(field)
        position = after
        if text[position : position + 1] == separator:
            position += 1
            if position == len(text) or text[position] == "\n":
                row.append(Field("", line, position - line_start + 1))
        if position >= len(text) or text[position] == "\n":
            yield row
            row = []
            position += 1
            line += 1
            line_start = position


def _end(text: str, position: int, separator: str) -> int:
    """The next separator or line end, or the end of the text."""
    found = _ENDS[separator].search(text, position)
    return found.start() if found else len(text)


def _quoted(text: str, start: int, line: int, column: int, separator: str) -> tuple[Field, int, int]:
    """A quoted cell, the position after it (a separator, a line end or the end), the number of line ends inside."""
    found = _QUOTED.match(text, start)
    if found is None:
        message = "英文双引号未配对，从这里起无法读取"
        raise ScanError(line, column, message, "检查这一格的英文双引号是否成对")
    after = _end(text, found.end(), separator)
    rest = text[found.end() : after]
    field = Field(found[1].replace('""', '"') + rest, line, column, stray=bool(rest.strip()))
    return field, after, text.count("\n", start, after)
