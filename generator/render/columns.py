"""Tables whose columns are declared once, each with its heading and what stands below it."""

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from operator import attrgetter
from typing import Any, Generic, TypeVar

from generator.model.base import Record
from generator.model.withheld import Rest
from generator.render.blocks import Blocks, Table, blocks
from generator.render.folds import SHOWN, folded
from generator.render.sheet import Sheet
from generator.render.words import NOT_CONCLUDED, Words, number, percent, wan

R = TypeVar("R")
_NOT_CONCLUDED = blocks(NOT_CONCLUDED)
_NUMBERS = frozenset({number, percent, wan})


def nothing(sentence: Blocks, rest: Rest) -> Blocks:
    """What is said where there is nothing to list; where a record never was published, nobody knows that yet."""
    return _NOT_CONCLUDED if rest is Rest.MISSING else sentence


class Column(Generic[R]):
    """A column of a table whose rows are ``R``.

    Args:
        draw: what stands in the cell of a row; the sheet makes its links.
        is_number: figures stand on the right.
    """

    def __init__(self, heading: str, draw: Callable[[Sheet, R], Words], *, is_number: bool = False) -> None:
        self.heading = heading
        self.is_number = is_number
        self._draw = draw

    def cells(self, sheet: Sheet, rows: Sequence[R]) -> Iterable[Words]:
        """What stands below the heading."""
        draw = self._draw
        return [draw(sheet, row) for row in rows]


class _Field(Column[Any]):
    """A column with a field of the rows, for which the sheet is not asked: many tables have such columns alone."""

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
    """A column with a field of the rows: ``field(Payment, "amount", wan)`` is headed 金额（万元）.

    Args:
        write: how the value is written; amounts, counts and shares stand on the right.
        heading: in place of the field's label and unit.
        inside: name of the part of a row that has the field.
    """
    unit = model.unit_of(name)
    title = heading or model.label_of(name) + (f"（{unit}）" if unit else "")

    value = attrgetter(f"{inside}.{name}" if inside else name)
    return _Field(title, value, write, is_number=write in _NUMBERS)


class Facts(Generic[R]):
    """A list of what stands in columns, for one record: ``责任主体：县人民政府``."""

    def __init__(self, *columns: Column[R]) -> None:
        self._columns = columns
        self._list = blocks("\n".join(f"- {column.heading}：{{}}" for column in columns))

    def onto(self, sheet: Sheet, record: R) -> None:
        """Put the list for a record on a sheet."""
        sheet.add(self._list, *[words for column in self._columns for words in column.cells(sheet, [record])])


class Columns(Generic[R]):
    """The columns of a table of rows ``R``."""

    def __init__(self, *columns: Column[R]) -> None:
        titles = "".join(f"| {column.heading} " for column in columns)
        lines = "".join("| ---: " if column.is_number else "| --- " for column in columns)
        self._columns = columns
        self._table = Table(f"{titles}|\n{lines}|")

    def row(self, markdown: str) -> Blocks:
        """A row in a form of its own, with places ``{}``."""
        return self._table.row(markdown)

    def onto(self, sheet: Sheet, rows: Sequence[R], last: Blocks | None = None, *of_last: Words) -> None:
        """Put the table of these rows on a sheet, see ``Sheet.table``."""
        below = zip(*[column.cells(sheet, rows) for column in self._columns], strict=True)
        sheet.table(self._table, len(rows), list(chain.from_iterable(below)), last, *of_last)

    def folded(
        self, sheet: Sheet, rows: Sequence[R], otherwise: Blocks | None = None, rest: Rest = Rest.LATEST
    ) -> None:
        """The same, a table of many rows folded away with their number.

        Args:
            otherwise: what is said where there is no row, see ``nothing``; None where there is one at least.
        """
        with folded(sheet, f"全部 {len(rows)} 条", when=len(rows) > SHOWN):
            if otherwise:
                self.or_else(sheet, rows, otherwise, rest)
            else:
                self.onto(sheet, rows)

    def or_else(self, sheet: Sheet, rows: Sequence[R], otherwise: Blocks, rest: Rest = Rest.LATEST) -> None:
        """The same, or a sentence where there is nothing to list, see ``nothing``."""
        if rows:
            self.onto(sheet, rows)
        else:
            sheet.add(nothing(otherwise, rest))
