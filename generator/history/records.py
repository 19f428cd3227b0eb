"""Reads one version of a file as what it published, field by field, as text.

Layout, order, quotes and comments do not matter; what fails today's privacy and safety checks is left out
(``intake.records.past_versions``).
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from generator.intake.records.past_versions import (
    PastLedger,
    PastRecord,
    in_order,
    past_document,
    past_record,
    past_rows,
)
from generator.intake.screening.declared import Answer, Answers
from generator.intake.screening.hiding import NOTHING, Hiding
from generator.intake.screening.private import find_private
from generator.intake.screening.report import Report
from generator.model.base import Record
from generator.model.files import COUNTY_FILES, PORTAL_RECORDS, ROW_KEYS, FileKind, Format
from generator.model.identifiers import PROJECT_ID
from generator.model.project import Project
from generator.model.row_key import row_name

Fields = Mapping[str, str]
"""Chinese label of a field, with the places of items → value as written; empty fields are left out."""
KEY = Project.label_of("id")

_COUNTY_FILE = re.compile(r"counties/([0-9]{6})/(.+)")
_ATTACHMENT = re.compile(r"counties/([0-9]{6})/attachments/([^/]+)")
_UNENCODED = re.compile("[\ud800-\udfff]")
"""Bytes of a file name that are no UTF-8, as Python keeps them."""
_NAMES = {Format.YAML: r"[0-9]{2,4}", Format.MARKDOWN: r"[a-z0-9][a-z0-9-]{0,99}"}
"""Pattern of the variable part of a file name, as in the intake."""


class Row(NamedTuple):
    name: str
    """Its key columns, joined."""
    cells: Fields
    """The other columns."""


Rows = tuple[Row, ...]
Content = Fields | Rows
"""Content of a record: fields, or a ledger's rows in file order."""


@dataclass(frozen=True)
class Holding:
    """What a file of content_data/ holds: the county, the kind and the record's key."""

    county: str
    """County code; empty for the portal's own documents."""
    kind: FileKind
    record: str
    """Key of the record or ledger, e.g. ``210198/plan``; empty for projects, whose id is in the file."""
    stem: str
    """File name without folder and suffix."""

    @property
    def is_project(self) -> bool:
        return not self.record

    @property
    def is_ledger(self) -> bool:
        return self.kind.format is Format.CSV


class PublishedRow(NamedTuple):
    row: Row | None
    """None if the row cannot be read."""
    is_sound: bool


@dataclass(frozen=True)
class Version:
    """What one version of a file published."""

    record: str = ""
    """Key of its record; empty where it published none."""
    fields: Fields | None = None
    rows: tuple[PublishedRow, ...] | None = None
    """All rows of a ledger, sound or refused."""
    is_cut: bool = False
    """Whether the end of the ledger cannot be read."""
    codes: frozenset[str] = frozenset()
    """Codes of the rules that refuse the version or some of its rows."""
    is_malformed: bool = False
    """Whether it breaks today's rules of form: changes are told from it, but pages show the version before it."""

    @property
    def is_whole(self) -> bool:
        """Whether it was read and nothing of it is refused."""
        return not self.codes and (self.fields is not None or self.rows is not None)

    @property
    def is_fit(self) -> bool:
        """Whether pages show it, as far as the file alone tells."""
        return self.is_whole and not self.is_malformed


def holding(path: str) -> Holding | None:
    """Returns what a file holds, by its path below content_data/; None for files that are no records."""
    found = _COUNTY_FILE.fullmatch(path)
    county, name = found.groups() if found else ("", path)
    for kind, pattern in _patterns(is_county=bool(county)):
        if pattern.fullmatch(name):
            stem = name.rpartition(".")[0]
            record = "" if kind.name == "projects" else f"{county}/{stem}".lstrip("/")
            return Holding(county, kind, record, stem.rpartition("/")[2])
    return None


def owner_of_attachment(path: str) -> str:
    """Returns the county that an attachment belongs to, by its path below content_data/; empty for any other file.

    Also empty if its name holds private data or is no UTF-8: such a file was never published and its name must not, or
    cannot, be stored.
    """
    found = _ATTACHMENT.fullmatch(path)
    return found[1] if found and not _UNENCODED.search(path) and not any(find_private(found[2])) else ""


@cache
def _patterns(*, is_county: bool) -> tuple[tuple[FileKind, re.Pattern[str]], ...]:
    kinds = COUNTY_FILES if is_county else PORTAL_RECORDS
    return tuple(
        (kind, re.compile(re.escape(kind.path).replace(r"\*", _NAMES.get(kind.format, "")))) for kind in kinds
    )


@cache
def _needed(model: type[Record], table: str) -> Collection[str]:
    required = {info.alias for info in model.model_fields.values() if info.is_required()}
    return tuple(column for column in ROW_KEYS[table] if column in required)


def key_at_a_glance(held: Holding, data: bytes) -> str:
    """Returns the record's key if a quick check shows the version is in order; empty: it must be read in full."""
    found = in_order(data, held.kind)
    if held.record or not found:
        return held.record if found else ""
    return found.id if isinstance(found, Project) else ""


def version_of(
    held: Holding,
    data: bytes,
    path: str = "",
    answers: tuple[Answer, ...] = (),
    hiding: Hiding = NOTHING,
) -> Version:
    """Returns what a version of a file published.

    Args:
        path: of the file, below content_data/.
        answers: values declared today not to be private data, for all files.
        hiding: what is redacted in this file.
    """
    kind, report = held.kind, Report(path, answers=Answers(answers))
    if held.is_ledger:
        return _ledger(held, past_rows(data, kind.model, _needed(kind.model, kind.name), report, hiding))
    if kind.format is Format.MARKDOWN:
        return _record(held.record, past_document(data, kind.model, held.stem, report, hiding))
    found = past_record(data, kind.model, report, hiding)
    if not held.is_project or found.fields is None:
        return _record(held.record, found)
    key = found.fields.get(KEY, "")
    if not (key.isascii() and PROJECT_ID.fullmatch(key)):
        return Version(codes=frozenset({"E002"}))
    return _record(key, found)


def _record(key: str, found: PastRecord) -> Version:
    return Version(
        "" if found.fields is None else key,
        found.fields,
        codes=found.codes,
        is_malformed=found.is_malformed,
    )


def _ledger(held: Holding, found: PastLedger) -> Version:
    if found.rows is None:
        return Version(codes=found.codes)
    key = ROW_KEYS[held.kind.name]
    rows = tuple(
        PublishedRow(
            Row(
                row_name(row.cells, held.kind.name),
                {column: cell for column, cell in row.cells.items() if column not in key},
            )
            if row.cells
            else None,
            row.is_sound,
        )
        for row in found.rows
    )
    return Version(held.record, rows=rows, is_cut=found.is_cut, codes=found.codes)
