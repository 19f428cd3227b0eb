"""Writes the fields of a record in words, with the labels and units of the model."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache

from generator.model.base import Record
from generator.model.money import format_wan


def said(record: Record, *names: str) -> tuple[str, ...]:
    """Returns ``label：value`` of the fields that have a value; ``names`` are their English names."""
    return tuple([f"{label}：{value}" for label, value in filled(record, names)])


def said_or_gap(record: Record, name: str, gap: str = "未公开") -> str:
    """Returns ``label：value``, with ``gap`` for an absent value."""
    return next(iter(said(record, name)), f"{record.label_of(name)}：{gap}")


def filled(record: Record, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yields (label, value in words) of the fields that have a value."""
    values = record.__dict__  # faster than an attribute lookup each
    for name, (label, unit) in zip(names, _named(type(record), names), strict=True):
        value = values[name]
        if value not in (None, "", ()):
            yield label, _in_words(value, unit)


def _in_words(value: object, unit: str) -> str:
    if isinstance(value, Decimal) and unit == "万元":
        return f"{format_wan(value)} 万元"
    if isinstance(value, (Decimal, int)):
        return f"{value:,}{unit}" if unit else str(value)  # years have none
    if isinstance(value, date):
        return str(value)
    return "、".join(value) if isinstance(value, tuple) else str(value)


@cache
def _named(model: type[Record], names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """(label, unit) of each field."""
    return tuple((model.label_of(name), model.unit_of(name)) for name in names)
