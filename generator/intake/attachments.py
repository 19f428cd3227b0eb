"""The files under attachments/: which there are, what they really are, and whether what is named exists."""

from collections.abc import Iterator
from pathlib import Path

from generator.intake.column import report_stranger
from generator.intake.document import Report
from generator.intake.files import Folder
from generator.model.disclosure import Attachment, CountyDisclosure
from generator.model.place import Place

LIMIT = 20_000_000
_MAGIC = {
    ".pdf": (b"%PDF-",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".webp": (b"RIFF",),
    ".docx": (b"PK\x03\x04",),
    ".xlsx": (b"PK\x03\x04",),
}


def read_attachments(folder: Folder, report: Report) -> tuple[Attachment, ...]:
    """The attachments fit to publish, by name (S003, S004)."""
    path = folder.path / "attachments"
    if path.is_symlink():
        report.error("S004", "attachments 是一个链接（快捷方式）", "删去链接，把文件夹本身放进来")
        return ()
    found = []
    for file in sorted(path.iterdir()) if path.is_dir() else []:
        own = Report(f"{folder.name}attachments/{file.name}", folder.county)
        if _is_fit(file, own):
            found.append(Attachment(file.name, file.stat().st_size))
        report.findings += own.findings
    return tuple(found)


def _is_fit(file: Path, report: Report) -> bool:
    if file.is_symlink():
        report.error("S004", "这是一个链接（快捷方式），不是文件", "删去链接，把文件本身放进来")
        return False
    kinds = "、".join(suffix.removeprefix(".") for suffix in _MAGIC)
    magic = _MAGIC.get(file.suffix.lower())
    if magic is None or not file.is_file():
        report_stranger(file, "附件的类型不允许", f"附件只用 {kinds}", report)
        return False
    if file.stat().st_size > LIMIT:
        report.error(
            "S003", f"附件过大（{file.stat().st_size / 1e6:.1f} MB）", f"压缩到 {LIMIT // 1_000_000} MB 以内"
        )
        return False
    with file.open("rb") as opened:
        start = opened.read(16)
    is_webp = file.suffix.lower() != ".webp" or start[8:12] == b"WEBP"
    if not start.startswith(magic) or not is_webp:
        report.error("S003", f"内容不是 {file.suffix} 文件", "用原来的软件重新导出，不要只改后缀名")
        return False
    return True


def report_missing(county: CountyDisclosure, names: frozenset[str], report: Report) -> None:
    """E007 for a named attachment that is not there; S004 for a name that leads out of the folder."""
    for name, place in _named(county):
        if "/" in name or "\\" in name or name in {"..", "."}:
            report.error("S004", f"附件名「{name}」带有路径", "只写 attachments/ 里的文件名", at=place)
        elif name not in names:
            report.error(
                "E007",
                f"attachments/ 里没有「{name}」",
                "补上附件，或改正文件名（注意大小写和后缀）",
                at=place,
            )


def _named(county: CountyDisclosure) -> Iterator[tuple[str, Place]]:
    """Every attachment named anywhere in the county's records."""
    for index, regulation in enumerate(county.county.regulations):
        place = county.county.place("regulations", index, "attachments")
        yield from ((name, place) for name in regulation.attachments)
    plan = county.plan
    if plan.plan:
        yield from ((name, plan.place("plan", "attachments")) for name in plan.plan.attachments)
    for index, change in enumerate(plan.plan_changes):
        yield from ((name, plan.place("plan_changes", index, "attachments")) for name in change.attachments)
    for index, decision in enumerate(plan.decisions):
        yield from ((name, plan.place("decisions", index, "attachments")) for name in decision.attachments)
    for project in county.projects:
        yield from ((name, project.place("attachments")) for name in project.attachments)
        if project.acceptance:
            place = project.place("acceptance", "attachments")
            yield from ((name, place) for name in project.acceptance.attachments)
    for row in county.progress:
        yield from ((name, row.place("attachments")) for name in row.attachments)
    yield from _named_in_outcome(county)
    for case in county.cases:
        for index, picture in enumerate(case.pictures):
            yield picture.file, case.place("pictures", index, "file")


def _named_in_outcome(county: CountyDisclosure) -> Iterator[tuple[str, Place]]:
    outcome = county.outcome
    if outcome.final_acceptance:
        place = outcome.place("final_acceptance", "attachments")
        yield from ((name, place) for name in outcome.final_acceptance.attachments)
    for index, evaluation in enumerate(outcome.evaluations):
        place = outcome.place("evaluations", index, "attachments")
        yield from ((name, place) for name in evaluation.attachments)
    for index, item in enumerate(outcome.rectifications):
        place = outcome.place("rectifications", index, "evidence")
        yield from ((name, place) for name in item.evidence if _looks_like_a_file(name))


def _looks_like_a_file(text: str) -> bool:
    """佐证 may be a file's name or a sentence."""
    return Path(text).suffix.lower() in _MAGIC
