"""Private data in every value, in every writing: told at intake, and no message repeats it."""

import csv
import io
import random
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.intake.reading.folder import Folder
from generator.intake.records.record_files import read_document, read_record, read_rows
from generator.intake.screening.report import Report
from generator.model.files import COUNTY_FILES, PROVINCE_FILES, FileKind, Format
from generator.rules.reports import format_findings
from tests.support.leaks import Leaks
from tests.support.private_injections import FORMS, is_answered_for
from tests.support.private_values import WRITINGS, Written
from tests.support.record_fields import BODY, Leaf, leaves, put, required

KINDS = (*PROVINCE_FILES, *COUNTY_FILES)
_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def filled(kind: FileKind, writing: str) -> tuple[str, dict[Leaf, Written]]:
    """A file of the kind with a private value of its own in every place that must be told, and these values."""
    held = {
        leaf: WRITINGS[writing](random.Random(f"{leaf.name} {writing}"))
        for leaf in leaves(kind)
        if not is_answered_for(kind, leaf, writing)
    }
    if kind.format is Format.CSV:
        return _ledger(kind, held), held
    record: dict[str, Any] = required(kind.model, ())
    for leaf in held:
        for key, value in required(kind.model, leaf.path).items():
            record.setdefault(key, value)
    for leaf, text in held.items():
        if leaf.path != (BODY,):
            put(record, leaf.path, str(text))
    written = str(yaml.dump(record, Dumper=_DUMPER, allow_unicode=True, width=1_000_000, sort_keys=False))
    if kind.format is Format.YAML:
        return written, held
    return f"---\n{written}---\n\n{held[leaves(kind)[-1]]}\n", held


def _ledger(kind: FileKind, held: dict[Leaf, Written]) -> str:
    labels = list(kind.model.labels().values())
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(labels)
    for leaf, text in held.items():
        row = required(kind.model, ()) | {str(leaf.path[0]): text}
        writer.writerow([row.get(label, "") for label in labels])
    return written.getvalue()


def read(folder: Path, kind: FileKind, text: str) -> Report:
    name = kind.path.replace("*", "01")
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8", newline="")
    within, report = Folder(folder, ""), Report(name)
    if kind.format is Format.CSV:
        read_rows(within, name, kind.model, report)
    elif kind.format is Format.YAML:
        read_record(within, name, kind.model, report)
    else:
        read_document(within, name, kind.model, report)  # type: ignore[type-var]
    return report


def test_the_province_answers_for_cards_and_mail_alone() -> None:
    """Of all files, fields and writings: one field of one file, and in it no ID number and no mobile."""
    answered = {
        (kind.name, leaf.path[-1], writing.split()[0])
        for kind in KINDS
        for leaf in leaves(kind)
        for writing in WRITINGS
        if is_answered_for(kind, leaf, writing)
    }
    assert answered == {("not-private", "值", "card"), ("not-private", "值", "mail")}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_value_in_every_writing_is_told_and_never_repeated(tmp_path: Path, kind: FileKind) -> None:
    untold, findings, texts = [], [], []
    for writing in WRITINGS:
        text, held = filled(kind, writing)
        report = read(tmp_path, kind, text)
        private = [found.place for found in report.findings if found.code[0] == "P"]
        if len({(place.line, place.column) for place in private}) < len(held):
            untold.append(
                (writing, f"{len(private)} of {len(held)}", sorted({at.label for at in private})[:3])
            )
        findings += report.findings
        texts += [(f"{leaf.name} [{writing}]", value) for leaf, value in held.items()]
    said = "\n".join(format_findings(findings, form) for form in FORMS)
    assert untold == []
    assert Leaks.of(texts).within(said.encode()) == set()
