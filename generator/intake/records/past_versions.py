"""Reads one version of a file from the change record, with the readers, limits, privacy and safety checks of today.

The model's other requirements of today do not hold for earlier years. A value whose name the model does not know was
never shown on a page, and is left out here too.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import starmap
from typing import NamedTuple, TypeVar, get_origin

from pydantic.fields import FieldInfo

from generator.intake.reading.csv_reader import read_csv
from generator.intake.reading.markdown_reader import read_markdown
from generator.intake.reading.parts import parted
from generator.intake.reading.source import (
    CSV_LIMIT,
    MARKDOWN_LIMIT,
    YAML_LIMIT,
    Source,
    report_size,
    source_of,
)
from generator.intake.reading.yaml_reader import read_yaml
from generator.intake.records.record_files import shown
from generator.intake.records.sound_ledgers import sound_ledger
from generator.intake.records.validation import validate
from generator.intake.screening.declared import DECLARED, Answer, answers_of
from generator.intake.screening.document import screen, screen_rest
from generator.intake.screening.hiding import NOTHING, Hiding, Mark
from generator.intake.screening.markdown import report_document
from generator.intake.screening.private import find_private
from generator.intake.screening.report import Document, Report, texts
from generator.model.base import Record, record_inside
from generator.model.declared import NotPrivateList
from generator.model.fields import BODY, held_by
from generator.model.files import FileKind, Format
from generator.model.finding import Finding, Severity
from generator.model.place import KeyPath, path_label
from generator.model.types import Flag, flag_in_words

T = TypeVar("T")

LIMITS = {Format.YAML: YAML_LIMIT, Format.CSV: CSV_LIMIT, Format.MARKDOWN: MARKDOWN_LIMIT}
"""Largest size of a file, in bytes."""
_REFUSING = frozenset({"E001", "E006", "E013"})
"""Errors that refuse a version, besides P and S: its content is broken, ambiguous, or makes this program fail."""
_NO_ROWS = frozenset({"E001", "E002"})
_REMEMBERED = 2_000


class PastRecord(NamedTuple):
    """A version of a file that holds one record."""

    fields: Mapping[str, str] | None
    """Label of each filled field → what was written; None for a version that was never fit to be published."""
    codes: frozenset[str] = frozenset()
    """The rules that refuse it."""
    is_malformed: bool = False
    """Whether it was fit to be published but breaks today's rules of form."""


class PastRow(NamedTuple):
    """A row in a version of a ledger."""

    cells: Mapping[str, str]
    """Heading → what was written, for filled cells; empty if the row cannot be read."""
    is_sound: bool
    """Whether it was fit to be published."""


class PastLedger(NamedTuple):
    """A version of a ledger."""

    rows: tuple[PastRow, ...] | None
    """In the order of the file; None if no row can be read."""
    is_cut: bool = False
    """Whether further rows cannot be read."""
    codes: frozenset[str] = frozenset()
    """The rules that refuse it, or some of its rows."""


def past_record(data: bytes, model: type[Record], report: Report, hiding: Hiding = NOTHING) -> PastRecord:
    """A version of a YAML file.

    Args:
        report: an empty report on the file, with the province's answers of today.
        hiding: the values to hide in it.
    """
    return _told(_carefully(lambda: _fields(data, model, hiding, report), report), report)


def past_document(
    data: bytes, model: type[Record], stem: str, report: Report, hiding: Hiding = NOTHING
) -> PastRecord:
    """A version of a Markdown file with front matter; ``stem``, its name without suffix, is part of addresses."""
    for found in find_private(stem):
        report.error(found.code, found.message, found.cure)
    return _told(_carefully(lambda: _fields_and_body(data, model, hiding, report), report), report)


def past_rows(
    data: bytes,
    model: type[Record],
    needed: Collection[str],
    report: Report,
    hiding: Hiding = NOTHING,
) -> PastLedger:
    """A version of a ledger, in one file or several; ``needed`` are the headings without which no row is read."""
    found = [_past_part(part, model, needed, report, hiding) for part in parted(data)]
    return found[0] if len(found) == 1 else _together(found)


def _past_part(
    data: bytes, model: type[Record], needed: Collection[str], report: Report, hiding: Hiding
) -> PastLedger:
    own = Report(report.file, answers=report.answers)
    found = _carefully(partial(_ledger, data, model, needed, hiding, own), own)
    return found or PastLedger(None, codes=_codes(own.findings) or frozenset({"E001"}))


def _together(parts: Sequence[PastLedger]) -> PastLedger:
    """One ledger of those in its files; a row that another file has, too, was never published twice."""
    codes = frozenset[str]().union(*(part.codes for part in parts))
    if all(part.rows is None for part in parts):
        return PastLedger(None, codes=codes)
    rows: list[PastRow] = []
    seen: set[tuple[tuple[str, str], ...]] = set()
    for part in parts:
        own = [(row, tuple(row.cells.items())) for row in part.rows or ()]
        rows += [row for row, cells in own if not cells or cells not in seen]
        seen.update(cells for _, cells in own)
    return PastLedger(tuple(rows), any(part.is_cut or part.rows is None for part in parts), codes)


def in_order(data: bytes, kind: FileKind) -> Record | bool:
    """Quick test whether a version of a YAML file or a ledger is in order by the rules of today.

    If so, the record of a YAML file, True for a ledger. False, as always for Markdown: not known yet.
    """
    if kind.format is Format.CSV:
        return len(parted(data)) == 1 and _is_ledger_in_order(data, kind.model)
    report = Report("")
    source = _source(data, LIMITS[kind.format], report)
    if source is None or report.errors:
        return False
    if kind.format is Format.YAML:
        document = read_yaml(source.text, report)
        record = document and validate(shown(document, source, NOTHING, report), kind.model, report)
        return record if record and not report.findings else False
    return False


def _is_ledger_in_order(data: bytes, model: type[Record]) -> bool:
    report = Report("")
    source = _source(data, CSV_LIMIT, report)
    return source is not None and not report.errors and sound_ledger(source, model) is not None


def past_answers(data: bytes) -> tuple[Answer, ...]:
    """The entries of a version of not-private.yaml; none if it is in error."""
    report = Report(DECLARED)
    source = _source(data, YAML_LIMIT, report)
    document = read_yaml(source.text, report) if source else None
    if source is None or document is None:
        return ()
    screen_rest(source.text, screen(document, report), report)
    listed = validate(document, NotPrivateList, report)
    return () if report.errors or listed is None else answers_of(listed)


def as_written(data: bytes, kind: FileKind) -> list[Mapping[str, str]]:
    """The values of a version by label, fit to be published or not, one mapping per ledger row; empty if unreadable."""
    parts = parted(data) if kind.format is Format.CSV else [data]
    found = (_carefully(partial(_as_written, part, kind, Report("")), Report("")) for part in parts)
    return [values for some in found for values in some or ()]


def _as_written(data: bytes, kind: FileKind, report: Report) -> list[Mapping[str, str]]:
    source = _source(data, LIMITS[kind.format], report)
    if source is None:
        return []
    if kind.format is Format.CSV:
        documents = read_csv(source.text, kind.model, report, ())
        return [_labelled(document, kind.model) for document in documents if document]
    if kind.format is Format.MARKDOWN:
        found = read_markdown(source.text, report)
        return [_labelled(found.front, kind.model) | {BODY: found.text.strip()}] if found else []
    document = read_yaml(source.text, report)
    return [_labelled(document, kind.model)] if document else []


def _carefully(read: Callable[[], T], report: Report) -> T | None:
    try:
        return read()
    except Exception as error:  # noqa: BLE001 - told; the version counts as never published
        report.fault(error)
        return None


def _told(fields: Mapping[str, str] | None, report: Report) -> PastRecord:
    codes = frozenset(found.code for found in report.findings if _refuses(found))
    if report.is_full:  # errors that are not listed may be any
        codes |= {"E001"}
    if fields is None or codes:
        return PastRecord(None, codes or _codes(report.findings) or frozenset({"E001"}))
    return PastRecord(fields, is_malformed=bool(report.errors))


def _refuses(found: Finding) -> bool:
    is_error = found.severity is Severity.ERROR
    return is_error and (found.code[0] in "PS" or found.code in _REFUSING)


def _codes(findings: Sequence[Finding]) -> frozenset[str]:
    return frozenset(found.code for found in findings if found.severity is Severity.ERROR)


def _source(data: bytes, limit: int, report: Report) -> Source | None:
    return None if report_size(len(data), limit, report) else source_of(data, report)


def _fields(data: bytes, model: type[Record], hiding: Hiding, report: Report) -> Mapping[str, str] | None:
    source = _source(data, YAML_LIMIT, report)
    if source is None:
        return None
    document = read_yaml(source.text, report)
    if document is None:
        return None
    document = shown(document, source, hiding, report)
    validate(document, model, report)
    return _for_readers(document, model)


def _labelled(document: Document, model: type[Record]) -> dict[str, str]:
    """The values as written, by label."""
    return {field.label: text for field, text in _values(document, model)}


def _for_readers(document: Document, model: type[Record]) -> dict[str, str]:
    """The values by label; what may be written in two ways is told in one."""
    return dict(starmap(_for_reader, _values(document, model)))


def _for_reader(field: "_Field", text: str) -> tuple[str, str]:
    if isinstance(text, Mark):
        return field.label, text
    return field.label_of_item, flag_in_words(text) if field.is_flag else text


def _values(document: Document, model: type[Record]) -> Iterator[tuple["_Field", str]]:
    for path, text in texts(document.value):
        field = _field(model, path)
        if field and text:
            yield field, text


class _Field(NamedTuple):
    label: str
    label_of_item: str
    """``label``; that of the first item where one value stands for a list of one."""
    is_flag: bool


@lru_cache(_REMEMBERED)
def _field(model: type[Record], path: KeyPath) -> _Field | None:
    """The field in which a value stands; None if the model has no such field."""
    owner: type[Record] | None = model
    info: FieldInfo | None = None
    steps = list(path)
    is_one_for_many = False
    while steps:
        infos = owner.model_fields.values() if owner else ()
        info = next((info for info in infos if info.alias and info.alias == steps[0]), None)
        if info is None:
            return None
        owner = record_inside(info.annotation)
        del steps[0]
        is_one_for_many = _is_list(info.annotation)
        if steps and isinstance(steps[0], int) and is_one_for_many:
            is_one_for_many = False
            del steps[0]
    if owner or info is None:
        return None
    item = path_label((*path, 0)) if is_one_for_many else path_label(path)
    return _Field(path_label(path), item, held_by(info) == Flag)


def _is_list(annotation: object) -> bool:
    return get_origin(annotation) is tuple


def _fields_and_body(
    data: bytes, model: type[Record], hiding: Hiding, report: Report
) -> Mapping[str, str] | None:
    source = _source(data, MARKDOWN_LIMIT, report)
    found = read_markdown(source.text, report) if source else None
    if source is None or found is None:
        return None
    front, in_front = hiding.document(found.front)
    text, in_body = hiding.body(found.text)
    told = screen(front, report) | in_front | in_body
    report_document(text, found.first_line, report)
    screen_rest(source.text, told, report)
    validate(front, model, report)
    body = text if isinstance(text, Mark) else text.strip()
    return _for_readers(front, model) | ({BODY: body} if body else {})


def _ledger(
    data: bytes, model: type[Record], needed: Collection[str], hiding: Hiding, report: Report
) -> PastLedger | None:
    source = _source(data, CSV_LIMIT, report)
    if source is None:
        return None
    if not (report.errors or hiding) and (sound := _sound_ledger(source, model)) is not None:
        return sound
    rest = Report(report.file, answers=report.answers)
    reader = _Rows(model, hiding, report)
    reader.read(source.text, needed)
    screen_rest(source.text, reader.told, rest)
    if (
        (not reader.rows and not _NO_ROWS.isdisjoint(_codes(report.findings)))
        or report.is_full
        or rest.is_full
    ):
        return None
    refusals = [found for found in (*report.findings, *rest.findings) if _refuses(found)]
    wrong = {found.place.line for found in refusals}
    rows = tuple(
        row if wrong.isdisjoint(lines) else row._replace(is_sound=False)
        for row, lines in zip(reader.rows, reader.lines, strict=True)
    )
    codes = frozenset(found.code for found in refusals) | reader.codes
    return PastLedger(rows, reader.is_cut, codes)


def _sound_ledger(source: Source, model: type[Record]) -> PastLedger | None:
    """The ledger, read the quick way, if it is in order by today's model; None for any other."""
    found = sound_ledger(source, model)
    return found and PastLedger(tuple(PastRow(cells, is_sound=True) for cells in found.values))


class _Rows:
    """Reads the rows of a ledger, and the line numbers of each."""

    def __init__(self, model: type[Record], hiding: Hiding, report: Report) -> None:
        self.model = model
        self.hiding = hiding
        self.report = report
        self.rows: list[PastRow] = []
        self.lines: list[frozenset[int]] = []
        self.told: set[str] = set()
        self.codes: frozenset[str] = frozenset()
        self.is_cut = False
        """Whether what follows the last row cannot be read."""

    def read(self, text: str, needed: Collection[str]) -> None:
        """Read all rows; a row equal to one before it is skipped, since it was never published."""
        seen: set[tuple[tuple[str, object], ...]] = set()
        listed = len(self.report.findings)
        for document in read_csv(text, self.model, self.report, needed):
            listed = len(self.report.findings)
            if document is None:
                self._add(PastRow({}, is_sound=False), frozenset())
            elif (values := tuple(document.value.items())) not in seen:
                seen.add(values)
                self._add_document(document)
        self.is_cut = any(map(_refuses, self.report.findings[listed:]))

    def _add_document(self, document: Document) -> None:
        own = Report(self.report.file, answers=self.report.answers)
        document, taken_back = self.hiding.document(document)
        self.told |= screen(document, own, is_cell=True) | taken_back
        validate(document, self.model, own)
        wrong = frozenset(found.code for found in own.findings if _refuses(found))
        self.codes |= wrong
        cells = {heading: cell for heading, cell in document.value.items() if cell}
        lines = frozenset(line for line, _ in document.origin.marks.values())
        self._add(PastRow(cells, is_sound=not wrong), lines)

    def _add(self, row: PastRow, lines: frozenset[int]) -> None:
        self.rows.append(row)
        self.lines.append(lines)
