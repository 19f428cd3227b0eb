"""Blank YAML files for counties to fill in: every field of a record, the optional ones commented out."""

from collections.abc import Iterator, Mapping
from typing import get_origin

from pydantic.fields import FieldInfo

from generator.model.base import Record, record_inside
from generator.model.fields import codelist_of, held_by, said_of
from generator.model.place_names import CityName, CountyCodes
from generator.model.types import (
    Count,
    Day,
    Flag,
    LedgerDay,
    Money,
    Month,
    MovedMoney,
    Number,
    Percent,
    Phone,
    PlannedDay,
    ProjectIds,
    StatedValue,
    Texts,
    Url,
    Uscc,
    Year,
)

_EXAMPLES = (
    (Money, "100.00"),
    (MovedMoney, "100.00"),
    (Number, "1"),
    (StatedValue, "100"),
    (Percent, "50"),
    (Count, "10"),
    (Day, "2021-06-30"),
    (LedgerDay, "2021-06-30"),
    (PlannedDay, "2021-06-30"),
    (Month, "2021-06"),
    (Year, "2021"),
    (CityName, "沈阳"),
    (Phone, "024-00000000"),
    (Url, "https://"),
    (Uscc, "十八位代码"),
    (Texts, "[]"),
    (CountyCodes, "[]"),
    (Flag, "true"),
    (ProjectIds, "[]"),
)
"""Type of a value → an example."""


def blank(model: type[Record], given: Mapping[str, str]) -> str:
    """Returns the text of a blank YAML file.

    Args:
        given: values by the English names of their fields, as YAML.
    """
    return "".join(f"{line}\n" for line in _lines(model, given))


def _lines(model: type[Record], given: Mapping[str, str]) -> Iterator[str]:
    for name, info in model.model_fields.items():
        if name in given:
            yield f"{info.alias}: {given[name]}"
        elif info.is_required():
            yield _line(info, example_of(info))
        elif held_by(info) != Flag or info.description:  # without a word of help it is no county's to fill in
            yield from (f"# {line}" for line in _field(info))


def _field(info: FieldInfo) -> Iterator[str]:
    """The line of a field and those of the fields inside it."""
    inside = record_inside(info.annotation)
    if inside is None:
        yield _line(info, example_of(info))
        return
    yield _line(info)
    first, others = ("  - ", "    ") if get_origin(info.annotation) is tuple else ("  ", "  ")
    lines = (line for part in inside.model_fields.values() for line in _field(part))
    for number, line in enumerate(lines):
        yield f"{others if number else first}{line}"


def _line(info: FieldInfo, example: str = "") -> str:
    """``方式: 公开招标  # 公开招标 / 邀请招标``: label, example, and as a comment the choices or the unit, and the note."""
    codelist = codelist_of(info)
    words = " / ".join(entry.label for entry in codelist) if codelist else said_of(info, "unit")
    told = "；".join(filter(None, (words, info.description)))
    return f"{info.alias}: {example}".rstrip() + (f"  # {told}" if told else "")


def example_of(info: FieldInfo) -> str:
    """A sound value as it is written; empty where the field has no example."""
    codelist, held = codelist_of(info), held_by(info)
    by_kind = next((example for kind, example in _EXAMPLES if kind == held), "")
    return next(iter(codelist)).label if codelist else str(said_of(info, "example") or by_kind)
