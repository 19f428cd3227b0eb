"""Where in a workbook the text files' positions are that were made from it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from generator.intake.workbook.sheets import KINDS, sheets
from generator.intake.workbook.written import CsvText, YamlText
from generator.model.finding import Finding, Severity
from generator.model.place import Place


@dataclass(frozen=True)
class Places:
    """The places of one county's files; those of files that are no part of a workbook stay."""

    workbook: str = ""
    """Relative to content_data/."""
    folder: str = ""
    """The county's folder, with a slash at the end."""
    texts: Mapping[str, YamlText | CsvText] = field(default_factory=dict)
    told: frozenset[Place] = frozenset()
    """The cells with an error of their own; the marks that stand for them in the text files are not told again."""
    is_refused: bool = False
    """Whether the workbook must not be published: whatever it may hold is missing then, which is one fault."""

    @property
    def files(self) -> Mapping[str, bytes]:
        """The text files by path, relative to content_data/."""
        return {f"{self.folder}{name}": text.text.encode() for name, text in self.texts.items()}

    def of(self, place: Place) -> Place:
        """The sheet, row and column of a position in a text file."""
        text = self.texts.get(place.file.removeprefix(self.folder)) if self.texts else None
        if text is None:
            return place
        if not place.line:
            return Place(self.workbook, label=place.label, sheet=text.mark(1, 1).sheet)
        mark = text.mark(place.line, place.column)
        return Place(self.workbook, mark.row, mark.column, place.label, mark.sheet)

    def sheet_for(self, file: str) -> str:
        """The sheet that would hold a text file that is not there; empty for a file that no workbook stands for."""
        name = file.removeprefix(self.folder)
        return next((sheet.title for sheet in sheets() if fnmatchcase(name, sheet.kind.path)), "")

    def seen(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Findings with the places that a clerk finds; without those on files that a refused workbook stands for."""
        told = (
            found._replace(place=self.of(found.place))
            for found in findings
            if not (self.is_refused and found.severity is Severity.ERROR and self._may_hold(found.place.file))
        )
        return tuple(found for found in told if not self._is_mark(found))

    def _is_mark(self, found: Finding) -> bool:
        return (
            found.code == "E001" and found.place._replace(label="") in self.told and "损坏" in found.message
        )

    def _may_hold(self, file: str) -> bool:
        name = file.removeprefix(self.folder)
        return any(fnmatchcase(name, kind.path) for kind in KINDS)


NO_WORKBOOK = Places()
