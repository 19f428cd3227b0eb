"""One file → records: reads it, searches it for private and hostile text, validates it against the model."""

import re
from typing import TypeVar

from generator.intake.reading.csv_reader import read_csv
from generator.intake.reading.file_names import is_device
from generator.intake.reading.folder import Folder, Stranger, report_strangers
from generator.intake.reading.markdown_reader import read_markdown
from generator.intake.reading.source import CSV_LIMIT, MARKDOWN_LIMIT, YAML_LIMIT, Source, read_source
from generator.intake.reading.spreadsheet import Rows
from generator.intake.reading.yaml_reader import read_yaml
from generator.intake.records.sound_ledgers import sound_rows
from generator.intake.records.validation import validate
from generator.intake.screening.document import is_suspicious, screen, screen_rest
from generator.intake.screening.hiding import Hiding
from generator.intake.screening.markdown import report_document
from generator.intake.screening.private import BETWEEN_TEXTS
from generator.intake.screening.report import Document, RefusedRow, Report
from generator.model.base import Record
from generator.model.documents import Document as TextRecord
from generator.model.identifiers import PROJECT_ID
from generator.model.place import Place
from generator.model.project import Project

M = TypeVar("M", bound=Record)
D = TypeVar("D", bound=TextRecord)

_STEM = re.compile(r"[a-z0-9][a-z0-9-]{0,99}")
_OVERVIEW = "index"
"""Stem of the page that lists the documents of a folder."""
_PROJECT = Project.label_of("id")


def read_record(folder: Folder, file: str, model: type[M], report: Report) -> M | None:
    """A YAML file that holds one record; None when its form is in error."""
    try:
        return _record(folder, file, model, report)
    except Exception as error:  # noqa: BLE001 - told; the other files are read
        report.fault(error)
        return None


def _record(folder: Folder, file: str, model: type[M], report: Report) -> M | None:
    source = read_source(folder.file(file), YAML_LIMIT, report)
    if source is None:
        return None
    document = read_yaml(source.text, report)
    if document is None:
        screen_rest(source.text, set(), report)
        return None
    return validate(shown(document, source, folder.hiding.of(report.file), report), model, report)


def shown(document: Document, source: Source, hiding: Hiding, report: Report) -> Document:
    """A YAML document with its values hidden that were taken back; private and hostile text is reported."""
    document, taken_back = hiding.document(document)
    if hiding or not _is_clear(document, source):
        told = screen(document, report) | taken_back
        screen_rest(source.text, told, report)
    return document


def _is_clear(document: Document, source: Source) -> bool:
    """A quick test: True if nothing in a file is private or hostile, not even folded over lines or escaped."""
    if not source.is_clear or "\\" in source.text:
        return False
    return not (document.over_lines and is_suspicious(BETWEEN_TEXTS.join(document.over_lines)))


def read_rows(folder: Folder, file: str, model: type[M], report: Report) -> tuple[M, ...]:
    """The rows of a ledger that are fit to publish."""
    try:
        return _rows(folder, file, model, report)
    except Exception as error:  # noqa: BLE001 - told; the other files are read
        report.fault(error)
        return ()


def _rows(folder: Folder, file: str, model: type[M], report: Report) -> tuple[M, ...]:
    source = read_source(folder.file(file), CSV_LIMIT, report)
    if source is None:
        return ()
    hiding = folder.hiding.of(report.file)
    if not (report.errors or hiding) and (sound := sound_rows(source, model, report.file)) is not None:
        return sound
    text = source.text
    rows: list[M] = []
    told: set[str] = set()
    seen: dict[tuple[tuple[str, object], ...], int] = {}
    errors, listed = report.errors, len(report.findings)
    for written in read_csv(text, model, report):
        if written is not None:
            line = written.origin.marks[()][0]
            first = seen.setdefault(tuple(written.value.items()), line)
            document, taken_back = hiding.document(written)
            told |= screen(document, report, is_cell=True) | taken_back
            record = validate(document, model, report) if first == line else None
            if first != line:
                message = f"这一行与第 {Rows(text).row(first)} 行完全相同"
                cure = "重复的请删去；确是两笔的，用凭证号或说明加以区分"
                report.error("E006", message, cure, at=Place(report.file, line, 1))
            elif record is not None and report.errors == errors:
                rows.append(record)
            if report.errors != errors or record is None:
                _name_project(document, listed, report)
                report.refused.append(RefusedRow(line, _filled(document)))
        errors, listed = report.errors, len(report.findings)
    screen_rest(text, told, report)
    return tuple(rows)


def read_document(folder: Folder, file: str, model: type[D], report: Report) -> D | None:
    """A Markdown file with front matter; None when its form is in error."""
    try:
        return _document(folder, file, model, report)
    except Exception as error:  # noqa: BLE001 - told; the other files are read
        report.fault(error)
        return None


def _document(folder: Folder, file: str, model: type[D], report: Report) -> D | None:
    source = read_source(folder.file(file), MARKDOWN_LIMIT, report)
    if source is None:
        return None
    text = source.text
    found = read_markdown(text, report)
    if found is None:
        screen_rest(text, set(), report)
        return None
    hiding = folder.hiding.of(report.file)
    front, in_front = hiding.document(found.front)
    body, in_body = hiding.body(found.text)
    told = screen(front, report) | in_front | in_body
    report_document(body, found.first_line, report)
    screen_rest(text, told, report)
    record = validate(front, model, report)
    if record is None:
        return None
    filled = record.model_copy(update={"id": _stem(file), "text": body})
    return filled.located(front.origin)


def read_documents(folder: Folder, name: str, model: type[D], reports: list[Report]) -> list[D]:
    """The Markdown records of a sub-folder, in the order of their file names; each file gets a report."""
    found: list[D] = []
    strangers: dict[str, Stranger] = {}
    reports.append(folder.report(name))
    for entry in folder.names(name, reports[-1]):
        if stranger := unfit_name(entry):
            strangers[entry] = stranger
            continue
        report = folder.report(f"{name}/{entry}")
        reports.append(report)
        record = read_document(folder, f"{name}/{entry}", model, report)
        found += [record] if record else []
    reports += report_strangers(strangers, folder, name)
    return found


def _stem(file: str) -> str:
    """A Markdown file's name without suffix: the last part of its page's address."""
    return file.rsplit("/", maxsplit=1)[-1].removesuffix(".md")


def unfit_name(file: str) -> Stranger | None:
    """(message, cure) for a file that cannot be a document, whose name is part of its address; None: it can."""
    stem = _stem(file)
    if not file.endswith(".md"):
        return "这里只放 .md 文件", "检查文件名，或移到别处"
    if not _STEM.fullmatch(stem) or is_device(stem):
        cure = (
            "文件名只用小写英文字母、数字和连字符，如 2021-03-training.md；不用 con、aux、nul、com1 等设备名"
        )
        return "文件名不能用作网址", cure
    if stem == _OVERVIEW:
        return f"“{stem}”是一览页的网址", "换一个文件名"
    return None


def _filled(document: Document) -> dict[str, str]:
    return {heading: str(cell) for heading, cell in document.value.items() if cell}


def _name_project(document: Document, listed: int, report: Report) -> None:
    """Set the project of the findings on a ledger row."""
    project = document.value.get(_PROJECT)
    if isinstance(project, str) and PROJECT_ID.fullmatch(project):
        report.name_project(project, listed)
