"""Marks of links to records that are shown in an earlier published version."""

from dataclasses import dataclass, field
from datetime import date

from generator.views.earlier_versions import ALL_LATEST, EarlierVersions

_COUNTIES = "counties/"


@dataclass(slots=True)
class Marks:
    """Decides which links of a page are marked. A county is marked only at its first link, as a page may have hundreds."""

    earlier_versions: EarlierVersions = field(default_factory=lambda: ALL_LATEST)
    _told: set[str] = field(default_factory=set, compare=False)

    def of(self, url: str) -> date | None:
        """Returns the day on which the version at an address was published; None if the link needs no mark."""
        if not self.earlier_versions:
            return None
        address = url.partition("#")[0]
        if address in self._told:
            return None
        if address.startswith(_COUNTIES):
            self._told.add(address)
        return self.earlier_versions.get(address)
