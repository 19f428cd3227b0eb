"""One county's folder → its disclosure, and everything that is wrong with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from generator.intake.attachments import read_attachments, report_missing
from generator.intake.column import read_documents, report_stranger
from generator.intake.document import Report
from generator.intake.files import Folder, read_record, read_rows
from generator.intake.references import Known, report_identity, report_references
from generator.model.base import Record
from generator.model.county import County
from generator.model.disclosure import CountyDisclosure
from generator.model.documents import Case
from generator.model.files import COUNTY_FILES
from generator.model.finding import Finding
from generator.model.ledgers import (
    Activity,
    Expenditure,
    Inspection,
    Payment,
    Progress,
    Training,
    Transaction,
)
from generator.model.outcome import Outcome
from generator.model.plan import Plan
from generator.model.project import Project

M = TypeVar("M", bound=Record)


@dataclass(frozen=True)
class CountyIntake:
    """One county as read. ``disclosure`` is None while county.yaml is absent or in error."""

    code: str
    disclosure: CountyDisclosure | None
    problems: tuple[Finding, ...]


@dataclass
class _Reading:
    """The reports of the files read so far."""

    folder: Folder
    reports: list[Report]

    def report(self, file: str, project: str = "") -> Report:
        made = self.folder.report(file, project)
        self.reports.append(made)
        return made

    def record(self, file: str, model: type[M]) -> M | None:
        return read_record(self.folder, file, model, self.report(file))

    def rows(self, file: str, model: type[M]) -> tuple[M, ...]:
        return read_rows(self.folder, file, model, self.report(file))


def read_county(root: Path, code: str, policies: frozenset[str]) -> CountyIntake:
    """Read one county's folder below ``root`` (content_data/).

    Args:
        policies: ids of the column's policy documents, which projects may name.
    """
    reading = _Reading(Folder(root / "counties" / code, f"counties/{code}/", code), [])
    county_report = reading.report("county.yaml")
    if not (reading.folder.path / "county.yaml").exists():
        county_report.error("E002", "缺少示范县基本信息 county.yaml", "补上此文件；没有它，本县不能发布")
    county = read_record(reading.folder, "county.yaml", County, county_report)
    projects, numbers = _projects(reading)
    cases = read_documents(reading.folder, "cases", Case, reading.reports)
    attachments = read_attachments(reading.folder, reading.report("attachments"))
    plan, outcome = reading.record("plan.yaml", Plan), reading.record("outcome.yaml", Outcome)
    progress = _by_date(reading.rows("progress.csv", Progress))
    payments = _by_date(reading.rows("payments.csv", Payment))
    expenditures = _by_date(reading.rows("expenditures.csv", Expenditure))
    inspections = _by_date(reading.rows("inspections.csv", Inspection))
    trainings = _by_date(reading.rows("trainings.csv", Training))
    transactions = tuple(sorted(reading.rows("transactions.csv", Transaction), key=lambda row: row.month))
    activities = _by_date(reading.rows("activities.csv", Activity))
    _report_strangers(reading)
    disclosure = None
    if county is not None:
        disclosure = CountyDisclosure(
            county=county,
            plan=plan or Plan(),
            projects=projects,
            progress=progress,
            payments=payments,
            expenditures=expenditures,
            inspections=inspections,
            trainings=trainings,
            transactions=transactions,
            activities=activities,
            outcome=outcome or Outcome(),
            cases=tuple(sorted(cases, key=lambda case: (case.date, case.id))),
            attachments=attachments,
        )
        references = reading.report("")
        known = Known(numbers, policies, frozenset(item.name for item in attachments))
        report_identity(disclosure, code, references)
        report_references(disclosure, known, references)
        report_missing(disclosure, known.attachments, references)
    problems = [finding for report in reading.reports for finding in report.findings]
    return CountyIntake(code, disclosure, tuple(sorted(problems, key=lambda finding: finding.sort_key)))


def _projects(reading: _Reading) -> tuple[tuple[Project, ...], frozenset[str]]:
    """The projects that could be read, and the numbers of all project files, readable or not.

    A reference to a project whose own file is in error is not a second error.
    """
    folder = reading.folder.path / "projects"
    found: list[Project] = []
    numbers: set[str] = set()
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        if path.suffix != ".yaml" or len(path.stem) != 2 or not path.stem.isdigit():
            report_stranger(
                path,
                "这里只放项目文件",
                "文件名写两位序号，如 01.yaml",
                reading.report(f"projects/{path.name}"),
            )
            continue
        numbers.add(path.stem)
        report = reading.report(f"projects/{path.name}")
        project = read_record(reading.folder, f"projects/{path.name}", Project, report)
        if project is None:
            continue
        if project.number != path.stem:
            message = f"项目编号「{project.id}」的末两位与文件名 {path.name} 不一致"
            report.error(
                "E008", message, f"改成一致：编号以 -{path.stem} 结尾，或改文件名", at=project.place("id")
            )
        found.append(project)
    return tuple(found), frozenset(numbers)


def _report_strangers(reading: _Reading) -> None:
    known = {kind.path.split("/")[0] for kind in COUNTY_FILES} | {"attachments"}
    for path in sorted(reading.folder.path.iterdir()):
        if path.name not in known:
            cure = f"本县文件夹里只放：{'、'.join(sorted(known))}"
            report_stranger(path, f"没有约定的文件「{path.name}」", cure, reading.report(path.name))


R = TypeVar("R", Progress, Payment, Expenditure, Inspection, Training, Activity)


def _by_date(rows: Iterable[R]) -> tuple[R, ...]:
    """By date, file order within a day."""
    return tuple(sorted(rows, key=lambda row: row.date))
