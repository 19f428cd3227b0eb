"""One county's folder → its disclosure, and everything that is wrong with it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from operator import attrgetter
from pathlib import Path
from typing import TypeVar

from generator.intake.attachments import LyingAttachments, read_attachments, report_missing
from generator.intake.attachments.kinds import SUFFIXES, WORKBOOKS
from generator.intake.attachments.workbook import read_workbook
from generator.intake.county.batches import FOLDER, read_batches
from generator.intake.county.corrected_rows import report_corrections
from generator.intake.county.identity import report_identity
from generator.intake.county.references import report_references
from generator.intake.reading.folder import (
    IGNORED,
    Folder,
    Stranger,
    misnamed,
    report_strangers,
    report_unused,
)
from generator.intake.records.county_contents import Contents
from generator.intake.records.parts_of_ledgers import once
from generator.intake.records.record_files import read_documents, read_record, read_rows, unfit_name
from generator.intake.screening.declared import Answer, Answers
from generator.intake.screening.hiding import Hidden, hiding_in
from generator.intake.screening.report import MAX_LISTED, RefusedRow, Report
from generator.intake.workbook.places import NO_WORKBOOK, Places
from generator.model.base import Record
from generator.model.contracts import Contracts
from generator.model.county import County
from generator.model.disclosed_records import Attachment
from generator.model.disclosure import CountyDisclosure
from generator.model.documents import Case, Policy
from generator.model.files import COUNTY_FILES, ledger_of, parts_of_ledger
from generator.model.finding import Finding
from generator.model.former_codes import NO_FORMER_CODES, FormerCodes
from generator.model.identifiers import by_number
from generator.model.ledgers import (
    Activity,
    Enforcement,
    Expenditure,
    Inspection,
    Payment,
    Progress,
    Snapshot,
    Training,
    Transaction,
)
from generator.model.outcome import Outcome
from generator.model.plan import Plan
from generator.model.project import Project

M = TypeVar("M", bound=Record)
R = TypeVar("R", Progress, Payment, Expenditure, Inspection, Enforcement, Training, Activity)

_NUMBERED = re.compile(r"[0-9]+[.].+")
_PROJECT_FILE = re.compile(r"[0-9]{2,4}\.yaml")
_SPREADSHEET = re.compile(r"[.](?:xls[xmb]?|xlt[xm]?|ods|ett?|numbers|uos)$", re.IGNORECASE)
_SHEETS_ELSEWHERE = (
    "这里的工作簿只能是“台账”",
    f"是台账的，文件名写 {WORKBOOKS[0]}；带宏的（.xlsm）、WPS 的（.et）等先另存为 .xlsx；是附件的，放进 attachments/",
)
_KNOWN = frozenset({kind.path.split("/", maxsplit=1)[0] for kind in COUNTY_FILES} | {"attachments"})


@dataclass(frozen=True, slots=True)
class CountyFolder(Folder):
    """A county's folder with what its workbook stands for."""

    places: Places = NO_WORKBOOK
    workbook: tuple[Finding, ...] = ()
    """What is wrong with the workbook itself."""


@dataclass(frozen=True)
class Unread:
    """What was not read of a ledger: the refused rows, and how many lines were not split into rows."""

    refused: tuple[RefusedRow, ...]
    lines: int


@dataclass(frozen=True)
class CountyIntake:
    """One county as read. ``disclosure`` is None while county.yaml is absent or in error."""

    code: str
    disclosure: CountyDisclosure | None
    problems: tuple[Finding, ...]
    unread: Mapping[str, Unread] = field(default_factory=dict)
    """Name of a ledger's file (``payments.csv``) → what could not be read; ledgers read completely are left out."""
    attachments: tuple[Attachment, ...] = ()
    """Those fit to publish."""
    places: Places = NO_WORKBOOK
    """Where the files are that the county's workbook stands for."""


@dataclass
class _Reading:
    """The county's folder, what lies in it, and the reports of the files read so far."""

    folder: CountyFolder
    names: frozenset[str] = frozenset()
    reports: list[Report] = field(default_factory=list)
    strangers: frozenset[str] = frozenset()
    """Names in it that do not belong there."""

    @property
    def attachments_elsewhere(self) -> int:
        """How many attachments may lie in the county's folder itself; MAX_LISTED if their folder may be misnamed."""
        if "attachments" not in self.names and any(map(self._is_folder, self.strangers)):
            return MAX_LISTED
        return sum(Path(name).suffix.lower() in SUFFIXES for name in self.strangers)

    @property
    def has_projects_elsewhere(self) -> bool:
        """Whether projects may lie in the county's folder itself, or in a misnamed sub-folder."""
        if "projects" not in self.names and any(map(self._is_folder, self.strangers)):
            return True
        return any(_NUMBERED.fullmatch(name) for name in self.strangers)

    def _is_folder(self, name: str) -> bool:
        return not self.folder.is_all_held and (self.folder.path / name).is_dir()

    def report(self, file: str) -> Report:
        made = self.folder.report(file)
        self.reports.append(made)
        return made

    def record(self, file: str, model: type[M]) -> M | None:
        """The record of a YAML file; None when the file is absent or in error."""
        return read_record(self.folder, file, model, self.report(file)) if file in self.names else None

    def rows(self, file: str, model: type[M]) -> tuple[M, ...]:
        """The sound rows of a ledger, which may stand in several files; none if it is absent."""
        parts = [(name, self.report(name)) for name in parts_of_ledger(file, self.names)]
        found = [(name, report, read_rows(self.folder, name, model, report)) for name, report in parts]
        return found[0][2] if len(found) == 1 else tuple(once(found, self.folder))

    def finished(
        self, disclosure: CountyDisclosure | None, attachments: tuple[Attachment, ...] = ()
    ) -> CountyIntake:
        problems = [found for report in self.reports for found in report.findings]
        problems += () if self.folder.is_all_held else self.folder.workbook
        problems.sort(key=lambda found: found.sort_key)
        unread = {
            report.file.removeprefix(self.folder.name): Unread(tuple(report.refused), report.unread)
            for report in self.reports
            if report.refused or report.unread
        }
        return CountyIntake(
            self.folder.county, disclosure, tuple(problems), unread, attachments, self.folder.places
        )


def county_folder(
    root: Path,
    code: str,
    answers: Iterable[Answer] = (),
    hidden: tuple[Hidden, ...] = (),
    former: FormerCodes = NO_FORMER_CODES,
) -> CountyFolder:
    """A county's folder below ``root`` (content_data/); see ``read_county``."""
    place = f"counties/{code}/"
    own = Answers(tuple(answer for answer in answers if answer.file.startswith(place)))
    hiding = hiding_in(hidden, code, former)
    folder = CountyFolder(root / "counties" / code, place, code, own, hiding=hiding, former=former.of(code))
    lying = read_workbook(folder)
    return replace(folder, unpacked=lying.files, places=lying.places, workbook=tuple(lying.report.findings))


def read_county(
    root: Path,
    code: str,
    policies: frozenset[str] | None,
    answers: Iterable[Answer] = (),
    hidden: tuple[Hidden, ...] = (),
    former: FormerCodes = NO_FORMER_CODES,
) -> CountyIntake:
    """Read one county's folder below ``root`` (content_data/). Bad input never raises.

    Args:
        policies: ids of the portal's policy documents, which projects may name.
        answers: the entries of 不含个人信息 on files of all counties.
        hidden: the values to hide in files of all counties.
        former: the codes that counties had before.
    """
    return read_folder(county_folder(root, code, answers, hidden, former), policies)


def read_folder(
    folder: CountyFolder, policies: frozenset[str] | None, *, opens_attachments: bool = True
) -> CountyIntake:
    """Read a county's folder, some or all of whose files may be earlier versions; see ``read_county``.

    Args:
        opens_attachments: False: attachments are not screened and all count as fit to publish.
    """
    reading, code = _Reading(folder), folder.county
    reading.names = frozenset(reading.folder.names("", reading.report(""))).difference(WORKBOOKS)
    if not reading.names:
        _report_no_county(reading.report("county.yaml"))
        return reading.finished(None)
    strangers, meant = misnamed([name for name in reading.names if not ledger_of(name)], _KNOWN)
    strangers |= {name: _SHEETS_ELSEWHERE for name in strangers if _SPREADSHEET.search(name)}
    reading.reports += report_strangers(strangers, folder, "")
    if "county.yaml" not in reading.names | meant:
        _report_no_county(reading.report("county.yaml"))
    if opens_attachments:
        lying = read_attachments(reading.folder)
        reading.reports += lying.reports
    else:
        names = frozenset(folder.names("attachments", reading.report("attachments")))
        lying = LyingAttachments(tuple(Attachment(name, "") for name in sorted(names)), names, (), 0)
    reading.strangers = frozenset(strangers)
    contents = _contents(code, reading, attachments=lying.fit)
    relations = reading.report("")
    report_identity(
        contents,
        relations,
        is_of_today=not folder.held,
        is_renamed=bool(folder.former and "county.yaml" in folder.held),
    )
    report_references(contents, policies, relations)
    report_corrections(contents, relations)
    report_missing(contents, lying.names, relations, misnamed=lying.misnamed + reading.attachments_elsewhere)
    relations.drop_told(reading.reports)
    report_unused(folder.answers, reading.reports, relations)
    return reading.finished(contents.disclosure(), lying.fit)


def _report_no_county(report: Report) -> None:
    report.error("E002", "缺少示范县基本信息 county.yaml", "补上此文件；缺少它，本县不能发布")


def _contents(code: str, reading: _Reading, *, attachments: tuple[Attachment, ...]) -> Contents:
    county = reading.record("county.yaml", County)
    contracts = reading.record("contracts.yaml", Contracts)
    projects, numbers, has_misnamed = _projects(reading, code, county)
    cases = read_documents(reading.folder, "cases", Case, reading.reports)
    before = len(reading.reports)
    policies = read_documents(reading.folder, "policies", Policy, reading.reports)
    policy_files = _policy_files(reading.reports[before:])
    transactions = reading.rows("transactions.csv", Transaction)
    return Contents(
        code=code,
        county=county,
        plan=reading.record("plan.yaml", Plan) or Plan(),
        contracts=contracts or Contracts(),
        later=read_batches(reading.folder, county, reading.reports) if FOLDER in reading.names else (),
        has_unread_contracts=contracts is None and "contracts.yaml" in reading.names,
        projects=projects,
        numbers=numbers,
        has_misnamed_projects=has_misnamed,
        progress=_by_date(reading.rows("progress.csv", Progress)),
        payments=_by_date(reading.rows("payments.csv", Payment)),
        expenditures=_by_date(reading.rows("expenditures.csv", Expenditure)),
        inspections=_by_date(reading.rows("inspections.csv", Inspection)),
        trainings=_by_date(reading.rows("trainings.csv", Training)),
        transactions=tuple(sorted(transactions, key=attrgetter("month"))),
        activities=_by_date(reading.rows("activities.csv", Activity)),
        snapshots=tuple(sorted(reading.rows("snapshots.csv", Snapshot), key=attrgetter("month"))),
        enforcement=_by_date(reading.rows("enforcement.csv", Enforcement)),
        outcome=reading.record("outcome.yaml", Outcome) or Outcome(),
        cases=tuple(sorted(cases, key=lambda case: (case.date, case.id))),
        own_policies=tuple(_named_by_county(policy, code) for policy in policies),
        policy_files=policy_files,
        attachments=attachments,
    )


def _policy_files(reports: Iterable[Report]) -> frozenset[str] | None:
    """Names of the policy files that have a report, without suffix; None if one has a name that no document has."""
    names = [Path(report.file).name for report in reports if "/policies/" in report.file]
    return None if any(map(unfit_name, names)) else frozenset(name.removesuffix(".md") for name in names)


def _named_by_county(policy: Policy, code: str) -> Policy:
    """The document with the county's code before its id, which is part of an address that all counties share."""
    return policy.model_copy(update={"id": f"{code}-{policy.id}"}).located(policy.origin)


def _projects(
    reading: _Reading, code: str, county: County | None
) -> tuple[tuple[Project, ...], frozenset[str], bool]:
    """The readable projects, the numbers of all project files, and whether there may be others under wrong names."""
    found: list[Project] = []
    numbers: set[str] = set()
    strangers: dict[str, Stranger] = {}
    whole = reading.report("projects")
    for name in sorted(reading.folder.names("projects", whole), key=by_number):
        if not _PROJECT_FILE.fullmatch(name):
            strangers[name] = (
                "这里只放项目文件",
                "文件名写两位到四位序号，如 01.yaml、100.yaml；有几个批次的，序号全县连着编，批次写在项目编号里",
            )
            continue
        report = reading.report(f"projects/{name}")
        number = name.removesuffix(".yaml")
        numbers.add(number)
        project = read_record(reading.folder, f"projects/{name}", Project, report)
        found += [project] if project else []
        if county is not None:
            report.name_project(f"{code}-{county.cohort}-{number}")
    reading.reports += report_strangers(strangers, reading.folder, "projects")
    are_misnamed = not all(map(IGNORED.fullmatch, strangers)) or whole.errors > 0
    return tuple(found), frozenset(numbers), are_misnamed or reading.has_projects_elsewhere


def _by_date(rows: Iterable[R]) -> tuple[R, ...]:
    """By date, file order within a day."""
    return tuple(sorted(rows, key=attrgetter("date")))
