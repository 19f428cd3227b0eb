"""What a table of open data is: its columns, and how a county's rows are written and joined; data_tables.py has them all."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache, cached_property
from typing import Any, NamedTuple

from generator.model.base import Record
from generator.model.days import iso
from generator.model.disclosure import CountyDisclosure
from generator.model.finding import Finding
from generator.render.csv_table import csv_rows, csv_table
from generator.render.table_columns import (
    NO,
    NOT_GIVEN,
    YES,
    Column,
    Kind,
    column_of,
    columns_of_part,
    plain_fields,
)
from generator.views.rows import ProjectRow
from generator.views.summary import CountySummary

ROW_ID, ROW_ID_TITLE = "row_id", "行编号"
_FIGURES_NOT_GIVEN = Column("not_given", f"{NOT_GIVEN}的数")


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
        return (*self.columns, *((_FIGURES_NOT_GIVEN,) if self.figures else ()))

    def part(self, county: CountyDisclosure, summary: CountySummary) -> bytes:
        """Writes a county's rows."""
        fields = plain_fields(self.record)
        return csv_rows(self._cells(row, fields) for row in self.rows(county, summary))

    def whole(self, parts: Iterable[bytes]) -> bytes:
        """Joins the counties' rows under the headings."""
        return csv_table([column.title for column in self.columns], ()) + b"".join(parts)

    def _cells(self, row: Row, fields: Iterable[str]) -> Iterable[str]:
        values = row.record.__dict__  # faster than attribute access
        return (
            row.id,
            row.county.code,
            *((row.owner,) if self.owner else ()),
            *[cell_of(values[name]) for name in fields],
            *[cell for part in self.parts for cell in _cells_of_part(self.record, part, values[part])],
            *self.beside_of(row),
            *self.figures_of(row),
            *((row.corrected_by,) if self.is_ledger else ()),
            _standing_since(self.name, row),
        )


def _cells_of_part(owner: type[Record], part: str, record: Record | None) -> Iterable[str]:
    if record is None:
        return _blank(owner, part)
    values = record.__dict__
    return [cell_of(values[name]) for name in plain_fields(type(record))]


@cache
def _blank(owner: type[Record], part: str) -> tuple[str, ...]:
    """The cells of a part that a record does not have."""
    return ("",) * len(tuple(columns_of_part(owner, part)))


def _corrected_by(table: str) -> Column:
    return Column("corrected_by", "由哪一行更正（已更正的不计）", refers=table)


def cell_of(value: Any) -> str:
    """Writes a value as a cell; empty if it is not told."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, date):
        return iso(value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, Enum):
        return str(value.value)
    return "；".join(map(cell_of, value)) if isinstance(value, tuple) else str(value)


def _standing_since(table: str, row: Row) -> str:
    """The day on which the shown version was published, if the latest was refused."""
    if earlier := (row.inside or row.record).earlier:
        return iso(earlier)
    if not row.county.withheld:
        return ""
    project = row.record.__dict__.get("project") or ""
    days = [
        held.since
        for held in row.county.withheld
        if held.kind == table and held.since and held.concerns(project)
    ]
    return iso(max(days)) if days else ""


def id_of(county: CountyDisclosure, table: str, key: str) -> str:
    """The permanent id of a row; it keeps the code under which the county was published first."""
    return county.lasting(f"{county.code}/{table}/{key}")
