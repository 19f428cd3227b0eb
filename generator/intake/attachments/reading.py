"""The files under attachments/: which there are, what they really are, and which of them may be published."""

from hashlib import sha256
from pathlib import Path

from generator.intake.attachments.examine import examined
from generator.intake.attachments.kinds import LIMIT, PICTURES, SUFFIXES
from generator.intake.reading.file_names import name_fault, same_elsewhere
from generator.intake.reading.folder import IGNORED, Folder, report_stranger
from generator.intake.reading.source import read_bytes
from generator.intake.screening.report import Report
from generator.model.disclosure import Attachment

FOLDER = "attachments"


def read_attachments(folder: Folder) -> tuple[tuple[Attachment, ...], frozenset[str], list[Report]]:
    """The attachments fit to publish by name, the names of all that are there, and what is wrong (S003–S006, P001–P005)."""
    reports = [folder.report(FOLDER)]
    names = folder.names(FOLDER, reports[0])
    twins = same_elsewhere(names)
    found = []
    for name in names:
        report = folder.report(f"{FOLDER}/{name}")
        reports.append(report)
        if attachment := _attachment(folder, name, twins.get(name), report):
            found.append(attachment)
    return tuple(found), frozenset(names), reports


def _attachment(folder: Folder, name: str, twin: str | None, report: Report) -> Attachment | None:
    """None for what cannot be published; ``report`` says why."""
    suffix = Path(name).suffix.lower()
    if not _is_named_well(name, suffix, twin, report):
        return None
    data = read_bytes(folder.file(f"{FOLDER}/{name}"), LIMIT, report, too_big="S003")
    if data is None:
        return None
    return Attachment(name, sha256(data).hexdigest()) if examined(suffix, data).tell(report) else None


def _is_named_well(name: str, suffix: str, twin: str | None, report: Report) -> bool:
    """S003 for a kind that may not be attached, or a name that is not the same file everywhere."""
    if suffix not in SUFFIXES or IGNORED.fullmatch(name):
        kinds = "、".join(known.removeprefix(".") for known in SUFFIXES)
        report_stranger(name, "附件的类型不允许", f"附件只用 {kinds}", report, code="S003")
        return False
    fault = name_fault(name)
    if fault is None and twin:
        message = f"文件名与“{twin}”在有的电脑上是同一个文件（只有大小写或字符写法不同）"
        fault = message, "改成不同的名字，或删去其中一个"
    if fault:
        report.error("S003", *fault)
    return fault is None


def published_bytes(content: Path, county: str, attachment: Attachment) -> bytes | None:
    """What is published of an attachment: of pictures nothing but the pixels, other files as they are.

    None where the file is no longer the one that was looked through: the next build sees that it changed.
    """
    path = content / "counties" / county / FOLDER / attachment.name
    data = attachment.data
    if data is None:
        data = read_bytes(str(path), LIMIT, Report(""))
    if data is None or sha256(data).hexdigest() != attachment.digest:
        return None
    suffix = path.suffix.lower()
    return examined(suffix, data).published if suffix in PICTURES else data
