"""Columns of the tables of open data: name, heading, and what their cells hold, taken from the model."""

from collections.abc import Iterator
from enum import Enum
from functools import cache
from typing import NamedTuple

from generator.model.base import Record, record_inside
from generator.model.fields import codelist_of, held_by, said_of
from generator.model.place import INSIDE
from generator.model.programme import clause
from generator.model.types import (
    Count,
    Day,
    Flag,
    LedgerDay,
    Money,
    MovedMoney,
    Number,
    Percent,
    PlannedDay,
    Year,
)

NOT_GIVEN = "暂不计算"
"""In place of a figure that rests on a record of which no version was published."""
YES, NO = "是", "否"


class Kind(Enum):
    """What the cells of a column hold."""

    TEXT = "string"
    """Words; also days, months and targets, which may be told less exactly than a type could hold."""
    MONEY = "number"
    """万元, exact, at most six decimals."""
    NUMBER = "number of another unit"
    WHOLE = "integer"
    DAY = "date"
    FLAG = "boolean"


class Column(NamedTuple):
    name: str
    """The name of the field, the same in every form of the data."""
    title: str
    """Its heading, with the unit."""
    kind: Kind = Kind.TEXT
    note: str = ""
    choices: tuple[str, ...] = ()
    """The words that a cell can hold; empty: any."""
    is_needed: bool = False
    """Whether a cell is never empty."""
    refers: str = ""
    """The table whose rows it names."""
    unit: str = ""
    """As the heading has it; empty: none, or that of its kind."""
    clause: str = ""
    """The clause of the notice that asks for the value, as tables cite it."""
    may_hold_days: bool = False
    """Whether its words may be a day to the day, which is a day where a cell has its own type."""


_KINDS = (
    (Money, Kind.MONEY),
    (MovedMoney, Kind.MONEY),
    (Number, Kind.NUMBER),
    (Percent, Kind.NUMBER),
    (Count, Kind.WHOLE),
    (Year, Kind.WHOLE),
    (Day, Kind.DAY),
    (Flag, Kind.FLAG),
)
_DAYS = (Day, LedgerDay, PlannedDay)


def column_of(model: type[Record], name: str, refers: str = "") -> Column:
    """Makes the column of a field of a record."""
    info = model.model_fields[name]
    unit, label, codelist = model.unit_of(name), model.label_of(name), codelist_of(info)
    held = held_by(info)
    return Column(
        name,
        f"{label}（{unit}）" if unit else label,
        next((kind for type_, kind in _KINDS if type_ == held), Kind.TEXT),
        info.description or "",
        tuple(entry.label for entry in codelist) if codelist else (),
        info.is_required(),
        refers,
        unit,
        clause(id_).cited if (id_ := said_of(info, "clause")) else "",
        held in _DAYS,
    )


def columns_of_part(owner: type[Record], part: str) -> Iterator[Column]:
    """Makes the columns of the fields of a record inside another: 采购 › 方式."""
    model = record_of_part(owner, part)
    for name in plain_fields(model):
        column = column_of(model, name)
        yield column._replace(
            name=f"{part}_{name}", title=f"{owner.label_of(part)}{INSIDE}{column.title}", is_needed=False
        )


@cache
def record_of_part(owner: type[Record], part: str) -> type[Record]:
    """Returns the kind of the record that a field holds."""
    model = record_inside(owner.model_fields[part].annotation)
    if model is None:
        raise ValueError(f"{owner.__name__}.{part} is no record")
    return model


@cache
def plain_fields(model: type[Record]) -> tuple[str, ...]:
    """The fields of a record that fit a cell: no records, and no lists of them."""
    return tuple(
        name for name, info in model.model_fields.items() if info.alias and not record_inside(info.annotation)
    )
