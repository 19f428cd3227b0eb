"""Texts of a file → records, as ``model_validate`` makes them, at a fraction of its cost.

What a value may be is said once, by the model: each field's own pydantic validator reads it, and what it made of a text
is remembered, since a county repeats its dates, amounts and project numbers. Only the record around the values is put
together here, from a plan that is made once a model.

Whatever does not fit raises one of ``MISFITS``; why it does not is for the careful way to say.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from itertools import compress, repeat
from types import NoneType
from typing import Any, Generic, NamedTuple, NoReturn, TypeVar, Union, get_args

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from generator.model.base import Record, Whereabouts, put_together, record_inside
from generator.model.types import Prose, Text

M = TypeVar("M", bound=Record)

_REMEMBERED = 20_000
"""Texts whose meaning is remembered, for each type of value."""


class UnfitError(ValueError):
    """Something that is no such record."""


MISFITS = (UnfitError, ValidationError)


class ReadField(NamedTuple):
    """How one field is read."""

    name: str
    of_text: Callable[[str], Any]
    """From a text of one line."""
    of_parts: Callable[[Any], Any]
    """From anything else: a text of several lines, a list, a mapping."""
    inside: type[Record] | None = None
    """The model of the record that it holds, or of each in a list of them."""
    is_list: bool = False
    """Whether it holds a list of records."""


@dataclass(frozen=True, slots=True)
class Builder(Generic[M]):
    """Makes the records of one model."""

    model: type[M]
    fields: Mapping[str, ReadField]
    """By the Chinese name that files give it."""
    defaults: Mapping[str, Any]
    """English name → value where the file has none, in the order of the model; None for a required one."""
    required: frozenset[str]
    own: frozenset[str]
    """Fields that the intake fills itself and no file may name."""

    def record(self, values: Mapping[str, Any]) -> M:
        """The record of a mapping; None stands for an absent value, whatever its name."""
        made = dict(self.defaults)
        filled = self.filled_by(values)
        for field, raw in filled:
            is_line = type(raw) is str and "\n" not in raw
            made[field.name] = field.of_text(raw) if is_line else field.of_parts(raw)
        return put_together(self.model, made, {field.name for field, _ in filled})

    def filled_by(self, values: Mapping[str, Any]) -> list[tuple[ReadField, Any]]:
        """The fields that a mapping fills, each with its value, in the order of the mapping.

        Raises:
            UnfitError: it names what the record does not have, or lacks what it must have.
        """
        labels = [label for label, raw in values.items() if raw is not None]
        if not self.own.isdisjoint(values) or not self.fields.keys() >= set(labels):
            raise UnfitError
        found = [(self.fields[label], values[label]) for label in labels]
        if not self.required.issubset([field.name for field, _ in found]):
            raise UnfitError
        return found

    def rows(
        self, headings: Sequence[str], columns: Sequence[Sequence[str]], origins: Iterable[Whereabouts]
    ) -> list[M]:
        """The records of a ledger's rows.

        Args:
            columns: the cells (no blanks around them) below each heading, equally many.
            origins: where each of the rows stands.
        """
        fields = [self.fields[heading] for heading in headings]
        made = list(map(dict.copy, repeat(dict(self.defaults), len(columns[0]))))
        for field, cells in zip(fields, columns, strict=True):
            _put(field.name, self._column(field, cells), made)
        _put("_origin", origins, made)
        filled = _filled([field.name for field in fields], columns)
        return [put_together(self.model, values, names) for values, names in zip(made, filled, strict=False)]

    def _column(self, field: ReadField, cells: Sequence[str]) -> Iterable[Any]:
        if all(cells):
            return map(field.of_text, cells)
        if field.name in self.required:
            raise UnfitError
        default = self.defaults[field.name]
        return [field.of_text(cell) if cell else default for cell in cells]


def _put(name: str, values: Iterable[Any], rows: Iterable[dict[str, Any]]) -> None:
    """Give each row its value."""
    for row, value in zip(rows, values, strict=True):
        row[name] = value


def _filled(names: Sequence[str], columns: Sequence[Sequence[str]]) -> Iterable[set[str]]:
    """The names that each row has a cell for; rows that have them all share one set."""
    if all(map(all, columns)):
        return repeat(set(names))
    every = set(names)
    return [every if all(cells) else set(compress(names, cells)) for cells in zip(*columns, strict=True)]


@cache
def builder_of(model: type[M]) -> Builder[M]:
    """The plan for the records of a model, made once.

    Raises:
        TypeError: the model does more than read its fields one by one, which nobody would do here.
    """
    checks = model.__pydantic_decorators__
    if checks.model_validators or checks.field_validators or checks.root_validators or checks.validators:
        raise TypeError(f"{model.__name__}: validators belong to the types of its fields")
    if model.__pydantic_custom_init__ or model.__pydantic_post_init__ or model.__private_attributes__:
        raise TypeError(f"{model.__name__}: a record is made of its fields alone")
    infos = model.model_fields
    return Builder(
        model,
        {info.alias: _field(name, info) for name, info in infos.items() if info.alias},
        {name: _default(model, name, info) for name, info in infos.items()},
        frozenset(name for name, info in infos.items() if info.is_required()),
        frozenset(name for name, info in infos.items() if info.alias is None),
    )


def _default(model: type[Record], name: str, info: FieldInfo) -> Any:
    """The value that all records without one share."""
    if info.is_required():
        return None
    if info.default_factory is not None or not isinstance(info.default, Hashable):
        raise TypeError(f"{model.__name__}.{name}: a default that cannot change is shared by all records")
    return info.default


def _field(name: str, info: FieldInfo) -> ReadField:
    kind = _present(info.rebuild_annotation())
    inside = record_inside(kind)
    if inside is None:
        return ReadField(name, *_readers(kind))
    if kind is inside:
        return ReadField(name, _refuse, partial(_record, builder_of(inside)), inside)
    if get_args(kind) == (inside, ...):
        return ReadField(name, _refuse, partial(_records, builder_of(inside)), inside, is_list=True)
    raise TypeError(f"{name}: {kind}")


def _present(annotation: Any) -> Any:
    """The type of a value that is there: ``X`` of ``X | None``."""
    kinds = get_args(annotation)
    if NoneType not in kinds:
        return annotation
    return Union[tuple(kind for kind in kinds if kind is not NoneType)]  # noqa: UP007 - made of what is found


@cache
def _readers(kind: Any) -> tuple[Callable[[str], Any], Callable[[Any], Any]]:
    """The validators of a type, with a memory for texts; prose and names hardly repeat and are read anew."""
    read = _validator(kind)
    if kind == Text:
        return _validator(Prose), read  # a text of one line need not be searched for line breaks
    return (read if kind == Prose else lru_cache(_REMEMBERED)(read)), read


def _validator(kind: Any) -> Callable[[Any], Any]:
    return TypeAdapter(kind, config=ConfigDict(str_strip_whitespace=True)).validator.validate_python


def _refuse(_text: str) -> NoReturn:
    raise UnfitError


def _record(builder: Builder[M], value: Any) -> M:
    if type(value) is not dict:
        raise UnfitError
    return builder.record(value)


def _records(builder: Builder[M], value: Any) -> tuple[M, ...]:
    if type(value) is not list:
        raise UnfitError
    return tuple([_record(builder, item) for item in value])
