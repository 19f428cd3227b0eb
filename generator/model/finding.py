"""Findings: checks return them as values with a place and a cure, and never print."""

from datetime import date, datetime
from enum import Enum
from typing import NamedTuple

from generator.model.identifiers import by_number
from generator.model.place import Place
from generator.model.programme import DEMONSTRATION_COUNTY


class Severity(Enum):
    """How much a finding weighs."""

    ERROR = "error"
    """The record cannot be published; the pull request fails."""
    FINDING = "finding"
    """Published beside the record, for everyone to read."""
    NOTICE = "notice"
    """A remark for the submitter alone."""

    @property
    def label(self) -> str:
        return {"error": "错误", "finding": "发现", "notice": "提示"}[self.value]


class DutyOf(Enum):
    """Whose duty a rule is about, and so who can answer for a finding."""

    CONTRACTOR = "承办单位"
    COUNTY = DEMONSTRATION_COUNTY
    CITY = "所属市"
    PROVINCE = "省"

    @property
    def is_above(self) -> bool:
        """Whether a county cannot answer for it."""
        return self in (DutyOf.CITY, DutyOf.PROVINCE)


class Degree(Enum):
    """How much a rule's finding weighs for a reader; docs/rules-review.md says why."""

    ERROR = "错误"
    """Keeps the record from being published."""
    MAJOR = "重要"
    """Published, first."""
    ORDINARY = "一般"
    """Published."""
    HINT = "提示"
    """Told to the submitter alone."""


class Finding(NamedTuple):
    """One thing that is wrong or missing, in the words of county staff.

    ``message`` says what is wrong, ``place`` where, ``cure`` how to mend it. A named tuple, since there are many.
    """

    code: str
    severity: Severity
    message: str
    place: Place
    cure: str
    clause: str = ""
    """Section of the notice (or the law) it rests on, e.g. ``五（三）``."""
    county: str = ""
    """Six-digit code of the county concerned; empty for province-wide files."""
    project: str = ""
    """Project id concerned, if one is."""
    since: date | None = None
    """The first day on which it was true; None where that is not known."""
    terms: tuple[str, ...] = ()
    """The words or figures it rests on."""
    projects: tuple[str, ...] = ()
    """Ids of the projects that it counts, if it is about several."""
    duty_of: DutyOf = DutyOf.COUNTY

    @property
    def concerned(self) -> tuple[str, ...]:
        """Ids of the projects that it is about; none if it is about the county as a whole."""
        return self.projects or ((self.project,) if self.project else ())

    @property
    def sort_key(self) -> tuple[str, tuple[str, int, str], int, int, str, str, str]:
        """County, place, code, message."""
        at = self.place
        return (self.county, by_number(at.file), at.line, at.column, at.label, self.code, self.message)


class Turn(NamedTuple):
    """What one commit changed in the findings of a county; each finding is about one project or the whole county."""

    published: datetime
    """When the main line took it, +08:00."""
    commit: str
    """Empty if a version in it does not pass."""
    mended: tuple[Finding, ...]
    came: tuple[Finding, ...]
    days: tuple[date, ...] = ()
    """The first days of which it took or gave a finding: of those mended and brought, and of those dated otherwise now."""
