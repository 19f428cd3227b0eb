"""The sheets of a county's workbook and their columns, from the models: a new field is a new column."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import chain
from typing import get_origin

from pydantic.fields import FieldInfo

from generator.intake.reading.as_meant import round_brackets
from generator.model.base import Record, record_inside
from generator.model.county import Batch
from generator.model.fields import said_of
from generator.model.files import COUNTY_FILES, FileKind, Format
from generator.model.place import INSIDE
from generator.model.withheld import OF_BATCHES

KINDS = tuple(kind for kind in COUNTY_FILES if kind.format is not Format.MARKDOWN)
"""The files that a workbook stands for."""
_LATER = "后续批次"
"""Before the titles of the sheets of later batches, which have a row a batch where the first one has a form."""
_WORKBOOK = "台账"
_WITHIN = "·"
"""Between the title of a sheet and that of a list inside its rows: ``项目台账·资金来源``."""
NAMES, VALUES = "名称", "内容"
"""Headings of a form."""
GUIDE, CHOICES = "填报说明", "选项"
"""Sheets that hold no records: the instructions, and the words that columns can be taken from."""

Keys = tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Column:
    """A column of a table, or a line of a form; each is made once."""

    path: Keys
    """Where its value is in the record of a row: ``("验收", "日期")``."""
    info: FieldInfo

    @cached_property
    def name(self) -> str:
        """``验收 › 日期``."""
        return INSIDE.join(self.path)

    @cached_property
    def key(self) -> str:
        """Its name as it is compared: ``验收›日期``."""
        return plain(self.name)

    @property
    def unit(self) -> str:
        return said_of(self.info, "unit") or ""

    @property
    def heading(self) -> str:
        """With the unit: ``金额（万元）``."""
        return f"{self.name}（{self.unit}）" if self.unit else self.name

    @cached_property
    def is_required(self) -> bool:
        """Whether each row must have it: not a part of something that may be absent."""
        return len(self.path) == 1 and self.info.is_required()

    @cached_property
    def is_list(self) -> bool:
        """Whether a cell may hold several texts, one a line."""
        return get_origin(self.info.annotation) is tuple


@dataclass(frozen=True, eq=False)
class Sheet:
    """One sheet: the rows of a ledger, the records of a list, or a form with one value a line; each is made once."""

    title: str
    kind: FileKind
    """The files that it stands for, or a part of them."""
    model: type[Record]
    """The record of a row; of a form, of the whole file."""
    lists: tuple[Keys, ...]
    """The path of the list that its rows are in, from list to list; empty: they are records of their own."""
    owners: tuple[Column, ...]
    """The columns that say, for each list but the outermost, which row of the list above a row belongs to."""
    columns: tuple[Column, ...]
    is_form: bool = False

    @property
    def is_of_batches(self) -> bool:
        """Whether it holds what a county's later batches have of their own."""
        return self.kind.name in OF_BATCHES.values()

    @property
    def begins_records(self) -> bool:
        """Whether a row may begin a record, so that no other sheet needs to have a row for it: its key names the file."""
        return self.is_of_batches and self.kind.model is not Batch and len(self.lists) <= 1

    @cached_property
    def all_columns(self) -> tuple[Column, ...]:
        return self.owners + self.columns

    @cached_property
    def by_key(self) -> Mapping[str, Column]:
        """Name of a column as it is compared → the column."""
        return {column.key: column for column in self.all_columns}

    @cached_property
    def by_heading(self) -> Mapping[str, Column]:
        """Name of a column, alone and with its unit, as it is compared → the column."""
        named = [
            (plain(text), column) for column in self.all_columns for text in (column.name, column.heading)
        ]
        return dict(named)


def plain(name: str) -> str:
    """A name as it is compared: without blanks, marks of required columns, and differences of width and brackets."""
    return round_brackets("".join(unicodedata.normalize("NFKC", name).split())).rstrip("*:")


@cache
def sheets() -> tuple[Sheet, ...]:
    """All sheets, in the order of the county's files; see ``KINDS``."""
    return tuple(chain.from_iterable(map(_of_kind, KINDS)))


def _of_kind(kind: FileKind) -> Iterator[Sheet]:
    model = kind.model
    title = kind.title.removesuffix(_WORKBOOK)
    if kind.format is Format.CSV:
        yield Sheet(title, kind, model, (), (), tuple(_columns(model)))
    elif kind.name in OF_BATCHES.values():
        columns, key = tuple(_columns(model)), _key_of(Batch)
        owners = () if model is Batch else (key,)
        yield Sheet(f"{_LATER}{_WITHIN}{_form_title(kind, columns)}", kind, model, (), owners, columns)
        yield from _inside(kind, model, _LATER, (), (key,))
    elif kind.format is Format.YAML and "*" in kind.path:
        yield Sheet(title, kind, model, (), (), tuple(_columns(model)))
        yield from _inside(kind, model, title, (), (_key_of(model),))
    elif kind.format is Format.YAML:
        if columns := tuple(_columns(model)):
            yield Sheet(_form_title(kind, columns), kind, model, (), (), columns, is_form=True)
        yield from _inside(kind, model, "", (), ())


def _form_title(kind: FileKind, columns: tuple[Column, ...]) -> str:
    """What the form of a file is called: by its parts if it has nothing else."""
    parts = dict.fromkeys(column.path[0] for column in columns)
    return kind.title if any(len(column.path) == 1 for column in columns) else "、".join(parts)


def _columns(model: type[Record], above: Keys = ()) -> Iterator[Column]:
    """The values of a record that are in no list of records."""
    for info in model.model_fields.values():
        if info.alias is None:
            continue
        inside, path = record_inside(info.annotation), (*above, info.alias)
        if inside is None:
            yield Column(path, info)
        elif get_origin(info.annotation) is not tuple:
            yield from _columns(inside, path)


def _lists(model: type[Record], above: Keys = ()) -> Iterator[tuple[Keys, type[Record]]]:
    """The lists of records in a record: path and record of an item."""
    for info in model.model_fields.values():
        inside = record_inside(info.annotation)
        if info.alias is None or inside is None:
            continue
        path = (*above, info.alias)
        if get_origin(info.annotation) is tuple:
            yield path, inside
        else:
            yield from _lists(inside, path)


def _inside(
    kind: FileKind, model: type[Record], title: str, lists: tuple[Keys, ...], owners: tuple[Column, ...]
) -> Iterator[Sheet]:
    """The sheets of the lists in a record."""
    for path, item in _lists(model):
        name = _WITHIN.join(filter(None, (title, *path)))
        here = (*lists, path)
        columns = tuple(_columns(item))
        yield Sheet(name, kind, item, here, tuple(_apart(owners, columns, here)), columns)
        if any(_lists(item)):
            yield from _inside(kind, item, name, here, (*owners, _key_of(item)))


def _apart(
    owners: tuple[Column, ...], columns: tuple[Column, ...], lists: tuple[Keys, ...]
) -> Iterator[Column]:
    """The owners' columns; one that has the name of another column says which list it means."""
    names = [column.name for column in (*owners, *columns)]
    above = [(), *lists][-len(owners) - 1 : -1]
    for owner, path in zip(owners, above, strict=True):
        yield replace(owner, path=(*path[-1:], *owner.path)) if names.count(owner.name) > 1 else owner


def _key_of(model: type[Record]) -> Column:
    """The column that names a row of a list from another sheet: its first required value."""
    info = next(info for info in model.model_fields.values() if info.is_required())
    return Column((str(info.alias),), info)
