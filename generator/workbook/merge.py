"""Merges two versions of a county's workbook that began as one: record by record, field by field.

What only one side changed is taken from that side. What both changed otherwise is a conflict: it is told, never guessed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.intake.screening.quoting import as_shown
from generator.intake.workbook.sheets import Column, Sheet, sheets
from generator.model.place import Place
from generator.workbook.identity import key_of, name_of, owner_of, pairs, same_additions, value_of
from generator.workbook.rows import NO_PLACE, Row, Rows
from generator.workbook.template import Cells

_WHOLE = "整条"
_GONE = "（已删去）"
_BLANK = "（空）"
_OWNER_GONE = "（所属的“{}”已删去或改了编号）"
_NOTHING = Row({})


@dataclass(frozen=True)
class Conflict:
    """What both sides changed, each in another way."""

    sheet: str
    record: str
    """The key of the row: ``2021-03-10 210198-2020-01 一号``."""
    field: str
    base: str
    ours: str
    theirs: str
    ours_at: Place
    theirs_at: Place

    def told(self) -> str:
        """All of it in one line, without private values."""
        where = (
            f"{self.sheet} › {self.record} › {self.field}" if self.record else f"{self.sheet} › {self.field}"
        )
        sides = (
            ("原来", self.base, ""),
            ("OURS", self.ours, _at(self.ours_at)),
            ("THEIRS", self.theirs, _at(self.theirs_at)),
        )
        values = "；".join(
            f"{side}{place}：“{as_shown(value.replace(chr(10), ' '))}”" for side, value, place in sides
        )
        return f"冲突 {as_shown(where)}：{values}"


def _at(place: Place) -> str:
    where = " ".join(filter(None, (place.file, place.within)))
    return f"（{where}）" if where else ""


class _Values(NamedTuple):
    """A value in the three versions."""

    base: str
    ours: str
    theirs: str


@dataclass
class Counts:
    """Rows that one side alone added, changed or removed."""

    added: int = 0
    changed: int = 0
    removed: int = 0

    def __str__(self) -> str:
        return f"新增 {self.added} 条、改动 {self.changed} 条、删去 {self.removed} 条"


@dataclass
class Merged:
    """What two sides make together."""

    rows: dict[Sheet, list[Cells]] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)
    ours: Counts = field(default_factory=Counts)
    theirs: Counts = field(default_factory=Counts)

    def told(self) -> Iterator[str]:
        """What was done, one thing a line."""
        yield f"OURS：{self.ours}"
        yield f"THEIRS：{self.theirs}"
        for conflict in self.conflicts:
            yield conflict.told()


def merge(base: Rows, ours: Rows, theirs: Rows, *, prefers_theirs: bool = False) -> Merged:
    """Merge two sides.

    Args:
        base: what both began with.
        prefers_theirs: whose value stands in the rows where there is a conflict.
    """
    found = Merged()
    for sheet in sheets():
        blank = [_NOTHING] if sheet.is_form else []  # a form without a value is still one form
        was, own, other = (rows.of_sheet.get(sheet) or blank for rows in (base, ours, theirs))
        found.rows[sheet] = _Merging(sheet, was, own, other, found, prefers_theirs).rows()
    for sheet in sheets():
        _settle_orphans(sheet, (ours, theirs), found, prefers_theirs)
    return found


@dataclass
class _Trio:
    """One record in the three versions; None where it is not."""

    base: Row | None
    ours: Row | None
    theirs: Row | None


@dataclass
class _Merging:
    """The rows of one sheet."""

    sheet: Sheet
    base: Sequence[Row]
    ours: Sequence[Row]
    theirs: Sequence[Row]
    found: Merged
    prefers_theirs: bool

    def rows(self) -> list[Cells]:
        """The merged rows: in the order of the side that changed it, ours if both did; additions after what they followed."""
        kept: list[tuple[_Trio, Cells]] = []
        for trio in self._trios():
            cells = self._merged(trio)
            if cells:
                kept.append((trio, cells))
        return [cells for _, cells in self._in_order(kept)]

    def _trios(self) -> Iterator[_Trio]:
        to_ours, to_theirs = (self._pairs(self.base, side) for side in (self.ours, self.theirs))
        for number, row in enumerate(self.base):
            own, other = to_ours.get(number), to_theirs.get(number)
            yield _Trio(
                row, None if own is None else self.ours[own], None if other is None else self.theirs[other]
            )
        new, others = (
            [row for number, row in enumerate(side) if number not in set(known.values())]
            for side, known in ((self.ours, to_ours), (self.theirs, to_theirs))
        )
        alike = same_additions(self.sheet, [row.cells for row in new], [row.cells for row in others])
        for number, row in enumerate(new):
            yield _Trio(None, row, others[alike[number]] if number in alike else None)
        for number, row in enumerate(others):
            if number not in alike.values():
                yield _Trio(None, None, row)

    def _pairs(self, before: Sequence[Row], after: Sequence[Row]) -> dict[int, int]:
        return pairs(self.sheet, [row.cells for row in before], [row.cells for row in after])

    def _merged(self, trio: _Trio) -> Cells | None:
        """The cells of a record; None if it is gone."""
        base, ours, theirs = trio.base, trio.ours, trio.theirs
        self._count(base, ours, theirs, self.found.ours)
        self._count(base, theirs, ours, self.found.theirs)
        if ours is None or theirs is None:
            return self._one_sided(base, ours, theirs)
        cells = {}
        for column in self.sheet.all_columns:
            text = self._field(column, base or _NOTHING, ours, theirs)
            if text:
                cells[column.name] = text
        return cells

    def _count(self, base: Row | None, side: Row | None, other: Row | None, counts: Counts) -> None:
        if base is None:
            counts.added += side is not None and other is None
        elif side is None:
            counts.removed += 1
        else:
            counts.changed += self._is_changed(base, side)

    def _one_sided(self, base: Row | None, ours: Row | None, theirs: Row | None) -> Cells | None:
        """A record that one side alone has: added there, or removed on the other."""
        left = ours or theirs
        if base is None or left is None:
            return left.cells if left else None
        if not self._is_changed(base, left):
            return None
        values = _Values(_whole(base), _whole(ours) if ours else _GONE, _whole(theirs) if theirs else _GONE)
        self._conflict(base, _WHOLE, values, _place(ours), _place(theirs))
        stays = theirs if self.prefers_theirs else ours
        return stays.cells if stays else None

    def _field(self, column: Column, base: Row, ours: Row, theirs: Row) -> str:
        texts = _Values(*(row.cells.get(column.name, "") for row in (base, ours, theirs)))
        was, own, other = (value_of(column, text) for text in texts)
        if other in (own, was):
            return texts.ours
        if own == was:
            return texts.theirs
        values = _Values(*(text or _BLANK for text in texts))
        named = base if base.cells else ours
        self._conflict(named, column.name, values, _place(ours, column.name), _place(theirs, column.name))
        return texts.theirs if self.prefers_theirs else texts.ours

    def _conflict(self, row: Row, name: str, values: _Values, ours_at: Place, theirs_at: Place) -> None:
        record = "" if self.sheet.is_form else name_of(self.sheet, row.cells)
        self.found.conflicts.append(Conflict(self.sheet.title, record, name, *values, ours_at, theirs_at))

    def _is_changed(self, before: Row, after: Row) -> bool:
        return any(
            value_of(column, before.cells.get(column.name, ""))
            != value_of(column, after.cells.get(column.name, ""))
            for column in self.sheet.all_columns
        )

    def _in_order(self, kept: list[tuple[_Trio, Cells]]) -> list[tuple[_Trio, Cells]]:
        """Rows in the order of one side; those that only the other has come after the row before them there."""
        trios = [trio for trio, _ in kept]
        was = _order(self.base, [trio.base for trio in trios])
        own = _order(self.ours, [trio.ours for trio in trios])
        other = _order(self.theirs, [trio.theirs for trio in trios])
        common = {*was} & {*own} & {*other}
        base, ours, theirs = ([number for number in side if number in common] for side in (was, own, other))
        leads, follows = (other, own) if ours == base != theirs else (own, other)
        return [kept[number] for number in _interleaved(leads, follows)]


def _order(side: Sequence[Row], rows: Sequence[Row | None]) -> list[int]:
    """The numbers of the rows that a side has, in its order."""
    places = {id(row): place for place, row in enumerate(side)}
    numbers = [(places[id(row)], number) for number, row in enumerate(rows) if row is not None]
    return [number for _, number in sorted(numbers)]


def _interleaved(leads: Sequence[int], follows: Sequence[int]) -> list[int]:
    """All numbers in the order of ``leads``; those of ``follows`` alone behind what they come after there."""
    common = {*leads} & {*follows}
    behind: dict[int | None, list[int]] = {None: []} | {number: [] for number in common}
    last = None
    for number in follows:
        if number in common:
            last = number
        else:
            behind[last].append(number)
    found, waiting = [], behind[None]
    for number in leads:
        if number in common:
            found += waiting
            waiting = behind[number]
        found.append(number)
    return found + waiting


def _place(row: Row | None, name: str = "") -> Place:
    """Where a value of a row stands, or would stand."""
    return row.places.get(name, row.place) if row else NO_PLACE


def _settle_orphans(sheet: Sheet, sides: Sequence[Rows], found: Merged, prefers_theirs: bool) -> None:
    """Tell of rows that one side wrote, and whose owner the other side removed or renamed.

    In what is merged all the same they stand with their owner, if the preferred side has it, or not at all.
    """
    if not sheet.owners or sheet.begins_records:
        return
    above = next(other for other in sheets() if other.kind == sheet.kind and other.lists == sheet.lists[:-1])
    known = {key_of(above, cells) for cells in found.rows[above]}
    own, other = ({key_of(above, row.cells): row for row in side.of_sheet.get(above, ())} for side in sides)
    kept: list[Cells] = []
    for cells in found.rows[sheet]:
        owner = owner_of(sheet, cells)
        if owner in known:
            kept.append(cells)
            continue
        rows = [next((row for row in side.of_sheet[sheet] if row.cells == cells), None) for side in sides]
        texts = [_whole(row) if row else _OWNER_GONE.format(above.title) for row in rows]
        values = _Values(_BLANK, texts[0], texts[1])
        at = _place(rows[0]), _place(rows[1])
        found.conflicts.append(Conflict(sheet.title, name_of(sheet, cells), _WHOLE, *values, *at))
        if back := (other if prefers_theirs else own).get(owner):
            found.rows[above].append(back.cells)
            known.add(owner)
            kept.append(cells)
    found.rows[sheet] = kept


def _whole(row: Row) -> str:
    return "，".join(f"{name} {text}" for name, text in row.cells.items())
