"""A record must not contradict itself: dates in order (E010), status agreeing with the rest (E011)."""

from collections.abc import Iterator
from datetime import date

from generator.model.base import Record
from generator.model.codelists import Status
from generator.model.disclosure import CountyDisclosure
from generator.model.finding import Finding, Severity
from generator.model.place import Place
from generator.model.project import Project


def coherence(county: CountyDisclosure, as_of: date) -> tuple[Finding, ...]:
    """E010 and E011 over one county, on one day; pure."""
    found = [
        *_future(county, as_of),
        *(finding for project in county.projects for finding in _project(project, county, as_of)),
    ]
    return tuple(sorted(found, key=lambda finding: finding.sort_key))


def _finding(code: str, message: str, cure: str, place: Place, county: str, project: str = "") -> Finding:
    return Finding(code, Severity.ERROR, message, place, cure, county=county, project=project)


def _future(county: CountyDisclosure, as_of: date) -> Iterator[Finding]:
    """Nothing that records the past lies after the as-of date."""
    dated: list[tuple[Record, date]] = []
    for rows in (
        county.progress,
        county.payments,
        county.expenditures,
        county.inspections,
        county.trainings,
        county.activities,
    ):
        dated += [(row, row.date) for row in rows]
    for record, day in dated:
        if day > as_of:
            project = getattr(record, "project", None) or ""
            message = f"日期 {day} 晚于数据截至日 {as_of}"
            yield _finding(
                "E010", message, "这里只记已经发生的事，核对日期", record.place("date"), county.code, project
            )
    for row in county.transactions:
        if row.month > f"{as_of:%Y-%m}":
            message = f"月份 {row.month} 晚于数据截至日 {as_of}"
            yield _finding(
                "E010",
                message,
                "这里只记已经发生的事，核对月份",
                row.place("month"),
                county.code,
                row.project,
            )
    for index, receipt in enumerate(county.county.receipts):
        if receipt.date > as_of:
            place = county.county.place("receipts", index, "date")
            message = f"到账日期 {receipt.date} 晚于数据截至日 {as_of}"
            yield _finding("E010", message, "核对日期", place, county.code)


def _project(project: Project, county: CountyDisclosure, as_of: date) -> Iterator[Finding]:
    yield from _dates_in_order(project, as_of)
    yield from _status_agrees(project)
    reports = county.progress_of[project.id]
    if project.status is Status.NOT_STARTED and any(report.percent == 100 for report in reports):
        message = "状态是「未开工」，进度台账却报了 100%"
        yield _finding(
            "E011",
            message,
            "核对「状态」或进度台账",
            project.place("status"),
            project.county_code,
            project.id,
        )


def _dates_in_order(project: Project, as_of: date) -> Iterator[Finding]:
    """公告 ≤ 中标 ≤ 合同 ≤ 计划开工 ≤ 完成时限, and what records the past is not in the future."""
    bought = project.procurement
    steps: list[tuple[str, date | None, tuple[str, ...], bool]] = [
        ("公告日期", bought.notice_date if bought else None, ("procurement", "notice_date"), True),
        ("中标日期", bought.award_date if bought else None, ("procurement", "award_date"), True),
        ("合同日期", bought.contract_date if bought else None, ("procurement", "contract_date"), True),
        ("计划开工", project.planned_start, ("planned_start",), False),
        ("完成时限", project.deadline, ("deadline",), False),
    ]
    earlier: tuple[str, date] | None = None
    for label, day, path, is_past in steps:
        if day is None:
            continue
        place = project.place(*path)
        if earlier and day < earlier[1]:
            message = f"「{label}」{day} 早于「{earlier[0]}」{earlier[1]}"
            cure = "日期应依次为：公告、中标、合同、计划开工、完成时限；核对这两个日期"
            yield _finding("E010", message, cure, place, project.county_code, project.id)
        if is_past and day > as_of:
            message = f"「{label}」{day} 晚于数据截至日 {as_of}"
            yield _finding("E010", message, "核对日期", place, project.county_code, project.id)
        earlier = (label, day)
    for label, record in (("acceptance", project.acceptance), ("cancellation", project.cancellation)):
        if record is not None and record.date > as_of:
            message = f"日期 {record.date} 晚于数据截至日 {as_of}"
            yield _finding(
                "E010", message, "核对日期", project.place(label, "date"), project.county_code, project.id
            )


def _status_agrees(project: Project) -> Iterator[Finding]:
    pairs = (
        (Status.ACCEPTED, project.acceptance, "验收"),
        (Status.CANCELLED, project.cancellation, "取消"),
    )
    for status, record, label in pairs:
        if project.status is status and record is None:
            message = f"状态是「{status.label}」，却没有填写「{label}」"
            cure = f"补上「{label}」一项，或改正「状态」"
            yield _finding("E011", message, cure, project.place("status"), project.county_code, project.id)
    if project.cancellation is not None and project.status is not Status.CANCELLED:
        message = f"填写了「取消」，状态却是「{project.status.label}」"
        cure = "状态改成「已取消」，或删去「取消」一项"
        yield _finding("E011", message, cure, project.place("status"), project.county_code, project.id)
