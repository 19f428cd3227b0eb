"""What a letter about a project carries: the data that is disclosed, taken along in the address.

The values stand behind the ``#``: a browser keeps that part to itself, so the server's log never learns which project a
reader writes about.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from urllib.parse import quote

from generator.model.money import format_wan
from generator.views.rows import Party, ProjectRow

PICKED = 200
"""So many projects can be picked on the page itself, 45 KB of it; in a larger province the reader comes from a project."""

_GAP = "未公开"
_OWN = re.compile(r"[\x00-\x2c/:-@\[-`{-\x7f]")
"""ASCII marks that may mean something in an address; Han stands as it is, a third as long as when spelt out."""


@lru_cache(maxsize=4096)
def spelt(value: str) -> str:
    """A value in an address: every mark of ASCII but hyphen and full stop by its number."""
    return _OWN.sub(lambda mark: quote(mark[0], safe=""), value)


@dataclass(frozen=True, slots=True)
class LetterProject:
    """A project as the letter names it: all text, money in 万元."""

    id: str
    name: str
    county: str
    contractor: str
    amount: str
    deadline: str

    @property
    def tip_off_url(self) -> str:
        """The tip-off page with the project behind the ``#``."""
        return (
            f"tip-off.html#project={spelt(self.id)}&name={spelt(self.name)}&county={spelt(self.county)}"
            f"&contractor={spelt(self.contractor)}&amount={spelt(self.amount)}&deadline={spelt(self.deadline)}"
        )


def letter_project(
    id_: str,
    title: str,
    county: str,
    parties: Iterable[Party],
    subsidy: Decimal | None,
    deadline: date | None,
) -> LetterProject:
    """What is not disclosed is said to be 未公开: that too belongs into a letter."""
    return LetterProject(
        id_,
        title,
        county,
        next((party.name for party in parties), _GAP),
        _GAP if subsidy is None else format_wan(subsidy),
        _GAP if deadline is None else deadline.isoformat(),
    )


def projects_to_pick(rows: tuple[ProjectRow, ...]) -> tuple[LetterProject, ...]:
    """Every project of the province, or none where the page could not hold them all."""
    if len(rows) > PICKED:
        return ()
    return tuple(
        letter_project(row.id, row.title, row.county_name, row.parties, row.subsidy, row.deadline)
        for row in rows
    )
