"""Values from sheets → the text files that a county could have written, and which cell each line comes from."""

import csv
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from io import StringIO
from typing import NamedTuple

from generator.intake.reading.csv_cells import Field, scan


class Mark(NamedTuple):
    """A cell: its sheet, row and column, from 1."""

    sheet: str
    row: int
    column: int


class Value(NamedTuple):
    """A text and the cell that it stands in."""

    text: str
    mark: Mark


@dataclass(slots=True)
class Item:
    """A mapping, and the cell that it begins in."""

    mark: Mark
    values: dict[str, "Node"] = field(default_factory=dict)


Node = Value | Item | list["Item"] | list[Value]


@dataclass(frozen=True, slots=True)
class YamlText:
    """A YAML file with one value a line."""

    text: str
    marks: tuple[Mark, ...]
    """The cell of each line."""

    def mark(self, line: int, _column: int) -> Mark:
        """The cell of a position in the text, from 1."""
        return self.marks[min(max(line, 1), len(self.marks)) - 1]


@dataclass(frozen=True, slots=True)
class CsvText:
    """A ledger."""

    text: str
    sheet: str
    starts: tuple[int, ...]
    """The line on which each row begins, from 1."""
    rows: tuple[int, ...]
    """The row of the sheet that each row of the ledger is."""
    columns: tuple[int, ...]
    """The column of the sheet that each cell of a row is from."""

    def mark(self, line: int, column: int) -> Mark:
        """The cell of a position in the text, from 1."""
        place = max(bisect_right(self.starts, line) - 1, 0)
        first = self.starts[place]
        written = self.text.split("\n")[first - 1 :]
        cells = next(scan("\n".join(written)), [])
        at = [(first - 1 + cell.line, cell.column) for cell in cells]
        number = max(bisect_right(at, (line, column)) - 1, 0)
        return Mark(self.sheet, self.rows[place], self.columns[min(number, len(self.columns) - 1)])


def yaml_text(item: Item) -> YamlText:
    lines = list(_mapping(item, ""))
    return YamlText(
        "".join(f"{line}\n" for line, _ in lines), tuple(mark for _, mark in lines) or (item.mark,)
    )


def csv_text(sheet: str, rows: Sequence[Sequence[Field]]) -> CsvText:
    """The rows of a sheet as a ledger, the headings first; all have as many cells."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    starts, line = [], 1
    for row in rows:
        texts = [cell.text for cell in row]
        starts.append(line)
        writer.writerow(texts)
        line += 1 + "".join(texts).count("\n")
    columns = tuple(cell.column for cell in rows[0])
    return CsvText(out.getvalue(), sheet, tuple(starts), tuple(row[0].line for row in rows), columns)


def _mapping(item: Item, indent: str) -> Iterator[tuple[str, Mark]]:
    for key, node in item.values.items():
        name = f"{indent}{key}:"
        if isinstance(node, Value):
            yield f"{name} {quoted(node.text)}", node.mark
        elif isinstance(node, Item):
            yield name, node.mark
            yield from _mapping(node, f"{indent}  ")
        else:
            yield name, node[0].mark
            yield from _list(node, f"{indent}  ")


def _list(items: Iterable[Item | Value], indent: str) -> Iterator[tuple[str, Mark]]:
    for item in items:
        if isinstance(item, Value):
            yield f"{indent}- {quoted(item.text)}", item.mark
            continue
        for number, (line, mark) in enumerate(_mapping(item, f"{indent}  ")):
            yield line if number else f"{indent}- {line[len(indent) + 2 :]}", mark


def quoted(text: str) -> str:
    """A text as YAML, in quotes whatever it holds."""
    if text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    return '"' + "".join(map(_spelt, text)) + '"'


def _spelt(mark: str) -> str:
    if mark in '"\\':
        return f"\\{mark}"
    return mark if mark.isprintable() else f"\\U{ord(mark):08x}"
