"""What a table of open data is: its columns, and how a county's rows are written and joined; data_tables.py has them all."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache, cached_property
from operator import itemgetter
from types import NoneType
from typing import Any, NamedTuple

from generator.model.base import Record
from generator.model.days import iso
from generator.model.disclosure import CountyDisclosure
from generator.model.finding import Finding
from generator.model.withheld import Withheld
from generator.render.csv_table import csv_columns, csv_table
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
    corrected_by: str = ""
    shown: ProjectRow | None = None
    """A project as its pages show it."""
    inside: Record | None = None
    """The record of which this one is an item; whether it stands in an earlier version is told of that one."""
    finding: Finding | None = None


@dataclass(frozen=True)
class Table:
    """One table: the columns that join it, those of its record, what is told beside it, and the figures that pages show."""

    name: str
    title: str
    record: type[Record]
    rows: Callable[[CountyDisclosure, CountySummary], Iterable[Row]]
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
        rows = list(self.rows(county, summary))
        return csv_columns(self._cells(county, rows)) if rows else b""

    def whole(self, parts: Iterable[bytes]) -> bytes:
        """Joins the counties' rows under the headings."""
        return csv_table([column.title for column in self.columns], ()) + b"".join(parts)

    def _cells(self, county: CountyDisclosure, rows: Sequence[Row]) -> Iterator[Sequence[str]]:
        """Yields the cells of each column: a column at once, which is several times faster than a row at once."""
        records = [row.record for row in rows]
        yield [row.id for row in rows]
        yield [county.code] * len(rows)
        if self.owner:
            yield [row.owner for row in rows]
        yield from _cells_of_fields(self.record, records)
        for part in self.parts:
            inside = [getattr(each, part) for each in records]
            yield from _cells_of_fields(record_of_part(self.record, part), inside)
        if self.beside:
            yield from zip(*map(self.beside_of, rows), strict=True)
        if self.figures:
            yield from zip(*map(self.figures_of, rows), strict=True)
        if self.is_ledger:
            yield [row.corrected_by for row in rows]
        yield _standing_since(rows, [each for each in county.withheld if each.kind == self.name])


def _cells_of_fields(model: type[Record], records: Iterable[Record | None]) -> Iterator[Sequence[str]]:
    """Yields the cells of each field; empty where there is no record."""
    fields = plain_fields(model)
    nothing = dict.fromkeys(fields)
    # faster than attribute access
    values = [nothing if record is None else record.__dict__ for record in records]
    for name in fields:
        yield cells_of(list(map(itemgetter(name), values)))


def not_given(figures: Mapping[str, Sequence[str]]) -> list[str]:
    """Names the figures of each row that are not given: name → cells of all rows."""
    return [
        "；".join(name for name, cell in zip(figures, row, strict=True) if cell == NOT_GIVEN)
        for row in zip(*figures.values(), strict=True)
    ]


def _corrected_by(table: str) -> Column:
    return Column("corrected_by", "由哪一行更正（已更正的不计）", refers=table)


def cells_of(values: Sequence[Any]) -> Sequence[str]:
    """Writes the values of a column; how is looked up once a type, and most columns are of one."""
    kinds = set(map(type, values))
    if kinds <= {str}:
        return values
    if kinds == {NoneType}:
        return [""] * len(values)
    kind, *others = kinds - {NoneType}
    if others:
        return [*map(cell_of, values)]
    write = _writer(kind)
    return [*map(write, values)] if NoneType not in kinds else ["" if v is None else write(v) for v in values]


def cell_of(value: Any) -> str:
    """Writes a value as a cell; empty if it is not told."""
    kind: type = type(value)
    return _writer(kind)(value)


@cache
def _writer(kind: type) -> Callable[[Any], str]:
    """Returns how values of a type are written."""
    ways: tuple[tuple[type, Callable[[Any], str]], ...] = (
        (NoneType, lambda _: ""),
        (Enum, lambda one: str(one._value_)),
        (str, str),
        (bool, lambda told: YES if told else NO),
        (date, iso),
        (Decimal, _digits),
        (tuple, lambda values: "；".join(map(cell_of, values))),
    )
    return next((way for base, way in ways if issubclass(kind, base)), str)


def _digits(number: Decimal) -> str:
    """Writes a number without an exponent; ``str`` is four times faster than a format, and nearly always enough."""
    told = str(number)
    return f"{number:f}" if "E" in told else told


def _standing_since(rows: Sequence[Row], held: Collection[Withheld]) -> Sequence[str]:
    """The days on which the shown versions were published, if the latest were refused: these are ``held``."""
    earlier = [(row.inside or row.record).earlier for row in rows]
    if not held and not any(earlier):
        return [""] * len(rows)
    return [iso(day) if day else _refused(row, held) for row, day in zip(rows, earlier, strict=True)]


def _refused(row: Row, held: Iterable[Withheld]) -> str:
    project = row.record.__dict__.get("project") or ""
    days = [each.since for each in held if each.since and each.concerns(project)]
    return iso(max(days)) if days else ""


def id_of(county: CountyDisclosure, table: str, key: str) -> str:
    """The permanent id of a row; it keeps the code under which the county was published first."""
    return county.lasting(f"{county.code}/{table}/{key}")
