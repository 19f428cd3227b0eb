"""One version of a file → what it published, field by field, as text.

Layout, order, quotes and comments are no part of it; nor is anything that is not fit to be published by the rules of
today (``intake.past``).
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
from generator.model.files import COUNTY_FILES, PROVINCE_FILES, ROW_KEYS, FileKind, Format
from generator.model.identifiers import PROJECT_ID
from generator.model.project import Project
from generator.model.row_key import row_name

Fields = Mapping[str, str]
"""Chinese label of the field → value as it was written; absent values leave no field."""
KEY = Project.label_of("id")

_COUNTY_FILE = re.compile(r"counties/([0-9]{6})/(.+)")
_ATTACHMENT = re.compile(r"counties/([0-9]{6})/attachments/([^/]+)")
_NAMES = {Format.YAML: r"[0-9]{2}", Format.MARKDOWN: r"[a-z0-9][a-z0-9-]{0,99}"}
"""What the varying stem of a file may be, as in the intake."""


class Row(NamedTuple):
    """A row of a ledger."""

    name: str
    """Its key columns."""
    cells: Fields
    """The others."""


Rows = tuple[Row, ...]
Content = Fields | Rows
"""What a record consists of; that of a ledger is its rows, in the order of the file."""


@dataclass(frozen=True)
class Holding:
    """What a file of content_data/ holds: whose it is and what the record in it is called."""

    county: str
    """County code; empty for the column's own documents."""
    kind: FileKind
    record: str
    """Key of the record or table, e.g. ``210198/plan``, ``210198/payments``; empty for projects, which say theirs."""
    stem: str
    """Of the file's name."""

    @property
    def is_project(self) -> bool:
        return not self.record

    @property
    def is_ledger(self) -> bool:
        return self.kind.format is Format.CSV


class PublishedRow(NamedTuple):
    """A row as one version has it."""

    row: Row | None
    """None for one that cannot be read."""
    is_sound: bool


@dataclass(frozen=True)
class Version:
    """What one version of a file published."""

    record: str = ""
    """Key of its record; empty where it published none."""
    fields: Fields | None = None
    rows: tuple[PublishedRow, ...] | None = None
    """Of a ledger, sound or not."""
    is_cut: bool = False
    """A ledger of which the end cannot be read."""
    codes: frozenset[str] = frozenset()
    """The rules that refuse it or some of its rows."""

    @property
    def is_whole(self) -> bool:
        """Whether nothing of it is refused."""
        return not self.codes and (self.fields is not None or self.rows is not None)


def holding(path: str) -> Holding | None:
    """What a file holds, by its path below content_data/; None for files that are no records."""
    found = _COUNTY_FILE.fullmatch(path)
    county, name = found.groups() if found else ("", path)
    for kind, pattern in _patterns(is_county=bool(county)):
        if pattern.fullmatch(name):
            stem = name.rpartition(".")[0]
            record = "" if kind.name == "projects" else f"{county}/{stem}".lstrip("/")
            return Holding(county, kind, record, stem.rpartition("/")[2])
    return None


def owner_of_attachment(path: str) -> str:
    """The county whose attachment a file is, by its path below content_data/; empty for any other file.

    One with private data in its name was never published, and its name is not kept.
    """
    found = _ATTACHMENT.fullmatch(path)
    return found[1] if found and not any(find_private(found[2])) else ""


@cache
def _patterns(*, is_county: bool) -> tuple[tuple[FileKind, re.Pattern[str]], ...]:
    kinds = COUNTY_FILES if is_county else [kind for kind in PROVINCE_FILES if "/" in kind.path]
    return tuple(
        (kind, re.compile(re.escape(kind.path).replace(r"\*", _NAMES.get(kind.format, "")))) for kind in kinds
    )


@cache
def _needed(model: type[Record], table: str) -> Collection[str]:
    """The key columns that a ledger must have."""
    required = {info.alias for info in model.model_fields.values() if info.is_required()}
    return tuple(column for column in ROW_KEYS[table] if column in required)


def key_at_a_glance(held: Holding, data: bytes) -> str:
    """The key of the record in a version that is seen at a glance to be in order; empty: it must be read."""
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
    """What a version of a file published.

    Args:
        path: of the file, below content_data/.
        answers: what the province says today is no private data, of all files.
        hiding: what is taken back in it.
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
    return Version("" if found.fields is None else key, found.fields, codes=found.codes)


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
