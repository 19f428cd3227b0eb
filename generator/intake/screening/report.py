"""What a reader hands on: plain values with their positions, and what was wrong on the way."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.intake.screening.declared import Answers
from generator.intake.screening.quoting import as_shown
from generator.model.fault import fault_id
from generator.model.finding import Finding, Severity
from generator.model.place import KeyPath, Origin, Place, path_label

Value = Any
"""A mapping, a list, text, or None for an absent value."""

MAX_LISTED = 500
"""Errors named per file; a file with more is spoilt as a whole, and a list without end helps nobody."""


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row of a ledger that was not read for what is wrong with it."""

    line: int
    cells: Mapping[str, str]
    """Heading → what stands there; where cells are too many or too few, those that can be told."""


MAX_GUESSED = 50
"""Errors for which a name that is not known is compared with all that are."""


@dataclass
class Report:
    """Collects the findings on one file; the only thing in this room that changes."""

    file: str
    county: str = ""
    findings: list[Finding] = field(default_factory=list)
    errors: int = 0
    """Errors met, listed or not."""
    answers: Answers = field(default_factory=Answers)
    """What the province answered for in the file."""
    refused: list[RefusedRow] = field(default_factory=list)
    """Of a ledger."""
    unread: int = 0
    """Lines of a ledger that hold something and were not read, for what is wrong before them."""
    has_refused: bool = False
    """Whether characters were refused or damaged; REFUSED stands in their place."""
    private_names: set[str] = field(default_factory=set)
    """Private data met in names of values, which is reported there."""
    remarked: set[str] = field(default_factory=set)
    """What was remarked on the file as a whole."""

    def error(
        self, code: str, message: str, cure: str, *, at: Place | None = None, project: str = ""
    ) -> None:
        """Add an error of the form, privacy or safety families."""
        self.errors += 1
        if self.errors <= MAX_LISTED:
            self._add(code, Severity.ERROR, message, cure, at, project)
        elif self.errors == MAX_LISTED + 1:
            message = f"错误太多，只列出前 {MAX_LISTED} 处"
            self._add("E001", Severity.ERROR, message, "先改正列出的各处，再核对一次", None, "")

    def fault(self, error: Exception) -> None:
        """E013: the program failed at this file; nothing of what stands in it is repeated."""
        message = f"读取这个文件时程序出错（{fault_id(error)}），这是软件的问题，请报告"
        self.error(
            "E013", message, "把这条提示原样报告给维护人员；急需发布的，可以先恢复这个文件上一次的内容"
        )

    @property
    def is_full(self) -> bool:
        """Whether further errors are only counted, so that nobody need word them."""
        return self.errors > MAX_LISTED

    @property
    def is_long(self) -> bool:
        """Whether so many errors are told that for further ones nobody need look for what was meant among all names."""
        return self.errors > MAX_GUESSED

    def notice(self, code: str, message: str, cure: str, *, at: Place | None = None) -> None:
        """Add a remark for the submitter alone."""
        self._add(code, Severity.NOTICE, message, cure, at, "")

    def remark(self, code: str, message: str, cure: str, *, at: Place) -> None:
        """Add a notice where its matter shows first, once a file."""
        if message not in self.remarked:
            self.remarked.add(message)
            self.notice(code, message, cure, at=at)

    def drop_told(self, others: Iterable["Report"]) -> None:
        """Leave out the errors on values and rows that have one already."""
        told = {
            found.place[:3]
            for other in others
            if other is not self and other.errors
            for found in other.findings
            if found.severity is Severity.ERROR and found.place.line
        }
        self.findings = [found for found in self.findings if found.place[:3] not in told]

    def name_project(self, project: str, since: int = 0) -> None:
        """Say of the findings from number ``since`` on which project they concern."""
        self.findings[since:] = [
            found if found.project else found._replace(project=project) for found in self.findings[since:]
        ]

    def _add(
        self, code: str, severity: Severity, message: str, cure: str, at: Place | None, project: str
    ) -> None:
        """The one way into the findings: whatever a message quotes, it repeats nothing private."""
        place = at or Place(self.file)
        if place.label:
            place = place._replace(label=as_shown(place.label))
        self.findings.append(
            Finding(
                code, severity, as_shown(message), place, as_shown(cure), county=self.county, project=project
            )
        )


@dataclass(frozen=True, slots=True)
class Document:
    """The values of one file, or of one row of a table."""

    value: Mapping[str, Value]
    origin: Origin
    names: Mapping[KeyPath, tuple[int, int]] = field(default_factory=dict)
    """Way to a value → (line, column) of its name, where that stands beside the value."""

    def place_of_name(self, path: KeyPath) -> Place:
        """Where the name of a value stands."""
        mark = self.names.get(path)
        return Place(self.origin.file, *mark, path_label(path)) if mark else self.origin.place(path)


def texts(value: Value, path: KeyPath = ()) -> Iterator[tuple[KeyPath, str]]:
    """Every text inside a value with the way to it; names (keys) are not texts."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if inner is not None:
                yield from texts(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from texts(inner, (*path, index))
