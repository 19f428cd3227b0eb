"""Marks of links to records that are shown in an earlier published version."""

from dataclasses import dataclass, field
from datetime import date

from generator.views.standing import NOTHING_STANDS, Standing

_COUNTIES = "counties/"


@dataclass(slots=True)
class Marks:
    """Decides which links of a page are marked. A county is marked only at its first link, as a page may have hundreds."""

    standing: Standing = field(default_factory=lambda: NOTHING_STANDS)
    _told: set[str] = field(default_factory=set, compare=False)

    def of(self, url: str) -> date | None:
        """Returns the day on which the version at an address was published; None if the link needs no mark."""
        if not self.standing:
            return None
        address = url.partition("#")[0]
        if address in self._told:
            return None
        if address.startswith(_COUNTIES):
            self._told.add(address)
        return self.standing.get(address)
