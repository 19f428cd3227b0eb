"""Tables whose columns are declared once, each with its heading and what stands below it."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from generator.model.base import Record
from generator.render.blocks import Blocks, Table, blocks
from generator.render.sheet import Sheet
from generator.render.words import Words, number, percent, wan

R = TypeVar("R")
_NUMBERS = frozenset({number, percent, wan})


class Column(NamedTuple, Generic[R]):
    """A column of a table whose rows are ``R``."""

    heading: str
    draw: Callable[[Sheet, R], Words]
    """What stands in the cell of a row; the sheet makes its links."""
    is_number: bool = False


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

    def draw(_: Sheet, row: Any) -> Words:
        return write(getattr(getattr(row, inside) if inside else row, name))

    return Column(title, draw, write in _NUMBERS)


class Facts(Generic[R]):
    """A list of what stands in columns, for one record: ``责任主体：县人民政府``."""

    def __init__(self, *columns: Column[R]) -> None:
        self._draws = tuple(column.draw for column in columns)
        self._list = blocks("\n".join(f"- {column.heading}：{{}}" for column in columns))

    def onto(self, sheet: Sheet, record: R) -> None:
        """Put the list for a record on a sheet."""
        sheet.add(self._list, *[draw(sheet, record) for draw in self._draws])


class Columns(Generic[R]):
    """The columns of a table of rows ``R``."""

    def __init__(self, *columns: Column[R]) -> None:
        titles = "".join(f"| {column.heading} " for column in columns)
        lines = "".join("| ---: " if column.is_number else "| --- " for column in columns)
        self._draws = tuple(column.draw for column in columns)
        self._table = Table(f"{titles}|\n{lines}|")

    def row(self, markdown: str) -> Blocks:
        """A row in a form of its own, with places ``{}``."""
        return self._table.row(markdown)

    def onto(self, sheet: Sheet, rows: Sequence[R], last: Blocks | None = None, *of_last: Words) -> None:
        """Put the table of these rows on a sheet, see ``Sheet.table``."""
        draws = self._draws
        sheet.table(self._table, [[draw(sheet, row) for draw in draws] for row in rows], last, *of_last)

    def or_else(self, sheet: Sheet, rows: Sequence[R], otherwise: Blocks) -> None:
        """The same, or a sentence where there is nothing to list."""
        if rows:
            self.onto(sheet, rows)
        else:
            sheet.add(otherwise)
