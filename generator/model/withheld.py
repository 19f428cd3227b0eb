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
    """On what that which is told of a project, a county or the province rests: a field for each kind of a county's files."""

    county: Rest = Rest.LATEST
    plan: Rest = Rest.LATEST
    projects: Rest = Rest.LATEST
    progress: Rest = Rest.LATEST
    payments: Rest = Rest.LATEST
    expenditures: Rest = Rest.LATEST
    inspections: Rest = Rest.LATEST
    trainings: Rest = Rest.LATEST
    transactions: Rest = Rest.LATEST
    activities: Rest = Rest.LATEST
    outcome: Rest = Rest.LATEST
    cases: Rest = Rest.LATEST

    @property
    def received(self) -> Rest:
        """To the account, and allocated by the state."""
        return self.county

    @property
    def allocated(self) -> Rest:
        return self.projects

    @property
    def paid(self) -> Rest:
        return self.payments

    @property
    def spent(self) -> Rest:
        return self.expenditures

    @property
    def paid_share(self) -> Rest:
        """Of what the state allocated."""
        return max(self.county, self.payments)

    @property
    def spent_share(self) -> Rest:
        return max(self.county, self.expenditures)

    @property
    def paid_of_allocated(self) -> Rest:
        return max(self.projects, self.payments)

    @property
    def of_projects(self) -> Rest:
        """Of money in projects: allocated, paid and spent."""
        return max(self.projects, self.payments, self.expenditures)

    @property
    def money(self) -> Rest:
        """Of all money, by whatever step."""
        return max(self.county, self.of_projects)

    @property
    def reports(self) -> Rest:
        """Of what is said of a project's progress."""
        return max(self.projects, self.progress)

    @property
    def worst(self) -> Rest:
        return max(self)

    def of(self, kinds: Iterable[str]) -> Rest:
        """On what that rests which rests on records of these kinds; the province's own are not asked."""
        return max((getattr(self, kind) for kind in kinds if kind in self._fields), default=Rest.LATEST)


SOUND = Rests()


def rests_of(withheld: Iterable[Withheld], project: str = "") -> Rests:
    """On what the figures of a county rest, or those of one of its projects."""
    items = [item for item in withheld if not project or item.project in {project, None}]
    return together(*(_rests(item) for item in items))


def together(*parts: Rests) -> Rests:
    """On what a sum of sums rests."""
    different = set(parts)  # nearly all are sound
    return Rests(*map(max, zip(SOUND, *different, strict=True))) if different else SOUND


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
    return SOUND._replace(**{item.kind: Rest.MISSING if item.is_missing else Rest.EARLIER})
