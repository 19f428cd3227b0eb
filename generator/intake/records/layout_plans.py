"""Files of one layout are read by one plan.

The beginnings of a file's lines (indentation, dash, name) decide everything but the values: how they nest, which field of
which model each line fills, which fields stay empty, and where every value stands. The same tools and forms write the
same beginnings again and again. So what they decide is worked out once, as a plan, and remembered for a while; a file
that has them is then read by the plan alone: each text by its field's validator, and the records put together from
what came of it, innermost first.

A plan gives what ``building`` gives for the same values.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any, Generic, TypeVar

from generator.intake.reading.yaml_lines import outline
from generator.intake.records.building import Builder, ReadField, UnfitError, builder_of
from generator.model.base import Record, put_together
from generator.model.place import KeyPath, Origin

M = TypeVar("M", bound=Record)

_REMEMBERED = 500
"""Layouts whose plan is remembered; a plan is some ten thousand bytes."""
_MET = 100_000
"""Layouts of which it is remembered that they have been met."""
_met: set[int] = set()
"""By hash. A plan is kept from the second time on, so that a column in which every file has a layout of its own is not
slowed down by plans that are kept in vain."""

_Pile = list[Any]
"""What has been read and put together so far: one value for each line of the file, then one for each step."""
_Step = Callable[[_Pile], Any]
"""Puts something together from what lies on the pile; the result is laid on top."""


@dataclass(frozen=True, slots=True)
class Plan(Generic[M]):
    """How the files of one layout are read."""

    readers: Sequence[Callable[[str], Any]]
    """One for each line."""
    steps: Sequence[_Step]
    """The last one gives the record."""
    marks: Mapping[KeyPath, tuple[int, int]]
    """Way to a value → (line, column); the same in every file of the layout."""

    def record(self, texts: Sequence[str], file: str) -> M:
        """The record that a file's texts, one a line, make.

        Raises:
            MISFITS: one of them is not what its field asks for.
        """
        pile = [read(text) for read, text in zip(self.readers, texts, strict=True)]
        for step in self.steps:
            pile.append(step(pile))
        record: M = pile[-1]
        return record.located(Origin(file, self.marks))


def plan_of(model: type[M], beginnings: tuple[str, ...]) -> Plan[M] | None:
    """The plan for the files of a model whose lines begin so; None when they do not nest plainly.

    Raises:
        UnfitError: no file that begins so is such a record.
    """
    layout = hash((model, beginnings))
    if layout in _met:
        known: Plan[M] | None = _remembered(model, beginnings)
        return known
    if len(_met) == _MET:
        _met.clear()
    _met.add(layout)
    return _plan(model, beginnings)


def _plan(model: type[M], beginnings: tuple[str, ...]) -> Plan[M] | None:
    found = outline(beginnings)
    if found is None:
        return None
    planner = _Planner([_pass_over] * len(beginnings))
    planner.add_record(builder_of(model), found.values)
    return Plan(planner.readers, planner.steps, found.marks)


_remembered = lru_cache(_REMEMBERED)(_plan)


@dataclass(frozen=True, slots=True)
class _Planner:
    """A plan in the making. What is added says where on the pile it will lie."""

    readers: list[Callable[[str], Any]]
    steps: list[_Step] = field(default_factory=list)

    def add_record(self, builder: Builder[Any], values: Mapping[str, Any]) -> int:
        filled = builder.filled_by(values)
        places = [(field.name, self._add_field(field, value)) for field, value in filled]
        return self._add_step(partial(_record, builder, places, {name for name, _ in places}))

    def _add_field(self, its: ReadField, value: Any) -> int:
        if type(value) is int:
            return self._add_text(its.of_text, value)
        if its.inside is None:
            if type(value) is dict or not all(type(item) is int for item in value):
                raise UnfitError
            places = [self._add_text(str, item) for item in value]
            return self._add_step(partial(_parts, its.of_parts, places))
        builder = builder_of(its.inside)
        items = value if its.is_list else [value]
        if not all(type(item) is dict for item in items):
            raise UnfitError
        places = [self.add_record(builder, item) for item in items]
        return self._add_step(partial(_parts, tuple, places)) if its.is_list else places[0]

    def _add_text(self, read: Callable[[str], Any], line: int) -> int:
        self.readers[line] = read
        return line

    def _add_step(self, step: _Step) -> int:
        self.steps.append(step)
        return len(self.readers) + len(self.steps) - 1


def _pass_over(_text: str) -> None:
    """A line without a text."""


def _record(
    builder: Builder[Any], places: Sequence[tuple[str, int]], filled: set[str], pile: _Pile
) -> Record:
    values = dict(builder.defaults)
    for name, place in places:
        values[name] = pile[place]
    record: Record = put_together(builder.model, values, filled)
    return record


def _parts(made_of: Callable[[list[Any]], Any], places: Sequence[int], pile: _Pile) -> Any:
    return made_of([pile[place] for place in places])
