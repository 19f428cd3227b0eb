"""A record whose latest version was withheld, and what stands in its place."""

from datetime import date, datetime
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
