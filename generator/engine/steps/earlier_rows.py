"""Puts earlier published rows of a ledger back in place of rows that are in error or were removed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import TypeVar

from generator.intake.county.county_folder import Unread
from generator.model.base import Record
from generator.model.disclosed_records import LedgerRow
from generator.model.files import ROW_KEYS
from generator.model.place import Place
from generator.model.row_key import plain_cell, row_cells, row_name, table_of
from generator.model.row_pairs import Cells, Line, became, paired
from generator.model.withheld import Withheld

Row = TypeVar("Row", bound=LedgerRow)
_ALIKE = 0.5
"""Share of equal cells (0 to 1) from which a row in error counts as an earlier row that has another key."""


@dataclass(frozen=True)
class Published:
    """The rows without errors of one version of a ledger, in their order."""

    rows: tuple[LedgerRow, ...]
    on: date
    ended: datetime | None
    has_errors: bool = False
    """Whether it had other rows, too, which are left out."""


@dataclass(frozen=True)
class Back:
    """A row that was put back."""

    row: LedgerRow
    on: date
    ended: datetime | None


def put_back(
    today: tuple[Row, ...], versions: Iterable[Published], in_error: Sequence[Line] = ()
) -> tuple[tuple[Row, ...], tuple[Back, ...]]:
    """Adds to today's rows without errors those of earlier versions that have no counterpart among them.

    Args:
        versions: newest first.
        in_error: today's rows that are in error.

    Returns:
        All rows, by date; and those of them that were put back.
    """
    rows: list[LedgerRow] = list(today)
    back: list[Back] = []
    for version in versions:
        rows, found = _completed(rows, version.rows, in_error)
        for row in found:
            mark_earlier(row, version.on, version.ended)
            back.append(Back(row, version.on, version.ended))
    return tuple(rows), tuple(back)  # type: ignore[arg-type]  # rows of one ledger are of one kind


def mark_earlier(record: Record, day: date, ended: datetime | None) -> None:
    """Marks a record as the version that was published on a day, until another one followed that does not pass."""
    record.located(replace(record.origin, earlier=day, unfit_since=ended))


def _completed(
    rows: list[LedgerRow], older: Sequence[LedgerRow], in_error: Sequence[Line]
) -> tuple[list[LedgerRow], list[LedgerRow]]:
    """Returns the rows with the older ones that they lack, each after the row of its day that it followed; and these."""
    counterpart = _counterparts(rows, older, in_error)
    found: list[LedgerRow] = []
    following: dict[int | str, list[LedgerRow]] = defaultdict(list)
    day = ""
    behind: int | str = day
    for row in older:
        if _day(row) != day:
            day = behind = _day(row)
        now = counterpart.get(id(row))
        if now is None:
            following[behind].append(row)
            found.append(row)
        elif _day(now) == day:
            behind = id(now)
    return list(_in_order(rows, following)), found


def _in_order(
    rows: Iterable[LedgerRow], following: Mapping[int | str, list[LedgerRow]]
) -> Iterator[LedgerRow]:
    """Yields rows by day; ``following`` maps a row's id, or a day for its beginning, to the rows that come after it."""
    of_day: dict[str, list[LedgerRow]] = defaultdict(list)
    for row in rows:
        of_day[_day(row)].append(row)
    days = {key for key in following if isinstance(key, str)}
    for day in sorted(days.union(of_day)):
        yield from following.get(day, ())
        for row in of_day[day]:
            yield row
            yield from following.get(id(row), ())


def _counterparts(
    rows: Sequence[LedgerRow], older: Sequence[LedgerRow], in_error: Sequence[Line]
) -> dict[int, LedgerRow]:
    """Maps the ``id()`` of an older row to the row that it became, see ``row_pairs.became``."""
    found = became([_line(row) for row in older], [_line(row) for row in rows], in_error)
    return {id(older[before]): rows[now] for before, now in found.rows.items()}


def _line(row: LedgerRow) -> Line:
    return _line_of(row.place().line, row_cells(row), table_of(row))


def _line_of(place: int, cells: Cells, table: str) -> Line:
    return Line(place, row_name(cells, table), _beside_key(cells, table))


def _day(row: LedgerRow) -> str:
    return str(getattr(row, "date", None) or getattr(row, "month", ""))


@dataclass(frozen=True)
class InError:
    """The rows of a ledger that are in error today."""

    table: str
    """Name of the ledger."""
    file: str
    """Below content_data/."""
    unread: Mapping[str, Unread]
    """File below content_data/ → what could not be read of it."""
    rows: tuple[LedgerRow, ...]
    """Rows that could be read and are in error."""
    sound: frozenset[int] = frozenset()
    """The ``id()`` of those of ``rows`` that nothing is wrong with but the file of their project."""

    def told(self) -> list[tuple[Place, Cells]]:
        """Returns the place of each row in error and its cells, as far as they could be read."""
        refused = [
            (Place(file, row.line), {label: plain_cell(text) for label, text in row.cells.items()})
            for file, unread in self.unread.items()
            for row in unread.refused
        ]
        return [*refused, *((row.place(), row_cells(row)) for row in self.rows)]

    @property
    def place(self) -> Place:
        """Of what could not be read at all: the file with it, the ledger's own where several have such lines."""
        files = [file for file, unread in self.unread.items() if unread.lines]
        return Place(files[0] if len(files) == 1 else self.file)

    def causes(self) -> list[str]:
        """Returns, for each row of ``told``, the name of its project's file if that keeps it back; otherwise ""."""
        refused = sum(len(unread.refused) for unread in self.unread.values())
        kept = [_file_of(row) if id(row) in self.sound else "" for row in self.rows]
        return [""] * refused + kept

    def lines(self) -> list[Line]:
        """Returns the rows in error as far as they could be read."""
        return [_line_of(place.line, cells, self.table) for place, cells in self.told()]


def withheld_rows(
    wrong: InError, back: Sequence[Back], projects: Iterable[str], ended: datetime | None = None
) -> tuple[Withheld, ...]:
    """Returns each row in error, with the row that stands in its place if any, and each removed row that stands.

    Args:
        projects: ids of the county's projects.
        ended: when a version with errors followed the ledger's last one without; None if that is not known.
    """
    errors, known = wrong.told(), frozenset(projects)
    stands_for = _matched([cells for _, cells in errors], [row_cells(item.row) for item in back], wrong.table)
    found = []
    for number, ((place, cells), cause) in enumerate(zip(errors, wrong.causes(), strict=True)):
        item = back[stands_for[number]] if number in stands_for else None
        if item is not None:
            found.append(_standing(wrong.table, item, place))
        else:
            found.append(Withheld(wrong.table, _project_of(cells, known), place, None, ended, cause))
    taken = set(stands_for.values())
    others = [item for number, item in enumerate(back) if number not in taken]
    found += [_standing(wrong.table, item, wrong.place) for item in others]
    # each unreadable line may be one of the other rows put back; the lines beyond these were never published
    lost = max(sum(unread.lines for unread in wrong.unread.values()) - len(others), 0)
    found += [Withheld(wrong.table, None, wrong.place, None, ended)] * lost
    return tuple(found)


def _file_of(row: LedgerRow) -> str:
    """The file of the project that a row names, below the county's folder."""
    return f"projects/{(row.project or '').rpartition('-')[2]}.yaml"


def _standing(table: str, item: Back, place: Place) -> Withheld:
    return Withheld(table, item.row.project or "", place, item.on, item.ended)


def _matched(errors: Sequence[Cells], back: Sequence[Cells], table: str) -> dict[int, int]:
    """Maps numbers of rows in error to those of rows put back: by equal key, else by the other cells, else by likeness."""
    found: dict[int, int] = {}
    for known_by in (partial(row_name, table=table), partial(_content, table=table)):
        taken = set(found.values())
        waiting: dict[object, list[int]] = defaultdict(list)
        for other, cells in enumerate(back):
            if other not in taken and (key := known_by(cells)):
                waiting[key].append(other)
        for number, cells in enumerate(errors):
            others = waiting.get(known_by(cells))
            if number not in found and others:
                found[number] = others.pop(0)
    taken = set(found.values())
    left = [number for number in range(len(errors)) if number not in found]
    right = [other for other in range(len(back)) if other not in taken]
    pairs = paired([errors[number] for number in left], [back[other] for other in right], least=_ALIKE)
    return found | {left[number]: right[other] for number, other in pairs.items()}


def _beside_key(cells: Cells, table: str) -> Cells:
    """Returns the cells of a row without those of its key."""
    return {label: text for label, text in cells.items() if label not in ROW_KEYS[table]}


def _content(cells: Cells, table: str) -> frozenset[tuple[str, str]]:
    return frozenset(_beside_key(cells, table).items())


def _project_of(cells: Cells, known: frozenset[str]) -> str | None:
    """Returns the id of the project that a row in error names in any cell; None if it names none."""
    return next((text for text in cells.values() if text in known), None)
