"""What readers of files return: plain values with their positions, and a report on what was wrong."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.intake.screening.declared import Answers
from generator.intake.screening.quoting import as_shown
from generator.model.fault import fault_id
from generator.model.finding import Finding, Severity
from generator.model.place import KeyPath, Origin, Place, path_label

Value = Any
"""A mapping, a list or text; None for an absent value, which no mapping or list holds."""

MAX_LISTED = 500
"""Errors listed per file; a file with more is wrong as a whole."""


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row of a ledger that was refused for its errors."""

    line: int
    cells: Mapping[str, str]
    """Heading → text of the cell; in a row with too many or too few cells, as far as they go."""


MAX_GUESSED = 50
"""Errors after which unknown names are no longer compared with all known ones."""


@dataclass
class Report:
    """Collects the findings on one file."""

    file: str
    county: str = ""
    findings: list[Finding] = field(default_factory=list)
    errors: int = 0
    """Errors met, listed or not."""
    answers: Answers = field(default_factory=Answers)
    """The province's answers on the file."""
    refused: list[RefusedRow] = field(default_factory=list)
    """Refused rows, of a ledger."""
    unread: int = 0
    """Filled lines of a ledger that were not read because of an error before them."""
    has_refused: bool = False
    """Whether characters were refused or damaged; REFUSED stands in their place."""
    private_names: set[str] = field(default_factory=set)
    """Private data in names of values, reported already."""
    remarked: set[str] = field(default_factory=set)
    """Messages of ``remark`` so far."""

    def error(
        self, code: str, message: str, cure: str, *, at: Place | None = None, project: str = ""
    ) -> None:
        """Add an error; beyond MAX_LISTED it is only counted."""
        self.errors += 1
        if self.errors <= MAX_LISTED:
            self._add(code, Severity.ERROR, message, cure, at, project)
        elif self.errors == MAX_LISTED + 1:
            message = f"错误太多，只列出前 {MAX_LISTED} 处"
            self._add("E001", Severity.ERROR, message, "先改正列出的各处，再核对一次", None, "")

    def fault(self, error: Exception) -> None:
        """E013: the program failed at this file; nothing of its content is repeated."""
        message = f"读取这个文件时程序出错（{fault_id(error)}），这是软件的问题，请报告"
        self.error(
            "E013", message, "把这条提示原样报告给维护人员；急需发布的，可以先恢复这个文件上一次的内容"
        )

    @property
    def is_full(self) -> bool:
        """Whether further errors are only counted, so that callers need not word them."""
        return self.errors > MAX_LISTED

    @property
    def is_long(self) -> bool:
        """Whether there are so many errors that callers need no longer guess what unknown names were meant to be."""
        return self.errors > MAX_GUESSED

    def notice(self, code: str, message: str, cure: str, *, at: Place | None = None) -> None:
        """Add a remark for the submitter alone."""
        self._add(code, Severity.NOTICE, message, cure, at, "")

    def remark(self, code: str, message: str, cure: str, *, at: Place) -> None:
        """Add a notice, unless the file has one with the same message."""
        if message not in self.remarked:
            self.remarked.add(message)
            self.notice(code, message, cure, at=at)

    def drop_told(self, others: Iterable["Report"]) -> None:
        """Drop findings at positions where another report has an error."""
        told = {
            found.place[:3]
            for other in others
            if other is not self and other.errors
            for found in other.findings
            if found.severity is Severity.ERROR and found.place.line
        }
        self.findings = [found for found in self.findings if found.place[:3] not in told]

    def name_project(self, project: str, since: int = 0) -> None:
        """Set the project of the findings from index ``since`` on, where they have none."""
        self.findings[since:] = [
            found if found.project else found._replace(project=project) for found in self.findings[since:]
        ]

    def _add(
        self, code: str, severity: Severity, message: str, cure: str, at: Place | None, project: str
    ) -> None:
        """Add a finding; private data in its texts is replaced (``as_shown``)."""
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
    """Path of a value → (line, column) of its name, in files where the name stands beside the value."""
    over_lines: Sequence[str] = ()
    """The texts that are written over several lines, so that the file does not have them as they are."""

    def place_of_name(self, path: KeyPath) -> Place:
        """Where the name of a value stands, else where the value does."""
        mark = self.names.get(path)
        return Place(self.origin.file, *mark, path_label(path)) if mark else self.origin.place(path)


def texts(value: Value, path: KeyPath = ()) -> Iterator[tuple[KeyPath, str]]:
    """Every text inside a value with its path; keys are not texts."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from texts(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from texts(inner, (*path, index))
