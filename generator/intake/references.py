"""Ids agree with folders and files (E006, E008), and what is referred to exists (E007)."""

from collections.abc import Iterable
from dataclasses import dataclass

from generator.intake.document import Report
from generator.intake.suggest import nearest
from generator.model.disclosure import CountyDisclosure
from generator.model.identifiers import PROJECT_ID, is_registered_county
from generator.model.place import Place


@dataclass(frozen=True, slots=True)
class Known:
    """What a county's records may refer to."""

    numbers: frozenset[str]
    """NN of every project file, readable or not."""
    policies: frozenset[str]
    attachments: frozenset[str]


def report_identity(county: CountyDisclosure, folder: str, report: Report) -> None:
    """E008 for the county's and its projects' ids; E006 for ids used twice."""
    record = county.county
    if record.code != folder:
        message = f"行政区划代码「{record.code}」与文件夹名「{folder}」不一致"
        report.error("E008", message, "改成一致", at=record.place("code"))
    if not record.code.startswith(record.city.code):
        message = f"代码「{record.code}」不属于{record.city.full}（应以 {record.city.code} 开头）"
        report.error("E008", message, "核对「行政区划代码」和「所属市」", at=record.place("code"))
    registered = is_registered_county(record.code)
    if record.is_demo and registered:
        message = f"示例数据用了真实的行政区划代码「{record.code}」"
        report.error("E008", message, "示例县换一个 GB/T 2260 未使用的代码", at=record.place("code"))
    if not record.is_demo and not registered:
        message = f"行政区划代码「{record.code}」不在 GB/T 2260 之中"
        report.error("E008", message, "核对六位代码；示例县请写「示例数据: true」", at=record.place("code"))
    seen: dict[str, str] = {}
    for project in county.projects:
        found = PROJECT_ID.fullmatch(project.id)
        if found and found["county"] != folder:
            message = f"项目编号「{project.id}」的县代码与文件夹「{folder}」不一致"
            report.error("E008", message, f"改成以 {folder} 开头", at=project.place("id"))
        if found and int(found["cohort"]) != record.cohort:
            message = f"项目编号「{project.id}」的年份与「示范批次」{record.cohort} 不一致"
            report.error(
                "E008", message, f"写成 {folder}-{record.cohort}-{found['number']}", at=project.place("id")
            )
        if project.id in seen:
            message = f"项目编号「{project.id}」已用于 {seen[project.id]}"
            report.error("E006", message, "每个项目一个编号，改成未用过的", at=project.place("id"))
        seen.setdefault(project.id, project.origin.file)
    numbers: set[str] = set()
    for index, item in enumerate(county.outcome.rectifications):
        if item.number in numbers:
            place = county.outcome.place("rectifications", index, "number")
            report.error("E006", f"整改清单编号「{item.number}」用了两次", "每项一个编号", at=place)
        numbers.add(item.number)
    for case in county.cases:
        if case.county not in {None, record.code, record.name}:
            message = f"「县」写的是「{case.county}」，与所在文件夹 {record.name}（{record.code}）不一致"
            report.error("E008", message, f"改成 {record.name}，或把文件移到该县", at=case.place("county"))


def report_references(county: CountyDisclosure, known: Known, report: Report) -> None:
    """E007: a project or policy that does not exist."""
    checker = _Projects(county, known, report)
    for rows in (
        county.progress,
        county.payments,
        county.expenditures,
        county.inspections,
        county.trainings,
        county.transactions,
        county.activities,
    ):
        for row in rows:
            if row.project:
                checker.check(row.project, row.place("project"))
    for index, change in enumerate(county.plan.plan_changes):
        checker.check_all(change.projects, county.plan.place("plan_changes", index, "projects"))
    for index, decision in enumerate(county.plan.decisions):
        checker.check_all(decision.projects, county.plan.place("decisions", index, "projects"))
    for index, response in enumerate(county.plan.responses):
        if response.subject not in {county.code, county.county.name}:
            checker.check(response.subject, county.plan.place("responses", index, "subject"))
    for index, evaluation in enumerate(county.outcome.evaluations):
        ids = [text for text in evaluation.projects_to_rectify if PROJECT_ID.fullmatch(text)]
        checker.check_all(ids, county.outcome.place("evaluations", index, "projects_to_rectify"))
    for case in county.cases:
        checker.check_all(case.projects, case.place("projects"))
    for project in county.projects:
        for index, policy in enumerate(project.policies):
            if policy not in known.policies:
                cure = nearest(policy, sorted(known.policies), "政策文件编号")
                message = f"没有编号为「{policy}」的政策文件"
                report.error("E007", message, cure, at=project.place("policies", index))


class _Projects:
    """Says which project numbers exist, and names each that does not."""

    def __init__(self, county: CountyDisclosure, known: Known, report: Report) -> None:
        self.prefix = f"{county.code}-{county.county.cohort}-"
        self.ids = {project.id for project in county.projects}
        self.ids |= {f"{self.prefix}{number}" for number in known.numbers}
        self.report = report

    def check(self, project: str, place: Place) -> None:
        if project not in self.ids:
            cure = nearest(project, sorted(self.ids), "项目编号") if self.ids else "先建立这个项目的文件"
            self.report.error("E007", f"没有编号为「{project}」的项目", cure, at=place)

    def check_all(self, projects: Iterable[str], place: Place) -> None:
        for project in projects:
            self.check(project, place)
