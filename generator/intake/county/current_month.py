"""Ledger rows known to the month, in a month that has not ended: what they record has happened by the as-of date."""

from dataclasses import replace
from datetime import date
from typing import Any

from generator.model.disclosure import CountyDisclosure
from generator.model.files import LEDGERS
from generator.model.partial_day import PartialDay, earliest

_DATED = tuple(kind.name for kind in LEDGERS if "date" in kind.model.model_fields)


def until(county: CountyDisclosure, as_of: date) -> CountyDisclosure:
    """The county with no ledger row dated after ``as_of`` whose month had begun by then."""
    later = {name: rows for name in _DATED if (rows := getattr(county, name)) and rows[-1].date > as_of}
    if not later:
        return county
    changed: dict[str, Any] = {
        name: tuple(sorted((_until(row, as_of) for row in rows), key=lambda row: row.date))
        for name, rows in later.items()
    }
    return replace(county, **changed)


def _until(row: Any, as_of: date) -> Any:
    day = row.date
    if not isinstance(day, PartialDay) or not earliest(day) <= as_of < day:
        return row
    return row.model_copy(update={"date": PartialDay(day.first, as_of, day.written)})
