"""Every text of a record says how its words are found, and so they are."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, get_origin

import pytest
from pydantic.fields import FieldInfo

from generator.model.base import Record, Search, record_inside
from generator.model.county import County
from generator.model.fields import held_by, said_of
from generator.model.outcome import Outcome
from generator.model.plan import Plan
from generator.model.project import Project
from generator.model.types import Prose, StatedValue, Text, Texts
from generator.rules.example import scene
from generator.views.search import county_part

MODELS = (County, Plan, Outcome, Project)


def is_text(info: FieldInfo) -> bool:
    return held_by(info) in (Text, Prose, Texts, StatedValue)


def texts_of(model: type[Record], above: str = "") -> Iterator[tuple[str, FieldInfo]]:
    """(path, field) of every text of a record and of what it holds."""
    for name, info in model.model_fields.items():
        inside = record_inside(info.annotation)
        if inside:
            yield from texts_of(inside, f"{above}{name}.")
        elif is_text(info):
            yield f"{above}{name}", info


def marked(model: type[Record], above: str = "") -> Any:
    """A record of which every text is its own path."""
    values: dict[str, Any] = {}
    for name, info in model.model_fields.items():
        inside, path = record_inside(info.annotation), f"{above}{name}"
        if inside:
            part = marked(inside, f"{path}.")
            values[name] = (part,) if get_origin(info.annotation) is tuple else part
        elif is_text(info):
            values[name] = (f"<{path}>",) if get_origin(info.annotation) is tuple else f"<{path}>"
        elif info.is_required():
            values[name] = None
    return model.model_construct(**values)


@pytest.mark.parametrize("model", MODELS)
def test_every_text_says_how_it_is_found(model: type[Record]) -> None:
    silent = [path for path, info in texts_of(model) if said_of(info, "searched") is None]
    assert silent == []


@pytest.mark.parametrize("model", MODELS)
def test_it_is_found_as_it_says(model: type[Record]) -> None:
    county = scene().county
    base = {County: county.county, Plan: county.plan, Outcome: county.outcome, Project: county.projects[0]}[
        model
    ]
    kept = {name: value for name, value in base.__dict__.items() if name in {"id", "code", "city", "cohort"}}
    record = marked(model).model_copy(update=kept)
    name = {County: "county", Plan: "plan", Outcome: "outcome"}.get(model)
    changed = replace(county, **{name: record}) if name else replace(county, projects=(record,))
    own = county_part(changed).records[1 if model is Project else 0]
    fields = [text for _, text in own.fields]
    for path, info in texts_of(model):
        says = said_of(info, "searched")
        assert (f"<{path}>" in own.prose) is (says is Search.TEXT), path
        is_field = f"<{path}>" in (own.title, *fields)
        assert is_field is (says is Search.FIELD), path
