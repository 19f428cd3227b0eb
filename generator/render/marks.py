"""Links to records that stand as they were published earlier are marked, wherever they are made."""

from dataclasses import dataclass, field
from datetime import date

from generator.views.standing import NOTHING_STANDS, Standing

_COUNTIES = "counties/"


@dataclass(slots=True)
class Marks:
    """What is said behind the links of one page. A county, which a page may name a hundred times, is marked once."""

    standing: Standing = field(default_factory=lambda: NOTHING_STANDS)
    _told: set[str] = field(default_factory=set, compare=False)

    def of(self, url: str) -> date | None:
        """The day on which what stands at an address was published, where its latest version did not pass."""
        if not self.standing:
            return None
        address = url.partition("#")[0]
        if address in self._told:
            return None
        if address.startswith(_COUNTIES):
            self._told.add(address)
        return self.standing.get(address)
