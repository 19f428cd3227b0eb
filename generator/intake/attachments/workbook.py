"""A county's workbook, screened like an attachment and unpacked into text files, in the same child process."""

import pickle  # nosec B403  # what our own process wrote
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from generator.intake.attachments.apart import examined
from generator.intake.attachments.examine import Examined
from generator.intake.attachments.kinds import LIMIT, WORKBOOKS, called
from generator.intake.reading.folder import Folder
from generator.intake.reading.source import read_bytes
from generator.intake.screening.declared import MAY_BE_ANSWERED
from generator.intake.screening.report import Report
from generator.intake.workbook.places import NO_WORKBOOK, Places
from generator.intake.workbook.unpack import Unpacked
from generator.model.files import ledger_of, parts_of_ledger
from generator.model.finding import Severity


class LyingWorkbook(NamedTuple):
    """The workbook in a county's folder; all empty if there is none."""

    files: Mapping[str, bytes]
    """Name below the folder → text file that it stands for."""
    places: Places
    report: Report


def read_workbook(folder: Folder) -> LyingWorkbook:
    """What a county's workbook stands for; a file that the folder has, too, is an error and the folder's is read."""
    names = [name for name in WORKBOOKS if folder.has(name)]
    if not names:
        return LyingWorkbook({}, NO_WORKBOOK, folder.report(WORKBOOKS[0]))
    name = names[0]
    report = folder.report(name)
    if len(names) > 1:
        report.error("E006", f"有两本台账：{'、'.join(names)}", "只留下一本")
    data = read_bytes(folder.file(name), LIMIT, report)
    unpacked = Unpacked() if data is None else _unpacked(name, data, report)
    texts = {}
    for file, text in unpacked.files.items():
        if lying := _lying(folder, file):
            message = f"这些内容在工作表“{text.mark(1, 1).sheet}”和文件 {lying} 里各有一份"
            report.error("E006", message, "只留下一份：删去那个文件，或清空工作表里的这些行")
        else:
            texts[file] = text
    files = {file: text.text.encode() for file, text in texts.items()}
    is_refused = bool(report.errors and not unpacked.files)
    told = frozenset(
        one.place._replace(label="") for one in report.findings if one.severity is Severity.ERROR
    )
    return LyingWorkbook(files, Places(report.file, folder.name, texts, told, is_refused), report)


def _lying(folder: Folder, file: str) -> str:
    """The file in the folder that holds what a workbook stands for, too; empty: there is none."""
    if folder.has(file):
        return file
    names = folder.names("", Report("")) if ledger_of(file) else ()
    return next(iter(parts_of_ledger(file, names)), "")


def _unpacked(name: str, data: bytes, report: Report) -> Unpacked:
    """What a workbook stands for; nothing with an error in ``report`` if it must not be published."""
    return told_of(examined(name, data), name, report)


def told_of(found: Examined, name: str, report: Report) -> Unpacked:
    """Report what was found in a workbook; returns what it stands for, nothing if it must not be published."""
    if not found.tell(report, called(name)) or not found.published:
        return Unpacked()
    unpacked = _loaded(found.published)
    for told in unpacked.findings:
        place = told.place._replace(file=report.file)
        report.findings.append(told._replace(place=place, county=report.county))
    report.errors += sum(told.severity is Severity.ERROR for told in unpacked.findings)
    return unpacked


@lru_cache(maxsize=4)
def _loaded(published: bytes) -> Unpacked:
    """What the child process hands back; a county's is asked for several times."""
    found: Unpacked = pickle.loads(published)  # nosec B301
    return found


def unpacked_files(name: str, data: bytes) -> Mapping[str, bytes] | None:
    """The text files that a version of a workbook stands for; None if it must not be published."""
    if len(data) > LIMIT:
        return None
    report, found = Report(name), examined(name, data)
    # what may be answered for says nothing of the texts, which are screened by themselves
    private = tuple(one for one in found.private if one[1].code not in MAY_BE_ANSWERED)
    unpacked = told_of(replace(found, private=private), name, report)
    if report.errors and not unpacked.files:
        return None
    return {file: text.text.encode() for file, text in unpacked.files.items()}
