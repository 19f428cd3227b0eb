"""The files under attachments/: which there are, what they really are, and whether what is named exists."""

import re
from collections.abc import Iterator
from pathlib import Path

from generator.intake.attachment_text import report_inside
from generator.intake.contents import Contents
from generator.intake.document import Report
from generator.intake.folder import Folder, report_stranger
from generator.intake.source import read_bytes
from generator.intake.suggest import closest
from generator.model.base import Record
from generator.model.disclosure import Attachment
from generator.model.outcome import Outcome
from generator.model.place import Place
from generator.model.plan import Plan

LIMIT = 20_000_000
_MAGIC = {
    ".pdf": b"%PDF-",
    ".jpg": b"\xff\xd8\xff",
    ".jpeg": b"\xff\xd8\xff",
    ".png": b"\x89PNG\r\n\x1a\n",
    ".webp": b"RIFF",
    ".docx": b"PK\x03\x04",
    ".xlsx": b"PK\x03\x04",
}
_PICTURES = (".jpg", ".jpeg", ".png", ".webp")
_UNFIT = re.compile(r"[\\/:*?\"<>|#%]")


def read_attachments(folder: Folder) -> tuple[tuple[Attachment, ...], frozenset[str], list[Report]]:
    """The attachments fit to publish by name, the names of all that are there, and what is wrong (S003–S006, P005)."""
    reports = [folder.report("attachments")]
    found, names = [], set()
    for name in folder.names("attachments", reports[0]):
        report = folder.report(f"attachments/{name}")
        reports.append(report)
        names.add(name)
        size = _fit_size(name, folder.file(f"attachments/{name}"), report)
        if size is not None:
            found.append(Attachment(name, size))
    return tuple(found), frozenset(names), reports


def _fit_size(name: str, path: str, report: Report) -> int | None:
    """Size in bytes of an attachment that may be published."""
    suffix = Path(name).suffix.lower()
    magic = _MAGIC.get(suffix)
    if not name.isprintable() or _UNFIT.search(name):
        report.error("S003", "文件名里有不能用的字符", '改名，不用 \\ / : * ? " < > | # % 和看不见的字符')
        return None
    if magic is None:
        kinds = "、".join(known.removeprefix(".") for known in _MAGIC)
        report_stranger(name, "附件的类型不允许", f"附件只用 {kinds}", report, code="S003")
        return None
    data = read_bytes(path, LIMIT, report, too_big="S003")
    if data is None:
        return None
    if not data.startswith(magic) or (suffix == ".webp" and data[8:12] != b"WEBP"):
        report.error("S003", f"内容不是 {suffix} 文件", "用原来的软件重新导出，不要只改后缀名")
        return None
    return len(data) if report_inside(name, data, report) else None


def report_missing(contents: Contents, names: frozenset[str], report: Report) -> None:
    """E007 for a named attachment that is not there; S004 for a name that leads out of the folder."""
    for name, place, project in _named(contents):
        if "/" in name or "\\" in name or name in {"..", "."}:
            message, cure = f"附件名「{name[:60]}」带有路径", "只写 attachments/ 里的文件名"
            report.error("S004", message, cure, at=place, project=project)
        elif name not in names:
            near = closest(name, sorted(names))
            cure = (
                f"是否应为「{near}」？"
                if near
                else "把附件放进 attachments/，或改正文件名（注意大小写和后缀）"
            )
            report.error("E007", f"attachments/ 里没有「{name[:60]}」", cure, at=place, project=project)
    for case in contents.cases:
        for index, picture in enumerate(case.pictures):
            if picture.file in names and not picture.file.lower().endswith(_PICTURES):
                place = case.place("pictures", index, "file")
                report.error("E004", f"「{picture.file[:60]}」不是图片", "图片用 jpg、png 或 webp", at=place)


def _named(contents: Contents) -> Iterator[tuple[str, Place, str]]:
    """Every attachment named in the county's records: its name, where it is named, and the project if one is meant."""
    if contents.county:
        for index, regulation in enumerate(contents.county.regulations):
            yield from _each(regulation.attachments, contents.county, "regulations", index, "attachments")
    yield from _named_in_plan(contents.plan)
    for project in contents.projects:
        yield from _each(project.attachments, project, "attachments", project=project.id)
        if project.acceptance:
            names = project.acceptance.attachments
            yield from _each(names, project, "acceptance", "attachments", project=project.id)
    for row in contents.progress:
        yield from _each(row.attachments, row, "attachments", project=row.project)
    yield from _named_in_outcome(contents.outcome)
    for case in contents.cases:
        for index, picture in enumerate(case.pictures):
            yield from _each((picture.file,), case, "pictures", index, "file")


def _named_in_plan(plan: Plan) -> Iterator[tuple[str, Place, str]]:
    if plan.plan:
        yield from _each(plan.plan.attachments, plan, "plan", "attachments")
    for index, change in enumerate(plan.plan_changes):
        yield from _each(change.attachments, plan, "plan_changes", index, "attachments")
    for index, decision in enumerate(plan.decisions):
        yield from _each(decision.attachments, plan, "decisions", index, "attachments")


def _named_in_outcome(outcome: Outcome) -> Iterator[tuple[str, Place, str]]:
    """佐证 may also be a sentence; what ends like an attachment is taken for one."""
    if outcome.final_acceptance:
        yield from _each(outcome.final_acceptance.attachments, outcome, "final_acceptance", "attachments")
    for index, evaluation in enumerate(outcome.evaluations):
        yield from _each(evaluation.attachments, outcome, "evaluations", index, "attachments")
    for index, item in enumerate(outcome.rectifications):
        names = tuple(name if Path(name).suffix.lower() in _MAGIC else "" for name in item.evidence)
        yield from _each(names, outcome, "rectifications", index, "evidence")


def _each(
    names: tuple[str, ...], record: Record, *path: str | int, project: str = ""
) -> Iterator[tuple[str, Place, str]]:
    """The names of one list with their places; an empty one keeps its number and is passed over."""
    for number, name in enumerate(names):
        if name:
            yield name, record.place(*path, number), project
