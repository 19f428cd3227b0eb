"""The files under attachments/: which there are, what is wrong with them, and which may be published."""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from generator.intake.attachments.apart import examined
from generator.intake.attachments.kinds import LIMIT, PICTURES, SUFFIXES
from generator.intake.reading.file_names import name_fault, same_elsewhere
from generator.intake.reading.folder import IGNORED, Folder, Stranger, report_strangers
from generator.intake.reading.source import read_bytes
from generator.intake.screening.declared import Answer, Answers
from generator.intake.screening.report import MAX_LISTED, Report
from generator.model.disclosed_records import Attachment

FOLDER = "attachments"


class LyingAttachments(NamedTuple):
    """The files under attachments/."""

    fit: tuple[Attachment, ...]
    """Those fit to publish, by name."""
    names: frozenset[str]
    """Names of all files, except names with private data."""
    reports: Sequence[Report]
    """What is wrong (S003–S006, P001–P005)."""
    misnamed: int
    """How many files were refused for their names, and so may be ones that records name otherwise."""


def read_attachments(folder: Folder) -> LyingAttachments:
    reports = [folder.report(FOLDER)]
    names = folder.names(FOLDER, reports[0])
    twins = same_elsewhere(names)
    found = []
    strangers: dict[str, Stranger] = {}
    for name in names:
        if stranger := _unfit_name(name, twins.get(name)):
            strangers[name] = stranger
            continue
        report = folder.report(f"{FOLDER}/{name}")
        reports.append(report)
        if attachment := _attachment(folder, name, report):
            found.append(attachment)
    reports += report_strangers(strangers, folder, FOLDER, code="S003")
    strange = sum(not IGNORED.fullmatch(name) for name in strangers)
    return LyingAttachments(
        tuple(found), frozenset(names), reports, MAX_LISTED if reports[0].errors else strange
    )


def _attachment(folder: Folder, name: str, report: Report) -> Attachment | None:
    """None for a file that cannot be published; ``report`` says why."""
    suffix = Path(name).suffix.lower()
    data = read_bytes(folder.file(f"{FOLDER}/{name}"), LIMIT, report, too_big="S003")
    if data is None:
        return None
    found = examined(suffix, data)
    return Attachment(name, sha256(data).hexdigest(), size=found.size) if found.tell(report) else None


class Fit(NamedTuple):
    """A version of an attachment that may be published."""

    size: int
    """In bytes, as submitted."""
    digest: str
    """sha256 of the submitted bytes, in hexadecimal."""
    shown: bytes
    """What is published in place of it; empty: the file itself."""

    def is_same(self, other: "Fit") -> bool:
        """Whether the same is published of both: of pictures, what cameras add is not."""
        return self.digest == other.digest or bool(self.shown and self.shown == other.shown)


def fit_attachment(path: str, data: bytes, answers: tuple[Answer, ...] = ()) -> Fit | None:
    """Returns a version of an attachment, by its path below content_data/; None if it may not be published.

    Args:
        answers: values declared not to be private data, for all files.
    """
    name = path.rpartition("/")[2]
    if _unfit_name(name, None):
        return None
    found = examined(Path(name).suffix.lower(), data)
    if not found.tell(Report(path, answers=Answers(answers))):
        return None
    return Fit(len(data), sha256(data).hexdigest(), found.published)


def _unfit_name(name: str, twin: str | None) -> Stranger | None:
    """What is wrong with a name: its suffix, or that other systems read it as another file; None: nothing."""
    if Path(name).suffix.lower() not in SUFFIXES or IGNORED.fullmatch(name):
        kinds = "、".join(known.removeprefix(".") for known in SUFFIXES)
        return "附件的类型不允许", f"附件只用 {kinds}"
    fault = name_fault(name)
    if fault is None and twin:
        message = f"文件名与“{twin}”在有的电脑上是同一个文件（只有大小写或字符写法不同）"
        fault = message, "改成不同的名字，或删去其中一个"
    return fault


def published_bytes(content: Path, county: str, attachment: Attachment) -> bytes | None:
    """The published bytes of an attachment: of pictures the pixels alone, other files as they are.

    None if the file is no longer the one that was screened; the next build notices the change.
    """
    path = content / "counties" / county / FOLDER / attachment.name
    data = attachment.data
    if data is None:
        data = read_bytes(str(path), LIMIT, Report(""))
    if data is None or sha256(data).hexdigest() != attachment.digest:
        return None
    suffix = path.suffix.lower()
    return examined(suffix, data).published if suffix in PICTURES else data
