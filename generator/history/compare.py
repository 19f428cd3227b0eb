"""Compares two versions of records: the fields that changed, each with its weight."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from generator.history.lists import Difference, differences, item_steps, same
from generator.history.persons import tells_of_person, without_persons
from generator.history.records import Content, Fields, Row, Rows
from generator.intake.screening.hiding import Mark
from generator.model.base import Record
from generator.model.change import WHOLE, Weight
from generator.model.documents import Document
from generator.model.fields import general, weights
from generator.model.files import FileKind, kind_of
from generator.model.place import INSIDE
from generator.model.project import Project
from generator.model.row_key import named, plain_cell, row_identity, table_named
from generator.model.row_pairs import Line, of_one_name

_TELLING = frozenset(".-%≤≥≦≧<>=±")
"""Marks without which a number is another."""
_TITLES = (Project.label_of("title"), Document.label_of("title"))


@dataclass(frozen=True)
class FieldChange:
    record: str
    field: str
    old: str
    new: str
    weight: Weight
    hides: tuple[str, ...] = ()
    """Values that turn out to be a natural person's, which earlier changes of the field must tell no more."""
    is_nameless: bool = False
    """Whether it is of an item of a list that nothing names, or whose name others share, so that the next change of the field may be another's."""


_HEAVIEST = (Weight.MAJOR, Weight.ORDINARY, Weight.WORDING)


def changes(old: Mapping[str, Content], new: Mapping[str, Content]) -> Iterator[FieldChange]:
    """Yields what changed in the records from one version to the next.

    A new record or ledger row is not a change, it is a publication; a removed one is a change with an empty new value.
    An item that a list of a record gained is a change with an empty old value, one that it lost one with an empty new.
    """
    for record, before in old.items():
        after = new.get(record)
        if after is None:
            yield FieldChange(record, WHOLE, _title(before), "", Weight.MAJOR)
        elif isinstance(before, tuple) and isinstance(after, tuple):
            yield from _rows(record, before, after)
        elif not isinstance(before, tuple) and not isinstance(after, tuple):
            yield from _fields(record, before, after)


def additions(old: Mapping[str, Content], new: Mapping[str, Content]) -> Iterator[FieldChange]:
    """Yields what was not there before: fields and items of a new record, every new row of a ledger as one line."""
    for record, after in new.items():
        before = old.get(record)
        if not isinstance(after, tuple):
            yield from _fields(record, {}, after) if before is None else ()
            continue
        for pair in _pairs(before if isinstance(before, tuple) else (), after):
            if pair.before is None and pair.after is not None:
                label, row = pair.after
                yield row_again(record, label, row)


def record_again(record: str, content: Content) -> FieldChange:
    """What is told of a record that was removed and is published again as it was."""
    return FieldChange(record, WHOLE, "", _title(content), Weight.ORDINARY)


def row_again(record: str, label: str, row: Row) -> FieldChange:
    """What is told of a row of a ledger that is published anew, or again as it was."""
    return FieldChange(record, f"{label}{INSIDE}{WHOLE}", "", _told(row), Weight.ORDINARY)


def _told(row: Row) -> str:
    return "，".join(f"{name} {cell}" for name, cell in row.cells.items())


def _title(before: Content) -> str:
    if isinstance(before, tuple):
        return "已公开"
    return next((before[name] for name in _TITLES if before.get(name)), "已公开")


def new_rows(record: str, before: Content, after: Content) -> Iterator[str]:
    """Yields the keys of rows that a ledger gained: ``210198/payments › 2021-03-10 210198-2020-01 一号``."""
    if not isinstance(before, tuple) or not isinstance(after, tuple):
        return
    table = table_named(record)
    for pair in _pairs(before, after):
        if pair.before is None and pair.after is not None:
            _, row = pair.after
            yield f"{record}{INSIDE}{row_identity(table, row.name, row.cells)}"


def _fields(record: str, before: Fields, after: Fields) -> Iterator[FieldChange]:
    kind = kind_of(record)
    model = kind.model if kind else Record
    for found in differences(_without_persons(before, after, model), after, model):
        yield FieldChange(
            record,
            found.label,
            found.old,
            found.new,
            _weight_of(found, kind, record),
            found.hides,
            found.is_nameless,
        )


def _without_persons(before: Fields, after: Fields, model: type[Record]) -> Fields:
    """``without_persons`` of versions in which items may have moved."""
    if not tells_of_person(after):
        return before
    named, now = item_steps(before, model), item_steps(after, model)
    hidden = without_persons(
        {named[label]: value for label, value in before.items()},
        {now[label]: value for label, value in after.items()},
    )
    return {label: hidden[named[label]] for label in before}


def _weight_of(found: Difference, kind: FileKind | None, record: str) -> Weight:
    """The weight of a value; of an item that came or went, that of the heaviest of its values."""
    if len(found.fields) == 1:
        return weight(record, found.fields[0], found.old, found.new)
    known = weights(kind.model) if kind else {}
    return min((known.get(field, Weight.ORDINARY) for field in found.fields), key=_HEAVIEST.index)


def _rows(record: str, before: Rows, after: Rows) -> Iterator[FieldChange]:
    for pair in _pairs(before, after):
        if pair.before is None:
            continue
        label, row = pair.before
        if pair.after is None:
            yield FieldChange(record, f"{label}{INSIDE}{WHOLE}", _told(row), "", Weight.MAJOR)
            continue
        label, now = pair.after
        for name in dict.fromkeys([*row.cells, *now.cells]):
            old, new = row.cells.get(name, ""), now.cells.get(name, "")
            if not same(old, new):
                yield FieldChange(record, f"{label}{INSIDE}{name}", old, new, weight(record, name, old, new))


class _Pair(NamedTuple):
    """A row in two versions of a ledger, each with its label; None where that version lacks it."""

    before: tuple[str, Row] | None
    after: tuple[str, Row] | None


def _pairs(before: Rows, after: Rows) -> Iterator[_Pair]:
    """Yields the rows that differ, paired by name; of rows with one name, unchanged ones are left out first and the most alike paired."""
    if before == after:
        return
    olds, news = _by_name(before), _by_name(after)
    for name in dict.fromkeys([*olds, *news]):
        old, new = olds.get(name, []), news.get(name, [])
        went, came = unlike([row for _, row in old], [row for _, row in new])
        alike = of_one_name([_line(old[number]) for number in went], [_line(new[other]) for other in came])
        for one, number in enumerate(went):
            yield _Pair(old[number], new[came[alike[one]]] if one in alike else None)
        for other in sorted(set(range(len(came))).difference(alike.values())):
            yield _Pair(None, new[came[other]])


def _line(labelled: tuple[str, Row]) -> Line:
    _, row = labelled
    return Line(0, row.name, {label: plain_cell(text) for label, text in row.cells.items()})


def unlike(old: Rows | list[Row], new: Rows | list[Row]) -> tuple[list[int], list[int]]:
    """Returns the positions of rows that only ``old`` has, and of those that only ``new`` has."""
    left = Counter(map(_whole, new))
    stayed: Counter[object] = Counter()
    went, came = [], []
    for number, row in enumerate(old):
        whole = _whole(row)
        if stayed[whole] < left[whole]:
            stayed[whole] += 1
        else:
            went.append(number)
    for number, row in enumerate(new):
        whole = _whole(row)
        if stayed[whole]:
            stayed[whole] -= 1
        else:
            came.append(number)
    return went, came


def _whole(row: Row) -> object:
    return row.name, frozenset(row.cells.items())


def _by_name(rows: Rows) -> dict[str, list[tuple[str, Row]]]:
    found: dict[str, list[tuple[str, Row]]] = {}
    for label, row in zip(named(row.name for row in rows), rows, strict=True):
        found.setdefault(row.name, []).append((label, row))
    return found


def weight(record: str, field: str, old: str, new: str) -> Weight:
    """Returns the model's weight of the field, or WORDING if only punctuation, spacing or width differs.

    Args:
        record: key of the record, which tells its kind.
        field: label of the field; for a row, its column heading alone.
    """
    is_told = not (isinstance(old, Mark) and isinstance(new, Mark))
    if old and new and is_told and letters(old) == letters(new):
        return Weight.WORDING
    kind = kind_of(record)
    return weights(kind.model).get(general(field), Weight.ORDINARY) if kind else Weight.ORDINARY


def letters(text: str) -> str:
    """Drops punctuation, blanks and differences of width; of a text with digits it keeps ``_TELLING``."""
    plain = unicodedata.normalize("NFKC", text)
    if re.search(r"\d", plain):
        return "".join(mark for mark in plain if mark.isalnum() or mark in _TELLING)
    return "".join(mark for mark in plain if mark.isalnum())
