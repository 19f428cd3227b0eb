"""The data that a letter about a project starts with, passed in the address of the tip-off page.

It follows the ``#``, which browsers do not send, so the server's log never shows which project a reader writes about.
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote

from generator.model.money import format_wan
from generator.model.partial_day import Planned
from generator.views.rows import Party, ProjectRow

PICKED = 200
"""Up to this many projects are listed on the page itself (45 KB); otherwise readers come from a project's page."""

_GAP = "未公开"
_OWN = re.compile(r"[\x00-\x2c/:-@\[-`{-\x7f]")
"""ASCII characters with a meaning in addresses; Chinese is left as it is, a third of the length of its escapes."""


def spelt(value: str) -> str:
    """Escapes a value for an address: every ASCII character but letters, digits, hyphen and full stop."""
    return value if value.isalnum() else _spelt(value)


@lru_cache(maxsize=4096)
def _spelt(value: str) -> str:
    return _OWN.sub(lambda mark: quote(mark[0], safe=""), value)


class LetterProject(NamedTuple):
    """A project as the letter names it: texts, money in 万元."""

    id: str
    name: str
    county: str
    contractor: str
    amount: str
    deadline: str

    @property
    def tip_off_url(self) -> str:
        """The tip-off page with the project after the ``#``."""
        return (
            f"tip-off.html#project={spelt(self.id)}&name={spelt(self.name)}&county={spelt(self.county)}"
            f"&contractor={spelt(self.contractor)}&amount={spelt(self.amount)}&deadline={spelt(self.deadline)}"
        )


def letter_project(
    id_: str,
    title: str,
    county: str,
    parties: Iterable[Party],
    support: Decimal | None,
    deadline: Planned | None,
) -> LetterProject:
    """Makes the letter's data; what is not disclosed is written as 未公开."""
    return LetterProject(
        id_,
        title,
        county,
        next((party.name for party in parties), _GAP),
        _GAP if support is None else format_wan(support),
        _GAP if deadline is None else str(deadline),
    )


def projects_to_pick(rows: tuple[ProjectRow, ...]) -> tuple[LetterProject, ...]:
    """Returns every project of the province; none if there are more than ``PICKED``."""
    if len(rows) > PICKED:
        return ()
    return tuple(
        letter_project(row.id, row.title, row.county_name, row.parties, row.support, row.deadline)
        for row in rows
    )
