"""One file → records: read, look for private and hostile text, hold against the model."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from generator.intake.csv_reader import read_csv
from generator.intake.document import Cell, Report, cells
from generator.intake.hostile import report_document, report_formulas, report_markup
from generator.intake.markdown_reader import read_markdown
from generator.intake.private import report_private
from generator.intake.source import CSV_LIMIT, MARKDOWN_LIMIT, YAML_LIMIT, read_text
from generator.intake.validate import validate
from generator.intake.yaml_reader import read_yaml
from generator.model.base import Record
from generator.model.documents import Document as TextRecord
from generator.model.place import Place

M = TypeVar("M", bound=Record)
D = TypeVar("D", bound=TextRecord)

_STEM = re.compile(r"[a-z0-9][a-z0-9-]*")


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder below content_data/ and how its files are named in messages."""

    path: Path
    name: str
    """Relative to content_data/, with a slash at the end; empty for content_data/ itself."""
    county: str = ""

    def report(self, file: str, project: str = "") -> Report:
        return Report(f"{self.name}{file}", self.county, project)


def read_record(folder: Folder, file: str, model: type[M], report: Report) -> M | None:
    """A YAML file that holds one record; None when it is absent or in error."""
    path = folder.path / file
    if not path.exists() and not path.is_symlink():
        return None
    text = read_text(path, YAML_LIMIT, report)
    if text is None:
        return None
    document = read_yaml(text, report)
    if document is None:
        return None
    found = cells(document)
    report_private(found, report)
    report_markup(found, report)
    return validate(document, model, report)


def read_rows(folder: Folder, file: str, model: type[M], report: Report) -> tuple[M, ...]:
    """The rows of a ledger that are fit to publish; an absent ledger has none."""
    path = folder.path / file
    if not path.exists() and not path.is_symlink():
        return ()
    text = read_text(path, CSV_LIMIT, report)
    if text is None:
        return ()
    rows: list[M] = []
    seen: dict[tuple[tuple[str, object], ...], int] = {}
    for document in read_csv(text, model, report):
        found = cells(document)
        before = len(report.findings)
        report_private(found, report)
        report_markup(found, report)
        report_formulas(found, report)
        line = document.origin.place(()).line
        key = tuple(document.value.items())
        if key in seen:
            message = f"这一行与第 {seen[key]} 行完全相同"
            report.error(
                "E006",
                message,
                "重复的请删去；确是两笔的，用凭证号或说明加以区分",
                at=Place(report.file, line, 1),
            )
            continue
        seen[key] = line
        record = validate(document, model, report)
        if record is not None and len(report.findings) == before:
            rows.append(record)
    return tuple(rows)


def read_document(folder: Folder, file: str, model: type[D], report: Report) -> D | None:
    """A Markdown file with front matter; None when it is in error."""
    stem = file.rsplit("/", maxsplit=1)[-1].removesuffix(".md")
    if not _STEM.fullmatch(stem):
        report.error(
            "E008",
            f"文件名「{stem}」不能用作网址",
            "文件名只用小写英文字母、数字和连字符，如 2021-03-training.md",
        )
        return None
    text = read_text(folder.path / file, MARKDOWN_LIMIT, report)
    found = read_markdown(text, report) if text is not None else None
    if found is None:
        return None
    front = cells(found.front)
    body = [
        Cell(line, Place(report.file, number, 1))
        for number, line in enumerate(found.text.split("\n"), found.first_line)
    ]
    report_private([*front, *body], report)
    report_markup(front, report)
    report_document(found.text, found.first_line, report)
    record = validate(found.front, model, report)
    if record is None:
        return None
    filled = record.model_copy(update={"id": stem, "text": found.text})
    return filled.located(found.front.origin)
