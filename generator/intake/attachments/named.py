"""Attachments that the records name: whether they are there, and whether a name leads out of the folder."""

from collections.abc import Iterator
from pathlib import Path

from generator.intake.attachments.kinds import ADDRESS, PICTURES, SUFFIXES
from generator.intake.reading.did_you_mean import closest
from generator.intake.records.county_contents import Contents
from generator.intake.screening.private import looks_private
from generator.intake.screening.report import Report
from generator.intake.screening.unseen import REFUSED
from generator.model.base import Record
from generator.model.disclosure import CountyDisclosure
from generator.model.outcome import Outcome
from generator.model.place import Place
from generator.model.plan import Plan


def report_missing(contents: Contents, names: frozenset[str], report: Report, misnamed: int) -> None:
    """E007 for a named attachment that is not there; S004 for a name that leads out of the folder.

    Args:
        misnamed: how many files were refused for their names; only if more are absent is E007 reported.
    """
    named = list(_named(contents))
    absent = {name for name, _, _ in named}.difference(names)
    for name, place, project in named:
        if REFUSED in name:
            continue
        if "/" in name or "\\" in name or name in {"..", "."}:
            message, cure = f"附件名“{name}”带有路径", "只写 attachments/ 里的文件名"
            report.error("S004", message, cure, at=place, project=project)
        elif name in absent and len(absent) > misnamed and not looks_private(name):
            # otherwise the error is in a name and is reported there
            near = None if report.is_long else closest(name, sorted(names))
            cure = (
                f"是否应为“{near}”？" if near else "把附件放进 attachments/，或改正文件名（注意大小写和后缀）"
            )
            report.error("E007", f"attachments/ 里找不到“{name}”", cure, at=place, project=project)
    for case in contents.cases:
        for index, picture in enumerate(case.pictures):
            if picture.file in names and Path(picture.file).suffix.lower() not in PICTURES:
                place = case.place("pictures", index, "file")
                report.error("E004", f"“{picture.file}”不是图片", "图片用 jpg、png 或 webp", at=place)


def named_attachments(county: CountyDisclosure) -> frozenset[str]:
    """The attachments that a county's records name, whether they are there or not."""
    return frozenset(name for name, _, _ in _named(county))


def _named(contents: Contents | CountyDisclosure) -> Iterator[tuple[str, Place, str]]:
    """Every attachment named in the county's records: its name, where it is named, and the project if one is meant."""
    if contents.county:
        for index, regulation in enumerate(contents.county.regulations):
            yield from _each(regulation.attachments, contents.county, "regulations", index, "attachments")
    for plan in (contents.plan, *(later.plan for later in contents.later)):
        yield from _named_in_plan(plan)
    for project in contents.projects:
        yield from _each(project.attachments, project, "attachments", project=project.id)
        if project.acceptance:
            names = project.acceptance.attachments
            yield from _each(names, project, "acceptance", "attachments", project=project.id)
    for row in contents.progress:
        yield from _each(row.attachments, row, "attachments", project=row.project)
    for outcome in (contents.outcome, *(later.outcome for later in contents.later)):
        yield from _named_in_outcome(outcome)
    for policy in contents.own_policies:
        names = tuple("" if ADDRESS.fullmatch(name) else name for name in policy.attachments)
        yield from _each(names, policy, "attachments")
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
    """佐证 may also be a sentence; only what ends like the name of an attachment counts as one."""
    if outcome.final_acceptance:
        yield from _each(outcome.final_acceptance.attachments, outcome, "final_acceptance", "attachments")
    for index, evaluation in enumerate(outcome.evaluations):
        yield from _each(evaluation.attachments, outcome, "evaluations", index, "attachments")
    for index, item in enumerate(outcome.rectifications):
        names = tuple(name if Path(name).suffix.lower() in SUFFIXES else "" for name in item.evidence)
        yield from _each(names, outcome, "rectifications", index, "evidence")


def _each(
    names: tuple[str, ...], record: Record, *path: str | int, project: str = ""
) -> Iterator[tuple[str, Place, str]]:
    """The names of one list with their places; empty ones are skipped but counted."""
    for number, name in enumerate(names):
        if name:
            yield name, record.place(*path, number), project
