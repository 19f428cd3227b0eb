"""What a table of open data is: its columns, and how a county's rows are written and joined; data_tables.py has them all."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache, cached_property
from types import NoneType
from typing import Any, NamedTuple

from generator.model.base import Record, earlier_days
from generator.model.days import iso
from generator.model.disclosure import CountyDisclosure
from generator.model.finding import Finding
from generator.model.withheld import Withheld
from generator.render.csv_table import Safe, csv_columns, csv_table
from generator.render.table_columns import (
    NO,
    NOT_GIVEN,
    YES,
    Column,
    Kind,
    column_of,
    columns_of_part,
    plain_fields,
    record_of_part,
)
from generator.views.rows import ProjectRow
from generator.views.summary import CountySummary

ROW_ID, ROW_ID_TITLE = "row_id", "行编号"
FIGURES_NOT_GIVEN = Column("not_given", f"{NOT_GIVEN}的数")


class Nothing(Record):
    """In place of a record, for rows that are made of other things."""


NOTHING = Nothing()


class Row(NamedTuple):
    """What a table's row is made from."""

    county: CountyDisclosure
    summary: CountySummary
    id: str
    """Permanent; by it other rows name this one."""
    record: Record
    owner: str = ""
    """The row that this one is a part of."""
    shown: ProjectRow | None = None
    """A project as its pages show it."""
    inside: Record | None = None
    """The record of which this one is an item; whether it stands in an earlier version is told of that one."""
    finding: Finding | None = None


class Rows(NamedTuple):
    """A county's rows of one table, by column, which is several times faster than row by row."""

    ids: Sequence[str]
    records: Sequence[Record]
    owners: Sequence[str]
    dated: Sequence[Record]
    """The record of each row, or that of which it is an item: whether it stands in an earlier version is told."""
    corrected_by: Sequence[str] = ()
    """Of a ledger."""
    each: Sequence[Row] = ()
    """Row by row; of a ledger, which has by far the most, there is no need for it."""


RowsOf = Callable[[CountyDisclosure, CountySummary], Rows]


def by_column(rows: Callable[[CountyDisclosure, CountySummary], Iterable[Row]]) -> RowsOf:
    """Makes of a function that yields rows one that returns them by column."""

    def found(county: CountyDisclosure, summary: CountySummary) -> Rows:
        each = [*rows(county, summary)]
        return Rows(
            [row.id for row in each],
            [row.record for row in each],
            [row.owner for row in each],
            [row.inside or row.record for row in each],
            each=each,
        )

    return found


@dataclass(frozen=True)
class Table:
    """One table: the columns that join it, those of its record, what is told beside it, and the figures that pages show."""

    name: str
    title: str
    record: type[Record]
    rows: RowsOf
    owner: Column | None = None
    """Names the row of another table that a row is a part of."""
    parts: tuple[str, ...] = ()
    """Fields that hold a record whose own fields are columns, too."""
    beside: tuple[Column, ...] = ()
    beside_of: Callable[[Row], tuple[str, ...]] = lambda _: ()
    figures: tuple[Column, ...] = ()
    """Those that may be ``NOT_GIVEN``."""
    figures_of: Callable[[Row], tuple[str, ...]] = lambda _: ()
    is_ledger: bool = False

    @property
    def address(self) -> str:
        return f"data/{self.name}.csv"

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        return (
            Column(ROW_ID, ROW_ID_TITLE, note="永不改变，别的表用它指这一行", is_needed=True),
            Column("county_code", "所在县代码", is_needed=True, refers="counties"),
            *((self.owner,) if self.owner else ()),
            *(
                column_of(self.record, name, "projects" if self.is_ledger and name == "project" else "")
                for name in plain_fields(self.record)
            ),
            *(column for part in self.parts for column in columns_of_part(self.record, part)),
            *self.beside,
            *self.figures,
            *((_corrected_by(self.name),) if self.is_ledger else ()),
            Column("standing_since", "所示版本的公开日期（最新一次未通过核对的）", Kind.DAY),
        )

    @property
    def typed_columns(self) -> tuple[Column, ...]:
        """Those of forms whose cells have types: a figure that is not given is null there, and is named beside."""
        return (*self.columns, *((FIGURES_NOT_GIVEN,) if self.figures else ()))

    def part(self, county: CountyDisclosure, summary: CountySummary) -> bytes:
        """Writes a county's rows."""
        rows = self.rows(county, summary)
        return csv_columns(self._cells(county, rows)) if rows.ids else b""

    def whole(self, parts: Iterable[bytes]) -> bytes:
        """Joins the counties' rows under the headings."""
        return csv_table([column.title for column in self.columns], ()) + b"".join(parts)

    def _cells(self, county: CountyDisclosure, rows: Rows) -> Iterator[Sequence[str]]:
        """Yields the cells of each column."""
        yield Safe(rows.ids) if self.is_ledger else rows.ids
        yield Safe([county.code] * len(rows.ids))
        if self.owner:
            yield rows.owners
        yield from _cells_of_fields(self.record, rows.records)
        for part in self.parts:
            inside = [getattr(each, part) for each in rows.records]
            yield from _cells_of_fields(record_of_part(self.record, part), inside)
        if self.beside:
            yield from zip(*map(self.beside_of, rows.each), strict=True)
        if self.figures:
            yield from zip(*map(self.figures_of, rows.each), strict=True)
        if self.is_ledger:
            yield Safe(rows.corrected_by)
        if county.withheld:
            yield _standing_since(rows, [each for each in county.withheld if each.kind == self.name])
        else:
            yield Safe([""] * len(rows.ids))


def _cells_of_fields(model: type[Record], records: Iterable[Record | None]) -> Iterator[Sequence[str]]:
    """Yields the cells of each field; empty where there is no record."""
    fields = plain_fields(model)
    nothing = dict.fromkeys(fields)
    # faster than attribute access
    values = [nothing if record is None else record.__dict__ for record in records]
    for name in fields:
        yield cells_of([own[name] for own in values])


def _corrected_by(table: str) -> Column:
    return Column("corrected_by", "由哪一行更正（已更正的不计）", refers=table)


def cells_of(values: Sequence[Any]) -> Sequence[str]:
    """Writes the values of a column; how is looked up once a type, and most columns are of one."""
    kinds = set(map(type, values))
    if kinds <= {str}:
        return values
    if len(kinds) == 1:
        written = _writer(*kinds)(values)
        return Safe(written) if kinds <= _SAFE else written
    if NoneType in kinds:
        told = cells_of([value for value in values if value is not None])
        each = iter(told)
        written = ["" if value is None else next(each) for value in values]
        return Safe(written) if isinstance(told, Safe) else written
    return [*map(cell_of, values)]


def cell_of(value: Any) -> str:
    """Writes a value as a cell; empty if it is not told."""
    kind: type = type(value)
    return value if kind is str else _writer(kind)([value])[0]


_SAFE = {NoneType, bool, int, Decimal, date}
"""Types of which no cell needs care; a ``PartialDay`` is what the county wrote."""
Writer = Callable[[Sequence[Any]], Sequence[str]]


@cache
def _writer(kind: type) -> Writer:
    """Returns how values of a type are written, many at once."""
    ways: tuple[tuple[type, Writer], ...] = (
        (NoneType, lambda values: [""] * len(values)),
        (Enum, lambda values: [str(one._value_) for one in values]),
        (bool, lambda values: [YES if told else NO for told in values]),
        (date, lambda values: [*map(iso, values)]),
        (Decimal, _digits),
        (tuple, lambda values: ["；".join(cells_of(each)) if each else "" for each in values]),
    )
    return next((way for base, way in ways if issubclass(kind, base)), lambda values: [*map(str, values)])


def _digits(numbers: Sequence[Decimal]) -> Sequence[str]:
    """Writes numbers without an exponent; ``str`` is four times faster than a format, and nearly always enough."""
    told = [str(number) for number in numbers]
    return [f"{number:f}" for number in numbers] if "E" in "".join(told) else told


def _standing_since(rows: Rows, held: Collection[Withheld]) -> Sequence[str]:
    """The days on which the shown versions were published, if the latest were refused: these are ``held``."""
    earlier = earlier_days(rows.dated)
    return [
        iso(day) if day else _refused(record, held) for record, day in zip(rows.records, earlier, strict=True)
    ]


def _refused(record: Record, held: Iterable[Withheld]) -> str:
    project = record.__dict__.get("project") or ""
    days = [each.since for each in held if each.since and each.concerns(project)]
    return iso(max(days)) if days else ""


def id_of(county: CountyDisclosure, table: str, key: str) -> str:
    """The permanent id of a row; it keeps the code under which the county was published first."""
    return county.lasting(f"{county.code}/{table}/{key}")
