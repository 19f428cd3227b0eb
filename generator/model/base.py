"""The base of every record: Chinese keys as aliases, frozen values, and where in the files they were read."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from enum import Enum
from functools import cache, lru_cache
from typing import Any, ClassVar, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from generator.model.change import Weight
from generator.model.item_names import NamedBy, as_text, quoted, told_apart
from generator.model.place import INSIDE, KeyPath, Origin, Place, path_label
from generator.model.programme import clause as clause_named


class Search(Enum):
    """How the search treats a field's text; fields of ledger rows, dates, amounts and codelists need not declare it."""

    TEXT = "in the text of the page"
    FIELD = "among the fields that put results in order: names, numbers, posts"
    NOT_HERE = "not here: it names another record or a file, which is found itself"
    NOT = "not: a unit, who signed or answers the telephone, or what a page tells in passing or not at all"


def Label(  # noqa: N802 - reads as a declaration beside the field's type
    label: str,
    *,
    clause: str = "",
    asked: bool = False,
    unit: str = "",
    note: str = "",
    stays: bool = False,
    weight: Weight | None = None,
    searched: Search | None = None,
    example: str = "",
    default: Any = PydanticUndefined,
) -> Any:
    """Declare a field's Chinese key, the one place where that word lives.

    Args:
        label: the key county staff write, pages show, spreadsheets head their column with and messages name.
        clause: id of the clause of the notice that asks for the field, see ``programme.py``.
        asked: the notice asks for the value: absent, it is published as 未公开 and a finding names the clause.
        unit: 万元, 元, % …, shown beside the heading.
        note: one sentence of help for editors and the form.
        stays: a text that names an organisation, a document, a measure or another record: it cannot be taken back.
        searched: how the search treats its text.
        example: a sample value for blank files; empty: one that suits the field's type.
        weight: how much a change of it matters; None: as much as of the part that holds it, 一般 at the top.
        default: the value of a record without it, for a field that is declared by assignment.
    """
    if clause:
        clause_named(clause)
    extra: dict[str, Any] = {"clause": clause, "asked": asked, "unit": unit, "stays": stays, "weight": weight}
    extra |= {"searched": searched, "example": example}
    return Field(default, alias=label, description=note or None, json_schema_extra=extra)


Whereabouts = Origin | Callable[[], Origin]
"""Where a record stands, or a function that computes it on demand."""


class Record(BaseModel):
    """One disclosed thing. Unknown keys are errors; values never change after reading."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, populate_by_name=True, str_strip_whitespace=True, defer_build=True
    )

    named_by: ClassVar[NamedBy] = ()
    """The fields by which readers, and the change record, know one item of a list from another; empty: by all it says."""

    _origin: ClassVar[Whereabouts | None] = None
    """Where the record stands. Each record keeps its own in ``__dict__``: as a private attribute of pydantic it would
    cost every ledger row a second dictionary."""

    def located(self, origin: Whereabouts) -> Self:
        """Remember where this record was read from; returns the record itself."""
        self.__dict__["_origin"] = origin
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the values and since when they are not the latest alone: file positions are no longer needed once findings are made.

        Which fields were set is left out too: a set has no order, and equal records must give equal bytes.
        """
        values = self.__dict__
        plain = type(self), tuple([values[name] for name in _names(type(self))])
        return _unpacked, (*plain, self.earlier, self.unfit_since) if self.earlier else plain

    @property
    def origin(self) -> Origin:
        """Where the record was read from; a record made in memory stands nowhere (empty file name)."""
        found = self._origin
        if found is None:
            return Origin("")
        return found if isinstance(found, Origin) else found()

    @property
    def earlier(self) -> date | None:
        """The day on which this version was published if it stands in place of one that failed checks, else None."""
        found = self._origin
        return found.earlier if isinstance(found, Origin) else None

    @property
    def unfit_since(self) -> datetime | None:
        """When the main line took the version that failed checks, in whose place this one stands, or its removal."""
        found = self._origin
        return found.unfit_since if isinstance(found, Origin) else None

    def place(self, *path: str | int) -> Place:
        """Where a value stands, by English field names and list positions: ``place("acceptance", "date")``."""
        return self.origin.place(self.key_path(*path))

    @classmethod
    def key_path(cls, *path: str | int) -> KeyPath:
        """Translate English field names into the Chinese keys of the file."""
        return _key_path(cls, path)

    @classmethod
    def label_of(cls, *path: str | int) -> str:
        """The Chinese label of a field by English names: ``label_of("acceptance", "date")`` is ``验收 › 日期``."""
        return _label(cls, path)

    @property
    def item_name(self) -> str:
        """What the record goes by as an item of a list, in quotes; empty if nothing names it."""
        given = self.__dict__
        choices = ((each,) if isinstance(each, str) else each for each in self.named_by)
        return quoted(next(filter(None, (as_text(given[name]) for name in choice)), "") for choice in choices)

    def label_in(self, *path: str | int) -> str:
        """The label of a value in the change record, by English names and list positions: ``整改清单 › “ZG-01” › 期限``.

        Items that nothing names have no step of their own.
        """
        steps: list[str] = []
        owner: Any = self
        for step in path:
            if isinstance(step, int):
                names = tuple(told_apart([getattr(item, "item_name", "") for item in owner]))
                steps += [names[step]] if names[step] else []
                owner = owner[step]
            else:
                steps.append(type(owner).model_fields[step].alias or step)
                owner = getattr(owner, step)
        return INSIDE.join(steps)

    @classmethod
    def unit_of(cls, name: str) -> str:
        """The unit in which a field is given; empty where it has none."""
        extra = cls.model_fields[name].json_schema_extra
        return str(extra["unit"]) if isinstance(extra, dict) else ""

    @classmethod
    def labels(cls) -> dict[str, str]:
        """English field name → Chinese label, in the order of the data dictionary."""
        return {name: info.alias or name for name, info in cls.model_fields.items()}


def earlier_days(records: Iterable[Record]) -> list[date | None]:
    """``Record.earlier`` of each, which is faster than to ask them one by one."""
    origins = [record.__dict__.get("_origin") for record in records]
    return [origin.earlier if isinstance(origin, Origin) else None for origin in origins]


R = TypeVar("R", bound=Record)


def _unpacked(
    model: type[R],
    values: tuple[Any, ...],
    earlier: date | None = None,
    unfit_since: datetime | None = None,
) -> R:
    """Rebuild a pickled record through pydantic's ``__setstate__``."""
    filled: set[str] = set()
    record = model.__new__(model)
    record.__setstate__(
        {
            "__dict__": dict(zip(_names(model), values, strict=True)),
            "__pydantic_fields_set__": filled,
            "__pydantic_extra__": None,
            "__pydantic_private__": None,
        }
    )
    return record.located(Origin("", {}, earlier, unfit_since)) if earlier else record


@cache
def _names(model: type[Record]) -> tuple[str, ...]:
    return tuple(model.model_fields)


@lru_cache(maxsize=10_000)
def _key_path(model: type[Record], path: KeyPath) -> KeyPath:
    """``Record.key_path``, cached: the same few fields are asked for in every row of a ledger."""
    keys: list[str | int] = []
    owner: type[Record] | None = model
    for step in path:
        if isinstance(step, int) or owner is None:
            keys.append(step)
            continue
        info = owner.model_fields[step]
        keys.append(info.alias or step)
        owner = record_inside(info.annotation)
    return tuple(keys)


@lru_cache(maxsize=10_000)
def _label(model: type[Record], path: KeyPath) -> str:
    """``Record.label_of``, cached for the same reason."""
    return path_label(_key_path(model, path))


def asked_fields(model: type[Record]) -> dict[str, FieldInfo]:
    """The fields the notice asks for (data dictionary: required "yes"), by English name."""
    found = {}
    for name, info in model.model_fields.items():
        extra = info.json_schema_extra
        if isinstance(extra, dict) and extra.get("asked"):
            found[name] = info
    return found


def record_inside(annotation: Any) -> type[Record] | None:
    """The record type inside ``X | None``, ``tuple[X, ...]`` and the like."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        found = record_inside(argument)
        if found is not None:
            return found
    return None


C = TypeVar("C", bound="Codelist")


class Codelist(Enum):
    """A closed list of values: ``NAME = ("中文", "English title", "code in OC4IDS/OCDS or empty")``.

    The member's value is the Chinese label, which is what files hold and pages show.
    """

    label: str
    title: str
    code: str

    # members are singletons, compared by identity; Enum's own hash runs in Python on every call
    __hash__ = object.__hash__

    def __new__(cls, label: str, title: str, code: str = "") -> Self:
        member = object.__new__(cls)
        member._value_ = member.label = label
        member.title = title
        member.code = code
        return member

    def __str__(self) -> str:
        return self.label
