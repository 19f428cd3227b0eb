"""A record whose latest version was withheld, and what stands in its place."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from enum import IntEnum
from typing import NamedTuple

from generator.model.place import Place


class Withheld(NamedTuple):
    """A record whose latest version did not pass, or that was taken away although it was published.

    What was published of it last keeps standing and counts. What was never published is missing: nothing that rests
    on it can be told.
    """

    kind: str
    """Name of the kind of file that holds it (``model.files``): ``projects``, ``payments`` …"""
    project: str | None
    """Id of the project it concerns; empty: the county as a whole; None: nobody can tell."""
    place: Place
    """Where the version that did not pass stands."""
    since: date | None
    """The day on which the version that stands was published; None: none was."""
    ended: datetime | None = None
    """When the version that stands was followed by one that did not pass; None: that is not committed yet, or missing."""

    @property
    def is_missing(self) -> bool:
        return self.since is None

    def concerns(self, project: str) -> bool:
        """Whether what is told of a project may rest on it."""
        return self.project in {project, "", None}


class Rest(IntEnum):
    """On what a figure rests; the worst of its parts decides."""

    LATEST = 0
    EARLIER = 1
    """A record among others stands as it was published earlier: it counts, and the figure says so."""
    MISSING = 2
    """A record was never published: the figure is not given."""


class Rests(NamedTuple):
    """On what the sums of money of a project, a county or the province rest."""

    received: Rest = Rest.LATEST
    """To the account, and allocated by the state."""
    allocated: Rest = Rest.LATEST
    paid: Rest = Rest.LATEST
    spent: Rest = Rest.LATEST

    @property
    def paid_share(self) -> Rest:
        """Of what the state allocated."""
        return max(self.received, self.paid)

    @property
    def spent_share(self) -> Rest:
        return max(self.received, self.spent)

    @property
    def paid_of_allocated(self) -> Rest:
        return max(self.allocated, self.paid)


SOUND = Rests()


def rests_of(withheld: Iterable[Withheld], project: str = "") -> Rests:
    """On what the sums of a county rest, or those of one of its projects."""
    items = [item for item in withheld if not project or item.project in {project, None}]
    return together(*(_rests(item) for item in items))


def together(*parts: Rests) -> Rests:
    """On what a sum of sums rests."""
    return Rests(*map(max, zip(SOUND, *parts, strict=True))) if parts else SOUND


def beyond(whole: Rests, parts: Sequence[Rests]) -> Rests:
    """What is missing from a whole and from none of its parts: nobody can tell to which of them it belongs."""
    known = together(*parts)
    return Rests(
        *(
            Rest.MISSING if own is Rest.MISSING and part is not Rest.MISSING else Rest.LATEST
            for own, part in zip(whole, known, strict=True)
        )
    )


def _rests(item: Withheld) -> Rests:
    rest = Rest.MISSING if item.is_missing else Rest.EARLIER
    return Rests(*(rest if item.kind == kind else Rest.LATEST for kind in _KINDS))


_KINDS = ("county", "projects", "payments", "expenditures")
"""The kinds of files that the four sums are made of."""
