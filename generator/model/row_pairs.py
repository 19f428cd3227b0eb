"""Which row of a ledger is which row of another version of it; pages and the change record both ask here."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

Cells = Mapping[str, str]
"""Heading → text of the cell."""
_MOST_PAIRS, _MOST_OF_ONE_NAME = 40_000, 900
"""Most pairs that are compared, of all rows and of those of one name: a whole ledger may consist of such groups."""


class Line(NamedTuple):
    """A row of a ledger as it is recognised."""

    place: int
    """Orders the rows of one version."""
    name: str
    """Its key columns, joined (``row_key.row_name``)."""
    content: Cells
    """Its other columns."""


class Became(NamedTuple):
    """What rows of an older version became, by their numbers."""

    rows: Mapping[int, int]
    """Number of an older row → number of the row that it became."""
    in_error: Mapping[int, int]
    """Number of an older row → number of the row in error for which it stands, being of the same name."""


def became(older: Sequence[Line], now: Sequence[Line], in_error: Sequence[Line] = ()) -> Became:
    """Finds out what older rows became: rows of the same name, the most alike first, whether in error or not.

    A row of which only the key was corrected is the same row, and must not count twice; but one that is in error today
    is not another that happens to have the same content.
    """
    lines = sorted(
        [(line.place, line, number, False) for number, line in enumerate(now)]
        + [(line.place, line, number, True) for number, line in enumerate(in_error)],
        key=lambda one: (one[0], one[3], one[2]),
    )
    pairs = of_one_name(older, [line for _, line, _, _ in lines])
    rows = {before: lines[after][2] for before, after in pairs.items() if not lines[after][3]}
    wrong = {before: lines[after][2] for before, after in pairs.items() if lines[after][3]}
    taken = set(rows.values())
    new: dict[frozenset[tuple[str, str]], list[int]] = defaultdict(list)
    for number, line in enumerate(now):
        if number not in taken:
            new[frozenset(line.content.items())].append(number)
    for before, line in enumerate(older):
        if before in pairs or len(line.content) <= 1:
            continue
        if others := new.get(frozenset(line.content.items())):
            rows[before] = others.pop(0)
    return Became(rows, wrong)


def of_one_name(some: Sequence[Line], others: Sequence[Line]) -> dict[int, int]:
    """Pairs the numbers of rows of the same name, the most alike first."""
    named: dict[str, list[int]] = defaultdict(list)
    for other, line in enumerate(others):
        named[line.name].append(other)
    grouped: dict[str, list[int]] = defaultdict(list)
    for number, line in enumerate(some):
        if line.name in named:
            grouped[line.name].append(number)
    found: dict[int, int] = {}
    for name, numbers in grouped.items():
        pairs = paired(
            [some[number].content for number in numbers],
            [others[other].content for other in named[name]],
            least=0,
            most=_MOST_OF_ONE_NAME,
        )
        found |= {numbers[one]: named[name][other] for one, other in pairs.items()}
    return found


def paired(
    some: Sequence[Cells], others: Sequence[Cells], *, least: float, most: int = _MOST_PAIRS
) -> dict[int, int]:
    """Pairs the numbers of rows: equal ones first, then the most alike; if there are very many, in their order.

    Args:
        least: least likeness (0 to 1) of a pair.
        most: most pairs that are compared.
    """
    found: dict[int, int] = {}
    equal: dict[frozenset[tuple[str, str]], list[int]] = defaultdict(list)
    for other, cells in enumerate(others):
        equal[frozenset(cells.items())].append(other)
    for number, cells in enumerate(some):
        if same := equal.get(frozenset(cells.items())):
            found[number] = same.pop(0)
    taken = set(found.values())
    left = [number for number in range(len(some)) if number not in found]
    right = [other for other in range(len(others)) if other not in taken]
    if len(left) * len(right) > most:
        return found | dict(zip(left, right, strict=False))
    pairs = sorted(
        (-likeness, number, other)
        for number in left
        for other in right
        if (likeness := _likeness(some[number], others[other])) >= least
    )
    for _, number, other in pairs:
        if number not in found and other not in taken:
            found[number] = other
            taken.add(other)
    return found


def _likeness(one: Cells, other: Cells) -> float:
    """Returns the share of the filled cells that are equal."""
    filled = one.keys() | other.keys()
    return sum(one.get(label) == other.get(label) for label in filled) / (len(filled) or 1)
