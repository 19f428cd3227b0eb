"""One county's folder → its disclosure, and everything that is wrong with it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path
from typing import TypeVar

from generator.intake.attachments import read_attachments, report_missing
from generator.intake.county.corrected_rows import report_corrections
from generator.intake.county.identity import report_identity
from generator.intake.county.references import report_references
from generator.intake.reading.folder import Folder, report_stranger, report_unused
from generator.intake.records.county_contents import Contents
from generator.intake.records.record_files import read_documents, read_record, read_rows
from generator.intake.screening.declared import Answer, Answers
from generator.intake.screening.hiding import Hidden, hiding_in
from generator.intake.screening.report import RefusedRow, Report
from generator.model.base import Record
from generator.model.county import County
from generator.model.disclosure import Attachment, CountyDisclosure
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
R = TypeVar("R", Progress, Payment, Expenditure, Inspection, Training, Activity)

_PROJECT_FILE = re.compile(r"[0-9]{2}\.yaml")
_KNOWN = frozenset({kind.path.split("/", maxsplit=1)[0] for kind in COUNTY_FILES} | {"attachments"})


@dataclass(frozen=True)
class Unread:
    """What could not be read of a ledger: rows one by one, and lines that nobody could make rows of."""

    refused: tuple[RefusedRow, ...]
    lines: int


@dataclass(frozen=True)
class CountyIntake:
    """One county as read. ``disclosure`` is None while county.yaml is absent or in error."""

    code: str
    disclosure: CountyDisclosure | None
    problems: tuple[Finding, ...]
    unread: Mapping[str, Unread] = field(default_factory=dict)
    """Name of a ledger's file (``payments.csv``) → what could not be read of it, where anything."""
    attachments: tuple[Attachment, ...] = ()
    """Those that are fit to publish."""


@dataclass
class _Reading:
    """The county's folder, what lies in it, and the reports of the files read so far."""

    folder: Folder
    names: frozenset[str] = frozenset()
    reports: list[Report] = field(default_factory=list)

    def report(self, file: str) -> Report:
        made = self.folder.report(file)
        self.reports.append(made)
        return made

    def record(self, file: str, model: type[M]) -> M | None:
        """None when the file is absent or in error."""
        return read_record(self.folder, file, model, self.report(file)) if file in self.names else None

    def rows(self, file: str, model: type[M]) -> tuple[M, ...]:
        """An absent ledger has none."""
        return read_rows(self.folder, file, model, self.report(file)) if file in self.names else ()

    def finished(
        self, disclosure: CountyDisclosure | None, attachments: tuple[Attachment, ...] = ()
    ) -> CountyIntake:
        problems = [found for report in self.reports for found in report.findings]
        problems.sort(key=lambda found: found.sort_key)
        unread = {
            report.file.removeprefix(self.folder.name): Unread(tuple(report.refused), report.unread)
            for report in self.reports
            if report.refused or report.unread
        }
        return CountyIntake(self.folder.county, disclosure, tuple(problems), unread, attachments)


def county_folder(
    root: Path, code: str, answers: Iterable[Answer] = (), hidden: tuple[Hidden, ...] = ()
) -> Folder:
    """A county's folder below ``root`` (content_data/); see ``read_county``."""
    place = f"counties/{code}/"
    own = Answers(tuple(answer for answer in answers if answer.file.startswith(place)))
    return Folder(root / "counties" / code, place, code, own, hiding=hiding_in(hidden, code))


def read_county(
    root: Path,
    code: str,
    policies: frozenset[str],
    answers: Iterable[Answer] = (),
    hidden: tuple[Hidden, ...] = (),
) -> CountyIntake:
    """Read one county's folder below ``root`` (content_data/). Bad input never raises.

    Args:
        policies: ids of the portal's policy documents, which projects may name.
        answers: what the province answers for as no private data, in files of all counties.
        hidden: what is taken back, in files of all counties.
    """
    return read_folder(county_folder(root, code, answers, hidden), policies)


def read_folder(folder: Folder, policies: frozenset[str], *, opens_attachments: bool = True) -> CountyIntake:
    """Read a county's folder, some or all of whose files may be earlier versions; see ``read_county``.

    Args:
        opens_attachments: False: those that are there count as fit to publish.
    """
    reading, code = _Reading(folder), folder.county
    reading.names = frozenset(reading.folder.names("", reading.report("")))
    if not reading.names:
        _report_no_county(reading.report("county.yaml"))
        return reading.finished(None)
    for name in sorted(reading.names - _KNOWN):
        cure = f"本县文件夹里只放：{'、'.join(sorted(_KNOWN))}"
        report_stranger(name, "没有约定的文件", cure, reading.report(name))
    if opens_attachments:
        attachments, names, reports = read_attachments(reading.folder)
        reading.reports += reports
    else:
        names = frozenset(folder.names("attachments", reading.report("attachments")))
        attachments = tuple(Attachment(name, "") for name in sorted(names))
    contents = _contents(code, reading, attachments=attachments)
    relations = reading.report("")
    report_identity(contents, relations)
    report_references(contents, policies, relations)
    report_corrections(contents, relations)
    report_missing(contents, names, relations)
    report_unused(folder.answers, reading.reports, relations)
    return reading.finished(contents.disclosure(), attachments)


def _report_no_county(report: Report) -> None:
    report.error("E002", "缺少示范县基本信息 county.yaml", "补上此文件；没有它，本县不能发布")


def _contents(code: str, reading: _Reading, *, attachments: tuple[Attachment, ...]) -> Contents:
    if "county.yaml" not in reading.names:
        _report_no_county(reading.report("county.yaml"))
    county = reading.record("county.yaml", County)
    projects, numbers = _projects(reading, code, county)
    cases = read_documents(reading.folder, "cases", Case, reading.reports)
    transactions = reading.rows("transactions.csv", Transaction)
    return Contents(
        code=code,
        county=county,
        plan=reading.record("plan.yaml", Plan) or Plan(),
        projects=projects,
        numbers=numbers,
        progress=_by_date(reading.rows("progress.csv", Progress)),
        payments=_by_date(reading.rows("payments.csv", Payment)),
        expenditures=_by_date(reading.rows("expenditures.csv", Expenditure)),
        inspections=_by_date(reading.rows("inspections.csv", Inspection)),
        trainings=_by_date(reading.rows("trainings.csv", Training)),
        transactions=tuple(sorted(transactions, key=attrgetter("month"))),
        activities=_by_date(reading.rows("activities.csv", Activity)),
        outcome=reading.record("outcome.yaml", Outcome) or Outcome(),
        cases=tuple(sorted(cases, key=lambda case: (case.date, case.id))),
        attachments=attachments,
    )


def _projects(
    reading: _Reading, code: str, county: County | None
) -> tuple[tuple[Project, ...], frozenset[str]]:
    """The projects that could be read, and the numbers of all project files, readable or not."""
    found: list[Project] = []
    numbers: set[str] = set()
    for name in reading.folder.names("projects", reading.report("projects")):
        report = reading.report(f"projects/{name}")
        if not _PROJECT_FILE.fullmatch(name):
            report_stranger(name, "这里只放项目文件", "文件名写两位序号，如 01.yaml", report)
            continue
        number = name.removesuffix(".yaml")
        numbers.add(number)
        project = read_record(reading.folder, f"projects/{name}", Project, report)
        found += [project] if project else []
        if county is not None:
            report.name_project(f"{code}-{county.cohort}-{number}")
    return tuple(found), frozenset(numbers)


def _by_date(rows: Iterable[R]) -> tuple[R, ...]:
    """By date, file order within a day."""
    return tuple(sorted(rows, key=attrgetter("date")))
