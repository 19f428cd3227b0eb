"""Tables made of columns, which declare a heading and how a row's cell is made."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from html import unescape
from itertools import chain
from operator import attrgetter
from typing import Any, Generic, TypeVar

from generator.model.base import Record
from generator.model.withheld import Rest
from generator.render.blocks import Blocks, Table, blocks
from generator.render.folds import SHOWN, folded
from generator.render.sheet import Sheet
from generator.render.words import (
    NOT_CONCLUDED,
    NOTHING,
    Words,
    fixed,
    number,
    percent,
    resting,
    stated,
    wan,
)

R = TypeVar("R")
_NOT_CONCLUDED = blocks(NOT_CONCLUDED)
_TAG = re.compile("<[^>]*>")
_NUMBERS = frozenset({number, percent, stated, wan})


def nothing(sentence: Blocks, rest: Rest) -> Blocks:
    """Returns the sentence for an empty list; if a record is missing, the one that nothing can be concluded yet."""
    return _NOT_CONCLUDED if rest is Rest.MISSING else sentence


def _line(cells: Iterable[Words]) -> str:
    return f"| {' | '.join(markdown.decode() for markdown, _ in cells)} |"


def _text(html: bytes) -> str:
    return unescape(_TAG.sub("", html.decode()))


class Column(Generic[R]):
    """A column of a table whose rows are ``R``.

    Args:
        draw: makes the cell of a row; the sheet makes its links.
        is_number: aligns cells to the right.
        in_total: False: the total says nothing here.
    """

    def __init__(
        self,
        heading: str,
        draw: Callable[[Sheet, R], Words],
        *,
        is_number: bool = False,
        in_total: bool = True,
    ) -> None:
        self.heading = heading
        self.is_number = is_number
        self.in_total = in_total
        self._draw = draw

    def inside(self, name: str) -> "Column[Any]":
        """Returns the column for rows that hold ``R`` in the attribute ``name``."""
        held = attrgetter(name)
        return Column(self.heading, lambda sheet, row: self._draw(sheet, held(row)), is_number=self.is_number)

    def cells(self, sheet: Sheet, rows: Sequence[R]) -> Iterable[Words]:
        """Returns the cells below the heading."""
        draw = self._draw
        return [draw(sheet, row) for row in rows]


class _Field(Column[Any]):
    """A column that shows a field of the rows and does not need the sheet, which is faster."""

    def __init__(
        self, heading: str, value: Callable[[Any], Any], write: Callable[[Any], Words], *, is_number: bool
    ) -> None:
        super().__init__(heading, lambda _, row: write(value(row)), is_number=is_number)
        self._value = value
        self._write = write

    def cells(self, sheet: Sheet, rows: Sequence[Any]) -> Iterable[Words]:  # noqa: ARG002 - as of any column
        return map(self._write, map(self._value, rows))


def field(
    model: type[Record], name: str, write: Callable[[Any], Words], *, heading: str = "", inside: str = ""
) -> Column[Any]:
    """Makes a column of a field of the rows: ``field(Payment, "amount", wan)`` has the heading 金额（万元）.

    Args:
        write: formats the value; the columns of ``wan``, ``number`` and ``percent`` are aligned to the right.
        heading: replaces the field's label and unit.
        inside: attribute of a row that holds the record with the field.
    """
    unit = model.unit_of(name)
    title = heading or model.label_of(name) + (f"（{unit}）" if unit else "")

    value = attrgetter(f"{inside}.{name}" if inside else name)
    return _Field(title, value, write, is_number=write in _NUMBERS)


def resting_field(heading: str, name: str, rest: str, write: Callable[[Any], Words] = number) -> Column[Any]:
    """Makes a column of a figure that is marked if it rests on withheld records, see ``words.resting``.

    Args:
        name: attribute of a row that holds the figure.
        rest: attribute that says what it rests on, e.g. ``rests.paid``.
    """
    value, resting_on = attrgetter(name), attrgetter(rest)
    return Column(heading, lambda _, row: resting(write(value(row)), resting_on(row)), is_number=True)


def resting_share(heading: str, name: str, rest: str, places: int = 1) -> Column[Any]:
    """Makes a column of a percentage as ``resting_field`` does; the row's ``no_share`` is the word if there is none."""
    value, resting_on = attrgetter(name), attrgetter(rest)
    return Column(
        heading,
        lambda _, row: resting(percent(value(row), row.no_share, places), resting_on(row)),
        is_number=True,
    )


class Facts(Generic[R]):
    """A list of headings and cells of one record: ``责任主体：县人民政府``."""

    def __init__(self, *columns: Column[R]) -> None:
        self._columns = columns
        self._list = blocks("\n".join(f"- {column.heading}：{{}}" for column in columns))

    def onto(self, sheet: Sheet, record: R) -> None:
        """Adds the list for a record to a sheet."""
        sheet.add(self._list, *[words for column in self._columns for words in column.cells(sheet, [record])])


class Columns(Generic[R]):
    """The columns of a table of rows ``R``.

    A table may end with a total: a row of the same kind, drawn by the same columns, whose first cell says 合计, or
    ``total_named``.
    """

    def __init__(self, *columns: Column[R], total_named: str = "合计") -> None:
        self._columns = columns
        self._total_named = f"**{total_named}**"
        titles = "".join(f"| {column.heading} " for column in columns)
        lines = "".join("| ---: " if column.is_number else "| --- " for column in columns)
        self._head = f"{titles}|\n{lines}|"

    def __add__(self, others: "Columns[R]") -> "Columns[R]":
        return Columns(*self._columns, *others._columns)

    def onto(self, sheet: Sheet, rows: Sequence[R], total: R | None = None) -> None:
        """Adds the table of these rows to a sheet, see ``Sheet.table``."""
        last = self._total if total is not None else None
        cells = chain.from_iterable(self._rows(sheet, rows))
        sheet.table(self._table, len(rows), list(cells), last, *self._cells_of_total(sheet, total))

    def markdown(self, sheet: Sheet, rows: Sequence[R], total: R | None = None) -> str:
        """Returns the table of these rows as Markdown, for a template; the sheet makes its links."""
        lines = [self._head, *(_line(cells) for cells in self._rows(sheet, rows))]
        if total is not None:
            lines.append(_line([fixed(self._total_named), *self._cells_of_total(sheet, total)]))
        return "\n".join(lines)

    def as_text(self, rows: Sequence[R]) -> Iterator[tuple[str, ...]]:
        """Yields the headings, then the cells of each row, as plain text for a document."""
        yield tuple(column.heading for column in self._columns)
        for cells in self._rows(Sheet(), rows):
            yield tuple(_text(html) for _, html in cells)

    def _rows(self, sheet: Sheet, rows: Sequence[R]) -> Iterator[tuple[Words, ...]]:
        return zip(*[column.cells(sheet, rows) for column in self._columns], strict=True)

    def _cells_of_total(self, sheet: Sheet, total: R | None) -> list[Words]:
        if total is None:
            return []
        return [
            cell
            for column in self._columns[1:]
            for cell in (column.cells(sheet, [total]) if column.in_total else [NOTHING])
        ]

    @cached_property
    def _table(self) -> Table:
        return Table(self._head)

    @cached_property
    def _total(self) -> Blocks:
        return self._table.row(f"| {self._total_named} {'| {} ' * (len(self._columns) - 1)}|")

    def folded(
        self,
        sheet: Sheet,
        rows: Sequence[R],
        otherwise: Blocks | None = None,
        rest: Rest = Rest.LATEST,
        *,
        most: int = SHOWN,
        heading: Blocks | None = None,
    ) -> None:
        """Adds the table of these rows, folded away if there are more than ``most``.

        Args:
            otherwise: sentence if there is no row, see ``nothing``; None if there always is one.
            heading: stands above the table; not above the sentence, which names the matter itself.
        """
        if heading and (rows or rest is Rest.MISSING):
            sheet.add(heading)
        whole = "已公开的" if rest is Rest.MISSING else "全部"
        with folded(sheet, f"{whole} {len(rows)} 条", when=len(rows) > most):
            if otherwise:
                self.or_else(sheet, rows, otherwise, rest)
            else:
                self.onto(sheet, rows)

    def or_else(self, sheet: Sheet, rows: Sequence[R], otherwise: Blocks, rest: Rest = Rest.LATEST) -> None:
        """Adds the table of these rows, or a sentence if there is none, see ``nothing``."""
        if rows:
            self.onto(sheet, rows)
        else:
            sheet.add(nothing(otherwise, rest))
