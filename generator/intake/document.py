"""What a reader hands on: plain values with their positions, and what was wrong on the way."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.model.finding import Finding, Severity
from generator.model.place import KeyPath, Origin, Place

Value = Any
"""A mapping, a list, text, or None for an absent value."""


@dataclass
class Report:
    """Collects the findings on one file; the only thing in this room that changes."""

    file: str
    county: str = ""
    project: str = ""
    findings: list[Finding] = field(default_factory=list)

    def error(self, code: str, message: str, cure: str, *, at: Place | None = None) -> None:
        """Add an error of the form, privacy or safety families."""
        self._add(code, Severity.ERROR, message, cure, at)

    def notice(self, code: str, message: str, cure: str, *, at: Place | None = None) -> None:
        """Add a remark for the submitter alone."""
        self._add(code, Severity.NOTICE, message, cure, at)

    def _add(self, code: str, severity: Severity, message: str, cure: str, at: Place | None) -> None:
        place = at or Place(self.file)
        self.findings.append(
            Finding(code, severity, message, place, cure, county=self.county, project=self.project)
        )


@dataclass(frozen=True, slots=True)
class Document:
    """The values of one file, or of one row of a table."""

    value: Mapping[str, Value]
    origin: Origin


@dataclass(frozen=True, slots=True)
class Cell:
    """One piece of text as it stands in a file, for the checks that read every word."""

    text: str
    place: Place


def cells(document: Document) -> list[Cell]:
    """Every text value of a document with its place, keys as well."""
    found: list[Cell] = []
    _walk(document.value, (), document.origin.place, found)
    return found


def _walk(value: Value, path: KeyPath, place: Callable[[KeyPath], Place], found: list[Cell]) -> None:
    if isinstance(value, str):
        found.append(Cell(value, place(path)))
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            _walk(inner, (*path, key), place, found)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            _walk(inner, (*path, index), place, found)
