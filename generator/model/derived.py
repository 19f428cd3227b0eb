"""What a county's other files tell of a project: its 状态, and when its contracts were signed."""

from datetime import date
from enum import Enum
from typing import NamedTuple

from generator.model.codelists import Status

PASSING = frozenset((Status.NOT_STARTED, Status.UNDER_WAY))
"""The states of which a report tells no more than how it was on its day."""


class Basis(Enum):
    """What a project's 状态 rests on."""

    GIVEN = "given in its own file"
    REPORTED = "its acceptance or cancellation, or a progress report"
    PRESUMED = "dates and payments alone"


class Derived(NamedTuple):
    """What a county's other files tell of a project beyond its own file."""

    signed: tuple[date | None, ...] = ()
    """The days of the contracts that tell its 合同日期, None for one not told; empty: its own file tells it."""
    basis: Basis = Basis.GIVEN
    reported: date | None = None
    """The first day that the last progress report may mean; None without reports."""


NOTHING_DERIVED = Derived()
