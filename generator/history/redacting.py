"""Looks up in git what redactions.yaml redacts."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.history.records import holding
from generator.history.repository import MainLine
from generator.history.unreadable import UnreadableError
from generator.intake.reading.folder import Folder
from generator.intake.records.past_versions import LIMITS, as_written
from generator.intake.records.redactions import (
    REDACTIONS,
    OutOfSightError,
    UnknownCommitError,
    Written,
    read_redactions,
)
from generator.intake.screening.report import Report
from generator.model.files import FileKind
from generator.model.identifiers import COUNTY_CODE, PROJECT_ID
from generator.model.project import Project
from generator.model.redactions import RedactionList

_NUMBER = Project.label_of("id")


def listed_in(content: Path) -> RedactionList | None:
    """Reads the redactions of content_data/; None if the file is in error."""
    return read_redactions(Folder(content, ""), Report(REDACTIONS))


def written_on(line: MainLine) -> Written:
    """Returns a function that looks up records at any commit of the repository, as written.

    The function raises ``UnknownCommitError`` for a commit that is not there, and ``OutOfSightError`` if the clone is
    too shallow or damaged to tell.
    """

    def written(kind: FileKind, record: str, name: str) -> list[Mapping[str, str]]:
        try:
            commit = line.commit_of(name)
            if commit is None:
                raise OutOfSightError if line.is_shallow else UnknownCommitError
            return [
                fields
                for path in _paths(line, kind, record, commit)
                for fields in _read(line, path, commit, kind, record)
            ]
        except UnreadableError:
            raise OutOfSightError from None

    return written


def _paths(line: MainLine, kind: FileKind, record: str, commit: str) -> Iterator[str]:
    """Yields the files that may hold a record; every project file for a project, since its number is only in the file."""
    if PROJECT_ID.fullmatch(record):
        folder = f"counties/{record[:6]}/projects"
        yield from (f"{folder}/{name}" for name, _ in line.below(commit, folder))
        return
    ending = kind.format.value
    is_county = COUNTY_CODE.fullmatch(record.partition("/")[0])
    yield f"counties/{record}.{ending}" if is_county else f"{record}.{ending}"


def _read(line: MainLine, path: str, commit: str, kind: FileKind, record: str) -> list[Mapping[str, str]]:
    blob = line.version(commit, path)
    if not blob or not blob.is_file or holding(path) is None or line.size(blob) > LIMITS[kind.format]:
        return []
    found = as_written(line.data(blob), kind)
    return (
        [fields for fields in found if fields.get(_NUMBER) == record]
        if PROJECT_ID.fullmatch(record)
        else found
    )
