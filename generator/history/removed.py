"""Remembers what was published and then removed, so that what comes back is compared with what it last was.

However many commits lie between: whoever deletes a record in one commit and adds it with another amount in a later one
has changed the amount.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.history.compare import FieldChange, letters, row_again, unlike
from generator.history.lists import same
from generator.history.published import Origin, Published, Where
from generator.history.records import Row, Rows
from generator.intake.screening.hiding import Mark
from generator.model.change import WHOLE, Weight
from generator.model.place import INSIDE
from generator.model.row_key import named, plain_cell
from generator.model.row_pairs import Line, of_one_name
from generator.model.types import HIDDEN

RowsGone = dict[str, list[Where]]
"""Name of a row → where each removed row of that name stood last."""


@dataclass
class Removed:
    """Points to the last published versions of removed records and ledger rows.

    It holds no values, since it is stored between builds.
    """

    records: dict[str, Origin] = field(default_factory=dict)
    """Record → its last published version."""
    rows: dict[str, RowsGone] = field(default_factory=dict)
    """Ledger → its removed rows."""

    def note_rows(self, before: Published, after: Rows) -> None:
        """Remembers the rows of a ledger that its next version lacks."""
        for name, where in _gone(before, after):
            self.rows.setdefault(before.record, {}).setdefault(name, []).append(where)

    def take_back(
        self, record: str, before: Rows, after: Rows, row_at: Callable[[Where], Row | None]
    ) -> "Returned":
        """Finds the removed rows that a ledger has again, and forgets them.

        Args:
            row_at: reads a row again.
        """
        found, gone = Returned(), self.rows.get(record)
        if not gone:
            return found
        more = Counter(row.name for row in after) - Counter(row.name for row in before)
        for name in [name for name in more if name in gone]:
            here = [(label, row) for label, row in _labelled(after) if row.name == name]
            new = _new(name, before, [row for _, row in here])
            then = [(where, row) for where in gone[name] if (row := row_at(where))]
            pairs = of_one_name(_lines(row for _, row in then), _lines(here[number][1] for number in new))
            for one, other in sorted(pairs.items()):
                where, row = then[one]
                gone[name].remove(where)
                found.rows.append(row)
                label, now = here[new[other]]
                if is_as_it_was(row.cells, now.cells):
                    found.unchanged.append(row_again(record, label, now))
            if not gone[name]:
                del gone[name]
        if not gone:
            del self.rows[record]
        return found


@dataclass
class Returned:
    """Rows of a ledger that were removed earlier and are there again."""

    rows: list[Row] = field(default_factory=list)
    """As they last were."""
    unchanged: list[FieldChange] = field(default_factory=list)
    """What is told of those that are as they were."""


def is_as_it_was(before: Mapping[str, str], now: Mapping[str, str]) -> bool:
    return all(same(before.get(name, ""), now.get(name, "")) for name in before.keys() | now.keys())


def since_filled(item: FieldChange, last: Sequence[tuple[str, str]]) -> FieldChange:
    """A change that fills a field, told from the value that was published before the field was emptied.

    Args:
        last: (old, new) of the changes that the field had in the last commit that changed it.
    """
    if item.old or isinstance(item.new, Mark) or len(last) != 1:
        return item
    if item.field.rpartition(INSIDE)[2] == WHOLE:
        return item
    old, emptied = last[0]
    if emptied or old == HIDDEN or same(old, item.new):
        return item
    weight = Weight.WORDING if letters(old) == letters(item.new) else item.weight
    return replace(item, old=old, weight=weight)


def _gone(before: Published, after: Rows) -> Iterator[tuple[str, Where]]:
    if not isinstance(before.content, tuple):
        return
    fewer = Counter(row.name for row in before.content) - Counter(row.name for row in after)
    for name in fewer:
        old = [place for place, row in enumerate(before.content) if row.name == name]
        new = [row for row in after if row.name == name]
        went, came = unlike([before.content[place] for place in old], new)
        stayed = of_one_name(
            _lines(before.content[old[number]] for number in went), _lines(new[number] for number in came)
        )
        for one, number in enumerate(went):
            if one not in stayed:
                yield name, before.places[old[number]]


def _new(name: str, before: Rows, now: list[Row]) -> list[int]:
    """Returns the numbers of those rows of a name that no row of the version before became."""
    old = [row for row in before if row.name == name]
    went, came = unlike(old, now)
    pairs = of_one_name(_lines(old[number] for number in went), _lines(now[number] for number in came))
    taken = set(pairs.values())
    return [number for other, number in enumerate(came) if other not in taken]


def _labelled(rows: Rows) -> Iterator[tuple[str, Row]]:
    yield from zip(named(row.name for row in rows), rows, strict=True)


def _lines(rows: Iterable[Row]) -> list[Line]:
    return [Line(0, row.name, {label: plain_cell(text) for label, text in row.cells.items()}) for row in rows]
