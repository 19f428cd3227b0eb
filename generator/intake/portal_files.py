"""The portal's own files: settings, national averages, policies, notices, and which counties there are."""

import os
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from generator.intake.attachments.kinds import ADDRESS
from generator.intake.reading.folder import Folder, misnamed, report_link, report_strangers, report_unused
from generator.intake.records.former_codes import read_former_codes
from generator.intake.records.record_files import read_documents, read_record, read_rows, unfit_name
from generator.intake.records.redactions import (
    REDACTIONS,
    TakenBack,
    out_of_sight,
    read_redactions,
    taken_back,
    wrong_in,
)
from generator.intake.screening.declared import DECLARED, Answer, Answers, answers_of
from generator.intake.screening.hiding import Hidden, Hiding
from generator.intake.screening.report import Report
from generator.intake.screening.unseen import REFUSED
from generator.model.declared import NotPrivateList
from generator.model.documents import Notice, Policy
from generator.model.files import PROVINCE_FILES
from generator.model.finding import Finding, Severity
from generator.model.former_codes import NO_FORMER_CODES, FormerCodes
from generator.model.maintainers import MaintainerList
from generator.model.national import NationalAverage
from generator.model.redactions import Redaction, RedactionList
from generator.model.site import Site
from generator.model.withheld import Withheld

_COUNTIES, _SITE, _POLICIES = "counties", "site.yaml", "policies"
MAINTAINERS = "maintainers.yaml"
"""Who hands in what; its errors are told here, what it says concerns only the review of a submission."""
_KNOWN = frozenset({kind.path.split("/", maxsplit=1)[0] for kind in PROVINCE_FILES} | {_COUNTIES})
_CODE = re.compile(r"[0-9]{6}")


@dataclass(frozen=True)
class PortalIntake:
    """The portal's own files as read; policies and notices that are in error are left out."""

    site: Site | None
    national: tuple[NationalAverage, ...]
    policies: tuple[Policy, ...]
    notices: tuple[Notice, ...]
    county_codes: tuple[str, ...]
    problems: tuple[Finding, ...]
    answers: tuple[Answer, ...] = ()
    """The entries of 不含个人信息."""
    redactions: RedactionList | None = field(default_factory=RedactionList)
    """The public list; None if it cannot be read: then nobody can tell what must be hidden."""
    hidden: tuple[Hidden, ...] = ()
    """The values to hide."""
    former: FormerCodes = NO_FORMER_CODES
    """The codes that counties had before."""

    policy_ids: frozenset[str] | None = frozenset()
    """Ids of all policy files, readable or not: naming one that is in error is not a second error. None if some may be
    misnamed."""
    shared_cases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Stems of case files that several counties have → their codes; the stem is the address of the case's page."""
    held: tuple[str, ...] = ()
    """Files that stand in an earlier version."""
    withheld: tuple[Withheld, ...] = ()
    """Files whose latest version failed checks, or that were removed."""

    @property
    def taken_back(self) -> tuple[Redaction, ...]:
        """The entries of the public list without those that are wrong in themselves."""
        entries = self.redactions.entries if self.redactions else ()
        return tuple(entry for entry in entries if not wrong_in(entry))


def read_portal(
    root: Path,
    held: Mapping[str, bytes] | None = None,
    back: TakenBack | None = None,
    former: FormerCodes | None = None,
) -> PortalIntake:
    """Read everything below ``root`` (content_data/) but the counties themselves. Bad input never raises.

    Args:
        held: file name → the earlier version that is read in its place.
        back: the values to hide, looked up in the history; None: hide any value of the fields that entries name.
        former: the codes that counties had before, checked against the history; None: as the counties claim.
    """
    former = former or read_former_codes(root)
    redactions = Folder(root, "").report(REDACTIONS)
    listed = read_redactions(Folder(root, ""), redactions)
    back = back or taken_back(listed or RedactionList(), out_of_sight, former)
    declared = Folder(root, "").report(DECLARED)
    answers = _answers(Folder(root, ""), declared, former)
    own = Answers(tuple(answer for answer in answers if not answer.file.startswith(f"{_COUNTIES}/")))
    folder = Folder(root, "", answers=own, held=held or {}, hiding=Hiding(back.hidden, former=former))
    reports = [declared, redactions, folder.report(_SITE), folder.report("national.csv")]
    site = read_record(folder, _SITE, Site, reports[2]) if folder.has(_SITE) else None
    reports.append(folder.report(MAINTAINERS))
    if folder.has(MAINTAINERS):
        read_record(folder, MAINTAINERS, MaintainerList, reports[-1])
    has_national = folder.has("national.csv")
    national = read_rows(folder, "national.csv", NationalAverage, reports[3]) if has_national else ()
    policies = read_documents(folder, "policies", Policy, reports)
    notices = read_documents(folder, "notices", Notice, reports)
    _report_attachments([*policies, *notices], folder, reports)
    _report_strangers(folder, reports)
    report_unused(own, reports, declared)
    codes = _county_codes(folder, reports)
    problems = [*back.problems, *(problem for report in reports for problem in report.findings)]
    wrong = {found.place.file for found in problems if found.severity is Severity.ERROR}
    return PortalIntake(
        site=site,
        national=national,
        policies=tuple(policy for policy in policies if policy.origin.file not in wrong),
        notices=tuple(
            sorted(
                (notice for notice in notices if notice.origin.file not in wrong),
                key=lambda notice: (notice.date, notice.id),
            )
        ),
        county_codes=codes,
        problems=tuple(sorted(problems, key=lambda found: found.sort_key)),
        answers=answers,
        redactions=listed,
        hidden=back.hidden,
        former=former,
        policy_ids=_policy_ids(folder, policies, reports),
        shared_cases=_shared_cases(root, codes),
    )


def read_maintainers(data: bytes) -> MaintainerList | None:
    """The entries of one version of maintainers.yaml; None if it is in error."""
    folder = Folder(Path(), "", held={MAINTAINERS: data}, is_all_held=True)
    report = folder.report(MAINTAINERS)
    found = read_record(folder, MAINTAINERS, MaintainerList, report)
    return None if report.errors else found


def _policy_ids(
    folder: Folder, policies: Iterable[Policy], reports: Iterable[Report]
) -> frozenset[str] | None:
    named = {found.place.file for report in reports if report.errors for found in report.findings}
    for name in {_POLICIES, *(file for file in named if file.startswith(f"{_POLICIES}/"))} & named:
        if not name.endswith(".md") or unfit_name(name):
            return None
    if not folder.has(_POLICIES) and any("/" not in name and (folder.path / name).is_dir() for name in named):
        return None
    lying = (path.stem for path in (folder.path / _POLICIES).glob("*.md"))
    return frozenset(lying).union(policy.id for policy in policies)


def _shared_cases(root: Path, codes: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found = defaultdict(list)
    for code in codes:
        with suppress(OSError):
            for name in os.listdir(root / _COUNTIES / code / "cases"):  # noqa: PTH208 - in every county
                found[name.removesuffix(".md")].append(code)
    return {name: tuple(sharing) for name, sharing in found.items() if len(sharing) > 1}


def _answers(folder: Folder, report: Report, former: FormerCodes) -> tuple[Answer, ...]:
    """The entries of 不含个人信息, their files named by the codes of today; E007 for one whose file does not exist.

    Such an entry still counts, for earlier versions of the file.
    """
    listed = read_record(folder, DECLARED, NotPrivateList, report) if folder.has(DECLARED) else None
    found: list[Answer] = []
    for given in answers_of(listed) if listed else ():
        answer = given._replace(file=former.path(given.file))
        is_below = ".." not in answer.file.split("/") and not answer.file.startswith("/")
        found += [answer] if is_below else []
        if not is_below or not (folder.path / answer.file).is_file():
            report.error(
                "E007",
                f"找不到文件“{answer.file}”",
                "照核对报告里的写；文件已经删去的，删去这一条",
                at=answer.place,
            )
    return tuple(found)


def _report_attachments(documents: list[Policy | Notice], folder: Folder, reports: list[Report]) -> None:
    """E007 for an attachment that is not a web address: policies and notices have no folder of attachments."""
    for document in documents:
        report = folder.report(document.origin.file)
        for index, name in enumerate(document.attachments):
            if not ADDRESS.fullmatch(name) and REFUSED not in name:
                message = f"找不到附件“{name}”"
                cure = "政策文件和工作动态的附件写原文件的完整网址（https:// 开头）"
                report.error("E007", message, cure, at=document.place("attachments", index))
        report.drop_told(reports)
        reports.append(report)


def _county_codes(folder: Folder, reports: list[Report]) -> tuple[str, ...]:
    """The codes of the county folders; links and other names are reported."""
    codes, strangers = [], {}
    root = folder.path / _COUNTIES
    reports.append(folder.report(_COUNTIES))
    for name in folder.names(_COUNTIES, reports[-1]):
        report = folder.report(f"{_COUNTIES}/{name}")
        reports.append(report)
        path = root / name
        if report_link(path, report):
            continue
        if path.is_dir() and _CODE.fullmatch(name):
            codes.append(name)
        else:
            cure = "示范县的文件夹名写六位行政区划代码，如 210198"
            strangers[name] = "这不是示范县的文件夹", cure
    reports += report_strangers(strangers, folder, _COUNTIES)
    return tuple(codes)


def _report_strangers(folder: Folder, reports: list[Report]) -> None:
    """E008 for files that do not belong here; E002 if site.yaml is missing and not merely misnamed."""
    reports.append(folder.report(""))
    names = folder.names("", reports[-1])
    strangers, meant = misnamed(names, _KNOWN)
    reports += report_strangers(strangers, folder, "")
    if not folder.has(_SITE) and _SITE not in meant:
        reports.append(folder.report(_SITE))
        reports[-1].error("E002", "缺少栏目设置 site.yaml", "用 gongkai new province 建立，或从示例复制")
