"""Tables made of columns, which declare a heading and how a row's cell is made."""

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from operator import attrgetter
from typing import Any, Generic, TypeVar

from generator.model.base import Record
from generator.model.withheld import Rest
from generator.render.blocks import Blocks, Table, blocks
from generator.render.folds import SHOWN, folded
from generator.render.sheet import Sheet
from generator.render.words import NOT_CONCLUDED, Words, number, percent, stated, wan

R = TypeVar("R")
_NOT_CONCLUDED = blocks(NOT_CONCLUDED)
_NUMBERS = frozenset({number, percent, stated, wan})


def nothing(sentence: Blocks, rest: Rest) -> Blocks:
    """Returns the sentence for an empty list; if a record is missing, the one that nothing can be concluded yet."""
    return _NOT_CONCLUDED if rest is Rest.MISSING else sentence


class Column(Generic[R]):
    """A column of a table whose rows are ``R``.

    Args:
        draw: makes the cell of a row; the sheet makes its links.
        is_number: aligns cells to the right.
    """

    def __init__(self, heading: str, draw: Callable[[Sheet, R], Words], *, is_number: bool = False) -> None:
        self.heading = heading
        self.is_number = is_number
        self._draw = draw

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


class Facts(Generic[R]):
    """A list of headings and cells of one record: ``责任主体：县人民政府``."""

    def __init__(self, *columns: Column[R]) -> None:
        self._columns = columns
        self._list = blocks("\n".join(f"- {column.heading}：{{}}" for column in columns))

    def onto(self, sheet: Sheet, record: R) -> None:
        """Adds the list for a record to a sheet."""
        sheet.add(self._list, *[words for column in self._columns for words in column.cells(sheet, [record])])


class Columns(Generic[R]):
    """The columns of a table of rows ``R``."""

    def __init__(self, *columns: Column[R]) -> None:
        titles = "".join(f"| {column.heading} " for column in columns)
        lines = "".join("| ---: " if column.is_number else "| --- " for column in columns)
        self._columns = columns
        self._table = Table(f"{titles}|\n{lines}|")

    def row(self, markdown: str) -> Blocks:
        """Makes a row in a form of its own, with places ``{}``."""
        return self._table.row(markdown)

    def onto(self, sheet: Sheet, rows: Sequence[R], last: Blocks | None = None, *of_last: Words) -> None:
        """Adds the table of these rows to a sheet, see ``Sheet.table``."""
        below = zip(*[column.cells(sheet, rows) for column in self._columns], strict=True)
        sheet.table(self._table, len(rows), list(chain.from_iterable(below)), last, *of_last)

    def folded(
        self, sheet: Sheet, rows: Sequence[R], otherwise: Blocks | None = None, rest: Rest = Rest.LATEST
    ) -> None:
        """Adds the table of these rows, folded away if there are more than ``SHOWN``.

        Args:
            otherwise: sentence if there is no row, see ``nothing``; None if there always is one.
        """
        whole = "已公开的" if rest is Rest.MISSING else "全部"
        with folded(sheet, f"{whole} {len(rows)} 条", when=len(rows) > SHOWN):
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
