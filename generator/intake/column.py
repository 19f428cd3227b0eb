"""The column's own files: settings, national averages, policies, notices, and which counties there are."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from generator.intake.document import Report
from generator.intake.files import Folder, read_document, read_record, read_rows
from generator.model.documents import Document, Notice, Policy
from generator.model.finding import Finding
from generator.model.national import NationalAverage
from generator.model.site import Site

D = TypeVar("D", bound=Document)

IGNORED = re.compile(r"\.DS_Store|Thumbs\.db|desktop\.ini|~\$.*|\..*\.swp|\.gitkeep", re.IGNORECASE)
"""What file managers and editors leave behind; said as a remark, not an error."""


@dataclass(frozen=True)
class ColumnIntake:
    """The column's own files as read."""

    site: Site | None
    national: tuple[NationalAverage, ...]
    policies: tuple[Policy, ...]
    notices: tuple[Notice, ...]
    county_codes: tuple[str, ...]
    problems: tuple[Finding, ...]


def read_column(root: Path) -> ColumnIntake:
    """Read everything below ``root`` (content_data/) but the counties themselves."""
    folder = Folder(root, "")
    reports = []
    site_report = folder.report("site.yaml")
    reports.append(site_report)
    if not (root / "site.yaml").exists():
        site_report.error("E002", "缺少栏目设置 site.yaml", "用 gongkai new province 建立，或从示例复制")
    site = read_record(folder, "site.yaml", Site, site_report)
    national_report = folder.report("national.csv")
    reports.append(national_report)
    national = read_rows(folder, "national.csv", NationalAverage, national_report)
    policies = read_documents(folder, "policies", Policy, reports)
    notices = read_documents(folder, "notices", Notice, reports)
    _report_strangers(root, folder, reports)
    return ColumnIntake(
        site=site,
        national=national,
        policies=tuple(policies),
        notices=tuple(sorted(notices, key=lambda notice: (notice.date, notice.id))),
        county_codes=_county_codes(root, folder, reports),
        problems=tuple(finding for report in reports for finding in report.findings),
    )


def read_documents(folder: Folder, name: str, model: type[D], reports: list[Report]) -> list[D]:
    """The Markdown records of a sub-folder, in the order of their file names."""
    found: list[D] = []
    path = folder.path / name
    for file in sorted(path.iterdir()) if path.is_dir() else []:
        report = folder.report(f"{name}/{file.name}")
        reports.append(report)
        if file.suffix == ".md":
            record = read_document(folder, f"{name}/{file.name}", model, report)
            found += [record] if record else []
        else:
            report_stranger(file, "这里只放 .md 文件", "检查文件名，或移到别处", report)
    return found


def report_stranger(path: Path, message: str, cure: str, report: Report) -> None:
    """Nothing that was handed in is passed over in silence."""
    if IGNORED.fullmatch(path.name):
        report.notice("E008", "这是系统或软件留下的临时文件", "可以删去")
    else:
        report.error("E008", message, cure)


def _county_codes(root: Path, folder: Folder, reports: list[Report]) -> tuple[str, ...]:
    codes = []
    for path in sorted((root / "counties").glob("*")) if (root / "counties").is_dir() else []:
        report = folder.report(f"counties/{path.name}")
        reports.append(report)
        if path.is_symlink():
            report.error("S004", "这是一个链接（快捷方式），不是文件夹", "删去链接，把文件夹本身放进来")
        elif path.is_dir() and re.fullmatch(r"\d{6}", path.name) and path.name.isascii():
            codes.append(path.name)
        else:
            report_stranger(
                path, f"「{path.name}」不是县的文件夹", "文件夹名写六位行政区划代码，如 210198", report
            )
    return tuple(codes)


def _report_strangers(root: Path, folder: Folder, reports: list[Report]) -> None:
    known = {"site.yaml", "national.csv", "policies", "notices", "counties"}
    for path in sorted(root.glob("*")) if root.is_dir() else []:
        if path.name in known:
            continue
        report = folder.report(path.name)
        reports.append(report)
        report_stranger(path, "这里没有约定的文件", f"这里只放 {'、'.join(sorted(known))}", report)
