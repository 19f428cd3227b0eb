"""CSV (RFC 4180) → cells with positions: line and column, in characters."""

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """One cell as written: its text without quotes and where it begins (from 1)."""

    text: str
    line: int
    column: int
    stray: bool = False
    """Text stands between the closing quote and the next comma."""


class UnclosedQuoteError(ValueError):
    """A quoted cell that never ends; carries where it begins."""

    def __init__(self, line: int, column: int) -> None:
        super().__init__(line)
        self.line = line
        self.column = column


_END = re.compile(r"[,\n]|\Z")


def scan(text: str) -> Iterator[list[Field]]:
    """The rows of a CSV text whose line ends are ``\\n``; an empty line is a row of one empty cell.

    Raises:
        UnclosedQuoteError: a quote is opened and not closed.
    """
    position, line, line_start = 0, 1, 0
    row: list[Field] = []
    while position < len(text):
        column = position - line_start + 1
        if text[position] == '"':
            field, after, breaks = _quoted(text, position, line, column)
            if breaks:
                line += breaks
                line_start = text.rfind("\n", 0, after) + 1
        else:
            after = _end(text, position)
            field = Field(text[position:after], line, column)
        row.append(field)
        position = after
        if text[position : position + 1] == ",":
            position += 1
            if position == len(text) or text[position] == "\n":
                row.append(Field("", line, position - line_start + 1))
        if position >= len(text) or text[position] == "\n":
            yield row
            row = []
            position += 1
            line += 1
            line_start = position


def _end(text: str, position: int) -> int:
    """The next comma or line end, or the end of the text."""
    found = _END.search(text, position)
    return found.start() if found else len(text)


def _quoted(text: str, start: int, line: int, column: int) -> tuple[Field, int, int]:
    """A quoted cell, the position after it (a comma, a line end or the end), the line ends inside."""
    parts, position = [], start + 1
    while True:
        quote = text.find('"', position)
        if quote < 0:
            raise UnclosedQuoteError(line, column)
        parts.append(text[position:quote])
        if text[quote + 1 : quote + 2] != '"':
            break
        parts.append('"')
        position = quote + 2
    after = _end(text, quote + 1)
    rest = text[quote + 1 : after]
    field = Field("".join(parts) + rest, line, column, stray=bool(rest.strip()))
    return field, after, text.count("\n", start, after)
