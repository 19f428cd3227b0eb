"""redactions.yaml → the values to hide; a wrong entry is reported."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from generator.intake.reading.folder import Folder
from generator.intake.reading.source import YAML_LIMIT, read_source
from generator.intake.reading.yaml_reader import read_yaml
from generator.intake.records.validation import validate
from generator.intake.screening.document import screen, screen_rest
from generator.intake.screening.hiding import Hidden, letters
from generator.intake.screening.report import Report
from generator.model.fields import general
from generator.model.files import FileKind, Format, kind_of
from generator.model.finding import Finding
from generator.model.former_codes import NO_FORMER_CODES, FormerCodes
from generator.model.place import INSIDE
from generator.model.redactions import PURGED, Redaction, RedactionList, refusal, refusal_of, unknown
from generator.model.row_key import named, row_name
from generator.model.types import HIDDEN

REDACTIONS = "redactions.yaml"
"""The file of the entries, directly below content_data/."""
_TOP = RedactionList.label_of("entries")
_BEGINS_LIST = re.compile(r"(?:\s*(?:#[^\n]*)?\n)*-\s")
_UNTIL = "改正以前，这一栏一律不显示"


class UnknownCommitError(LookupError):
    """There is no such commit."""


class OutOfSightError(LookupError):
    """What a commit holds cannot be looked up: there is no history, or it is incomplete."""


Written = Callable[[FileKind, str, str], list[Mapping[str, str]]]
"""(kind, record, commit) → the values of the record by label, one mapping per ledger row.

Raises ``UnknownCommitError``, ``OutOfSightError``.
"""


@dataclass(frozen=True)
class Subject:
    """What an entry is about."""

    kind: FileKind
    record: str
    row: str
    """For a ledger: the row's name in the change record."""


def subject_of(entry: Redaction) -> Subject | None:
    """What an entry is about; None if no record can have the name that it gives."""
    record, _, row = entry.record.partition(INSIDE)
    kind = kind_of(record)
    return Subject(kind, record, row) if kind and bool(row) is (kind.format is Format.CSV) else None


@dataclass(frozen=True)
class TakenBack:
    """The values that the entries take back, and what is wrong with the entries."""

    hidden: tuple[Hidden, ...] = ()
    problems: tuple[Finding, ...] = ()


def read_redactions(folder: Folder, report: Report) -> RedactionList | None:
    """The entries, as a bare list or below 依法隐去; None if the file is in error and nobody can tell what to hide."""
    if not folder.has(REDACTIONS):
        return RedactionList()
    source = read_source(folder.file(REDACTIONS), YAML_LIMIT, report)
    if source is None:
        return None
    is_list = bool(_BEGINS_LIST.match(source.text))
    text, first_line = (f"{_TOP}:\n{source.text}", 0) if is_list else (source.text, 1)
    document = read_yaml(text, report, first_line)
    if document is None:
        return None
    screen_rest(source.text, screen(document, report), report)
    listed = validate(document, RedactionList, report)
    return None if report.errors else listed


def taken_back(listed: RedactionList, written: Written, former: FormerCodes = NO_FORMER_CODES) -> TakenBack:
    """The values that the entries take back, looked up by ``written``; records are named by the codes of today.

    Args:
        former: the codes that counties had before; an entry may name a record by one of them.
    """
    report = Report(REDACTIONS)
    hidden = tuple(_taken_back(listed, written, former, report))
    return TakenBack(hidden, tuple(report.findings))


def out_of_sight(_kind: FileKind, _record: str, _commit: str) -> list[Mapping[str, str]]:
    """A ``Written`` for use where there is no history; always raises OutOfSightError."""
    raise OutOfSightError


class _Wrong(NamedTuple):
    """What is wrong with an entry."""

    code: str
    field: str
    """The entry's field that is wrong, by its English name."""
    message: str
    cure: str


def _taken_back(
    listed: RedactionList, written: Written, former: FormerCodes, report: Report
) -> Iterator[Hidden]:
    for index, given in enumerate(listed.entries):
        entry = given.model_copy(update={"record": former.record(given.record)})
        wrong = wrong_in(entry)
        subject = subject_of(entry)
        if not wrong and subject and entry.commit != PURGED:
            hidden, wrong = _looked_up(entry, subject, written)
            yield hidden
        if wrong:
            place = listed.place("entries", index, wrong.field)
            report.error(wrong.code, wrong.message, wrong.cure, at=place)


def wrong_in(entry: Redaction) -> _Wrong | None:
    """What is wrong with an entry, as far as it shows without the history; None: nothing."""
    subject = subject_of(entry)
    if subject is None:
        cure = "写项目编号，或 210198/plan；台账写到行，如 210198/payments › 2021-03-10 210198-2020-01"
        return _Wrong("E007", "record", f"“记录”写的“{entry.record}”不是一个记录", cure)
    model = subject.kind.model
    if wrong := unknown(model, entry.field):
        labels = "、".join(label for label in model.labels().values() if label not in {"id", "text"})
        return _Wrong("E003", "field", wrong, f"照变更记录里的写；这里有：{labels}")
    if wrong := refusal(model, entry.field):
        return _refused(wrong)
    return None


def _refused(wrong: str) -> _Wrong:
    return _Wrong("E005", "field", wrong, "删去这一条；写错了的内容照常更正")


def _looked_up(entry: Redaction, subject: Subject, written: Written) -> tuple[Hidden, _Wrong | None]:
    """What an entry takes back, and what is wrong with it; if the value cannot be looked up, any value of the field."""
    anything = Hidden(subject.record, general(entry.field), None, subject.row)
    try:
        values = _values(subject, entry.field, written(subject.kind, subject.record, entry.commit))
    except OutOfSightError:
        return anything, None
    except UnknownCommitError:
        cure = f"写 git log 里的编号；git 里已经清除的写“{PURGED}”。{_UNTIL}"
        return anything, _Wrong("E007", "commit", f"找不到提交“{entry.commit}”", cure)
    commit = entry.commit[:12]
    if values is None:
        row = f"“{subject.row}”这一行" if subject.row else f"“{subject.record}”"
        cure = f"核对“记录”和“提交”：写含有这项内容的一次提交。{_UNTIL}"
        return anything, _Wrong("E007", "record", f"提交 {commit} 里找不到{row}", cure)
    if not values:
        cure = f"核对“栏目”和“提交”：写含有这项内容的一次提交。{_UNTIL}"
        return anything, _Wrong("E007", "field", f"提交 {commit} 里，“{entry.field}”无内容", cure)
    if wrong := refusal_of(subject.kind.model, entry.field, values):
        return anything._replace(written=frozenset()), _refused(wrong)
    return anything._replace(written=frozenset(map(letters, values)), row=""), None


def _values(subject: Subject, field: str, versions: list[Mapping[str, str]]) -> list[str] | None:
    """The values of a field; None if there is no such record or row."""
    if subject.row:
        keys = [row_key(cells, subject, field) for cells in versions]
        versions = [cells for cells, label in zip(versions, named(keys), strict=True) if label == subject.row]
    if not versions:
        return None
    return [
        value
        for fields in versions
        for label, value in fields.items()
        if value and field in {label, general(label)}
    ]


def row_key(cells: Mapping[str, str], subject: Subject, field: str) -> str:
    """A row's name; a key column that is taken back is （依法隐去） in it."""
    shown = {**cells, field: HIDDEN} if HIDDEN in subject.row else cells
    return row_name(shown, subject.kind.name)
