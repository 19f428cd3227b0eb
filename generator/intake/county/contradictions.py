"""A record must not contradict itself: nothing past in the future (E010), status agreeing with the rest (E011)."""

from collections.abc import Iterator
from datetime import date
from itertools import chain
from typing import NamedTuple

from generator.intake.county.presumed_status import is_given
from generator.model.base import Record
from generator.model.codelists import Conclusion, Status
from generator.model.contracts import Contracts
from generator.model.disclosure import CountyDisclosure
from generator.model.finding import Finding, Severity
from generator.model.ledgers import Activity, Expenditure, Payment, Progress, Snapshot, Training, Transaction
from generator.model.partial_day import earliest
from generator.model.project import Project


class _Past(NamedTuple):
    """A date that records something past: the record, the path to the date, the day, and the project concerned."""

    record: Record
    path: tuple[str | int, ...]
    day: date | None
    project: str = ""


def coherence(county: CountyDisclosure, as_of: date) -> tuple[Finding, ...]:
    """E010 and E011 in one county, as of a day."""
    found = [
        *_in_the_future(county, as_of),
        *(finding for project in county.projects for finding in _status_agrees(project, county)),
    ]
    return tuple(sorted(found, key=lambda finding: finding.sort_key))


def _error(
    code: str, message: str, cure: str, at: tuple[Record, tuple[str | int, ...]], project: str
) -> Finding:
    record, path = at
    place = record.place(*path)
    county = place.file.removeprefix("counties/")[:6]
    return Finding(code, Severity.ERROR, message, place, cure, county=county, project=project)


def _in_the_future(county: CountyDisclosure, as_of: date) -> Iterator[Finding]:
    """E010 for each date that records something past but lies after ``as_of``."""
    for past in chain(_past_of_rows(county, as_of), _past_of_records(county)):
        if past.day is not None and past.day > as_of:
            message = f"日期 {past.day} 晚于数据截至日 {as_of}"
            cure = "这里只记已经发生的事，核对日期"
            yield _error("E010", message, cure, (past.record, past.path), past.project)
    this_month = f"{as_of:%Y-%m}"
    monthly: tuple[Transaction | Snapshot, ...] = (*county.transactions, *county.snapshots)
    for row in monthly:
        if row.month > this_month:
            message = f"月份 {row.month} 晚于数据截至日 {as_of}"
            cure = "这里只记已经发生的事，核对月份"
            yield _error("E010", message, cure, (row, ("month",)), row.project or "")


def _past_of_rows(county: CountyDisclosure, as_of: date) -> Iterator[_Past]:
    """Dates in ledgers after ``as_of``; filtered here, since there are many rows and hardly any such date."""
    rows: tuple[Progress | Payment | Expenditure | Training | Activity, ...] = (
        *county.progress,
        *county.payments,
        *county.expenditures,
        *county.trainings,
        *county.activities,
    )
    for row in rows:
        if row.date > as_of and earliest(row.date) > as_of:
            yield _Past(row, ("date",), row.date, row.project)
    for decision in county.enforcement:
        if decision.date > as_of and earliest(decision.date) > as_of:
            yield _Past(decision, ("date",), decision.date, decision.project or "")
    for visit in county.inspections:
        if visit.date > as_of and earliest(visit.date) > as_of:
            yield _Past(visit, ("date",), visit.date, visit.project or "")
        if visit.done and visit.done > as_of:
            yield _Past(visit, ("done",), visit.done, visit.project or "")


def _past_of_records(county: CountyDisclosure) -> Iterator[_Past]:
    for batch in county.batches:
        yield from _past_of_batch(batch)
    for index, regulation in enumerate(county.county.regulations):
        yield _Past(county.county, ("regulations", index, "date"), regulation.date)
    for case in county.cases:
        yield _Past(case, ("date",), case.date)
    for project in county.projects:
        yield from _past_of_project(project)
    yield from _past_of_contracts(county.contracts)


def _past_of_batch(county: CountyDisclosure) -> Iterator[_Past]:
    for index, receipt in enumerate(county.county.receipts):
        yield _Past(county.county, ("receipts", index, "date"), earliest(receipt.date))
    for index, fee in enumerate(county.county.fees):
        for number, payment in enumerate(fee.payments):
            path = ("fees", index, "payments", number, "date")
            yield _Past(county.county, path, earliest(payment.date))
    for index, goal in enumerate(county.county.goals):
        yield _Past(county.county, ("goals", index, "as_of"), goal.as_of and earliest(goal.as_of))
    yield from _past_of_plan(county)
    yield from _past_of_outcome(county)


def _past_of_project(project: Project) -> Iterator[_Past]:
    if project.procurement:
        for name in ("notice_date", "award_date", "contract_date"):
            day = getattr(project.procurement, name)
            yield _Past(project, ("procurement", name), day, project.id)
    if project.cancellation:
        yield _Past(project, ("cancellation", "date"), project.cancellation.date, project.id)
    accepted = project.acceptance
    if accepted:
        yield _Past(project, ("acceptance", "date"), accepted.date, project.id)
        yield _Past(project, ("acceptance", "rectified_on"), accepted.rectified_on, project.id)
        if accepted.archive:
            yield _Past(project, ("acceptance", "archive", "date"), accepted.archive.date, project.id)
        if accepted.signature:
            yield _Past(project, ("acceptance", "signature", "date"), accepted.signature.date, project.id)


def _past_of_contracts(record: Contracts) -> Iterator[_Past]:
    for index, contract in enumerate(record.contracts):
        yield _Past(record, ("contracts", index, "award_date"), contract.award_date)
        yield _Past(record, ("contracts", index, "date"), contract.date)
        if contract.notice:
            yield _Past(record, ("contracts", index, "notice", "date"), contract.notice.date)
        if contract.termination:
            yield _Past(record, ("contracts", index, "termination", "date"), contract.termination.date)
        for number, supplement in enumerate(contract.supplements):
            yield _Past(record, ("contracts", index, "supplements", number, "date"), supplement.date)


def _past_of_plan(county: CountyDisclosure) -> Iterator[_Past]:
    plan = county.plan
    if plan.plan:
        yield _Past(plan, ("plan", "date"), plan.plan.date)
        for index, filing in enumerate(plan.plan.filings):
            yield _Past(plan, ("plan", "filings", index, "date"), filing.date)
    for index, change in enumerate(plan.plan_changes):
        yield _Past(plan, ("plan_changes", index, "date"), change.date)
        yield _Past(plan, ("plan_changes", index, "filing_date"), change.filing_date)
    for index, decision in enumerate(plan.decisions):
        yield _Past(plan, ("decisions", index, "date"), decision.date)
    for index, response in enumerate(plan.responses):
        yield _Past(plan, ("responses", index, "date"), response.date)


def _past_of_outcome(county: CountyDisclosure) -> Iterator[_Past]:
    outcome = county.outcome
    final = outcome.final_acceptance
    if final:
        yield _Past(outcome, ("final_acceptance", "date"), final.date)
        if final.signature:
            yield _Past(outcome, ("final_acceptance", "signature", "date"), final.signature.date)
    if outcome.provincial_recheck:
        yield _Past(outcome, ("provincial_recheck", "date"), outcome.provincial_recheck.date)
    for index, evaluation in enumerate(outcome.evaluations):
        yield _Past(outcome, ("evaluations", index, "completed"), evaluation.completed)
        if evaluation.signature:
            yield _Past(outcome, ("evaluations", index, "signature", "date"), evaluation.signature.date)
    for index, item in enumerate(outcome.rectifications):
        yield _Past(outcome, ("rectifications", index, "closed"), item.closed)


def _status_agrees(project: Project, county: CountyDisclosure) -> Iterator[Finding]:
    """E011, at most one, if a project's 状态 contradicts its other fields or its progress reports."""
    if not is_given(project):
        return
    status, accepted = project.status, project.acceptance
    is_early = status in {Status.NOT_STARTED, Status.UNDER_WAY}
    if status is Status.ACCEPTED and accepted is None:
        message, cure = "状态是“已验收”，却未填写“验收”", "补上“验收”一项，或改正“状态”"
    elif status is Status.CANCELLED and project.cancellation is None:
        message, cure = "状态是“已取消”，却未填写“取消”", "补上“取消”一项，或改正“状态”"
    elif status is not Status.CANCELLED and project.cancellation is not None:
        message = f"填写了“取消”，状态却是“{status.label}”"
        cure = "状态改成“已取消”，或删去“取消”一项"
    elif is_early and accepted is not None and accepted.conclusion is Conclusion.PASSED:
        message, cure = f"验收合格，状态却是“{status.label}”", "核对“状态”和“验收”"
    elif status is Status.NOT_STARTED and any(
        report.percent == 100 for report in county.progress_of[project.id]
    ):
        message, cure = "状态是“未开工”，进度台账却报了 100%", "核对“状态”和进度台账"
    else:
        return
    yield _error("E011", message, cure, (project, ("status",)), project.id)
